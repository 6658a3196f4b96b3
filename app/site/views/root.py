"""Small addresses that programs look for at the root."""

from flask import Response, make_response, redirect
from werkzeug.wrappers import Response as Redirection

from app.kernel.guards import public
from app.kernel.web.static import static_url
from app.site.views.blueprint import bp

ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /desk
Disallow: /notifications
Disallow: /comments/*/replies/new
Disallow: /comments/*/reports/new
Disallow: /bills/*/comments/new
"""


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Ask crawlers to leave out forms and private pages."""
    return make_response(ROBOTS, 200, {"Content-Type": "text/plain; charset=utf-8"})


@bp.get("/favicon.ico")
@public
def favicon() -> Redirection:
    """Send browsers that ask for the old name to the drawing."""
    return redirect(static_url("img/favicon.svg"), 302)
