"""Synthetic discussions: sound threads with right counts, on the page like any other, and only where people could speak."""

import random
from collections import Counter

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.generation import generate_discussion
from app.discussion.models import Comment, Endorsement
from app.discussion.paths import LEVELS, SEGMENT, segment
from app.discussion.recount import find_wrong_counts
from app.kernel.verdict import Refused
from tests.builders import World
from tests.conftest import NOON
from tests.discussion import talk


@pytest.fixture
def said(session: Session, world: World) -> list[Comment]:
    talk.post(world, place="1")
    generate_discussion(session, world.bills["open"], 400, now=NOON, dice=random.Random(1))
    session.expire_all()
    return list(session.scalars(sa.select(Comment).order_by(Comment.id)))


def test_counts_are_right_and_a_second_helping_adds_to_the_first(
    session: Session, world: World, said: list[Comment]
) -> None:
    assert list(find_wrong_counts(session)) == []
    generate_discussion(session, world.bills["open"], 50, now=NOON, dice=random.Random(1))
    session.expire_all()
    assert list(find_wrong_counts(session)) == []
    assert world.bills["open"].comment_count == 451
    assert talk.post(world).id == said[-1].id + 51


def test_threads_are_sound(said: list[Comment]) -> None:
    by_id = {comment.id: comment for comment in said}
    for comment in said[1:]:
        above = by_id.get(comment.parent_id or 0)
        assert comment.path == (above.path[: LEVELS * SEGMENT] if above else "") + segment(comment.id)
        assert comment.depth == (above.depth + 1 if above else 0)
        if above:
            assert comment.root_id == (above.root_id or above.id)
            assert (comment.place_rank, comment.posted_at >= above.posted_at) == (above.place_rank, True)
    lengths = sorted((comment.thread_count for comment in said if comment.depth == 0), reverse=True)
    assert lengths[0] > 5 * (1 + lengths[len(lengths) // 2])
    assert max(comment.depth for comment in said) >= LEVELS


def test_people_write_in_both_languages_and_some_in_the_same_words(session: Session, said: list[Comment]) -> None:
    languages = Counter(comment.lang for comment in said)
    assert languages["zh-Hant-TW"] > languages["en"] > 0
    assert max(Counter(comment.sha256 for comment in said if comment.depth == 0).values()) >= 4
    together = Counter((c.argument_id, c.place_rank, c.sha256, c.position) for c in said if c.argument_id)
    assert len({argument for argument, *_ in together}) == len(together) > 1
    assert min(together.values()) >= 2
    authors = {comment.id: comment.author_id for comment in said}
    given = session.scalars(sa.select(Endorsement)).all()
    assert given
    assert all(authors[one.comment_id] != one.person_id for one in given)


def test_the_page_shows_them(client: FlaskClient, world: World, said: list[Comment]) -> None:
    page = client.get("/bills/open-bill/discussion?sort=newest&lang=en")
    assert page.status_code == 200
    assert "voice-0000" in page.text


@pytest.mark.parametrize("phase", ["unpublished", "announced"])
def test_nothing_is_said_before_the_notice(session: Session, world: World, phase: str) -> None:
    with pytest.raises(Refused):
        generate_discussion(session, world.bills[phase], 10, now=NOON, dice=random.Random(1))
