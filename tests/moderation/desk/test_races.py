"""Two moderators at the desk truly at once: one act, one entry on the record for each comment, and the second is told."""

from collections import Counter

import sqlalchemy as sa

from app import Gongyi
from app.discussion.models import Comment
from app.discussion.recount import find_wrong_counts
from app.kernel.outbox import OutboxMessage
from app.moderation.desk.models import Claim, DeskAct
from app.moderation.models import Decision
from app.record.models import Entry
from tests.builders import World
from tests.endurance.size import scaled_from
from tests.moderation.cases import REASON
from tests.moderation.desk.pile import chosen, marks, open_reports, pile_up, reported
from tests.moderation.test_races import at_once, committed, count, poster  # noqa: F401  a fixture among them

WHO = ("moderator", "second_moderator")
HIDE = {"ground": "spam", "reason": REASON}


def test_of_two_moderators_at_once_on_many_one_acts_and_the_other_is_told_by_whom(
    own_app: Gongyi,
    committed: World,  # noqa: F811
) -> None:
    """On 200 comments in an endurance run, in lists that overlap: whole lists win or lose, and nothing is done twice."""
    session, number = committed.session, scaled_from(12, 200)
    piled = pile_up(committed, number)
    session.commit()
    step, answers = max(2, number // 6), Counter[tuple[int, ...]]()
    for start in range(0, number, step):
        items = marks(committed, piled[start : start + step])
        lists = (items, items[::-1] if start % 2 else items[len(items) // 2 :])
        posts = [
            poster(own_app, committed, who, "/desk/reports/hidings", **HIDE, item=some)
            for who, some in zip(WHO, lists, strict=True)
        ]
        answers[tuple(at_once(*posts))] += 1
    assert set(answers) == {(303, 409)}
    session.expire_all()
    acted = session.scalar(sa.select(sa.func.sum(DeskAct.decision_count)))
    hidden = session.scalar(sa.select(sa.func.count()).where(Comment.log_seq.is_not(None)))
    assert acted == hidden == count(session, Entry) == count(session, Decision)
    assert len(set(session.scalars(sa.select(Entry.subject)))) == acted
    assert open_reports(committed) == 2 * (number - acted)
    assert list(find_wrong_counts(session)) == []


def test_the_second_of_two_reads_who_was_first(own_app: Gongyi, committed: World) -> None:  # noqa: F811
    session = committed.session
    comments = reported(committed, 3)
    session.commit()
    items = marks(committed, comments)
    posts = [poster(own_app, committed, who, "/desk/reports/hidings", **HIDE, item=items) for who in WHO]
    assert at_once(*posts) == [303, 409]
    first = session.scalars(sa.select(DeskAct.moderator_id)).one()
    second = next(who for who in WHO if committed.people[who].id != first)
    winner = next(who for who in WHO if who != second).replace("_", "-")
    client = own_app.test_client()
    committed.sign_in(client, second)
    session.commit()
    page = client.get(f"/desk/reports/hidings?lang=en&{chosen(items)}")
    assert page.status_code == 409
    assert page.text.count(f"Decided by {winner} ·") == 3


def test_one_of_two_claims_at_once(own_app: Gongyi, committed: World) -> None:  # noqa: F811
    comment = reported(committed)[0]
    committed.session.commit()
    posts = [poster(own_app, committed, who, f"/desk/reports/{comment.id}/claim") for who in WHO]
    assert at_once(*posts) == [303, 409]
    assert count(committed.session, Claim) == 1


def test_an_undo_pressed_thrice_at_once_is_one(own_app: Gongyi, committed: World) -> None:  # noqa: F811
    session = committed.session
    comments = reported(committed, 2)
    session.commit()
    items = marks(committed, comments)
    assert poster(own_app, committed, WHO[0], "/desk/reports/hidings", **HIDE, item=items)() == 303
    session.expire_all()
    number = session.scalars(sa.select(DeskAct.id)).one()
    session.commit()
    presses = [poster(own_app, committed, WHO[0], f"/desk/acts/{number}/undoing") for _n in range(3)]
    assert at_once(*presses) == [303, 409, 409]
    session.expire_all()
    assert [each.act for each in session.scalars(sa.select(Entry).order_by(Entry.seq))] == ["hide"] * 2 + [
        "restore"
    ] * 2
    assert count(session, OutboxMessage) == 4
