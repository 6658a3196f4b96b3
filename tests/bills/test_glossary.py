"""Marking terms in texts: nothing of the text is lost or changed, each term is told once, the longest counts."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markupsafe import Markup, escape

from app.bills.glossary import Glossary, Term
from app.kernel.bilingual import EN, ZH, Bilingual, Passage

NOTE = re.compile(r'<span class="term-note".*?</span>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def term(number: int, zh: str = "", en: str = "", meaning: str = "what it means") -> Term:
    return Term(number, Bilingual(zh, en), Passage(meaning, EN))


def marked(text: str, *terms: Term, lang: str = EN) -> list[tuple[str, int]]:
    """What is marked in a text, with the ids of the terms."""
    return [(run.text, run.term.id) for run in Glossary(terms, "a1").runs(Passage(text, lang)) if run.term]


def reads(markup: str) -> str:
    """What a marked text reads like where the notes are closed."""
    return html.unescape(TAG.sub("", NOTE.sub("", markup)))


@pytest.mark.parametrize(("text", "expected"), [
    ("The audit finds an audit.", [("audit", 1)]),
    ("Auditors; preaudit, audit_x, auditses", []),
    ("Audits, and an audit.", [("Audits", 1)]),
    ("Two agencies; an agency.", [("agencies", 4)]),
    ("AUDIT plan", [("AUDIT plan", 2)]),
    ("The audit plan names an audit.", [("audit plan", 2), ("audit", 1)]),
    ("An audit plan, and a second audit plan.", [("audit plan", 2)]),
    ("(audit)/plan", [("audit", 1)]),
    ("\u212aelvin ſafe", []),
    ("", []),
])  # fmt: skip
def test_english_terms_are_whole_words_and_the_longest_counts(text: str, expected: list[tuple[str, int]]) -> None:
    assert (
        marked(text, term(1, en="audit"), term(2, en="Audit Plan"), term(3, en="kelvin safe"), term(4, en="agency"))
        == expected
    )


@pytest.mark.parametrize(("text", "expected"), [
    ("核心資通系統與資通系統。", [("核心資通系統", 2), ("資通系統", 1)]),
    ("核心資通系統，核心資通系統。", [("核心資通系統", 2)]),
    ("資通安全", []),
])  # fmt: skip
def test_chinese_terms_need_no_spaces(text: str, expected: list[tuple[str, int]]) -> None:
    assert marked(text, term(1, "資通系統"), term(2, "核心資通系統"), lang=ZH) == expected


def test_a_term_is_explained_once_in_all_parts_of_an_article() -> None:
    glossary = Glossary([term(1, en="audit")], "a18")
    first, second = (glossary.mark(Passage("An audit.", EN)) for _ in range(2))
    assert 'popovertarget="term-1-a18"' in first
    assert 'id="term-1-a18"' in first
    assert second == "An audit."


def test_a_term_without_words_in_the_language_is_not_marked() -> None:
    assert marked("An audit of 稽核", term(1, zh="稽核")) == []


def test_hostile_terms_and_texts_stay_words() -> None:
    hostile = term(1, en="<b>.*(", meaning='"><script>alert(1)</script>')
    found = Glossary([hostile], "a1").mark(Passage("x <b>.*( y & <script>", EN))
    assert "<script>" not in found
    assert "<b>" not in found
    assert reads(found) == "x <b>.*( y & <script>"


def test_html_is_marked_outside_links_and_code_alone() -> None:
    source = Markup(
        '<p>An <a href="https://x.test/?a=&quot;audit>" title="audit">audit</a> &amp; <code>audit</code>: audit</p>'
    )
    found = Glossary([term(1, en="audit")], "gist").mark_html(source, EN)
    assert found.count("<button") == 1
    assert found.endswith("</span></p>")
    assert (
        NOTE.sub("", found)
        .replace('<button type="button" class="term" popovertarget="term-1-gist">', "")
        .replace("</button>", "")
        == source
    )


WORDS = st.text(alphabet="ab c.<&\"'資通系統é\n", max_size=60)
TERMS = st.lists(
    st.tuples(st.text("資通系統", min_size=1, max_size=3), st.text("ab c<", min_size=1, max_size=4)), max_size=5
)


@given(WORDS, TERMS, st.sampled_from([EN, ZH]))
def test_nothing_of_a_text_is_lost_or_doubled(text: str, terms: list[tuple[str, str]], lang: str) -> None:
    glossary = Glossary([term(n, zh, en.strip(), "m") for n, (zh, en) in enumerate(terms)], "a1")
    runs = list(glossary.runs(Passage(text, lang)))
    assert "".join(run.text for run in runs) == text
    ids = [run.term.id for run in runs if run.term]
    assert len(ids) == len(set(ids))
    again = Glossary(glossary.terms, "a1").mark(Passage(text, lang))
    assert reads(again) == text
    tree = lxml_html.fromstring(f"<div>{again}</div>")
    assert len(tree.xpath("//button")) == len(ids) == len(tree.xpath("//span[@popover]"))


@given(WORDS, TERMS)
def test_marked_html_reads_as_before(text: str, terms: list[tuple[str, str]]) -> None:
    source = Markup("<p>{}</p><ul><li>{}</li></ul>").format(text, text)
    glossary = Glossary([term(n, zh, en.strip(), "m") for n, (zh, en) in enumerate(terms)], "gist")
    assert reads(glossary.mark_html(source, EN)) == text * 2
    assert escape(text) in source
