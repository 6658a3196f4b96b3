"""Finding one's way in WordprocessingML, in either of its namespaces: elements and attributes by their local names."""

from app.bills.importing.archive import Element


def tag(element: Element) -> str:
    """An element's local name; empty for a comment."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def children(parent: Element | None, name: str) -> list[Element]:
    """The children with a name."""
    return [] if parent is None else [one for one in parent if tag(one) == name]


def child(parent: Element | None, name: str) -> Element | None:
    """The first child with a name."""
    return None if parent is None else next((one for one in parent if tag(one) == name), None)


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute's value."""
    if element is None:
        return None
    found = element.attrib
    return next((str(words) for key, words in found.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:del inside a mark's properties is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")
