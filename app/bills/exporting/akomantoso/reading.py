"""Reading Akoma Ntoso bills and acts: those that writing.py writes, and others as far as they use its plain parts."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.bills.exporting.akomantoso.writing import CURRENT, EXPLANATION, Element
from app.bills.importing.limits import MOST_ARTICLES, MOST_BYTES, bad_file
from app.bills.outline import Outline, OutlineArticle, Unplaced
from app.bills.structure import read_number
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused

_UNNUMBERED = {"article", "paragraph", "hcontainer", "clause"}  # their numbers are not marks of a text's lines


def read_akomantoso(content: bytes) -> Outline:
    """Read the articles of an Akoma Ntoso file, or raise Refused with what is wrong with it."""
    root = _parse(content)
    body = next((found for found in root.iter("{*}body") if _is_main(found)), None)
    if body is None:
        raise _no_articles()
    articles, unplaced = [], []
    attached = {str(found.get("eId")): found for found in root.iter("{*}article", "{*}hcontainer") if found.get("eId")}
    for found in body.iter("{*}article"):
        article = _article(found, attached)
        if article is not None:
            articles.append(article)
        else:
            unplaced.append(Unplaced(_line_of(found), _text(found)[:200], _l("This article has no number.")))
    if len(articles) > MOST_ARTICLES:
        raise bad_file(_l("This file has more than %(most)s articles.", most=f"{MOST_ARTICLES:,}"))
    if not articles:
        raise _no_articles()
    return Outline(tuple(articles), tuple(unplaced))


def _no_articles() -> Refused:
    return bad_file(_l("This XML file is no Akoma Ntoso bill or act: it has no body with numbered articles."))


def _parse(content: bytes) -> Element:
    if len(content) > MOST_BYTES:
        raise bad_file(_l("This file is too large."))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise bad_file(_l("This is not a sound XML file.")) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise bad_file(_l("This XML file has a document type declaration, which is not read."))
    return root


def _line_of(element: Element) -> int:
    line: Any = element.sourceline
    return int(line or 1)


def _is_main(body: Element) -> bool:
    return not any(_tag(above) in ("attachment", "component") for above in body.iterancestors())


def _tag(element: Element) -> str:
    return etree.QName(element).localname


def _text(element: Element | None) -> str:
    """The words of an element; line ends within them are only how the file is set."""
    if element is None:
        return ""
    return re.sub(r"\s*\n\s*", " ", "".join(str(part) for part in element.itertext()))


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _tag(child) == name), None)


def _article(element: Element, attached: dict[str, Element]) -> OutlineArticle | None:
    found = read_number(_text(_child(element, "num"))) or _bare_number(_text(_child(element, "num")))
    if found is None:
        return None
    name = element.get("eId", "")
    current = attached.get(f"{CURRENT}__{name}")
    explanation = attached.get(f"{EXPLANATION}__{name}")
    is_deleted = element.get("status") == "removed"
    return OutlineArticle(
        number=found[0],
        heading=_text(_child(element, "heading")).strip(),
        chapter=_division(element, ("chapter", "part", "title")),
        section=_division(element, ("section",)),
        text="" if is_deleted else _lines(element),
        is_deleted=is_deleted,
        current_text=_lines(current) if current is not None else None,
        explanation=_prose(explanation) if explanation is not None else "",
        source="\n".join(filter(None, (_text(_child(element, "num")), _lines(element)))),
    )


def _bare_number(said: str) -> tuple[str, str] | None:
    plain = said.strip().rstrip(".")
    return read_number(f"Article {plain}") if re.fullmatch(r"[0-9]{1,3}(-[0-9]{1,2})?", plain) else None


def _division(article: Element, tags: tuple[str, ...]) -> str:
    above = next((found for found in article.iterancestors() if _tag(found) in tags), None)
    if above is None:
        return ""
    number, heading = _text(_child(above, "num")), _text(_child(above, "heading"))
    gap = " " if number and heading and not number[-1].isspace() else ""
    return (number + gap + heading).strip()


def _lines(element: Element) -> str:
    return "\n".join(line for line in map(str.strip, _said(element)) if line)


def _said(element: Element, mark: str = "") -> Iterator[str]:
    """Yield an element's paragraphs, with its number before the first where that is a mark."""
    for child in element:
        tag = _tag(child)
        if tag == "num":
            mark = "" if _tag(element) in _UNNUMBERED else _text(child)
        elif tag == "p":
            yield mark + _text(child)
            mark = ""
        elif tag not in ("heading", "subheading", "meta"):
            for line in _said(child, mark):
                yield line
                mark = ""


def _prose(element: Element) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in _said(element))).strip()
