"""Who is asking: the signed-in person, loaded anew in whichever session the request uses."""

from datetime import timedelta
from enum import StrEnum
from functools import cache

import sqlalchemy as sa
from flask import Flask, flash, g, request
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, joinedload

from app.accounts.access import Permission, holds
from app.accounts.api_tokens import find_token, note_use
from app.accounts.models import ApiToken, Person, TokenScope
from app.accounts.sessions import FRESH, TOUCH, find_signed_in, touch_session
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import close_session, database, session
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, sign_in_required
from app.kernel.web.errors import is_api

TIME_TO_WRITE = timedelta(hours=2)  # a desk's page is not opened when less is left to fill it in
DESK = (
    Permission.MODERATE,
    Permission.SUMMARISE,
    Permission.PREPARE_BILL,
    Permission.ANSWER,
    Permission.ADMINISTER,
)


class SignedIn(UserMixin):
    """What Flask-Login keeps of a sign-in: the server-side session's token."""

    def __init__(
        self,
        token: str,
        person_id: int,
        idle: timedelta = timedelta(),
        age: timedelta = timedelta(),
        proved: timedelta = timedelta(),
    ) -> None:
        self.token = token
        self.person_id = person_id
        self.idle = idle
        self.age = age
        self.proved = proved  # how long ago the password was given

    def get_id(self) -> str:
        """The token, which is all that the cookie holds."""
        return self.token


def load_signed_in(token: str) -> SignedIn | None:
    """Find who a cookie's token belongs to; a suspended person is nobody."""
    now, here = request_now(), session()
    found = find_signed_in(here, token, now)
    if found is None:
        return None
    signed_in, person = found
    _remember(person, here)
    if now - signed_in.seen_at >= TOUCH:
        _touch(token)
    proved = now - (signed_in.proved_at or signed_in.started_at)
    return SignedIn(token, person.id, now - signed_in.seen_at, now - signed_in.started_at, proved)


def _touch(token: str) -> None:
    """Note the use in a transaction of its own; a database that is busy or read-only does not hinder reading."""
    try:
        with database().writers() as writer:
            touch_session(writer, token, request_now())
            writer.commit()
    except OperationalError:
        pass


def me() -> Person | None:
    """Return who asks in the request's present session, or None for a visitor.

    Pages know people by the cookie of their session, the API by a token alone, so that no other site can use a cookie there.
    """
    who = _shown_token() if is_api() else current_user if current_user and current_user.is_authenticated else None
    if who is None:
        return None
    here: Session = session()
    if g.get("me_session") is not here:
        _remember(here.scalars(_person(), {"id": who.person_id}).unique().one_or_none(), here)
    found: Person | None = g.me
    return found


@cache
def _person() -> sa.Select[Person]:
    """Select a person with their offices; made once, since every write asks for it."""
    wanted = sa.select(Person).where(Person.id == sa.bindparam("id"))
    return wanted.options(joinedload(Person.memberships), joinedload(Person.conflicts))


def _remember(person: Person | None, here: Session) -> None:
    """Keep who asks for the length of the request, or of its present session; a suspended person is nobody."""
    g.me = person if person is not None and person.suspended_at is None else None
    g.me_session = here


def _shown_token() -> ApiToken | None:
    """The API token that came with the request, if it opens anything."""
    if "api_token" not in g:
        kind, _space, token = request.headers.get("Authorization", "").partition(" ")
        g.api_token = find_token(session(), token.strip()) if kind.lower() == "bearer" else None
    found: ApiToken | None = g.api_token
    return found


def require_token() -> Person:
    """Return whose API token came with the request, noting its use, or raise Refused."""
    token = _shown_token()
    if token is None or me() is None:
        words = _l("Send a token of your account: Authorization: Bearer TOKEN.")
        raise Refused(Reason("sign_in_required", words))
    if token.used_day != taipei_day(request_now()):
        _note_use(token.id)
    return require_me()


def _note_use(token_id: int) -> None:
    """Note the day of use in a transaction of its own; a database that is busy or read-only does not hinder."""
    close_session()
    try:
        with database().writers() as writer:
            note_use(writer, token_id, request_now())
            writer.commit()
    except OperationalError:
        pass


def require_me() -> Person:
    """Return the signed-in person, or raise Refused."""
    person = me()
    if person is None:
        sign_in_required().require()
    assert person is not None  # noqa: S101
    return person


def check_guard(permission: StrEnum | None) -> None:
    """Let a request through a route's guard, or raise Refused."""
    person = require_me()
    if permission is not None and not holds(person, Permission(permission), None, request_now()):
        raise Refused(Reason("not_allowed", _l("Your account does not have the role that this page is for.")))
    if permission is not None and is_api():
        _require_power()
    elif permission is not None:
        _require_fresh_sign_in()


def _require_power() -> None:
    token = _shown_token()
    if token is None or token.scope is not TokenScope.POWER:
        raise Refused(Reason("not_allowed", _l("This token may write, but not act in your office.")))


def _require_fresh_sign_in() -> None:
    """Ask who acts in an office to sign in again after some hours: on opening a page rather than on sending its form."""
    opens = request.method == "GET"
    if current_user.age < FRESH - (TIME_TO_WRITE if opens else timedelta()):
        return
    words = _l("You signed in long ago. Sign in again, so that nobody acts in your office from a browser left open.")
    if opens:
        flash(str(words), "info")
    raise Refused(Reason("sign_in_required", words))


def has_desk(person: Person | None) -> bool:
    """Whether somebody has work at the desk."""
    return any(holds(person, permission, None, request_now()) for permission in DESK)


def account_language() -> str | None:
    """The language that the signed-in person chose, if somebody is signed in."""
    person = me()
    return person.language if person else None


def init_app(app: Flask) -> None:
    """Plug sign-in, guards and the templates' `me` into an application."""
    manager = LoginManager(app)
    manager.session_protection = None  # it would hash the address and agent into the cookie
    manager.user_loader(load_signed_in)
    app.extensions["gongyi.guard"] = check_guard
    app.extensions["gongyi.account_language"] = account_language

    @app.context_processor
    def words() -> dict[str, object]:
        if g.get("degraded"):
            return {"me": None, "has_desk": False, "unread_notices": 0}
        person = me()
        return {
            "me": person,
            "has_desk": has_desk(person),
            "unread_notices": person.unread_notices if person else 0,
        }
