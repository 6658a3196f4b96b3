"""A notice that a rescheduling makes short: its justification is that act's, not the announcement's, wherever it is shown."""

from datetime import timedelta

import feedparser
import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills import actions
from app.bills.models import Bill, ShortGround
from app.bills.notice_plan import NoticePlan
from app.bills.queries_path import list_notice_changes
from app.record.models import Act, Entry
from tests.bills.drafts import JUSTIFICATION, REASON, add_official
from tests.builders import TODAY, World
from tests.conftest import NOON

DAY = timedelta(days=1)


@pytest.fixture
def shortened(world: World) -> Bill:
    """A bill announced with 60 days and rescheduled to 21 before it opened, then, a day later, to 60 others."""
    bill, official = world.bills["announced"], world.people["official"]
    plan = NoticePlan(TODAY + 10 * DAY, TODAY + 30 * DAY, ShortGround.URGENT, JUSTIFICATION, REASON)
    other = add_official(world)
    actions.reschedule_notice(world.session, official, bill, plan, asked_by=other, now=NOON)
    return bill


def test_each_change_keeps_why_the_notice_was_short_before_and_after(world: World, shortened: Bill) -> None:
    official = world.people["official"]
    longer = NoticePlan(TODAY + 10 * DAY, TODAY + 90 * DAY, reason=REASON)
    actions.reschedule_notice(world.session, official, shortened, longer, now=NOON + DAY)
    first, second = list_notice_changes(world.session, shortened)
    assert (first.old_short_ground, first.old_justification) == (None, None)
    assert (first.new_short_ground, first.new_justification) == (ShortGround.URGENT, JUSTIFICATION)
    assert (second.old_short_ground, second.old_justification) == (ShortGround.URGENT, JUSTIFICATION)
    assert (second.new_short_ground, second.new_justification) == (None, None)


def test_the_bill_page_says_which_act_the_justification_is_of(
    client: FlaskClient, world: World, shortened: Bill
) -> None:
    page = client.get(f"/bills/{shortened.slug}?lang=en").text
    box, days = page.split('id="days"')
    assert "Short notice: 21 days instead of 60" in box
    assert "This justifies the rescheduling of 10 March 2026." in box
    for words in (REASON.en, "Short notice: 21 days instead of 60", "Urgent: danger in delay", JUSTIFICATION.en):
        assert words in days
    assert "這是民國 115 年 3 月 10 日" in client.get(f"/bills/{shortened.slug}?lang=zh-TW").text
    official, longer = world.people["official"], NoticePlan(TODAY + 10 * DAY, TODAY + 90 * DAY, reason=REASON)
    actions.reschedule_notice(world.session, official, shortened, longer, now=NOON)
    page = client.get(f"/bills/{shortened.slug}?lang=en").text
    assert "With this the notice is no longer a short one." in page
    assert "This justifies the rescheduling" not in page


def test_the_record_tells_the_reason_from_the_justification(client: FlaskClient, world: World, shortened: Bill) -> None:
    seq = world.session.scalar(sa.select(Entry.seq).where(Entry.act == Act.RESCHEDULE))
    for path in (f"/record/{seq}", f"/bills/{shortened.slug}/record"):
        page = client.get(f"{path}?lang=en").text
        marks = ["Why other days:", REASON.en, "Why fewer than 60 days:", JUSTIFICATION.en]
        assert sorted(marks, key=page.rindex) == marks


def test_the_feed_tells_of_the_announcement_as_it_was(client: FlaskClient, shortened: Bill) -> None:
    feed = feedparser.parse(client.get(f"/bills/{shortened.slug}/feed.atom?lang=en").data)
    said = {entry.tags[0].term: entry.content[0].value for entry in feed.entries}
    assert "Short notice" not in said["announced"]
    assert "Notice period: 12 March 2026 to 10 May 2026." in said["announced"]
    assert "due by 24 May 2026" in said["announced"]
    assert said["reschedule"].startswith(
        '<p lang="en">Short notice: 21 days instead of 60 · Urgent: danger in delay</p>'
    )
    assert "Now 20 March 2026 to 9 April 2026; before, 12 March 2026 to 10 May 2026." in said["reschedule"]
