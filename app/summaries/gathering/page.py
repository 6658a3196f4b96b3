"""What the left pane of the desk shows: the comments that are not covered yet, as the address asks for them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, request, url_for
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.models import Position
from app.discussion.words import POSITIONS, place_label
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import same_page as _same_page
from app.kernel.web.parameters import code_parameter, number_parameter, text_parameter
from app.summaries.contents import Contents, IssueRow, RecommendationRow
from app.summaries.forms import CitationForm
from app.summaries.gathering.asked import NO_POSITION, SIZES, WHOLE_BILL, Asked, Kind, Order
from app.summaries.gathering.likeness import Near, Space, is_offered, read_space
from app.summaries.gathering.queries import Item, Listed, list_items
from app.summaries.map.coverage import Counted, Coverage

Values = dict[str, Any]

ORDERS = {
    Order.ARTICLE: _l("By article"),
    Order.ENDORSED: _l("Most endorsed first"),
    Order.NEWEST: _l("Newest first"),
    Order.DISCUSSED: _l("Most discussed first"),
    Order.SAMPLE: _l("Sample: fair to all articles, positions and sizes of thread"),
}
KINDS = {Kind.THREADS: _l("What begins a thread"), Kind.REPLIES: _l("Replies")}
LANGUAGES = {"zh-Hant-TW": _l("Chinese"), "en": _l("English")}
_GOES = dict.fromkeys(("after", "all"))  # what an address of another page, order or choice leaves out


def read_asked() -> Asked:
    """Read what the address asks for; what cannot be is taken as not asked."""
    position, size = text_parameter("position", 16), number_parameter("size")
    return Asked(
        place=text_parameter("place", 24),
        position=position if position == NO_POSITION else code_parameter("position", Position) or "",
        lang=text_parameter("language", 16),
        kind=code_parameter("kind", Kind),
        least=min(number_parameter("endorsed") or 0, 1_000_000),
        proposes=bool(text_parameter("proposes", 1)),
        words=text_parameter("q", 200),
        order=code_parameter("sort", Order) or Order.ARTICLE,
        draw=number_parameter("draw") or 1,
        size=size if size in SIZES else SIZES[0],
        like=text_parameter("like", 400),
        after=text_parameter("after", 200),
    )


def show_gathering(session: Session, bill: Bill, contents: Contents, coverage: Coverage, form: CitationForm) -> Values:
    """What the pane shows. It takes one statement, one more for words that are looked for, one more for suggestions."""
    asked = read_asked()
    if not form.is_submitted():  # the part under which one cited last, or whose like is looked for
        form.part.data = text_parameter("part", 24) or asked.like_part
    open_ones = [each for each in coverage.counted if each.open]
    rank = _rank(asked, open_ones)
    space = _read_space(session, bill, asked)
    near = _find_like(space, contents, asked)
    among = _among(session, bill, asked, near)
    listed = list_items(session, bill, replace(asked, after="") if near is not None else asked, rank, among)
    if near is not None:
        items = sorted(listed.items, key=lambda item: near.get(item.row.id, Near(0, 0)), reverse=True)
        listed = replace(listed, items=tuple(items), after=None)
    return {
        "asked": asked,
        "listed": listed,
        "near": near or {},
        "hints": _suggest(space, contents, listed) if text_parameter("suggest", 1) else {},
        "open_count": sum(each.open for each in open_ones),
        "choices": _choices(open_ones),
        "codes": [code for code, ids in cited_by_part(contents).items() if ids],
        "tags": _tags(asked, open_ones),
        "is_offered": is_offered(),
        "all_chosen": bool(text_parameter("all", 1)),
        "is_suggesting": bool(text_parameter("suggest", 1)),
        "place_label": place_label,
        "mark_blocks": mark_blocks,
        **_addresses(asked, listed),
    }


def _rank(asked: Asked, open_ones: Sequence[Counted]) -> int | None:
    """The rank of the place that is asked for; -1 where nothing is open there."""
    if not asked.place:
        return None
    return next((each.rank for each in open_ones if (each.place or WHOLE_BILL) == asked.place), -1)


def _among(session: Session, bill: Bill, asked: Asked, near: dict[int, Near] | None) -> list[int] | None:
    """The only comments that are asked for, where words or likeness say which."""
    found: list[int] | None = None
    if asked.words and (find := current_app.extensions.get("gongyi.find_comments")):
        found = find(session, bill.id, asked.words)
    if near is None:
        return found
    best = sorted(near, key=lambda comment_id: near[comment_id], reverse=True)
    return [comment_id for comment_id in best if found is None or comment_id in set(found)][: asked.size]


def _read_space(session: Session, bill: Bill, asked: Asked) -> Space | None:
    is_wanted = asked.like or text_parameter("suggest", 1)
    return read_space(session, bill) if is_wanted and is_offered() else None


def _find_like(space: Space | None, contents: Contents, asked: Asked) -> dict[int, Near] | None:
    """Find what resembles the comments that were named, or those cited under the part that was named; None where none were named."""
    if not asked.like:
        return None
    if space is None:
        return {}
    cited = cited_by_part(contents)
    wanted = cited.get(asked.like_part, []) if asked.like_part else asked.like_comments
    covered = {comment_id for ids in cited.values() for comment_id in ids}
    found = space.near(wanted, [each for each in space.ids if each not in covered])
    return {comment_id: near for comment_id, near in found.items() if comment_id not in wanted}


def _suggest(space: Space | None, contents: Contents, listed: Listed) -> dict[int, tuple[str, int]]:
    """For items of a page, the part of the draft that cites what resembles them most, and which comment that is."""
    if space is None:
        return {}
    hints: dict[int, tuple[Near, str]] = {}
    for code, ids in cited_by_part(contents).items():
        for comment_id, near in space.near(ids, [item.row.id for item in listed.items]).items():
            if comment_id not in hints or near > hints[comment_id][0]:
                hints[comment_id] = (near, code)
    return {comment_id: (code, near.comment_id) for comment_id, (near, code) in hints.items()}


def cited_by_part(contents: Contents) -> dict[str, list[int]]:
    """The visible comments that each part of a draft cites, by its code, recommendations first: they say more than their issue."""
    parts: list[IssueRow | RecommendationRow] = [*contents.recommendations, *contents.issues]
    return {part.code: [quote.row.id for quote in part.quotes if quote.is_shown] for part in parts}


def _choices(open_ones: Sequence[Counted]) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen from in each filter, with how many comments there are."""
    places, positions, langs, kinds = Counter[str](), Counter[str](), Counter[str](), Counter[Kind]()
    for each in open_ones:
        places[each.place or WHOLE_BILL] += each.open
        positions[each.position.value if each.position else NO_POSITION] += each.open
        langs[each.lang] += each.open
        kinds[Kind.REPLIES if each.is_reply else Kind.THREADS] += each.open
    stances = {code.value: label for code, label in POSITIONS.items()} | {NO_POSITION: _("No position")}
    return {
        "place": [("", _("All places")), *((place, f"{_place(place)} ({n})") for place, n in places.items())],
        "position": [("", _("All positions")), *((c, f"{w} ({positions[c]})") for c, w in stances.items())],
        "language": [("", _("All languages")), *((c, f"{LANGUAGES.get(c, c)} ({n})") for c, n in langs.items())],
        "kind": [("", _("Both")), *((c.value, f"{w} ({kinds[c]})") for c, w in KINDS.items())],
        "sort": [(code.value, str(label)) for code, label in ORDERS.items()],
        "size": [(str(size), str(size)) for size in SIZES],
    }


def _tags(asked: Asked, open_ones: Sequence[Counted]) -> list[Values]:
    """The filters that are set, each with the address without it."""
    position = POSITIONS.get(asked.position, _("No position")) if asked.position else ""  # type: ignore[call-overload]
    known = any((each.place or WHOLE_BILL) == asked.place for each in open_ones)
    words = {
        "place": _place(asked.place) if known else asked.place,
        "position": str(position),
        "language": str(LANGUAGES.get(asked.lang, asked.lang)),
        "kind": str(KINDS[asked.kind]) if asked.kind else "",
        "endorsed": _("At least %(number)s endorsements", number=asked.least) if asked.least else "",
        "proposes": _("Proposes wording") if asked.proposes else "",
        "q": _("Words: %(words)s", words=asked.words) if asked.words else "",
        "like": _("Like %(what)s", what=asked.like.replace("-", ", ")) if asked.like else "",
    }
    return [{"text": text, "href": same_page(**_GOES | {name: None})} for name, text in words.items() if text]


def same_page(**changes: str | int | None) -> str:
    """The desk's address with some query values changed; also where a form is shown again at an address of its own."""
    desk = url_for("summaries_desk.desk", **request.view_args or {})
    return desk + _same_page(**changes).removeprefix(request.path)


def _place(place: str) -> str:
    return place_label("" if place == WHOLE_BILL else place)


def _addresses(asked: Asked, listed: Listed) -> Values:
    return {
        "first_url": same_page(**_GOES) if asked.after else None,
        "next_url": same_page(all=None, after=listed.after) if listed.after else None,
        "all_url": same_page(all=1),
        "none_url": same_page(all=None),
        "again_url": same_page(**_GOES | {"draw": asked.draw + 1}),
        "suggest_url": same_page(all=None, suggest=1),
        "quiet_url": same_page(all=None, suggest=None),
        "like_url": lambda item: same_page(**_GOES | {"like": _add(asked, item)}),
        "like_part_url": lambda code: same_page(**_GOES | {"like": code}),
    }


def _add(asked: Asked, item: Item) -> str:
    """What to look like: a comment, beside those that are looked like already."""
    return "-".join(str(each) for each in dict.fromkeys((*asked.like_comments, item.row.id)))
