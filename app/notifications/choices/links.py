"""The links in mails by which somebody ends one kind of them: signed, so that none need be stored and no sign-in is asked."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.verdict import not_found
from app.notifications.choices.models import MailKind


def unsubscribe_path(person: Person, kind: MailKind) -> str:
    """The path at which somebody ends mails of a kind; it works for as long as the account has an address."""
    return f"/notifications/unsubscription/{_serializer().dumps([person.id, kind.value])}"


def read_link(session: Session, token: str) -> tuple[Person, MailKind]:
    """Tell whose link this is and what it ends, or refuse; what never was one and what is over are alike."""
    try:
        number, code = _serializer().loads(token)
        kind = MailKind(code)
    except (BadSignature, ValueError, TypeError):
        raise not_found() from None
    person = session.get(Person, number)
    if person is None or person.email is None:
        raise not_found()
    return person, kind


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="declined-mails")
