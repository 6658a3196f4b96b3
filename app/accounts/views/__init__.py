"""The account pages."""

from app.accounts.views import entry, passwords, registration, settings, tokens
from app.accounts.views.pages import bp

__all__ = ["bp", "entry", "passwords", "registration", "settings", "tokens"]
