"""The links by which an address confirms and ends its subscription: signed, so that none need be stored."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from app.kernel.verdict import not_found
from app.notifications.checkpoints.models import Subscriber


def token_of(subscriber: Subscriber) -> str:
    """The token that stands in a subscriber's links; it works for as long as the subscription lasts."""
    return str(_serializer().dumps([subscriber.id, subscriber.nonce]))


def get_subscriber(session: Session, token: str) -> Subscriber:
    """Find whose token this is, or refuse; what never was one and what has ended are alike."""
    try:
        number, nonce = _serializer().loads(token)
    except (BadSignature, ValueError, TypeError):
        raise not_found() from None
    found = session.get(Subscriber, number)
    if found is None or found.nonce != nonce:
        raise not_found()
    return found


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="checkpoints")
