"""Handles: which names people may take, and the skeleton (UTS #39) by which two that look alike are one."""

import hashlib
import json
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import regex

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, count_graphemes
from app.kernel.verdict import YES, Verdict, no

SHORTEST, LONGEST, MOST_CODE_POINTS = 2, 30, 64
_SHAPE = regex.compile(r"[\p{L}\p{Nd}]\p{M}*(?:[\p{L}\p{Nd}_-]\p{M}*)*")
_PILED_MARKS = regex.compile(r"\p{M}{3}")
_MIXABLE = regex.compile(r"[\p{Latin}\p{Han}\p{Bopomofo}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_NEUTRAL = regex.compile(r"[\p{Common}\p{Inherited}]")
_SCRIPTS = ("Greek", "Cyrillic", "Armenian", "Hebrew", "Arabic", "Devanagari", "Thai", "Georgian", "Cherokee")
_SINGLE = {name: regex.compile(rf"\p{{{name}}}") for name in _SCRIPTS}
_WORDS = regex.compile(r"[^\W\d_]+")

RESERVED_ANYWHERE = (
    "moderator", "official", "administrator", "gongyi", "government", "formerparticipant", "ministry",
    "legislativeyuan", "executiveyuan", "版主", "官方", "機關", "管理員", "管理者", "政府", "公議", "承辦", "行政院",
    "立法院", "數位發展部", "數位部", "資通安全署", "資安署", "國家通訊傳播委員會", "通傳會", "資通安全法小組",
    "數位服務小組", "小組長", "召集人", "前參與者", "公務員", "客服", "系統",
)  # fmt: skip
RESERVED_WORDS = (
    "admin", "admins", "mod", "mods", "lead", "gov", "moda", "acs", "ncc", "ey", "ly", "agency", "minister", "staff",
    "system", "root", "support", "security", "webmaster", "postmaster", "sysadmin", "superuser", "team", "help",
    "helpdesk", "null", "none", "undefined", "anonymous", "everyone", "部長", "署長", "主委", "院長", "立委", "官員",
)  # fmt: skip


def normalise_handle(text: str) -> str:
    """Write a handle in its one form: NFKC; capitals of scripts other than Latin become small letters."""
    text = unicodedata.normalize("NFKC", clean_line(text))
    return "".join(c if c.isascii() or regex.match(r"\p{Latin}", c) else c.lower() for c in text)


@cache
def _prototypes() -> dict[str, str]:
    """The character(s) that characters look like, by Unicode's confusables.txt; those that are models themselves are not here.

    The data hold each pair in both directions: a confusable has one entry, its model; a model has one for each character that looks
    like it. They also name each character, which would take eight times the room; so they are read when first needed, and not kept.
    """
    data = (files("confusable_homoglyphs") / "confusables.json").read_text("utf-8")
    entries: dict[str, list[str]] = json.loads(data, object_pairs_hook=_without_name)
    models = {char: found[0].strip("\u200e") for char, found in entries.items() if len(found) == 1}
    return {
        char: min(char, model) if len(model) == 1 and model in models else model
        for char, model in models.items()
        if len(char) == 1
    }


def _without_name(pairs: list[tuple[str, Any]]) -> Any:
    """Read an entry as what its character looks like, and the table of all entries as it is."""
    found = dict(pairs)
    return found["c"] if found.keys() == {"c", "n"} else found


def skeleton(handle: str) -> str:
    """Return the form that handles which look alike share: NFKC, case folded, confusables mapped (UTS #39, section 4).

    Stricter than the standard where fonts leave no difference: capital I is l, so i is too; underscore is hyphen.
    """
    prototypes = _prototypes()
    text = unicodedata.normalize("NFKC", handle).casefold()
    for _round in range(3):
        text = "".join(prototypes.get(char, char) for char in unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFD", text).casefold()
    return text.replace("i", "l").replace("_", "-")


@cache
def _reserved() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(skeleton, RESERVED_ANYWHERE)), frozenset(map(skeleton, RESERVED_WORDS))


@lru_cache(maxsize=64)
def reserving_mark(form: str) -> str:
    """A slow hash of a skeleton, by which a handle that somebody had is known again; remembered, so that who asks early has it done."""
    return hashlib.scrypt(form.encode(), salt=b"gongyi handle", n=2**14, r=8, p=1, dklen=32).hex()


def is_reserved(handle: str) -> bool:
    """Whether a handle looks like an official, a moderator, an agency or the platform itself."""
    anywhere, words = _reserved()
    form = skeleton(handle)
    said = {skeleton(word) for word in _WORDS.findall(normalise_handle(handle))} | set(_WORDS.findall(form))
    said.add("".join(_WORDS.findall(form)))
    solid = form.replace("-", "")
    return bool(said & words) or any(word in solid for word in anywhere)


def _is_one_script(handle: str) -> bool:
    """Whether the letters belong together: Latin with East Asian scripts, or one other script (UTS #39)."""
    letters = [c for c in handle if not _NEUTRAL.match(c)]
    if all(_MIXABLE.match(c) for c in letters):
        return True
    return any(all(script.match(c) for c in letters) for script in _SINGLE.values())


def may_be_called(handle: str, reserved_too: bool = False) -> Verdict:
    """Decide whether a handle (normalised) may be taken; reserved ones only for create-admin and the seeds."""
    if not SHORTEST <= count_graphemes(handle) <= LONGEST or len(handle) > MOST_CODE_POINTS:
        return no("invalid", _l("A handle has 2 to 30 characters."))
    if not _SHAPE.fullmatch(handle) or _PILED_MARKS.search(handle) or len(skeleton(handle)) > 256:
        return no("invalid", _l("Use letters, digits, hyphens and underscores, beginning with a letter or digit."))
    if not _is_one_script(handle):
        return no("invalid", _l("Do not mix letters of different scripts that look alike."))
    if not reserved_too and is_reserved(handle):
        return no("invalid", _l("This handle could be taken for an official, moderator or agency. Choose another."))
    return YES
