"""Help: what this is, the rules, the roles, privacy, and (demo mode alone) the design system's components."""

from flask import current_app, render_template

from app.accounts.access import GRANTS
from app.bills.markup import redline_html
from app.bills.notice_period import RESPONSE_DAYS, SHORTEST
from app.discussion.timeline import sample_timeline
from app.kernel.clock import request_now, taipei_day
from app.kernel.guards import public
from app.kernel.i18n import html_lang
from app.kernel.verdict import not_found
from app.moderation.rules import VERSIONS, Rules, find_rules, rules_at
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
    """Show the rules in force: the house rules, the only grounds for hiding, and how moderators act."""
    return _show_rules(rules_at(request_now()))


@bp.get("/help/rules/<id:number>")
@public
def rules_version(number: int) -> str:
    """Show one version of the rules, with what it changed."""
    found = find_rules(number)
    if found is None:
        raise not_found()
    return _show_rules(found)


def _show_rules(shown: Rules) -> str:
    before = find_rules(shown.number - 1)
    parts = shown.changed_from(before, html_lang()) if before else []
    return render_template(
        "site/help_rules.html",
        rules=shown,
        in_force=rules_at(request_now()).number,
        versions=VERSIONS[::-1],
        changed=[(title, redline_html(segments)) for title, segments in parts],
    )


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
    timeline = sample_timeline(taipei_day(request_now()))
    return render_template("site/components.html", now=request_now(), timeline=timeline)
