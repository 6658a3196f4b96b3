"""The world that tests speak of: personas by name, two agencies, two subgroups, and a bill in every phase."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.api_tokens import new_token
from app.accounts.handles import skeleton
from app.accounts.models import Agency, Membership, Person, Role, Subgroup, TokenScope
from app.accounts.sessions import start_session
from app.bills.models import Article, ArticleText, Bill, BillKind, Question, Version, place_rank
from app.bills.notice_period import NoticePeriod
from app.kernel.bilingual import Bilingual

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TODAY = date(2026, 3, 10)
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # 12:00 in Taipei

PERSONAS = (
    "official",
    "other_agency_official",
    "moderator",
    "second_moderator",
    "other_subgroup_moderator",
    "lead",
    "citizen",
    "other_citizen",
    "administrator",
)


@dataclass
class World:
    """Everything that build_world made; `people` by persona, `bills` by phase (unpublished, announced, open, ...)."""

    session: Session
    agency: Agency
    other_agency: Agency
    subgroup: Subgroup
    other_subgroup: Subgroup
    people: dict[str, Person]
    bills: dict[str, Bill]

    def sign_in(self, client: FlaskClient, persona: str | None, now: datetime = NOON) -> FlaskClient:
        """Sign a client in as a persona (None or "stranger" signs out)."""
        with client.session_transaction() as cookie:
            cookie.clear()
            if persona and persona != "stranger":
                cookie["_user_id"] = start_session(self.session, self.people[persona], now)
                cookie["_fresh"] = True
        self.session.flush()
        return client

    def bearer(self, persona: str | None, scope: TokenScope = TokenScope.POWER) -> dict[str, str]:
        """The header with which a persona's program asks the API; a stranger's has no token."""
        if not persona or persona == "stranger":
            return {}
        token = new_token(self.session, self.people[persona], "tests", scope, LONG_AGO)
        return {"Authorization": f"Bearer {token}"}


def make_person(session: Session, handle: str) -> Person:
    """Make somebody with a confirmed e-mail."""
    person = Person(
        public_id=f"p-{handle}",
        handle=handle,
        handle_skeleton=skeleton(handle),
        email=f"{handle}@example.test",
        language="en",
        created_at=LONG_AGO,
        confirmed_at=LONG_AGO,
    )
    session.add(person)
    return person


def make_bill(
    session: Session, slug: str, agency: Agency, *, first_day: date, announced: bool = True, articles: int = 3
) -> Bill:
    """Make a bill with a 60-day notice, version 1, articles 1 to n (with subparagraphs) and two key questions."""
    bill = _draft_bill(slug, agency, first_day=first_day, announced=announced)
    _lay_bills(session, [bill], articles)
    return bill


def _draft_bill(slug: str, agency: Agency, *, first_day: date, announced: bool) -> Bill:
    notice = NoticePeriod(first_day, first_day + timedelta(days=59))
    return Bill(
        slug=slug,
        kind=BillKind.AMENDMENT,
        title=Bilingual(f"{slug} 草案", f"Draft {slug}"),
        summary=Bilingual("摘要", "Summary"),
        explanation=Bilingual("總說明", "General explanation"),
        guide=Bilingual("懶人包", "Guide"),
        legal_basis=Bilingual("法源", "Legal basis"),
        note=Bilingual(),
        agency_id=agency.id,
        subgroup_id=agency.subgroup_id,
        created_at=LONG_AGO,
        first_day=notice.first_day,
        last_day=notice.last_day,
        opens_at=notice.opens_at,
        closes_at=notice.closes_at,
        response_due_day=notice.response_due_day,
        announced_at=notice.opens_at - timedelta(days=3) if announced else None,
    )


def _lay_bills(session: Session, bills: list[Bill], articles: int) -> None:
    """Insert bills and what is in them, a table at a time: most tests begin with this, so that it has to be quick."""
    session.add_all(bills)
    session.flush()
    versions = [Version(bill_id=b.id, number=1, note=Bilingual(), published_at=b.announced_at) for b in bills]
    session.add_all(versions)
    session.flush()
    for bill, version in zip(bills, versions, strict=True):
        for number in range(1, articles + 1):
            add_article(session, bill, version, number)
        for ordinal in (1, 2):
            words = Bilingual(f"問題{ordinal}？", f"Question {ordinal}?")
            session.add(Question(bill_id=bill.id, ordinal=ordinal, text=words))
    session.flush()


def add_article(session: Session, bill: Bill, version: Version, number: int) -> ArticleText:
    """Add an article with two paragraphs, the second with two subparagraphs, to a version."""
    article = Article(bill_id=bill.id, key=str(number), rank=place_rank(str(number)))
    text = ArticleText(
        version_id=version.id,
        article=article,
        ordinal=number,
        number=str(number),
        chapter=Bilingual(),
        heading=Bilingual(f"第{number}條標題", f"Heading {number}"),
        text=Bilingual(
            f"第{number}條本文。\n第二項如下：\n一、甲。\n二、乙。",
            f"Text {number}.\nParagraph two:\n1. A.\n2. B.",
        ),
        current_text=Bilingual(f"第{number}條現行。", f"Current {number}."),
        explanation=Bilingual("說明", "Explanation"),
    )
    session.add(text)
    return text


def appoint(person: Person, role: Role, place: Agency | Subgroup | None) -> Membership:
    """Give somebody a role in an agency, a subgroup or (administrators) nowhere in particular."""
    membership = Membership(
        role=role,
        starts_at=LONG_AGO,
        agency_id=place.id if isinstance(place, Agency) else None,
        subgroup_id=place.id if isinstance(place, Subgroup) else None,
    )
    person.memberships.append(membership)
    return membership


def make_bills(session: Session, agency: Agency) -> dict[str, Bill]:
    """Make a bill in every phase, as of TODAY."""
    days = {"unpublished": 0, "announced": 2, "open": -10, "closed": -80, "answered": -90, "withdrawn": -5}
    bills = {
        phase: _draft_bill(
            f"{phase}-bill", agency, first_day=TODAY + timedelta(days=offset), announced=phase != "unpublished"
        )
        for phase, offset in days.items()
    }
    bills["answered"].answered_at = bills["answered"].closes_at
    bills["withdrawn"].withdrawn_at = LONG_AGO + timedelta(days=2250)
    bills["withdrawn"].withdrawal_reason = Bilingual("理由", "Reason")
    _lay_bills(session, list(bills.values()), articles=3)
    return bills


def build_world(session: Session) -> World:
    """Make the world."""
    subgroups = [Subgroup(slug=s, name=Bilingual(s, s), remit=Bilingual("職掌", "Remit")) for s in ("law", "digital")]
    session.add_all(subgroups)
    session.flush()
    law, digital = subgroups
    blank = Bilingual("說明", "About")
    agency = Agency(
        slug="moda", name=Bilingual("數位部", "MODA"), abbreviation="MODA", description=blank, subgroup_id=law.id
    )
    other = Agency(
        slug="ncc", name=Bilingual("通傳會", "NCC"), abbreviation="NCC", description=blank, subgroup_id=digital.id
    )
    session.add_all([agency, other])
    session.flush()
    people = {name: make_person(session, name.replace("_", "-")) for name in PERSONAS}
    for name, role, place in (
        ("official", Role.OFFICIAL, agency),
        ("other_agency_official", Role.OFFICIAL, other),
        ("moderator", Role.MODERATOR, law),
        ("second_moderator", Role.MODERATOR, law),
        ("lead", Role.LEAD, law),
        ("other_subgroup_moderator", Role.MODERATOR, digital),
        ("administrator", Role.ADMINISTRATOR, None),
    ):
        appoint(people[name], role, place)
    session.flush()
    return World(session, agency, other, law, digital, people, make_bills(session, agency))
