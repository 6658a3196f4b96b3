"""Explaining a bill's terms: what each means in plain words."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.audit import DraftAct, differences, note_change
from app.bills.models import Bill, GlossaryTerm
from app.bills.queries_terms import list_terms
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, invalid

MOST = 60


@dataclass(frozen=True, slots=True)
class TermWords:
    """A term as an official writes it; `id` names the standing one that it changes, None is a new one."""

    term: Bilingual
    meaning: Bilingual
    id: int | None = None


def save_terms(
    session: Session,
    official: Person | None,
    bill: Bill,
    terms: Sequence[TermWords],
    *,
    now: datetime,
    seen: str | None = None,
) -> None:
    """Set the terms that a bill explains; a standing one that is not among them goes. `seen` is the stamp of those looked at."""
    policy.may_edit_terms(official, bill, now).require()
    standing = {term.id: term for term in list_terms(session, bill)}
    if seen is not None and seen != stamp_terms(list(standing.values())):
        raise conflict(
            _l("Somebody else changed this since you opened it. Compare with what stands now, then send it again.")
        )
    _require_terms(terms)
    before = _fields(list(standing.values()))
    for words in terms:
        term = standing.pop(words.id, None) if words.id is not None else None
        if term is None:
            session.add(GlossaryTerm(bill_id=bill.id, term=words.term, meaning=words.meaning))
        else:
            term.term, term.meaning = words.term, words.meaning
    for left_out in standing.values():
        session.delete(left_out)
    session.flush()
    changes = differences(before, _fields(list_terms(session, bill)))
    note_change(session, official, bill, None, DraftAct.CHANGE_TERMS, "", changes, now=now)
    session.flush()


def stamp_terms(terms: Sequence[GlossaryTerm]) -> str:
    """A mark of the terms as they stand, so that nobody overwrites what they have not seen."""
    rows = [[term.id, term.term.as_json(), term.meaning.as_json()] for term in terms]
    return hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:16]


def _fields(terms: Sequence[GlossaryTerm]) -> dict[str, Bilingual]:
    parts = ("term", "meaning")
    return {f"{part} {number}": getattr(term, part) for number, term in enumerate(terms, 1) for part in parts}


def _require_terms(terms: Sequence[TermWords]) -> None:
    if len(terms) > MOST:
        raise invalid(_l("A bill explains no more than %(num)s terms.", num=MOST), "terms")
    taken: set[str] = set()
    for words in terms:
        name = words.term.zh or words.term.en
        if not words.term or any(len(passage.text) < 2 for passage in words.term.both):
            raise invalid(_l("A term has at least two characters."), "terms")
        if not words.meaning:
            raise invalid(_l("Say what “%(term)s” means, in one language at least.", term=name), "terms")
        spelled = {f"{passage.lang} {passage.text.lower()}" for passage in words.term.both}
        if spelled & taken:
            raise invalid(_l("“%(term)s” stands here twice.", term=name), "terms")
        taken |= spelled
