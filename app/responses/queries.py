"""Every read of responses: what is asked of the agency and what it answered; drafts are for the desk alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.bills.models import Article, Bill
from app.bills.queries import list_questions
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.kernel.verdict import not_found
from app.responses.models import Answer, AnswerArticle, Outcome
from app.responses.releasing.models import Release
from app.responses.targets import Target
from app.summaries.queries import CitedIn, read_asked


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked, the published answer to it with its later additions, and (at the desk) what is being drafted.

    `is_current` is False for a recommendation that the latest summary no longer makes.
    """

    target: Target
    text: Bilingual
    answer: Answer | None = None
    additions: tuple[Answer, ...] = ()
    draft: Answer | None = None
    is_current: bool = True

    @property
    def outcome(self) -> Outcome | None:
        """The decision as it stands now: of the last addition that has one, else of the answer; None where there is none."""
        said = [a.outcome for a in (self.answer, *self.additions) if a is not None and a.outcome is not None]
        return said[-1] if said else None

    @property
    def published(self) -> tuple[Answer, ...]:
        """The answer and what was added to it."""
        return (self.answer, *self.additions) if self.answer is not None else ()


@dataclass(frozen=True, slots=True)
class Response:
    """A bill's response: recommendations and key questions in order, the statement, and answers to what is no longer asked."""

    items: tuple[Item, ...]
    statement: Item
    retired: tuple[Item, ...]
    summary_number: int | None

    @property
    def unanswered(self) -> list[Item]:
        """What has no answer on record."""
        return [item for item in self.items if item.answer is None]

    @property
    def is_begun(self) -> bool:
        """Whether anything at all has been published."""
        return any(item.answer for item in (*self.items, *self.retired, self.statement))

    @property
    def answers(self) -> list[Answer]:
        """All that is published, first answers and additions."""
        return [answer for item in (*self.items, self.statement, *self.retired) for answer in item.published]

    @property
    def is_complete(self) -> bool:
        """Whether all that is asked is answered; where nothing is asked, a statement answers it."""
        return not self.unanswered if self.items else self.statement.answer is not None

    @property
    def drafts(self) -> list[Item]:
        """What is drafted and not yet published."""
        return [item for item in (*self.items, self.statement, *self.retired) if item.draft is not None]

    @property
    def ready(self) -> list[Item]:
        """What is drafted and declared ready, and in no release that waits."""
        return [item for item in self.drafts if item.draft and item.draft.ready_at and item.draft.release_id is None]

    def released_by(self, release: Release) -> list[Answer]:
        """The drafts that a waiting release would publish."""
        return [item.draft for item in self.drafts if item.draft and item.draft.release_id == release.id]

    @property
    def counts(self) -> list[tuple[str | None, int]]:
        """How often each outcome was decided, and last (None) how much has no answer."""
        found = Counter(item.outcome for item in self.items)
        counted: list[tuple[str | None, int]] = [(o.value, found[o]) for o in Outcome if found[o]]
        return [*counted, (None, found[None])] if found[None] else counted

    def find(self, target: Target) -> Item:
        """Return what stands at a target, or raise Refused (not found)."""
        found = [item for item in (*self.items, self.statement, *self.retired) if item.target == target]
        if not found:
            raise not_found()
        return found[0]


def read_response(session: Session, bill: Bill, *, drafts: bool = False) -> Response:
    """Read what is asked about a bill and what the agency answered; `drafts` too for its own officials."""
    asked = read_asked(session, bill)
    answers = by_target(list_answers(session, bill, drafts=drafts))
    wanted = [(Target(recommendation=r.ordinal), r.text, r.is_current) for r in asked.recommendations]
    wanted += [(Target(question=q.ordinal), q.text, True) for q in list_questions(session, bill)]
    items = [item_of(target, text, answers, is_current) for target, text, is_current in wanted]
    return Response(
        items=tuple(item for item in items if item.is_current),
        statement=item_of(Target(), Bilingual(), answers),
        retired=tuple(item for item in items if not item.is_current and (item.answer or item.draft)),
        summary_number=asked.number,
    )


def list_answers(session: Session, bill: Bill, *, drafts: bool = False) -> Sequence[Answer]:
    """List a bill's answers with their versions and articles, oldest first; published ones, or drafts too."""
    query = _answers().where(Answer.bill_id == bill.id)
    if not drafts:
        query = query.where(Answer.published_at.is_not(None))
    return session.scalars(query).unique().all()


def answers_of_comment(session: Session, comment: Comment, cited: Iterable[CitedIn]) -> list[Item]:
    """What became of a comment: the recommendations that cite it and its own key question, each with its published answer.

    `cited` is what summaries.queries.citations_of_comment found; the comment is loaded with its bill and question.
    """
    answers = by_target(list_answers(session, comment.bill))
    wanted = [(Target(recommendation=c.ordinal), c.text) for c in cited if c.is_recommendation]
    if comment.question is not None:
        wanted.append((Target(question=comment.question.ordinal), comment.question.text))
    return [item_of(target, text, answers) for target, text in wanted]


def list_answers_changing(session: Session, article: Article) -> Sequence[Answer]:
    """List the published answers that say that they changed an article, oldest first."""
    query = _answers().where(
        Answer.published_at.is_not(None),
        Answer.id.in_(sa.select(AnswerArticle.answer_id).where(AnswerArticle.article_id == article.id)),
    )
    return session.scalars(query).unique().all()


def outcomes_by_article(session: Session, bill: Bill) -> dict[int, Outcome]:
    """The last published decision about each article of a bill that an answer names, by article id."""
    query = (
        sa.select(AnswerArticle.article_id, Answer.outcome)
        .join(Answer, Answer.id == AnswerArticle.answer_id)
        .where(Answer.bill_id == bill.id, Answer.published_at.is_not(None), Answer.outcome.is_not(None))
        .order_by(Answer.published_at, Answer.id)
    )
    return {article_id: outcome for article_id, outcome in session.execute(query) if outcome is not None}


def days_taken(bill: Bill) -> int | None:
    """How many days after the notice's last day the bill was answered; None while it is not."""
    if bill.answered_at is None or bill.last_day is None:
        return None
    return (taipei_day(bill.answered_at) - bill.last_day).days


def days_left(bill: Bill, now: datetime) -> int | None:
    """How many days are left until the response is due; negative when it is overdue."""
    return (bill.response_due_day - taipei_day(now)).days if bill.response_due_day else None


def target_of(answer: Answer) -> Target:
    """What an answer (with its question loaded) answers."""
    return Target(answer.recommendation_ordinal, answer.question.ordinal if answer.question else None)


def _answers() -> sa.Select[Answer]:
    return (
        sa.select(Answer)
        .options(
            joinedload(Answer.question),
            joinedload(Answer.version),
            joinedload(Answer.changes).joinedload(AnswerArticle.article),
        )
        .order_by(Answer.published_at.is_(None), Answer.published_at, Answer.id)
    )


def by_target(answers: Iterable[Answer]) -> dict[Target, list[Answer]]:
    """Sort answers by what they answer; those to one target stay in their order."""
    found: dict[Target, list[Answer]] = {}
    for answer in answers:
        found.setdefault(target_of(answer), []).append(answer)
    return found


def item_of(
    target: Target, text: Bilingual, answers: Mapping[Target, Sequence[Answer]], is_current: bool = True
) -> Item:
    """Put together what was published and drafted about one target; the answers to each are oldest first (by_target)."""
    mine = answers.get(target, ())
    published = [answer for answer in mine if answer.published_at is not None]
    return Item(
        target=target,
        text=text,
        answer=next((a for a in published if not a.is_addition), None),
        additions=tuple(a for a in published if a.is_addition),
        draft=next((a for a in mine if a.published_at is None), None),
        is_current=is_current,
    )
