"""A flood of 500 reports, worked by the keyboard in real Chromium (tests/browser/test_flood.py at full size)."""

from tests.browser.conftest import (  # noqa: F401  its fixtures
    browser_type_launch_args,
    inside,
    let_in,
    open_page,
    seeded,
    site,
)
from tests.browser.test_flood import (  # noqa: F401
    test_a_flood_is_worked_by_the_keyboard_in_a_quarter_of_an_hour,
)
