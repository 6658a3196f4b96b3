"""Schema migrations (Alembic); they import no models."""
