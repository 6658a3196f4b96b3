"""The index says what is public, at every moment: as things happen, and made anew."""

from dataclasses import fields

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.bills import actions as bills
from app.bills.actions import BillTexts
from app.bills.models import Version
from app.bills.queries import get_bill, list_articles
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.richtext import read
from app.search.keeping import fill_if_missing, rebuild
from app.search.models import Passage
from app.search.queries import Asked, Kind, search
from app.search.tokens import split_words
from tests.builders import TODAY, World
from tests.conftest import NOON
from tests.discussion.talk import edit, hide, post, restore, withdraw
from tests.search.finding import comments, found

CANARY = "金絲雀 kanarienvogel"


def words_of(session: Session) -> dict[int, str]:
    """All that the index holds: position and words."""
    column = "rowid" if session.get_bind().dialect.name == "sqlite" else "position"
    return dict(session.execute(sa.text(f"SELECT {column}, CAST(words AS text) FROM search_index")).all())


def test_a_comment_is_found_once_posted(world: World) -> None:
    comment = post(world, "資安**稽核**應由第三方辦理 by auditors.")
    for typed in (
        "資安",
        "资安",
        "稽核",
        "安稽",
        "稽",
        "辦",
        "audit",
        "第三方辦理",
        "稽核 資安",
        "理 BY",
        "ＡＵＤＩＴＯＲＳ",
    ):
        assert comments(world.session, typed) == [comment.id], typed
    for typed in ("核資", "安全", "auditorial", "稽核 別的", "應第"):
        assert comments(world.session, typed) == [], typed


def test_the_newest_comes_first(world: World) -> None:
    first, second = post(world, "雀。"), post(world, "雀！")
    assert comments(world.session, "雀") == [second.id, first.id]
    edit(world, first, "雀鳥。")
    assert comments(world.session, "雀") == [second.id, first.id]


def test_an_edit_takes_the_earlier_words_out(world: World) -> None:
    comment = post(world, CANARY)
    edit(world, comment, "別的話。")
    assert comments(world.session, "金絲") == comments(world.session, "kanarienvogel") == []
    assert comments(world.session, "別的") == [comment.id]


@pytest.mark.parametrize("act", [hide, withdraw])
def test_what_is_hidden_or_withdrawn_is_gone_from_the_index(world: World, act) -> None:
    comment = post(world, CANARY)
    assert comments(world.session, "金絲") == [comment.id]
    act(world, comment)
    assert comments(world.session, "金絲") == []
    assert comment.id not in words_of(world.session)
    rebuild(world.session)
    assert comment.id not in words_of(world.session)


def test_what_is_restored_is_found_where_it_was(world: World) -> None:
    first, second = post(world, CANARY), post(world, CANARY)
    hide(world, first)
    restore(world, first)
    assert comments(world.session, "金絲") == [second.id, first.id]


def test_proposed_words_are_found_and_go_with_their_comment(world: World) -> None:
    comment = post(world, "A reason.", place="2.2.1", proposed="1. Quizzical.")
    assert comments(world.session, "quizzical") == [comment.id] == comments(world.session, "reason")
    (item,) = search(world.session, Asked.read("quizzical"), Kind.COMMENT, NOON, "en").items
    assert item.snippet.text == "1. Quizzical."
    hide(world, comment)
    assert comments(world.session, "quizzical") == []
    restore(world, comment)
    edit(world, comment, "A reason.", proposed="")
    assert comments(world.session, "quizzical") == []
    assert comments(world.session, "reason") == [comment.id]


def test_the_page_hides_what_a_stale_index_still_says(world: World) -> None:
    """The index is never stale; if it were, no words would come out of it."""
    comment = post(world, CANARY)
    world.session.execute(
        sa.update(Comment)
        .where(Comment.id == comment.id)
        .values(state="hidden", ground="spam", state_reason="Because.", state_at=NOON)
    )
    assert comment.id in words_of(world.session)
    assert comments(world.session, "金絲") == []


def test_an_announced_bill_is_found_and_not_before(world: World) -> None:
    bill, session = world.bills["unpublished"], world.session
    rebuild(session)
    assert not [path for path in found(session, "unpublished") + found(session, "標題") if "unpublished" in path]
    assert not [words for words in words_of(session).values() if "unpublished" in words]
    days = {"first_day": TODAY.replace(month=4), "last_day": TODAY.replace(month=8)}
    bills.announce_bill(session, world.people["official"], bill, **days, now=NOON)
    assert found(session, "unpublished") == ["/bills/unpublished-bill"]
    assert "/bills/unpublished-bill/articles/2" in found(session, "第2條標題")
    assert "/bills/unpublished-bill/discussion?question=1" in found(session, "Question 1")


def revise(world: World, words: str) -> Version:
    """Begin version 2 of the open bill, whose article 2 has other words."""
    session, bill, official = world.session, world.bills["open"], world.people["official"]
    draft = bills.start_new_version(session, official, bill, now=NOON)
    text = next(t for t in list_articles(session, draft) if t.number == "2")
    text.text = Bilingual(words, "")
    session.flush()
    return draft


def test_a_draft_is_not_found_and_its_publication_is(world: World) -> None:
    session, bill = world.session, world.bills["open"]
    rebuild(session)
    draft = revise(world, "金絲雀條款。")
    rebuild(session)
    assert found(session, "金絲雀") == []
    note = Bilingual("修正", "Revised")
    bills.publish_version(session, world.people["official"], bill, draft, note=note, now=NOON)
    assert found(session, "金絲雀") == ["/bills/open-bill/articles/2"]
    earlier = [path for path in found(session, "第2條本文", Kind.BILL) if "open-bill" in path]
    assert earlier == ["/bills/open-bill/text?version=1#article-2"]
    assert [path for path in found(session, "第3條本文") if "open-bill" in path] == ["/bills/open-bill/articles/3"]


def test_texts_that_are_filled_in_are_found(world: World) -> None:
    session = world.session
    bill = get_bill(session, "open-bill", None, NOON, lock=True)
    bill.summary = Bilingual("摘要", "")
    session.flush()
    rebuild(session)
    assert found(session, "kestrel") == []
    texts = {field.name: getattr(bill, field.name) for field in fields(BillTexts)}
    texts["summary"] = Bilingual("摘要", "A kestrel.")
    bills.update_bill_texts(session, world.people["official"], bill, texts=BillTexts(**texts), now=NOON)
    assert found(session, "kestrel") == ["/bills/open-bill"]


def test_an_article_is_found_by_what_it_is_called(world: World) -> None:
    rebuild(world.session)
    for typed in ("第三條", "第3條", "article 3"):
        assert "/bills/open-bill/articles/3" in found(world.session, typed)
    assert "/bills/open-bill/articles/2" not in found(world.session, "第三條")


def test_a_withdrawn_bill_is_still_read_and_found(world: World) -> None:
    rebuild(world.session)
    assert "/bills/withdrawn-bill" in found(world.session, "withdrawn")


def test_it_is_filled_where_it_is_missing(world: World) -> None:
    session = world.session
    fill_if_missing(session)
    filled = words_of(session)
    assert session.scalars(sa.select(Passage)).all()
    session.execute(sa.text("DELETE FROM search_index"))
    fill_if_missing(session)
    assert words_of(session) == {}
    rebuild(session)
    assert words_of(session) == filled


ACTS = st.lists(st.sampled_from(["post", "edit", "hide", "restore", "withdraw"]), min_size=1, max_size=8)
SAID = st.text(st.sampled_from("資安稽核通報条例草案法規ab1 ，。\n😀"), min_size=2, max_size=30).filter(
    lambda t: t.strip(" \n，。😀")
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, said=st.lists(SAID, min_size=8, max_size=8))
def test_kept_equals_made_anew(world: World, acts: list[str], said: list[str]) -> None:
    """Whatever happens: the index is as if made anew, and each visible comment is found by every two of its words' characters."""
    talk: list[tuple[Comment, str, str]] = []
    world.session.execute(sa.update(Comment).values(posted_at=world.bills["open"].opens_at))
    for act, words in zip(acts, said, strict=False):
        _do(world, talk, act, words)
    kept = words_of(world.session)
    rebuild(world.session)
    assert kept.items() <= words_of(world.session).items()
    for comment, words, state in talk:
        assert (comment.id in kept) == (state == "visible")
        for word in set(split_words(read(words).source)) if state == "visible" else ():
            assert comment.id in comments(world.session, word), (words, word)


def _do(world: World, talk: list[tuple[Comment, str, str]], act: str, words: str) -> None:
    wanted = {"edit": "visible", "hide": "visible", "restore": "hidden", "withdraw": "visible"}.get(act)
    at = next((n for n, row in enumerate(talk) if row[2] == wanted), None)
    if wanted is None or at is None:
        comment = post(world, words, by=("citizen", "other_citizen", "lead")[len(talk) % 3])
        talk.append((comment, words, "visible"))
        return
    comment, stood, _state = talk[at]
    by = ("citizen", "other_citizen", "lead")[at % 3]
    if act == "edit":
        edit(world, comment, words, by=by)
        talk[at] = (comment, words, "visible")
    elif act == "withdraw":
        withdraw(world, comment, by=by)
        talk[at] = (comment, "", "withdrawn")
    else:
        (hide if act == "hide" else restore)(world, comment)
        talk[at] = (comment, stood, "hidden" if act == "hide" else "visible")
