"""What the account pages share: the blueprint, and how a form is shown, also after a refusal."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template
from flask import session as cookie_session
from flask_login import login_user, logout_user

from app.accounts.current import SignedIn
from app.accounts.models import Person
from app.accounts.throttles import DEVICE_AGE, device_cookie_name, device_mark, known_device
from app.kernel.web.forms import Form

bp = Blueprint("accounts", __name__)
LANGUAGE_AGE = 365 * 24 * 3600


def show(template: str, form: Form | None = None, status: int = 200, **words: Any) -> Response:
    """Show an account page; a form with errors is at least 422."""
    if form is not None and form.errors and status == 200:
        status = 422
    return make_response(render_template(f"accounts/{template}.html", form=form, **words), status)


def let_in(person: Person, token: str, response: Response) -> Response:
    """Give the browser a new cookie session for a sign-in (nothing of the old one stays) and know the device again."""
    cookie_session.clear()
    login_user(SignedIn(token, person.id))
    cookie_session.pop("_id", None)  # Flask-Login's hash of address and agent
    cookie_session.permanent = True
    if known_device(person) is None:
        set_cookie(response, device_cookie_name(), device_mark(person), DEVICE_AGE)
    return response


def let_out() -> None:
    """Take the sign-in out of the browser's cookie session."""
    logout_user()
    cookie_session.clear()


def set_cookie(response: Response, name: str, value: str, age: int) -> None:
    """Set a lasting first-party cookie."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, max_age=age, secure=secure, httponly=True, samesite="Lax", path="/")
