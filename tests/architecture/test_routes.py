"""Every route says once who may knock, and answers each persona as the table says."""

import ast
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from tests.architecture.permissions import COLUMNS, ROWS, Row
from tests.architecture.source import functions, is_view, name_of, python_files
from tests.architecture.things import address_of
from tests.builders import World

GUARDS = {"public", "signed_in", "needs"}
BODIES = {
    ("POST", "comments"): {"body": "Words."},
    ("PATCH", "<id:comment_id>"): {"body": "Other words."},
    ("POST", "reports"): {"ground": "spam"},
    ("POST", "hiding"): {"ground": "spam", "reason": "It advertises a shop."},
    ("POST", "appeal"): {"text": "It advertises nothing; the shop is an example."},
    ("POST", "decision"): {"outcome": "overturned", "reason": "It advertises nothing after all."},
    ("DELETE", "hiding"): {"reason": "It advertises nothing after all."},
}
OFFICES = (
    "/desk/offices",
    "/desk/memberships/",
    "/desk/invitations/",
    "/desk/subgroups/",
    "/desk/conflicts/",
    "/desk/handovers/",
)
MORE = ("/desk", "/desk/bills/<slug:slug>/handover", "/account/data/erasure")  # where the last one cannot leave
OTHERS = {"static"}  # served by WhiteNoise before the application sees them


def routes(app: Gongyi) -> set[tuple[str, str]]:
    """Every (method, rule) of the application."""
    return {
        (method, str(rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint not in OTHERS
    }


def test_every_route_declares_a_guard(app: Gongyi) -> None:
    bare = [
        f"{rule} ({rule.endpoint})"
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in OTHERS and not getattr(app.view_functions[rule.endpoint], "guard", None)
    ]
    assert bare == []


def guards_of(view: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """The names of the guards among a view's decorators."""
    names = [d.func if isinstance(d, ast.Call) else d for d in view.decorator_list]
    return [n.id for n in names if isinstance(n, ast.Name) and n.id in GUARDS]


def test_no_view_declares_two_guards() -> None:
    found = [
        (f"{name_of(path)}:{view.lineno} {view.name}", guards_of(view))
        for path in python_files("app")
        for view in functions(path)
        if is_view(view)
    ]
    assert [name for name, guards in found if len(guards) > 1] == []


def test_table_holds_exactly_the_routes(app: Gongyi) -> None:
    held = {(row.method, row.rule) for row in ROWS}
    assert sorted(routes(app) - held) == [], "add rows to tests/architecture/permissions.py"
    assert sorted(held - routes(app)) == [], "these routes are gone"
    print(f"{len(held)} routes × methods, {len(ROWS)} rows, {len(ROWS) * len(COLUMNS)} decisions")


def _cookie(client: FlaskClient) -> str:
    cookie = client.get_cookie("gongyi")
    return cookie.value if cookie else ""


@pytest.fixture
def ask(
    client: FlaskClient, filled_world: World, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Row, str], int]:
    """Asks as a persona and undoes what the request did. Pages and PDFs are not set, which takes longer than all the rest."""
    monkeypatch.setattr("flask.templating._render", lambda *_page: "")
    monkeypatch.setattr("app.bills.files.write_pdf", lambda *_order: b"%PDF-1.7")
    cookies = {persona: _cookie(filled_world.sign_in(client, persona)) for persona in COLUMNS}
    addresses: dict[Row, str] = {}

    def ask(row: Row, persona: str) -> int:
        address = addresses.get(row) or addresses.setdefault(row, address_of(row.rule, filled_world, row.on))
        attempt = session.begin_nested()
        session.connection()  # only now is there a savepoint
        client.set_cookie("gongyi", cookies[persona])
        sent: dict[str, Any] = {}
        if address.startswith("/api/") and row.method != "GET":
            sent = {
                "json": BODIES.get((row.method, row.rule.rpartition("/")[2])),
                "headers": filled_world.bearer(persona),
            }
        status = client.open(address, method=row.method, **sent).status_code
        session.expire_all()
        if attempt.is_active:
            attempt.rollback()
        return status

    return ask


@pytest.mark.walk
@pytest.mark.parametrize("on", sorted({row.on for row in ROWS}))
def test_statuses_are_as_the_table_says(on: str, ask: Callable[[Row, str], int]) -> None:
    """One world serves all rows about one kind of thing, since each request is undone."""
    rows = [row for row in ROWS if row.on == on]
    found = [replace(row, statuses=tuple(str(ask(row, persona)) for persona in COLUMNS)) for row in rows]
    assert [row for row, held in zip(found, rows, strict=True) if row != held] == []


def test_the_unpublished_answer_like_the_unknown_to_all_but_their_agency() -> None:
    unknown = {(row.method, row.rule): row for row in ROWS if row.on == "unknown"}
    embargoed = [row for row in ROWS if row.on == "unpublished"]
    assert len(embargoed) > 50
    for row in embargoed:
        twin = unknown[row.method, row.rule]
        told = [p for p in COLUMNS if p != "official" and row.status(p) != twin.status(p)]
        assert told == [], f"{row.method} {row.rule}"


def test_administrators_may_no_more_than_citizens() -> None:
    """Their power is over accounts and institutions; what they read and do of bills and comments is what anybody may."""
    more = [row for row in ROWS if row.on != "own" and row.status("administrator") != row.status("citizen")]
    assert [row for row in more if not row.rule.startswith(OFFICES) and row.rule not in MORE] == []


def test_strangers_change_nothing() -> None:
    """Without an account one may register, confirm, sign in and out, ask for a new password, get words back, have checkpoints mailed.

    Who is suspended cannot sign in, and shows by the password that an account is theirs: to object, to take their data, to erase it.
    """
    changing = {row.rule for row in ROWS if row.method != "GET" and row.status("stranger") not in ("401", "403", "404")}
    assert changing == {
        "/account/register",
        "/account/sign-in",
        "/account/sign-out",
        "/account/reset",
        "/account/objection",
        "/account/suspended/data",
        "/account/suspended/erasure",
        "/draft.txt",
        "/record/checkpoints/subscription",
    }
