"""How roles are named on the record."""

from datetime import date, datetime, timedelta

from app.accounts.models import Agency, Membership, Subgroup
from app.accounts.policy import Actor
from app.kernel.clock import taipei_day

Place = Agency | Subgroup | None


def actor_id(actor: Actor) -> str:
    """The opaque id by which the log names who acted."""
    if actor is None:
        raise ValueError("nobody cannot act")
    return actor.public_id


def last_day_of(ends_at: datetime) -> date:
    """The last day of a term that ends at an instant, which is the next day's first."""
    return taipei_day(ends_at - timedelta(microseconds=1))


def role_words(membership: Membership, place: Place) -> dict[str, str]:
    """The public words of a role: its code, and the agency's or subgroup's slug."""
    words = {"role": membership.role.value}
    if isinstance(place, Agency):
        words["agency"] = place.slug
    if isinstance(place, Subgroup):
        words["subgroup"] = place.slug
    return words
