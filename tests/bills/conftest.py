"""Fixtures of the bills' tests."""

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.bills import files
from tests.bills.pressing import Press
from tests.builders import build_world


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    press = Press()
    monkeypatch.setattr(files, "write_pdf", press)
    monkeypatch.setattr(files, "_seen", set())
    return press


@pytest.fixture
def real(own_app: Gongyi) -> FlaskClient:
    """A visitor of an application whose commits are real: what a reading request keeps outlives it."""
    with own_app.app_context(), own_app.extensions["gongyi.db"].writers() as session:
        build_world(session)
        session.commit()
    return own_app.test_client()
