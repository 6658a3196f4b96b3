"""Who may speak and when: persona × phase × state for each rule, and each bound of the notice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.accounts.models import Membership, Person, Role
from app.bills.models import Bill
from app.bills.notice_period import NoticePeriod
from app.discussion import policy
from app.discussion.models import Comment, State
from app.kernel.verdict import Verdict

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
AGENCY, OTHER_AGENCY, SUBGROUP, OTHER_SUBGROUP = 1, 2, 3, 4
ACTIVE = ["citizen", "author", "official", "other_official", "moderator", "other_moderator", "lead", "administrator"]
PERSONAS = ["visitor", "unconfirmed", "suspended", *ACTIVE]
PHASES = ["unpublished", "announced", "open", "closed", "answered", "withdrawn"]
CODES: dict[str, str | None] = {
    "over": "notice_closed",
    "soon": "notice_not_open",
    "gone": "bill_withdrawn",
    "late": "conflict",
}
CODES |= {"404": "not_found", "401": "sign_in_required", "403": "not_allowed", "yes": None}

# Columns as PERSONAS:      visitor unconf suspend citizen author official other-o moder other-m lead admin
HIDDEN_BILL = "             404     404    404     404     404    {agency} 404     404   404     404  404"
EVERYBODY = "               {all}   {all}  {all}   {all}   {all}  {all}    {all}   {all} {all}   {all} {all}"
SPEAK = "                   401     403    403     yes     yes    yes      yes     yes   yes     yes  yes"
TOO_LATE = "                401     403    403     late    late   late     late    late  late    late late"
AUTHOR = "                  401     403    403     403     {me}   403      403     403   403     403  403"
NOT_AUTHOR = "              401     403    403     {them}  403    {them}   {them}  {them} {them} {them} {them}"


def _outside(agency: str = "soon") -> dict[str, str]:
    """What a rule says in every phase but the open one."""
    said = {"announced": "soon", "closed": "over", "answered": "over", "withdrawn": "gone"}
    return {phase: EVERYBODY.format(all=code) for phase, code in said.items()} | {
        "unpublished": HIDDEN_BILL.format(agency=agency)
    }


ALWAYS = dict.fromkeys(PHASES[1:], AUTHOR.format(me="yes")) | {"unpublished": HIDDEN_BILL.format(agency="403")}
TABLES = {
    ("may_comment", None): _outside() | {"open": SPEAK},
    ("may_reply", State.VISIBLE): _outside() | {"open": SPEAK},
    ("may_reply", State.HIDDEN): _outside() | {"open": TOO_LATE},
    ("may_reply", State.WITHDRAWN): _outside() | {"open": TOO_LATE},
    ("may_edit", State.VISIBLE): _outside() | {"open": AUTHOR.format(me="yes")},
    ("may_edit", State.HIDDEN): _outside() | {"open": AUTHOR.format(me="late")},
    ("may_edit", State.WITHDRAWN): _outside() | {"open": AUTHOR.format(me="late")},
    ("may_withdraw", State.VISIBLE): ALWAYS,
    ("may_withdraw", State.HIDDEN): ALWAYS,
    ("may_withdraw", State.WITHDRAWN): dict.fromkeys(PHASES[1:], AUTHOR.format(me="late"))
    | {"unpublished": HIDDEN_BILL.format(agency="403")},
    ("may_endorse", State.VISIBLE): _outside() | {"open": NOT_AUTHOR.format(them="yes")},
    ("may_endorse", State.HIDDEN): _outside() | {"open": NOT_AUTHOR.format(them="late")},
    ("may_endorse", State.WITHDRAWN): _outside() | {"open": NOT_AUTHOR.format(them="late")},
}
ROWS = [(rule, state, phase, row) for (rule, state), phases in TABLES.items() for phase, row in phases.items()]


def _person(persona: str) -> Person | None:
    if persona == "visitor":
        return None
    found = Person(id=1 + PERSONAS.index(persona), created_at=LONG_AGO, confirmed_at=LONG_AGO)
    roles = {
        "official": (Role.OFFICIAL, AGENCY, None),
        "other_official": (Role.OFFICIAL, OTHER_AGENCY, None),
        "moderator": (Role.MODERATOR, None, SUBGROUP),
        "other_moderator": (Role.MODERATOR, None, OTHER_SUBGROUP),
        "lead": (Role.LEAD, None, SUBGROUP),
        "administrator": (Role.ADMINISTRATOR, None, None),
    }
    if persona in roles:
        role, agency, subgroup = roles[persona]
        term = {"starts_at": LONG_AGO, "agency_id": agency, "subgroup_id": subgroup}
        found.memberships = [Membership(role=role, **term)]
    if persona == "unconfirmed":
        found.confirmed_at = None
    if persona == "suspended":
        found.suspended_at = LONG_AGO
    return found


def _bill(phase: str) -> Bill:
    starts = {"announced": 2, "unpublished": 2, "open": -10, "withdrawn": -10, "closed": -80, "answered": -80}
    first_day = date(2026, 3, 10) + timedelta(days=starts[phase])
    notice = NoticePeriod(first_day, first_day + timedelta(days=59))
    bill = Bill(agency_id=AGENCY, subgroup_id=SUBGROUP, first_day=notice.first_day, last_day=notice.last_day)
    bill.announced_at = None if phase == "unpublished" else LONG_AGO
    bill.withdrawn_at = LONG_AGO if phase == "withdrawn" else None
    bill.answered_at = LONG_AGO if phase == "answered" else None
    return bill


def _ask(rule: str, state: State | None, bill: Bill, persona: str, now: datetime = NOW) -> Verdict:
    comment = Comment(author_id=1 + PERSONAS.index("author"), state=state)
    things = (bill,) if rule == "may_comment" else (comment, bill)
    verdict: Verdict = getattr(policy, rule)(_person(persona), *things, now)
    return verdict


@pytest.mark.parametrize("rule, state, phase, row", ROWS)
def test_table(rule: str, state: State | None, phase: str, row: str) -> None:
    expected = dict(zip(PERSONAS, (CODES[code] for code in row.split()), strict=True))
    bill = _bill(phase)
    said = {persona: _ask(rule, state, bill, persona).reason for persona in PERSONAS}
    assert {persona: reason and reason.code for persona, reason in said.items()} == expected


def test_table_is_whole() -> None:
    """13 rules and states × 6 phases × 11 personas: 858 answers."""
    assert len(ROWS) == 13 * len(PHASES)
    assert set(TABLES[("may_comment", None)]) == set(PHASES)


@pytest.mark.parametrize("rule", ["may_comment", "may_reply", "may_edit", "may_endorse"])
@pytest.mark.parametrize(
    "bound, before, code",
    [
        ("opens_at", TICK, "notice_not_open"),
        ("opens_at", timedelta(), None),
        ("closes_at", TICK, None),
        ("closes_at", timedelta(), "notice_closed"),
    ],
)
def test_bounds_of_the_notice(rule: str, bound: str, before: timedelta, code: str | None) -> None:
    bill = _bill("open")
    assert bill.notice is not None
    now = getattr(bill.notice, bound) - before
    verdict = _ask(rule, State.VISIBLE, bill, "author" if rule == "may_edit" else "citizen", now)
    assert (verdict.reason and verdict.reason.code) == code


def test_withdrawing_knows_no_bounds() -> None:
    bill = _bill("open")
    assert bill.notice is not None
    for now in (bill.notice.opens_at - TICK, bill.notice.closes_at, bill.notice.closes_at + timedelta(days=999)):
        assert _ask("may_withdraw", State.VISIBLE, bill, "author", now)


def test_announcement_and_withdrawal_of_a_bill_count_from_their_instant() -> None:
    bill = _bill("open")
    bill.announced_at = bill.withdrawn_at = NOW
    before = _ask("may_comment", None, bill, "citizen", NOW - TICK)
    assert before.reason is not None
    assert before.reason.code == "not_found"
    bill.announced_at = LONG_AGO
    assert _ask("may_comment", None, bill, "citizen", NOW - TICK)
    after = _ask("may_comment", None, bill, "citizen", NOW)
    assert after.reason is not None
    assert after.reason.code == "bill_withdrawn"


def test_a_membership_that_has_ended_opens_no_hidden_bill() -> None:
    person = _person("official")
    assert person is not None
    person.memberships[0].ends_at = NOW
    bill = _bill("unpublished")
    assert [
        verdict.reason.code
        for now in (NOW - TICK, NOW)
        if (verdict := policy.may_comment(person, bill, now)).reason is not None
    ] == ["notice_not_open", "not_found"]
