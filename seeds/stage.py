"""The stage on which scenarios are played: a writing session, and who and what is on it by name."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Agency, Person
from app.bills.models import Article, Bill
from app.bills.queries import get_bill
from app.discussion.models import Comment
from app.discussion.queries import get_comment
from seeds.steps import Step


@dataclass
class Stage:
    """People by handle, and comments by the reference that a scenario gave them."""

    session: Session
    comments: dict[str, int] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, step: Step) -> Person:
        """Who takes a step."""
        return self.named(step.by)

    def named(self, handle: str) -> Person:
        """Somebody by their handle."""
        if handle not in self.people:
            self.people[handle] = self.session.scalars(sa.select(Person).where(Person.handle == handle)).one()
        return self.people[handle]

    def bill(self, slug: str, step: Step) -> Bill:
        """The bill that a step is about."""
        return get_bill(self.session, slug, self.person(step), step.at)

    def agency(self, slug: str) -> Agency:
        """An agency by its slug."""
        return self.session.scalars(sa.select(Agency).where(Agency.slug == slug)).one()

    def article(self, bill: Bill, key: str) -> Article:
        """An article by its key."""
        return self.session.scalars(sa.select(Article).where(Article.bill_id == bill.id, Article.key == key)).one()

    def comment(self, ref: str, step: Step) -> Comment:
        """The comment that a step is about."""
        return get_comment(self.session, self.comments[ref], self.person(step), step.at)
