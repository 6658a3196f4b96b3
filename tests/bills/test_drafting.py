"""Drafts: articles, their order and lasting identity; what is published never changes."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.bills import actions, queries
from app.bills.models import Article, Bill, Version
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from tests.bills.drafts import TEXTS, prepare_bill
from tests.builders import TODAY, World
from tests.conftest import NOON

DAY = timedelta(days=1)


def _content(number: str, zh: str = "條文。", **more: Bilingual) -> actions.ArticleContent:
    return actions.ArticleContent(number=number, text=Bilingual(zh), **more)


def _numbers(session: Session, version: Version) -> list[str]:
    return [text.number for text in queries.list_articles(session, version)]


def _announce(world: World, bill: Bill) -> None:
    actions.announce_bill(
        world.session, world.people["official"], bill, first_day=TODAY + DAY, last_day=TODAY + 90 * DAY, now=NOON
    )


def _add(world: World, bill: Bill, number: str) -> Article:
    draft = queries.get_draft(world.session, bill)
    saved = actions.save_article(world.session, world.people["official"], bill, draft, _content(number), now=NOON)
    return saved.article


def test_new_articles_stand_in_the_order_of_their_numbers(world: World) -> None:
    bill = prepare_bill(world)
    _add(world, bill, "10")
    _add(world, bill, "3")
    assert _numbers(world.session, queries.get_draft(world.session, bill)) == ["1", "2", "3", "10", "10-1"]


@pytest.mark.parametrize("number", ["", "0", "01", "1.2", "一", "10-0", "1000", "18~2", "-1"])
def test_odd_numbers_are_refused(world: World, number: str) -> None:
    bill = prepare_bill(world)
    with pytest.raises(Refused) as refused:
        _add(world, bill, number)
    assert refused.value.field == "number"


def test_number_is_used_once_in_a_draft(world: World) -> None:
    bill = prepare_bill(world)
    with pytest.raises(Refused) as refused:
        _add(world, bill, "2")
    assert refused.value.field == "number"


def test_article_needs_words(world: World) -> None:
    bill = prepare_bill(world)
    draft = queries.get_draft(world.session, bill)
    with pytest.raises(Refused) as refused:
        actions.save_article(world.session, world.people["official"], bill, draft, _content("5", ""), now=NOON)
    assert refused.value.field == "text_zh"


def test_key_is_the_number_under_which_an_article_is_first_published(world: World) -> None:
    bill = prepare_bill(world)
    official, draft = world.people["official"], queries.get_draft(world.session, bill)
    article = queries.get_article(world.session, bill, "2")
    actions.save_article(world.session, official, bill, draft, _content("7"), article=article, now=NOON)
    other = _add(world, bill, "2")
    _announce(world, bill)
    assert (article.key, other.key) == ("7", "2")
    assert article.rank > other.rank


def test_numbers_swapped_in_the_draft_are_swapped_keys(world: World) -> None:
    bill = prepare_bill(world)
    official, draft = world.people["official"], queries.get_draft(world.session, bill)
    one, two = (queries.get_article(world.session, bill, key) for key in ("1", "2"))
    for article, number in ((one, "99"), (two, "1"), (one, "2")):
        actions.save_article(world.session, official, bill, draft, _content(number), article=article, now=NOON)
    _announce(world, bill)
    assert (one.key, two.key) == ("2", "1")


def test_identity_is_kept_and_a_reused_number_gets_its_own_key(world: World) -> None:
    bill, official, session = world.bills["open"], world.people["official"], world.session
    draft = actions.start_new_version(session, official, bill, now=NOON)
    two, three = (queries.get_article(session, bill, key) for key in ("2", "3"))
    actions.delete_article_from_draft(session, official, bill, draft, three, now=NOON)
    actions.save_article(session, official, bill, draft, _content("4", "改號"), article=two, now=NOON)
    new = actions.save_article(session, official, bill, draft, _content("2", "全新"), now=NOON).article
    actions.publish_version(session, official, bill, draft, note=Bilingual("修正"), now=NOON)
    assert (two.key, new.key) == ("2", "2~2")
    texts = queries.list_articles(session, draft)
    assert {text.article.key: (text.number, text.is_deleted) for text in texts} == {
        "1": ("1", False),
        "2~2": ("2", False),
        "2": ("4", False),
        "3": ("3", True),
    }
    assert queries.get_article(session, bill, "2") is two


def test_deleting_a_new_article_leaves_no_trace(world: World) -> None:
    bill, official, session = world.bills["open"], world.people["official"], world.session
    draft = actions.start_new_version(session, official, bill, now=NOON)
    new = actions.save_article(session, official, bill, draft, _content("9"), now=NOON).article
    actions.delete_article_from_draft(session, official, bill, draft, new, now=NOON)
    assert _numbers(session, draft) == ["1", "2", "3"]
    assert session.get(Article, new.id) is None


def test_deletion_can_be_taken_back(world: World) -> None:
    bill, official, session = world.bills["open"], world.people["official"], world.session
    draft = actions.start_new_version(session, official, bill, now=NOON)
    two = queries.get_article(session, bill, "2")
    actions.delete_article_from_draft(session, official, bill, draft, two, now=NOON)
    assert [t.is_deleted for t in queries.list_articles(session, draft)] == [False, True, False]
    actions.restore_article_to_draft(session, official, bill, draft, two, now=NOON)
    assert not any(t.is_deleted for t in queries.list_articles(session, draft))


def test_published_version_stays_as_it_was(world: World) -> None:
    bill, official, session = world.bills["open"], world.people["official"], world.session
    before = [
        (t.number, t.text, t.is_deleted) for t in queries.list_articles(session, queries.get_version(session, bill, 1))
    ]
    draft = actions.start_new_version(session, official, bill, now=NOON)
    two = queries.get_article(session, bill, "2")
    actions.save_article(session, official, bill, draft, _content("2", "改"), article=two, now=NOON)
    actions.delete_article_from_draft(session, official, bill, draft, queries.get_article(session, bill, "1"), now=NOON)
    session.expire_all()
    first = queries.get_version(session, bill, 1)
    assert [(t.number, t.text, t.is_deleted) for t in queries.list_articles(session, first)] == before
    for act in (
        lambda: actions.save_article(session, official, bill, first, _content("2"), article=two, now=NOON),
        lambda: actions.delete_article_from_draft(session, official, bill, first, two, now=NOON),
        lambda: actions.restore_article_to_draft(session, official, bill, first, two, now=NOON),
        lambda: actions.move_article(session, official, bill, first, two, up=True, now=NOON),
    ):
        with pytest.raises(Refused, match="conflict"):
            act()


def test_order(world: World) -> None:
    bill = prepare_bill(world)
    official, session = world.people["official"], world.session
    draft = queries.get_draft(session, bill)
    one = queries.get_article(session, bill, "1")
    actions.move_article(session, official, bill, draft, one, up=True, now=NOON)
    assert _numbers(session, draft) == ["1", "2", "10-1"]
    actions.move_article(session, official, bill, draft, one, up=False, now=NOON)
    assert _numbers(session, draft) == ["2", "1", "10-1"]
    ids = [text.article_id for text in queries.list_articles(session, draft)]
    actions.reorder_articles(session, official, bill, draft, ids[::-1], now=NOON)
    assert _numbers(session, draft) == ["10-1", "1", "2"]
    for wrong in (ids[:2], [*ids, ids[0]], [*ids[:2], 10**12]):
        with pytest.raises(Refused, match="conflict"):
            actions.reorder_articles(session, official, bill, draft, wrong, now=NOON)


def test_second_official_on_one_article_is_told(world: World) -> None:
    bill = prepare_bill(world)
    official, session = world.people["official"], world.session
    draft = queries.get_draft(session, bill)
    text = queries.list_articles(session, draft)[0]
    seen = text.revision
    actions.save_article(
        session, official, bill, draft, _content("1", "先"), article=text.article, revision=seen, now=NOON
    )
    with pytest.raises(Refused, match="conflict"):
        actions.save_article(
            session, official, bill, draft, _content("1", "後"), article=text.article, revision=seen, now=NOON
        )
    assert text.text.zh == "先"


def test_article_of_another_bill_is_not_found(world: World) -> None:
    bill = prepare_bill(world)
    foreign = queries.get_article(world.session, world.bills["open"], "1")
    draft = queries.get_draft(world.session, bill)
    with pytest.raises(Refused, match="not_found"):
        actions.delete_article_from_draft(world.session, world.people["official"], bill, draft, foreign, now=NOON)


def test_texts_before_the_announcement(world: World) -> None:
    bill = prepare_bill(world)
    texts = actions.BillTexts(title=Bilingual("新題"), summary=Bilingual("新摘要"))
    actions.update_bill_texts(
        world.session,
        world.people["official"],
        bill,
        texts=texts,
        topics=["training", "cybersecurity"],
        now=NOON,
        co_leads=[world.other_agency, world.agency],
        revision=bill.revision,
    )
    world.session.expire_all()
    again = queries.get_bill(world.session, bill.slug, world.people["official"], NOON)
    assert again.title == Bilingual("新題")
    assert {topic.topic for topic in again.topics} == {"training", "cybersecurity"}
    assert [agency.slug for agency in again.co_leads] == ["ncc"]


def test_after_the_announcement_only_a_missing_language_is_added(world: World) -> None:
    bill = prepare_bill(world)
    official = world.people["official"]
    _announce(world, bill)
    filled = actions.BillTexts(title=TEXTS.title, summary=TEXTS.summary, explanation=Bilingual("總說明", "Explanation"))
    actions.update_bill_texts(world.session, official, bill, texts=filled, now=NOON)
    assert bill.explanation == Bilingual("總說明", "Explanation")
    changed = actions.BillTexts(title=Bilingual("偷改", "Open Data Bill"), summary=TEXTS.summary)
    with pytest.raises(Refused) as refused:
        actions.update_bill_texts(world.session, official, bill, texts=changed, now=NOON)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "title_zh")
    assert bill.title == TEXTS.title


def test_questions_keep_their_identity_by_ordinal(world: World) -> None:
    bill = prepare_bill(world)
    official, session = world.people["official"], world.session
    ask = lambda *texts: actions.save_questions(  # noqa: E731
        session, official, bill, questions=[Bilingual(text) for text in texts], now=NOON
    )
    ask("一？", "二？", "三？")
    first = queries.list_questions(session, bill)[0]
    ask("一改？", "二？")
    assert [(q.ordinal, q.text.zh) for q in queries.list_questions(session, bill)] == [(1, "一改？"), (2, "二？")]
    assert queries.list_questions(session, bill)[0] is first
    with pytest.raises(Refused, match="invalid"):
        ask("一？", "")
    with pytest.raises(Refused, match="invalid"):
        ask(*map(str, range(21)))
    _announce(world, bill)
    with pytest.raises(Refused, match="conflict"):
        ask("別的？")


@pytest.mark.parametrize("slug", ["", "ab", "New", "new", "-x-", "a--b", "9lives", "a" * 81, "草案", "a b", "a\nb"])
def test_odd_addresses_are_refused(world: World, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        prepare_bill(world, slug)
    assert refused.value.field == "slug"


def test_taken_address_is_refused_but_an_embargoed_one_is_not_given_away(world: World) -> None:
    with pytest.raises(Refused, match="invalid"):
        prepare_bill(world, "open-bill")
    assert prepare_bill(world, "unpublished-bill").slug == "unpublished-bill-2"


def test_bill_needs_a_title(world: World) -> None:
    bill = prepare_bill(world)
    nameless = actions.BillTexts(title=Bilingual(), summary=Bilingual("摘要"))
    with pytest.raises(Refused) as refused:
        actions.update_bill_texts(world.session, world.people["official"], bill, texts=nameless, now=NOON)
    assert refused.value.field == "title_zh"
