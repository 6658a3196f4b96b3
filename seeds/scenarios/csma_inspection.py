"""The main bill: the power to inspect, from its notice in 2017 to what became of it."""

from collections.abc import Iterator
from datetime import date, datetime

from seeds.scenarios.csma_inspection_acts import changes_of_mind, endorsements, reports_and_hidings
from seeds.scenarios.csma_inspection_bill import BILL, DIARY
from seeds.scenarios.csma_inspection_outcome import MILESTONES, RESPONSE
from seeds.scenarios.csma_inspection_summary import OBJECTION, SUMMARY
from seeds.scenarios.csma_inspection_talk_entry import TALK as ENTRY
from seeds.scenarios.csma_inspection_talk_limits import TALK as LIMITS
from seeds.scenarios.csma_inspection_talk_questions import TALK as QUESTIONS
from seeds.scenarios.csma_inspection_talk_scope import TALK as SCOPE
from seeds.scenarios.csma_inspection_versions import (
    COMMENCEMENT,
    FINES_WITHOUT_INSPECTION,
    NARROWED,
    NARROWED_NOTE,
    RULES,
    WITHOUT_ENTRY_NOTE,
)
from seeds.scenarios.csma_inspection_wordings import WORDINGS
from seeds.scenarios.dates import taipei
from seeds.scenarios.drafting import proposing
from seeds.steps import AnnounceBill, CreateBill, PublishVersion, Step


def steps(now: datetime) -> Iterator[Step]:
    """Tell the debate as far as it had come by an instant; its dates are fixed."""
    return (step for step in story() if step.at <= now)


def story() -> Iterator[Step]:
    """Tell the whole debate."""
    slug = DIARY.slug
    yield CreateBill(at=taipei(2017, 1, 9, 10, 0), by="official-moda", bill=BILL)
    yield AnnounceBill(
        at=taipei(2017, 1, 13, 10, 0),
        by="official-moda",
        slug=slug,
        first_day=DIARY.first_day,
        last_day=date(2017, 3, 16),
    )
    yield from proposing((*ENTRY, *LIMITS, *SCOPE, *QUESTIONS), WORDINGS)
    yield from endorsements()
    yield from changes_of_mind()
    yield from reports_and_hidings()
    yield SUMMARY
    yield OBJECTION
    yield PublishVersion(
        at=taipei(2017, 4, 27, 9, 0), by="official-moda", slug=slug, note=NARROWED_NOTE, changed=NARROWED
    )
    yield RESPONSE
    yield PublishVersion(
        at=taipei(2018, 5, 11, 17, 0),
        by="official-moda",
        slug=slug,
        note=WITHOUT_ENTRY_NOTE,
        changed={"21": FINES_WITHOUT_INSPECTION, "23": RULES},
        added=(COMMENCEMENT,),
        deleted=("18",),
    )
    yield from MILESTONES
