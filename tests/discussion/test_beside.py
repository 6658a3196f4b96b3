"""What stands beside the articles of the text: the most endorsed threads, never hidden words, one statement."""

from flask.testing import FlaskClient

from app.discussion.beside import LONGEST, excerpt, mark_articles
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.discussion.talk import endorse, hide, post


def test_most_endorsed_threads_come_first_and_hidden_words_never(world: World, client: FlaskClient) -> None:
    plain = post(world, "Said first.", place="2")
    liked = post(world, "Said second, **and liked**.", place="2.1")
    gone = post(world, "Canary to be hidden.", place="2")
    post(world, "A reply stays in its thread.", parent=liked)
    endorse(world, liked)
    hide(world, gone)
    marks = mark_articles(world.session, world.bills["open"], NOON)
    assert [quote["text"] for quote in marks[plain.article_id or 0]["excerpts"]] == [
        "Said second, and liked.",
        "Said first.",
    ]
    page = client.get("/bills/open-bill/text?lang=en").text
    assert "Said second, and liked." in page
    assert "Canary" not in page


def test_one_statement_for_a_whole_bill(world: World, statements: Statements) -> None:
    for place in ("1", "2", "3"):
        post(world, f"On {place}.", place=place)
    world.session.flush()
    with statements:
        mark_articles(world.session, world.bills["open"], NOON)
    assert len(statements) == 1


def test_long_words_are_cut() -> None:
    assert len(excerpt("<p>" + "長" * 500 + "</p>")) == LONGEST
    assert excerpt("<p>Short.</p>\n<ul>\n<li>one</li>\n</ul>") == "Short. one"
