"""A bill in preparation, for tests of drafting and announcing."""

from app.accounts.models import Person, Role
from app.bills import actions, queries
from app.bills.models import Bill, BillKind
from app.kernel.bilingual import Bilingual
from tests.builders import World, appoint, make_person
from tests.conftest import NOON

TEXTS = actions.BillTexts(
    title=Bilingual("資料開放條例草案", "Open Data Bill"),
    summary=Bilingual("讓人人都能取用政府資料。", "Lets everybody use government data."),
    explanation=Bilingual("總說明", ""),
)
JUSTIFICATION = Bilingual(
    "為履行民國一百十五年五月生效之國際協定，我國應於協定生效前完成相關國內法之修正，否則出口業者將自生效日起負擔額外之查驗費用。",
    "The treaty enters into force in May; exporters would have to pay for extra inspections from that day on.",
)
REASON = Bilingual(
    "因應各界反映條文複雜，需要更多時間研讀，故作此調整。", "Many asked for more time to read these articles."
)
CONTENT = actions.ArticleContent(
    number="1",
    heading=Bilingual("立法目的", "Purpose"),
    text=Bilingual("第一項。\n第二項：\n一、甲。\n二、乙。", "One.\nTwo:\n1. A.\n2. B."),
)


def prepare_bill(world: World, slug: str = "open-data") -> Bill:
    """Prepare a bill of the first agency with articles 1, 2 and 10-1."""
    official = world.people["official"]
    bill = actions.create_bill(
        world.session,
        official,
        world.agency,
        slug=slug,
        kind=BillKind.NEW_ACT,
        texts=TEXTS,
        now=NOON,
        topics=["cybersecurity", "cybersecurity"],
    )
    draft = queries.get_draft(world.session, bill)
    for number in ("10-1", "1", "2"):
        content = actions.ArticleContent(number=number, text=Bilingual(f"第 {number} 條。"))
        actions.save_article(world.session, official, bill, draft, content, now=NOON)
    return bill


def add_official(world: World, persona: str = "second_official") -> Person:
    """Appoint another official of the first agency, whom tests sign in by the name given."""
    person = make_person(world.session, persona.replace("_", "-"))
    appoint(person, Role.OFFICIAL, world.agency)
    world.session.flush()
    world.people[persona] = person
    return person
