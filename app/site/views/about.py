"""Help: what this is, the rules, the roles, privacy, and (demo mode alone) the design system's components."""

from flask import current_app, render_template

from app.accounts.access import GRANTS
from app.bills.notice_period import RESPONSE_DAYS, SHORTEST
from app.kernel.clock import request_now
from app.kernel.guards import public
from app.kernel.verdict import not_found
from app.moderation.grounds import GROUNDS
from app.site.roles import permission_rows, role_columns
from app.site.views.blueprint import bp


@bp.get("/help", endpoint="help")
@public
def about() -> str:
    """Explain what this is and how it works."""
    return render_template("site/help.html", notice_days=SHORTEST, response_days=RESPONSE_DAYS)


@bp.get("/help/rules")
@public
def rules() -> str:
    """Show the house rules and the only grounds for hiding."""
    return render_template("site/help_rules.html", grounds=GROUNDS)


@bp.get("/help/roles")
@public
def roles() -> str:
    """Show the grants table as it is in force."""
    return render_template("site/help_roles.html", roles=role_columns(GRANTS), permissions=permission_rows(GRANTS))


@bp.get("/help/privacy")
@public
def privacy() -> str:
    """Say what is kept about people, and what is not."""
    return render_template("site/help_privacy.html")


@bp.get("/help/components")
@public
def components() -> str:
    """Show every component together; in demo mode alone."""
    if not current_app.extensions["gongyi.settings"].is_demo:
        raise not_found()
    return render_template("site/components.html", now=request_now())
