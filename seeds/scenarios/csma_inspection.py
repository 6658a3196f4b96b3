"""The main bill: the power to inspect, from its notice in 2017 to what became of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.csma_inspection_acts import changes_of_mind, endorsements, reports_and_hidings
from seeds.scenarios.csma_inspection_bill import BILL, DIARY
from seeds.scenarios.csma_inspection_outcome import MILESTONES, RESPONSE
from seeds.scenarios.csma_inspection_summary import SUMMARY
from seeds.scenarios.csma_inspection_talk_entry import TALK as ENTRY
from seeds.scenarios.csma_inspection_talk_limits import TALK as LIMITS
from seeds.scenarios.csma_inspection_talk_questions import TALK as QUESTIONS
from seeds.scenarios.csma_inspection_talk_scope import TALK as SCOPE
from seeds.scenarios.csma_inspection_text_18 import ARTICLES_16_TO_23
from seeds.scenarios.csma_inspection_versions import (
    COMMENCEMENT,
    NARROWED,
    NARROWED_NOTE,
    RENUMBERED_FINES,
    RULES,
    WITHOUT_ENTRY_NOTE,
)
from seeds.scenarios.dates import taipei
from seeds.steps import AnnounceBill, ArticleDraft, CreateBill, PublishVersion, Step

WHY_MOVED = Bilingual("條次變更，內容未修正。", "Renumbered; the wording is unchanged.")


def renumbered(key: str, number: str) -> ArticleDraft:
    """Move an article of version 1 to another number, its wording kept."""
    draft = next(article for article in ARTICLES_16_TO_23 if article.number == key)
    return replace(draft, number=number, explanation=WHY_MOVED)


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
    yield from (*ENTRY, *LIMITS, *SCOPE, *QUESTIONS)
    yield from endorsements()
    yield from changes_of_mind()
    yield from reports_and_hidings()
    yield SUMMARY
    yield PublishVersion(
        at=taipei(2017, 4, 27, 9, 0), by="official-moda", slug=slug, note=NARROWED_NOTE, changed=NARROWED
    )
    yield RESPONSE
    yield PublishVersion(
        at=taipei(2018, 5, 11, 17, 0),
        by="official-moda",
        slug=slug,
        note=WITHOUT_ENTRY_NOTE,
        changed={
            "19": renumbered("19", "18"),
            "20": renumbered("20", "19"),
            "21": RENUMBERED_FINES,
            "22": renumbered("22", "21"),
            "23": RULES,
        },
        added=(COMMENCEMENT,),
        deleted=("18",),
    )
    yield from MILESTONES
