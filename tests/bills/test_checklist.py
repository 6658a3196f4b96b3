"""The checklist before the announcement: what is there, needed, advice; what to do, and where."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.bills import queries
from app.bills.desk.checklist import MOST_NAMED, Check, check_bill, check_notice, is_ready
from app.bills.models import ArticleText, Bill, PendingAct, PendingKind, ShortGround
from app.bills.notice_plan import NoticePlan
from app.kernel.bilingual import Bilingual
from tests.bills.drafts import prepare_bill
from tests.builders import World
from tests.conftest import NOON

HALF, WHOLE = Bilingual("字", ""), Bilingual("字", "Words")


def checks_of(app: Gongyi, world: World, bill: Bill, texts: list[ArticleText] | None = None) -> dict[str, Check]:
    draft = queries.get_draft(world.session, bill)
    found = list(queries.list_articles(world.session, draft)) if texts is None else texts
    with app.test_request_context(headers={"Accept-Language": "en"}):
        checks = check_bill(bill, found, queries.list_questions(world.session, bill))
        return {str(check.href.rpartition("/")[2]) + " " + str(check.name): check for check in checks}


def test_articles_that_lack_a_language_or_an_explanation_are_named(app: Gongyi, world: World) -> None:
    bill = prepare_bill(world)
    checks = checks_of(app, world, bill)
    articles, reasons = checks["draft 3 articles"], checks["draft Explanations of the articles"]
    assert (articles.is_done, articles.is_needed, articles.missing) == (True, True, "English is missing")
    assert [label for label, _href in articles.places] == ["Article 1", "Article 2", "Article 10-1"]
    assert all(href.startswith("/desk/bills/open-data/draft/articles/") for _label, href in articles.places)
    assert (reasons.is_done, reasons.is_needed, len(reasons.places)) == (False, False, 3)
    for text in queries.list_articles(world.session, queries.get_draft(world.session, bill)):
        text.text, text.explanation = WHOLE, WHOLE
    world.session.flush()
    checks = checks_of(app, world, bill)
    assert [checks[name].places for name in ("draft 3 articles", "draft Explanations of the articles")] == [(), ()]
    assert checks["draft Explanations of the articles"].is_done


def test_many_articles_are_counted_not_named(app: Gongyi, world: World) -> None:
    bill = prepare_bill(world)
    texts = [
        ArticleText(article_id=n, number=str(n), text=HALF, explanation=WHOLE, is_deleted=False) for n in range(1, 21)
    ]
    found = checks_of(app, world, bill, texts)["draft 20 articles"]
    assert (len(found.places), found.more) == (MOST_NAMED, 20 - MOST_NAMED)


def test_what_must_be_there(app: Gongyi, world: World) -> None:
    bill = prepare_bill(world)
    checks = checks_of(app, world, bill)
    assert {name for name, check in checks.items() if check.is_needed} == {
        "texts#title_zh Title", "texts#summary_zh Summary of the bill", "draft 3 articles", "law Moderated by: law",
    }  # fmt: skip
    assert is_ready(checks.values())
    bill.summary = Bilingual()
    assert not is_ready(checks_of(app, world, bill).values())
    assert not is_ready(checks_of(app, world, prepare_bill(world, "other"), []).values())


def test_each_missing_thing_leads_to_where_it_is_mended(app: Gongyi, world: World) -> None:
    bill, here = prepare_bill(world), "/desk/bills/open-data"
    half = [ArticleText(article_id=1, number="1", text=HALF, explanation=HALF, is_deleted=False)]
    whole = [ArticleText(article_id=1, number="1", text=WHOLE, explanation=WHOLE, is_deleted=False)]
    ways = {name: [href for _l, href in check.ways] for name, check in checks_of(app, world, bill, []).items()}
    assert ways["draft 0 articles"] == [f"{here}/draft/articles/new", f"{here}/import"]
    assert ways["draft Explanations of the articles"] == [f"{here}/import"]
    assert ways["texts#title_zh Title"] == []
    assert ways["texts#explanation_zh General explanation"] == [f"{here}/texts#explanation_en"]
    assert ways["texts#guide_zh Plain-language guide"] == [f"{here}/texts#guide_zh", f"{here}/texts#guide_en"]
    assert ways["questions 0 key questions"] == [f"{here}/questions"]
    assert ways["terms 0 words explained"] == [f"{here}/terms"]
    checks = checks_of(app, world, bill, half)
    assert [href for _l, href in checks["draft 1 article"].ways] == [f"{here}/import"]
    checks = checks_of(app, world, bill, whole)
    assert (checks["draft 1 article"].ways, checks["draft Explanations of the articles"].ways) == ((), ())
    with app.test_request_context():
        assert check_notice(bill, None).ways[0][1] == f"{here}/notice"


@pytest.mark.parametrize(("signed", "short", "said"), [
    (False, True, "has to sign"), (True, True, "when its time comes"), (True, False, "when its time comes"),
])  # fmt: skip
def test_planned_notice_is_there_with_its_days(app: Gongyi, world: World, signed: bool, short: bool, said: str) -> None:
    last = date(2026, 4, 20) if short else date(2026, 6, 20)
    plan = NoticePlan(date(2026, 4, 1), last, ShortGround.TREATY if short else None, WHOLE if short else Bilingual())
    act = PendingAct(kind=PendingKind.ANNOUNCEMENT, parameters=plan.as_json(), needs_signature=short, asked_at=NOON)
    act.signed_at = NOON if signed else None
    with app.test_request_context(headers={"Accept-Language": "en"}):
        check = check_notice(world.bills["unpublished"], act)
    assert check.is_done
    assert said in check.todo
    assert ("with a justification" in check.missing) is short
    assert f"{plan.notice.days} days" in check.missing


def test_page_says_what_to_do(client: FlaskClient, world: World) -> None:
    prepare_bill(world)
    world.sign_in(client, "official")
    page = client.get("/desk/bills/open-data?lang=en").text
    for said in ("Needed", "Advice", "At least 60 days, or a ground and a justification", "Article 10-1", "Preview as a citizen",
                 "Say beside each article why", "Explain the terms", "Moderated by: law"):  # fmt: skip
        assert said in page, said
    for place in ("import", "questions", "terms", "notice", "texts#legal_basis_zh"):
        assert f'<li><a href="/desk/bills/open-data/{place}">' in page, place
    assert client.get("/desk/bills/open-bill?lang=en").text.count("/desk/bills/open-bill/terms") == 1
