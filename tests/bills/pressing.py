"""What tests of files stand on: a typesetter that counts, and a look at what is kept."""

from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills.models import VersionFile
from app.kernel.verdict import Refused

SUFFIXES = ("docx", "pdf", "md", "xml")
BASE = "/bills/open-bill/versions/1"


class Press:
    """Stands in for the typesetter: counts what it is given."""

    def __init__(self) -> None:
        self.made: list[Any] = []
        self.refusal: Refused | None = None

    def __call__(self, outline, about, counted=None) -> bytes:
        if self.refusal:
            raise self.refusal
        self.made.append((outline, about, counted))
        return b"%PDF-1.7 " + str(len(self.made)).encode()


def kept(client: FlaskClient) -> list[Any]:
    """The files that are kept: kind, language, instant, mark."""
    columns = (VersionFile.kind, VersionFile.lang, VersionFile.made_at, VersionFile.basis)
    with client.application.extensions["gongyi.db"].readers() as session:
        return list(session.execute(sa.select(*columns).order_by(VersionFile.kind, VersionFile.lang)))
