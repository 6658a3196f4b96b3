"""Who may do what with bills: persona × phase, without a database."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.accounts.models import Agency, Membership, Person, Role
from app.bills import policy
from app.bills.models import Bill, PendingAct, Version
from app.bills.notice_period import NoticePeriod
from app.kernel.verdict import Verdict
from tests.builders import LONG_AGO, TODAY
from tests.conftest import NOON

DAY = timedelta(days=1)
PHASES = ("unpublished", "announced", "open", "closed", "answered", "withdrawn")
OPENS = {"unpublished": 0, "announced": 2, "open": -10, "closed": -80, "answered": -80, "withdrawn": -10}


def _person(role: Role | None = None, **place: int) -> Person:
    person = Person(id=1, public_id="p", handle="p", confirmed_at=LONG_AGO)
    if role is not None:
        person.memberships = [Membership(role=role, starts_at=LONG_AGO, ends_at=place.pop("ends_at", None), **place)]
    return person


def _ended() -> Person:
    person = _person(Role.OFFICIAL, agency_id=1)
    person.memberships[0].ends_at = NOON
    return person


PERSONAS: dict[str, Callable[[], Person | None]] = {
    "stranger": lambda: None,
    "citizen": _person,
    "official": lambda: _person(Role.OFFICIAL, agency_id=1),
    "co-lead official": lambda: _person(Role.OFFICIAL, agency_id=3),
    "other-agency official": lambda: _person(Role.OFFICIAL, agency_id=2),
    "former official": _ended,
    "moderator": lambda: _person(Role.MODERATOR, subgroup_id=1),
    "lead": lambda: _person(Role.LEAD, subgroup_id=1),
    "administrator": lambda: _person(Role.ADMINISTRATOR),
}
OFFICIALS = ("official", "co-lead official")


def _bill(phase: str) -> Bill:
    first = TODAY + OPENS[phase] * DAY
    notice = NoticePeriod(first, first + 59 * DAY)
    bill = Bill(id=1, slug="b", agency_id=1, subgroup_id=1, first_day=notice.first_day, last_day=notice.last_day)
    bill.co_leads = [Agency(id=3)]
    bill.opens_at, bill.closes_at = notice.opens_at, notice.closes_at
    bill.announced_at = None if phase == "unpublished" else notice.opens_at - 3 * DAY
    bill.withdrawn_at = NOON if phase == "withdrawn" else None
    bill.answered_at = NOON if phase == "answered" else None
    return bill


DRAFT = Version(id=2, bill_id=1, number=2, published_at=None)
PUBLISHED = Version(id=1, bill_id=1, number=1, published_at=LONG_AGO)
FOREIGN = Version(id=3, bill_id=9, number=1, published_at=None)


def _act(asker: int, **more: object) -> PendingAct:
    return PendingAct(bill_id=1, asked_by_id=asker, needs_signature=True, **more)


ACTS: dict[str, Callable[[Person | None, Bill], Verdict]] = {
    "read": lambda person, bill: policy.may_read_bill(person, bill, NOON),
    "prepare": lambda person, bill: policy.may_prepare_bill(person, bill, NOON),
    "texts": lambda person, bill: policy.may_edit_texts(person, bill, NOON),
    "questions": lambda person, bill: policy.may_edit_questions(person, bill, NOON),
    "announce": lambda person, bill: policy.may_announce(person, bill, NOON),
    "start": lambda person, bill: policy.may_start_version(person, bill, NOON),
    "draft": lambda person, bill: policy.may_edit_draft(person, bill, DRAFT, NOON),
    "publish": lambda person, bill: policy.may_publish_version(person, bill, DRAFT, NOON),
    "withdraw": lambda person, bill: policy.may_withdraw_bill(person, bill, NOON),
    "reschedule": lambda person, bill: policy.may_reschedule(person, bill, NOON),
    "extend": lambda person, bill: policy.may_extend(person, bill, NOON),
    "postpone": lambda person, bill: policy.may_postpone(person, bill, NOON),
    "sign": lambda person, bill: policy.may_sign(person, _act(asker=9), bill, NOON),
    "decline": lambda person, bill: policy.may_decline(person, _act(asker=9), bill, NOON),
    "take back": lambda person, bill: policy.may_take_back(person, _act(asker=1), bill, NOON),
    "milestone": lambda person, bill: policy.may_add_milestone(person, bill, NOON),
}

# what an official of the bill's agency gets, by phase: yes, or the code of the refusal
ALL_PUBLIC = dict.fromkeys(PHASES[1:], "yes")
NOT_WITHDRAWN = ALL_PUBLIC | {"withdrawn": "bill_withdrawn"}
OFFICIAL = {
    "read": ALL_PUBLIC | {"unpublished": "yes"},
    "prepare": ALL_PUBLIC | {"unpublished": "yes"},
    "texts": NOT_WITHDRAWN | {"unpublished": "yes"},
    "questions": dict.fromkeys(PHASES[1:], "conflict") | {"unpublished": "yes"},
    "announce": dict.fromkeys(PHASES[1:], "conflict") | {"unpublished": "yes"},
    "start": NOT_WITHDRAWN | {"unpublished": "conflict"},
    "draft": NOT_WITHDRAWN | {"unpublished": "yes"},
    "publish": NOT_WITHDRAWN | {"unpublished": "conflict"},
    "withdraw": NOT_WITHDRAWN | {"unpublished": "conflict"},
    "reschedule": {
        "unpublished": "conflict",
        "announced": "yes",
        "open": "conflict",
        "closed": "conflict",
        "answered": "conflict",
        "withdrawn": "bill_withdrawn",
    },
    "extend": {
        "unpublished": "conflict",
        "announced": "notice_not_open",
        "open": "yes",
        "closed": "notice_closed",
        "answered": "notice_closed",
        "withdrawn": "bill_withdrawn",
    },
    "postpone": {
        "unpublished": "conflict",
        "announced": "notice_not_open",
        "open": "yes",
        "closed": "yes",
        "answered": "conflict",
        "withdrawn": "bill_withdrawn",
    },
    "sign": ALL_PUBLIC | {"unpublished": "yes"},
    "decline": ALL_PUBLIC | {"unpublished": "yes"},
    "take back": ALL_PUBLIC | {"unpublished": "yes"},
    "milestone": ALL_PUBLIC | {"unpublished": "conflict"},
}


def _expected(act: str, persona: str, phase: str) -> str:
    if persona in OFFICIALS:
        return OFFICIAL[act][phase]
    if phase == "unpublished":
        return "not_found"
    if act == "read":
        return "yes"
    return "sign_in_required" if persona == "stranger" else "not_allowed"


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("act", ACTS)
def test_table(act: str, persona: str, phase: str) -> None:
    verdict = ACTS[act](PERSONAS[persona](), _bill(phase))
    assert (verdict.reason.code if verdict.reason else "yes") == _expected(act, persona, phase)


@pytest.mark.parametrize("persona", PERSONAS)
def test_only_officials_of_an_agency_prepare_its_bills(persona: str) -> None:
    verdict = policy.may_create_bill(PERSONAS[persona](), Agency(id=1), NOON)
    expected = {"official": "yes", "stranger": "sign_in_required"}.get(persona, "not_allowed")
    assert (verdict.reason.code if verdict.reason else "yes") == expected


def test_published_versions_never_change() -> None:
    verdict = policy.may_edit_draft(PERSONAS["official"](), _bill("open"), PUBLISHED, NOON)
    assert verdict.reason is not None
    assert verdict.reason.code == "conflict"


def test_version_of_another_bill_is_not_found() -> None:
    verdict = policy.may_edit_draft(PERSONAS["official"](), _bill("open"), FOREIGN, NOON)
    assert verdict.reason is not None
    assert verdict.reason.code == "not_found"


def test_unconfirmed_and_suspended_officials_may_nothing() -> None:
    for change in ({"confirmed_at": None}, {"suspended_at": LONG_AGO}):
        person = PERSONAS["official"]()
        assert person is not None
        for name, value in change.items():
            setattr(person, name, value)
        assert not policy.may_announce(person, _bill("unpublished"), NOON)


def _code(verdict: Verdict) -> str:
    return verdict.reason.code if verdict.reason else "yes"


@pytest.mark.parametrize(
    ("asker", "more", "codes"),
    [
        (9, {}, ("yes", "yes", "not_allowed")),
        (1, {}, ("not_allowed", "not_allowed", "yes")),
        (9, {"signed_at": NOON}, ("conflict", "yes", "not_allowed")),
        (9, {"settled_at": NOON}, ("conflict", "conflict", "conflict")),
        (1, {"settled_at": NOON}, ("conflict", "conflict", "conflict")),
        (9, {"needs_signature": False}, ("conflict", "yes", "not_allowed")),
        (9, {"bill_id": 2}, ("not_found", "not_found", "not_found")),
    ],
)
def test_who_does_what_about_an_act_that_waits(asker: int, more: dict[str, object], codes: tuple[str, ...]) -> None:
    """To sign, to decline and to take back, for an official with id 1."""
    act = _act(asker)
    for name, value in more.items():
        setattr(act, name, value)
    rules = (policy.may_sign, policy.may_decline, policy.may_take_back)
    found = tuple(_code(rule(PERSONAS["official"](), act, _bill("open"), NOON)) for rule in rules)
    assert found == codes


@pytest.mark.parametrize("asker", PERSONAS)
def test_two_are_two_officials_of_the_bill(asker: str) -> None:
    signer, other = PERSONAS["official"](), PERSONAS[asker]()
    assert signer is not None
    if other is not None:
        other.id = 2
    expected = "yes" if asker in OFFICIALS else "not_allowed"
    assert _code(policy.may_act_for_two(signer, other, _bill("open"), NOON)) == expected
    assert _code(policy.may_act_for_two(signer, signer, _bill("open"), NOON)) == "not_allowed"
