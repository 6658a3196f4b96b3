"""How somebody is called on pages."""

from app.accounts.erasure.naming import is_former
from app.kernel.i18n import gettext as _


def call(handle: str) -> str:
    """A handle as pages show it: of an erased account, "former participant"."""
    return str(_("former participant")) if is_former(handle) else handle
