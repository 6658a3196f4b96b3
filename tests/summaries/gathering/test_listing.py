"""What is not covered yet: which filters leave what, near-identical comments as one, orders and pages."""

import pytest

from app.discussion.models import Comment, Position
from app.summaries.gathering.asked import Asked, Kind, Order
from app.summaries.gathering.queries import list_items, list_members
from app.summaries.map.coverage import read_coverage
from tests.discussion.talk import edit, hide, withdraw
from tests.summaries.gathering.talk import Gathered


def ids(work: Gathered, rank: int | None = None, among: list[int] | None = None, **asked: object) -> list[int]:
    return [item.row.id for item in list_items(work.session, work.bill, Asked(**asked), rank, among).items]


def endorse(work: Gathered, comment: Comment, times: int) -> None:
    comment.endorsement_count = times
    work.session.flush()


def test_filters_leave_what_fits(work: Gathered) -> None:
    work.open()
    whole = work.tell("整部法案都有問題。", position=Position.OPPOSE)
    first = work.tell("A word on article one.", place="1", position=Position.SUPPORT)
    below = work.tell("A reply to that.", "other_citizen", parent=first)
    worded = work.tell("Say it so.", place="1", proposed="Other words entirely.")
    endorse(work, first, 3)
    rank = first.place_rank
    assert ids(work) == [whole.id, first.id, below.id, worded.id]
    assert ids(work, rank) == [first.id, below.id, worded.id]
    assert ids(work, position=Position.OPPOSE) == [whole.id]
    assert ids(work, position="none") == [below.id, worded.id]
    assert ids(work, lang="en") == [first.id, below.id, worded.id]
    assert ids(work, kind=Kind.THREADS) == [whole.id, first.id, worded.id]
    assert ids(work, kind=Kind.REPLIES) == [below.id]
    assert ids(work, least=3) == [first.id]
    assert ids(work, proposes=True) == [worded.id]
    assert ids(work, among=[below.id]) == [below.id]
    assert ids(work, rank, lang="en", kind=Kind.REPLIES, position=Position.ASK) == []


def test_what_is_cited_or_not_shown_is_left_out(work: Gathered) -> None:
    draft = work.open()
    cited, hidden, gone, left = (work.tell(f"Number {n}.") for n in range(4))
    work.issue(draft, cited)
    hide(work.world, hidden)
    withdraw(work.world, gone)
    assert ids(work) == [left.id]
    counted = read_coverage(work.session, work.bill).counted
    assert [(each.place, each.lang, each.is_reply, each.open, each.all) for each in counted] == [
        ("", "en", False, 1, 2)
    ]


def test_a_campaign_is_one_item_with_its_people_and_endorsements(work: Gathered) -> None:
    draft = work.open()
    said = work.campaign()
    again = work.tell(said[0].body, place="2", position=Position.OPPOSE)
    alone = work.tell("Somebody with words of their own, who says something else.", place="2")
    endorse(work, said[1], 2)
    endorse(work, said[2], 5)
    listed = list_items(work.session, work.bill, Asked(order=Order.ENDORSED, least=1))
    assert [(i.row.id, i.comments, i.people, i.endorsements) for i in listed.items] == [(said[0].id, 4, 3, 7)]
    item = listed.items[0]
    assert item.mark == f"a{item.row.argument_id}"
    everything = list_items(work.session, work.bill, Asked())
    assert (everything.total, everything.comments) == (2, 5)
    assert {i.mark for i in everything.items} == {item.mark, str(alone.id)}
    members = list_members(work.session, work.bill, [item.row.argument_id or 0])
    assert sorted(members) == sorted(c.id for c in [*said, again])
    work.issue(draft, said[0], said[1], again)
    (rest,) = [i for i in list_items(work.session, work.bill, Asked()).items if i.row.id != alone.id]
    assert (rest.row.id, rest.comments, rest.mark) == (said[2].id, 1, str(said[2].id))
    assert list_members(work.session, work.bill, [item.row.argument_id or 0]) == [said[2].id]


def test_an_argument_is_shown_whole_where_one_of_its_comments_fits(work: Gathered) -> None:
    work.open()
    said = work.campaign()
    (item,) = list_items(work.session, work.bill, Asked(), among=[said[2].id]).items
    assert (item.row.id, item.comments) == (said[0].id, 3)


def test_the_arguments_of_another_bill_are_not_cited(work: Gathered) -> None:
    work.open()
    number = work.campaign()[0].argument_id
    work.session.expire_all()
    assert list_members(work.session, work.world.bills["open"], [number or 1]) == []


def test_orders(work: Gathered) -> None:
    work.open()
    second, whole, first = (work.tell("One.", place="2"), work.tell("Two."), work.tell("Three.", place="1"))
    for by in ("citizen", "other_citizen"):
        work.tell("A reply.", by, parent=second)
    endorse(work, first, 9)
    roots = {"kind": Kind.THREADS}
    assert ids(work, order=Order.ARTICLE, **roots) == [whole.id, first.id, second.id]
    assert ids(work, order=Order.ENDORSED, **roots) == [first.id, second.id, whole.id]
    assert ids(work, order=Order.NEWEST, **roots) == [first.id, whole.id, second.id]
    assert ids(work, order=Order.DISCUSSED, **roots) == [second.id, whole.id, first.id]


@pytest.mark.parametrize("order", list(Order))
def test_pages_go_on_where_the_last_one_ended(work: Gathered, order: Order) -> None:
    work.open()
    work.campaign()
    for n in range(30):
        said = work.tell(f"Number {n} of thirty.", place=("", "1", "2")[n % 3])
        endorse(work, said, n % 4)
        if n % 5 == 0:
            work.tell("A reply.", "other_citizen", parent=said)
    first = list_items(work.session, work.bill, Asked(order=order))
    assert (len(first.items), first.total, first.comments) == (25, 37, 39)
    second = list_items(work.session, work.bill, Asked(order=order, after=first.after))
    assert second.after is None
    assert (second.total, second.comments) == (37, 39)
    seen = [item.row.id for item in (*first.items, *second.items)]
    assert len(seen) == len(set(seen)) == 37
    assert seen == ids(work, order=order, size=100)


def test_words_that_were_edited_are_listed_as_they_are_now(work: Gathered) -> None:
    work.open()
    said = work.tell("The first words.")
    edit(work.world, said, "The second words.", now=said.posted_at)
    (item,) = list_items(work.session, work.bill, Asked()).items
    assert item.row.body == "The second words."
