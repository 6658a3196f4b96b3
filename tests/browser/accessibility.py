"""What a page breaks of WCAG 2.2 AA, found by axe in the browser.

Looking at colours and distances takes axe five times as long as all other rules together, and both follow from an element's classes
and those around it: so each such combination is looked at once for each colour scheme and width, on the first page that shows it.
All other rules follow from how a page is built. The same page in the other language is built alike but for its words: where nothing else
differs, its structure is not looked at again.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = ["color-contrast", "target-size"]
FIRST = {"resultTypes": ["violations"], "preload": False}
BY_STRUCTURE = {**FIRST, "runOnly": WCAG, "rules": {rule: {"enabled": False} for rule in LOOKS}}
BY_LOOKS = {**FIRST, "runOnly": {"type": "rule", "values": LOOKS}}

_FIND_FRESH = """known => {
  const seen = new Set(known), fresh = [], signs = [];
  const state = (e) => ["class", "type", "data-code", "data-tone", "open"].map((name) => e.getAttribute(name) ?? "")
    .concat(e.getAttributeNames().filter((name) => name.startsWith("aria-") && name !== "aria-label"));
  const sign = (e) => {
    const parts = [];
    for (; e && e !== document.documentElement; e = e.parentElement) parts.push(e.tagName, state(e).join("."));
    return parts.join(" ");
  };
  for (const e of document.body.querySelectorAll("*")) {
    const speaks = ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName)
      || [...e.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const of = speaks ? sign(e) : null;
    if (!of || seen.has(of)) continue;
    seen.add(of); signs.push(of); fresh.push(e);
  }
  window.freshElements = fresh;
  return signs;
}"""
_DESCRIBE = """() => {
  const words = new Set(["title", "aria-label", "alt", "placeholder", "content", "value", "href", "action", "datetime", "src", "class"]);
  const ours = new Set(["zh-Hant-TW", "en"]);
  const known = (a) => a.name.startsWith("data-") || (["lang", "hreflang"].includes(a.name) && ours.has(a.value));
  const say = (a) => words.has(a.name) ? a.name + (a.value.trim() ? "+" : "-") : a.name + "=" + a.value;
  const plain = (e) => e.tagName === "SPAN" && e.getAttributeNames().every((name) => ["class", "lang"].includes(name));
  const parts = [];
  (function walk(node) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { if (child.data.trim() && parts.at(-1) !== "t") parts.push("t"); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      if (child.matches(".language-switch")) continue; // the sample in the dark has it in English
      if (plain(child)) { walk(child); continue; }
      parts.push("<" + child.tagName + " " + [...child.attributes].filter((a) => !known(a)).map(say).sort().join(" "));
      walk(child);
      parts.push(">");
    }
  })(document);
  return parts.join("|");
}"""
_RUN = """async ([options, onlyFresh]) => {
  const found = await axe.run(onlyFresh ? { include: window.freshElements } : document, options);
  return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`);
}"""
_known: dict[tuple[Any, ...], list[str]] = {}
_built_well: set[tuple[Any, ...]] = set()


@cache
def axe_source() -> str:
    """The program axe, as the package brings it."""
    return next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text(encoding="utf-8")


def find_violations(page: Page) -> list[str]:
    """List each rule that the page breaks, with the first element that breaks it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source() + ";0")
        page.add_init_script(axe_source())  # the pages that follow have it from the start, which is quicker
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    known = _known.setdefault((scheme, str(page.viewport_size)), [])
    fresh = page.evaluate(_FIND_FRESH, known)
    found: list[str] = []
    structure = (scheme, str(page.viewport_size), sha256(page.evaluate(_DESCRIBE).encode()).digest())
    if structure not in _built_well:
        found = page.evaluate(_RUN, [BY_STRUCTURE, False])
        if not found:
            _built_well.add(structure)
    if fresh:
        looks = page.evaluate(_RUN, [BY_LOOKS, True])
        found += looks
        if not looks:
            known += fresh
    return found
