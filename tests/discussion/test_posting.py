"""Posting: places, threads, length, calm, badges, and what the rooms above are told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Membership, Role
from app.bills.models import ArticleText, Version
from app.bills.queries import latest_version
from app.discussion.events import CommentPosted
from app.discussion.models import Badge, Comment, Position
from app.discussion.paths import SEGMENT, path_below, segment
from app.discussion.places import Place, find_newest_place, find_place
from app.discussion.restraints import policy
from app.kernel import richtext
from app.kernel.bilingual import Bilingual
from app.kernel.events import Events
from app.kernel.verdict import Refused
from tests.bills.revisions import add_version
from tests.builders import World
from tests.discussion.talk import NOON, hide, load, plant, post, withdraw

FAMILY = "👩‍👩‍👧‍👦"


def refusal(error: pytest.ExceptionInfo[Refused]) -> tuple[str, str | None]:
    return error.value.reason.code, error.value.field


@pytest.mark.parametrize(
    "written, key, address, question, rank",
    [
        ("", None, None, None, 0),
        ("Q1", None, None, 1, 1),
        ("q2", None, None, 2, 2),
        ("2", "2", "2", None, 200_000),
        ("2.2", "2", "2.2", None, 200_000),
        ("2.2.1", "2", "2.2.1", None, 200_000),
    ],
)
def test_place(
    world: World, written: str, key: str | None, address: str | None, question: int | None, rank: int
) -> None:
    said = load(world, post(world, place=written, position=Position.CHANGE))
    assert (said.article and said.article.key, said.address) == (key, address)
    assert said.question is None or said.question.ordinal == question
    assert (said.place_rank, said.position, said.depth, said.root_id) == (rank, Position.CHANGE, 0, None)


@pytest.mark.parametrize(
    "written",
    ["9", "Q9", "Q", "2.9", "2.2.9", "2.2.1.1", "2.", ".2", "x", "2 2", "18~", "1" * 48, "Q" + "1" * 40, "2.0"],
)
def test_place_that_the_bill_has_not(world: World, written: str) -> None:
    with pytest.raises(Refused) as error:
        post(world, place=written)
    assert refusal(error) == ("invalid", "place")


def test_article_that_the_newest_version_drops_takes_no_comment(world: World) -> None:
    session, bill = world.session, world.bills["open"]
    first = latest_version(session, bill)
    second = Version(bill_id=bill.id, number=2, note=Bilingual(), published_at=NOON)
    session.add(second)
    session.flush()
    for text in session.scalars(sa.select(ArticleText).where(ArticleText.version_id == first.id)).all():
        kept = {c.key: getattr(text, c.key) for c in sa.inspect(ArticleText).columns if c.key != "id"}
        session.add(ArticleText(**kept | {"version_id": second.id, "is_deleted": text.number == "2"}))
    session.flush()
    assert load(world, post(world, place="1")).version.number == 2
    with pytest.raises(Refused):
        post(world, place="2")


@pytest.mark.parametrize("written", ["", "Q1", "1", "2.2"])
def test_newest_place_is_the_place_in_the_latest_version(world: World, written: str) -> None:
    session, bill = world.session, world.bills["open"]
    add_version(session, bill, {})
    session.add(Version(bill_id=bill.id, number=3, note=Bilingual()))  # a draft
    session.flush()
    latest = latest_version(session, bill)
    assert latest.number == 2
    assert find_newest_place(session, bill, written) == (latest, find_place(session, bill, latest, written))


def test_reply_takes_the_place_of_its_parent(world: World) -> None:
    root = post(world, place="2.2")
    reply = load(world, post(world, parent=root, place="Q1"))
    deeper = load(world, post(world, parent=reply))
    assert {(c.address, c.place_rank, c.question_id, c.root_id) for c in (reply, deeper)} == {
        ("2.2", 200_000, None, root.id)
    }
    assert [deeper.parent_id, deeper.depth] == [reply.id, 2]


def test_paths_sort_in_reading_order_at_any_depth(world: World) -> None:
    """Root, its replies at depths 1 to 7, each answered twice: the flat part below the fourth level goes by time."""
    chain = [post(world, by="lead")]
    for _depth in range(7):
        chain.append(post(world, parent=chain[-1], by="moderator"))
    late = {comment.depth: post(world, parent=comment, by="official") for comment in chain[:7]}
    in_order = sorted([*chain, *late.values()], key=lambda comment: comment.path)
    deep = [*chain[4:], *(late[depth] for depth in range(3, 7))]
    expected = [*chain[:4], *sorted(deep, key=lambda c: c.id), late[2], late[1], late[0]]
    assert [c.id for c in in_order] == [c.id for c in expected]
    assert [len(c.path) // SEGMENT for c in chain] == [1, 2, 3, 4, 5, 5, 5, 5]
    assert [c.depth for c in chain] == list(range(8))


def test_segments_keep_their_order_and_width() -> None:
    ids = [1, 9, 10, 35, 36, 1295, 1296, 36**7, 36**8 - 1]
    assert [segment(n) for n in ids] == sorted(segment(n) for n in ids)
    assert {len(segment(n)) for n in ids} == {SEGMENT}
    assert path_below(None, 36) == "00000010"


@pytest.mark.parametrize("letter", ["a", "字", "é", FAMILY, "🇹🇼", "👍🏽", "e\u0301"])
def test_five_thousand_characters_as_a_person_counts(world: World, letter: str) -> None:
    said = post(world, letter * 5_000)
    assert said.body is not None
    assert richtext.count_graphemes(said.body) == 5_000
    with pytest.raises(Refused) as error:
        post(world, letter * 5_001, by="other_citizen")
    assert refusal(error) == ("invalid", "body")
    assert "5001" in str(error.value.reason.text) or "5,001" in str(error.value.reason.text)


@pytest.mark.parametrize("blank", ["", " \n\t ", "\u200b\u2060", "\u202e", "\x00\x07", "\r\n\r\n", "\ufeff"])
def test_blank_is_refused(world: World, blank: str) -> None:
    with pytest.raises(Refused) as error:
        post(world, blank)
    assert refusal(error) == ("invalid", "body")


def test_receipt_is_of_the_cleaned_source(world: World) -> None:
    said = post(world, " **Cafe\u0301**\r\nline\x00 two\u202e ")
    assert said.body == "**Café**\nline two"
    assert said.sha256 == richtext.digest("**Café**\nline two")
    assert "<strong>Café</strong>" in (said.body_html or "")
    assert said.posted_at == NOON


def test_burst_of_an_old_account(world: World) -> None:
    for n in range(policy.BURST_LIMIT):
        post(world, f"Words {n}.", now=NOON + timedelta(seconds=n))
    end = NOON + policy.BURST
    with pytest.raises(Refused) as error:
        post(world, "Once more.", now=end - timedelta(microseconds=1))
    assert refusal(error) == ("too_many_requests", "body")
    post(world, "Others may.", by="other_citizen", now=end - timedelta(microseconds=1))
    post(world, "Now again.", now=end)


def test_burst_of_a_new_account(world: World) -> None:
    person = world.people["citizen"]
    person.created_at = NOON
    for n in range(policy.NEW_ACCOUNT_LIMIT):
        post(world, f"Words {n}.")
    with pytest.raises(Refused) as error:
        post(world)
    assert refusal(error)[0] == "too_many_requests"
    person.created_at = NOON - policy.NEW_ACCOUNT + timedelta(microseconds=1)
    with pytest.raises(Refused):
        post(world)
    person.created_at = NOON - policy.NEW_ACCOUNT
    post(world)


def test_a_withdrawn_comment_still_counts_for_the_burst(world: World) -> None:
    for n in range(policy.BURST_LIMIT):
        withdraw(world, post(world, f"Words {n}."))
    with pytest.raises(Refused):
        post(world)


@pytest.mark.parametrize(
    "persona, badge, name",
    [
        ("citizen", None, None),
        ("official", Badge.OFFICIAL, "agency"),
        ("other_agency_official", None, None),
        ("moderator", Badge.MODERATOR, "subgroup"),
        ("lead", Badge.MODERATOR, "subgroup"),
        ("other_subgroup_moderator", None, None),
        ("administrator", None, None),
    ],
)
def test_badge(world: World, persona: str, badge: Badge | None, name: str | None) -> None:
    said = post(world, by=persona)
    assert said.badge is badge
    assert said.badge_agency_id == (world.agency.id if name == "agency" else None)
    assert said.badge_subgroup_id == (world.subgroup.id if name == "subgroup" else None)


def test_badge_of_a_co_lead_and_of_an_ended_membership(world: World) -> None:
    world.bills["open"].co_leads.append(world.other_agency)
    world.people["moderator"].memberships[0].ends_at = NOON
    assert post(world, by="other_agency_official").badge_agency_id == world.other_agency.id
    assert post(world, by="moderator").badge is None
    world.people["lead"].memberships.append(Membership(role=Role.OFFICIAL, starts_at=NOON, agency_id=world.agency.id))
    assert post(world, by="lead").badge is Badge.OFFICIAL


def test_no_reply_to_what_is_gone_or_elsewhere(world: World) -> None:
    gone, back, other = post(world), post(world), plant(world, [None], on="closed")[0]
    hide(world, gone)
    withdraw(world, back)
    for parent, code in ((gone, "conflict"), (back, "conflict")):
        with pytest.raises(Refused) as error:
            post(world, parent=parent, by="other_citizen")
        assert refusal(error) == (code, None)
    with pytest.raises(Refused) as error:
        post(world, parent=world.session.get_one(Comment, other))
    assert refusal(error) == ("not_found", None)


def test_rooms_above_are_told_in_the_same_transaction(world: World) -> None:
    heard: list[CommentPosted] = []
    events = Events()
    events.subscribe(CommentPosted, lambda _session, event: heard.append(event))
    kept, world.session.info["events"] = world.session.info["events"], events
    try:
        root = post(world)
        reply = post(world, parent=root)
    finally:
        world.session.info["events"] = kept
    assert [(e.comment.id, e.parent and e.parent.id, e.now) for e in heard] == [
        (root.id, None, NOON),
        (reply.id, root.id, NOON),
    ]


def test_each_post_bumps_the_revision_of_its_bill_alone(world: World) -> None:
    bills = {phase: bill.revision for phase, bill in world.bills.items()}
    post(world)
    world.session.expire_all()
    assert {phase for phase, bill in world.bills.items() if bill.revision != bills[phase]} == {"open"}


def test_place_is_the_bill_as_a_whole_without_words() -> None:
    assert Place().rank == 0
