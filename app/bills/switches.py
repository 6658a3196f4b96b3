"""The switches and outlines of the reading pages, as the macros `toggle` and `outline` take them."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from app.bills.cards import Card
from app.bills.comparison import Change
from app.bills.models import Bill, BillKind, Version
from app.bills.reading import CURRENT, Shown
from app.bills.sides import ANY, Sides, View, glance
from app.kernel.i18n import gettext as _


def which_version(bill: Bill, shown: Shown) -> list[Card]:
    """Switch between the versions of a text."""
    return [
        _item(_version_name(version), f"/bills/{bill.slug}/text", version is shown.version, _asking(shown, version))
        for version in shown.versions
    ]


def against_what(bill: Bill, shown: Shown) -> list[Card]:
    """Switch between a text as it stands and its redline against the law in force or another version."""
    here, own = f"/bills/{bill.slug}/text", _asking(shown, shown.version)
    items = [_item(_("As proposed"), here, not shown.against, own)]
    if shown.has_current:
        items.append(_item(_("Against current law"), here, shown.against == CURRENT, {**own, "against": CURRENT}))
    for version in shown.versions:
        if version is not shown.version:
            number = str(version.number)
            name = _("Against version %(number)s", number=number)
            items.append(_item(name, here, shown.against == number, {**own, "against": number}))
    return items


def compare_switches(bill: Bill, sides: Sides) -> dict[str, Any]:
    """All that a reader may change on the comparison page."""
    return {
        "choices": sides_to_choose(bill, sides),
        "views": ways_to_compare(bill, sides),
        "parts": what_of_it(bill, sides),
        "counts": glance_links(bill, sides),
    }


def sides_to_choose(bill: Bill, sides: Sides) -> dict[str, list[tuple[str, str]]]:
    """What a reader may set against what: the versions, and on the earlier side the law in force."""
    versions = [(str(version.number), _version_name(version)) for version in sides.versions]
    law = _("Text alone") if bill.kind is BillKind.NEW_ACT else _("Current law")
    return {"earlier": [(CURRENT, str(law)), *versions], "later": versions}


def ways_to_compare(bill: Bill, sides: Sides) -> list[Card]:
    """Switch between the table of three columns and the redline."""
    names = {View.COLUMNS: _("Side by side"), View.REDLINE: _("Redline")}
    return [
        {"text": name, "href": compare_href(bill, sides, view=view), "current": view is sides.view}
        for view, name in names.items()
    ]


def what_of_it(bill: Bill, sides: Sides) -> list[Card]:
    """Switch between all articles and those that did not stay as they were."""
    counts = glance(sides)
    ways = [
        (_("All articles (%(num)s)", num=counts.total()), "", not sides.is_filtered),
        (_("Only what changed (%(num)s)", num=counts.total() - counts[Change.KEPT]), ANY, sides.only_changed),
    ]
    return [
        {"text": name, "href": compare_href(bill, sides, only=only, change=""), "current": is_current}
        for name, only, is_current in ways
    ]


def glance_links(bill: Bill, sides: Sides) -> list[Card]:
    """How many articles became what, each a link to those alone."""
    counts = glance(sides)
    return [
        {
            "code": change.value,
            "n": counts[change],
            "href": compare_href(bill, sides, only="", change=change),
            "current": change is sides.change,
        }
        for change in Change
        if counts[change]
    ]


def compare_href(bill: Bill, sides: Sides, **other: str) -> str:
    """The address of this comparison, in another view or of another part of it."""
    asked = {
        "from": str(sides.earlier.number) if sides.earlier else CURRENT,
        "to": str(sides.later.number),
        "view": sides.view,
        "only": ANY if sides.only_changed else "",
        "change": sides.change or "",
    } | other
    given = {name: value for name, value in asked.items() if value and value != View.COLUMNS}
    return f"/bills/{bill.slug}/compare?{urlencode(given)}"


def outline(rows: Sequence[Card]) -> list[Card]:
    """The articles of a page as its outline, under their chapters."""
    items: list[Card] = []
    for row in rows:
        if row.get("new_chapter"):
            items.append({"chapter": True, "text": row["new_chapter"]})
        items.append(
            {
                "href": f"#article-{row['key']}",
                "number": row["number"],
                "text": row["heading"] or row["label"],
                "comments": row["comments"],
                "change": row["change"],
            }
        )
    return items


def _version_name(version: Version) -> str:
    return str(_("Version %(number)s", number=version.number))


def _asking(shown: Shown, version: Version) -> dict[str, str]:
    return {} if version is shown.versions[-1] else {"version": str(version.number)}


def _item(text: str, here: str, is_current: bool, asked: dict[str, str]) -> Card:
    return {"text": text, "href": here + ("?" + urlencode(asked) if asked else ""), "current": is_current}
