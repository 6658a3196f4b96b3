"""Kept pages against pages written anew: every public page, after every kind of change, and as the clock goes on."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa

from app import Gongyi
from app.accounts.models import Membership, Role
from app.bills.models import Bill
from app.bills.page_states import bill_state
from app.discussion.argument_models import Argument
from app.discussion.models import Comment
from app.discussion.page_states import comment_state
from app.kernel.clock import day_end
from app.kernel.web.page_shelf import Shelf
from tests.builders import LONG_AGO, TODAY, World, appoint
from tests.conftest import NOON, Clock, Statements
from tests.site.changes import CHAINS, CHANGES

pytestmark = pytest.mark.walk

OF_ALL = [
    "/",
    "/bills",
    "/agencies",
    "/subgroups",
    "/record",
    "/record/checkpoints",
    "/record/verification",
    "/transparency",
]
OF_A_BILL = [
    "",
    "/text",
    "/articles/1",
    "/articles/1/proposals",
    "/compare",
    "/discussion",
    "/discussion/timeline",
    "/restraints",
    "/summary",
    "/response",
    "/record",
    "/transparency",
]
OF_A_COMMENT = ["", "/history", "/journey", "/card"]
ASKED = ["/bills?status=open", "/bills?topic=training", "/record/1", "/record?act=hide", "/record?bill=open-bill"]
ASKED += ["/transparency?from=2026-01&to=2026-12"]
ASKED += [
    f"/bills/open-bill/{asked}" for asked in ("text?against=current", "discussion?sort=newest", "discussion?article=1")
]


@pytest.fixture
def filled(filled_world: World, pages: Shelf) -> World:
    return filled_world


def addresses(world: World) -> list[str]:
    """Each kind of page that is kept, of what the changes touch."""
    found = [*OF_ALL, f"/agencies/{world.agency.slug}", f"/subgroups/{world.subgroup.slug}", "/bills/unpublished-bill"]
    found += ["/bills/closed-bill", "/bills/closed-bill/summary", *(f"/bills/open-bill{page}" for page in OF_A_BILL)]
    first, _second, _third, _fourth, hidden, *_others = world.session.scalars(
        sa.select(Comment.id).order_by(Comment.id)
    )
    argument = world.session.scalar(sa.select(Argument.id).where(Argument.bill_id == world.bills["open"].id))
    return [
        *found,
        f"/comments/{hidden}",
        f"/arguments/{argument}",
        *(f"/comments/{first}{page}" for page in OF_A_COMMENT),
    ]


def walk(app: Gongyi, paths: list[str], lang: str = "en") -> dict[str, tuple[int, str]]:
    """What a visitor gets at each address."""
    client = app.test_client()
    return {p: (a.status_code, a.text) for p in paths for a in [client.get(p, headers={"Accept-Language": lang})]}


def walk_and_note(app: Gongyi, pages: Shelf, paths: list[str]) -> tuple[dict[str, tuple[int, str]], list[str]]:
    """What a visitor gets at each address, and which of them are not written anew: pages that are kept already, or never."""
    found: dict[str, tuple[int, str]] = {}
    kept: list[str] = []
    with mock.patch.object(pages, "keep", wraps=pages.keep) as keep:
        for path in paths:
            keep.reset_mock()
            found |= walk(app, [path])
            kept += [] if keep.called else [path]
    return found, kept


def walk_anew(app: Gongyi, paths: list[str], lang: str = "en") -> dict[str, tuple[int, str]]:
    """What a visitor gets where no page is kept."""
    app.config["KEEP_PAGES"] = False
    try:
        return walk(app, paths, lang)
    finally:
        app.config["KEEP_PAGES"] = True


def test_every_kind_of_page_that_is_kept_is_walked(app: Gongyi, filled: World) -> None:
    match = app.url_map.bind("localhost").match
    walked = {match(path)[0] for path in addresses(filled)} | {"record.entry"}
    assert {name for name, view in app.view_functions.items() if hasattr(view, "kept_by")} == walked


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
def test_each_page_is_kept_once_and_is_the_same_as_anew(app: Gongyi, filled: World, pages: Shelf, lang: str) -> None:
    paths = addresses(filled) + ASKED
    first = walk(app, paths, lang)
    assert first == walk_anew(app, paths, lang) == walk(app, paths, lang)
    assert len(pages) == sum(status == 200 for status, _ in first.values()) > 25
    assert [path for path, (status, _) in first.items() if status != 200] == ["/bills/unpublished-bill"]


def test_the_chains_leave_no_change_out() -> None:
    assert sorted(change for chain in CHAINS.values() for change in chain) == sorted(CHANGES)


@pytest.mark.parametrize("chain", CHAINS)
def test_each_change_is_seen_by_the_very_next_request(app: Gongyi, filled: World, pages: Shelf, chain: str) -> None:
    """One change follows the other, since each walk is what the next one is held against: what was not written anew must not be old."""
    before = walk(app, addresses(filled))
    for change in CHAINS[chain]:
        CHANGES[change](filled)
        filled.session.commit()
        paths = addresses(filled)
        after, kept = walk_and_note(app, pages, paths)
        assert [path for path, page in walk_anew(app, kept).items() if page != after[path]] == [], change
        assert [path for path in paths if after[path] != before.get(path)] != [], change
        before = after


def _bound(world: World, which: str) -> Any:
    """Lay an instant at which the clock alone changes what the public sees, and return it."""
    session, bills = world.session, world.bills
    soon = NOON + timedelta(hours=1)
    if which == "the notice opens":
        return bills["announced"].opens_at
    if which == "the notice closes":
        return bills["open"].closes_at
    if which == "a bill is announced":
        bills["unpublished"].announced_at = soon
    elif which == "a bill is withdrawn":
        bills["open"].withdrawn_at = soon
    elif which == "a term begins":
        session.add(appoint(world.people["citizen"], Role.MODERATOR, world.subgroup))
        session.flush()
        world.people["citizen"].memberships[-1].starts_at = soon
    elif which == "a restraint ends":
        CHANGES["a thread is locked"](world)
        world.session.commit()
    elif which == "a term ends":
        session.scalars(sa.select(Membership).where(Membership.subgroup_id == world.subgroup.id)).first().ends_at = soon
    else:
        return day_end(TODAY)
    session.flush()
    return soon


BOUNDS = ["the notice opens", "the notice closes", "a bill is announced", "a bill is withdrawn"]
BOUNDS += ["a term begins", "a term ends", "a restraint ends", "midnight"]


@pytest.mark.parametrize("which", BOUNDS)
def test_the_clock_alone_makes_kept_pages_new(
    app: Gongyi, filled: World, pages: Shelf, clock: Clock, which: str
) -> None:
    instant = _bound(filled, which)
    paths = [*addresses(filled), "/bills/announced-bill"]
    clock.now = instant - timedelta(microseconds=1)
    before = walk(app, paths)
    clock.now = instant
    after, kept = walk_and_note(app, pages, paths)
    assert walk_anew(app, kept) == {path: after[path] for path in kept}
    assert after != before
    clock.now = instant - timedelta(microseconds=1)
    assert walk(app, paths) == before


def test_who_is_signed_in_neither_gets_a_kept_page_nor_fills_one(app: Gongyi, filled: World, pages: Shelf) -> None:
    paths = [path for path in addresses(filled) if path != "/bills/unpublished-bill"]
    client = filled.sign_in(app.test_client(), "citizen")
    for path in paths:
        answer = client.get(path)
        assert "citizen" in answer.text, path
        assert "ETag" not in answer.headers
        assert answer.headers["Cache-Control"] == "private, no-cache"
    assert len(pages) == 0
    for_visitors = walk(app, paths)
    assert len(pages) == len(paths)
    for path in paths:
        assert client.get(path).text != for_visitors[path][1]
        assert "csrf_token" not in for_visitors[path][1], path
    filled.sign_in(client, None)
    assert client.get("/", headers={"Accept-Language": "en"}).text == for_visitors["/"][1]


def test_what_is_not_public_has_no_state(app: Gongyi, filled: World) -> None:
    comments = filled.session.execute(sa.select(Comment.id)).scalars().all()
    with app.app_context():
        for phase, bill in filled.bills.items():
            assert bool(bill_state({"slug": bill.slug}, NOON)) is (phase != "unpublished")
        assert bill_state({"slug": "open-bill"}, LONG_AGO) is None
        assert comment_state({"comment_id": comments[0]}, NOON)
        assert comment_state({"comment_id": comments[0]}, LONG_AGO) is None
        assert comment_state({"comment_id": 999_999}, NOON) is None
        filled.session.execute(sa.update(Bill).values(announced_at=None))
        assert not any(bill_state({"slug": bill.slug}, NOON) for bill in filled.bills.values())


def test_officials_read_their_unpublished_bill_and_nobody_else_does(app: Gongyi, filled: World, pages: Shelf) -> None:
    official, path = filled.sign_in(app.test_client(), "official"), "/bills/unpublished-bill"
    for _ in range(2):
        assert official.get(path).status_code == 200
        assert app.test_client().get(path).status_code == 404
    assert len(pages) == 0


def test_a_page_that_was_kept_costs_one_glance(app: Gongyi, filled: World, statements: Statements) -> None:
    paths = [path for path in addresses(filled) if path != "/bills/unpublished-bill"]
    walk(app, paths)
    with statements:
        walk(app, paths)
    assert len(statements) == 0
    assert statements.glances == len(paths)
