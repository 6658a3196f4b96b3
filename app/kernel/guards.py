"""Guards: each route says who may knock; accounts plugs in how that is checked."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar, cast

from flask import current_app

View = TypeVar("View", bound=Callable[..., Any])
Check = Callable[[StrEnum | None], None]


def public(view: View) -> View:
    """Open a route to everybody."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Open a route to people who are signed in."""
    return _guarded(view, None, "signed_in")


def needs(permission: StrEnum) -> Callable[[View], View]:
    """Open a route to people who hold a permission somewhere; the action judges whether here."""
    return lambda view: _guarded(view, permission, permission.value)


def _guarded(view: View, permission: StrEnum | None, name: str) -> View:
    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        check: Check = current_app.extensions["gongyi.guard"]
        check(permission)
        return view(*args, **kwargs)

    checked.guard = name  # type: ignore[attr-defined]
    return cast(View, checked)
