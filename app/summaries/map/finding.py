"""Finding the parts and citations of a draft that a form names."""

from collections.abc import Sequence
from typing import TypeVar, overload

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.summaries.models import Citation, Issue, Recommendation, Summary

Part = TypeVar("Part", Issue, Recommendation)


@overload
def find_part(parts: Sequence[Part], part_id: int) -> Part: ...
@overload
def find_part(parts: Sequence[Part], part_id: int | None) -> Part | None: ...
def find_part(parts: Sequence[Part], part_id: int | None) -> Part | None:
    """Find a part by its id, or raise Refused (conflict) where it is gone; None stands for none."""
    if part_id is None:
        return None
    found = next((part for part in parts if part.id == part_id), None)
    if found is None:
        raise conflict(_l("A colleague took this part out of the draft meanwhile. This is how it stands now."))
    return found


def find_citation(draft: Summary, citation_id: int) -> Citation:
    """Find a citation by its id, or raise Refused (conflict) where it is gone."""
    found = next((c for part in draft.parts for c in part.citations if c.id == citation_id), None)
    if found is None:
        raise conflict(_l("A colleague took this citation out or moved it meanwhile. Look at the map of the draft."))
    return found


def home_of(draft: Summary, citation: Citation) -> Issue | Recommendation:
    """The part of a draft under which a citation stands."""
    return next(part for part in draft.parts if citation in part.citations)
