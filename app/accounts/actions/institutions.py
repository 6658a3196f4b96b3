"""Agencies and subgroups."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Subgroup
from app.accounts.policy import Actor, may_administer
from app.accounts.roles import actor_id
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.idempotency import fingerprint
from app.kernel.verdict import conflict, invalid
from app.record.log import append
from app.record.models import Act


def create_subgroup(
    session: Session, actor: Actor, *, slug: str, name: Bilingual, remit: Bilingual, now: datetime
) -> Subgroup:
    """Create a group of moderators, on the record."""
    may_administer(actor, now).require()
    if session.scalar(sa.select(Subgroup.id).where(Subgroup.slug == slug)) is not None:
        raise conflict(_l("There is a subgroup of this name already."))
    subgroup = Subgroup(slug=slug, name=name, remit=remit)
    session.add(subgroup)
    session.flush()
    _record(session, Act.ESTABLISH, actor, subgroup, now)
    return subgroup


def edit_subgroup(
    session: Session, actor: Actor, subgroup: Subgroup, *, name: Bilingual, remit: Bilingual, seen: str, now: datetime
) -> None:
    """Change what a subgroup is called and what it is for; its slug stays, since addresses last. `seen` is the stamp looked at."""
    may_administer(actor, now).require()
    _require_names(name)
    _require_seen(stamp(subgroup), seen)
    if (subgroup.name, subgroup.remit) == (name, remit):
        raise conflict(_l("Nothing was changed."))
    subgroup.name, subgroup.remit = name, remit
    session.flush()
    _record(session, Act.AMEND, actor, subgroup, now)


def create_agency(
    session: Session, actor: Actor, *, slug: str, name: Bilingual, abbreviation: str, description: Bilingual,
    subgroup: Subgroup, now: datetime, parent: Agency | None = None,
) -> Agency:  # fmt: skip
    """Create an agency; that its bills go to this subgroup is on the record."""
    may_administer(actor, now).require()
    if session.scalar(sa.select(Agency.id).where(Agency.slug == slug)) is not None:
        raise conflict(_l("There is an agency of this name already."))
    agency = Agency(
        slug=slug,
        name=name,
        abbreviation=abbreviation,
        description=description,
        subgroup_id=subgroup.id,
        parent_id=parent.id if parent else None,
    )
    session.add(agency)
    session.flush()
    _record(session, Act.ESTABLISH, actor, agency, now)
    _record_assignment(session, actor, agency, subgroup, now)
    return agency


def edit_agency(
    session: Session, actor: Actor, agency: Agency, *, name: Bilingual, abbreviation: str, description: Bilingual,
    subgroup: Subgroup, parent: Agency | None, seen: str, now: datetime,
) -> None:  # fmt: skip
    """Change an agency's particulars and its default subgroup; its slug stays. `seen` is the stamp looked at."""
    may_administer(actor, now).require()
    _require_names(name)
    _require_seen(stamp(agency), seen)
    parent_id = parent.id if parent else None
    if _is_below(session, parent, agency):
        raise invalid(_l("An agency cannot belong to itself, or to one that belongs to it."), "parent")
    new = (name, abbreviation, description, parent_id)
    is_same = (agency.name, agency.abbreviation, agency.description, agency.parent_id) == new
    if is_same and agency.subgroup_id == subgroup.id:
        raise conflict(_l("Nothing was changed."))
    agency.name, agency.abbreviation, agency.description, agency.parent_id = new
    session.flush()
    if not is_same:
        _record(session, Act.AMEND, actor, agency, now)
    if agency.subgroup_id != subgroup.id:
        assign_subgroup(session, actor, agency, subgroup, now)


def stamp(office: Agency | Subgroup) -> str:
    """A mark of what an office's particulars are, by which it shows whether they changed meanwhile."""
    parts: list[object] = [office.name]
    if isinstance(office, Agency):
        parts += [office.abbreviation, office.description, office.parent_id, office.subgroup_id]
    else:
        parts.append(office.remit)
    return fingerprint(*parts)[:16]


def _require_names(name: Bilingual) -> None:
    if not name:
        raise invalid(_l("Give a name in at least one language."), "name_zh")


def _require_seen(stands: str, seen: str) -> None:
    if stands != seen:
        raise conflict(_l("Somebody changed this while you were looking at it. Open it anew, then change it."))


def _is_below(session: Session, parent: Agency | None, agency: Agency) -> bool:
    """Whether an agency would belong to itself, however many steps up."""
    while parent is not None:
        if parent.id == agency.id:
            return True
        parent = session.get(Agency, parent.parent_id) if parent.parent_id else None
    return False


def _record(session: Session, act: Act, actor: Actor, office: Agency | Subgroup, now: datetime) -> None:
    kind = "agency" if isinstance(office, Agency) else "subgroup"
    words = {"name": " / ".join(filter(None, (office.name.zh, office.name.en)))}
    append(session, act, actor=actor_id(actor), subject=f"{kind}:{office.slug}", now=now, words=words)


def assign_subgroup(session: Session, actor: Actor, agency: Agency, subgroup: Subgroup, now: datetime) -> None:
    """Make a subgroup the one that an agency's new bills get."""
    may_administer(actor, now).require()
    if agency.subgroup_id == subgroup.id:
        raise conflict(_l("The agency has this subgroup already."))
    agency.subgroup_id = subgroup.id
    session.flush()
    _record_assignment(session, actor, agency, subgroup, now)


def _record_assignment(session: Session, actor: Actor, agency: Agency, subgroup: Subgroup, now: datetime) -> None:
    words = {"agency": agency.slug, "subgroup": subgroup.slug}
    append(session, Act.ASSIGN, actor=actor_id(actor), subject=f"agency:{agency.slug}", now=now, words=words)
