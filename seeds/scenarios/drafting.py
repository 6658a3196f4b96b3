"""How scenarios write their texts: unwrapped lines, pairs of languages, articles, the note on each bill."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from app.kernel.bilingual import Bilingual
from seeds.steps import ArticleDraft, PostComment, Step

NOTE = Bilingual(
    zh=(
        "本頁為公共討論的示意改寫，取材自 ARTICLE 19 的報告"
        "《Cybersecurity with Chinese Characteristics》，並非官方文本。"
    ),
    en=(
        "Illustrative paraphrase of a public debate, based on ARTICLE 19's report "
        "Cybersecurity with Chinese Characteristics; not an official text."
    ),
)

NO_CHAPTER = Bilingual()
Wordings = Mapping[str, str]

_MARKER = re.compile(r"(?:[-*>] |\d+\. |\(\d+\) |[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014\u2018-\u201d\u2026]")


def prose(source: str) -> str:
    """Unwrap source lines: a blank line ends a paragraph, a list or quote mark begins a line."""
    text = ""
    for line in (raw.strip() for raw in source.strip().splitlines()):
        if not text or text.endswith("\n"):
            text += line or ("" if text.endswith("\n\n") else "\n")
        elif not line:
            text += "\n\n"
        elif _MARKER.match(line):
            text += "\n" + line
        else:
            text += line if _WIDE.match(text[-1]) or _WIDE.match(line[0]) else " " + line
    return text


def both(zh: str, en: str) -> Bilingual:
    """Pair the Chinese and the English of one text."""
    return Bilingual(zh=prose(zh), en=prose(en))


def statute(zh: str, en: str) -> Bilingual:
    """Pair the two languages of an article's text: one paragraph, subparagraph or item a line."""
    return Bilingual(*(re.sub(r"\n+", "\n", prose(source)) for source in (zh, en)))


def rewrite(text: str, *changes: tuple[str, str]) -> str:
    """Write an article's text with other words in places that it has once, to be unwrapped as the others are."""
    for old, new in changes:
        if text.count(old) != 1:
            raise ValueError(old)
        text = text.replace(old, new)
    return text.replace("\n", "\n\n")


def proposing(steps: Iterable[Step], wordings: Wordings) -> Iterator[Step]:
    """Let comments, by the name of their refs, propose these words for the places that they are about."""
    left = dict(wordings)
    for step in steps:
        name = step.ref.partition(":")[2] if isinstance(step, PostComment) else ""
        if isinstance(step, PostComment) and name in left:
            step = replace(step, proposed=statute(left.pop(name), "").zh)
        yield step
    if left:
        raise ValueError(f"nobody proposes {sorted(left)}")


def article(
    number: str,
    heading: tuple[str, str],
    text: tuple[str, str],
    why: tuple[str, str],
    *,
    chapter: Bilingual = NO_CHAPTER,
    current: tuple[str, str] | None = None,
) -> ArticleDraft:
    """Draft an article from pairs of Chinese and English."""
    return ArticleDraft(
        number=number,
        heading=Bilingual(*heading),
        text=statute(*text),
        explanation=both(*why),
        current_text=None if current is None else statute(*current),
        chapter=chapter,
    )
