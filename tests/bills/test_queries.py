"""What is read, and what is not found."""

from datetime import timedelta

import pytest

from app.bills import actions, queries
from app.bills.models import BillTopic, Status
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from tests.bills.drafts import prepare_bill
from tests.builders import PERSONAS, TODAY, World, make_bill
from tests.conftest import NOON, Statements

PUBLIC = {"announced-bill", "open-bill", "closed-bill", "answered-bill", "withdrawn-bill"}


def _slugs(world: World, **asked: object) -> list[str]:
    return [bill.slug for bill in queries.list_bills(world.session, NOON, **asked).items]  # type: ignore[arg-type]


@pytest.mark.parametrize("persona", ["stranger", *PERSONAS])
def test_unpublished_bill_exists_for_its_agency_alone(world: World, persona: str) -> None:
    person = world.people.get(persona)
    if persona == "official":
        assert queries.get_bill(world.session, "unpublished-bill", person, NOON).slug == "unpublished-bill"
        return
    with pytest.raises(Refused) as hidden:
        queries.get_bill(world.session, "unpublished-bill", person, NOON)
    with pytest.raises(Refused) as unknown:
        queries.get_bill(world.session, "no-such-bill", person, NOON)
    assert hidden.value.reason.code == unknown.value.reason.code == "not_found"
    assert str(hidden.value.reason.text) == str(unknown.value.reason.text)


def test_bill_is_loaded_in_one_statement(world: World, statements: Statements) -> None:
    world.session.expunge_all()
    with statements:
        bill = queries.get_bill(world.session, "open-bill", None, NOON)
        assert (bill.agency.slug, bill.subgroup.slug, bill.co_leads, bill.topics) == ("moda", "law", [], [])
    assert len(statements) == 1


def test_list_holds_what_everybody_may_know(world: World) -> None:
    assert set(_slugs(world)) == PUBLIC


@pytest.mark.parametrize("status", list(Status))
def test_list_by_status(world: World, status: Status) -> None:
    expected = [] if status is Status.UNPUBLISHED else [f"{status.value}-bill"]
    assert _slugs(world, status=status) == expected


def test_list_by_agency_counts_co_leads(world: World) -> None:
    assert _slugs(world, agency="ncc") == []
    world.bills["open"].co_leads = [world.other_agency]
    world.session.flush()
    assert _slugs(world, agency="ncc") == ["open-bill"]
    assert set(_slugs(world, agency="moda")) == PUBLIC
    assert _slugs(world, agency="nobody") == []


def test_list_by_topic(world: World) -> None:
    for phase in ("open", "unpublished"):
        world.session.add(BillTopic(bill_id=world.bills[phase].id, topic="training"))
    world.session.flush()
    assert _slugs(world, topic="training") == ["open-bill"]
    assert queries.list_topics(world.session, NOON) == ["training"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("open-bill 草案", ["open-bill"]),
        ("DRAFT Open", ["open-bill"]),
        ("zh", []),
        ('": "', []),
        ("{", []),
        ("100%", ["closed-bill"]),
        ("%", ["closed-bill"]),
        ("_", []),
        ('"quoted"', ["closed-bill"]),
        ("back\\slash", ["closed-bill"]),
        ("unpublished", []),
    ],
)
def test_words_in_title_or_summary(world: World, q: str, found: list[str]) -> None:
    world.bills["closed"].summary = Bilingual('達 100% 之"quoted"', "back\\slash")
    world.session.flush()
    assert _slugs(world, q=q) == found


def test_list_is_paged_by_position(world: World) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = queries.list_bills(world.session, NOON, cursor=cursor, limit=2)
        seen += [bill.slug for bill in page.items]
        cursor = page.next
    assert seen == _slugs(world)
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("cursor", ["x", "-", "1-", "-1", "9" * 16 + "-" + "9" * 18, "9" * 5000, "1-1\n"])
def test_odd_cursors_do_no_harm(world: World, cursor: str) -> None:
    queries.list_bills(world.session, NOON, cursor=cursor)


def test_desk_lists_the_bills_of_ones_agencies(world: World) -> None:
    own = queries.list_bills_of_agencies(world.session, world.people["official"], NOON)
    assert {bill.slug for bill in own} == PUBLIC | {"unpublished-bill"}
    for persona in ("other_agency_official", "moderator", "citizen", "administrator"):
        assert queries.list_bills_of_agencies(world.session, world.people[persona], NOON) == []


def test_drafts_are_not_public(world: World) -> None:
    bill, session = world.bills["open"], world.session
    draft = actions.start_new_version(session, world.people["official"], bill, now=NOON)
    content = actions.ArticleContent(number="9", text=Bilingual("草稿"))
    actions.save_article(session, world.people["official"], bill, draft, content, now=NOON)
    assert [v.number for v in queries.list_versions(session, bill)] == [1]
    assert [v.number for v in queries.list_versions(session, bill, drafts=True)] == [1, 2]
    assert queries.latest_version(session, bill).number == 1
    for read in (
        lambda: queries.get_version(session, bill, 2),
        lambda: queries.get_article(session, bill, "9"),
        lambda: queries.list_texts_of_article(session, bill, "9"),
    ):
        with pytest.raises(Refused, match="not_found"):
            read()


def test_agency_reads_its_unpublished_text(world: World) -> None:
    bill = prepare_bill(world)
    assert queries.latest_version(world.session, bill).published_at is None
    assert queries.get_article(world.session, bill, "10-1").key == "10-1"


def test_articles_are_read_in_one_statement_whatever_the_size(world: World, statements: Statements) -> None:
    bill = make_bill(world.session, "long", world.agency, first_day=TODAY - timedelta(days=5), articles=60)
    version = queries.latest_version(world.session, bill)
    world.session.expunge_all()
    with statements:
        assert len([text.article.key for text in queries.list_articles(world.session, version)]) == 60
    assert len(statements) == 1
