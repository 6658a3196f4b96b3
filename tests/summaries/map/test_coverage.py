"""How much a draft covers, by place and by position."""

from flask.testing import FlaskClient

from app.discussion.models import Position
from app.summaries.map.coverage import Share, read_coverage
from tests.conftest import NOON
from tests.summaries.drafts import drafting
from tests.summaries.test_desk import DESK


def test_visible_comments_are_counted_by_place_and_position(client: FlaskClient, world) -> None:
    world.sign_in(client, "moderator")
    work = drafting(world, NOON)
    cited, twice, gone = work.say("one", key="1"), work.say("two", key="1"), work.say("gone", key="2")
    work.say("three")
    cited.position, gone.position = Position.OPPOSE, Position.SUPPORT
    work.hide(gone)
    draft = work.open()
    work.ask(draft, twice, issue=work.issue(draft, cited, twice))
    found = read_coverage(work.session, work.bill)
    assert found.places == (Share("", 0, 1), Share("1", 2, 2)) or found.places == (Share("1", 2, 2), Share("", 0, 1))
    assert found.positions == (Share("oppose", 1, 1), Share("", 1, 2))
    assert (found.articles, found.held) == (Share("", 1, 1), Share("", 1, 1))
    shown = client.get(DESK + "?lang=en").text
    assert "articles covered" in shown
    assert "2 of 3" in shown
