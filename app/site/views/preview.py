"""Previews of a bill's public pages, for the officials who prepare it."""

from flask import render_template, request

from app.accounts.access import Permission
from app.bills.desk.posting import bill_to_prepare
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.site import overview as parts
from app.site.preview import preview_front, preview_text
from app.site.views.blueprint import bp


@bp.get("/desk/bills/<slug:slug>/preview")
@needs(Permission.PREPARE_BILL)
def front(slug: str) -> str:
    """Show a bill's front page as it will be with its draft published."""
    page = preview_front(session(), bill_to_prepare(slug), request_now())
    return render_template("site/bill.html", tab="overview", parts=parts, **page)


@bp.get("/desk/bills/<slug:slug>/preview/text")
@needs(Permission.PREPARE_BILL)
def draft_text(slug: str) -> str:
    """Show a bill's text as it will be with its draft published."""
    page = preview_text(session(), bill_to_prepare(slug), request.args, request_now())
    return render_template("bills/text.html", tab="text", **page)
