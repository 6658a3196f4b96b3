"""The mails of this folder, to people who may have no account."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.i18n import gettext as _
from app.kernel.outbox import Letter, register_mail, word
from app.notifications.checkpoints.links import token_of
from app.notifications.checkpoints.models import Subscriber
from app.record.checkpoints.models import Checkpoint

Parameters = Mapping[str, Any]


def write_confirm(session: Session, _person: Any, parameters: Parameters) -> Letter | None:
    """Word the mail with the link that begins a subscription."""
    subscriber = session.get(Subscriber, parameters["subscriber"])
    if subscriber is None or subscriber.confirmed_at is not None:
        return None
    body = word("checkpoint_confirm", token=token_of(subscriber))
    return Letter(_("Confirm: checkpoints of the public record"), body, to=subscriber.email)


def write_checkpoint(session: Session, _person: Any, parameters: Parameters) -> Letter | None:
    """Word the mail that carries a checkpoint, and how to end these mails."""
    subscriber = session.get(Subscriber, parameters["subscriber"])
    checkpoint = session.get(Checkpoint, parameters["seq"])
    if subscriber is None or subscriber.confirmed_at is None or checkpoint is None:
        return None
    token = token_of(subscriber)
    document = json.dumps(checkpoint.document, indent=2, sort_keys=True, ensure_ascii=False)
    return Letter(
        _("Checkpoint of the public record: no. %(number)s", number=checkpoint.seq),
        word("checkpoint", checkpoint=checkpoint, document=document, token=token),
        to=subscriber.email,
        unsubscribe=f"/record/checkpoints/unsubscription/{token}",
    )


def init_app(app: Flask) -> None:
    """Register this folder's mails with the outbox."""
    register_mail(app, "checkpoint-confirm", write_confirm, outsiders=True)
    register_mail(app, "checkpoint", write_checkpoint, outsiders=True)
