"""Templates keep to the content policy and send the cross-site token with every form that posts."""

import re
from typing import Any

import pytest
from jinja2 import Environment, nodes

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


WHOLE = (nodes.Import, nodes.FromImport, nodes.Include, nodes.Extends)


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


def names_of(tree: nodes.Template, *kinds: str) -> set[str]:
    """The names in a template that are read ("load"), or that it sets: by set, with and for ("store"), as arguments ("param")."""
    return {name.name for name in tree.find_all(nodes.Name) if name.ctx in kinds}


def made_by(tree: nodes.Template) -> set[str]:
    """What a template calls its own macros, and those that it imports."""
    macros = {macro.name for macro in tree.find_all(nodes.Macro)} | {one.target for one in tree.find_all(nodes.Import)}
    imported = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    return macros | {name if isinstance(name, str) else name[1] for name in imported}


def parts_that_read(templates: dict[str, str]) -> set[tuple[str, str, str]]:
    """The parts imported "with context" that read a name which a template that has them sets: part, template, name."""
    reader = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    trees = {name: reader.parse(text) for name, text in templates.items()}
    sets = {name: names_of(tree, "store", "param") for name, tree in trees.items()}
    users: dict[str, set[str]] = {}
    parts: set[str] = set()
    used: Any
    for name, tree in trees.items():
        for used in tree.find_all(WHOLE):
            if isinstance(used.template, nodes.Const):
                users.setdefault(used.template.value, set()).add(name)
                is_part = not isinstance(used, nodes.Include) and getattr(used, "with_context", False)
                parts |= {used.template.value} if is_part else set()
    found: set[tuple[str, str, str]] = set()
    for part in parts:
        reads = names_of(trees[part], "load") - sets[part] - made_by(trees[part])
        above, new = set[str](), {part}
        while new := {user for one in new for user in users.get(one, ())} - above:
            above |= new
        found |= {(part, user, name) for user in above for name in reads & sets[user]}
    return found


def test_parts_read_what_the_page_was_given_alone() -> None:
    """A part is made once a page, for whoever imports it first: what a template sets would be there or not, as it comes."""
    ours = {str(path.relative_to(APP / "templates")): path.read_text() for path in TEMPLATES}
    assert parts_that_read(ours) == set()
    setting = "{% set tone = 1 %}{% import 'part' as part with context %}{{ part.say() }}"
    telling = {"part": "{% macro say() %}{{ tone }}{% endmacro %}", "page": setting, "other": "{% include 'page' %}"}
    assert parts_that_read(telling) == {("part", "page", "tone")}
