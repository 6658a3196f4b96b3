"""What this room plugs into the application."""

from importlib import import_module

from flask import Flask

from app.bills.panels import add_article_marks, add_article_people
from app.discussion.beside import count_people, mark_articles
from app.discussion.page_states import comment_state
from app.discussion.views import bp
from app.kernel.web.page_cache import add_state


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    import_module("app.discussion.writing")
    app.register_blueprint(bp)
    add_article_marks(app, mark_articles)
    add_state(app, "comment", comment_state)
    add_article_people(app, count_people)
