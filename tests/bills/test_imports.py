"""Files that wait to be confirmed: known to whoever sent them, for a day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app import Gongyi, cli
from app.bills import queries
from app.bills.actions.imports import forget_stale_imports, stage_import
from app.bills.models import Bill, StagedImport
from app.bills.queries_imports import get_staged_import
from app.kernel.verdict import Refused
from tests.bills.drafts import prepare_bill
from tests.builders import World
from tests.conftest import NOON

DAY, TICK = timedelta(hours=24), timedelta(microseconds=1)
CONTENT = {"lang": "zh-TW", "articles": [{"number": "1", "text": "甲。"}], "unplaced": [], "titles": []}


@pytest.fixture
def bill(world: World) -> Bill:
    return prepare_bill(world)


@pytest.fixture
def staged(world: World, bill: Bill) -> StagedImport:
    draft, official = queries.get_draft(world.session, bill), world.people["official"]
    return stage_import(world.session, official, bill, draft, file_name="a.docx", content=CONTENT, now=NOON)


def test_forgotten_after_a_day(world: World, bill: Bill, staged: StagedImport) -> None:
    session, official = world.session, world.people["official"]
    assert forget_stale_imports(session, NOON + DAY - TICK) == 0
    assert get_staged_import(session, bill, official, staged.id, NOON + DAY - TICK) is staged
    with pytest.raises(Refused):
        get_staged_import(session, bill, official, staged.id, NOON + DAY)
    assert forget_stale_imports(session, NOON + DAY) == 1
    assert session.scalars(sa.select(StagedImport)).all() == []


def test_the_worker_forgets_it(world: World, app: Gongyi, staged: StagedImport) -> None:
    cli.tidy(app)
    assert world.session.scalars(sa.select(StagedImport)).all() == [staged]
    staged.at = NOON - DAY
    world.session.flush()
    cli.tidy(app)
    assert world.session.scalars(sa.select(StagedImport)).all() == []


@pytest.mark.parametrize("persona", ["other_agency_official", "moderator", "citizen", "administrator"])
def test_only_officials_of_the_agency_have_files_read(world: World, bill: Bill, persona: str) -> None:
    draft = queries.get_draft(world.session, bill)
    for person in (world.people[persona], None):
        with pytest.raises(Refused):
            stage_import(world.session, person, bill, draft, file_name="a.docx", content=CONTENT, now=NOON)
