"""What a bill in preparation still lacks: what must be there, what is advice, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.bills.cards import article_label
from app.bills.models import ArticleText, Bill, PendingAct, Question
from app.bills.notice_plan import read_plan
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext, show_day, words

Links = tuple[tuple[Any, str], ...]
MOST_NAMED = 12  # articles that lack something; the others are counted


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to have before announcing: whether it is there, must be, what is missing, where and how to add it.

    `ways` are where it is mended, `places` the articles that lack something, both as (label, address) pairs.
    """

    name: Any
    is_done: bool
    is_needed: bool
    missing: Any
    href: str
    todo: Any = ""
    places: Links = ()
    more: int = 0
    ways: Links = ()


def check_bill(
    bill: Bill, texts: Sequence[ArticleText], questions: Sequence[Question], *, terms: int = 0
) -> list[Check]:
    """List what a bill has and lacks before its announcement."""
    here = f"/desk/bills/{bill.slug}"
    standing = [text for text in texts if not text.is_deleted]
    return [
        _text(bill, "title", _("Title"), _("Name the act and what is done to it."), is_needed=True),
        _text(
            bill,
            "summary",
            _("Summary of the bill"),
            _("Two or three sentences that everybody understands."),
            is_needed=True,
        ),
        _articles(standing, here),
        _subgroup(bill),
        _text(bill, "legal_basis", _("Legal basis"), _("Name the act and article.")),
        _text(bill, "explanation", _("General explanation"), _("Say why it is needed.")),
        _explanations(standing, here),
        _text(bill, "guide", _("Plain-language guide"), _("Say it with examples from daily life.")),
        _questions(questions, here),
        Check(
            ngettext("%(num)d word explained", "%(num)d words explained", terms),
            bool(terms),
            False,
            "",
            f"{here}/terms",
            _("Explain the terms that only lawyers know."),
            ways=((_("Explain words"), f"{here}/terms"),),
        ),
    ]


def check_notice(bill: Bill, act: PendingAct | None) -> Check:
    """Whether the days of the notice are set: they are with the announcement, or with one that waits."""
    name, href = _("Notice period"), f"/desk/bills/{bill.slug}"
    if act is None:
        todo = _(
            "At least 60 days, or a ground and a justification of at least 50 characters, signed by a second official."
        )
        return Check(name, False, True, "", f"{href}/notice", todo, ways=((_("Set the days"), f"{href}/notice"),))
    plan = read_plan(act.parameters)
    days = _("%(first)s to %(last)s", first=show_day(plan.first_day), last=show_day(plan.last_day))
    length = ngettext("%(num)d day", "%(num)d days", plan.notice.days)
    missing = " · ".join([days, length, *([_("with a justification")] if plan.notice.is_short else [])])
    waits = act.needs_signature and act.signed_at is None
    todo = _("A second official of your agency has to sign it.") if waits else _("It is announced when its time comes.")
    return Check(name, True, True, missing, f"{href}/waiting", todo)


def is_ready(checks: Iterable[Check]) -> bool:
    """Whether nothing that must be there is missing."""
    return all(check.is_done for check in checks if check.is_needed)


def _text(bill: Bill, field: str, name: Any, todo: Any, *, is_needed: bool = False) -> Check:
    """A text of the bill's own, with the field of its form in each language that is missing."""
    text: Bilingual = getattr(bill, field)
    fields = f"/desk/bills/{bill.slug}/texts#{field}"
    chinese = (_("Write it in Chinese"), f"{fields}_zh")
    english = (_("Write it in English"), f"{fields}_en")
    ways = (*(() if text.zh else (chinese,)), *(() if text.en else (english,)))
    return Check(name, bool(text), is_needed, _languages([text]), f"{fields}_zh", todo, ways=ways)


def _articles(standing: Sequence[ArticleText], here: str) -> Check:
    name = ngettext("%(num)d article", "%(num)d articles", len(standing))
    lacking = [text for text in standing if not (text.text.zh and text.text.en)]
    todo = _("Add what is missing in the other language.") if standing else _("Write them, or read them from a file.")
    return Check(
        name,
        bool(standing),
        True,
        _languages(text.text for text in standing),
        f"{here}/draft",
        todo if lacking or not standing else "",
        *_named(lacking, here),
        ways=(*(() if standing else (_add_article(here),)), *((_import(here),) if lacking or not standing else ())),
    )


def _explanations(standing: Sequence[ArticleText], here: str) -> Check:
    lacking = [text for text in standing if not text.explanation]
    is_done = bool(standing) and not lacking
    todo = _("Say beside each article why it says what it says.")
    named = _named(lacking, here)
    missing = _languages(text.explanation for text in standing)
    ways = () if is_done and not missing else (_import(here),)
    return Check(_("Explanations of the articles"), is_done, False, missing, f"{here}/draft", todo, *named, ways=ways)


def _add_article(here: str) -> tuple[Any, str]:
    return _("Add an article"), f"{here}/draft/articles/new"


def _import(here: str) -> tuple[Any, str]:
    return _("Import a file"), f"{here}/import"


def _subgroup(bill: Bill) -> Check:
    name = words(bill.subgroup.name).text
    todo = _("Your agency's default; an administrator can assign another.")
    return Check(
        _("Moderated by: %(subgroup)s", subgroup=name), True, True, "", f"/subgroups/{bill.subgroup.slug}", todo
    )


def _questions(questions: Sequence[Question], here: str) -> Check:
    return Check(
        ngettext("%(num)d key question", "%(num)d key questions", len(questions)),
        bool(questions),
        False,
        _languages(question.text for question in questions),
        f"{here}/questions",
        _("Ask what you would like to learn from the public; the order stands from the announcement on."),
        ways=((_("Write key questions"), f"{here}/questions"),),
    )


def _named(lacking: Sequence[ArticleText], here: str) -> tuple[tuple[tuple[str, str], ...], int]:
    named = [(article_label(text.number), f"{here}/draft/articles/{text.article_id}") for text in lacking[:MOST_NAMED]]
    return tuple(named), max(0, len(lacking) - MOST_NAMED)


def _languages(texts: Iterable[Bilingual]) -> Any:
    """Say which language is missing where the other is there; empty where nothing is."""
    given = [text for text in texts if text]
    missing = [
        name
        for name, lacks in (
            (_("Chinese is missing"), any(not text.zh for text in given)),
            (_("English is missing"), any(not text.en for text in given)),
        )
        if lacks
    ]
    return " · ".join(map(str, missing))
