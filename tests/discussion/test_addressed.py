"""A comment shows the words it was written about and what became of them, over redrafts that change, split, merge and delete."""

import pytest
from flask.testing import FlaskClient

from app.bills.models import Bill
from app.bills.queries import get_article, list_articles, list_versions
from app.discussion.addressed import changed_since, list_addressed, list_changed
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from tests.bills.revisions import MOVED, add_version, make_first_version, revise_twice
from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import load, post

NOTE = "this article has changed since"


@pytest.fixture
def bill(world: World) -> Bill:
    made = world.bills["revised"] = make_first_version(world.session, world.agency)
    return made


def read(client: FlaskClient, comment: Comment, lang: str = "en") -> str:
    """The part of a comment's page on the words it was written about."""
    page = client.get(f"/comments/{comment.id}?lang={lang}").text
    return page.split('<details class="fold">')[1].split("</details>")[0]


def say(world: World, place: str) -> Comment:
    return post(world, on="revised", place=place)


def test_before_any_revision_the_words_stand_as_they_are(client: FlaskClient, world: World, bill: Bill) -> None:
    part = read(client, say(world, "2.2.1"))
    assert "The words it was written about: article 2, paragraph 2, subparagraph 1, version 1" in part
    assert ">1. A.</p>" in part
    assert "2. B." not in part
    assert "The text has not been revised since." in part


def test_changed_article_shows_both(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "1")
    revise_twice(world.session, bill)
    part = read(client, comment)
    assert "Text 1.</p>" in part.split("</blockquote>")[0]
    assert "The article reads differently in version 3." in part
    assert "<ins>" in part
    assert "/bills/revised/compare?from=1&amp;to=3&amp;view=redline#article-1" in part


def test_kept_article_says_so(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "5.1")
    revise_twice(world.session, bill)
    part = read(client, comment)
    assert "Unchanged since, up to version 3." in part
    assert "<ins>" not in part
    assert NOTE not in client.get(f"/comments/{comment.id}?lang=en").text


def test_split_article_leads_to_where_the_words_went(client: FlaskClient, world: World, bill: Bill) -> None:
    comment, other = say(world, "2.3"), say(world, "2.1")
    revise_twice(world.session, bill)
    part = read(client, comment)
    assert MOVED.en in part.split("</blockquote>")[0]
    assert 'Split off from it: <a href="/bills/revised/articles/6">Article 6</a>' in part
    assert "The words quoted here still stand, as article 6, paragraph 1." in part
    assert "The words quoted here still stand, as article 2, paragraph 1." in read(client, other)


def test_merged_article_names_the_one_that_took_it_up(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "3.1")
    revise_twice(world.session, bill)
    part = read(client, comment)
    assert "Version 3 has merged the article into another." in part
    assert 'Merged into: <a href="/bills/revised/articles/4">Article 4</a>' in part
    assert "The words quoted here still stand, as article 4, paragraph 3." in part


def test_deleted_and_renumbered_articles(client: FlaskClient, world: World, bill: Bill) -> None:
    gone, moved = say(world, "5"), say(world, "4")
    add_version(world.session, bill, {"5": {"is_deleted": True}, "4": {"number": "7"}})
    assert "Version 2 has deleted the article." in read(client, gone)
    part = read(client, moved)
    assert "Its words are unchanged; in version 2 it stands elsewhere, as article 7." in part
    assert NOTE not in client.get(f"/comments/{moved.id}?lang=en").text


def test_comment_stays_with_its_article_over_three_redrafts(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "2.3")
    revise_twice(world.session, bill)
    add_version(world.session, bill, {"2": {"number": "12", "text": Bilingual("全新條文。", "All new.")}})
    assert load(world, comment).article_id == get_article(world.session, bill, "2").id
    part = read(client, comment)
    assert "article 2, paragraph 3, version 1" in part
    assert "The article reads differently in version 4." in part
    assert "Article 6" in part


def test_page_in_chinese_quotes_chinese(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "2.2")
    revise_twice(world.session, bill)
    quoted = read(client, comment, "zh-TW").split("</blockquote>")[0]
    assert "第二項如下" in quoted
    assert "一、甲。" in quoted


def test_words_of_the_law_are_never_html(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "1")
    add_version(world.session, bill, {"1": {"text": Bilingual("<b>新</b>", "<b>new</b>")}})
    assert "&lt;b&gt;new" in read(client, comment)


def test_comment_on_the_whole_bill_quotes_nothing(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "")
    assert '<details class="fold">' not in client.get(f"/comments/{comment.id}").text


def test_note_leads_to_the_redline_since_its_version(client: FlaskClient, world: World, bill: Bill) -> None:
    comment = say(world, "1")
    revise_twice(world.session, bill)
    link = '<a href="/bills/revised/compare?from=1&amp;view=redline#article-1">See what changed</a>'
    for page in (f"/comments/{comment.id}", "/bills/revised/discussion"):
        assert link in client.get(f"{page}?lang=en").text
    redline = client.get("/bills/revised/compare?from=1&view=redline&lang=en")
    assert "Version 3 compared with: Version 1" in redline.text


@pytest.mark.parametrize(
    ("text", "heading", "is_changed"),
    [
        (Bilingual("文", "Text"), Bilingual("題"), False),
        (Bilingual("文"), Bilingual("題"), False),
        (Bilingual("新", "Text"), Bilingual("題"), True),
        (Bilingual("文", "New"), Bilingual("題"), True),
        (Bilingual("文", "Text"), Bilingual("新題"), True),
        (Bilingual("文", "Text"), Bilingual("題", "Head"), False),
        (Bilingual("", "Text"), Bilingual("題"), False),
        (Bilingual("", "New"), Bilingual("題"), True),
        (Bilingual('文", "en": "', "Text"), Bilingual("題"), True),
    ],
)
def test_lists_and_pages_agree_on_what_has_changed(
    world: World, bill: Bill, text: Bilingual, heading: Bilingual, is_changed: bool
) -> None:
    """The SQL twin says what the texts themselves say, whichever of both is the older."""
    session = world.session
    first = list_articles(session, list_versions(session, bill)[0])[0]
    first.text, first.heading = Bilingual("文", "Text"), Bilingual("題")
    comment = load(world, say(world, "1"))
    second = add_version(session, bill, {"1": {"text": text, "heading": heading}})
    for _way in (1, 2):
        session.flush()
        expected = frozenset({("1", 1)}) if is_changed else frozenset()
        assert changed_since(comment, list_addressed(session, comment)) == expected
        assert list_changed(session, bill.id) == expected
        other = list_articles(session, second)[0]
        for name in ("text", "heading"):
            here, there = getattr(first, name), getattr(other, name)
            setattr(first, name, there)
            setattr(other, name, here)


def test_statements_on_a_comments_page(client: FlaskClient, world: World, bill: Bill, statements: Statements) -> None:
    comment = say(world, "2.3")
    revise_twice(world.session, bill)
    world.session.expire_all()
    with statements:
        assert client.get(f"/comments/{comment.id}").status_code == 200
    assert len(statements) <= 6, statements.seen
