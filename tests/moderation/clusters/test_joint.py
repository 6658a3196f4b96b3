"""Reports sent together on made-up series: one cluster whoever is reported, and none where people merely agree."""

from datetime import timedelta
from itertools import count

from app.moderation.clusters.joint import Joint, Sent, find_joint
from app.moderation.clusters.likeness import group_copies
from tests.conftest import NOON

IDS = count(1)


def sent(comment: int, reporter: int, minute: float = 0, author: int = 0, **facts: object) -> Sent:
    words = {"bill_id": 1, "is_young": False, "is_open": True} | facts
    at = NOON + timedelta(minutes=minute)
    return Sent(next(IDS), comment, author or comment, reporter_id=reporter, reported_at=at, **words)  # type: ignore[arg-type]


def test_many_reports_of_young_accounts_are_one_cluster() -> None:
    flood = [sent(7, who, who / 2, is_young=who >= 4) for who in range(1, 42)]
    (found,) = find_joint(flood)
    assert found == Joint(1, flood[0].reported_at, flood[-1].reported_at, 41, 41, 38, 0, 41, ((7, 41, flood[-1].id),))
    assert found.minutes == 20


def test_people_who_report_independently_are_no_cluster() -> None:
    assert find_joint(sent(7, who, who) for who in range(1, 42)) == []


def test_too_few_people_are_no_cluster_however_much_they_report() -> None:
    assert find_joint(sent(comment, who, is_young=True, author=9) for comment in range(20) for who in range(4)) == []


def test_people_who_report_the_same_comments_are_together_whoever_wrote_them() -> None:
    gang = [sent(comment, who, comment, author=comment * 100) for comment in (1, 2, 3) for who in range(1, 7)]
    alone = [sent(1, 50, 1.5, author=100)]
    (found,) = find_joint([*gang, *alone])
    assert (found.reports, found.people, found.together, found.young) == (19, 7, 6, 0)
    assert [comment for comment, _number, _newest in found.comments] == [1, 2, 3]


def test_one_author_reported_in_many_places_is_one_cluster() -> None:
    (found,) = find_joint(sent(who, who, who, author=9, is_young=True) for who in range(1, 9))
    assert (found.reports, len(found.comments)) == (8, 8)


def test_an_hour_of_rest_or_another_bill_parts_clusters() -> None:
    def wave(minute: int, bill: int = 1) -> list[Sent]:
        who = range(bill * 100 + minute, bill * 100 + minute + 6)
        return [sent(7 + bill, each, minute, is_young=True, bill_id=bill) for each in who]

    found = find_joint([*wave(0), *wave(61), *wave(0, bill=2)])
    assert [(each.bill_id, each.reports) for each in found] == [(1, 6), (2, 6), (1, 6)]
    assert len(find_joint([*wave(0), *wave(60)])) == 1


def test_what_was_decided_does_not_wait() -> None:
    (found,) = find_joint(sent(7, who, is_young=True, is_open=who > 3) for who in range(1, 7))
    assert (found.reports, found.waiting) == (6, 3)


def test_five_thousand_reports_are_found_together_in_a_moment() -> None:
    many = [sent(n % 700, n % 900, n / 50, author=n % 350, is_young=n % 2 == 0) for n in range(5_000)]
    assert sum(each.reports for each in find_joint(many)) <= 5_000


LONG = "This inspection power lets the ministry enter any office at any hour without a warrant, so please take it out"


def test_texts_are_grouped_by_near_copies_and_short_ones_by_their_letters() -> None:
    texts = {1: LONG, 2: LONG + "!", 3: LONG.upper(), 4: "Spam!!", 5: "spam", 6: "SPAM", 7: "no", 8: "no", 9: "no"}
    texts |= {10: "A wholly different thing that nobody else has said about the annual plan of audits in this Act"}
    assert group_copies(texts.items(), 3) == [[1, 2, 3], [4, 5, 6]]
    assert group_copies(texts.items(), 4) == []
