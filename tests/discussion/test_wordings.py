"""Proposed wording through every act: what a comment keeps of it, how many stand behind it, and with which others it conflicts."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.bills.models import Article
from app.discussion.conflicts import Edit, group_conflicts
from app.discussion.models import Comment, EarlierText, State, Wording
from app.discussion.places import find_place
from app.discussion.recount import find_wrong_counts
from app.discussion.rows import list_rows_by_ids
from app.discussion.wordings import read_proposal, require_place
from app.kernel.verdict import Refused
from tests.bills.revisions import add_version
from tests.builders import NOON, World
from tests.discussion.talk import edit, endorse, hide, load, post, restore, retract, withdraw

ALPHA, BETA = "1. Alpha.", "1. Beta."


def wordings(world: World) -> list[Wording]:
    world.session.expire_all()
    return list(world.session.scalars(sa.select(Wording).order_by(Wording.id)))


def shape(world: World) -> list[tuple[int, int, int, int]]:
    """Comments, people, endorsements and size of the group of each wording."""
    assert list(find_wrong_counts(world.session)) == []
    return [(w.comment_count, w.people_count, w.endorsement_count, w.group_size) for w in wordings(world)]


def test_proposal_stands_with_its_comment(world: World) -> None:
    comment = load(world, post(world, place="2.2.1", proposed=ALPHA))
    assert (comment.proposed_text, comment.proposed_lang) == (ALPHA, "en")
    assert comment.proposed_html == '<p class="part">1. <del>A</del><ins>Alpha</ins>.</p>'
    assert world.session.get_one(Article, comment.article_id).proposal_count == 1
    row = list_rows_by_ids(world.session, [comment.id])[comment.id]
    assert (row.proposed_text, row.proposed_lang, row.proposed_html) == (ALPHA, "en", comment.proposed_html)
    assert shape(world) == [(1, 1, 0, 1)]


def test_body_alone_makes_the_digest(world: World) -> None:
    assert post(world, place="2", proposed=ALPHA).sha256 == post(world, place="2").sha256


def test_equal_outcomes_are_one_wording_of_so_many_people(world: World) -> None:
    first = post(world, place="2.2.1", proposed=ALPHA)
    post(world, place="2", proposed="Text 2.\nParagraph two:\n1. Alpha.\n2. B.", by="other_citizen")
    again = post(world, place="2.2.1", proposed="1.   Alpha.\n")
    assert shape(world) == [(3, 2, 0, 1)]
    endorse(world, first)
    endorse(world, again)
    assert shape(world) == [(3, 2, 2, 1)]
    retract(world, first)
    hide(world, again)
    assert shape(world) == [(2, 2, 0, 1)]
    restore(world, again)
    assert shape(world) == [(3, 2, 1, 1)]


def test_groups_follow_what_is_shown(world: World) -> None:
    one = post(world, place="2.2.1", proposed=ALPHA)
    two = post(world, place="2.2", proposed="Paragraph two:\n1. Beta.\n2. Gamma.")
    post(world, place="2.2.2", proposed="2. Delta.")
    post(world, place="2.1", proposed="Words 2.")
    post(world, place="2.2.1", proposed="一、丙。")
    assert [w[3] for w in shape(world)] == [3, 3, 3, 1, 1]
    hide(world, two)
    assert shape(world) == [(1, 1, 0, 1), (0, 0, 0, 3), (1, 1, 0, 1), (1, 1, 0, 1), (1, 1, 0, 1)]
    restore(world, two)
    assert [w[3] for w in shape(world)] == [3, 3, 3, 1, 1]
    withdraw(world, two)
    assert [w[3] for w in shape(world)] == [1, 1, 1, 1]
    withdraw(world, one)
    assert len(shape(world)) == 3


def test_edit_changes_takes_away_and_keeps_the_earlier_one(world: World) -> None:
    comment = post(world, "Body.", place="2.2.1", proposed=ALPHA)
    assert not edit(world, comment, "Body.")
    assert not edit(world, comment, "Body.", proposed=ALPHA)
    assert edit(world, comment, "Body.", proposed=BETA)
    assert edit(world, comment, "Other body.")
    assert load(world, comment).proposed_text == BETA
    assert edit(world, comment, "Other body.", proposed="")
    assert shape(world) == []
    assert edit(world, comment, "Other body.", proposed=BETA)
    earlier = world.session.scalars(sa.select(EarlierText).order_by(EarlierText.ordinal)).all()
    assert [(e.body, e.proposed_text, e.proposed_lang) for e in earlier] == [
        ("Body.", ALPHA, "en"),
        ("Body.", BETA, "en"),
        ("Other body.", BETA, "en"),
        ("Other body.", None, None),
    ]
    withdraw(world, comment)
    gone = load(world, comment)
    assert (gone.proposed_text, gone.proposed_html, gone.proposed_lang, gone.wording_id) == (None,) * 4
    assert (shape(world), world.session.scalar(sa.select(sa.func.count()).select_from(EarlierText))) == ([], 0)


def test_hidden_proposal_is_in_no_row_and_comes_back(world: World) -> None:
    comment = post(world, place="2.2.1", proposed=ALPHA)
    hide(world, comment)
    row = list_rows_by_ids(world.session, [comment.id])[comment.id]
    assert (row.proposed_text, row.proposed_html, row.proposed_lang) == (None, None, None)
    assert load(world, comment).article.proposal_count == 0
    withdraw(world, comment)
    assert shape(world) == []


def test_only_articles_have_words_to_change(world: World) -> None:
    for place in ("", "Q1"):
        with pytest.raises(Refused) as refused:
            post(world, place=place, proposed=ALPHA)
        assert (refused.value.reason.code, refused.value.field) == ("invalid", "proposed")


def test_replies_and_other_places_are_refused(world: World) -> None:
    session, bill = world.session, world.bills["open"]
    top = post(world, place="2.2.1")
    version = load(world, top).version
    place = find_place(session, bill, version, "2.2.1")
    proposal = read_proposal(session, version.id, place, ALPHA)
    assert proposal is not None
    with pytest.raises(Refused, match="invalid"):
        require_place(proposal, place, version.id, is_reply=True)
    for other, number in ((find_place(session, bill, version, "2.2"), version.id), (place, version.id + 1)):
        with pytest.raises(Refused, match="invalid"):
            require_place(proposal, other, number, is_reply=False)
    require_place(proposal, place, version.id, is_reply=False)


def test_proposal_stays_with_the_version_it_was_written_on(world: World) -> None:
    before = post(world, place="2.2.1", proposed=ALPHA)
    add_version(world.session, world.bills["open"], {"2": {"number": "7"}})
    after = post(world, place="2.2.1", proposed=ALPHA)
    assert [w.version_id for w in wordings(world)] == [load(world, c).version_id for c in (before, after)]
    assert shape(world) == [(1, 1, 0, 1), (1, 1, 0, 1)]
    assert edit(world, before, "Body.", proposed=BETA)
    assert load(world, before).version.number == 1


def test_database_holds_proposals_whole_and_in_place(world: World) -> None:
    comment, table = post(world, place="2.2.1", proposed=ALPHA), Comment.__table__
    bare = ("proposed_text", "proposed_html", "wording_id", "proposed_lang", "article_id")
    changes: list[dict[str, object]] = [{name: None} for name in bare]
    changes += [{"parent_id": comment.id}, {"state": State.WITHDRAWN, "body": None, "body_html": None}]
    for change in changes:
        with pytest.raises(IntegrityError), world.session.begin_nested():
            world.session.execute(sa.update(table).where(table.c.id == comment.id).values(change))


def test_any_sequence_of_acts_keeps_counts_and_groups(world: World) -> None:
    """Random acts on a few places; afterwards counts equal a recount, and groups equal grouping what is shown at once."""
    dice = random.Random(11)
    places = {
        "2.2.1": (ALPHA, BETA, "一、丙。"),
        "2.2.2": ("2. C.", "2. B, and more."),
        "2.2": ("Paragraph two:\n1. Alpha.\n2. B.", "Paragraph 2:\n1. A.\n2. C."),
    }
    said: list[Comment] = []
    for _step in range(40):
        act = dice.choice(["post", "post", "hide", "restore", "withdraw", "edit", "endorse"])
        comment = load(world, dice.choice(said)) if said else None
        if act == "post" or comment is None:
            place = dice.choice(list(places))
            who = dice.choice(["citizen", "lead", "moderator", "official", "second_moderator"])
            now = NOON - timedelta(hours=3 * len(said))
            said.append(post(world, place=place, proposed=dice.choice(places[place]), by=who, now=now))
        elif act == "restore" and comment.state is State.HIDDEN:
            restore(world, comment)
        elif comment.state is State.VISIBLE and act != "restore":
            by = comment.author.handle.replace("-", "_")
            if act == "edit":
                edit(
                    world, comment, f"Body {_step}.", by=by, proposed=dice.choice(["", *places[comment.address or ""]])
                )
            elif act == "endorse":
                endorse(world, comment)
            else:
                hide(world, comment) if act == "hide" else withdraw(world, comment, by=by)
    assert list(find_wrong_counts(world.session)) == []
    shown = [w for w in wordings(world) if w.comment_count]
    assert len(shown) > 3
    for lang in ("en", "zh-Hant-TW"):
        edits = [(w.id, [Edit(*e) for e in w.edits]) for w in shown if w.lang == lang]
        groups = group_conflicts(edits)
        assert {w.id: w.group_id for w in shown if w.lang == lang} == groups
    used = set(world.session.scalars(sa.select(Comment.wording_id).where(Comment.wording_id.is_not(None))))
    assert used == {w.id for w in wordings(world)}


def test_proposal_may_be_as_long_as_a_comment(world: World) -> None:
    comment = post(world, place="2.1", proposed="字" * 5000)
    assert len(load(world, comment).proposed_text or "") == 5000
