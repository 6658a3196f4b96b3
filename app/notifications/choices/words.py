"""The kinds of mail in words: of what they tell, as a choice and in a mail's last lines."""

from app.kernel.i18n import lazy_gettext as _l
from app.notifications.choices.models import MailKind

KINDS = {
    MailKind.CITED: _l("The summary cites a comment of mine"),
    MailKind.ANSWERED: _l("The agency answers what was drawn from a comment of mine"),
    MailKind.ARTICLE_CHANGED: _l("An article on which I spoke reads differently in a new version"),
    MailKind.OBJECTION: _l("An objection to a summary: mine is answered or, on a bill that I moderate, one is made"),
    MailKind.SIGNING: _l(
        "A summary waits for my signature or a response for my release,"
        " or what I asked another to sign or release came back to me"
    ),
}
