"""Blacking a passage out and uncovering it: what is public, what is withheld, what the log holds, and what edits may do."""

import json
from unicodedata import normalize

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.blackouts.blocks import BLOCK
from app.discussion.blackouts.models import Blackout, WithheldText
from app.discussion.models import Comment, EarlierText, Ground, State, Wording
from app.discussion.recount import find_wrong_counts
from app.kernel.outbox import OutboxMessage
from app.kernel.richtext import digest
from app.kernel.verdict import Refused
from app.moderation.models import DecisionKind, Report
from app.notifications.models import Notice, NoticeKind
from app.record.models import Act, Entry, Opening
from app.record.verify_log import commit_to
from tests.builders import NOON, World
from tests.discussion import talk
from tests.moderation.cases import report
from tests.moderation.passages.scenes import LATER, NUMBER, PROPOSED, REASON, black_out, tell_number, uncover

PUBLIC = f"My neighbour (09**12**-345-678) agrees; call {BLOCK} and ask. Inspections need a warrant."
ALL = f"My neighbour ({BLOCK}) agrees; call {BLOCK} and ask. Inspections need a warrant."


def everything_said(session: Session, comment: Comment) -> str:
    """All that the two public tables hold of a comment, columns unread."""
    tables = (Comment.__table__, EarlierText.__table__, Wording.__table__)
    rows = [session.execute(sa.select(table)).all() for table in tables]
    return repr(rows)


def digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


@pytest.fixture
def said(world: World) -> Comment:
    return tell_number(world)


def test_the_words_leave_all_texts_and_are_withheld(session: Session, world: World, said: Comment) -> None:
    decision = black_out(world, said)
    found = talk.load(world, said)
    assert found.body == ALL and found.sha256 == digest(ALL) and "0912" not in (found.body_html or "")
    assert found.proposed_text == f"1. Alpha, see {BLOCK}." and BLOCK in (found.proposed_html or "")
    earlier = session.scalars(sa.select(EarlierText)).one()
    assert earlier.body == f"The neighbour, {BLOCK}, agrees with article 2." and earlier.sha256 == digest(earlier.body)
    assert earlier.proposed_text == f"1. Alpha or {BLOCK}."
    assert "345" not in everything_said(session, said)
    assert found.edited_at == NOON and found.state is State.VISIBLE and found.revision == 3
    withheld = session.scalars(sa.select(WithheldText).order_by(WithheldText.ordinal, WithheldText.start)).all()
    assert [digits(normalize("NFKC", kept.words)) for kept in withheld] == ["0912345678"] * 5
    assert (decision.kind, decision.ground, decision.rules_version) == (DecisionKind.BLACK_OUT, Ground.PERSONAL_DATA, 2)
    assert found.blackout_seq == decision.log_seq
    assert list(find_wrong_counts(session)) == []


def test_only_the_chosen_places_of_the_present_texts(session: Session, world: World, said: Comment) -> None:
    black_out(world, said, places=[1])
    found = talk.load(world, said)
    assert found.body == PUBLIC and found.proposed_text == PROPOSED
    assert "345" not in session.scalars(sa.select(EarlierText.body)).one()


def test_the_log_holds_the_public_hash_and_seals_the_rest(session: Session, world: World, said: Comment) -> None:
    decision = black_out(world, said)
    entry, opening = session.get_one(Entry, decision.log_seq), session.get_one(Opening, decision.log_seq)
    assert (entry.act, entry.subject, entry.ground) == (Act.BLACK_OUT, f"comment:{said.id}", "personal-data")
    sealed = opening.words.pop("sealed")
    assert opening.words == {"reason": REASON, "rules": "2", "sha256": digest(ALL)}
    assert digest(LATER) not in repr(opening.words) and "345" not in repr(opening.words)
    words = ["09**12**-345-678", "0912 345 678", "0912345678", "０９１２－３４５－６７８", "0912-345678"]
    told = json.dumps({"before": digest(LATER), "words": words}, ensure_ascii=False, separators=(",", ":"))
    assert opening.sealed_key and sealed == commit_to(opening.sealed_key, told)


def test_a_hidden_comments_hash_is_not_told(session: Session, world: World, said: Comment) -> None:
    talk.hide(world, said)
    decision = black_out(world, said)
    assert "sha256" not in session.get_one(Opening, decision.log_seq).words
    assert talk.load(world, said).state is State.HIDDEN
    assert list(find_wrong_counts(session)) == []
    talk.restore(world, said)
    assert talk.load(world, said).body == ALL and talk.load(world, said).blackout_seq == decision.log_seq
    assert list(find_wrong_counts(session)) == []


def test_uncovering_puts_everything_back(session: Session, world: World, said: Comment) -> None:
    before = everything_said(session, said)
    black_out(world, said)
    decision = uncover(world, said)
    found = talk.load(world, said)
    assert (found.body, found.proposed_text, found.blackout_seq) == (LATER, PROPOSED, None)
    assert session.scalar(sa.select(sa.func.count()).select_from(WithheldText)) == 0
    assert session.scalars(sa.select(Blackout.undone_seq)).one() == decision.log_seq
    assert session.get_one(Entry, decision.log_seq).act == Act.UNCOVER
    assert "０９１２－３４５－６７８" in before and "０９１２－３４５－６７８" in everything_said(session, said)
    with pytest.raises(IndexError):
        uncover(world, said)
    assert list(find_wrong_counts(session)) == []


def test_two_passages_are_told_apart(world: World, said: Comment) -> None:
    first = black_out(world, said)
    second = black_out(world, said, "Inspections need a warrant", ground=Ground.INFRINGEMENT)
    assert talk.load(world, said).blackout_seq == second.log_seq
    uncover(world, said, at=1)
    assert talk.load(world, said).body == ALL and talk.load(world, said).blackout_seq == first.log_seq
    uncover(world, said)
    assert talk.load(world, said).body == LATER


def test_uncovering_never_shows_what_another_act_withholds(world: World) -> None:
    comment = talk.post(world, "Call 0912-345-678 now. Really: 0912-345-678.")
    black_out(world, comment, "Call 0912-345-678 now")
    black_out(world, comment, NUMBER)
    with pytest.raises(Refused) as refused:
        uncover(world, comment, at=0)
    assert refused.value.reason.status == 409
    uncover(world, comment, at=1)
    uncover(world, comment, at=0)
    assert talk.load(world, comment).body == "Call 0912-345-678 now. Really: 0912-345-678."


@pytest.mark.parametrize("words", ["Call 0912345678.", "Call ０９１２ 345 **678**", f"{BLOCK} is 09\u200d12-345-678"])
def test_an_edit_does_not_bring_the_words_back(world: World, said: Comment, words: str) -> None:
    black_out(world, said)
    for changes in ({"body": words}, {"body": ALL, "proposed": f"1. Beta. {words}"}):
        with pytest.raises(Refused) as refused:
            talk.edit(world, said, **changes)
        assert refused.value.reason.status == 422 and "345" not in str(refused.value.reason.text)


def test_an_edit_of_the_public_text_keeps_blocks_and_words_apart(session: Session, world: World, said: Comment) -> None:
    black_out(world, said)
    after = f"Ask my neighbour, {BLOCK}; or call {BLOCK}. Inspections need a warrant."
    assert talk.edit(world, said, after)
    assert "345" not in everything_said(session, said)
    texts = session.scalars(sa.select(EarlierText.body).order_by(EarlierText.ordinal)).all()
    assert texts == [f"The neighbour, {BLOCK}, agrees with article 2.", ALL]
    uncover(world, said)
    found = talk.load(world, said)
    assert found.body == after.replace(BLOCK, "09**12**-345-678", 1).replace(BLOCK, "0912 345 678")
    assert found.proposed_text == PROPOSED
    assert session.scalars(sa.select(EarlierText.body).order_by(EarlierText.ordinal)).all()[1] == LATER


def test_blocks_that_the_author_took_out_are_kept_for_the_text_before(
    session: Session, world: World, said: Comment
) -> None:
    black_out(world, said)
    assert talk.edit(world, said, "Inspections need a warrant.", proposed="")
    uncover(world, said)
    assert talk.load(world, said).body == "Inspections need a warrant."
    assert LATER in session.scalars(sa.select(EarlierText.body)).all()


def test_words_that_stand_in_earlier_texts_alone(session: Session, world: World, said: Comment) -> None:
    talk.edit(world, said, "Inspections need a warrant.", proposed="")
    black_out(world, said, places=[])
    assert "345" not in everything_said(session, said)
    assert talk.load(world, said).blackout_seq is not None


@pytest.mark.parametrize("is_hidden", [False, True])
def test_withdrawal_erases_what_was_withheld(session: Session, world: World, said: Comment, is_hidden: bool) -> None:
    black_out(world, said)
    if is_hidden:
        talk.hide(world, said)
    talk.withdraw(world, said)
    assert session.scalar(sa.select(sa.func.count()).select_from(WithheldText)) == 0
    assert talk.load(world, said).blackout_seq is None
    with pytest.raises(Refused):
        black_out(world, said, places=[0])
    assert list(find_wrong_counts(session)) == []


@pytest.mark.parametrize(
    "words, status",
    [
        ({"passage": "0999"}, 422),
        ({"passage": "12"}, 422),
        ({"places": []}, 422),
        ({"places": [9]}, 409),
        ({"ground": Ground.THREAT}, 422),
        ({"ground": Ground.OFF_TOPIC}, 422),
        ({"reason": "Bad."}, 422),
        ({"revision": 1}, 409),
        ({"by": "citizen"}, 403),
        ({"by": "administrator"}, 403),
        ({"by": "other_subgroup_moderator"}, 403),
        ({"by": "official"}, 403),
    ],
)
def test_what_is_refused_changes_nothing(session: Session, world: World, said: Comment, words, status: int) -> None:
    with pytest.raises(Refused) as refused:
        black_out(world, said, **({"places": [0]} | words))
    assert refused.value.reason.status == status
    assert talk.load(world, said).body == LATER
    assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 0


def test_nobody_blacks_out_their_own_words(world: World) -> None:
    comment = talk.post(world, f"I am {NUMBER}.", by="moderator")
    with pytest.raises(Refused):
        black_out(world, comment)
    assert black_out(world, comment, by="second_moderator").log_seq


def test_an_edit_on_an_old_revision_is_refused(world: World, said: Comment) -> None:
    """Whoever opened the editor before the blackout cannot save over it, nor a moderator over an edit."""
    seen = talk.load(world, said).revision
    talk.edit(world, said, LATER + " More.")
    with pytest.raises(Refused) as refused:
        black_out(world, said, revision=seen)
    assert refused.value.reason.status == 409


def test_the_author_is_told_without_the_words(session: Session, world: World, said: Comment) -> None:
    black_out(world, said)
    uncover(world, said)
    kinds = session.scalars(sa.select(Notice.kind).order_by(Notice.id)).all()
    assert kinds == [NoticeKind.BLACKED_OUT, NoticeKind.UNCOVERED]
    mails = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [mail.template for mail in mails] == ["comment-blacked-out", "comment-uncovered"]
    assert all("345" not in repr(mail.parameters) for mail in mails)


def test_words_that_were_erased_with_an_account_do_not_come_back(session: Session, world: World, said: Comment) -> None:
    black_out(world, said)
    session.execute(sa.delete(WithheldText))
    with pytest.raises(Refused) as refused:
        uncover(world, said)
    assert refused.value.reason.status == 409 and talk.load(world, said).body == ALL


def test_reports_on_the_same_ground_are_closed(session: Session, world: World, said: Comment) -> None:
    report(world, talk.load(world, said), "other_citizen")
    report(world, talk.load(world, said), "lead", ground=Ground.SPAM)
    decision = black_out(world, said)
    closed = {row.ground: row.decision_id for row in session.scalars(sa.select(Report))}
    assert closed == {Ground.PERSONAL_DATA: decision.id, Ground.SPAM: None}


def test_arguments_are_found_by_what_is_public(session: Session, world: World) -> None:
    """Near copies still meet; and nothing that would tell the words is kept to find them by."""
    words = "Inspections need a warrant, a record and a remedy, all of them in the law itself. Call {}."
    first = talk.post(world, words.format("0912-345-678"))
    second = talk.post(world, words.format("me"), by="other_citizen")
    assert talk.load(world, first).argument_id == talk.load(world, second).argument_id is not None
    black_out(world, first)
    assert talk.load(world, first).argument_id == talk.load(world, second).argument_id is not None
    assert list(find_wrong_counts(session)) == []
    assert talk.stored_counts(session) == talk.counted_anew(session)
