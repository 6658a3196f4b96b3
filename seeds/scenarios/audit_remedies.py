"""Remedies against audits: an open notice that closes in three days."""

from collections.abc import Iterator
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.audit_remedies_talk import TALK, D, acts
from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.drafting import NOTE, article, both
from seeds.steps import AnnounceBill, BillDraft, CreateBill, ExtendNotice, Step

ARTICLES = (
    article(
        "7",
        ("稽核", "Audits"),
        (
            """主管機關得稽核特定非公務機關資通安全維護計畫之實施情形。

            稽核前，應以書面通知受稽核者稽核之日期、範圍、依據及人員。

            稽核結果應以書面作成，載明下列事項：
            一、所發現之事實。
            二、認定缺失之依據及理由。
            三、改善之期限。
            四、不服時之救濟方法及期間。""",
            """The competent authority may audit how specific non-government agencies carry out their
            maintenance plans.

            Before an audit, the audited body shall be told in writing its date, scope, basis and staff.

            The result shall be in writing and state:
            1. the facts that were found;
            2. the ground and the reasons for calling them deficiencies;
            3. the time limit for improvement;
            4. how, and until when, it can be contested.""",
        ),
        (
            """增訂稽核前之通知及稽核結果應記載事項，使受稽核者知其所以然。""",
            """Adds notice before an audit, and what its result must state, so that the audited body knows
            why.""",
        ),
        current=(
            """主管機關得稽核特定非公務機關資通安全維護計畫之實施情形。""",
            """The competent authority may audit how specific non-government agencies carry out their
            maintenance plans.""",
        ),
    ),
    article(
        "7-1",
        ("異議", "Objection"),
        (
            """受稽核者對稽核結果不服者，得於收受結果之次日起三十日內，以書面向主管機關提出異議。

            主管機關應於收受異議之次日起三十日內決定，並附理由；決定之人員，不得為參與該次稽核者。""",
            """An audited body that disagrees with the result may object in writing to the competent
            authority within thirty days of the day after it received the result.

            The competent authority shall decide, with reasons, within thirty days of the day after it
            received the objection; who took part in the audit shall not decide.""",
        ),
        (
            """一、本條新增。
            二、現行稽核無專屬之救濟程序，與行政檢查相較，保障不足。""",
            """1. New.
            2. Audits so far have no remedy of their own and offer less protection than administrative
            inspections.""",
        ),
    ),
    article(
        "7-2",
        ("異議之效果", "Effect of an objection"),
        (
            """異議期間及決定前，改善期限停止進行。但有立即危害者，主管機關得敘明理由命其先行改善。""",
            """While an objection can be made or is undecided, the time limit for improvement stands still.
            Where there is immediate danger the competent authority may, stating reasons, order improvement
            first.""",
        ),
        (
            """本條新增。兼顧受稽核者之權益與急迫危害之防止。""",
            """New. Weighs the rights of the audited against the need to avert immediate danger.""",
        ),
    ),
)

BILL = BillDraft(
    slug=D.slug,
    kind="amendment",
    lead="acs",
    title=Bilingual("資通安全稽核之救濟", "Remedies against cyber security audits"),
    summary=both(
        """行政檢查受到的不利處分可以爭執，稽核卻沒有專屬的救濟。本修正草案為稽核增訂通知、書面理由與異議程
        序。""",
        """An administrative inspection can be contested; an audit has no remedy of its own. This amendment
        gives audits a notice, written reasons and an objection.""",
    ),
    explanation=both(
        """一、稽核結果可能使受稽核者負改善義務，甚而受罰，惟現行法未定通知、理由及救濟程序。

        二、本草案增訂稽核前通知及結果應記載事項（第七條）、異議（第七條之一）及其效果（第七條之二）。""",
        """1. The result of an audit can bring duties of improvement and, in the end, fines; the present Act
        says nothing of notice, reasons or remedies.

        2. The draft adds notice and contents of the result (article 7), an objection (article 7-1) and its
        effect (article 7-2).""",
    ),
    guide=both(
        """稽核說您有缺失，您覺得不對，現在只能打電話。草案讓您在三十天內寫異議，由沒參加稽核的人來決定，決定
        之前改善期限先停下來。""",
        """An audit says that you have a deficiency, and you think it is wrong. Today you can only telephone.
        The draft lets you object in writing within thirty days; somebody who was not at the audit decides,
        and the clock stops until then.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "inspection", "due-process"),
    articles=ARTICLES,
    questions=(
        both(
            """異議由主管機關自己決定，是否足夠？是否應有外部專家參與？""",
            """Is it enough that the competent authority decides on objections itself, or should outside
            experts take part?""",
        ),
        both(
            """改善期限停止進行，會不會使真正的漏洞拖延修補？""",
            """Would stopping the clock delay the mending of real holes?""",
        ),
    ),
    note=NOTE,
)


EXTENSION = both(
    """【示意】多位留言者希望取得稽核實務資料後再表示意見；本署已於公開說明會後提供，爰延長預告十日，供各界補充意見。""",
    """[Illustrative] Several people asked to see how audits are carried out before they comment. The material was
    handed out at a public meeting, and the notice is extended by ten days so that everybody can add to what
    they said.""",
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice of 60 days that was extended by ten; its last day is three days ahead."""
    yield CreateBill(at=day_at(now, -76, 10), by="official-acs", bill=BILL)
    yield AnnounceBill(
        at=day_at(now, -70, 10),
        by="official-acs",
        slug=D.slug,
        first_day=day_of(now, -66),
        last_day=day_of(now, -7),
    )
    yield ExtendNotice(
        at=day_at(now, -9, 15), by="official-acs", slug=D.slug, last_day=day_of(now, 3), reason=EXTENSION
    )
    yield from D.held(day_of(now, -56), (*TALK, *acts()))
