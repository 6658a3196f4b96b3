"""Every page of citizens and of each office, in the browser: accessible, within the window, without errors."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.addresses import CITIZEN, FORMS, MODERATOR, OFFICIAL, PAGES
from tests.browser.inspection import inspect_failed_forms, inspect_pages
from tests.browser.office_addresses import ADMINISTRATOR, LEAD
from tests.browser.words import LANGUAGES

Named = dict[str, object]
OpenPage = Callable[..., Page]
PEOPLE = (CITIZEN, MODERATOR, LEAD, OFFICIAL, ADMINISTRATOR)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_is_accessible_and_fits(open_page: OpenPage, named: Named, who: str, language: str) -> None:
    """Each page of citizens in both languages; each of an office in one of them, in turn."""
    paths = [path.format(**named) for path in PAGES[who]]
    share = paths if who == CITIZEN else paths[LANGUAGES.index(language) :: len(LANGUAGES)]
    assert inspect_pages(open_page(language, handle=who, still=True), share) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", PEOPLE)
def test_refused_forms_are_accessible_and_lead_to_the_fields(
    open_page: OpenPage, named: Named, who: str, language: str
) -> None:
    """Each form in one of the languages, in turn: what is refused is built by the same macros in both."""
    paths = [path.format(**named) for path in FORMS[who]][LANGUAGES.index(language) :: len(LANGUAGES)]
    assert inspect_failed_forms(open_page(language, handle=who, still=True), paths) == []
