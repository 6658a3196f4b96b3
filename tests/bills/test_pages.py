"""The public pages: what they show, to whom, and how much they ask of the database."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.bills import actions, queries
from app.bills.models import ArticleText, ShortGround
from app.kernel.bilingual import Bilingual
from tests.bills.drafts import JUSTIFICATION, add_official, prepare_bill
from tests.builders import TODAY, World, make_bill
from tests.conftest import NOON, Clock, Statements

DAY = timedelta(days=1)
PAGES = ("text", "articles/2", "compare")


def _get(client: FlaskClient, path: str, status: int = 200, lang: str = "en") -> str:
    response = client.get(path, headers={"Accept-Language": lang})
    assert response.status_code == status, path
    return response.text


def _revise(world: World) -> None:
    """Publish version 2 of the open bill: article 2 changed, 3 deleted, 4 added."""
    bill, official, session = world.bills["open"], world.people["official"], world.session
    draft = actions.start_new_version(session, official, bill, now=NOON)
    two, three = (queries.get_article(session, bill, key) for key in ("2", "3"))
    text = Bilingual("第2條新文。", "Text 2 revised.")
    content = actions.ArticleContent(number="2", text=text, current_text=Bilingual("第2條現行。", "Current 2."))
    actions.save_article(session, official, bill, draft, content, article=two, now=NOON)
    actions.delete_article_from_draft(session, official, bill, draft, three, now=NOON)
    added = actions.ArticleContent(number="4", text=Bilingual("新增。", "Brand new."))
    actions.save_article(session, official, bill, draft, added, now=NOON)
    actions.publish_version(session, official, bill, draft, note=Bilingual("修正", "Revised"), now=NOON)


def test_list_shows_public_bills_and_filters(client: FlaskClient, world: World) -> None:
    page = _get(client, "/bills")
    for slug in ("announced", "open", "closed", "answered", "withdrawn"):
        assert f"Draft {slug}-bill" in page
    assert "unpublished" not in page
    assert "Draft closed-bill" not in _get(client, "/bills?status=open")
    assert "No bill matches" in _get(client, "/bills?q=nothing-like-this")
    assert "Draft open-bill" in _get(client, "/bills?agency=moda&status=open&q=draft")


def test_empty_list(client: FlaskClient) -> None:
    assert "No bill has been announced yet" in _get(client, "/bills")


def test_list_pages_by_position(client: FlaskClient, world: World) -> None:
    for n in range(21):
        make_bill(world.session, f"more-{n}", world.agency, first_day=TODAY - timedelta(days=n), articles=1)
    page = _get(client, "/bills")
    assert page.count('class="bill-item"') == 20
    link = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert _get(client, link.replace("&amp;", "&")).count('class="bill-item"') == 6


@pytest.mark.parametrize(
    "query",
    ["status=zz", "status=unpublished", "agency=%00", "topic=../x", "q=%00%ff", "q=" + "x" * 3000, "cursor=zz", "cursor=%00",
     "status=open&status=closed", "nonsense=1", "q=%F0%9F%98%80", "cursor=9999999999999999-999999999999999999"],
)  # fmt: skip
def test_odd_filters_never_fail(client: FlaskClient, world: World, query: str) -> None:
    _get(client, f"/bills?{query}")


def test_text_shows_articles_with_addresses_and_discussion(client: FlaskClient, world: World) -> None:
    world.bills["open"].comment_count = 3
    queries.get_article(world.session, world.bills["open"], "2").comment_count = 42
    world.session.flush()
    page = _get(client, "/bills/open-bill/text")
    assert 'id="article-2"' in page
    assert 'id="a2.2.1"' in page
    assert 'title="article 2, paragraph 2, subparagraph 1"' in page
    assert 'href="/bills/open-bill/discussion?article=2"' in page
    assert "(42)" in page


def test_text_in_chinese_writes_addresses_in_chinese(client: FlaskClient, world: World) -> None:
    page = _get(client, "/bills/open-bill/text", lang="zh-TW")
    assert 'title="第二條第二項第一款"' in page
    assert "第2條本文。" in page


def test_text_of_versions_and_against_others(client: FlaskClient, world: World) -> None:
    _revise(world)
    assert "Text 2 revised." in _get(client, "/bills/open-bill/text")
    first = _get(client, "/bills/open-bill/text?version=1")
    assert "Text 2 revised." not in first
    assert "Brand new." not in first
    against = _get(client, "/bills/open-bill/text?against=1")
    assert "<ins>" in against
    assert "<del>" in against
    assert "<ins>" in _get(client, "/bills/open-bill/text?against=current")


def test_draft_versions_are_not_found(client: FlaskClient, world: World) -> None:
    actions.start_new_version(world.session, world.people["official"], world.bills["open"], now=NOON)
    for query in ("text?version=2", "text?against=2", "compare?to=2", "compare?from=2"):
        _get(client, f"/bills/open-bill/{query}", 404)


@pytest.mark.parametrize(
    "query",
    ["text?version=9999999999999", "text?version=x", "text?version=-1", "text?version=1.0", "text?against=zz",
     "text?version=%00", "text?version=１", "compare?from=zz", "compare?to=current", "compare?from=current&to=99",
     "compare?from=%00", "compare?to=9223372036854775808", "articles/99", "articles/2~9", "articles/" + "9" * 80,
     "articles/%00", "articles/new-1"],
)  # fmt: skip
def test_odd_parameters_are_not_found(client: FlaskClient, world: World, query: str) -> None:
    _get(client, f"/bills/open-bill/{query}", 404)


@pytest.mark.parametrize(
    "query", ["text?version=1&version=x", "compare?nonsense=%00", "text?lang=xx", "compare?from=1&to=1"]
)
def test_harmless_parameters(client: FlaskClient, world: World, query: str) -> None:
    _get(client, f"/bills/open-bill/{query}")


def test_article_over_its_versions(client: FlaskClient, world: World) -> None:
    _revise(world)
    page = _get(client, "/bills/open-bill/articles/2")
    assert 'data-code="changed"' in page
    assert "Text 2 revised." in page
    assert 'id="version-1"' in page
    assert 'data-code="deleted"' in _get(client, "/bills/open-bill/articles/3")
    assert "Brand new." in _get(client, "/bills/open-bill/articles/4")


def test_comparison_with_current_law_and_between_versions(client: FlaskClient, world: World) -> None:
    _revise(world)
    page = _get(client, "/bills/open-bill/compare")
    assert "Current law" in page
    assert 'data-code="changed"' in page
    between = _get(client, "/bills/open-bill/compare?from=1&to=2")
    for code in ("kept", "changed", "added", "deleted"):
        assert f'data-code="{code}"' in between
    assert "[removed:" in between
    assert "[added:" in between
    back = _get(client, "/bills/open-bill/compare?from=2&to=1")
    assert 'data-code="added"' in back


def test_new_act_has_nothing_to_compare_with(client: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    actions.announce_bill(
        world.session, world.people["official"], bill, first_day=TODAY + DAY, last_day=TODAY + 90 * DAY, now=NOON
    )
    page = _get(client, "/bills/open-data/compare")
    assert "no law in force to compare it with" in page
    assert "<ins>" not in page.split("comparison-two")[1]


def test_short_notice_stands_first(client: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    actions.announce_bill(
        world.session, world.people["official"], bill, first_day=TODAY + DAY, last_day=TODAY + 30 * DAY, now=NOON,
        short_ground=ShortGround.TREATY, justification=JUSTIFICATION, asked_by=add_official(world),
    )  # fmt: skip
    for page in PAGES:
        shown = _get(client, f"/bills/open-data/{page}")
        assert "Short notice: 30 days instead of 60" in shown
        assert shown.index(JUSTIFICATION.en) < shown.index("<h1")
    assert JUSTIFICATION.en in _get(client, "/bills")


def test_withdrawal_reason_and_other_statuses_are_shown(client: FlaskClient, world: World, clock: Clock) -> None:
    world.bills["withdrawn"].withdrawal_reason = Bilingual("理由", "Because it was shelved")
    world.session.flush()
    assert "Because it was shelved" in _get(client, "/bills/withdrawn-bill/text")
    due = world.bills["closed"].response_due_day
    assert due is not None
    clock.now += timedelta(days=(due - TODAY).days + 5)
    assert "Response overdue by 5 days" in _get(client, "/bills/closed-bill/text")


def test_missing_language_is_said(client: FlaskClient, world: World) -> None:
    text = world.session.query(ArticleText).filter_by(number="1").join(ArticleText.version).filter_by(
        bill_id=world.bills["open"].id
    ).one()  # fmt: skip
    text.text = Bilingual("只有中文。")
    world.session.flush()
    page = _get(client, "/bills/open-bill/text")
    assert "Shown in Chinese; no English text yet" in page
    assert 'lang="zh-Hant-TW">只有中文。' in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("persona", [None, "citizen", "moderator", "other_agency_official", "administrator"])
def test_embargoed_pages_answer_like_unknown_ones(
    client: FlaskClient, world: World, persona: str | None, page: str
) -> None:
    world.sign_in(client, persona)
    hidden = _get(client, f"/bills/unpublished-bill/{page}", 404)
    unknown = _get(client, f"/bills/unknown-bill-yes/{page}", 404)
    assert hidden.replace("unpublished-bill", "unknown-bill-yes") == unknown


@pytest.mark.parametrize("page", PAGES)
def test_agency_reads_its_unpublished_bill(client: FlaskClient, world: World, page: str) -> None:
    world.sign_in(client, "official")
    shown = _get(client, f"/bills/unpublished-bill/{page}")
    assert "Only your agency sees this page" in shown
    assert "/bills/unpublished-bill/discussion" not in shown


@pytest.mark.parametrize("articles", [3, 40])
@pytest.mark.parametrize("path", ["/bills", *(f"/bills/big-bill/{page}" for page in PAGES)])
def test_statements_do_not_grow(
    client: FlaskClient, world: World, statements: Statements, path: str, articles: int
) -> None:
    make_bill(world.session, "big-bill", world.agency, first_day=TODAY - timedelta(days=5), articles=articles)
    with statements:
        _get(client, path)
    assert len(statements) <= 6, statements.seen


def test_visitors_get_no_cookie(client: FlaskClient, world: World) -> None:
    for path in ("/bills", "/bills/open-bill/text", "/bills/open-bill/articles/2", "/bills/open-bill/compare"):
        assert "Set-Cookie" not in client.get(path).headers
