"""The secret half of the key that signs: where it lies, how it is made once, and how another takes its place.

The setting is the secret itself (64 hexadecimal digits), or the path of a file that holds it; without a setting it is the file
`checkpoint-key` under GONGYI_DATA, which is made when it is first needed. Nothing but signing ever reads it.
"""

import os
import secrets
from pathlib import Path

from app.config import Settings, SettingsError, read_checkpoint_key, write_secret
from app.record.verify_log import canonical


class Signer:
    """A key that can sign: `key` is its public half (hex)."""

    def __init__(self, secret: str) -> None:
        # Late, since its library is large and few processes sign.
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._secret = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
        self.key: str = self._secret.public_key().public_bytes_raw().hex()

    def sign(self, statement: dict[str, str | int]) -> str:
        """Sign a statement's canonical JSON (hex)."""
        return self._secret.sign(canonical(statement)).hex()


def key_file(settings: Settings) -> Path | None:
    """The file that holds the secret; None where the setting is the secret itself."""
    if not settings.checkpoint_key:
        return settings.data / "checkpoint-key"
    return Path(settings.checkpoint_key) if settings.checkpoint_key.startswith(os.sep) else None


def open_signer(settings: Settings) -> Signer:
    """Read the secret; the file under GONGYI_DATA is made where it is missing."""
    if not settings.checkpoint_key:
        file = settings.data / "checkpoint-key"
        try:
            if not file.exists():
                write_secret(file, new_secret())
        except FileExistsError:
            pass
        except OSError as error:
            raise SettingsError(f"GONGYI_DATA cannot be written: {error.strerror}") from error
        return Signer(read_checkpoint_key(str(file)))
    return Signer(read_checkpoint_key(settings.checkpoint_key))


def new_secret() -> str:
    """Make the secret of another key (hex)."""
    return secrets.token_hex(32)  # any 32 bytes are one (RFC 8032, 5.1.5)
