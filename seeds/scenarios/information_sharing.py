"""Audits and information sharing: an amendment on notice now, so that a visitor can comment at once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.drafting import NOTE, article, both, proposing
from seeds.scenarios.information_sharing_campaign import CAMPAIGN
from seeds.scenarios.information_sharing_reports import reports
from seeds.scenarios.information_sharing_talk import ON_ARTICLES, ON_QUESTIONS, D, endorsements
from seeds.scenarios.information_sharing_wordings import WORDINGS
from seeds.scenarios.information_sharing_words import GUIDES, TERMS
from seeds.steps import AnnounceBill, BillDraft, CreateBill, Step

GENERAL = Bilingual("第一章　總則", "Chapter I. General provisions")
GOVERNMENT = Bilingual("第二章　公務機關資通安全管理", "Chapter II. Security management of government agencies")
NON_GOVERNMENT = Bilingual(
    "第三章　特定非公務機關資通安全管理",
    "Chapter III. Security management of specific non-government agencies",
)

ARTICLES = (
    article(
        "2",
        ("主管機關", "Competent authority"),
        (
            """本法之主管機關為數位發展部；資通安全業務，由資通安全署執行。""",
            """The competent authority for this Act is the Ministry of Digital Affairs; the Administration
            for Cyber Security carries out the work.""",
        ),
        (
            """配合數位發展部及資通安全署於2022年8月27日成立，修正主管機關。""",
            """Follows the founding of the Ministry and of the Administration on 27 August 2022.""",
        ),
        chapter=GENERAL,
        current=(
            """本法之主管機關為行政院。""",
            """The competent authority for this Act is the Executive Yuan.""",
        ),
    ),
    article(
        "7",
        ("資通安全責任等級", "Responsibility levels"),
        (
            """主管機關應衡酌業務之重要性、資訊之機敏程度及系統之規模，訂定資通安全責任等級之分級。

            公務機關及特定非公務機關應依其等級，採取相當之防護措施。

            前項等級，每二年檢討一次。""",
            """The competent authority shall grade responsibility for security into levels, weighing the
            importance of the work, the sensitivity of the information and the size of the systems.

            Government agencies and specific non-government agencies shall take safeguards that match their
            level.

            The levels are reviewed every two years.""",
        ),
        (
            """一、稽核之規定移列第八條，予以充實。
            二、增訂等級定期檢討。""",
            """1. What this article said about audits moves to article 8 and is filled out.
            2. A regular review of the levels is added.""",
        ),
        chapter=GENERAL,
        current=(
            """主管機關應衡酌業務之重要性、資訊之機敏程度及系統之規模，訂定資通安全責任等級之分級。

            主管機關得稽核特定非公務機關資通安全維護計畫之實施情形。""",
            """The competent authority shall grade responsibility for security into levels, weighing the
            importance of the work, the sensitivity of the information and the size of the systems.

            The competent authority may audit how specific non-government agencies carry out their
            maintenance plans.""",
        ),
    ),
    article(
        "8",
        ("稽核", "Audits"),
        (
            """主管機關應依年度計畫，稽核公務機關及特定非公務機關資通安全維護計畫之實施情形。

            前項稽核，應就下列事項為之：
            一、維護計畫之訂定及落實。
            二、前次稽核缺失之改善。
            三、委外之監督。

            受稽核者有缺失者，應於期限內提出改善報告，並接受複查。

            稽核之頻率、內容及方法，以辦法定之。""",
            """Under a yearly plan, the competent authority shall audit how government agencies and specific
            non-government agencies carry out their maintenance plans.

            The audit covers:
            1. how the plan is made and carried out;
            2. how the deficiencies found last time were put right;
            3. how outsourcing is supervised.

            A body with deficiencies shall submit an improvement report within a time limit and undergo a
            second check.

            Frequency, content and method of audits are left to a regulation.""",
        ),
        (
            """一、本條新增，自現行條文第七條移列並充實。
            二、稽核為本次修正之重點，使各機關之維護計畫不流於形式。""",
            """1. New; moved from the present article 7 and filled out.
            2. Audits are the centre of this amendment, so that plans are more than paper.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "9",
        ("情資分享", "Intelligence sharing"),
        (
            """主管機關應建立資通安全情資分享機制，接收、分析並分享公務機關及特定非公務機關提供之情資。

            情資之範圍、格式、分享程序及其他應遵行事項，以辦法定之。""",
            """The competent authority shall set up a mechanism for sharing security intelligence, to
            receive, analyse and pass on what government agencies and specific non-government agencies
            provide.

            What is shared, in what form and how is left to a regulation.""",
        ),
        (
            """一、條次變更，由現行條文第八條移列。
            二、酌作文字修正，明定接收、分析及分享三個環節。""",
            """1. Renumbered; the present article 8.
            2. Worded more fully: receiving, analysing and passing on.""",
        ),
        chapter=GENERAL,
        current=(
            """主管機關應建立資通安全情資分享機制。

            情資之範圍、分享之程序及其他應遵行事項，以辦法定之。""",
            """The competent authority shall set up a mechanism for sharing security intelligence.

            What is shared and how is left to a regulation.""",
        ),
    ),
    article(
        "14",
        ("公務機關之稽核及改善", "Audit of government agencies"),
        (
            """公務機關應每年稽核其所屬或監督之公務機關資通安全維護計畫之實施情形，並將結果送資通安全署。

            受稽核者有缺失或待改善者，應提出改善報告。""",
            """Each year a government agency shall audit how the agencies below it carry out their plans, and
            send the result to the Administration for Cyber Security.

            An audited agency with deficiencies shall submit a report on how it will put them right.""",
        ),
        (
            """一、條次變更，由現行條文第十三條移列。
            二、明定每年辦理及結果之送交。""",
            """1. Renumbered; the present article 13.
            2. Makes the audit yearly and has its result sent on.""",
        ),
        chapter=GOVERNMENT,
        current=(
            """公務機關應稽核其所屬或監督之公務機關資通安全維護計畫之實施情形。

            受稽核者有缺失或待改善者，應提出改善報告。""",
            """A government agency shall audit how the agencies below it carry out their plans.

            An audited agency with deficiencies shall submit a report on how it will put them right.""",
        ),
    ),
    article(
        "19",
        ("特定非公務機關之事件通報及應變", "Incidents in specific non-government agencies"),
        (
            """特定非公務機關知悉資通安全事件時，應辦理下列事項：
            一、向中央目的事業主管機關通報。
            二、採取應變措施，防止損害擴大。
            三、提出調查、處理及改善報告。

            中央目的事業主管機關應將前項通報中可供他人預防之情資，去除識別資訊後分享。""",
            """A specific non-government agency that learns of a security incident shall:
            1. report it to the sector authority;
            2. respond, and keep the damage from spreading;
            3. submit a report on its inquiry, handling and improvement.

            The sector authority shall share what in these reports can help others prevent an incident, after
            removing what would identify the one who reported.""",
        ),
        (
            """一、條次變更，由現行條文第十八條移列。
            二、增訂第二項，使通報所得情資能回饋其他單位。""",
            """1. Renumbered; the present article 18.
            2. A new paragraph 2 lets others benefit from what is reported.""",
        ),
        chapter=NON_GOVERNMENT,
        current=(
            """特定非公務機關知悉資通安全事件時，應辦理下列事項：
            一、向中央目的事業主管機關通報。
            二、採取應變措施，防止損害擴大。
            三、提出調查、處理及改善報告。""",
            """A specific non-government agency that learns of a security incident shall:
            1. report it to the sector authority;
            2. respond, and keep the damage from spreading;
            3. submit a report on its inquiry, handling and improvement.""",
        ),
    ),
)

BILL = BillDraft(
    slug=D.slug,
    kind="amendment",
    lead="moda",
    co_leads=("acs",),
    title=Bilingual(
        "資通安全管理法修正草案：稽核與情資分享", "Cyber Security Management Act: audits and information sharing"
    ),
    summary=both(
        """修正草案加重稽核，情資分享則大致維持原樣。專家質疑：讓大家及早知道威脅的，是分享而不是稽核，分享才
        該是核心。""",
        """The amendment gives audits more weight and leaves intelligence sharing much as it was. Experts
        object: what warns everybody in time is sharing, not auditing, so sharing should be the core.""",
    ),
    explanation=both(
        """一、資通安全管理法自2019年1月1日施行以來，各機關已普遍訂有維護計畫，惟落實程度不一。本草案充實稽核
        之依據（第八條、第十四條）。

        二、情資分享之規定由現行條文第八條移列第九條，並於事件通報後增訂去識別之分享（第十九條第二項）。

        三、配合數位發展部及資通安全署成立，修正主管機關（第二條）。

        四、本頁為2023年修法討論之示意重現，預告日期依示範資料載入之日推算，並非實際預告期間。實際修法之後續
        見「特定非公務機關之行政檢查」一案之里程碑。""",
        """1. Since the Act took effect on 1 January 2019 most agencies have a maintenance plan; how well it
        is carried out differs. The draft strengthens audits (articles 8 and 14).

        2. Intelligence sharing moves from article 8 to article 9, and what incident reports teach is to be
        shared without identifying those who reported (article 19, paragraph 2).

        3. The competent authority follows the founding of the Ministry and the Administration (article 2).

        4. This page re-enacts the discussion of the 2023 amendments for illustration. Its dates are counted
        from the day on which the demonstration was set up; they are not the real notice. What really
        followed stands in the milestones of the bill on the inspection of non-government agencies.""",
    ),
    guide=both(
        """**稽核**是有人定期來看您有沒有照計畫做；**情資分享**是有人被攻擊了，把線索告訴大家，讓下一個人躲得
        掉。

        草案花了比較多力氣在稽核。有人認為這樣才會落實；也有人認為，把人力放在填表，就沒有人看得到今天正在發
        生的攻擊。

        您可以對第八條、第九條提意見，也可以回答三個關鍵提問。""",
        """An **audit** is somebody who comes by now and then to see whether you keep to your plan.
        **Sharing** is when somebody who has been attacked tells the others what to look for, so that the
        next one gets away.

        The draft works harder on audits. Some think that only this makes plans real; others that people who
        fill in forms do not see the attack that is under way.

        You can comment on articles 8 and 9, or answer the three key questions.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "information-sharing", "inspection"),
    articles=tuple(replace(draft, guide=GUIDES.get(draft.number)) for draft in ARTICLES),
    terms=TERMS,
    questions=(
        both(
            """本法應以稽核為重，還是以情資分享為核心？兩者如何分配人力與經費？""",
            """Should the Act rest on audits, or should intelligence sharing be its core? How should people
            and money be divided between the two?""",
        ),
        both(
            """什麼樣的條件，會讓您的單位願意分享情資？例如匿名、互惠、免責，或其他作法。""",
            """What would make your organisation willing to share: anonymity, something in return, protection
            from liability, or something else?""",
        ),
        both(
            """分享情資時，如何保護個人資料與營業秘密？由誰監督？""",
            """How should personal data and trade secrets be protected when intelligence is shared, and who
            should watch over it?""",
        ),
    ),
    note=NOTE,
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice that opened 25 days ago and stays open for 60."""
    yield CreateBill(at=day_at(now, -34, 10), by="official-moda", bill=BILL)
    first, last = day_of(now, -25), day_of(now, 34)
    yield AnnounceBill(at=day_at(now, -28, 10), by="official-moda", slug=D.slug, first_day=first, last_day=last)
    talk = (*proposing(ON_ARTICLES, WORDINGS), *ON_QUESTIONS, *CAMPAIGN, *endorsements(), *reports())
    yield from D.held(day_of(now, -25), talk)
