"""Putting a bill's glossary to work on the cards of its pages."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from app.bills.cards import Card
from app.bills.glossary import Glossary, Term
from app.kernel.bilingual import Passage
from app.kernel.i18n import html_lang


def explain_articles(cards: Sequence[Card], terms: Sequence[Term]) -> list[Term]:
    """Mark the terms in the provisions of article cards, each once an article, and return those that are there.

    Redlines stay as they are.
    """
    there: set[int] = set()
    for card in cards if terms else ():
        glossary = Glossary(terms, f"a{card['key']}")
        for node in _walk(card.get("provisions", ())):
            node["text"] = _in_its_language(glossary, node["text"])
        there |= glossary.explained
    return [term for term in terms if term.id in there]


def _walk(nodes: Sequence[Card]) -> Iterator[Card]:
    for node in nodes:
        yield node
        yield from _walk(node["children"])


def _in_its_language(glossary: Glossary, passage: Passage) -> Markup:
    marked = glossary.mark(passage)
    return marked if passage.lang == html_lang() else Markup('<span lang="{}">{}</span>').format(passage.lang, marked)
