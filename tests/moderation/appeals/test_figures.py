"""Appeals in figures: per subgroup, bill, month and on the whole site."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.discussion.actions import withdraw_comment
from app.kernel.clock import day_start, taipei_day
from app.moderation.appeals.figures import (
    NONE,
    AppealFigures,
    figures_of_bills,
    figures_of_months,
    figures_of_site,
    figures_of_subgroups,
)
from app.moderation.appeals.models import AppealOutcome
from tests.builders import NOON, World
from tests.conftest import Clock
from tests.moderation.appeals.scenes import again, appeal, decide, hidden
from tests.site.pages import read

TICK = timedelta(microseconds=1)
DUE = day_start(taipei_day(NOON) + timedelta(days=15))


def one_of_each(world: World) -> None:
    """Four hidings on the open bill: one overturned after 2 days, one upheld after 5, one open, one never appealed."""
    decide(world, appeal(world, hidden(world)), now=NOON + timedelta(days=2))
    decide(world, appeal(world, hidden(world)), AppealOutcome.UPHELD, now=NOON + timedelta(days=5))
    appeal(world, hidden(world))
    hidden(world)


EACH = AppealFigures(hidings=4, appeals=3, decided=2, overturned=1, open=1, overdue=0, median_days=3.5)


def test_where_nothing_was_hidden_there_is_nothing_to_count(world: World) -> None:
    assert figures_of_site(world.session, NOON) == NONE
    assert figures_of_subgroups(world.session, NOON) == figures_of_bills(world.session, NOON) == {}
    assert (NONE.share_appealed, NONE.share_overturned) == (None, None)


def test_the_figures_of_each_view_agree(world: World) -> None:
    one_of_each(world)
    assert figures_of_site(world.session, NOON) == EACH
    assert figures_of_subgroups(world.session, NOON) == {world.subgroup.id: EACH}
    assert figures_of_bills(world.session, NOON) == {world.bills["open"].id: EACH}
    assert figures_of_months(world.session, NOON) == {"2026-03": EACH}
    assert figures_of_months(world.session, NOON, world.bills["open"].id) == {"2026-03": EACH}
    assert figures_of_months(world.session, NOON, world.bills["closed"].id) == {}
    assert (EACH.share_appealed, EACH.share_overturned) == (0.75, 0.5)


@pytest.mark.parametrize("at, overdue", [(DUE - TICK, 0), (DUE, 1), (DUE + TICK, 1)])
def test_an_open_appeal_is_overdue_once_its_fourteenth_day_has_ended(world: World, at, overdue: int) -> None:
    appeal(world, hidden(world))
    assert figures_of_site(world.session, at).overdue == overdue


def test_a_withdrawn_appeal_is_not_decided(world: World) -> None:
    comment = hidden(world)
    appeal(world, comment)
    found = again(world, comment)
    withdraw_comment(world.session, world.people["citizen"], found, found.bill, now=NOON)
    assert figures_of_site(world.session, DUE) == AppealFigures(hidings=1, appeals=1)


def test_after_a_handover_the_hiding_stays_with_who_hid_and_the_duty_goes_along(world: World) -> None:
    appeal(world, hidden(world))
    world.bills["open"].subgroup_id = world.other_subgroup.id
    world.session.flush()
    assert figures_of_subgroups(world.session, DUE) == {
        world.subgroup.id: AppealFigures(hidings=1, appeals=1),
        world.other_subgroup.id: AppealFigures(open=1, overdue=1),
    }


def test_months_are_those_of_taipei(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    made.hiding.decided_at = made.appealed_at = day_start(taipei_day(NOON).replace(day=1))  # still February in UTC
    world.session.flush()
    assert list(figures_of_months(world.session, NOON)) == ["2026-03"]


def test_the_page_of_a_subgroup_counts_what_is_overdue(client: FlaskClient, world: World, clock: Clock) -> None:
    one_of_each(world)
    for now, overdue in ((DUE - TICK, 0), (DUE, 1)):
        clock.now = now
        world.session.commit()
        words = read(client, "/subgroups/law").words
        assert f"appeals overdue {overdue} 1 appeal open" in words
        assert "2 appeals decided" in words
