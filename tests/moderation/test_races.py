"""Two moderators, or two sends of one form, truly at once: connections of their own, and commits."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.discussion.models import Comment, Ground
from app.kernel.db import Database
from app.kernel.outbox import OutboxMessage
from app.moderation.models import Decision, Report
from app.notifications.models import Notice
from app.record.models import Entry
from tests.builders import World, build_world
from tests.conftest import NOON
from tests.moderation.cases import REASON, say

ROUNDS = 5


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def at_once(*acts: Callable[[], int]) -> list[int]:
    """Run acts in threads that start together; return their answers' statuses, sorted."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], int]) -> int:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def poster(app: Gongyi, world: World, persona: str, address: str, **form: object) -> Callable[[], int]:
    """A signed-in browser that is about to post a form."""
    client = app.test_client()
    world.sign_in(client, persona)
    world.session.commit()
    return lambda: client.post(address, data=form).status_code


def count(session: Session, model: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_of_two_moderators_at_once_one_acts_and_the_other_is_told(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    for done in range(1, ROUNDS + 1):
        comment = say(committed, now=NOON)
        session.commit()
        form = {"ground": "spam", "reason": REASON, "revision": comment.revision}
        address = f"/comments/{comment.id}/hiding"
        who = ("moderator", "second_moderator")
        assert at_once(*(poster(own_app, committed, persona, address, **form) for persona in who)) == [303, 409]
        for model in (Entry, Decision, OutboxMessage, Notice):
            assert count(session, model) == done
        session.commit()


def test_one_form_sent_thrice_at_once_is_one_act(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    comment = say(committed, now=NOON)
    session.commit()
    form = {"ground": "spam", "reason": REASON, "revision": comment.revision, "key": "one-key"}
    address = f"/comments/{comment.id}/hiding"
    assert at_once(*(poster(own_app, committed, "moderator", address, **form) for _ in range(3))) == [303, 303, 303]
    assert (count(session, Entry), count(session, Decision)) == (1, 1)


def test_one_person_reporting_twice_at_once_makes_one_report(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    comment = say(committed, now=NOON)
    session.commit()
    address = f"/comments/{comment.id}/reports/new"
    posts = [poster(own_app, committed, "other_citizen", address, ground="spam", key=f"key-{n}") for n in range(3)]
    assert at_once(*posts) == [303, 409, 409]
    assert count(session, Report) == 1


def test_a_hiding_and_a_dismissal_at_once_leave_nothing_open_and_the_log_agrees(
    own_app: Gongyi, committed: World
) -> None:
    session = committed.session
    comment = say(committed, now=NOON)
    session.add(
        Report(comment_id=comment.id, reporter_id=comment.author_id, ground=Ground.SPAM, note="", reported_at=NOON)
    )
    session.commit()
    newest = session.scalar(sa.select(sa.func.max(Report.id)))
    words = {"reason": REASON, "revision": comment.revision}
    hide = poster(own_app, committed, "moderator", f"/comments/{comment.id}/hiding", ground="spam", **words)
    address = f"/desk/reports/{comment.id}/dismissal"
    dismiss = poster(own_app, committed, "second_moderator", address, newest=newest, **words)
    assert at_once(hide, dismiss)[0] == 303
    session.expire_all()
    hidden = session.get_one(Comment, comment.id).log_seq is not None
    assert count(session, Entry) == int(hidden)
    assert session.scalar(sa.select(sa.func.count()).where(Report.decision_id.is_(None))) == 0
