"""What is worked out from published versions once and kept, as they never change: comparisons and files."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId


class KeptComparison(Base):
    """The redlines of two published versions in one language; `earlier_number` 0 is the law in force."""

    __tablename__ = "kept_comparison"
    __table_args__ = (sa.UniqueConstraint("later_id", "earlier_number", "lang"),)
    is_private: ClassVar[bool] = True  # it changes nothing that the public can see

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    later_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    earlier_number: Mapped[int]
    lang: Mapped[str] = mapped_column(sa.String(16))
    rows: Mapped[list[Any]] = mapped_column(sa.JSON)


class VersionFile(Base):
    """A file made from a published version; `basis` is the digest of all that it was made from (see files.py)."""

    __tablename__ = "version_file"
    __table_args__ = (sa.UniqueConstraint("version_id", "kind", "lang"),)
    is_private: ClassVar[bool] = True  # it changes nothing that the public can see

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("version.id"))
    kind: Mapped[str] = mapped_column(sa.String(16))
    lang: Mapped[str] = mapped_column(sa.String(16))
    basis: Mapped[str] = mapped_column(sa.String(64), default="")
    made_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True)
