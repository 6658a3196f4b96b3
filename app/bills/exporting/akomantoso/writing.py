"""A version as an Akoma Ntoso 3.0 bill (OASIS LegalDocML).

The bill's body holds the articles: 項 are paragraphs, 款 points, 目 indents, each with an eId of the naming convention. The law in
force and the agency's explanations are two attached documents, whose parts bear the article's eId after that of the attachment.
"""

import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from app.bills.exporting.particulars import Laid, Particulars, article_name, laid_lines, one_line, parts_of, printable
from app.bills.outline import Outline, OutlineArticle

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CURRENT, EXPLANATION = "att_1", "att_2"
_NAMESPACES: dict[Any, str] = {None: NAMESPACE}
_LANGUAGES = {"zh": "zho", "en": "eng"}
_NUMBERED = re.compile(r"((?:第.{1,8}[編章節]|(?:part|chapter|section)\s+\S+)\s+)(\S.*)", re.IGNORECASE)
_DEPTHS = (("paragraph", "para"), ("point", "point"), ("indent", "indent"))

Element = etree._Element


def write_akomantoso(outline: Outline, about: Particulars) -> bytes:
    """Write a version as Akoma Ntoso."""
    root: Element = etree.Element("akomaNtoso", nsmap=_NAMESPACES)
    bill = _add(root, "bill", name="bill", contains="originalVersion" if about.number == 1 else "singleVersion")
    _write_meta(bill, about, "main", about.title)
    _write_preface(bill, about)
    names = name_articles(outline.articles)
    _write_body(_add(bill, "body"), outline, names, about)
    attachments = etree.Element("attachments")
    _write_current(attachments, outline, names, about)
    _write_explanation(attachments, outline, names, about)
    if len(attachments):
        bill.append(attachments)
    for element in root.iter():
        element.tag = f"{{{NAMESPACE}}}{element.tag}"
    etree.indent(root, " ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def name_articles(articles: Sequence[OutlineArticle]) -> list[str]:
    """Name articles by eId: art_18, and art_18~2 where a number comes again."""
    seen: dict[str, int] = {}
    names = []
    for article in articles:
        number = "".join(one_line(article.number).split()) or "0"
        seen[number] = seen.get(number, 0) + 1
        names.append(f"art_{number}" + (f"~{seen[number]}" if seen[number] > 1 else ""))
    return names


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    element = etree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _write_meta(parent: Element, about: Particulars, component: str, title: str) -> None:
    meta = _add(parent, "meta")
    identification = _add(meta, "identification", source="#gongyi")
    announced, published = about.announced_day.isoformat(), about.published_day.isoformat()
    work = f"/akn/tw/bill/{about.agency_slug}/{announced}/{about.identifier}"
    language = _LANGUAGES[about.lang[:2]]
    expression = f"{work}/{language}@{published}"
    block = _write_frbr(identification, "FRBRWork", work, component, announced, "announcement")
    _add(block, "FRBRcountry", value="tw")
    _add(block, "FRBRname", value=one_line(title))
    block.insert(2, _alias(about.address))
    block = _write_frbr(identification, "FRBRExpression", expression, component, published, "publication")
    _add(block, "FRBRversionNumber", value=str(about.number))
    _add(block, "FRBRlanguage", language=language)
    block = _write_frbr(identification, "FRBRManifestation", f"{expression}.xml", component, published, "markup")
    _add(block, "FRBRformat", value="application/akn+xml")
    references = _add(meta, "references", source="#gongyi")
    if component == "main":
        _add(references, "TLCOrganization", eId="gongyi", href="/ontology/organization/tw/gongyi", showAs="Gongyi 公議")
    _add(references, "TLCOrganization", eId=f"{component}_agency", href=f"/ontology/organization/tw/{about.agency_slug}",
         showAs=one_line(about.agency))  # fmt: skip


def _alias(address: str) -> Element:
    alias: Element = etree.Element("FRBRalias", {"value": address, "name": "address"})
    return alias


def _write_frbr(parent: Element, kind: str, uri: str, component: str, day: str, name: str) -> Element:
    block = _add(parent, kind)
    stem, dot, suffix = uri.partition(".xml")
    _add(block, "FRBRthis", value=f"{stem}/!{component}{dot}{suffix}")
    _add(block, "FRBRuri", value=uri)
    _add(block, "FRBRdate", date=day, name=name)
    _add(block, "FRBRauthor", href=f"#{component}_agency")
    return block


def _write_preface(bill: Element, about: Particulars) -> None:
    preface = _add(bill, "preface")
    _add(_add(_add(preface, "longTitle"), "p"), "docTitle", one_line(about.title))
    for note in about.notes:
        _add(preface, "p", one_line(note), **{"class": "note"})
    for name, value in about.facts():
        _add(preface, "p", f"{name}{about.words.colon}{one_line(value)}", **{"class": "fact"})


def _write_body(body: Element, outline: Outline, names: Sequence[str], about: Particulars) -> None:
    place, chapter, counts = body, body, {"chapter": 0, "section": 0}
    for part in parts_of(outline):
        if part.article is not None:
            article = _begin_article(place, part.article, names[part.index], about)
            if part.article.is_deleted:
                article.set("status", "removed")
                _add(_add(article, "content"), "p", about.words.deleted)
            else:
                _write_provisions(article, laid_lines(part.article.text), names[part.index])
            continue
        above = body if part.kind == "chapter" else chapter
        place = above
        if part.name:
            counts[part.kind] += 1
            prefix = f"{above.get('eId')}__" if above.get("eId") else ""
            short = "chp" if part.kind == "chapter" else "sec"
            place = _add(above, part.kind, eId=f"{prefix}{short}_{counts[part.kind]}")
            _write_division(place, part.name)
        chapter = place if part.kind == "chapter" else chapter


def _write_division(division: Element, name: str) -> None:
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        _add(division, "num", numbered[1])
    _add(division, "heading", numbered[2] if numbered else name)


def _begin_article(place: Element, article: OutlineArticle, name: str, about: Particulars) -> Element:
    element = _add(place, "article", eId=name)
    _add(element, "num", article_name(article, about.lang))
    if heading := one_line(article.heading):
        _add(element, "heading", heading)
    return element


def _write_provisions(article: Element, lines: Sequence[Laid], name: str) -> None:
    """Write lines as nested provisions; one with others below it has its words as their introduction."""
    open_parts: list[Element] = []
    for n, line in enumerate(lines):
        del open_parts[line.depth :]
        while len(open_parts) < line.depth:  # a subparagraph before any paragraph
            open_parts.append(_begin_provision(open_parts[-1] if open_parts else article, len(open_parts), name))
        part = _begin_provision(open_parts[-1] if open_parts else article, line.depth, name)
        if line.mark:
            _add(part, "num", line.mark)
        is_above = n + 1 < len(lines) and lines[n + 1].depth > line.depth
        _add(_add(part, "intro" if is_above else "content"), "p", line.words)
        open_parts.append(part)


def _begin_provision(above: Element, depth: int, name: str) -> Element:
    tag, short = _DEPTHS[depth]
    count = sum(1 for child in above if child.tag == tag) + 1
    prefix = name if above.tag == "article" else above.get("eId")
    return _add(above, tag, eId=f"{prefix}__{short}_{count}")


def _attach(attachments: Element, name: str, title: str, about: Particulars, kind: str) -> Element:
    attachment = _add(attachments, "attachment", eId=name)
    _add(attachment, "heading", title)
    document = _add(attachment, "doc", name=kind)
    _write_meta(document, about, kind, f"{about.title} {title}")
    return _add(document, "mainBody")


def _write_current(attachments: Element, outline: Outline, names: Sequence[str], about: Particulars) -> None:
    found = [(a, name) for a, name in zip(outline.articles, names, strict=True) if a.current_text is not None]
    if not found:
        return
    body = _attach(attachments, CURRENT, about.words.current, about, "current")
    for article, name in found:
        container = _add(body, "article", eId=f"{CURRENT}__{name}")
        _write_provisions(container, laid_lines(article.current_text or ""), f"{CURRENT}__{name}")


def _write_explanation(attachments: Element, outline: Outline, names: Sequence[str], about: Particulars) -> None:
    found = [(a, name) for a, name in zip(outline.articles, names, strict=True) if a.explanation]
    if not found and not about.explanation:
        return
    body = _attach(attachments, EXPLANATION, about.words.explanation, about, "explanation")
    if about.explanation:
        general = _add(body, "hcontainer", name="general", eId=f"{EXPLANATION}__general")
        _add(general, "heading", about.words.general)
        _write_lines(general, about.explanation)
    for article, name in found:
        container = _add(body, "hcontainer", name="article", eId=f"{EXPLANATION}__{name}")
        _add(container, "num", article_name(article, about.lang))
        _write_lines(container, article.explanation.strip().splitlines())


def _write_lines(parent: Element, lines: Sequence[str]) -> None:
    content = _add(parent, "content")
    for line in lines:
        _add(content, "p", printable(line).strip())
