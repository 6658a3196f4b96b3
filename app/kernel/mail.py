"""Handing mails over: to a folder of .eml files, or to an SMTP server."""

import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit


class Postman(Protocol):
    """Somebody who takes a finished message."""

    def deliver(self, message: EmailMessage) -> None:
        """Take a message, or raise OSError / smtplib.SMTPException."""


class FileBox:
    """Writes each message as one .eml file, named by its Message-ID, so that a repeated delivery makes one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def deliver(self, message: EmailMessage) -> None:
        """Write the message into the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() or c in "-." else "-" for c in message["Message-ID"].strip("<>"))
        draft = self.folder / f".{name}.part"
        draft.write_bytes(message.as_bytes())
        draft.rename(self.folder / f"{name}.eml")


class SmtpServer:
    """Hands messages to smtp://user:password@host:port (STARTTLS where offered) or smtps://."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)

    def deliver(self, message: EmailMessage) -> None:
        """Open a connection and send the message."""
        host, secure = self.url.hostname or "localhost", self.url.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with kind(host, self.url.port or (465 if secure else 25), timeout=20) as server:
            if not secure and server.has_extn("starttls"):
                server.starttls()
            if self.url.username:
                server.login(unquote(self.url.username), unquote(self.url.password or ""))
            server.send_message(message)


def open_postman(mail_url: str, data: Path) -> Postman:
    """Return who delivers, by the setting's scheme; `file:` alone means the folder mail beside the data."""
    if mail_url.startswith("file:"):
        return FileBox(Path(mail_url.removeprefix("file:").removeprefix("//") or data / "mail"))
    return SmtpServer(mail_url)
