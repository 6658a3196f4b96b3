"""Words of the desk: those that it puts on the record itself, and its filters in words."""

from collections.abc import Sequence
from typing import Any

from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import ngettext, words
from app.moderation.desk.filters import SIZES, Age, Claimed, Filter, Order
from app.moderation.grounds import GROUNDS

UNDONE = Bilingual(
    zh="同一位版主在一分鐘內撤銷了這項決定。",
    en="Undone within a minute by the same moderator.",
)
UNDONE_REASON = f"{UNDONE.zh} {UNDONE.en}"  # a reason is one text, which readers of both languages read

AGES = {
    Age.HOUR: _l("Waiting for an hour or longer"),
    Age.DAY: _l("Waiting for a day or longer"),
    Age.THREE_DAYS: _l("Waiting for 3 days or longer"),
    Age.WEEK: _l("Waiting for a week or longer"),
}
CLAIMED = {
    Claimed.MINE: _l("Claimed by me"),
    Claimed.FREE: _l("Claimed by nobody"),
    Claimed.OTHERS: _l("Claimed by others"),
}
ORDERS = {Order.OLDEST: _l("Oldest report first"), Order.MOST: _l("Most reports first")}
Option = tuple[str, Any]


def filter_choices(waiting: Sequence[Any]) -> dict[str, list[Option]]:
    """What can be chosen in each list of the filter; `waiting` counts what waits by bill."""
    any_one: Option = ("", _("All"))
    subgroups = {each.subgroup: words(each.subgroup_name).text for each in waiting}
    bills = [(each.bill, f"{words(each.bill_title).text} ({each.comments})") for each in waiting]
    return {
        "subgroup": [any_one, *subgroups.items()],
        "bill": [any_one, *bills],
        "ground": [any_one, *((ground.value, named.name) for ground, named in GROUNDS.items())],
        "age": [any_one, *((age.value, name) for age, name in AGES.items())],
        "claimed": [any_one, *((claimed.value, name) for claimed, name in CLAIMED.items())],
        "sort": [(order.value, name) for order, name in ORDERS.items()],
        "size": [(str(size), str(size)) for size in SIZES],
    }


def filter_words(chosen: Filter, waiting: Sequence[Any]) -> list[Option]:
    """What a filter leaves out, in words, each with the address of the queue without it."""
    titles = {each.bill: words(each.bill_title).text for each in waiting}
    names = {each.subgroup: words(each.subgroup_name).text for each in waiting}
    said: dict[str, Any] = {
        "subgroup": names.get(chosen.subgroup, chosen.subgroup),
        "bill": titles.get(chosen.bill, chosen.bill),
        "ground": GROUNDS[chosen.ground].name if chosen.ground else "",
        "age": AGES[chosen.age] if chosen.age else "",
        "claimed": CLAIMED[chosen.claimed] if chosen.claimed else "",
        "least": ngettext("At least %(num)s report", "At least %(num)s reports", chosen.least)
        if chosen.least > 1
        else "",
    }
    return [("/desk/reports?" + chosen.without(name).query, named) for name, named in said.items() if named]
