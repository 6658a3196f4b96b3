"""Many equal requests at the same instant make one row; of two moderators at once one acts."""

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from flask.testing import FlaskClient

from app import Gongyi
from app.discussion.models import Comment, Endorsement
from app.discussion.recount import find_wrong_counts
from app.moderation.models import Decision
from app.record.models import Entry
from tests.builders import World, make_person
from tests.conftest import NOON
from tests.discussion.talk import post
from tests.discussion.test_races import Send, at_once, clients, looking, sending
from tests.endurance.size import scaled
from tests.moderation.cases import REASON
from tests.moderation.desk.test_races import (  # noqa: F401  200 comments at the desk, in lists that overlap
    committed,
    test_of_two_moderators_at_once_on_many_one_acts_and_the_other_is_told_by_whom,
)
from tests.moderation.test_races import at_once as together
from tests.moderation.test_races import count, poster


def test_fifty_equal_keys_at_once_are_one_comment(own_app: Gongyi, own_world: World) -> None:
    many, rounds = scaled(50, 8), 4
    forms = clients(own_app, own_world, ["citizen"] * many)
    token = own_world.bearer("other_citizen")
    own_world.session.commit()
    for number in range(rounds):
        send = sending("/bills/open-bill/comments/new", body=f"Once {number}.", key=f"key-{number}")
        assert len(at_once(forms, [send] * many)) == 1
        answers = at_once(forms, [_through_the_api(token, number)] * many)
        assert [status for status, _id in answers] == [201]
    with looking(own_app) as session:
        assert count(session, Comment) == 2 * rounds
        assert list(find_wrong_counts(session)) == []
    print(f"{many} equal keys at once, {rounds} times by form and by API: {2 * rounds} comments")


def _through_the_api(token: dict[str, str], number: int) -> Send:
    headers, words = token | {"Idempotency-Key": f"key-{number}"}, {"body": f"Once {number}."}

    def send(client: FlaskClient) -> tuple[int, str]:
        answer = client.post("/api/v1/bills/open-bill/comments", json=words, headers=headers)
        return answer.status_code, str((answer.json or {}).get("id"))

    return send


def test_a_hundred_endorsements_at_once_are_one_each(own_app: Gongyi, own_world: World) -> None:
    said, many = post(own_world), scaled(100, 10)
    own_world.session.commit()
    one = clients(own_app, own_world, ["other_citizen"] * (many // 2))
    send = sending(f"/comments/{said.id}/endorsement")
    assert at_once(one, [send] * len(one), times=2) == {(303, f"/comments/{said.id}"): len(one) * 2}
    for number in range(many):
        own_world.people[f"reader-{number}"] = make_person(own_world.session, f"reader-{number}")
    own_world.session.flush()
    readers = clients(own_app, own_world, [f"reader-{number}" for number in range(many)])
    assert at_once(readers, [send] * many) == {(303, f"/comments/{said.id}"): many}
    with looking(own_app) as session:
        assert count(session, Endorsement) == many + 1
        assert list(find_wrong_counts(session)) == []
    print(f"{len(one) * 2} endorsements of one person at once: 1 row; {many} of as many people: {many} rows")


def test_of_two_moderators_at_once_one_acts(own_app: Gongyi, own_world: World) -> None:
    rounds, who = scaled(200, 5), ("moderator", "second_moderator")
    session = own_world.session
    answers: Counter[tuple[int, ...]] = Counter()
    for number in range(rounds):
        comment = post(own_world, by="lead", now=NOON + timedelta(minutes=20) * number)
        session.commit()
        form = {"ground": "spam", "reason": REASON, "revision": comment.revision}
        address = f"/comments/{comment.id}/hiding"
        answers[tuple(together(*(poster(own_app, own_world, persona, address, **form) for persona in who)))] += 1
    assert answers == {(303, 409): rounds}
    with looking(own_app) as reader:
        assert count(reader, Entry) == count(reader, Decision) == rounds
        hidden = reader.scalar(sa.select(sa.func.count()).where(Comment.log_seq.is_not(None)))
        assert hidden == rounds
    print(f"two moderators at once, {rounds} times: {rounds} acts, {rounds} log entries")
