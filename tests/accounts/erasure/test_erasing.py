"""Erasing an account: nothing that names the person is left, what others did stays, and the log still verifies."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.actions import grant_role, register_person
from app.accounts.erasure.leaving import erase_account, forget_farewells
from app.accounts.erasure.models import Farewell
from app.accounts.erasure.naming import Names
from app.accounts.handles import skeleton
from app.accounts.models import Membership, Person, Role, TokenScope
from app.accounts.sessions import start_session
from app.discussion.models import Comment, Ground, State
from app.discussion.recount import find_wrong_counts
from app.kernel.db import Base
from app.kernel.outbox import OUTSIDER, OutboxMessage
from app.kernel.verdict import Refused
from app.moderation.actions import hide_comment
from app.moderation.models import Report
from app.notifications.delivery import deliver_due
from app.record.models import Act, Entry, Opening
from app.record.queries import entry_document, list_entries
from app.record.verify_log import verify_chain
from tests.accounts.people import PASSWORD, Box, give_password, password_hash
from tests.builders import NOON, World
from tests.discussion import talk
from tests.discussion.talk import load, post
from tests.moderation.cases import report

HANDLE, EMAIL = "peregrine", "peregrine@somewhere.example"
CANARY = "canary-xyzzy"
REASON = f"It gives the telephone number of {HANDLE} and others."
SENT = {"comments": "keep", "handle": HANDLE, "password": PASSWORD}


@pytest.fixture
def leaver(world: World) -> Person:
    """A citizen who did all that people do: spoke, was hidden, edited, endorsed, reported, read, signed in and had tokens."""
    person = give_password(world.session, world.people["citizen"])
    person.handle, person.handle_skeleton, person.email = HANDLE, skeleton(HANDLE), EMAIL
    world.session.flush()
    shown, hidden = post(world, "Words that stay."), post(world, f"Secret {CANARY}.")
    other = post(world, "Of somebody else.", by="other_citizen", parent=shown)
    talk.edit(world, shown, "Words that stay, edited.")
    talk.endorse(world, other, by="citizen")
    talk.endorse(world, shown)
    report(world, load(world, other), "citizen", f"I, {HANDLE}, {CANARY}")
    found, moderator = load(world, hidden), world.people["moderator"]
    words: dict[str, Any] = {"ground": Ground.PERSONAL_DATA, "reason": REASON, "revision": found.revision}
    hide_comment(world.session, moderator, found, found.bill, **words, now=NOON)
    start_session(world.session, person, NOON)
    world.bearer("citizen", TokenScope.WRITE)
    grant_role(world.session, world.people["administrator"], person, Role.OFFICIAL, world.other_agency, now=NOON)
    world.session.commit()
    return person


def erase(world: World, person: Person, *, withdraws: bool = False) -> None:
    erase_account(world.session, person, proved=password_hash(), withdraws=withdraws, now=NOON)
    world.session.flush()
    world.session.expire_all()


def dump(session: Session) -> str:
    """Every value of every row of every table, as one text."""
    values: list[str] = []
    for table in Base.metadata.sorted_tables:
        rows = session.execute(sa.text(f'SELECT * FROM "{table.name}"'))
        values.extend(f"{table.name}: {tuple(row)!r}" for row in rows)
    return "\n".join(values)


@pytest.mark.parametrize("withdraws", [False, True])
def test_no_trace_is_left_in_any_table(app: Gongyi, world: World, leaver: Person, withdraws: bool) -> None:
    before = dump(world.session)
    assert all(trace in before for trace in (HANDLE, EMAIL, CANARY, password_hash()))
    erase(world, leaver, withdraws=withdraws)
    world.session.commit()
    assert EMAIL in dump(world.session)  # for the last mail
    box = Box()
    app.extensions["gongyi.postman"] = box
    assert deliver_due(app) == 1
    assert (box.messages[-1]["To"], HANDLE in box.text()) == (EMAIL, False)
    after = dump(world.session)
    for trace in (HANDLE, EMAIL, CANARY, password_hash()):
        assert trace not in after, [line for line in after.splitlines() if trace in line]
    assert list(find_wrong_counts(world.session)) == []
    del app.extensions["gongyi.postman"]


@pytest.mark.parametrize("withdraws", [False, True])
def test_comments_stay_under_no_name_or_go_as_was_chosen(
    client: FlaskClient, world: World, leaver: Person, withdraws: bool
) -> None:
    mine = sa.select(Comment.body, Comment.state).where(Comment.author_id == leaver.id).order_by(Comment.id)
    first = world.session.scalar(sa.select(sa.func.min(Comment.id)))
    erase(world, leaver, withdraws=withdraws)
    shown = (None, State.WITHDRAWN) if withdraws else ("Words that stay, edited.", State.VISIBLE)
    assert world.session.execute(mine).all() == [shown, (None, State.WITHDRAWN)]
    world.session.commit()
    for page, name in (("?lang=en", "former participant"), ("?lang=zh-TW", "參與者")):
        text = client.get(f"/comments/{first}{page}").text
        assert withdraws or name in text
        assert HANDLE not in text
        assert "Of somebody else." in text
    assert HANDLE not in client.get("/bills/open-bill/discussion").text
    assert client.get(f"/api/v1/comments/{first}").json["author"]["handle"].startswith("former-participant-")


def test_the_log_verifies_and_says_what_was_erased(client: FlaskClient, world: World, leaver: Person) -> None:
    public_id = leaver.public_id
    hiding = world.session.scalars(sa.select(Entry.seq).where(Entry.act == Act.HIDE)).one()
    erase(world, leaver)
    assert world.session.get(Opening, hiding) is None
    documents = [entry_document(*row) for row in list_entries(world.session, after=0, limit=100)]
    assert list(verify_chain(documents)) == []
    acts = [(one["act"], one["actor"]) for one in documents[-2:]]
    assert acts == [("revoke", public_id), ("erase", public_id)]
    assert documents[-1]["opening"]["words"] == {"openings": str(hiding)}
    world.session.commit()
    page = client.get(f"/record/{hiding}?lang=en").text
    assert "Its words were erased at the request of the person whom they concerned." in page
    listed = client.get("/record?lang=en").text
    assert f"words erased of no.: {hiding}" in listed
    assert "former participant" in listed


def test_a_sealed_text_can_no_longer_be_proved_though_the_reason_stays(
    client: FlaskClient, world: World, leaver: Person
) -> None:
    found = load(world, post(world, f"Another secret {CANARY}."))
    words: dict[str, Any] = {
        "ground": Ground.SPAM,
        "reason": "It advertises a shop, twice.",
        "revision": found.revision,
    }
    hide_comment(world.session, world.people["moderator"], found, found.bill, **words, now=NOON)
    seq = world.session.scalar(sa.select(sa.func.max(Entry.seq)))
    erase(world, leaver)
    opening = world.session.get_one(Opening, seq)
    assert (opening.sealed_key, opening.words["reason"]) == (None, "It advertises a shop, twice.")
    world.session.commit()
    assert "nobody can prove or guess them" in client.get(f"/record/{seq}?lang=en").text


def test_reports_count_but_are_nobodys(world: World, leaver: Person) -> None:
    erase(world, leaver)
    found = world.session.scalars(sa.select(Report)).one()
    assert (found.reporter_id, found.note) == (None, "")


def test_nobody_takes_the_handle_of_past_words(world: World, leaver: Person) -> None:
    erase(world, leaver)
    for handle in (HANDLE, HANDLE.upper(), "peregr\u0456ne", leaver.handle):
        with pytest.raises(Refused, match="invalid"):
            register_person(
                world.session, handle=handle, email="new@x.example", password_hash="x", language="en", now=NOON
            )
    register_person(world.session, handle="merlin", email=EMAIL, password_hash="x", language="en", now=NOON)


def test_the_last_administrator_stays_and_others_go(world: World) -> None:
    only = give_password(world.session, world.people["administrator"])
    with pytest.raises(Refused, match="conflict"):
        erase(world, only)
    grant_role(world.session, only, world.people["other_citizen"], Role.ADMINISTRATOR, now=NOON)
    erase(world, only)
    terms = sa.select(Membership.ends_at).where(Membership.person_id == only.id)
    assert set(world.session.scalars(terms)) == {NOON}


def test_a_password_that_was_changed_meanwhile_is_refused(world: World, leaver: Person) -> None:
    with pytest.raises(Refused, match="conflict"):
        erase_account(world.session, leaver, proved="another", withdraws=False, now=NOON)
    assert leaver.email == EMAIL


def test_names_are_found_where_they_are_meant() -> None:
    names = Names("law", "law@x.example")
    assert names.is_in("Law wrote this.", about=True)
    assert not names.is_in("A lawful reason.", about=True)
    assert not names.is_in("The law says so.", about=False)
    assert names.is_in("As @law says.", about=False)
    assert names.is_in("Write to law@x.example.", about=False)
    chinese = Names("王小明", None)
    assert chinese.taken_out("留言提到王小明的住址。") == "留言提到…的住址。"


def test_the_pages_ask_for_choice_word_and_password(client: FlaskClient, world: World, leaver: Person) -> None:
    world.sign_in(client, "citizen")
    for wrong in ({"comments": ""}, {"handle": "other"}, {"password": "wrong password"}):
        answer = client.post("/account/data/erasure?lang=en", data=SENT | wrong)
        assert answer.status_code == 422
    assert leaver.email == EMAIL
    assert "Official" in client.get("/account/data/erasure?lang=en").text
    answer = client.post("/account/data/erasure", data=SENT)
    assert (answer.status_code, answer.location) == (303, "/")
    world.session.expire_all()
    assert leaver.email is None
    assert client.get("/account/settings").status_code == 303
    sent = {"name": HANDLE, "password": PASSWORD}
    assert client.post("/account/sign-in", data=sent).status_code != 303
    mails = world.session.execute(sa.select(OutboxMessage.template, OutboxMessage.person_id)).all()
    assert ("farewell", OUTSIDER) in mails
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Farewell)) == 1


def test_an_address_is_kept_a_day_at_most_for_a_mail_that_does_not_go(world: World, leaver: Person) -> None:
    erase(world, leaver)
    count = sa.select(sa.func.count()).select_from(Farewell)
    forget_farewells(world.session, NOON + timedelta(hours=23))
    assert world.session.scalar(count) == 1
    forget_farewells(world.session, NOON + timedelta(days=1))
    assert world.session.scalar(count) == 0


def test_the_file_holds_all_that_is_kept_and_nothing_of_others(
    client: FlaskClient, world: World, leaver: Person
) -> None:
    world.sign_in(client, "citizen")
    assert EMAIL in client.get("/account/data").text
    answer = client.get("/account/data/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gongyi-my-data.json"'
    held = answer.json
    assert (held["account"]["handle"], held["account"]["email"]) == (HANDLE, EMAIL)
    tables = held["tables"]
    assert [one["body"] for one in tables["comment"]] == ["Words that stay, edited.", f"Secret {CANARY}."]
    assert [one["body"] for one in tables["earlier_text"]] == ["Words that stay."]
    assert len(tables["endorsement"]) == len(tables["report"]) == len(tables["login_session"]) - 1 == 1
    assert {"api_token", "membership", "decision"} <= set(tables)
    assert "Of somebody else." not in answer.text
    assert not {"password_hash", "token_hash"} & {name for rows in tables.values() for row in rows for name in row}
    for other in world.people.values():
        assert other is leaver or (other.email or "@") not in answer.text
