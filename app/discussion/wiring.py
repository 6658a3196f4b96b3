"""What this room plugs into the application."""

from importlib import import_module

from flask import Flask

from app.bills.panels import add_article_marks, add_article_people, add_bill_news
from app.discussion import leaving
from app.discussion.beside import count_people, mark_articles
from app.discussion.following import news_of_bills
from app.discussion.page_states import argument_state, comment_state, discussion_state
from app.discussion.reconciling import check_hidings, check_marks, check_passages, check_restraints
from app.discussion.record_states import read_states
from app.discussion.restraints.pages import pace_rules
from app.discussion.views import bp
from app.kernel.web.page_cache import add_state
from app.record.reconciliation import add_check
from app.record.states import read_states_by


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    import_module("app.discussion.writing")
    import_module("app.discussion.proposal_pages")
    import_module("app.discussion.figures")
    import_module("app.discussion.argument_pages")
    app.register_blueprint(bp)
    leaving.subscribe(app.extensions["gongyi.events"])
    add_article_marks(app, mark_articles)
    add_state(app, "discussion", discussion_state)
    add_state(app, "comment", comment_state)
    add_state(app, "argument", argument_state)
    add_article_people(app, count_people)
    add_bill_news(app, news_of_bills)
    read_states_by(app, read_states)
    app.jinja_env.globals["pace_rules"] = pace_rules
    for check in (check_hidings, check_marks, check_passages, check_restraints):
        add_check(app, check)
