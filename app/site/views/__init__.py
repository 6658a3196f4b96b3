"""Pages that compose several features; importing this package registers all of them on the blueprint."""

from app.site.sharing import views as sharing
from app.site.transparency import views as transparency
from app.site.views import about, bill, desk, home, journey, offices, preview, root
from app.site.views.blueprint import bp

__all__ = ["about", "bill", "bp", "desk", "home", "journey", "offices", "preview", "root", "sharing", "transparency"]
