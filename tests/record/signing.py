"""A key for tests, and checkpoints that it signs."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.record.checkpoints.actions import sign_checkpoint
from app.record.checkpoints.keys import Signer
from app.record.checkpoints.models import Checkpoint

KEY = Signer("11" * 32)
OTHER_KEY = Signer("22" * 32)
ORIGIN = "http://localhost"


def sign(session: Session, now: datetime, key: Signer = KEY) -> Checkpoint:
    """Sign the log's head."""
    return sign_checkpoint(session, key, ORIGIN, now)
