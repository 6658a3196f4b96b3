"""Settings from GONGYI_* environment variables, checked once at the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """A setting is wrong; the message is one line that names the variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a running platform can be told from outside."""

    data: Path
    database_url: str
    secret_key: str
    mode: str
    base_url: str
    mail_url: str
    redis_url: str | None = None
    trusted_proxies: int = 0
    checkpoint_key: str = ""

    @property
    def is_demo(self) -> bool:
        """Whether demo accounts and the demonstration banner are on."""
        return self.mode == "demo"

    @property
    def is_https(self) -> bool:
        """Whether the public address is https, so that cookies are Secure."""
        return self.base_url.startswith("https://")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings, or raise SettingsError naming the wrong variable."""
    env = os.environ if environ is None else environ
    mode = env.get("GONGYI_MODE", "demo")
    if mode not in ("demo", "production"):
        raise SettingsError(f"GONGYI_MODE must be demo or production, not {mode!r}")
    data = Path(env.get("GONGYI_DATA", "instance")).absolute()
    database_url = _database_url(env.get("GONGYI_DATABASE_URL", ""), data)
    base_url = env.get("GONGYI_BASE_URL", "http://127.0.0.1:8000" if mode == "demo" else "").rstrip("/")
    if urlsplit(base_url).scheme not in ("http", "https") or not urlsplit(base_url).hostname:
        raise SettingsError("GONGYI_BASE_URL must be the public address, such as https://gongyi.example")
    mail_url = env.get("GONGYI_MAIL_URL", "file:" if mode == "demo" else "")
    if urlsplit(mail_url).scheme not in ("file", "smtp", "smtps"):
        raise SettingsError("GONGYI_MAIL_URL must begin with file:, smtp:// or smtps://")
    redis_url = env.get("GONGYI_REDIS_URL") or None
    if redis_url and urlsplit(redis_url).scheme not in ("redis", "rediss", "unix"):
        raise SettingsError("GONGYI_REDIS_URL must begin with redis://, rediss:// or unix://")
    return Settings(
        data=data,
        database_url=database_url,
        secret_key=_secret_key(env.get("GONGYI_SECRET_KEY", ""), mode, data),
        mode=mode,
        base_url=base_url,
        mail_url=mail_url,
        redis_url=redis_url,
        trusted_proxies=_hops(env.get("GONGYI_TRUSTED_PROXIES", "0")),
        checkpoint_key=_checkpoint_key(env.get("GONGYI_CHECKPOINT_KEY", "")),
    )


def _database_url(value: str, data: Path) -> str:
    if not value:
        return f"sqlite:///{data / 'gongyi.sqlite3'}"
    scheme, rest = value.split(":", 1) if ":" in value else ("", "")
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return f"postgresql+psycopg:{rest}"
    if scheme == "sqlite" and rest.startswith("///"):
        return value
    raise SettingsError("GONGYI_DATABASE_URL must begin with sqlite:/// or postgresql://")


def _hops(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value) <= 10):
        raise SettingsError("GONGYI_TRUSTED_PROXIES must be a number of hops from 0 to 10")
    return int(value)


def _checkpoint_key(value: str) -> str:
    if value:
        read_checkpoint_key(value)
    return value


def read_checkpoint_key(value: str) -> str:
    """Read the secret of the key that signs checkpoints: 64 hexadecimal digits, or an absolute path to a file of them."""
    try:
        secret = Path(value).read_text().strip() if value.startswith(os.sep) else value
    except (OSError, UnicodeDecodeError) as error:
        words = getattr(error, "strerror", None) or "not a text"
        raise SettingsError(f"GONGYI_CHECKPOINT_KEY names a file that cannot be read: {words}") from error
    if len(secret) != 64 or not set(secret) <= set("0123456789abcdef"):
        raise SettingsError(
            "GONGYI_CHECKPOINT_KEY must be 64 hexadecimal digits, or the absolute path of a file that holds them"
        )
    return secret


def _secret_key(value: str, mode: str, data: Path) -> str:
    if value:
        if len(value) < 32:
            raise SettingsError("GONGYI_SECRET_KEY must have at least 32 characters")
        return value
    if mode != "demo":
        raise SettingsError("GONGYI_SECRET_KEY is required in production mode")
    kept = data / "secret-key"
    try:
        if not kept.exists():
            write_secret(kept, secrets.token_hex(32))
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(f"GONGYI_DATA cannot be written: {error.strerror}") from error
    return kept.read_text().strip()


def write_secret(file: Path, secret: str) -> None:
    """Write a secret, whole or not at all, into a file that its owner alone may read; FileExistsError where there is one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as opened:
        opened.write(secret + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    finally:
        draft.unlink()
