"""The search page: one form, then what was found in bills and in comments."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from app.kernel.guards import public
from app.search.page import read_page

bp = Blueprint("search", __name__)


@bp.get("/search")
@public
def index() -> ResponseReturnValue:
    """Look for words in bills and visible comments."""
    response = make_response(render_template("search/index.html", **read_page()))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    return response
