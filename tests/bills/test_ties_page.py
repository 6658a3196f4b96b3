"""The page on which an official confirms or corrects which article is which."""

import pytest
from flask.testing import FlaskClient

from app.bills import actions, queries
from app.bills.matching import Tie, TieKind
from app.bills.models import ArticleText, Bill, Version
from app.kernel.verdict import Refused
from tests.bills.desk import post
from tests.bills.drafts import prepare_bill
from tests.bills.redrafts import FIRST, WORDS, open_bill, rows, take_over
from tests.builders import World
from tests.conftest import NOON, Statements

PAGE = "/desk/bills/redrafted/draft/ties"
IN_ENGLISH = {"Accept-Language": "en"}
SPLIT = FIRST | {"18": "entry", "18-1": "secrecy"}
SHIFTED = {"16": "audit", "17": "lantern", "18": "training", "19": "inspection", "20": "sharing", "21": "fine"}


@pytest.fixture
def bill(world: World) -> Bill:
    return open_bill(world)


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "official")


def _draft(world: World, bill: Bill, articles: dict[str, str]) -> Version:
    actions.start_new_version(world.session, world.people["official"], bill, now=NOON)
    return take_over(world, bill, articles)


def _fields(world: World, bill: Bill, **changes: str) -> dict[str, object]:
    """The form as the page shows it for a draft whose ties stand, by number: is_18="new", of_18="17", into_17="16"."""
    world.session.expire_all()
    draft = queries.get_draft(world.session, bill)
    texts = queries.list_articles(world.session, draft)
    published = {
        t.article_id: t for t in queries.list_articles(world.session, queries.latest_version(world.session, bill))
    }
    fields: dict[str, object] = {"revision": draft.revision}
    for text in texts:
        if text.is_deleted:
            fields[f"into-{text.article_id}"] = changes.get(f"into_{text.number}", "")
            continue
        before = published.get(text.article_id) or published.get(text.split_from_id or 0)
        kind = "same" if text.article_id in published else "split" if before else "new"
        place = text.number.replace("-", "_")
        fields[f"is-{text.article_id}"] = changes.get(f"is_{place}", kind)
        fields[f"of-{text.article_id}"] = changes.get(f"of_{place}", before.number if before else "")
    return fields


def _rows(world: World, bill: Bill) -> list[tuple[str, str, str]]:
    world.session.expire_all()
    return rows(world, queries.get_draft(world.session, bill))


def _text(world: World, bill: Bill, number: str) -> ArticleText:
    world.session.expire_all()
    texts = queries.list_articles(world.session, queries.get_draft(world.session, bill))
    return next(text for text in texts if text.number == number and not text.is_deleted)


def test_page_shows_what_became_of_each_article(official: FlaskClient, world: World, bill: Bill) -> None:
    _draft(world, bill, SHIFTED)
    page = official.get(PAGE, headers=IN_ENGLISH).text
    for code, count in (("moved", 4), ("added", 1), ("deleted", 1)):
        assert page.count(f'data-code="{code}"') == count, code
    assert "1 article kept number and words" in page
    assert "Taken up by article" in page


def test_saving_what_is_shown_changes_nothing_but_the_revision(official: FlaskClient, world: World, bill: Bill) -> None:
    _draft(world, bill, SPLIT)
    before = _rows(world, bill)
    assert post(official, PAGE, 303, **_fields(world, bill)).location == PAGE
    assert _rows(world, bill) == before


def test_split_becomes_the_article_itself_and_the_other_one_new(
    official: FlaskClient, world: World, bill: Bill
) -> None:
    _draft(world, bill, SPLIT)
    post(official, PAGE, 303, **_fields(world, bill, is_18="new", is_18_1="same", of_18_1="第十八條"))
    assert [(key, number) for key, number, _ in _rows(world, bill)][2:4] == [("18~2", "18"), ("19", "19")]
    assert _rows(world, bill)[-1] == ("18", "18-1", "")
    assert _text(world, bill, "18").text.zh == WORDS["entry"]
    assert _text(world, bill, "18-1").text.zh == WORDS["secrecy"]


def test_two_articles_exchange_what_they_are(official: FlaskClient, world: World, bill: Bill) -> None:
    _draft(world, bill, FIRST | {"21": "新的施行日期。"})
    post(official, PAGE, 303, **_fields(world, bill, of_16="17", of_17="16"))
    assert [(key, number) for key, number, _ in _rows(world, bill)][:2] == [("17", "16"), ("16", "17")]
    assert _text(world, bill, "16").text.zh == WORDS["audit"]


def test_new_article_becomes_a_deleted_one_again(official: FlaskClient, world: World, bill: Bill) -> None:
    draft = _draft(world, bill, FIRST | {"18": "lantern"})
    assert ("18", "18", "deleted") in rows(world, draft)
    post(official, PAGE, 303, **_fields(world, bill, is_18="same", of_18="18"))
    assert _rows(world, bill) == [(n, n, "") for n in FIRST]
    assert _text(world, bill, "18").text.zh == WORDS["lantern"]


def test_article_called_new_leaves_the_published_one_deleted_with_its_published_words(
    official: FlaskClient, world: World, bill: Bill
) -> None:
    _draft(world, bill, FIRST | {"18": "entry"})
    post(official, PAGE, 303, **_fields(world, bill, is_18="new"))
    deleted = [row for row in _rows(world, bill) if row[1] == "18"]
    assert deleted == [("18~2", "18", ""), ("18", "18", "deleted")] or deleted == [
        ("18", "18", "deleted"),
        ("18~2", "18", ""),
    ]
    texts = queries.list_articles(world.session, queries.get_draft(world.session, bill))
    assert [t.text.zh for t in texts if t.is_deleted] == [WORDS["inspection"]]


def test_deleted_article_is_said_to_be_taken_up_and_not(official: FlaskClient, world: World, bill: Bill) -> None:
    _draft(world, bill, {n: w for n, w in FIRST.items() if n != "18"})
    post(official, PAGE, 303, **_fields(world, bill, into_18="16"))
    assert ("18", "18", "merged into 16") in _rows(world, bill)
    post(official, PAGE, 303, **_fields(world, bill))
    assert ("18", "18", "deleted") in _rows(world, bill)


@pytest.mark.parametrize(("change", "message"), [
    ({"of_18": "99"}, "There is no earlier article 99."),
    ({"of_18": ""}, "Type the number of the earlier article."),
    ({"of_18": "17"}, "Article 17 is tied to article 17 already."),
    ({"is_18": "odd"}, "There is no earlier article 18."),
    ({"into_20": "77"}, "There is no article 77 in this text."),
    ({"into_20": "16", "is_16": "new"}, "Article 16 is new here."),
])  # fmt: skip
def test_refused_ties_keep_what_was_typed(
    official: FlaskClient, world: World, bill: Bill, change: dict[str, str], message: str
) -> None:
    _draft(world, bill, {n: w for n, w in FIRST.items() if n != "20"})
    before = _rows(world, bill)
    page = post(official, PAGE, 422, **_fields(world, bill, **change)).text
    assert page.count(message) == 2  # in the summary and at the field
    assert 'aria-invalid="true"' in page
    assert all(f'value="{typed}"' in page for name, typed in change.items() if name[:2] != "is" and typed)
    assert _rows(world, bill) == before


def test_stale_ties_are_refused(official: FlaskClient, world: World, bill: Bill) -> None:
    _draft(world, bill, SPLIT)
    fields = _fields(world, bill, is_18_1="new")
    text = _text(world, bill, "18-1")
    post(official, f"/desk/bills/redrafted/draft/articles/{text.article_id}/deletion", 303)
    assert "Somebody else changed this" in post(official, PAGE, 409, **fields).text


def test_nothing_to_tie_before_the_first_publication(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    page = official.get("/desk/bills/open-data/draft/ties", headers=IN_ENGLISH).text
    assert "Nothing to tie yet" in page
    revision = queries.get_draft(world.session, world.session.query(Bill).filter_by(slug="open-data").one()).revision
    post(official, "/desk/bills/open-data/draft/ties", 409, revision=revision)


def test_page_needs_few_statements(official: FlaskClient, world: World, bill: Bill, statements: Statements) -> None:
    _draft(world, bill, SPLIT)
    with statements:
        official.get(PAGE)
    assert len(statements) <= 10


def test_articles_are_tied_to_published_ones_alone(world: World, bill: Bill) -> None:
    draft = _draft(world, bill, SPLIT)
    stands = queries.list_articles(world.session, draft)
    ties = [Tie(TieKind.SAME, text.article_id, 1.0) for text in stands]
    with pytest.raises(Refused, match="conflict"):
        actions.tie_articles(world.session, world.people["official"], bill, draft, ties, merged={}, now=NOON)
