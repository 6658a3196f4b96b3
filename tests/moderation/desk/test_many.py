"""Acts on many comments at once: shown first, then done to all of them or to none, each on the record by itself."""

from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.actions import withdraw_comment
from app.discussion.models import Comment, State
from app.moderation.desk.models import DeskAct
from app.moderation.models import Decision, DecisionKind
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON
from tests.moderation.cases import CANARY, REASON, hide, report, say
from tests.moderation.desk.pile import chosen, mark, marks, number_of, open_reports, pile_up, reported

HIDE = {"ground": "spam", "reason": REASON}
HIDINGS, DISMISSALS, CLAIMS = (f"/desk/reports/{act}" for act in ("hidings", "dismissals", "claims"))


def test_many_are_hidden_with_an_entry_each_once(client: FlaskClient, world: World) -> None:
    comments = reported(world, 3)
    form = HIDE | {"item": marks(world, comments), "key": "k", "next": "/desk/reports?ground=spam"}
    world.sign_in(client, "moderator")
    for _time in range(2):
        done = client.post(HIDINGS, data=form)
        assert (done.status_code, done.location) == (303, "/desk/reports?ground=spam")
    assert "3 comments are hidden" in client.get("/desk/reports?lang=en").text
    assert (number_of(world, Entry), number_of(world, Decision), number_of(world, DeskAct)) == (3, 3, 1)
    entries = world.session.scalars(sa.select(Entry).order_by(Entry.seq)).all()
    assert [entry.subject for entry in entries] == [f"comment:{each.id}" for each in comments]
    assert all(later.prev == entry.hash for entry, later in pairwise(entries))
    assert open_reports(world) == 0
    world.sign_in(client, None)
    for each in comments:
        page = client.get(f"/comments/{each.id}?lang=en").text
        assert "Reported no." not in page
        assert REASON.replace("'", "&#39;") in page


def test_the_reports_of_many_are_dismissed_as_far_as_they_were_seen(client: FlaskClient, world: World) -> None:
    comments = reported(world, 3)
    seen = marks(world, comments)
    report(world, comments[0], "lead")
    world.sign_in(client, "moderator")
    done = client.post(DISMISSALS, data={"item": seen, "reason": "They name nobody at all."})
    assert done.status_code == 303
    assert (open_reports(world), number_of(world, Entry), number_of(world, Decision)) == (1, 0, 3)
    assert client.get("/desk/reports").text.count("data-item") == 1


def test_what_is_about_to_be_done_is_shown_and_nothing_is_done(client: FlaskClient, world: World) -> None:
    comments = reported(world, 2)
    world.sign_in(client, "moderator")
    for address, button in (
        (HIDINGS, "Hide 2 comments, on the record"),
        (DISMISSALS, "Dismiss the reports of 2 comments"),
        (CLAIMS, "Claim 2 comments for 15 minutes"),
    ):
        page = client.get(f"{address}?lang=en&{chosen(marks(world, comments))}").text
        for words in (button, "Reported no. 0.", "Reported no. 1.", "Nothing has been done yet."):
            assert words in page
    assert number_of(world, Decision) == 0


@pytest.mark.parametrize("address", [HIDINGS, DISMISSALS, CLAIMS])
@pytest.mark.parametrize("other", ["unknown", "foreign", "own", "embargoed"])
def test_a_list_with_one_that_is_not_theirs_is_refused_whole(
    client: FlaskClient, world: World, address: str, other: str
) -> None:
    mine = reported(world)[0]
    comment = say(world, "moderator" if other == "own" else "citizen", "closed", text="Not for them.")
    report(world, comment, "lead")
    if other == "foreign":
        world.bills["closed"].subgroup_id = world.other_subgroup.id
    if other == "embargoed":
        world.bills["closed"].announced_at = None
    world.session.flush()
    items = [mark(world, mine), "999999.1.0" if other == "unknown" else mark(world, comment)]
    world.sign_in(client, "moderator")
    answers = [client.get(f"{address}?{chosen(items)}"), client.post(address, data=HIDE | {"item": items})]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Not for them." not in answers[0].text + answers[1].text
    assert (number_of(world, Entry), number_of(world, Decision), open_reports(world)) == (0, 0, 2)


@pytest.mark.parametrize("change", ["edited", "hidden", "withdrawn", "dismissed"])
def test_where_one_has_changed_nothing_is_done_and_it_is_named(client: FlaskClient, world: World, change: str) -> None:
    comments = reported(world, 3)
    seen, changed = marks(world, comments), comments[1]
    if change == "edited":
        changed.revision += 1
    elif change == "hidden":
        hide(world, changed, "lead")
    elif change == "withdrawn":
        withdraw_comment(world.session, changed.author, changed, changed.bill, now=NOON)
    else:
        world.sign_in(client, "lead").post(DISMISSALS, data={"item": [seen[1]], "reason": "It names nobody at all."})
    world.session.flush()
    before = number_of(world, Entry), number_of(world, Decision)
    world.sign_in(client, "moderator")
    answer = client.post(HIDINGS + "?lang=en", data=HIDE | {"item": seen})
    assert answer.status_code == 409
    assert (number_of(world, Entry), number_of(world, Decision)) == before
    told, rest = answer.text.split("2 comments chosen")
    assert "1 comment changed meanwhile" in told
    assert f"/comments/{changed.id}" in told
    assert ("Decided by lead" in told) == (change in ("hidden", "dismissed"))
    assert REASON.replace("'", "&#39;") in rest
    assert [f'value="{each}"' in rest for each in seen] == [True, False, True]
    left = [seen[0], seen[2]]
    assert client.post(HIDINGS, data=HIDE | {"item": left}).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ground": "image"}, "Choose a ground."),
        ({"reason": ""}, "Give the reason in words."),
        ({"reason": "short"}, "at least 10 characters"),
        ({"item": []}, "Choose at least one comment."),
        ({"item": ["x"]}, "Something is missing from this form."),
        ({"item": ["1.1"]}, "Something is missing from this form."),
        ({"item": [f"{n}.1.0" for n in range(101)]}, "Choose at most 100 comments at once; these are 101."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, world: World, wrong: dict[str, object], words: str
) -> None:
    comments = reported(world, 2)
    world.sign_in(client, "moderator")
    form = HIDE | {"item": marks(world, comments)} | wrong
    answer = client.post(HIDINGS + "?lang=en", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    if "item" not in wrong:
        assert str(form["reason"]).replace("'", "&#39;") in answer.text
        assert answer.text.count('name="item"') == 2
    assert number_of(world, Decision) == 0


def test_a_hundred_are_decided_on_at_once(client: FlaskClient, world: World) -> None:
    piled = pile_up(world, 100)
    world.sign_in(client, "moderator")
    assert client.post(HIDINGS, data=HIDE | {"item": marks(world, piled)}).status_code == 303
    hidden = sa.select(sa.func.count()).select_from(Comment).where(Comment.state == State.HIDDEN)
    assert (world.session.scalar(hidden), number_of(world, Entry)) == (100, 100)
    kinds = world.session.scalars(sa.select(Decision.kind).distinct()).all()
    assert kinds == [DecisionKind.HIDE]


def test_a_reason_given_lately_is_offered_and_filled_in(client: FlaskClient, world: World) -> None:
    hide(world, say(world, text=CANARY))
    comments = reported(world, 2)
    number = world.session.scalar(sa.select(sa.func.max(Decision.id)))
    world.sign_in(client, "moderator")
    for address in (f"{HIDINGS}?lang=en&{chosen(marks(world, comments))}", f"/desk/reports/{comments[0].id}?lang=en"):
        offered = client.get(address).text
        assert "Reasons that you gave lately" in offered
        assert f"like={number}" in offered
        assert "checked" not in offered.split('name="ground"')[1].split(">")[0]
        filled = client.get(f"{address}&like={number}").text
        assert REASON.replace("'", "&#39;") in filled.split("<textarea")[-1]
        assert (
            "checked"
            in filled.split('value="personal-data"')[0].rsplit("<input", 1)[1]
            + filled.split('value="personal-data"')[1].split(">")[0]
        )
    assert (
        "Reasons that you gave lately"
        not in world.sign_in(client, "lead").get(f"{HIDINGS}?lang=en&item={comments[0].id}").text
    )
