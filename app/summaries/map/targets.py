"""Where a comment can be cited: under an issue (I1), for it (I1-for) or against it (I1-against), under a recommendation (R1)."""

from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, conflict, invalid
from app.summaries import cards
from app.summaries.contents import Contents, IssueRow, Quote, RecommendationRow
from app.summaries.models import Issue, Recommendation, Side, Summary

SIDES = {Side.FOR: _l("for it"), Side.AGAINST: _l("against it")}


class Target(NamedTuple):
    """A part of a draft, and the side that is taken in it."""

    part: Issue | Recommendation
    side: Side | None


def choose_targets(contents: Contents) -> list[SelectChoice]:
    """The choices of a field that names a target: each issue and the sides in it, then the recommendations."""
    choices = []
    for issue in contents.issues:
        label = cards.part_label(issue)
        choices.append(SelectChoice(issue.code, label))
        choices += [SelectChoice(f"{issue.code}-{side}", f"{label} – {words}") for side, words in SIDES.items()]
    return choices + [SelectChoice(asked.code, cards.part_label(asked)) for asked in contents.recommendations]


class Named(Protocol):
    """A form that names a target, and says what the codes meant when it was shown."""

    part: Any
    named: Any


def offer_targets(form: Named, contents: Contents) -> None:
    """Let a form choose among the targets as they are now; what it had chosen stays chosen, under whatever code."""
    form.part.choices = choose_targets(contents)
    name, dash, side = (form.part.data or "").partition("-")
    meant = _read_names(form.named.data).get(name)
    if meant:
        now = next((part.code for part in _rows(contents) if f"{part.code[0]}{part.id}" == f"{name[0]}{meant}"), "")
        form.part.data = f"{now}{dash}{side}" if now else ""
    form.named.data = name_parts(contents)


def code_of(part: IssueRow | RecommendationRow, quote: Quote) -> str:
    """The code of the target under which a quote stands."""
    return f"{part.code}-{quote.side}" if quote.side else part.code


def say_target(code: str) -> str:
    """A target in words: I1, R3, or I1 (for it)."""
    part, _dash, side = code.partition("-")
    return _("%(code)s (%(side)s)", code=part, side=SIDES[Side(side)]) if side in list(Side) else part


def name_parts(contents: Contents) -> str:
    """Which part each code names at present, for a form to bring back: codes move when a colleague orders the draft."""
    return " ".join(f"{part.code}:{part.id}" for part in _rows(contents))


def find_target(draft: Summary, code: str | None, named: str | None) -> Target:
    """Find the target that a form names, in the sense that its codes had when it was shown; or raise Refused."""
    name, _dash, side = (code or "").partition("-")
    parts = dict(_parts(draft))
    if name[:1] not in ("I", "R") or side not in ("", *Side) or (side and name[0] == "R"):
        raise _unknown()
    meant = _read_names(named)
    if name in meant:
        found = next((p for own, p in parts.items() if own[0] == name[0] and str(p.id) == meant[name]), None)
        if found is None:
            raise conflict(_l("A colleague took this part out of the draft meanwhile. Choose another one."))
    else:
        found = parts.get(name)
    if found is None:
        raise _unknown()
    return Target(found, Side(side) if side else None)


def _read_names(named: str | None) -> dict[str, str]:
    pairs = (pair.partition(":") for pair in (named or "").split())
    return {code: part_id for code, _colon, part_id in pairs}


def _rows(contents: Contents) -> list[IssueRow | RecommendationRow]:
    return [*contents.issues, *contents.recommendations]


def _unknown() -> Refused:
    return invalid(_l("Choose an issue or a recommendation of this draft."), "part")


def _parts(draft: Summary) -> Iterator[tuple[str, Issue | Recommendation]]:
    for issue in draft.issues:
        yield f"I{issue.ordinal}", issue
    for asked in draft.recommendations:
        yield f"R{asked.ordinal}", asked
