"""A bill's life through the room's actions: prepared, announced, revised, withdrawn, on record."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import actions, queries
from app.bills.models import Bill, BillKind, ShortGround, Stage, Status, Version
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.record.models import Act, Entry, Opening
from tests.bills.drafts import CONTENT, JUSTIFICATION, REASON, TEXTS, add_official, prepare_bill
from tests.builders import TODAY, World
from tests.conftest import NOON

DAY = timedelta(days=1)


def _entries(session: Session, slug: str) -> list[Entry]:
    return list(session.scalars(sa.select(Entry).where(Entry.bill == slug).order_by(Entry.seq)))


def test_prepared_bill_is_unpublished_and_nothing_enters_the_log(world: World) -> None:
    bill = prepare_bill(world)
    assert bill.status(NOON) is Status.UNPUBLISHED
    assert bill.subgroup_id == world.agency.subgroup_id
    assert [topic.topic for topic in bill.topics] == ["cybersecurity"]
    draft = queries.get_draft(world.session, bill)
    assert (draft.number, draft.published_at) == (1, None)
    assert [text.number for text in queries.list_articles(world.session, draft)] == ["1", "2", "10-1"]
    assert _entries(world.session, bill.slug) == []


def test_announcement_publishes_version_1_and_goes_on_record(world: World) -> None:
    bill = prepare_bill(world)
    official = world.people["official"]
    first, last = TODAY + DAY, TODAY + 60 * DAY
    actions.announce_bill(world.session, official, bill, first_day=first, last_day=last, now=NOON)
    assert bill.status(NOON) is Status.ANNOUNCED
    assert bill.response_due_day == last + 14 * DAY
    version = queries.latest_version(world.session, bill)
    assert (version.number, version.published_at) == (1, NOON)
    announced, published = _entries(world.session, bill.slug)
    assert (announced.act, announced.actor, announced.subject) == (
        Act.ANNOUNCE,
        official.public_id,
        f"bill:{bill.slug}",
    )
    assert (published.act, published.subject, version.log_seq) == (
        Act.PUBLISH_VERSION,
        f"version:{bill.slug}/1",
        published.seq,
    )
    words = world.session.get_one(Opening, announced.seq).words
    assert words == {"first_day": "2026-03-11", "last_day": "2026-05-09"}
    assert len(world.session.get_one(Opening, published.seq).words["articles_sha256"]) == 64


@pytest.mark.parametrize(("days", "field"), [(59, "short_ground"), (60, None), (61, None), (1, "short_ground")])
def test_sixty_days_both_ends_counted(world: World, days: int, field: str | None) -> None:
    bill = prepare_bill(world)
    act = {"first_day": TODAY + DAY, "last_day": TODAY + days * DAY, "now": NOON}
    if field is None:
        actions.announce_bill(world.session, world.people["official"], bill, **act)
        assert bill.notice is not None
        assert bill.notice.days == days
        return
    with pytest.raises(Refused) as refused:
        actions.announce_bill(world.session, world.people["official"], bill, **act)
    assert refused.value.field == field
    assert bill.announced_at is None


def test_short_notice_with_ground_and_justification(world: World) -> None:
    bill = prepare_bill(world)
    actions.announce_bill(
        world.session,
        world.people["official"],
        bill,
        first_day=TODAY + DAY,
        last_day=TODAY + 30 * DAY,
        now=NOON,
        short_ground=ShortGround.TREATY,
        justification=JUSTIFICATION,
        asked_by=add_official(world),
    )
    assert bill.justification == JUSTIFICATION
    entry = _entries(world.session, bill.slug)[0]
    assert entry.ground == "treaty"
    assert (
        world.session.get_one(Opening, entry.seq).words["justification"] == f"{JUSTIFICATION.zh}\n\n{JUSTIFICATION.en}"
    )


def test_full_notice_keeps_no_justification(world: World) -> None:
    bill = prepare_bill(world)
    actions.announce_bill(
        world.session,
        world.people["official"],
        bill,
        first_day=TODAY + DAY,
        last_day=TODAY + 60 * DAY,
        now=NOON,
        short_ground=ShortGround.URGENT,
        justification=Bilingual("短", ""),
    )
    assert (bill.short_ground, bill.justification) == (None, None)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY, TODAY + 90 * DAY, "first_day"),
        (TODAY - DAY, TODAY + 90 * DAY, "first_day"),
        (TODAY + 10 * DAY, TODAY + 9 * DAY, "last_day"),
        (TODAY + DAY, date.max, "last_day"),
        (date.max, date.max, "first_day"),
    ],
)
def test_impossible_days_are_refused_at_their_field(world: World, first: date, last: date, field: str) -> None:
    bill = prepare_bill(world)
    with pytest.raises(Refused) as refused:
        actions.announce_bill(world.session, world.people["official"], bill, first_day=first, last_day=last, now=NOON)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", field)


def test_first_day_is_judged_in_taipei(world: World) -> None:
    """At 16:00 UTC it is already tomorrow in Taipei."""
    bill = prepare_bill(world)
    evening = NOON.replace(hour=16, minute=0)
    with pytest.raises(Refused):
        actions.announce_bill(
            world.session, world.people["official"], bill, first_day=TODAY + DAY, last_day=TODAY + 90 * DAY, now=evening
        )
    actions.announce_bill(
        world.session,
        world.people["official"],
        bill,
        first_day=TODAY + DAY,
        last_day=TODAY + 90 * DAY,
        now=evening - timedelta(microseconds=1),
    )


def test_bill_without_articles_or_summary_is_not_announced(world: World) -> None:
    official = world.people["official"]
    bare = actions.create_bill(
        world.session, official, world.agency, slug="bare", kind=BillKind.NEW_ACT, texts=TEXTS, now=NOON
    )
    days = {"first_day": TODAY + DAY, "last_day": TODAY + 90 * DAY, "now": NOON}
    with pytest.raises(Refused, match="invalid"):
        actions.announce_bill(world.session, official, bare, **days)
    actions.save_article(world.session, official, bare, queries.get_draft(world.session, bare), CONTENT, now=NOON)
    bare.summary = Bilingual()
    with pytest.raises(Refused, match="invalid"):
        actions.announce_bill(world.session, official, bare, **days)


def test_stale_revision_is_a_conflict(world: World) -> None:
    bill = prepare_bill(world)
    world.session.commit()
    seen = bill.revision
    draft = queries.get_draft(world.session, bill)
    actions.save_article(
        world.session,
        world.people["official"],
        bill,
        draft,
        actions.ArticleContent(number="3", text=Bilingual("三")),
        now=NOON,
    )
    with pytest.raises(Refused, match="conflict"):
        actions.announce_bill(
            world.session,
            world.people["official"],
            bill,
            first_day=TODAY + DAY,
            last_day=TODAY + 90 * DAY,
            now=NOON,
            revision=seen,
        )


def test_bill_is_announced_once(world: World) -> None:
    with pytest.raises(Refused, match="conflict"):
        actions.announce_bill(
            world.session,
            world.people["official"],
            world.bills["open"],
            first_day=TODAY + DAY,
            last_day=TODAY + 90 * DAY,
            now=NOON,
        )


def _revise(world: World, bill: Bill) -> Version:
    official = world.people["official"]
    draft = actions.start_new_version(world.session, official, bill, now=NOON)
    article = queries.get_article(world.session, bill, "2")
    actions.save_article(
        world.session,
        official,
        bill,
        draft,
        actions.ArticleContent(number="2", text=Bilingual("新文字")),
        now=NOON,
        article=article,
    )
    return draft


def test_revised_version_is_published_with_a_note(world: World) -> None:
    bill = world.bills["open"]
    official = world.people["official"]
    draft = _revise(world, bill)
    with pytest.raises(Refused, match="invalid"):
        actions.publish_version(world.session, official, bill, draft, note=Bilingual(), now=NOON)
    actions.publish_version(world.session, official, bill, draft, note=Bilingual("修正"), now=NOON)
    assert [v.number for v in queries.list_versions(world.session, bill)] == [1, 2]
    entry = _entries(world.session, bill.slug)[-1]
    assert (entry.act, draft.log_seq) == (Act.PUBLISH_VERSION, entry.seq)
    assert world.session.get_one(Opening, entry.seq).words["note"] == "修正"
    with pytest.raises(Refused, match="conflict"):
        actions.publish_version(world.session, official, bill, draft, note=Bilingual("再"), now=NOON)


def test_unchanged_draft_is_not_published(world: World) -> None:
    bill = world.bills["open"]
    draft = actions.start_new_version(world.session, world.people["official"], bill, now=NOON)
    with pytest.raises(Refused, match="conflict"):
        actions.publish_version(world.session, world.people["official"], bill, draft, note=Bilingual("無"), now=NOON)


def test_one_draft_at_a_time(world: World) -> None:
    actions.start_new_version(world.session, world.people["official"], world.bills["open"], now=NOON)
    with pytest.raises(Refused, match="conflict"):
        actions.start_new_version(world.session, world.people["official"], world.bills["open"], now=NOON)


def test_withdrawal_is_final_and_on_record(world: World) -> None:
    bill, official, asker = world.bills["open"], world.people["official"], add_official(world)

    def withdraw(reason: Bilingual, asked_by: Person | None = asker) -> None:
        actions.withdraw_bill(world.session, official, bill, reason=reason, asked_by=asked_by, now=NOON)

    for poor in (Bilingual(), Bilingual("。"), Bilingual("撤回。"), Bilingual("撤" * 30)):
        with pytest.raises(Refused, match="invalid"):
            withdraw(poor)
    for nobody in (None, official, world.people["other_agency_official"]):
        with pytest.raises(Refused, match="not_allowed"):
            withdraw(REASON, nobody)
    assert bill.status(NOON) is Status.OPEN
    withdraw(REASON)
    assert bill.status(NOON) is Status.WITHDRAWN
    entry = _entries(world.session, bill.slug)[-1]
    assert (entry.act, entry.actor) == (Act.WITHDRAW, official.public_id)
    words = {"reason": f"{REASON.zh}\n\n{REASON.en}", "asked_by": asker.public_id}
    assert world.session.get_one(Opening, entry.seq).words == words
    for again in (
        lambda: withdraw(REASON),
        lambda: actions.start_new_version(world.session, official, bill, now=NOON),
    ):
        with pytest.raises(Refused, match="bill_withdrawn"):
            again()


def test_milestones_are_listed_by_day(world: World) -> None:
    bill, official = world.bills["closed"], world.people["official"]
    for stage, day in ((Stage.EY_APPROVED, TODAY), (Stage.EY_REVIEW, TODAY - DAY)):
        actions.add_milestone(world.session, official, bill, stage=stage, day=day, now=NOON)
    stages = [m.stage for m in queries.list_milestones(world.session, bill)]
    assert stages == [Stage.EY_REVIEW, Stage.EY_APPROVED]
    with pytest.raises(Refused, match="invalid"):
        actions.add_milestone(world.session, official, bill, stage=Stage.IN_FORCE, day=TODAY + DAY, now=NOON)
    with pytest.raises(Refused, match="invalid"):
        actions.add_milestone(
            world.session, official, bill, stage=Stage.IN_FORCE, day=TODAY, now=NOON, source_url="javascript:alert(1)"
        )
