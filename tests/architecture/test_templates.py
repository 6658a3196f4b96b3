"""Templates keep to the content policy and send the cross-site token with every form that posts."""

import re

import pytest

from tests.architecture.source import APP

TEMPLATES = sorted((APP / "templates").rglob("*.html"))
SCRIPTS = sorted((APP / "static").rglob("*.js"))
STYLES = sorted((APP / "static").rglob("*.css"))
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
POST_FORM = re.compile(r"<form\b[^>]*method=[\"']?post[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
TOKENS = ("csrf_token()", "csrf()", "hidden_fields(", "hidden_tag(")
MACRO = re.compile(r"{%-?\s*macro (\w+)\(.*?\).*?%}(.*?){%-?\s*endmacro", re.DOTALL)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""", re.IGNORECASE)
BANNED = {
    "an inline style": re.compile(r"\sstyle=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>{]*\son[a-z]+=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


def words(path) -> str:
    """A template's text without its comments."""
    return COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("what", BANNED)
def test_templates_hold_nothing_inline(what: str) -> None:
    assert TEMPLATES
    assert [str(path.relative_to(APP)) for path in TEMPLATES if BANNED[what].search(words(path))] == []


def token_macros() -> set[str]:
    """How macros that write the token are called."""
    found = [match for path in TEMPLATES for match in MACRO.findall(words(path))]
    return {f"{name}(" for name, body in found if any(token in body for token in TOKENS)}


def test_every_form_that_posts_sends_the_token() -> None:
    tokens = {*TOKENS, *token_macros()}
    forms = [(path, form) for path in TEMPLATES for form in POST_FORM.findall(words(path))]
    assert len(forms) > 5
    bare = [f"{path.relative_to(APP)}: {form[:120]}" for path, form in forms if not any(t in form for t in tokens)]
    assert bare == []


def test_nothing_comes_from_elsewhere() -> None:
    found = [str(path.relative_to(APP)) for path in [*TEMPLATES, *STYLES] if ELSEWHERE.search(words(path))]
    assert found == []
    assert not [p for p in SCRIPTS if re.search(r"""(?:import|fetch)\s*\(?\s*["'`]https?:""", p.read_text())]


def test_scripts_write_no_html() -> None:
    unsafe = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function")
    found = [(path.name, word) for path in SCRIPTS for word in unsafe if word in path.read_text()]
    assert found == []


def test_only_stored_html_is_marked_safe() -> None:
    """`|safe` would let typed text through: stored rich text comes as Markup from Python instead."""
    found = {str(path.relative_to(APP)) for path in TEMPLATES if re.search(r"\|\s*safe\b", words(path))}
    assert found <= {"templates/site/components_sample.html"}, "the samples are constants"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an inline style", '<p style="color:red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline script", '<script type="module">alert(1)</script>'),
        ("an inline handler", '<a href="/" onclick="x()">'),
        ("a style element", "<style>p{}</style>"),
    ],
)
def test_the_patterns_find_what_they_ban(what: str, text: str) -> None:
    assert BANNED[what].search(text)
