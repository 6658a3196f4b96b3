"""The switches and outlines of the reading pages, as the macros `toggle` and `outline` take them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from app.bills.cards import Card
from app.bills.models import Bill, Version
from app.bills.reading import CURRENT, Shown, Sides
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


def earlier_side(bill: Bill, sides: Sides) -> list[Card]:
    """Switch between what a version is compared with."""
    here, to = f"/bills/{bill.slug}/compare", {"to": str(sides.later.number)}
    name = _("Current law") if sides.has_current else _("Text alone")
    items = [_item(name, here, sides.earlier is None, {"from": CURRENT, **to})]
    for version in sides.versions:
        if version is not sides.later:
            asked = {"from": str(version.number), **to}
            items.append(_item(_version_name(version), here, version is sides.earlier, asked))
    return items


def later_side(bill: Bill, sides: Sides) -> list[Card]:
    """Switch between the versions that are compared."""
    start = str(sides.earlier.number) if sides.earlier else CURRENT
    items = []
    for version in sides.versions:
        if version is not sides.earlier:
            asked = {"from": start, "to": str(version.number)}
            items.append(_item(_version_name(version), f"/bills/{bill.slug}/compare", version is sides.later, asked))
    return items


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
