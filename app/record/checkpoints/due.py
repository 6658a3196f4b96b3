"""Signing a checkpoint when one is due: the worker's part, in a transaction of its own."""

import structlog
from flask import Flask

from app.config import Settings, SettingsError
from app.kernel.clock import request_now
from app.kernel.db import Database
from app.kernel.i18n import speaking
from app.kernel.verdict import Refused
from app.record.checkpoints.actions import is_due, sign_if_due
from app.record.checkpoints.keys import open_signer

_log = structlog.get_logger()


def sign_due(app: Flask) -> bool:
    """Sign a checkpoint where one is due; where the key is not the right one, say so once and let the rest of the work go on."""
    db: Database = app.extensions["gongyi.db"]
    settings: Settings = app.extensions["gongyi.settings"]
    with app.app_context(), speaking("en"):
        with db.readers() as session:
            if not is_due(session, request_now()):
                return False
        try:
            signer = open_signer(settings)
            with db.writers() as session:
                sign_if_due(session, signer, settings.base_url, request_now())
                session.commit()
        except (SettingsError, Refused) as error:
            _complain(app, str(error.reason.text) if isinstance(error, Refused) else str(error))
            return False
    app.extensions.pop("gongyi.signing_problem", None)
    return True


def _complain(app: Flask, problem: str) -> None:
    if app.extensions.get("gongyi.signing_problem") != problem:
        app.extensions["gongyi.signing_problem"] = problem
        _log.error("no checkpoint can be signed", problem=problem)
