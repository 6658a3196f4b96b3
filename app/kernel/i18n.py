"""Languages: which one a request speaks, and words, days and instants in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from babel.support import Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, lazy_gettext
from flask_babel import force_locale as _force_locale
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.kernel.bilingual import EN, ZH, Bilingual, Passage
from app.kernel.clock import TAIPEI, request_now, rfc3339, taipei_day

__all__ = ["lazy_gettext"]

TRANSLATIONS = Path(__file__).parents[1] / "translations"
LOCALES = {"zh-TW": "zh_Hant_TW", "en": "en"}
_CHINESE = ("zh-tw", "zh-hant", "zh-hk", "zh-mo", "zh")


def match_language(tag: str) -> str | None:
    """Map any BCP 47 tag that we can serve to one of our two codes, else None."""
    if tag in LOCALES or not tag:
        return tag or None
    tag = tag.lower()
    if tag == "en" or tag.startswith("en-"):
        return "en"
    return "zh-TW" if any(tag == c or tag.startswith(c + "-") for c in _CHINESE) else None


def choose_language() -> str:
    """Choose the request's language: ?lang=, the cookie, the account, Accept-Language; Chinese when none speaks."""
    found: str | None
    try:
        found = g.language  # asked for hundreds of times a page
    except (AttributeError, RuntimeError):
        found = None
    if found is None and not has_request_context():
        return "zh-TW"
    if found is None:
        found = match_language(request.args.get("lang", "")) or match_language(request.cookies.get("language", ""))
        is_nobody = g.get("degraded") or not (request.cookies or "Authorization" in request.headers)
        account = None if found or is_nobody else current_app.extensions.get("gongyi.account_language")
        found = found or match_language((account and account()) or "")
        found = g.language = found or _accepted(request.headers.get("Accept-Language", "")[:200]) or "zh-TW"
    return found


@lru_cache(maxsize=512)
def _accepted(header: str) -> str | None:
    """The first of our languages that a browser asks for; browsers ask alike, so the last answers are kept."""
    tags = parse_accept_header(header, LanguageAccept).values()
    return next((code for code in map(match_language, tags) if code), None)


def html_lang() -> str:
    """The BCP 47 tag of the page: zh-Hant-TW or en."""
    return EN if choose_language() == "en" else ZH


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language ('zh-TW' or 'en') inside a with block, e.g. for a mail."""
    before = g.get("language")
    g.language = language
    try:
        with _force_locale(LOCALES[language]):
            yield
    finally:
        g.language = before
        if before is None:
            g.pop("language")


@cache
def _catalogue(language: str) -> Any:
    """The catalogue of a language."""
    return Translations.load(str(TRANSLATIONS), [LOCALES[language]])


def gettext(text: str, **variables: Any) -> str:
    """Say words in the language spoken, in which %(name)s stands for a variable."""
    found: str = _catalogue(choose_language()).ugettext(text)
    return found % variables if variables else found


def ngettext(one: str, many: str, num: int, **variables: Any) -> str:
    """Say words that go with a number in the language spoken."""
    found: str = _catalogue(choose_language()).ungettext(one, many, num)
    return found % {"num": num, **variables}


@cache
def _pattern(language: str, text: str) -> Markup:
    """A template's words in a language, kept: a page of comments asks for hundreds."""
    return Markup(_catalogue(language).ugettext(text))  # noqa: S704  words of our own


@cache
def _plain(language: str, text: str) -> Markup:
    """A template's words that have no variables; %% is %."""
    return _pattern(language, text) % {}


@pass_eval_context
def _say(context: EvalContext, text: str, **variables: Any) -> str:
    """Say a template's words in the page's language; a page's variables are escaped, a mail's are not."""
    if not context.autoescape:
        return str(_pattern(choose_language(), text)) % variables
    return _pattern(choose_language(), text) % variables if variables else _plain(choose_language(), text)


@pass_eval_context
def _say_number(context: EvalContext, one: str, many: str, num: int, **variables: Any) -> str:
    """Say a template's words that go with a number, as `_say` does."""
    found: str = _catalogue(choose_language()).ungettext(one, many, num)
    return (Markup(found) if context.autoescape else found) % {"num": num, **variables}  # noqa: S704  our own words


def words(text: Bilingual | None) -> Passage:
    """Return a bilingual text in the page's language, or in the other where it is missing."""
    return (text or Bilingual()).to(html_lang())


def lazy_words(text: Bilingual) -> Any:
    """Say a bilingual text in the page's language when it is shown, as lazy_gettext does with words of the catalogue."""
    return LazyString(lambda: words(text).text)


def show_day(day: date | datetime | None) -> str:
    """Write a calendar day: 民國 115 年 11 月 22 日（2026-11-22） or 22 November 2026."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = taipei_day(day)
    if html_lang() == EN:
        return format_date(day, "d MMMM y", locale="en")
    return f"民國 {day.year - 1911} 年 {day.month} 月 {day.day} 日（{day:%Y-%m-%d}）"


def show_instant(instant: datetime | None) -> str:
    """Write an instant in Taipei's time, to the minute; a full-width bracket needs no space after it."""
    if instant is None:
        return ""
    local = instant.astimezone(TAIPEI)
    return f"{show_day(local)}{' ' if html_lang() == EN else ''}{local:%H:%M}"


def lazy_instant(instant: datetime) -> Any:
    """An instant in the words of whoever reads it, on the next whole minute, so that nobody is told to come too early."""
    whole = instant.replace(second=0, microsecond=0)
    return LazyString(show_instant, whole if whole == instant else whole + timedelta(minutes=1))


def show_relative(instant: datetime | None) -> str:
    """Write how many whole days ago (or ahead) an instant lies; the exact time stands beside it on the page."""
    if instant is None:
        return ""
    days = (taipei_day(request_now()) - taipei_day(instant)).days
    if days == 0:
        return str(gettext("today"))
    if days < 0:
        return str(ngettext("in %(num)d day", "in %(num)d days", -days))
    if days < 60:
        return str(ngettext("%(num)d day ago", "%(num)d days ago", days))
    if days < 730:
        return str(ngettext("%(num)d month ago", "%(num)d months ago", days // 30))
    return str(ngettext("%(num)d year ago", "%(num)d years ago", days // 365))


def unbroken(day: str) -> Markup:
    """A written day or instant, its date in brackets not broken at its hyphens."""
    name, _bracket, rest = day.partition("（")
    date_, _end, clock = rest.partition("）")
    return (
        Markup('{}<span class="unbroken">（{}）</span>{}').format(name, date_, clock) if date_ else Markup.escape(name)
    )


def show_when(at: datetime) -> Markup:
    """Write an instant as an element: how long ago in words first, the exact instant beside them."""
    return _when(choose_language(), at, (taipei_day(request_now()) - taipei_day(at)).days)


@lru_cache(maxsize=4096)
def _when(_language: str, at: datetime, _days: int) -> Markup:
    return Markup('<time class="when" datetime="{}">{} <span class="when-exact">{}</span></time>').format(
        at.isoformat(), show_relative(at), unbroken(show_instant(at))
    )


def same_page(**changes: str | int | None) -> str:
    """The present page's address with some query values changed (None removes one)."""
    query: list[tuple[str, str]] = [(k, v) for k, v in request.args.items(multi=True) if k not in changes]
    query += [(k, str(v)) for k, v in changes.items() if v is not None]
    return request.path + ("?" + urlencode(query) if query else "")


def _alternates(base_url: str) -> list[tuple[str, str]]:
    pairs = {"zh-Hant-TW": "zh-TW", "en": "en", "x-default": None}
    return [(tag, base_url + same_page(lang=code)) for tag, code in pairs.items()]


def _template_words(base_url: str) -> dict[str, Any]:
    here = request.full_path.rstrip("?")
    return {
        "language": choose_language(),
        "html_lang": html_lang(),
        "language_url": lambda code: f"/language/{code}?{urlencode({'next': here})}",
        "alternate_urls": _alternates(base_url) if request.method in ("GET", "HEAD") else [],
        "canonical_url": base_url + request.path,
    }


def require_catalogue(folder: Path) -> None:
    """Raise RuntimeError where the Chinese words were not compiled: half the pages' readers would get English."""
    if not (folder / LOCALES["zh-TW"] / "LC_MESSAGES" / "messages.mo").is_file():
        raise RuntimeError("the zh-TW catalogue is not compiled: run pybabel compile -d app/translations")


def init_app(app: Flask, base_url: str) -> None:
    """Teach an application both languages and its templates the filters for days, instants and bilingual texts."""
    require_catalogue(TRANSLATIONS)
    app.config["BABEL_DEFAULT_LOCALE"] = "zh_Hant_TW"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Taipei"
    Babel(app, locale_selector=lambda: LOCALES[choose_language()])
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as in babel.cfg
    app.jinja_env.globals["same_page"] = same_page
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]
    app.jinja_env.globals.update(_=_say, gettext=_say, ngettext=_say_number)
    app.jinja_env.filters.update(
        day=show_day,
        instant=show_instant,
        relative=show_relative,
        when=show_when,
        unbroken=unbroken,
        words=words,
        rfc3339=rfc3339,
    )
    app.context_processor(lambda: _template_words(base_url))
