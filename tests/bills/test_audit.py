"""Who changed what in drafts: noted with each act, seen by the agency alone."""

import re
from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills import actions, queries
from app.bills.actions.audit import DraftAct, differences, note_change
from app.bills.models import Bill, BillKind, DraftChange, Question, Stage
from app.kernel.bilingual import EN, ZH, Bilingual
from tests.bills.drafts import CONTENT, TEXTS, prepare_bill
from tests.builders import World
from tests.conftest import NOON, Statements


def notes(world: World) -> list[tuple[str, str, int | None]]:
    found = world.session.scalars(sa.select(DraftChange).order_by(DraftChange.id))
    return [(note.act, note.article_number, note.version_number) for note in found]


def last(world: World) -> DraftChange:
    return world.session.scalars(sa.select(DraftChange).order_by(DraftChange.id.desc()).limit(1)).one()


@pytest.mark.parametrize(("before", "after", "expected"), [
    ({}, {}, []),
    ({"text": Bilingual("甲", "A")}, {"text": Bilingual("甲", "B")}, [("text", EN, "A", "B")]),
    ({}, {"text": Bilingual("甲", "")}, [("text", ZH, "", "甲")]),
    ({"text": Bilingual("甲", "A")}, {}, [("text", ZH, "甲", ""), ("text", EN, "A", "")]),
    ({"guide": None}, {"guide": Bilingual()}, []),
    ({"number": "1", "is_deleted": False}, {"number": "2", "is_deleted": True},
     [("number", "", "1", "2"), ("is_deleted", "", "", "yes")]),
])  # fmt: skip
def test_differences_field_by_field_and_language_by_language(before, after, expected) -> None:
    assert [tuple(found.values()) for found in differences(before, after)] == expected


def test_each_act_on_a_draft_is_noted(world: World) -> None:
    official, session = world.people["official"], world.session
    bill = prepare_bill(world)
    draft = queries.get_draft(session, bill)
    texts = {text.number: text for text in queries.list_articles(session, draft)}
    actions.save_article(session, official, bill, draft, CONTENT, article=texts["1"].article, now=NOON)
    actions.move_article(session, official, bill, draft, texts["1"].article, up=False, now=NOON)
    actions.delete_article_from_draft(session, official, bill, draft, texts["2"].article, now=NOON)
    actions.update_bill_texts(session, official, bill, texts=TEXTS, topics=["health"], now=NOON)
    actions.save_questions(session, official, bill, questions=[Bilingual("問？", "Why?")], now=NOON)
    assert notes(world) == [
        ("create-bill", "", None), ("add-article", "10-1", 1), ("add-article", "1", 1), ("add-article", "2", 1),
        ("change-article", "1", 1), ("order-articles", "", 1), ("delete-article", "2", 1), ("change-texts", "", None),
        ("change-questions", "", None),
    ]  # fmt: skip
    order = world.session.scalars(sa.select(DraftChange).where(DraftChange.act == "order-articles")).one()
    assert order.changes == [{"field": "order", "lang": "", "before": "1, 2, 10-1", "after": "2, 1, 10-1"}]


def test_revised_version_deletion_and_taking_back(world: World) -> None:
    official, session, bill = world.people["official"], world.session, world.bills["open"]
    draft = actions.start_new_version(session, official, bill, now=NOON)
    article = queries.get_article(session, bill, "2")
    actions.delete_article_from_draft(session, official, bill, draft, article, now=NOON)
    assert last(world).changes == [{"field": "is_deleted", "lang": "", "before": "", "after": "yes"}]
    actions.restore_article_to_draft(session, official, bill, draft, article, now=NOON)
    assert notes(world) == [("start-version", "", 2), ("delete-article", "2", 2), ("restore-article", "2", 2)]


def test_what_changes_nothing_and_what_is_refused_is_not_noted(world: World) -> None:
    official, session = world.people["official"], world.session
    bill = prepare_bill(world)
    before = len(notes(world))
    draft = queries.get_draft(session, bill)
    text = next(text for text in queries.list_articles(session, draft) if text.number == "1")
    same = actions.ArticleContent(number="1", text=text.text)
    actions.save_article(session, official, bill, draft, same, article=text.article, now=NOON)
    with pytest.raises(Exception, match="conflict"):
        actions.update_bill_texts(session, official, bill, texts=TEXTS, revision=bill.revision + 1, now=NOON)
    assert len(notes(world)) == before


def test_a_note_changes_nothing_that_the_public_sees(world: World) -> None:
    bill, official = world.bills["open"], world.people["official"]
    revision = bill.revision
    change = [{"field": "text", "lang": EN, "before": "a", "after": "b"}]
    note_change(world.session, official, bill, None, DraftAct.CHANGE_TEXTS, "", change, now=NOON)
    world.session.flush()
    assert bill.revision == revision


def test_page_shows_who_when_what_to_the_agency_alone(
    client: FlaskClient, world: World, statements: Statements
) -> None:
    bill = prepare_bill(world)
    official, session = world.people["official"], world.session
    draft = queries.get_draft(session, bill)
    text = next(text for text in queries.list_articles(session, draft) if text.number == "1")
    hostile = actions.ArticleContent(number="1", text=Bilingual("第 1 條。", "<script>alert(1)</script>"))
    actions.save_article(session, official, bill, draft, hostile, article=text.article, now=NOON)
    for n in range(30):
        words = [Bilingual("", f"Why {n}?")]
        actions.save_questions(session, official, bill, questions=words, now=NOON)
    here = "/desk/bills/open-data/history?lang=en"
    world.sign_in(client, "official")
    with statements:
        page = client.get(here).text
    assert len(statements) <= 10
    assert page.count('class="queue-row"') == 20
    for said in ("Changed the key questions", "official", "<del>", "29", "Next page"):
        assert said in page
    older = f"{here}&before={last(world).id - 19}"
    after = client.get(older).text
    ids = [int(number) for number in re.findall(r'id="change-(\d+)"', page + after)]
    assert ids == sorted(set(ids), reverse=True), "no change stands on two pages"
    assert "Changed an article: Article 1" in after
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in after
    assert "<script>alert" not in after
    for persona, status in (("citizen", 403), ("moderator", 403), ("other_agency_official", 404), (None, 303)):
        world.sign_in(client, persona)
        assert client.get(here).status_code == status


def test_questions_are_noted_by_their_place(world: World) -> None:
    bill: Bill = world.bills["unpublished"]
    actions.save_questions(world.session, world.people["official"], bill, questions=[Bilingual("", "New?")], now=NOON)
    assert {entry["field"] for entry in last(world).changes} == {"Q1", "Q2"}
    assert world.session.scalar(sa.select(sa.func.count()).where(Question.bill_id == bill.id)) == 1


def test_codes_and_days_are_said_in_words(client: FlaskClient, world: World) -> None:
    bill, official, session = prepare_bill(world), world.people["official"], world.session
    kind, co_leads = BillKind.AMENDMENT, [world.other_agency]
    texts = {"texts": TEXTS, "topics": ["health", "cybersecurity"], "kind": kind, "co_leads": co_leads}
    actions.update_bill_texts(session, official, bill, **texts, now=NOON)
    stage = {"stage": Stage.EY_REVIEW, "day": date(2026, 3, 9), "note": Bilingual(), "source_url": ""}
    actions.add_milestone(session, official, world.bills["closed"], **stage, source_label=Bilingual(), now=NOON)
    world.sign_in(client, "official")
    for lang, kinds, topics, agency, named, day in (
        ("en", ("New act", "Amendment of an act in force"), "Health, Cybersecurity", "NCC", "Review by the Executive Yuan",
         "9 March 2026"),
        ("zh-TW", ("新定法律", "修正現行法律"), "衛生、資通安全", "通傳會", "行政院審查", "民國 115 年 3 月 9 日"),
    ):  # fmt: skip
        page = client.get(f"/desk/bills/open-data/history?lang={lang}").text
        for said in (*kinds, topics, agency):
            assert said in page, said
        page += client.get(f"/desk/bills/closed-bill/history?lang={lang}").text
        for said in (named, day):
            assert said in page, said
        for code in ("new-act", "amendment", "health", "ncc", "ey-review", "2026-03-09"):
            assert not re.search(rf">\s*{code}\s*<", page), code
