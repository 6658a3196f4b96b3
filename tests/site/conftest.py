"""Fixtures of the site's tests."""

import pytest

from tests.opendata.debate import Debate


@pytest.fixture
def debate(debate_on_closed_bill: Debate) -> Debate:
    """A debate on the closed bill."""
    return debate_on_closed_bill
