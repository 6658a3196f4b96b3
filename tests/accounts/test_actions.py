"""Accounts from the first to the last day: registering, confirming, passwords, forgetting."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import actions, queries
from app.accounts.actions.sign_ins import Proof
from app.accounts.models import AccountToken, LoginSession, Person
from app.accounts.policy import SYSTEM
from app.accounts.sessions import start_session
from app.accounts.tokens import Purpose, find_holder, mint_token
from app.kernel.verdict import Refused
from tests.accounts.people import give_password, queued
from tests.builders import World
from tests.conftest import NOON

TICK = timedelta(microseconds=1)


def register(session: Session, handle: str = "newcomer", email: str = "new@example.test") -> Person:
    return actions.register_person(session, handle=handle, email=email, password_hash="$hash", language="en", now=NOON)


def test_a_newcomer_is_unconfirmed_and_gets_a_mail(session: Session) -> None:
    person = register(session)
    assert (person.confirmed_at, person.email, person.is_active()) == (None, "new@example.test", False)
    assert queued(session) == [("confirm", person.id)]


@pytest.mark.parametrize("handle", ["citizen", "CITIZEN", "cltizen", "сitizen".replace("с", "c")])
def test_a_taken_handle_is_refused_in_every_likeness(world: World, session: Session, handle: str) -> None:
    with pytest.raises(Refused) as refused:
        register(session, handle=handle)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "handle")


@pytest.mark.parametrize("handle", ["moderator-77", "版主", "x", "a b"])
def test_a_reserved_or_odd_handle_is_refused(session: Session, handle: str) -> None:
    with pytest.raises(Refused) as refused:
        register(session, handle=handle)
    assert refused.value.field == "handle"


def test_a_taken_address_is_not_given_away(world: World, session: Session) -> None:
    citizen = world.people["citizen"]
    person = register(session, email=str(citizen.email))
    assert person.email is None
    assert queued(session) == [("taken", citizen.id)]
    assert queries.find_by_email(session, "citizen@example.test") is citizen


def test_an_unconfirmed_claim_gives_way(session: Session) -> None:
    first = register(session)
    token = mint_token(session, first, Purpose.CONFIRM, NOON)
    second = register(session, handle="true-owner")
    assert (first.email, second.email) == (None, "new@example.test")
    with pytest.raises(Refused):
        actions.confirm_email(session, token, NOON)


def test_an_address_is_confirmed_once(session: Session) -> None:
    person = register(session)
    token = mint_token(session, person, Purpose.CONFIRM, NOON)
    assert actions.confirm_email(session, token, NOON) is person
    assert person.is_active()
    with pytest.raises(Refused) as refused:
        actions.confirm_email(session, token, NOON)
    assert refused.value.reason.code == "not_found"
    with pytest.raises(Refused):
        actions.request_confirmation(session, person, NOON)


@pytest.mark.parametrize(
    "purpose, life", [(Purpose.CONFIRM, timedelta(hours=24)), (Purpose.RESET, timedelta(minutes=15))]
)
def test_tokens_run_out(world: World, session: Session, purpose: Purpose, life: timedelta) -> None:
    citizen = world.people["citizen"]
    token = mint_token(session, citizen, purpose, NOON)
    session.flush()
    assert find_holder(session, token, purpose, NOON + life - TICK) is citizen
    with pytest.raises(Refused):
        find_holder(session, token, purpose, NOON + life)


def test_tokens_serve_their_purpose_alone_and_are_kept_hashed(world: World, session: Session) -> None:
    token = mint_token(session, world.people["citizen"], Purpose.CONFIRM, NOON)
    session.flush()
    with pytest.raises(Refused):
        find_holder(session, token, Purpose.RESET, NOON)
    assert token not in set(session.scalars(sa.select(AccountToken.token_hash)))


def test_tokens_are_void_after_any_change_and_for_the_suspended(world: World, session: Session) -> None:
    citizen = world.people["citizen"]
    token = mint_token(session, citizen, Purpose.RESET, NOON)
    session.flush()
    citizen.suspended_at = NOON
    with pytest.raises(Refused):
        find_holder(session, token, Purpose.RESET, NOON)
    citizen.suspended_at = None
    citizen.account_version += 1
    with pytest.raises(Refused):
        find_holder(session, token, Purpose.RESET, NOON)


def test_a_reset_sets_the_password_confirms_and_ends_sessions(session: Session) -> None:
    person = register(session)
    start_session(session, person, NOON)
    other = mint_token(session, person, Purpose.CONFIRM, NOON)
    actions.reset_password(session, mint_token(session, person, Purpose.RESET, NOON), "$new", NOON)
    assert (person.password_hash, person.confirmed_at) == ("$new", NOON)
    assert queries.list_sessions(session, person.id, NOON) == []
    assert queued(session)[-1] == ("password-changed", person.id)
    with pytest.raises(Refused):
        actions.confirm_email(session, other, NOON)


def test_a_reset_is_mailed_to_owners_alone_but_always_written_down(world: World, session: Session) -> None:
    world.people["other_citizen"].suspended_at = NOON
    for email in ("citizen@example.test", "nobody@example.test", "other-citizen@example.test"):
        actions.request_reset(session, email, NOON)
    assert queued(session) == [("reset", world.people["citizen"].id), ("reset", 0), ("reset", 0)]


def test_a_password_changes_only_where_the_proof_still_holds(world: World, session: Session) -> None:
    citizen = give_password(session, world.people["citizen"])
    with pytest.raises(Refused) as refused:
        actions.change_password(session, citizen, proved="$older", password_hash="$new", now=NOON)
    assert refused.value.reason.code == "conflict"
    actions.change_password(session, citizen, proved=str(citizen.password_hash), password_hash="$new", now=NOON)
    assert (citizen.password_hash, citizen.account_version) == ("$new", 2)


def test_sign_in_judges_anew(world: World, session: Session) -> None:
    citizen = give_password(session, world.people["citizen"])
    proof = Proof(citizen.id, str(citizen.password_hash), "$rehashed")
    citizen.suspended_at = NOON
    with pytest.raises(Refused):
        actions.sign_in(session, proof, NOON)
    citizen.suspended_at = None
    assert actions.sign_in(session, proof, NOON)[0] is citizen
    assert citizen.password_hash == "$rehashed"
    with pytest.raises(Refused):
        actions.sign_in(session, proof, NOON)


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_languages_are_ours(world: World, session: Session, language: str) -> None:
    actions.choose_language(session, world.people["citizen"], language)
    assert world.people["citizen"].language == language
    with pytest.raises(Refused):
        actions.choose_language(session, world.people["citizen"], "zh-CN")


def test_stale_accounts_are_forgotten_after_seven_days(world: World, session: Session) -> None:
    person = register(session)
    start_session(session, person, NOON)
    mint_token(session, person, Purpose.CONFIRM, NOON)
    session.flush()
    assert actions.forget_stale_accounts(session, NOON + timedelta(days=7) - TICK) == 0
    assert actions.forget_stale_accounts(session, NOON + timedelta(days=7)) == 1
    assert queries.find_by_handle(session, "newcomer") is None
    assert session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) == 0
    assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == len(world.people)


def test_an_invited_administrator_is_not_forgotten(world: World, session: Session) -> None:
    actions.appoint_administrator(session, SYSTEM, handle="admin-9", email="boss@example.test", now=NOON)
    assert actions.forget_stale_accounts(session, NOON + timedelta(days=30)) == 0
