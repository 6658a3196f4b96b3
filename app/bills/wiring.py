"""What this room plugs into the application."""

from flask import Flask

from app.bills import desk, downloads, leaving, revision, views  # noqa: F401  (revision listens to every session from here on)
from app.bills.cards import article_label, bill_band, bill_card
from app.bills.desk import announcing, auditing, changing, drafting, importing, path, preparing, terms, tying, waiting  # noqa: F401  (they hang their pages on desk.bp)
from app.bills.markup import redline_html
from app.bills.naming import name_bills
from app.bills.page_states import bill_state, state_of_all, state_of_record
from app.bills.reconciling import check_bills, check_changes_of_days, check_versions
from app.kernel.web.page_cache import add_state
from app.record.names import add_namer
from app.record.reconciliation import add_check


def init_app(app: Flask) -> None:
    """Register the room's pages, and the words that every room's templates may use."""
    app.register_blueprint(views.bp)
    leaving.subscribe(app.extensions["gongyi.events"])
    app.register_blueprint(desk.bp)
    app.jinja_env.globals.update(
        article_label=article_label, bill_band=bill_band, bill_card=bill_card, redline_html=redline_html
    )
    add_namer(app, name_bills)
    add_state(app, "bill", bill_state)
    add_state(app, "all bills", state_of_all)
    add_state(app, "record", state_of_record)
    for check in (check_bills, check_changes_of_days, check_versions):
        add_check(app, check)
