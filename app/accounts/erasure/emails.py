"""The last mail to an erased account."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.erasure.models import Farewell
from app.kernel.i18n import gettext as _
from app.kernel.outbox import Letter, register_mail, word


def write_farewell(session: Session, _nobody: object, parameters: Mapping[str, Any]) -> Letter | None:
    """Word the mail that tells that an account is erased, while its address is still kept for it."""
    found = session.get(Farewell, parameters["message"])
    return Letter(_("Your account is erased"), word("farewell"), to=found.email) if found is not None else None


def init_app(app: Flask) -> None:
    """Register the mail with the outbox."""
    register_mail(app, "farewell", write_farewell, outsiders=True)
