"""Rich text: what is kept, what is dropped, and that nothing typed becomes markup of ours."""

import hashlib
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.kernel import richtext

TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
ALLOWED = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "pre", "hr", "del"}
ATTRIBUTES = re.compile(r'( (href="(https?://|mailto:|/(?!/))[^"<>]*"|rel="nofollow ugc noopener"|start="\d+"))*')
anything = st.text(st.characters(exclude_categories=()), max_size=300)
markdown = st.text("*_`~[](){}<>!#&\"'\\\n -+.:/=ab字，。1", max_size=120)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**重點**，其他", "<p><strong>重點</strong>，其他</p>"),
        ("前文**「引號」**後文", "<p>前文<strong>「引號」</strong>後文</p>"),
        ("本條**（新增）**規定", "<p>本條<strong>（新增）</strong>規定</p>"),
        ("*重點。*下一句", "<p><em>重點。</em>下一句</p>"),
        ("a **bold** b", "<p>a <strong>bold</strong> b</p>"),
        ("- 一\n- 二", "<ul>\n<li>一</li>\n<li>二</li>\n</ul>"),
        ("3. 三", '<ol start="3">\n<li>三</li>\n</ol>'),
        ("> 引用", "<blockquote>\n<p>引用</p>\n</blockquote>"),
        ("# 標題", "<p># 標題</p>"),
        ("第一行\n第二行", "<p>第一行<br>\n第二行</p>"),
    ],
)
def test_the_subset_of_markdown(source: str, html: str) -> None:
    found = richtext.render_html(source).strip()
    assert found == html


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\uf0b7\tone\n\uf0a7 two", "- one\n- two"),
        ("• one\n  ●two\n- three", "- one\n- two\n- three"),
        ("·\tone\no\ttwo", "- one\n- two"),
        ("o clock · a • b\n•\n· c", "o clock · a • b\n•\n· c"),
        ("a\u00a0b\u202fc so\u00adft\u200b\ufeff “quoted”", "a b c soft “quoted”"),
        ("家\U0001f468\u200d\U0001f469 全形　空格", "家\U0001f468\u200d\U0001f469 全形　空格"),
    ],
)
def test_what_a_word_processor_leaves_goes(pasted: str, kept: str) -> None:
    found = richtext.read(pasted)
    assert found.source == kept
    assert richtext.read(found.source) == found


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:msgbox(1))",
        '[x](https://a.example/"onmouseover="alert(1))',
        "![x](https://tracker.example/p.png)",
        "![x](x){onerror=alert(1)}",
        "[x](//evil.example/)",
        "[x](\\\\evil.example)",
        "<a href='javascript:alert(1)'>x</a>",
        "<https://a.example/'onclick='alert(1)>",
        "[x]: javascript:alert(1)\n[x]",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<!--><script>alert(1)</script>-->",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "`<script>`",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>*{background:url(//evil.example)}</style>",
        "<form action=//evil.example><input name=password>",
    ],
)
def test_attacks_become_plain_words(attack: str) -> None:
    assert_harmless(richtext.read(attack).html)


def assert_harmless(html: str) -> None:
    """Every tag is one of ours with our attributes alone, and no angle bracket stands outside a tag."""
    for _close, name, attributes in TAG.findall(html):
        assert name in ALLOWED, html
        assert ATTRIBUTES.fullmatch(attributes), html
    assert "<" not in TAG.sub("", html)


def test_links_are_marked_and_go_out_alone() -> None:
    assert richtext.render_html("[站](https://a.example/?a=1&b=2)").strip() == (
        '<p><a href="https://a.example/?a=1&amp;b=2" rel="nofollow ugc noopener">站</a></p>'
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("  a  ", "a"),
        ("a\x00b\x07\x1bc", "abc"),
        ("a\u200bb\ufeffc\u2060\u00add", "abcd"),
        ("a\u202eb\u2066c\u200fd\u061c", "abcd"),
        ("e\u0301", "\u00e9"),
        ("\ud800x", "x"),
        ("a\ufffeb\uffffc\ufdd0d\ufdefe\U0001fffff\U0010fffeg", "abcdefg"),
        ("\ufdf0\ufffd\U0002a6d6", "\ufdf0\ufffd\U0002a6d6"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("a\tb", "a\tb"),
    ],
)
def test_cleaning(typed: str, kept: str) -> None:
    assert richtext.clean(typed) == kept


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("公議", 2),
        ("👩‍💻", 1),
        ("🇹🇼🇹🇼", 2),
        ("e\u0301", 1),
        ("a\r\nb", 3),
        ("", 0),
        ("각", 1),
        ("葛󠄀", 1),
        ("a" + "\u0301" * 999, 50),
    ],
)
def test_characters_are_counted_as_a_person_would(text: str, count: int) -> None:
    assert richtext.count_graphemes(text) == count


def test_a_text_is_read_once_with_its_hash_language_and_length() -> None:
    found = richtext.read(" 我反對**第十八條**。\r\n")
    assert found.source == "我反對**第十八條**。"
    assert found.sha256 == hashlib.sha256(found.source.encode()).hexdigest()
    assert (found.lang, found.length) == ("zh-Hant-TW", 12)
    assert richtext.read("I oppose article 18.").lang == "en"


def test_what_is_far_too_long_is_counted_and_not_rendered() -> None:
    found = richtext.read("字" * (20 * richtext.LIMIT + 1))
    assert found.html == ""
    assert found.length > richtext.LIMIT
    assert richtext.read("字" * richtext.LIMIT).html


@given(anything)
@example("\ud800")
@example("\x00")
@settings(max_examples=150, deadline=None)
def test_anything_can_be_typed(typed: str) -> None:
    found = richtext.read(typed)
    assert_harmless(found.html)
    assert richtext.clean(found.source) == found.source, "cleaning twice changes nothing"
    found.source.encode()


@given(markdown)
@settings(max_examples=200, deadline=None)
def test_any_markdown_stays_within_the_subset(typed: str) -> None:
    assert_harmless(richtext.render_html(richtext.clean(typed)))


@given(anything)
@settings(max_examples=60, deadline=None)
def test_a_line_is_one_line(typed: str) -> None:
    line = richtext.clean_line(typed)
    assert "\n" not in line
    assert richtext.clean_line(line) == line


def test_plain_lines_keep_the_points_of_lists_and_no_signs() -> None:
    source = "一、**甲**\n二、`x` [頁](https://b.example) \\*\n\n- p\n- q\n  1. r\n\n3. c\n4. d\n\n```\n#code\n```\n> # h <b>"
    assert richtext.plain_lines(source) == [
        "一、甲", "二、x 頁 *", "• p", "• q", "1. r", "3. c", "4. d", "#code", "# h <b>",
    ]  # fmt: skip
    assert richtext.plain_lines("") == []
