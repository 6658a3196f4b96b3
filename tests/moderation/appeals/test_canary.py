"""Neither hidden words nor the words of an appeal are anywhere but before its author and its deciders."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel.outbox import OutboxMessage
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.notifications.delivery import deliver_due
from app.record.models import Opening
from tests.accounts.people import Box
from tests.builders import World
from tests.moderation.appeals.scenes import appeal, decide, hidden

pytestmark = pytest.mark.walk

WORDS = ("xyzzy", "plugh")  # of the comment, of the appeal


def addresses(made: Appeal) -> list[str]:
    """Every page that could tell of an appeal, of its comment, or of what was done."""
    here, bill = made.comment_id, "/bills/open-bill"
    pages = ["/", "/bills", "/record", "/record.ndjson", "/feed.atom", "/subgroups/law", "/transparency", "/desk"]
    pages += [f"/record/{seq}" for seq in (1, 2, 3, 4)] + ["/search?q=xyzzy", "/search?q=plugh", "/desk/appeals"]
    pages += [
        bill + page for page in ("", "/discussion", "/discussion?sort=newest", "/record", "/feed.atom", "/summary")
    ]
    pages += [f"/comments/{here}{page}" for page in ("", "/history", "/journey", "/context", "/reports/new")]
    pages += ["/api/v1/record", "/api/v1/bills/open-bill/comments", f"/api/v1/appeals/{made.id}", "/notifications"]
    pages += [f"/api/v1/comments/{here}", f"/api/v1/comments/{here}/journey", "/api/v1/search?q=plugh"]
    return [*pages, f"/appeals/{made.id}", "/notifications/comments", f"/desk/reports/{here}"]


def own_pages(made: Appeal) -> list[str]:
    return [f"/appeals/{made.id}/decision", f"/appeals/{made.id}/withdrawal", f"/comments/{made.comment_id}/appeal"]


@pytest.mark.parametrize("end", ["open", "upheld", "overturned"])
def test_the_words_are_nowhere_public(client: FlaskClient, world: World, end: str) -> None:
    made = appeal(world, hidden(world))
    if end != "open":
        decide(world, made, AppealOutcome(end))
    world.session.flush()
    secret = WORDS if end != "overturned" else WORDS[1:]
    seen = 0
    for persona in (None, "citizen", "other_citizen", "lead", "second_moderator", "official"):
        world.sign_in(client, persona)
        pages = addresses(made) + ([] if persona in ("citizen", "lead") else own_pages(made))
        for page in pages:
            answer = client.get(page, follow_redirects=True)
            assert answer.status_code < 500, page
            asked = ("?q=" in page and page[page.index("?q=") + 3 :]) or ""
            text = answer.text.replace(asked, "") if asked else answer.text
            assert not [word for word in secret if word in text], (persona, page)
            seen += answer.status_code == 200
    assert seen > 100


def test_its_author_and_its_decider_read_them_while_it_is_open(client: FlaskClient, world: World) -> None:
    made = appeal(world, hidden(world))
    _decision, withdrawal, own = own_pages(made)
    assert "plugh" in world.sign_in(client, "citizen").get(own).text
    assert "plugh" in client.get(withdrawal).text
    told = world.sign_in(client, "lead").get(f"/appeals/{made.id}/decision").text
    assert "plugh" in told and "xyzzy" in told
    decide(world, made, AppealOutcome.UPHELD)
    world.session.flush()
    told = client.get(f"/appeals/{made.id}/decision").text
    assert "plugh" not in told and "xyzzy" not in told


def test_neither_mails_nor_openings_hold_them(app: Gongyi, session: Session, world: World) -> None:
    app.extensions["gongyi.postman"] = box = Box()
    try:
        decide(world, appeal(world, hidden(world)), AppealOutcome.UPHELD)
        session.flush()
        assert deliver_due(app) == 2
    finally:
        del app.extensions["gongyi.postman"]
    mails = [message.as_string() for message in box.messages]
    assert ["hiding was upheld" in mail for mail in mails] == [False, True]
    kept = [str(row.parameters) for row in session.query(OutboxMessage)] + [
        str(row.words) for row in session.query(Opening)
    ]
    assert not [text for text in (*mails, *kept) for word in WORDS if word in text]
