"""What the account tests share: a password whose hash is made once, and the mails in the outbox and the box."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.passwords import hash_password
from app.kernel.outbox import OutboxMessage

PASSWORD = "correct horse 9"
OTHER = "another battery 7"


@cache
def password_hash() -> str:
    return hash_password(PASSWORD)


def give_password(session: Session, person: Person) -> Person:
    person.password_hash = password_hash()
    session.flush()
    return person


def queued(session: Session) -> list[tuple[str, int]]:
    """The mails written down, as (template, person)."""
    rows = session.execute(sa.select(OutboxMessage.template, OutboxMessage.person_id).order_by(OutboxMessage.id))
    return [(template, person_id) for template, person_id in rows]


class Box:
    """A postman that keeps what it gets, or fails as often as told."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.bytes: list[bytes] = []
        self.failures = 0

    def deliver(self, message: EmailMessage) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionRefusedError("no server")
        self.bytes.append(message.as_bytes())
        self.messages.append(message_from_bytes(self.bytes[-1], policy=policy.default))

    def text(self) -> str:
        body = self.messages[-1].get_body(("plain",))
        assert body is not None
        return str(body.get_content())

    def raw(self) -> bytes:
        """The last mail as it goes out."""
        return self.bytes[-1]

    def link(self) -> str:
        """The path of the last mail's first link."""
        line = next(line for line in self.text().splitlines() if line.startswith("http://localhost/"))
        return line.removeprefix("http://localhost")
