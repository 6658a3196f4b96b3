"""What this folder tells."""

from dataclasses import dataclass
from datetime import datetime

from app.record.checkpoints.models import Checkpoint


@dataclass(frozen=True, slots=True)
class CheckpointSigned:
    """A checkpoint of the log was signed."""

    checkpoint: Checkpoint
    at: datetime
