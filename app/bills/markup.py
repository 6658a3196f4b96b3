"""Redlines as HTML: set line by line, each change marked by elements, hidden words and, where it only moved, visible ones."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup, escape

from app.bills.comparison import Change, Line, Run
from app.bills.structure import mark_level
from app.kernel.i18n import gettext as _

_OPS = {"insert": "ins", "delete": "del"}
_LEVELS = ("", ' class="part"', ' class="item"')


def redline_html(segments: Iterable[Any]) -> Markup:
    """A redline that stands alone: runs, segments or mappings with op and text."""
    runs = [Run(s["op"], s["text"]) if isinstance(s, dict) else Run(*s) for s in segments]
    return _set(runs, _mark_alone)


def kept_redline(segments: Iterable[Any]) -> str:
    """A redline as it is kept: without the hidden words, which are in the language of whoever reads it."""
    return str(_set([Run(*segment) for segment in segments], labels={}))


def show_redline(html: str) -> Markup:
    """A kept redline with its hidden words. All text in it is escaped, so that each <ins> and <del> is its own."""
    for tag, label in (("ins", _("added:")), ("del", _("removed:"))):
        html = html.replace(f"<{tag}>", f'<{tag}><span class="visually-hidden"> [{escape(label)} </span>')
        html = html.replace(f"</{tag}>", f'<span class="visually-hidden">] </span></{tag}>')
    return Markup(html)  # noqa: S704  every piece was escaped when it was set


def plain_html(text: str) -> Markup:
    """A text set line by line, nothing marked."""
    return _set([Run("equal", text)])


class Redliner:
    """Writes the lines of one comparison, where moved passages link to each other; `name` says an article's number in words."""

    def __init__(self, lines: Sequence[Line], name: Callable[[str], str]) -> None:
        self.names = {line.id: name(line.number) for line in lines}

    def whole(self, line: Line) -> Markup:
        """The redline as one text; of a split article, what stayed in the other one is left out."""
        return _set(_without_rest(line) if line.change is Change.SPLIT else line.runs, self._mark(line))

    def later(self, line: Line) -> Markup:
        """The later side; what is all new is not marked word by word."""
        return self._side(line, "insert", Change.ADDED)

    def earlier(self, line: Line) -> Markup:
        """The earlier side; what is all gone is not marked word by word, and of what was split only the words taken over show."""
        if line.change is Change.SPLIT:
            runs = [Run("equal", run.text) for run in _without_rest(line) if run.op in ("equal", "left-out")]
            return _set(runs, self._mark(line))
        return self._side(line, "delete", Change.DELETED)

    def _side(self, line: Line, op: str, whole: Change) -> Markup:
        runs = [run for run in line.runs if run.op in ("equal", op)]
        if line.change is whole:
            runs = [Run("equal", run.text) for run in runs]
        return _set(runs, self._mark(line))

    def _mark(self, line: Line) -> Callable[[Run], str]:
        return lambda run: self._say(run, line)

    def _say(self, run: Run, line: Line) -> str:
        """The visible words beside a passage that only moved, which lead to its other place."""
        if run.op == "equal":
            return f'<span id="to-{run.move}"></span>'
        if run.op == "insert":
            words = _("moved here") if run.place == line.id else _("moved from %(place)s", place=self._name(run))
            here, there = "to", "from"
        else:
            words = _("moved within") if run.place == line.id else _("moved to %(place)s", place=self._name(run))
            here, there = "from", "to"
        return f'<a class="move" id="{here}-{run.move}" href="#{there}-{run.move}">{escape(words)}</a>'

    def _name(self, run: Run) -> str:
        return self.names.get(run.place, "")


def _mark_alone(run: Run) -> str:
    words = {"insert": _("moved here"), "delete": _("moved elsewhere")}.get(run.op)
    return f'<span class="move">{escape(words)}</span>' if words else ""


def _without_rest(line: Line) -> list[Run]:
    """The redline of a split article without the words that stayed in the other one: an ellipsis stands for them."""
    rest = Run("left-out", "… " if line.lang.startswith("en") else "……")
    return [rest if run.op == "delete" else run for run in line.runs]


def _set(runs: Iterable[Run], mark: Callable[[Run], str] | None = None, labels: dict[str, str] | None = None) -> Markup:
    """Set runs as paragraphs: one for each line, subparagraphs and items set in; `labels` are the hidden words."""
    if labels is None:
        labels = {"insert": _("added:"), "delete": _("removed:")}
    lines: list[tuple[list[str], list[str]]] = [([], [])]
    for run in runs:
        for n, piece in enumerate(run.text.split("\n")):
            if n:
                lines.append(([], []))
            if piece:
                lines[-1][0].append(piece)
                lines[-1][1].append(_piece(run, piece, labels))
        if run.move and mark is not None:
            lines[-1][1].append(mark(run))
    return Markup("".join(_paragraphs(lines)))  # noqa: S704  every piece is escaped where it is set


def _paragraphs(lines: Iterable[tuple[list[str], list[str]]]) -> Iterator[str]:
    for plain, html in lines:
        if html:
            yield f"<p{_LEVELS[mark_level(''.join(plain))]}>{''.join(html)}</p>"


def _piece(run: Run, text: str, labels: dict[str, str]) -> str:
    tag = _OPS.get(run.op)
    if tag is None:
        return str(escape(text))
    kind = ' class="moved"' if run.move else ""
    if not labels:
        return f"<{tag}{kind}>{escape(text)}</{tag}>"
    return (
        f'<{tag}{kind}><span class="visually-hidden"> [{escape(labels[run.op])} </span>{escape(text)}'
        f'<span class="visually-hidden">] </span></{tag}>'
    )
