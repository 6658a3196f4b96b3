"""Reading a page as a checker would: headings, ids, labels, forms, links."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "circle", "path", "use"}
Attributes = dict[str, str | None]


@dataclass
class Found(HTMLParser):
    """What a page holds, and what is wrong with its nesting."""

    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    inputs: list[Attributes] = field(default_factory=list)
    forms: list[Attributes] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lang: str | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        here = dict(attrs)
        if len(here) < len(attrs):
            self.faults.append(f"repeated attribute in <{tag}>")
        if "style" in here or any(name.startswith("on") for name in here) or tag == "style":
            self.faults.append(f"inline style or script in <{tag}>")
        if tag not in VOID:
            self.open.append(tag)
        self._note(tag, here)

    def _note(self, tag: str, here: Attributes) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        if here.get("id"):
            self.ids.append(here["id"] or "")
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.references += (here.get(name) or "").split()
        if tag == "label":
            self.labelled.add(here.get("for") or "")
        if tag in ("input", "textarea", "select") and here.get("type") != "hidden":
            self.inputs.append(here)
        if tag == "form":
            self.forms.append(here)
        if tag == "a":
            self.links.append(here.get("href") or "")
        if tag == "html":
            self.lang = here.get("lang")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}> closes nothing")


def read_page(text: str) -> Found:
    found = Found()
    found.feed(text)
    found.close()
    return found


def complaints(text: str) -> list[str]:
    """What is wrong with a page; nothing, if it is sound."""
    found = read_page(text)
    wrong = list(found.faults) + [f"<{tag}> stays open" for tag in found.open]
    if found.headings.count(1) != 1:
        wrong.append(f"{found.headings.count(1)} h1")
    steps = zip(found.headings, found.headings[1:], strict=False)
    wrong += [f"h{b} after h{a}" for a, b in steps if b > a + 1]
    wrong += [f"id {name} twice" for name in {i for i in found.ids if found.ids.count(i) > 1}]
    wrong += [f"nothing has the id {name}" for name in {*found.references} - {*found.ids}]
    for field_ in found.inputs:
        if field_.get("id") not in found.labelled and not field_.get("aria-label"):
            wrong.append(f"no label for {field_.get('name')}")
    wrong += [f"link to {href!r}" for href in found.links if not href or href.startswith("javascript:")]
    return wrong
