"""Idempotency keys: a form sent twice is one act; in a race, the loser replays the winner's answer."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel.db import Database
from app.kernel.idempotency import IdempotencyKey, claim, fingerprint, settle
from app.kernel.outbox import OutboxMessage, enqueue
from app.kernel.verdict import Refused
from tests.conftest import NOON

ASKED = fingerprint("comment", 1, "words")


def test_the_first_claims_and_the_second_replays(session: Session) -> None:
    assert claim(session, 1, "key", ASKED, NOON) is None
    settle(session, 1, "key", "/comments/7")
    assert claim(session, 1, "key", ASKED, NOON) == "/comments/7"


def test_keys_belong_to_people(session: Session) -> None:
    assert claim(session, 1, "key", ASKED, NOON) is None
    assert claim(session, 2, "key", ASKED, NOON) is None


def test_no_key_is_no_claim(session: Session) -> None:
    assert claim(session, 1, "", ASKED, NOON) is None
    assert claim(session, 1, "", ASKED, NOON) is None
    settle(session, 1, "", "/x")
    assert session.scalar(sa.select(sa.func.count()).select_from(IdempotencyKey)) == 0


def test_a_key_used_for_something_else_is_refused(session: Session) -> None:
    claim(session, 1, "key", ASKED, NOON)
    with pytest.raises(Refused) as caught:
        claim(session, 1, "key", fingerprint("comment", 1, "other words"), NOON)
    assert (caught.value.reason.code, caught.value.reason.status) == ("idempotency_key_reused", 422)


def test_fingerprints_part_what_was_asked() -> None:
    assert fingerprint("a", "bc") != fingerprint("ab", "c")


def test_a_refused_act_leaves_the_key_free(own_app: Gongyi) -> None:
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        claim(session, 1, "key", ASKED, NOON)
        session.rollback()
    with db.writers() as session:
        assert claim(session, 1, "key", ASKED, NOON) is None


def test_of_many_at_once_one_acts_and_all_get_its_answer(own_app: Gongyi) -> None:
    db: Database = own_app.extensions["gongyi.db"]
    start = Barrier(8)

    def act(number: int) -> str:
        start.wait()
        with db.writers() as session:
            earlier = claim(session, 1, "key", ASKED, NOON)
            if earlier is None:
                enqueue(session, "try", number, NOON)
                settle(session, 1, "key", f"/comments/{number}")
            session.commit()
            return earlier or f"/comments/{number}"

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(act, range(8)))
    assert len(set(answers)) == 1
    with db.readers() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 1
