"""Roles, suspensions and default subgroups held against the log."""

from collections import defaultdict
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Membership, Person, Subgroup
from app.accounts.offices.models import Suspension
from app.accounts.roles import last_day_of
from app.kernel.clock import rfc3339, taipei_day
from app.record.models import Act
from app.record.reconciliation import Log, Said

Mark = tuple[str, str, str | None]  # person, role, place


def check_roles(session: Session, log: Log) -> Iterator[str]:
    """Each term of office was granted on the record, and ended there where it was ended; each grant and end has its term."""
    granted, ended, held = _by_mark(log, Act.GRANT), _by_mark(log, Act.REVOKE), _list_terms(session)
    for mark in sorted({*granted, *ended, *held}, key=str):
        name = f"the role {mark[1]} of {mark[0]}" + (f" in {mark[2]}" if mark[2] else "")
        begins = {said for entry in granted[mark] for said in (entry.at, entry.word("first_day"))}
        ends = {entry.at for entry in ended[mark]} | {entry.word("last_day") for entry in granted[mark]}
        for term in held[mark]:
            if term.ends_at == term.starts_at:  # ended before it began
                continue
            if not begins & {rfc3339(term.starts_at), taipei_day(term.starts_at).isoformat()}:
                yield f"{name} was granted without an entry"
            if term.ends_at and not ends & {rfc3339(term.ends_at), last_day_of(term.ends_at).isoformat()}:
                yield f"{name} was ended without an entry"
        if len(granted[mark]) > len(held[mark]):
            yield f"{name} was granted by an entry, but is not held"
        over = {rfc3339(term.ends_at) for term in held[mark] if term.ends_at}
        for entry in ended[mark]:
            if entry.at not in over and not any(term.ends_at == term.starts_at for term in held[mark]):
                yield f"{name} was ended by entry {entry.seq}, but goes on"


def _by_mark(log: Log, act: Act) -> defaultdict[Mark, list[Said]]:
    found: defaultdict[Mark, list[Said]] = defaultdict(list)
    for entry in log.of(act):
        if entry.words is not None:
            place = entry.word("agency") or entry.word("subgroup")
            found[entry.subject, str(entry.word("role")), place].append(entry)
    return found


def _list_terms(session: Session) -> defaultdict[Mark, list[Membership]]:
    found: defaultdict[Mark, list[Membership]] = defaultdict(list)
    place = sa.func.coalesce(Agency.slug, Subgroup.slug)
    query = sa.select(Membership, Person.public_id, place).join(Person, Membership.person_id == Person.id)
    query = query.outerjoin(Agency, Membership.agency_id == Agency.id)
    for term, person, slug in session.execute(query.outerjoin(Subgroup, Membership.subgroup_id == Subgroup.id)):
        found[person, term.role.value, slug].append(term)
    return found


def check_suspensions(session: Session, log: Log) -> Iterator[str]:
    """Who is suspended is so by an entry, which nothing has lifted; who is not, by none, unless the account was erased."""
    acts = (Act.SUSPEND, Act.REINSTATE)
    people = session.execute(sa.select(Person.public_id, Person.suspended_at, Person.erased_at))
    for person, suspended_at, erased_at in people:
        last = log.last(person, *acts)
        is_said = last is not None and last.act == Act.SUSPEND
        if suspended_at is not None and not is_said:
            yield f"{person} is suspended without an entry"
        if suspended_at is None and erased_at is None and last is not None and is_said:
            yield f"{person} is not suspended, but entry {last.seq} suspends"
    for row in session.execute(sa.select(Suspension.id, Suspension.log_seq)):
        if problem := log.problem_with(row.log_seq, Act.SUSPEND):
            yield f"suspension {row.id} {problem}"


def check_offices(session: Session, log: Log) -> Iterator[str]:
    """Each agency has the subgroup that the last entry assigns."""
    query = sa.select(Agency.slug, Subgroup.slug).join(Subgroup, Agency.subgroup_id == Subgroup.id)
    for agency, subgroup in session.execute(query):
        last = log.last(f"agency:{agency}", Act.ASSIGN)
        if last is None:
            yield f"agency {agency} has a subgroup that no entry assigns"
        elif last.words is not None and last.word("subgroup") != subgroup:
            yield f"agency {agency} has the subgroup {subgroup}, but entry {last.seq} assigns {last.word('subgroup')}"
