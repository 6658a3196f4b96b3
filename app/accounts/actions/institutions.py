"""Agencies and subgroups."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Subgroup
from app.accounts.policy import Actor, may_administer
from app.accounts.roles import actor_id
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.record.log import append
from app.record.models import Act


def create_subgroup(
    session: Session, actor: Actor, *, slug: str, name: Bilingual, remit: Bilingual, now: datetime
) -> Subgroup:
    """Create a group of moderators."""
    may_administer(actor, now).require()
    if session.scalar(sa.select(Subgroup.id).where(Subgroup.slug == slug)) is not None:
        raise conflict(_l("There is a subgroup of this name already."))
    subgroup = Subgroup(slug=slug, name=name, remit=remit)
    session.add(subgroup)
    session.flush()
    return subgroup


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
    _record_assignment(session, actor, agency, subgroup, now)
    return agency


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
