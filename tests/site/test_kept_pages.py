"""Kept pages against pages written anew: every public page, after every kind of change, and as the clock goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.actions import create_agency, create_subgroup, end_role, grant_role
from app.accounts.models import Membership, Role
from app.accounts.policy import SYSTEM
from app.bills.models import ArticleText, Bill, BillTopic, Milestone, Question, Stage, Version
from app.bills.page_states import bill_state
from app.discussion import actions as discussing
from app.discussion.models import Comment
from app.discussion.page_states import comment_state
from app.kernel.bilingual import Bilingual
from app.kernel.clock import day_end
from app.kernel.web.page_shelf import Shelf
from app.moderation.actions import restore_comment
from app.record.models import Opening
from app.summaries.models import Summary
from tests.architecture.things import add_comment, fill_world
from tests.builders import LONG_AGO, TODAY, World, appoint
from tests.conftest import NOON, Clock, Statements
from tests.discussion import talk
from tests.moderation.cases import hide

OF_ALL = ["/", "/bills", "/agencies", "/subgroups", "/record"]
OF_A_BILL = ["", "/text", "/articles/1", "/compare", "/discussion", "/summary", "/response", "/record"]
OF_A_COMMENT = ["", "/history", "/journey"]
ASKED = ["/bills?status=open", "/bills?topic=training", "/record/1", "/record?act=hide", "/record?bill=open-bill"]
ASKED += [
    f"/bills/open-bill/{asked}" for asked in ("text?against=current", "discussion?sort=newest", "discussion?article=1")
]
WORDS = Bilingual("新的文字", "New words")


@pytest.fixture
def filled(world: World, pages: Shelf) -> World:
    fill_world(world)
    world.session.flush()
    return world


def addresses(world: World) -> list[str]:
    """Each kind of page that is kept, of what the changes touch."""
    found = [*OF_ALL, f"/agencies/{world.agency.slug}", f"/subgroups/{world.subgroup.slug}", "/bills/unpublished-bill"]
    found += ["/bills/closed-bill", "/bills/closed-bill/summary", *(f"/bills/open-bill{page}" for page in OF_A_BILL)]
    first, *_others, hidden = world.session.execute(sa.select(Comment.id).order_by(Comment.id)).scalars()
    return [*found, f"/comments/{hidden}", *(f"/comments/{first}{page}" for page in OF_A_COMMENT)]


def walk(app: Gongyi, paths: list[str], lang: str = "en") -> dict[str, tuple[int, str]]:
    """What a visitor gets at each address."""
    client = app.test_client()
    return {p: (a.status_code, a.text) for p in paths for a in [client.get(p, headers={"Accept-Language": lang})]}


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


def _of(kind: Any, session: Session, bill: Bill):
    return session.scalars(sa.select(kind).where(kind.bill_id == bill.id).order_by(kind.id)).first()


def _comment(world: World) -> Comment:
    return talk.load(world, _of(Comment, world.session, world.bills["open"]))


def _hidden(world: World) -> Comment:
    return talk.load(world, world.session.scalars(sa.select(Comment).where(Comment.state == "hidden")).first())


def _restore(world: World) -> object:
    found = _hidden(world)
    who, reason = world.people["moderator"], "It was hidden by mistake, it does not advertise."
    return restore_comment(world.session, who, found, found.bill, reason=reason, revision=found.revision, now=NOON)


def _endorse(world: World) -> None:
    found, who = _comment(world), world.people["citizen"]
    discussing.endorse_comment(world.session, who, found, found.bill, now=NOON)


def _grant(world: World) -> None:
    grant_role(world.session, SYSTEM, world.people["citizen"], Role.MODERATOR, world.subgroup, now=NOON)


def _end(world: World) -> None:
    query = sa.select(Membership).where(Membership.subgroup_id == world.subgroup.id).limit(1)
    end_role(world.session, SYSTEM, world.session.scalars(query).one(), now=NOON)


def _new_agency(world: World) -> None:
    names = {"name": WORDS, "abbreviation": "NEW", "description": WORDS}
    create_agency(world.session, SYSTEM, slug="new-agency", **names, subgroup=world.subgroup, now=NOON)


def _milestone(world: World) -> None:
    bill = world.bills["closed"]
    world.session.add(Milestone(bill_id=bill.id, stage=Stage.EY_APPROVED, day=TODAY, note=WORDS, source_label=WORDS))


def _publish_summary(world: World) -> None:
    draft = _of(Summary, world.session, world.bills["closed"])
    draft.published_at, draft.published_by_id = NOON, world.people["moderator"].id


def _article_text(world: World) -> None:
    query = sa.select(ArticleText).join(Version).where(Version.bill_id == world.bills["open"].id)
    world.session.scalars(query.where(Version.number == 1)).first().text = WORDS


CHANGES: dict[str, Callable[[World], object]] = {
    "a comment is posted": lambda w: add_comment(w.session, w.people["citizen"], w.bills["open"]),
    "a comment is edited": lambda w: talk.edit(w, _comment(w), "Other words entirely.", by="other_citizen"),
    "a comment is withdrawn": lambda w: talk.withdraw(w, _comment(w), by="other_citizen"),
    "a comment is hidden": lambda w: hide(w, _comment(w), "lead"),
    "a comment is restored": _restore,
    "a comment is endorsed": _endorse,
    "a bill is announced": lambda w: setattr(w.bills["unpublished"], "announced_at", NOON),
    "a bill is withdrawn": lambda w: setattr(w.bills["open"], "withdrawn_at", NOON),
    "a bill is answered": lambda w: setattr(w.bills["closed"], "answered_at", NOON),
    "a bill has another title": lambda w: setattr(w.bills["open"], "title", WORDS),
    "a bill has another lead": lambda w: setattr(w.bills["open"], "agency", w.other_agency),
    "a bill has a co-lead": lambda w: w.bills["open"].co_leads.append(w.other_agency),
    "a bill has a topic": lambda w: w.session.add(BillTopic(bill_id=w.bills["open"].id, topic="training")),
    "a question has other words": lambda w: setattr(_of(Question, w.session, w.bills["open"]), "text", WORDS),
    "an article has other words": _article_text,
    "a milestone is added": _milestone,
    "a summary is published": _publish_summary,
    "an agency is renamed": lambda w: setattr(w.agency, "name", WORDS),
    "an agency is created": _new_agency,
    "a subgroup is renamed": lambda w: setattr(w.subgroup, "name", WORDS),
    "a subgroup is created": lambda w: create_subgroup(
        w.session, SYSTEM, slug="new-subgroup", name=WORDS, remit=WORDS, now=NOON
    ),
    "a role is granted": _grant,
    "a role ends": _end,
    "a person has another handle": lambda w: setattr(w.people["other_citizen"], "handle", "former-participant"),
    "a person is suspended": lambda w: setattr(w.people["moderator"], "suspended_at", NOON),
    "an opening is erased": lambda w: w.session.delete(
        w.session.scalars(sa.select(Opening).order_by(Opening.seq)).first()
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_seen_by_the_very_next_request(app: Gongyi, filled: World, change: str) -> None:
    paths = addresses(filled)
    before = walk(app, paths)
    CHANGES[change](filled)
    filled.session.flush()
    paths = addresses(filled)
    after = walk(app, paths)
    assert after == walk_anew(app, paths)
    assert after != before


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
    elif which == "a term ends":
        session.scalars(sa.select(Membership).where(Membership.subgroup_id == world.subgroup.id)).first().ends_at = soon
    else:
        return day_end(TODAY)
    session.flush()
    return soon


BOUNDS = ["the notice opens", "the notice closes", "a bill is announced", "a bill is withdrawn"]
BOUNDS += ["a term begins", "a term ends", "midnight"]


@pytest.mark.parametrize("which", BOUNDS)
def test_the_clock_alone_makes_kept_pages_new(app: Gongyi, filled: World, clock: Clock, which: str) -> None:
    instant = _bound(filled, which)
    paths = [*addresses(filled), "/bills/announced-bill"]
    clock.now = instant - timedelta(microseconds=1)
    before = walk(app, paths)
    assert before == walk_anew(app, paths)
    clock.now = instant
    after = walk(app, paths)
    assert after == walk_anew(app, paths)
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
