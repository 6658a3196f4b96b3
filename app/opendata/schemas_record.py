"""The documented shapes of the public record."""

from typing import Any

from pydantic import Field

from app.kernel.web.api import Document
from app.opendata.schemas_bills import Instant


class Opened(Document):
    """What opens a commitment: the key and the public words that were committed to."""

    key: str
    words: dict[str, Any]


class RecordEntry(Document):
    """An act of power, as it was hashed: `hash` is the SHA-256 of the RFC 8785 JSON of all fields but itself and `opening`."""

    seq: int
    at: Instant
    act: str = Field(examples=["hide"])
    actor: str
    subject: str
    bill: str | None
    ground: str | None
    commitment: str | None
    prev: str = Field(description="The hash of the entry before; 64 zeros for the first.")
    hash: str
    opening: Opened | None = Field(description="Null where the words were erased, or there are none.")


class CheckpointDocument(Document):
    """The operator's signature: an entry of this number has this hash, and with it everything before it stands as it stood.

    The signature (Ed25519, hex) is of the RFC 8785 JSON of all other fields.
    """

    kind: str = Field(examples=["gongyi-checkpoint-1"])
    origin: str = Field(description="The platform's address.")
    seq: int
    hash: str
    at: Instant
    key: str = Field(description="The public key (Ed25519, hex).")
    signature: str


class SigningKeyDocument(Document):
    """A key that signs checkpoints; each but the first was signed by the one before it, which is an entry of the record.

    What was signed is the RFC 8785 JSON of `{"kind": "gongyi-key-1", "at", "key", "by"}`, where `by` is `signed_by`.
    """

    key: str
    at: Instant
    signed_by: str | None
    signature: str | None
    entry: int | None


class KeyList(Document):
    """The keys, the first first."""

    keys: list[SigningKeyDocument]


class RecordList(Document):
    """One page of the record, oldest first."""

    items: list[RecordEntry]
    next: str | None = Field(description="The cursor of the following page, or null.")
