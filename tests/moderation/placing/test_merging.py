"""Merging what one person posted twice: what it changes, what stays, and how it is undone."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import Gongyi
from app.discussion.models import Comment, Endorsement, Position, State
from app.discussion.recount import find_wrong_counts
from app.kernel.verdict import Refused
from app.moderation.actions import report_comment
from app.moderation.placing import actions
from app.record.models import Entry, Opening
from app.record.queries import entry_document, list_entries
from app.record.states import read_states
from app.record.verify_log import Replay, verify_chain, verify_states
from tests.builders import NOON, World
from tests.discussion import talk
from tests.discussion.talk import load, post
from tests.moderation.cases import report

REASON = "The same person posted the same words twice here."
SAID = "The very same words, canary xyzzy."


@pytest.fixture
def twins(world: World) -> tuple[Comment, Comment]:
    one, two = (post(world, SAID, place="2", position=Position.OPPOSE) for _time in range(2))
    post(world, "A reply to the second.", by="other_citizen", parent=two)
    talk.endorse(world, one, by="official")
    for who in ("official", "other_citizen"):
        talk.endorse(world, two, by=who)
    return one, two


def merge(world: World, comment: Comment) -> None:
    found = load(world, comment)
    who = world.people["moderator"]
    actions.merge_comment(world.session, who, found, found.bill, reason=REASON, revision=found.revision, now=NOON)


def endorsers(world: World, comment: Comment) -> int:
    of = sa.select(sa.func.count()).select_from(Endorsement).where(Endorsement.comment_id == comment.id)
    return world.session.scalar(of) or 0


def test_a_copy_points_to_the_earlier_one_and_can_be_parted_again(
    client: FlaskClient, world: World, twins: tuple[Comment, Comment]
) -> None:
    one, two = twins
    world.sign_in(client, "moderator")
    for act, address, state, comments, given in (
        ("merge", "merging", State.MERGED, 2, 2),
        ("unmerge", "merging/removal", State.VISIBLE, 3, 1),
    ):
        assert client.get(f"/comments/{two.id}/{address}").status_code == 200
        sent = {"reason": REASON, "revision": str(load(world, two).revision)}
        answer = client.post(f"/comments/{two.id}/{address}", data=sent)
        assert (answer.status_code, answer.location) == (303, f"/comments/{two.id}")
        entry, words = world.session.execute(
            sa.select(Entry, Opening.words).join(Opening).order_by(-Entry.seq).limit(1)
        ).one()
        assert (entry.act, entry.subject) == (act, f"comment:{two.id}")
        assert words == {"reason": REASON, "into": str(one.id)}
        assert load(world, two).state is state
        assert world.bills["open"].comment_count == comments
        assert (load(world, one).endorsement_count, endorsers(world, one), endorsers(world, two)) == (given, given, 2)
        assert list(find_wrong_counts(world.session)) == []
        assert client.post(f"/comments/{two.id}/{address}", data=sent).status_code == 409


def test_a_merged_copy_keeps_its_place_and_replies_and_its_words_are_read_once(
    client: FlaskClient, world: World, twins: tuple[Comment, Comment]
) -> None:
    one, two = twins
    merge(world, two)
    world.session.commit()
    for page in ("/bills/open-bill/discussion?article=2&lang=en", f"/comments/{two.id}?lang=en"):
        shown = client.get(page).text
        assert "Posted twice by its author." in shown
        assert f'href="/comments/{one.id}"' in shown
        assert "A reply to the second." in shown
    assert "xyzzy" not in client.get(f"/comments/{two.id}").text
    found = client.get(f"/api/v1/comments/{two.id}").json
    assert (found["state"], found["body"], found["merged_into"]) == ("merged", None, one.id)
    items = client.get("/api/v1/search?q=xyzzy&kind=comment").json["items"]
    assert [item["url"].rpartition("/")[2] for item in items] == [str(one.id)]
    assert client.get(f"/comments/{two.id}/journey").status_code == 200
    assert "Posted twice" in world.sign_in(client, "citizen").get("/notifications/comments?lang=en").text
    notices = client.get("/notifications?lang=en").text
    assert "merged with the same one that you had posted before" in notices


@pytest.mark.parametrize(
    "second",
    [
        {"by": "other_citizen"},
        {"place": "2.2"},
        {"position": Position.SUPPORT},
        {"body": SAID + "!"},
    ],
)
def test_other_people_places_positions_and_words_are_never_merged(world: World, second: dict[str, object]) -> None:
    post(world, SAID, place="2", position=Position.OPPOSE)
    said = post(world, **({"body": SAID, "place": "2", "position": Position.OPPOSE} | second))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="conflict"):
        merge(world, said)


def test_open_reports_are_decided_on_first(world: World, twins: tuple[Comment, Comment]) -> None:
    report(world, load(world, twins[1]))
    with pytest.raises(Refused, match="conflict"):
        merge(world, twins[1])


def test_the_earlier_of_two_is_not_merged_nor_one_that_copies_point_at(
    world: World, twins: tuple[Comment, Comment]
) -> None:
    one, two = twins
    with pytest.raises(Refused, match="conflict"):
        merge(world, one)
    talk.hide(world, one)
    three = post(world, SAID, place="2", position=Position.OPPOSE)
    merge(world, three)
    assert load(world, three).merged_into_id == two.id
    talk.restore(world, one)
    with pytest.raises(Refused, match="conflict"):
        merge(world, two)


def test_its_author_may_withdraw_a_merged_copy(world: World, twins: tuple[Comment, Comment]) -> None:
    merge(world, twins[1])
    talk.withdraw(world, twins[1])
    assert load(world, twins[1]).state is State.WITHDRAWN
    assert list(find_wrong_counts(world.session)) == []


def test_nobody_reports_or_endorses_a_merged_copy(world: World, twins: tuple[Comment, Comment]) -> None:
    merge(world, twins[1])
    found, who = load(world, twins[1]), world.people["administrator"]
    with pytest.raises(Refused, match="conflict"):
        talk.endorse(world, found, by="administrator")
    with pytest.raises(Refused, match="conflict"):
        report_comment(world.session, who, found, found.bill, ground="spam", now=NOON)  # type: ignore[arg-type]


def test_the_stand_alone_check_knows_who_merged_what(app: Gongyi, world: World, twins: tuple[Comment, Comment]) -> None:
    """The states beside the log agree with it, and a copy that was merged by SQL alone does not."""

    def findings() -> list[str]:
        documents = [entry_document(*row) for row in list_entries(world.session, after=0, limit=100)]
        replay = Replay()
        assert list(verify_chain(documents, replay)) == []
        return [found.text for found in verify_states(replay, read_states(world.session))]

    merge(world, twins[1])
    with app.app_context():
        assert findings() == []
        values = {"state": State.MERGED, "merged_into_id": twins[1].id}
        world.session.execute(sa.update(Comment).where(Comment.id == twins[0].id).values(values))
        assert ["is merged, but no entry made it so" in found for found in findings()] == [True]
