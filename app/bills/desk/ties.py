"""Which standing article each article of a text is, as a form to be confirmed or corrected; for drafts and for files."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from app.bills.desk.forms import ActForm
from app.bills.matching import NEW, Tie, TieKind, left_over, match_articles, measure_ties, suggest_merged
from app.bills.models import ArticleText
from app.bills.outline import OutlineArticle, outline_of
from app.bills.structure import read_number
from app.kernel.bilingual import EN, ZH
from app.kernel.i18n import gettext as _
from app.kernel.verdict import invalid


@dataclass(frozen=True, slots=True)
class TieRow:
    """One article of a text: what became of it, how like it is to what it comes from, and what was chosen or typed.

    `name` ends the names of its fields; `likeness` is in percent, None where there is nothing to compare. `advice` is
    another tie that number and words suggest: its kind and number.
    """

    name: str
    article: OutlineArticle
    change: str
    likeness: int | None
    kind: str
    number: str
    advice: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class GoneRow:
    """One standing article that the text has no more, and the number of the one that took it up, typed and advised."""

    name: str
    text: ArticleText
    number: str
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tied:
    """What is tied: the articles of a text in one language, and those that stand.

    `names` tell the text's articles apart in the form; `own_ids` are those under which they go where they are new, if any.
    """

    standing: Sequence[ArticleText]
    articles: Sequence[OutlineArticle]
    lang: str
    names: Sequence[str]
    own_ids: Sequence[int | None]

    def ids(self) -> dict[str, int]:
        """The standing articles by what is typed for them: their number, or their key where another has the number."""
        ids: dict[str, int] = {}
        for text in sorted(self.standing, key=lambda text: text.is_deleted):
            ids.setdefault(text.number if text.number not in ids else text.article.key, text.article_id)
        return ids


class TiesForm(ActForm):
    """A kind and a number for each article of a text, and a number for each standing one that is gone.

    `show_ties` makes what bills/_ties.html shows: `rows`, `kept` (those where nothing changed), `gone`, and the `numbers` that
    can be typed. `problems` are messages by field name, once `read_ties` has refused. With `folds_kept` the kept rows are counted
    and not asked about: what is not sent of them stays as suggested.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[TieRow] = []
        self.kept: list[TieRow] = []
        self.gone: list[GoneRow] = []
        self.numbers: list[str] = []
        self.problems: dict[str, Any] = {}
        self.folds_kept = False
        self.lang = ZH

    @property
    def summary(self) -> list[dict[str, Any]]:
        """The problems for the box at the head of the page."""
        return [{"text": text, "href": f"#{name}"} for name, text in self.problems.items()]


def tied_file(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> Tied:
    """What is tied where a file is taken over into a draft."""
    names = [str(n) for n in range(len(articles))]
    return Tied(standing=standing, articles=articles, lang=lang, names=names, own_ids=[None] * len(articles))


def show_ties(
    form: TiesForm, tied: Tied, ties: Sequence[Tie] = (), merged: Mapping[int, int | None] | None = None
) -> None:
    """Show what was typed, or else the ties that stand; without any, those that number and words suggest."""
    suggested = match_articles(tied.standing, tied.articles, tied.lang)
    numbers = {article_id: number for number, article_id in tied.ids().items()}
    choices = [(tie.kind.value, numbers.get(tie.article_id or 0, "")) for tie in ties or suggested]
    if request.method == "POST":
        choices = [_sent(name) or choice for name, choice in zip(tied.names, choices, strict=True)]
    chosen = [_tie(kind, number, tied.ids()) for kind, number in choices]
    measured = measure_ties(tied.standing, tied.articles, [tie or NEW for tie in chosen], tied.lang)
    before = dict(
        zip((t.article_id for t in tied.standing), outline_of(tied.standing, tied.lang).articles, strict=True)
    )
    for n, (kind, number) in enumerate(choices):
        advised = (suggested[n].kind.value, numbers.get(suggested[n].article_id or 0, ""))
        row = TieRow(
            name=tied.names[n],
            article=tied.articles[n],
            change=_change(tied.articles[n], chosen[n], before),
            likeness=round(100 * measured[n].likeness) or None,
            kind=kind,
            number=number,
            advice=None if advised == (kind, number) or (kind, advised) == ("new", ("new", "")) else advised,
        )
        is_quiet = row.change == "kept" and row.advice is None and f"of-{row.name}" not in form.problems
        (form.kept if is_quiet else form.rows).append(row)
    form.lang = EN if tied.lang.startswith("en") else ZH
    form.gone = _gone_rows(tied, measured, merged)
    form.numbers = sorted(numbers.values(), key=_by_number)


def read_ties(form: TiesForm, tied: Tied, otherwise: Sequence[Tie] = ()) -> tuple[list[Tie], dict[int, int | None]]:
    """Read the ties that were chosen, and which articles took up those that are gone, or raise Refused.

    `otherwise` are the ties of articles that were not asked about.
    """
    ids = tied.ids()
    form.problems = {}
    ties: list[Tie] = []
    claims: dict[int, OutlineArticle] = {}
    for n, (name, article) in enumerate(zip(tied.names, tied.articles, strict=True)):
        kind, number = _sent(name) or ("", "")
        tie = otherwise[n] if otherwise and not kind else _tie(kind, number, ids)
        ties.append(tie or NEW)
        if tie is None:
            form.problems[f"of-{name}"] = _unknown(number)
        elif tie.kind is TieKind.SAME and (other := claims.setdefault(tie.article_id or 0, article)) is not article:
            words = _("Article %(other)s is tied to article %(number)s already.", other=other.number, number=number)
            form.problems[f"of-{name}"] = words
    merged = _read_merged(form, tied, ties)
    if form.problems:
        raise invalid(_("Correct the articles that are marked below."))
    return ties, merged


def _read_merged(form: TiesForm, tied: Tied, ties: Sequence[Tie]) -> dict[int, int | None]:
    places = {article.number: n for n, article in enumerate(tied.articles) if not article.is_deleted}
    merged: dict[int, int | None] = {}
    for text in left_over(tied.standing, ties):
        name = f"into-{text.article_id}"
        if text.is_deleted or name not in request.form:
            continue
        number = _typed(name)
        n = places.get(number)
        target = None if n is None else _identity(tied, ties, n)
        if number and target is None:
            form.problems[name] = _unknown_target(number, is_new=n is not None)
        merged[text.article_id] = target
    return merged


def _identity(tied: Tied, ties: Sequence[Tie], n: int) -> int | None:
    """The article under which one of the text goes; None where it has no identity yet."""
    return ties[n].article_id if ties[n].kind is TieKind.SAME else tied.own_ids[n]


def _unknown(number: str) -> Any:
    if not number:
        return _("Type the number of the earlier article.")
    return _("There is no earlier article %(number)s.", number=number[:24])


def _unknown_target(number: str, *, is_new: bool) -> Any:
    if is_new:
        return _(
            "Article %(number)s is new here. Say which earlier article it is; then it can take up another.",
            number=number,
        )
    return _("There is no article %(number)s in this text.", number=number[:24])


def _tie(kind: str, number: str, ids: Mapping[str, int]) -> Tie | None:
    """The tie that was chosen, or None where there is no such article."""
    if kind == TieKind.NEW:
        return NEW
    if kind not in (TieKind.SAME, TieKind.SPLIT) or number not in ids:
        return None
    return Tie(TieKind(kind), ids[number], 0.0)


def _sent(name: str) -> tuple[str, str] | None:
    """The kind and number that were chosen for an article; None where it was not asked about."""
    kind = request.form.get(f"is-{name}")
    return None if kind is None else (kind, _typed(f"of-{name}"))


def _typed(name: str) -> str:
    """A number as it was typed: 18, １８, 18-1 or 第十八條之一."""
    typed = unicodedata.normalize("NFKC", request.form.get(name, "")).strip()
    found = read_number(typed)
    return found[0] if found else typed


def _change(article: OutlineArticle, tie: Tie | None, before: Mapping[int, OutlineArticle]) -> str:
    """What became of an article, judged by a tie."""
    if tie is None:
        return ""
    if article.is_deleted:
        return "deleted"
    old = before.get(tie.article_id or 0)
    if tie.kind is TieKind.SPLIT:
        return "split"
    if old is None or old.is_deleted:
        return "added"
    if (old.heading, old.text) != (article.heading, article.text):
        return "changed"
    return "kept" if (old.number, old.chapter) == (article.number, article.chapter) else "moved"


def _gone_rows(tied: Tied, ties: Sequence[Tie], merged: Mapping[int, int | None] | None) -> list[GoneRow]:
    suggested = suggest_merged(tied.standing, tied.articles, ties, tied.lang)
    numbers = {_identity(tied, ties, n): article.number for n, article in enumerate(tied.articles)}
    rows = []
    for text in left_over(tied.standing, ties):
        if text.is_deleted:
            continue
        name, advice = str(text.article_id), numbers.get(suggested.get(text.article_id), "")
        stands = advice if merged is None else numbers.get(merged.get(text.article_id), "")
        number = _typed(f"into-{name}") if request.method == "POST" else stands
        rows.append(GoneRow(name, text, number, "" if advice == number else advice))
    return rows


def _by_number(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.split("[-~]", number))
