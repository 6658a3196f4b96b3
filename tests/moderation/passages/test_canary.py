"""Words that were blacked out are nowhere but on moderators' pages on that very comment: not in any public address, mail, log or export."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment
from app.kernel.i18n import speaking
from app.kernel.richtext import digest
from app.moderation.models import Decision
from app.notifications.emails import write_blacked_out
from app.record.models import Entry, Opening
from tests.builders import World
from tests.discussion import talk
from tests.moderation.passages.scenes import black_out, uncover

pytestmark = pytest.mark.walk

WORDS = "金絲雀０９５８２７４６"
BODY = f"My source is **{WORDS}**, who read article 2 with care."
EDITED = f"My source is {WORDS}, who read article 2 with more care."
PROPOSED = f"1. Alpha and {WORDS}."


@pytest.fixture
def said(session: Session, world: World) -> Comment:
    """A comment whose every text told the words, which a reply does not repeat; blacked out, and edited again since."""
    comment = talk.post(world, BODY, place="2.2.1", proposed=PROPOSED)
    talk.edit(world, comment, EDITED, proposed=PROPOSED[:-1])
    talk.post(world, "A calm reply.", by="lead", parent=comment)
    black_out(world, comment, WORDS)
    talk.edit(world, comment, (talk.load(world, comment).body or "") + " Indeed.")
    session.commit()
    return comment


def pages(comment: Comment) -> list[str]:
    here, api = f"/comments/{comment.id}", f"/api/v1/comments/{comment.id}"
    found = [
        here,
        *(f"{here}{at}" for at in ("/history", "/journey", "/edit", "/replies/new", "/reports/new", "/withdrawal")),
    ]
    found += [f"{here}/hiding", f"{here}/passages/new", f"{here}/restoration", f"{here}/appeal"]
    found += [api, f"{api}/journey", "/api/v1/bills/open-bill/comments", "/api/v1/record", "/record", "/record.ndjson"]
    found += [f"/record/{number}" for number in range(1, 5)]
    found += ["/", "/feed.atom", "/bills/open-bill/feed.atom", "/desk", "/desk/reports", "/notifications"]
    found += ["/notifications/comments", "/bills/open-bill", "/bills/open-bill/record", "/bills/open-bill/summary"]
    found += [f"/bills/open-bill/discussion{query}" for query in ("", "?sort=newest", "?article=2", "?sort=endorsed")]
    found += ["/bills/open-bill/articles/2", "/bills/open-bill/articles/2/proposals"]
    found += ["/bills/open-bill/articles/2/proposals.docx", "/bills/open-bill/text", "/bills/open-bill/export.json"]
    found += [f"{at}?q={quote(word)}" for at in ("/search", "/api/v1/search") for word in ("source", "Alpha")]
    return found


MARKS = ["金絲雀", "０９５８２７４６", "09582746", digest(BODY), digest(EDITED)]


@pytest.mark.parametrize("persona", [None, "citizen", "other_citizen", "moderator", "official", "administrator"])
def test_canary(client: FlaskClient, world: World, said: Comment, persona: str | None) -> None:
    world.sign_in(client, persona)
    seen = 0
    for number, address in enumerate(pages(said)):
        answer = client.get(address, headers={"Accept-Language": ("zh-TW", "en")[number % 2]}, follow_redirects=True)
        assert answer.status_code < 500, address
        assert [mark for mark in MARKS if mark.encode() in answer.data] == [], address
        seen += answer.status_code == 200
    assert seen > 25


@pytest.mark.parametrize("word", ["金絲雀", "０９５８２７４６", "09582746"])
def test_search_does_not_find_by_the_words(client: FlaskClient, said: Comment, word: str) -> None:
    assert client.get(f"/api/v1/search?q={quote(word)}").json["items"] == []


def test_canary_would_sing(client: FlaskClient, session: Session, world: World, said: Comment) -> None:
    uncover(world, said)
    session.commit()
    address = f"/comments/{said.id}"
    for shown in (
        address,
        f"{address}/history",
        "/bills/open-bill/discussion",
        "/bills/open-bill/articles/2/proposals",
    ):
        assert "金絲雀" in client.get(shown).text, shown
    assert client.get(f"/api/v1/search?q={quote('金絲雀')}").json["items"] != []


def test_the_database_holds_them_in_one_table_alone(session: Session, world: World, said: Comment) -> None:
    holding = set()
    for name in sa.inspect(session.connection()).get_table_names():
        if "search_index" not in name:
            rows = session.execute(sa.text(f'SELECT * FROM "{name}"')).all()
            holding |= (
                {name} if any(word in repr(rows) for word in ("金絲雀", "０９５８２７４６", "09582746")) else set()
            )
    assert holding == {"withheld_text"}


def test_the_mail_and_the_log_do_not_tell(session: Session, world: World, said: Comment, app) -> None:
    decision = session.scalars(sa.select(Decision)).one()
    with app.test_request_context(), speaking("en"):
        letter = write_blacked_out(session, world.people["citizen"], {"comment": said.id, "decision": decision.id})
    assert letter and "09582746" not in str(letter) and "金絲雀" not in str(letter) and "blacked out" in str(letter)
    told = repr([(row.words, row.key) for row in session.scalars(sa.select(Opening))])
    told += repr([vars(row) for row in session.scalars(sa.select(Entry))])
    assert [mark for mark in MARKS if mark in told] == []
