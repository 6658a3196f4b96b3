"""A bill's glossary: who sets it, what is refused, where it shows."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import Gongyi
from app.bills import actions
from app.bills.actions.terms import MOST, TermWords
from app.bills.models import ArticleText, Bill, DraftChange, GlossaryTerm, Version
from app.bills.queries_terms import list_questions_and_terms, list_terms
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from tests.bills.desk import post
from tests.builders import World
from tests.conftest import NOON, Statements

PARAGRAPH = TermWords(Bilingual("第二項", "paragraph"), Bilingual("條文的一段。", "A part of an article."))
TEXT = TermWords(Bilingual("本文", "text"), Bilingual("條文的話。", "What the article says."))


def save(world: World, *terms: TermWords, bill: str = "open", by: str = "official", seen: str | None = None) -> None:
    actions.save_terms(world.session, world.people[by], world.bills[bill], terms, now=NOON, seen=seen)


def stored(world: World, bill: str = "open") -> list[tuple[int, str]]:
    return [(term.id, term.term.en) for term in list_terms(world.session, world.bills[bill])]


def test_terms_are_added_changed_and_taken_out_and_noted(world: World) -> None:
    save(world, PARAGRAPH, TEXT)
    _first, second = stored(world)
    save(world, TermWords(Bilingual("", "words"), TEXT.meaning, second[0]))
    assert stored(world) == [(second[0], "words")]
    notes = world.session.scalars(sa.select(DraftChange).order_by(DraftChange.id)).all()
    assert [note.act for note in notes] == ["change-terms", "change-terms"]
    assert {"field": "term 1", "lang": "en", "before": "paragraph", "after": "words"} in notes[1].changes


def test_a_term_of_another_bill_is_not_touched(world: World) -> None:
    save(world, PARAGRAPH, bill="closed")
    other = stored(world, "closed")[0]
    save(world, TermWords(Bilingual("", "taken"), TEXT.meaning, other[0]))
    assert stored(world, "closed") == [other]
    assert [name for _id, name in stored(world)] == ["taken"]


@pytest.mark.parametrize(("terms", "words"), [
    ([TermWords(Bilingual("", "x"), TEXT.meaning)], "at least two characters"),
    ([TermWords(Bilingual(), TEXT.meaning)], "at least two characters"),
    ([TermWords(TEXT.term, Bilingual())], "means, in one language at least"),
    ([TEXT, TermWords(Bilingual("", "TEXT"), TEXT.meaning)], "stands here twice"),
    ([TermWords(Bilingual("", f"term {n}"), TEXT.meaning) for n in range(MOST + 1)], "no more than 60"),
])  # fmt: skip
def test_refused_terms(app: Gongyi, world: World, terms: list[TermWords], words: str) -> None:
    with pytest.raises(Refused) as refused:
        save(world, *terms)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "terms")
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert words in str(refused.value.reason.text)
    assert stored(world) == []


@pytest.mark.parametrize(("bill", "by", "code"), [
    ("open", "citizen", "not_allowed"), ("open", "other_agency_official", "not_allowed"),
    ("withdrawn", "official", "bill_withdrawn"), ("unpublished", "moderator", "not_found"),
])  # fmt: skip
def test_who_may_not(world: World, bill: str, by: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        save(world, TEXT, bill=bill, by=by)
    assert refused.value.reason.code == code


def test_desk_page_from_empty_to_stale(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "official")
    here = "/desk/bills/open-bill/terms"

    def stamp() -> str:
        page = client.get(here).text
        return re.search(r'name="stamp"[^>]*value="(\w+)"', page)[1]

    sent = {"terms-0-term_en": "text", "terms-0-meaning_en": "Words.", "terms-1-term_en": "", "key": "a"}
    seen = stamp()
    assert post(client, here, 303, **sent, stamp=seen).location == "/desk/bills/open-bill"
    assert [name for _id, name in stored(world)] == ["text"]
    again = post(client, here, 409, **(sent | {"key": "b", "terms-0-term_en": "late words"}), stamp=seen).text
    assert "late words" in again
    assert "What stands now" in again
    refused = post(client, here, 422, **(sent | {"key": "c", "terms-0-meaning_en": ""}), stamp=stamp()).text
    assert "means, in one language at least" in refused
    long = post(client, here, 422, **(sent | {"key": "d", "terms-0-term_en": "x" * 61}), stamp=stamp()).text
    assert 'href="#terms-0-term_en"' in long
    post(client, here, 409, key="e")
    assert [name for _id, name in stored(world)] == ["text"], "an empty form takes nothing out unseen"


def test_terms_show_in_text_article_and_front_page_once(client: FlaskClient, world: World) -> None:
    save(world, PARAGRAPH, TEXT, TermWords(Bilingual("摘要", "summary"), Bilingual("", "In short.")))
    page = client.get("/bills/open-bill/text?lang=en").text
    assert page.count('class="term" popovertarget="term-') == 6, "two terms in each of three articles"
    assert page.count('id="a1.2"') == 1
    assert "Words explained" in page
    assert 'class="term"' not in client.get("/bills/open-bill/text?lang=en&against=current").text
    article = client.get("/bills/open-bill/articles/2?lang=en").text
    assert article.count('class="term" popovertarget="term-') == 2
    front = client.get("/bills/open-bill?lang=en").text
    assert front.count('class="term" popovertarget="term-') == 1
    assert "In short." in front
    assert ">第二項</button>" in client.get("/bills/open-bill/articles/2?lang=zh-TW").text


def test_guide_stands_beside_the_article(client: FlaskClient, world: World) -> None:
    bill: Bill = world.bills["open"]
    version = sa.select(Version.id).where(Version.bill_id == bill.id).scalar_subquery()
    text = world.session.scalars(sa.select(ArticleText).where(ArticleText.version_id == version)).first()
    text.guide = Bilingual("白話。", "In plain words <b>.")
    world.session.flush()
    for path in ("/bills/open-bill/text", f"/bills/open-bill/articles/{text.number}"):
        page = client.get(f"{path}?lang=en").text
        assert page.count("What this means") == 1
        assert "In plain words &lt;b&gt;." in page


def test_guide_goes_through_form_and_new_version(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "official")
    base = "/desk/bills/open-bill/draft"
    post(client, f"{base}/new", 303, key="n")
    texts = sa.select(ArticleText).join(Version).where(Version.bill_id == world.bills["open"].id, Version.number == 2)
    text = world.session.scalars(texts.order_by(ArticleText.ordinal)).first()
    sent = {"number": "1", "text_en": "Text", "guide_en": "It means this.", "revision": text.revision, "key": "g"}
    post(client, f"{base}/articles/{text.article_id}", 303, **sent)
    world.session.expire_all()
    assert world.session.scalars(texts.order_by(ArticleText.ordinal)).first().guide == Bilingual("", "It means this.")
    assert "It means this." in client.get(f"{base}/articles/{text.article_id}").text


def test_questions_and_terms_are_read_in_one_statement(world: World, statements: Statements) -> None:
    save(world, PARAGRAPH, TEXT)
    with statements:
        questions, terms = list_questions_and_terms(world.session, world.bills["open"])
    assert len(statements) == 1
    assert [q.ordinal for q in questions] == [1, 2]
    assert [t.term.en for t in terms] == ["paragraph", "text"]
    assert list_questions_and_terms(world.session, world.bills["closed"])[1] == []
    assert world.session.scalar(sa.select(sa.func.count()).select_from(GlossaryTerm)) == 2
