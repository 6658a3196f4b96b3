"""What a page breaks of WCAG 2.2 AA, found by axe in the browser; nothing that was found well is looked at again.

Looking at colours and distances takes axe longer than all other rules together, and both follow from an element's classes and those
around it: so each such combination is looked at once for each colour scheme and width, on the first page that shows it. All other
rules follow from how a page is built: a block (a head, a form, a card) that stood on another page, built alike and in the same kind
of place, is left out. What ties a block to the rest of its page, its ids, is looked at on every page.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = ["color-contrast", "target-size", "link-in-text-block"]
FIRST = {"resultTypes": ["violations"], "preload": False}
BY_STRUCTURE = {**FIRST, "runOnly": WCAG, "rules": {rule: {"enabled": False} for rule in LOOKS}}
BY_LOOKS = {**FIRST, "runOnly": {"type": "rule", "values": LOOKS}}

_DESCRIBE = (Path(__file__).parent / "description.js").read_text(encoding="utf-8")
_RUN = """async ([structure, blocks, looks, voices]) => {
  if (!("axe" in window)) return null;
  const { blocks: all, voices: speaking } = window.inspected, well = new Set(blocks.map((i) => all[i])), found = [];
  const within = (e) => { do e = e.parentElement; while (e && !well.has(e)); return e; };
  const exclude = [...well].filter((e) => !within(e));
  if (structure) found.push(await axe.run(exclude.length ? { exclude } : document, structure));
  if (voices.length) found.push(await axe.run({ include: voices.map((i) => speaking[i]) }, looks));
  return found.map((each) => each.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 200)}`));
}"""


@dataclass
class Known:
    """What was found well in one colour scheme and width: pages and blocks by how they are built, elements by how they look."""

    pages: set[int] = field(default_factory=set)
    blocks: set[int] = field(default_factory=set)
    voices: set[int] = field(default_factory=set)


_known: dict[tuple[Any, ...], Known] = {}


@cache
def axe_source() -> str:
    """The program axe, as the package brings it."""
    return next(Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text(encoding="utf-8")


def find_violations(page: Page) -> list[str]:
    """List each rule that the page breaks, with the first element that breaks it."""
    is_dark, built, blocks, voices, wrong = page.evaluate(_DESCRIBE)
    known = _known.setdefault((is_dark, str(page.viewport_size)), Known())
    structure = None if built in known.pages else BY_STRUCTURE
    fresh = [number for number, sign in enumerate(voices) if sign not in known.voices]
    if structure is None and not fresh:
        return list(wrong)
    well = [number for number, sign in enumerate(blocks) if sign in known.blocks]
    asked = [structure, well, BY_LOOKS, fresh]
    found = page.evaluate(_RUN, asked) or _bring_axe(page).evaluate(_RUN, asked)
    if structure and not found[0]:
        known.pages.add(built)
        known.blocks.update(blocks)
    if fresh and not found[-1]:
        known.voices.update(voices)
    return [*wrong, *(words for each in found for words in each)]


def _bring_axe(page: Page) -> Page:
    """Give axe to a page, and to those that follow it from their start, which is quicker."""
    page.add_init_script(axe_source())
    page.evaluate(axe_source() + ";0")
    return page
