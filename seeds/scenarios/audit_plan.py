"""The yearly audit plan and its committee: a shortened notice, answered in time, with a revised text."""

from collections.abc import Iterator
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.audit_plan_outcome import PLAN_REVISED, RECORD_REVISED, RESPONSE, REVISED_NOTE, SUMMARY
from seeds.scenarios.audit_plan_talk import TALK, D, endorsements
from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.drafting import NOTE, article, both
from seeds.steps import AnnounceBill, BillDraft, CreateBill, PublishVersion, Step

ARTICLES = (
    article(
        "5",
        ("政策規劃與公開報告", "Policy and public reports"),
        (
            """主管機關應規劃資通安全政策，並每年公布國家資通安全情勢及稽核概況之報告。

            前項稽核概況，應與第八條之年度稽核計畫對照。""",
            """The competent authority shall plan security policy and publish, each year, a report on the
            national situation and on the audits carried out.

            What is said of audits shall be set against the yearly audit plan of article 8.""",
        ),
        (
            """增訂第二項，使計畫與執行得以對照。""",
            """A new paragraph 2 sets what was done against what was planned.""",
        ),
        current=(
            """主管機關應規劃資通安全政策，並每年公布國家資通安全情勢及稽核概況之報告。""",
            """The competent authority shall plan security policy and publish, each year, a report on the
            national situation and on the audits carried out.""",
        ),
    ),
    article(
        "8",
        ("年度稽核計畫", "Yearly audit plan"),
        (
            """資通安全署應擬訂年度稽核計畫，報主管機關審查後，送請行政院核定。

            前項計畫，應載明下列事項：
            一、稽核之重點。
            二、受稽核者之選定原則。
            三、人力及經費。""",
            """The Administration for Cyber Security shall draft a yearly audit plan; the competent authority
            reviews it and the Executive Yuan approves it.

            The plan shall state:
            1. what audits will look at above all;
            2. the principles by which the audited are chosen;
            3. staff and money.""",
        ),
        (
            """本條新增。明定年度稽核計畫之擬訂、審查及核定程序。""",
            """New. Lays down how the plan is drafted, reviewed and approved.""",
        ),
    ),
    article(
        "8-1",
        ("國家資通安全委員會", "National Information and Communication Security Committee"),
        (
            """國家資通安全委員會就年度稽核計畫提供意見，並作成紀錄保存。

            前項委員會，由下列人員組成：
            一、相關機關代表。
            二、學者及專家。
            三、地方政府代表。""",
            """The National Information and Communication Security Committee advises on the yearly audit
            plan, and keeps the record of it.

            The Committee is made up of:
            1. representatives of the agencies concerned;
            2. academics and experts;
            3. representatives of local government.""",
        ),
        (
            """一、本條新增。
            二、納入學者專家及地方政府，使稽核計畫之意見有案可查。委員會名稱依ARTICLE 19報告之英文名稱譯
            出。""",
            """1. New.
            2. Academics, experts and local government are included, and what was advised is on record. The
            Committee's name is that of ARTICLE 19's report.""",
        ),
    ),
)

BILL = BillDraft(
    slug=D.slug,
    kind="amendment",
    lead="acs",
    title=Bilingual("年度稽核計畫及其委員會", "The yearly audit plan and its committee"),
    summary=both(
        """資安署每年擬稽核計畫，主管機關審查，行政院核定；由學者、專家及地方政府參與的委員會提供意見並保存紀
        錄。""",
        """Each year the Administration drafts an audit plan, the ministry reviews it and the Executive Yuan
        approves it; a committee with academics, experts and local government advises and keeps the
        record.""",
    ),
    explanation=both(
        """一、稽核對象如何選定，外界向來不易得知。本草案明定年度稽核計畫之擬訂、審查及核定（第八條）。

        二、為使不同意見得以納入，明定國家資通安全委員會之組成及紀錄（第八條之一），並使年度報告與計畫對照
        （第五條）。""",
        """1. How the audited are chosen has been hard to see from outside. The draft lays down how the
        yearly plan is drafted, reviewed and approved (article 8).

        2. So that other views are heard, it provides for the Committee, its members and its record (article
        8-1), and sets the yearly report against the plan (article 5).""",
    ),
    guide=both(
        """明年要稽核誰、看什麼？草案要求先寫成計畫，經三道關卡核定，並讓外部的人提意見、留下紀錄。

        這個預告比較短，理由寫在最上面。""",
        """Who will be audited next year, and on what? The draft wants a plan first, approved in three steps,
        with outsiders who advise and a record of what they said.

        This notice is a short one; the reason stands at the top.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "inspection", "government"),
    articles=ARTICLES,
    questions=(
        both(
            """年度稽核計畫是否應公開？如果公開，受稽核者的名單呢？""",
            """Should the yearly audit plan be public, and if so, the names of those to be audited?""",
        ),
        both(
            """委員會除提供意見外，是否應有同意權？""",
            """Should the Committee do more than advise, and have a right of consent?""",
        ),
    ),
    note=NOTE,
)

JUSTIFICATION = both(
    """本草案僅規範政府內部如何擬訂及審查年度稽核計畫，未增加人民或事業之義務，亦不涉及貿易、投資或智慧財產
    權。次一年度之稽核計畫須於年度開始前送請核定，如預告六十日，新程序將延後一整年始能適用，爰縮短為四十日；
    期滿後之意見，仍將列入子法訂定之參考。""",
    """The draft concerns only how the government prepares and reviews its own yearly audit plan. It adds no
    duty for citizens or businesses and does not touch trade, investment or intellectual property. The next
    plan must be approved before its year begins; with a notice of sixty days the new procedure would come a
    full year later. The notice is therefore forty days, and what is said after it will still be read when
    the regulation is made.""",
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice of 40 days that closed 45 days ago and was answered within 14 days."""
    yield CreateBill(at=day_at(now, -95, 10), by="official-acs", bill=BILL)
    yield AnnounceBill(
        at=day_at(now, -88, 10),
        by="official-acs-02",
        slug=D.slug,
        first_day=day_of(now, -84),
        last_day=day_of(now, -45),
        short_ground="unrelated-to-trade",
        justification=JUSTIFICATION,
        asked_by="official-acs",
    )
    revised = PublishVersion(
        at=D.at((52, 10, 0)),
        by="official-acs",
        slug=D.slug,
        note=REVISED_NOTE,
        changed={"8": PLAN_REVISED, "8-1": RECORD_REVISED},
    )
    yield from D.held(day_of(now, -84), (*TALK, *endorsements(), SUMMARY, revised, RESPONSE))
