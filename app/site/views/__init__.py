"""Pages that compose several features; importing this package registers all of them on the blueprint."""

from app.site.views import bill, desk, help, home, journey, offices, root
from app.site.views.blueprint import bp

__all__ = ["bill", "bp", "desk", "help", "home", "journey", "offices", "root"]
