"""The preview of a bill: what a citizen will see, shown to its agency alone, and nothing of it stored."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills import actions, queries
from app.bills.models import Bill, PendingAct, PendingKind, ShortGround, Version
from app.bills.notice_plan import NoticePlan
from app.kernel.bilingual import Bilingual
from tests.builders import World
from tests.conftest import NOON, Statements

FRONT, TEXT = "/desk/bills/unpublished-bill/preview?lang=en", "/desk/bills/unpublished-bill/preview/text?lang=en"
BANNER = "Preview: only your agency sees this"


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    bill = world.bills["unpublished"]
    draft = world.session.scalars(sa.select(Version).where(Version.bill_id == bill.id)).one()
    draft.published_at = None
    world.session.flush()
    return world.sign_in(client, "official")


def test_front_page_as_on_the_first_day(official: FlaskClient, world: World, statements: Statements) -> None:
    with statements:
        page = official.get(FRONT).text
    assert len(statements) <= 10, statements.seen
    for said in (BANNER, "on the first day of the notice, 11 March 2026", "Open: 59 days left", "Comment on this bill",
                 "Question 1?", "Heading 3", "Against the law in force"):  # fmt: skip
        assert said in page, said
    assert "Only your agency sees this page. The bill becomes public" not in page
    assert "feed.atom" not in page
    assert ".docx" not in page
    assert 'href="/desk/bills/unpublished-bill/preview/text?against=current"' in page
    assert 'href="/desk/bills/unpublished-bill/preview/text#article-1"' in page
    world.session.expire_all()
    stored = world.session.scalars(sa.select(Bill).where(Bill.slug == "unpublished-bill")).one()
    assert stored.announced_at is None
    world.sign_in(official, None)
    assert official.get("/bills/unpublished-bill").status_code == 404


def test_text_and_its_redline(official: FlaskClient, statements: Statements) -> None:
    with statements:
        page = official.get(TEXT).text
    assert len(statements) <= 10, statements.seen
    for said in (BANNER, "Text 2.", ">11 March 2026</time></span></h2>", "Discuss article 2"):
        assert said in page, said
    assert "/desk/bills/unpublished-bill/preview/text?against=current" in page
    assert 'href="/bills/unpublished-bill/text' not in page
    assert ".docx" not in page
    against = official.get(f"{TEXT}&against=current").text
    assert "<ins>" in against
    assert BANNER in against


def test_planned_short_notice_is_shown_with_its_justification(official: FlaskClient, world: World) -> None:
    words = Bilingual("理由", "The treaty enters into force in May.")
    plan = NoticePlan(date(2026, 4, 1), date(2026, 4, 20), ShortGround.TREATY, words)
    world.session.add(PendingAct(
        bill_id=world.bills["unpublished"].id, kind=PendingKind.ANNOUNCEMENT, parameters=plan.as_json(), needs_signature=True,
        asked_by_id=world.people["other_citizen"].id, asked_at=NOON,
    ))  # fmt: skip
    world.session.flush()
    page = official.get(FRONT).text
    for said in (
        "first day of the notice, 1 April 2026",
        "Short notice: 20 days instead of 60",
        "The treaty enters into force",
    ):
        assert said in page, said


def test_draft_of_a_revised_version_against_the_published_one(official: FlaskClient, world: World) -> None:
    bill, person, session = world.bills["open"], world.people["official"], world.session
    assert official.get("/desk/bills/open-bill/preview").status_code == 404, "nothing is being drafted"
    draft = actions.start_new_version(session, person, bill, now=NOON)
    article = queries.get_article(session, bill, "2")
    content = actions.ArticleContent(number="2", text=Bilingual("新文。", "Rewritten words."))
    actions.save_article(session, person, bill, draft, content, article=article, now=NOON)
    front = official.get("/desk/bills/open-bill/preview?lang=en").text
    for said in (BANNER, "As it will look with version 2 published.", "Version 2 against version 1"):
        assert said in front, said
    text = official.get("/desk/bills/open-bill/preview/text?lang=en&against=1").text
    assert "<ins>" in text
    assert "Rewritten" in official.get("/desk/bills/open-bill/preview/text?lang=en").text
    world.sign_in(official, None)
    assert "Version 2" not in official.get("/bills/open-bill?lang=en").text
    for path in ("", "/text", "/articles/2"):
        assert "Rewritten" not in official.get(f"/bills/open-bill{path}?lang=en").text


@pytest.mark.parametrize(("persona", "status"), [
    (None, 303), ("citizen", 403), ("moderator", 403), ("other_agency_official", 404), ("administrator", 403),
])  # fmt: skip
def test_nobody_else_sees_a_preview(official: FlaskClient, world: World, persona: str | None, status: int) -> None:
    world.sign_in(official, persona)
    for path in (FRONT, TEXT):
        assert official.get(path).status_code == status
