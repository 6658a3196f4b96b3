"""Moving a thread: what it changes, what the record and the pages say of it, and how it is undone."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment, Position
from app.discussion.recount import find_wrong_counts
from app.kernel.outbox import OutboxMessage
from app.kernel.verdict import Refused
from app.moderation.placing import actions
from app.notifications.models import Notice, NoticeKind
from app.record.models import Entry, Opening
from tests.builders import NOON, World
from tests.conftest import Statements
from tests.discussion import talk
from tests.discussion.talk import load, post

REASON = "It speaks of the second article, not of the whole bill."


@pytest.fixture
def thread(world: World) -> list[Comment]:
    root = post(world, "Root words.", position=Position.ASK)
    reply = post(world, "A reply.", by="other_citizen", parent=root)
    return [root, reply, post(world, "An answer.", by="official", parent=reply)]


def move(world: World, comment: Comment, to: str, reason: str = REASON, revision: int | None = None) -> None:
    found = load(world, comment)
    seen = found.revision if revision is None else revision
    moderator = world.people["moderator"]
    words = {"to": to, "reason": reason, "revision": seen}
    actions.move_comment(world.session, moderator, found, found.bill, **words, now=NOON)


def test_a_whole_thread_is_moved_on_the_record_and_back(
    client: FlaskClient, world: World, thread: list[Comment]
) -> None:
    root, number = thread[0], thread[0].id
    world.sign_in(client, "moderator")
    for place, part, written, before in (
        ("2", "2.1", "2.2.1", "bill"),
        ("Q1", "", "Q1", "2.2.1"),
        ("", "", "bill", "Q1"),
    ):
        revision = str(load(world, root).revision)
        sent = {"place": place, "part": part, "reason": REASON, "revision": revision}
        answer = client.post(f"/comments/{number}/place", data=sent)
        assert (answer.status_code, answer.location) == (303, f"/comments/{number}")
        newest = sa.select(Entry, Opening.words).join(Opening).order_by(-Entry.seq).limit(1)
        entry, words = world.session.execute(newest).one()
        assert (entry.act, entry.subject, entry.bill) == ("move", f"comment:{number}", "open-bill")
        assert words == {"reason": REASON, "from_place": before, "to_place": written}
        here = [
            (said.address, said.place_rank, said.article_id, said.question_id)
            for said in (load(world, each) for each in thread)
        ]
        assert len(set(here)) == 1
        assert (here[0][0] or "bill") == (written if place == "2" else "bill")
        assert list(find_wrong_counts(world.session)) == []
        assert client.post(f"/comments/{number}/place", data=sent).status_code == 409
    page = client.get(f"/comments/{number}?lang=en").text
    assert "Moved here from “Question 1” by the moderators" in page
    assert page.count(REASON) == 3
    assert "from Article 2, paragraph 2, subparagraph 1 to Question 1" in page
    record = client.get("/record?lang=en").text
    assert "Moved a comment" in record
    assert "to: The bill as a whole" in record


def test_the_author_is_told(client: FlaskClient, world: World, thread: list[Comment]) -> None:
    move(world, thread[0], "2.2")
    told = world.session.execute(sa.select(Notice.person_id, Notice.kind).where(Notice.kind == NoticeKind.MOVED)).all()
    assert told == [(world.people["citizen"].id, NoticeKind.MOVED)]
    mails = sa.select(OutboxMessage.template, OutboxMessage.person_id)
    assert world.session.execute(mails).all() == [("comment-placed", world.people["citizen"].id)]
    page = world.sign_in(client, "citizen").get("/notifications?lang=en").text
    assert "Your comment was moved to where it belongs" in page
    assert REASON in page
    assert "from The bill as a whole to Article 2, paragraph 2" in page


@pytest.mark.parametrize(
    "to, more, code, field",
    [
        ("", {}, "invalid", "place"),
        ("99", {}, "invalid", "place"),
        ("2.9", {}, "invalid", "place"),
        ("Q7", {}, "invalid", "place"),
        ("nonsense", {}, "invalid", "place"),
        ("2", {"reason": "short"}, "invalid", "reason"),
        ("2", {"revision": 9}, "conflict", None),
    ],
)
def test_what_is_refused_changes_nothing(
    world: World, thread: list[Comment], to: str, more: dict[str, object], code: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        move(world, thread[0], to, **more)  # type: ignore[arg-type]
    assert (refused.value.reason.code, refused.value.field) == (code, field)
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 0


def test_proposed_wording_keeps_its_place_also_once_it_is_taken_back(world: World) -> None:
    said = post(world, "Better so.", place="2.2.1", proposed="1. Alpha.")
    with pytest.raises(Refused, match="conflict"):
        move(world, said, "1")
    talk.edit(world, said, "Better so, I think.", proposed="")
    with pytest.raises(Refused, match="conflict"):
        move(world, said, "1")


def test_search_and_the_filter_of_the_place_follow(client: FlaskClient, world: World, thread: list[Comment]) -> None:
    for to, here, gone in (("2", "article=2", "question=1"), ("Q1", "question=1", "article=2")):
        move(world, thread[0], to)
        world.session.commit()
        assert "A reply." in client.get(f"/bills/open-bill/discussion?{here}").text
        assert "A reply." not in client.get(f"/bills/open-bill/discussion?{gone}").text
    found = client.get(f"/api/v1/comments/{thread[0].id}").json
    assert (found["question"], found["article"]) == (1, None)
    assert found["moved"]["from"] == "2"


def test_what_is_typed_is_kept_where_it_is_refused(client: FlaskClient, world: World, thread: list[Comment]) -> None:
    world.sign_in(client, "moderator")
    sent = {"place": "Q1", "part": "2", "reason": REASON, "revision": str(thread[0].revision)}
    answer = client.post(f"/comments/{thread[0].id}/place?lang=en", data=sent)
    assert answer.status_code == 422
    assert "Only an article has parts." in answer.text
    assert REASON in answer.text
    assert client.get(f"/comments/{thread[1].id}/place").status_code == 409


def test_the_pages_take_few_statements(
    client: FlaskClient, world: World, thread: list[Comment], statements: Statements
) -> None:
    move(world, thread[0], "2")
    world.session.commit()
    for who, page, most in (("moderator", "/place", 10), ("moderator", "", 10), (None, "", 7)):
        world.sign_in(client, who)
        with statements:
            assert client.get(f"/comments/{thread[0].id}{page}").status_code == 200
        assert len(statements.seen) <= most, statements.seen
