"""Arguments: who is put together and who is not, what it costs, and what is left of it when words go."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.argument_models import Argument, LikenessBand
from app.discussion.argument_queries import find_face
from app.discussion.models import Comment, Position
from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import CAMPAIGN, edit, hide, load, part, plant, post, rejoin, restore, split, withdraw

MANY = 2_000


@pytest.fixture
def campaign(world: World) -> list[Comment]:
    """Three people with nearly the same words under article 2."""
    who = ("citizen", "other_citizen", "administrator")
    return [post(world, words, by=by, place="2") for by, words in zip(who, CAMPAIGN, strict=False)]


def groups(world: World, said: list[Comment]) -> list[int | None]:
    """The arguments of comments."""
    return [load(world, comment).argument_id for comment in said]


def owners(session: Session) -> set[int]:
    """The comments that near copies can find."""
    return set(session.scalars(sa.select(LikenessBand.comment_id)))


def test_near_copies_make_one_argument_whose_people_count(world: World, campaign: list[Comment]) -> None:
    again = post(world, "謝謝大家。" + CAMPAIGN[0], place="2.1")
    (number,) = set(groups(world, [*campaign, again]))
    argument = world.session.get_one(Argument, number, populate_existing=True)
    assert (argument.comment_count, argument.voice_count) == (4, 3)
    assert world.bills["open"].copy_count == 3
    assert owners(world.session) == {campaign[0].id}


def test_other_places_positions_offices_and_answers_stand_alone(world: World, campaign: list[Comment]) -> None:
    said = [
        post(world, CAMPAIGN[0], by="lead", place="2"),
        post(world, CAMPAIGN[0], place="3"),
        post(world, CAMPAIGN[0], place="2", position=Position.SUPPORT),
        post(world, CAMPAIGN[0], parent=load(world, campaign[0])),
        post(world, CAMPAIGN[0], on="closed", now=world.bills["closed"].opens_at),
        post(world, CAMPAIGN[3], place="2"),
    ]
    assert groups(world, said) == [None] * len(said)


def test_the_next_oldest_becomes_the_face_and_hidden_words_are_not_known(world: World, campaign: list[Comment]) -> None:
    first, second, third = campaign
    argument = world.session.get_one(Argument, groups(world, [first])[0])
    for gone, face, left in ((first, second, 1), (second, third, 0)):
        hide(world, gone)
        assert owners(world.session) == {face.id}
        assert find_face(world.session, argument).id == face.id
        assert world.bills["open"].copy_count == left
    restore(world, first)
    assert owners(world.session) == {first.id}
    withdraw(world, first)
    withdraw(world, third, by="administrator")
    assert owners(world.session) == set()
    restore(world, second)
    assert owners(world.session) == {second.id}
    assert groups(world, campaign) == [None, argument.id, None]


def test_an_edit_leaves_and_joins(world: World, campaign: list[Comment]) -> None:
    first = campaign[0]
    edit(world, first, "I have read the explanation again, and I am now of another opinion altogether.")
    assert groups(world, campaign)[0] is None
    assert owners(world.session) == {first.id, campaign[1].id}
    edit(world, first, CAMPAIGN[2])
    assert len(set(groups(world, campaign))) == 1
    assert owners(world.session) == {first.id}


def test_who_is_taken_out_stays_out_until_put_back(world: World, campaign: list[Comment]) -> None:
    number, last = groups(world, campaign)[0], campaign[2]
    part(world, last)
    assert groups(world, [last]) == [None]
    hide(world, last)
    restore(world, last)
    edit(world, last, CAMPAIGN[1], by="administrator")
    assert groups(world, [last]) == [None]
    rejoin(world, last)
    assert groups(world, [last]) == [number]


def test_who_repeats_a_dissolved_argument_stands_alone(world: World, campaign: list[Comment]) -> None:
    split(world, campaign[0])
    post(world, CAMPAIGN[1], by="other_agency_official", place="2")
    assert world.bills["open"].copy_count == 0
    split(world, campaign[0])
    assert world.bills["open"].copy_count == 3


def test_a_post_costs_the_same_whatever_is_there(world: World, campaign: list[Comment], statements: Statements) -> None:
    """At most two statements more than a text that is too short, and no more in a campaign of thousands."""
    costs: dict[str, int] = {}
    post(world, CAMPAIGN[0], place="2")
    for name, words in (("short", "同意。"), ("own", CAMPAIGN[3]), ("repeated", CAMPAIGN[0])):
        with statements:
            post(world, words, place="2")
        costs[name] = len(statements)
    assert costs["own"] <= costs["short"] + 2
    ids = plant(world, [None] * MANY, place="2", by="official")
    together = {"argument_id": groups(world, campaign)[0], "body": CAMPAIGN[0]}
    world.session.execute(sa.update(Comment).where(Comment.id.in_(ids)).values(together))
    with statements:
        post(world, CAMPAIGN[0], place="2")
    assert len(statements) <= costs["repeated"] + 2, "the author's memberships and conflicts are read anew"
    assert world.session.scalar(sa.select(sa.func.count()).select_from(LikenessBand)) == 32


def test_the_discussion_folds_copies_and_hides_none(client: FlaskClient, world: World, campaign: list[Comment]) -> None:
    post(world, "A reply.", by="lead", parent=load(world, campaign[2]))
    more = post(world, CAMPAIGN[1], by="citizen", place="2")
    world.session.flush()
    page = client.get("/bills/open-bill/discussion?lang=en").text
    assert "One argument, 3 people" in page
    assert "2 after merging near-identical comments" in page
    folded, rest = page.split('<details class="copies fold">', 1)[1].split("</details>", 1)
    assert "+ 2 with nearly the same words" in folded
    assert [f'id="comment-{comment.id}"' in folded for comment in (campaign[1], more)] == [True, True]
    assert f'id="comment-{campaign[2].id}"' in rest, "it was answered"
    for comment in (*campaign, more):
        assert f'id="comment-{comment.id}"' in page
        assert client.get(f"/comments/{comment.id}").status_code == 200


def test_the_argument_shows_everybody_and_where_words_differ(
    client: FlaskClient, world: World, campaign: list[Comment], statements: Statements
) -> None:
    number = groups(world, campaign)[0]
    with statements:
        page = client.get(f"/arguments/{number}?lang=en").text
    assert len(statements) <= 6
    assert "One argument, 3 people" in page
    assert "<ins>" in page.split("Who else says it")[-1]
    assert all(f'id="comment-{comment.id}"' in page for comment in campaign)
    item = client.get(f"/api/v1/comments/{campaign[1].id}").json
    assert item["argument"] == {"id": number, "voices": 3}
    told = client.get(f"/api/v1/arguments/{number}?limit=2").json
    assert (told["comments"], told["voices"], [c["id"] for c in told["items"]]) == (3, 3, [c.id for c in campaign[:2]])
    told = client.get(f"/api/v1/arguments/{number}?limit=2&cursor={told['next']}").json
    assert ([c["id"] for c in told["items"]], told["next"]) == ([campaign[2].id], None)
    hide(world, campaign[2])
    hide(world, campaign[1])
    for address in (f"/arguments/{number}", f"/api/v1/arguments/{number}", "/bills/open-bill/discussion"):
        assert "場所檢查。請刪除本條，並" not in client.get(address).text
    assert client.get(f"/api/v1/comments/{campaign[0].id}").json["argument"] is None
    assert client.get(f"/arguments/{number}?cursor=x").status_code == 422
