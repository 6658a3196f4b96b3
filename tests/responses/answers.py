"""Answers of an agency, made through the actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import ArticleText, Bill, Version
from app.kernel.bilingual import Bilingual
from app.responses import actions
from app.responses.actions import AnswerWords
from app.responses.models import Answer, Outcome
from app.responses.queries import read_response
from app.responses.releasing.actions import ask_for_release, release_response
from app.responses.targets import Target, parse_target
from tests.bills.drafts import add_official
from tests.builders import World
from tests.summaries.drafts import Drafting

REASON = Bilingual(
    "本部說明如下，理由充分且逾二十個字，請各界參考指教。", "The reasons of the agency, at sufficient length."
)
NOT_ADOPTED = AnswerWords(outcome=Outcome.NOT_ADOPTED, reason=REASON)
ADOPTED = AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=1, articles=("1", "2.2.1"))
STATEMENT = AnswerWords(reason=REASON)


def target(code: str) -> Target:
    found = parse_target(code)
    assert found is not None
    return found


def second_official(world: World) -> Person:
    """Another official of the first agency, who releases what the first asks for."""
    return world.people.get("second_official") or add_official(world)


def publish_response(world: World, bill: Bill, now: datetime, by: str = "official") -> Sequence[Answer]:
    """Publish all drafts of a bill: one official declares them ready and asks, a second one releases them."""
    session, second = world.session, second_official(world)
    drafts = [item.target for item in read_response(session, bill, drafts=True).drafts]
    if drafts:
        actions.declare_ready(session, world.people[by], bill, drafts, now=now)
    release = ask_for_release(session, world.people[by], bill, now=now)
    return release_response(session, second, bill, release, seen=release.stamp, now=now)


@dataclass
class Answering:
    """A bill, somebody who answers, and shortcuts to the acts."""

    world: World
    session: Session
    bill: Bill
    now: datetime
    by: str = "official"

    @property
    def person(self):
        return self.world.people[self.by]

    def save(self, code: str, words: AnswerWords = NOT_ADOPTED, revision: int | None = None) -> Answer:
        return actions.save_answer(
            self.session, self.person, self.bill, target(code), words, revision=revision, now=self.now
        )

    def add(self, code: str, words: AnswerWords = NOT_ADOPTED, revision: int | None = None) -> Answer:
        return actions.add_to_answer(
            self.session, self.person, self.bill, target(code), words, revision=revision, now=self.now
        )

    def publish(self, *codes: str) -> Sequence[Answer]:
        """Answer some targets and publish all drafts."""
        for code in codes:
            self.save(code, STATEMENT if code == "statement" else NOT_ADOPTED)
        return publish_response(self.world, self.bill, self.now, self.by)

    def summarise(self, asks: int = 1) -> Drafting:
        """Publish a summary with some recommendations."""
        work = Drafting(self.world, self.session, self.bill, self.now)
        work.published(asks)
        return work

    def add_version(self, deleted: str | None = None) -> Version:
        """Publish version 2, the same as version 1 but perhaps for a deleted article."""
        first = self.session.scalars(select(Version).where(Version.bill_id == self.bill.id)).one()
        second = Version(bill_id=self.bill.id, number=2, note=Bilingual(), published_at=self.now)
        self.session.add(second)
        self.session.flush()
        names = ("article_id", "ordinal", "number", "chapter", "heading", "text", "current_text", "explanation")
        for text in self.session.scalars(select(ArticleText).where(ArticleText.version_id == first.id)).all():
            copied = {name: getattr(text, name) for name in names}
            self.session.add(ArticleText(version_id=second.id, is_deleted=text.number == deleted, **copied))
        self.session.flush()
        return second


def answering(world: World, now: datetime, bill: str = "closed") -> Answering:
    """Begin on a bill of the world."""
    return Answering(world, world.session, world.bills[bill], now)
