"""Who may give and end roles, as a table."""

from datetime import UTC, datetime

import pytest

from app.accounts import policy
from app.accounts.models import Agency, Membership, Person, Role, Subgroup
from app.accounts.policy import SYSTEM, Actor

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
EARLIER = datetime(2020, 1, 1, tzinfo=UTC)
LAW, DIGITAL, MODA = Subgroup(id=1, slug="law"), Subgroup(id=2, slug="digital"), Agency(id=1, slug="moda")


def person(
    *roles: tuple[Role, int | None], confirmed: bool = True, suspended: bool = False, ends: datetime | None = None
) -> Person:
    memberships = [
        Membership(role=r, subgroup_id=s, agency_id=1 if r is Role.OFFICIAL else None, starts_at=EARLIER, ends_at=ends)
        for r, s in roles
    ]
    return Person(
        confirmed_at=EARLIER if confirmed else None,
        suspended_at=EARLIER if suspended else None,
        memberships=memberships,
    )


ADMIN = (Role.ADMINISTRATOR, None)
ACTORS: dict[str, Actor] = {
    "system": SYSTEM,
    "administrator": person(ADMIN),
    "lead": person((Role.LEAD, 1)),
    "other lead": person((Role.LEAD, 2)),
    "past lead": person((Role.LEAD, 1), ends=NOW),
    "moderator": person((Role.MODERATOR, 1)),
    "official": person((Role.OFFICIAL, None)),
    "citizen": person(),
    "unconfirmed administrator": person(ADMIN, confirmed=False),
    "suspended administrator": person(ADMIN, suspended=True),
    "suspended lead": person((Role.LEAD, 1), suspended=True),
    "past administrator": person(ADMIN, ends=NOW),
    "visitor": None,
}
GRANTS = {
    (Role.MODERATOR, "law"): {"system", "administrator", "lead"},
    (Role.MODERATOR, "digital"): {"system", "administrator", "other lead"},
    (Role.LEAD, "law"): {"system", "administrator"},
    (Role.OFFICIAL, "moda"): {"system", "administrator"},
    (Role.ADMINISTRATOR, None): {"system", "administrator"},
}
PLACES: dict[str | None, Agency | Subgroup | None] = {"law": LAW, "digital": DIGITAL, "moda": MODA, None: None}


@pytest.mark.parametrize("role, place", GRANTS)
@pytest.mark.parametrize("name", ACTORS)
def test_who_may_give_and_end_a_role(name: str, role: Role, place: str | None) -> None:
    here = PLACES[place]
    allowed = name in GRANTS[role, place]
    given = policy.may_grant(ACTORS[name], role, here, NOW)
    membership = Membership(
        role=role,
        subgroup_id=here.id if isinstance(here, Subgroup) else None,
        agency_id=here.id if isinstance(here, Agency) else None,
    )
    ended = policy.may_end(ACTORS[name], membership, NOW)
    assert (bool(given), bool(ended)) == (allowed, allowed)
    if not allowed:
        code = "sign_in_required" if name == "visitor" else "not_allowed"
        assert given.reason is not None
        assert given.reason.code == code


@pytest.mark.parametrize("name", ACTORS)
def test_who_may_administer(name: str) -> None:
    assert bool(policy.may_administer(ACTORS[name], NOW)) is (name in {"system", "administrator"})


def test_who_may_act_at_all() -> None:
    assert policy.may_act(person())
    assert policy.may_act(None).reason.code == "sign_in_required"  # type: ignore[union-attr]
    assert not policy.may_act(person(confirmed=False))
    assert not policy.may_act(person(suspended=True))
    assert policy.may_sign_in(person(confirmed=False))
    assert not policy.may_sign_in(person(suspended=True))
