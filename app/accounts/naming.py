"""Names for the public log: people by their opaque ids, agencies and subgroups by theirs."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.words import call
from app.accounts.models import Agency, Person, Subgroup
from app.record.names import Name


def name_parties(session: Session, ids: frozenset[str]) -> Mapping[str, Name]:
    """Name the people, agencies and subgroups among opaque ids."""
    names: dict[str, Name] = {}
    people = {opaque for opaque in ids if ":" not in opaque}
    if people:
        found = session.execute(sa.select(Person.public_id, Person.handle).where(Person.public_id.in_(people)))
        names |= {public_id: Name(call(handle)) for public_id, handle in found}
    for kind, model, home in (("agency", Agency, "agencies"), ("subgroup", Subgroup, "subgroups")):
        slugs = {opaque.removeprefix(f"{kind}:") for opaque in ids if opaque.startswith(f"{kind}:")}
        if slugs:
            places = session.execute(sa.select(model.slug, model.name).where(model.slug.in_(slugs)))
            names |= {f"{kind}:{slug}": Name(name, f"/{home}/{slug}") for slug, name in places}
    return names
