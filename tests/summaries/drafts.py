"""A discussion and a summary of it, made through the actions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bills.models import Article, Bill, Version
from app.discussion.actions import post_comment
from app.discussion.models import Comment, Ground
from app.discussion.places import Place
from app.discussion.states import set_hidden
from app.kernel import richtext
from app.kernel.bilingual import Bilingual
from app.summaries import actions
from app.summaries.actions import IssueWords, RecommendationWords
from app.summaries.models import Issue, Recommendation, Summary
from app.summaries.signing.actions import propose_summary, sign_summary
from tests.builders import World

ISSUE = IssueWords(
    title=Bilingual("爭點", "Disputed point"),
    statement=Bilingual("中立陳述", "A neutral statement"),
    position_for=Bilingual("贊成", "For it"),
    position_against=Bilingual("反對", "Against it"),
)
ASKED = RecommendationWords(text=Bilingual("應修正", "Change it"), rationale=Bilingual("理由", "Because"))


@dataclass
class Drafting:
    """A bill, somebody who summarises it, and shortcuts to the acts on its draft."""

    world: World
    session: Session
    bill: Bill
    now: datetime
    by: str = "moderator"

    @property
    def person(self):
        return self.world.people[self.by]

    def say(self, body: str, by: str = "citizen", key: str | None = None) -> Comment:
        assert self.bill.opens_at
        version = self.session.scalars(select(Version).where(Version.bill_id == self.bill.id)).first()
        at = self.session.scalars(select(Article).where(Article.bill_id == self.bill.id, Article.key == key)).first()
        return post_comment(
            self.session,
            self.world.people[by],
            self.bill,
            text=richtext.read(body),
            place=Place(article=at, address=key) if at else Place(),
            version=version,
            now=self.bill.opens_at + timedelta(hours=1),
        )

    def hide(self, comment: Comment) -> None:
        set_hidden(
            self.session,
            comment,
            ground=Ground.PERSONAL_DATA,
            reason="Names somebody",
            log_seq=77,
            revision=comment.revision,
            now=self.now,
        )

    def open(self) -> Summary:
        return actions.open_draft(self.session, self.person, self.bill, now=self.now)

    def issue(self, draft: Summary, *comments: Comment) -> Issue:
        issue = actions.add_issue(self.session, self.person, draft, ISSUE, now=self.now)
        self.cite(draft, issue, *comments)
        return issue

    def ask(self, draft: Summary, *comments: Comment, issue: Issue | None = None) -> Recommendation:
        asked = actions.add_recommendation(self.session, self.person, draft, ASKED, issue=issue, now=self.now)
        self.cite(draft, asked, *comments)
        return asked

    def cite(self, draft: Summary, part: Issue | Recommendation, *comments: Comment) -> None:
        for comment in comments:
            actions.cite_comment(self.session, self.person, draft, part, comment.id, now=self.now)

    def propose(self, draft: Summary) -> None:
        propose_summary(self.session, self.person, draft, revision=draft.revision, now=self.now)

    def publish(self, draft: Summary) -> None:
        """Declare a draft ready, and have the second moderator (or, where that one writes, the first) sign it."""
        publish_by_two(self.world, draft, now=self.now, by=self.by)

    def published(self, asks: int = 1) -> Summary:
        """Publish a summary with one issue and some recommendations, all citing one comment."""
        comment = self.say("Please change this article.")
        draft = self.open()
        issue = self.issue(draft, comment)
        for _n in range(asks):
            self.ask(draft, comment, issue=issue)
        self.publish(draft)
        return draft


def publish_by_two(world: World, draft: Summary, *, now: datetime, by: str = "moderator") -> None:
    """Publish a draft as two moderators do: one declares it ready, another signs."""
    signer = "second_moderator" if by != "second_moderator" else "moderator"
    propose_summary(world.session, world.people[by], draft, revision=draft.revision, now=now)
    sign_summary(world.session, world.people[signer], draft, revision=draft.revision, now=now)


def drafting(world: World, now: datetime, bill: str = "closed") -> Drafting:
    """Begin on a bill of the world."""
    return Drafting(world, world.session, world.bills[bill], now)
