"""A discussion to gather from: on the world's closed bill, with a campaign, threads, both languages and proposals."""

from datetime import timedelta

from app.discussion.models import Comment, Position
from tests.builders import NOON
from tests.discussion.talk import CAMPAIGN, post
from tests.summaries.drafts import Drafting

DESK = "/desk/bills/closed-bill/summary"
WHO = ("citizen", "other_citizen", "administrator")


class Gathered(Drafting):
    """A draft, and shortcuts to what people say on its bill."""

    def tell(self, body: str, by: str = "citizen", **more: object) -> Comment:
        """Somebody says something while the notice is open."""
        assert self.bill.opens_at
        return post(self.world, body, by=by, on="closed", now=self.bill.opens_at + timedelta(hours=2), **more)

    def campaign(self, place: str = "2", position: Position = Position.OPPOSE) -> list[Comment]:
        """Three people say nearly the same."""
        return [self.tell(words, by, place=place, position=position) for by, words in zip(WHO, CAMPAIGN, strict=False)]


def gathered(world) -> Gathered:
    """Begin on the world's closed bill."""
    return Gathered(world, world.session, world.bills["closed"], NOON)
