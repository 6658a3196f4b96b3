"""The summary on the yearly audit plan, the revised articles, and the agency's answers."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.audit_plan_talk import D
from seeds.scenarios.drafting import article, both
from seeds.steps import AnswerDraft, IssueDraft, PublishResponse, PublishSummary, RecommendationDraft

SUMMARY = PublishSummary(
    at=D.at((46, 15, 0)),
    by="lead-01",
    signed_by="moderator-01",
    slug=D.slug,
    introduction=both(
        """四十日內之留言多支持以計畫規範稽核，並希望選定原則、委員會組成及紀錄更為具體。另有參與者批評預告期
        間縮短。""",
        """Most comments of the forty days welcome a plan for audits, and want the principles of choice, the
        members of the Committee and its record to be more definite. Some criticise the shortened
        notice.""",
    ),
    issues=(
        IssueDraft(
            title=Bilingual("如何選定受稽核者", "How the audited are chosen"),
            statement=both(
                """選定原則應否具體，以及風險與抽樣之比重、頻率。""",
                """How definite the principles should be, and the weight of risk, of lot and of
                frequency.""",
            ),
            position_for=both(
                """以風險為主、抽樣為輔，比例載明於計畫。""",
                """Mostly by risk, partly by lot, with the shares in the plan.""",
            ),
            position_against=both(
                """小型單位負擔重，宜拉長週期，而非每年可能受稽核。""",
                """Small bodies carry a heavy load and should be audited every other year.""",
            ),
            cites=D.refs("criteria", "criteria-lottery", "criteria-share", "two-year", "money"),
        ),
        IssueDraft(
            title=Bilingual("委員會的組成與紀錄", "The Committee's members and record"),
            statement=both(
                """委員會之外部比例、利益揭露，以及紀錄公開之程度。""",
                """The share of outsiders, the declaration of interests, and how much of the record is
                published.""",
            ),
            position_for=both(
                """外部成員應達半數，紀錄應公布；不採納者附理由。""",
                """At least half from outside, a published record, and reasons for what is not
                followed.""",
            ),
            position_against=both(
                """逐字公開使委員保守；同意權模糊責任歸屬。""",
                """Verbatim records make members cautious; a right of consent blurs who answers for the
                plan.""",
            ),
            cites=D.refs(
                "publish-record",
                "publish-record-fear",
                "publish-record-summary",
                "who-sits",
                "who-sits-operators",
                "q2-consent",
                "q2-reasons",
            ),
        ),
        IssueDraft(
            title=Bilingual("預告期間", "The length of the notice"),
            statement=both(
                """縮短為四十日是否有必要。""",
                """Whether shortening the notice to forty days was necessary.""",
            ),
            position_against=both(
                """年度計畫可以預期，應提早提出。""",
                """A yearly plan can be foreseen and should have come earlier.""",
            ),
            position_for=both(
                """為使新程序趕上次一年度，且未增加人民義務。""",
                """The new procedure was to be in time for the next year, and puts no duty on citizens.""",
            ),
            cites=D.refs("short-notice"),
        ),
    ),
    recommendations=(
        RecommendationDraft(
            text=both(
                """於法律明定選定原則：以風險為主、抽樣為輔，並於計畫載明比例。""",
                """State the principle of choice in the Act: mostly by risk, partly by lot, with the shares
                in the plan.""",
            ),
            rationale=both(
                """原則明確，受稽核者始能預期，外界始能檢驗。""",
                """A definite principle can be foreseen by the audited and checked by everybody else.""",
            ),
            cites=D.refs("criteria", "criteria-lottery", "criteria-share"),
            issue=1,
        ),
        RecommendationDraft(
            text=both(
                """委員會外部成員應達半數，揭露利益，並公布意見摘要及採納情形。""",
                """Let at least half of the Committee be outsiders who declare their interests, and publish a
                summary of its advice and what came of it.""",
            ),
            rationale=both(
                """公布摘要兼顧坦率討論與外部監督。""",
                """A summary allows both frank talk and outside oversight.""",
            ),
            cites=D.refs("publish-record", "publish-record-fear", "publish-record-summary", "who-sits"),
            issue=2,
        ),
        RecommendationDraft(
            text=both(
                """小型單位改為每二年輪流稽核。""",
                """Audit small bodies only every other year, in turn.""",
            ),
            rationale=both(
                """準備稽核之人力成本，對小型單位比例偏高。""",
                """Preparing for an audit costs small bodies a larger share of their people.""",
            ),
            cites=D.refs("two-year", "criteria-lottery", "money"),
            issue=1,
        ),
    ),
)

REVISED_NOTE = both(
    """依綜整建議修正第八條（選定原則）及第八條之一（委員會組成與紀錄）。""",
    """Revised as recommended: article 8 (principle of choice) and article 8-1 (members and record of the
    Committee).""",
)

PLAN_REVISED = article(
    "8",
    ("年度稽核計畫", "Yearly audit plan"),
    (
        """資通安全署應擬訂年度稽核計畫，報主管機關審查後，送請行政院核定。

        前項計畫，應載明下列事項：
        一、稽核之重點。
        二、受稽核者之選定，以風險為主、抽樣為輔，並載明其比例。
        三、人力、經費及每次稽核之日數。""",
        """The Administration for Cyber Security shall draft a yearly audit plan; the competent authority
        reviews it and the Executive Yuan approves it.

        The plan shall state:
        1. what audits will look at above all;
        2. how the audited are chosen: mostly by risk, partly by lot, with the share of each;
        3. staff, money and the days for each audit.""",
    ),
    (
        """參採建議一，明定選定原則；並增列稽核日數。""",
        """Adopts recommendation 1 on the principle of choice, and adds the days for each audit.""",
    ),
)

RECORD_REVISED = article(
    "8-1",
    ("國家資通安全委員會", "National Information and Communication Security Committee"),
    (
        """國家資通安全委員會就年度稽核計畫提供意見，並作成紀錄保存；意見摘要及採納情形應公布，未採納者應附理
        由。

        前項委員會，由下列人員組成，其中第二款及第三款人員合計不得少於半數：
        一、相關機關代表。
        二、學者及專家。
        三、地方政府代表。""",
        """The National Information and Communication Security Committee advises on the yearly audit plan,
        and keeps the record of it; a summary of its advice and what came of it shall be published, with
        reasons for what was not followed.

        The Committee is made up of these, of whom those of subparagraphs 2 and 3 shall be at least half:
        1. representatives of the agencies concerned;
        2. academics and experts;
        3. representatives of local government.""",
    ),
    (
        """部分參採建議二。""",
        """Adopts recommendation 2 in part.""",
    ),
)

RESPONSE = PublishResponse(
    at=D.at((52, 14, 0)),
    by="official-acs",
    released_by="official-acs-02",
    slug=D.slug,
    answers=(
        AnswerDraft(
            target="R1",
            outcome="adopted",
            version=2,
            articles=("8",),
            reason=both(
                """【示意】參採。第八條第二項第二款明定以風險為主、抽樣為輔，並於計畫載明比例。""",
                """[Illustrative] Adopted. Article 8, paragraph 2, subparagraph 2 now says: mostly by risk,
                partly by lot, with the share of each in the plan.""",
            ),
        ),
        AnswerDraft(
            target="R2",
            outcome="partly-adopted",
            version=2,
            articles=("8-1",),
            reason=both(
                """【示意】部分參採。外部成員不少於半數、公布意見摘要及採納情形，均已納入第八條之一；利益揭露
                適用現行委員聘任規定，不另於法律規範。""",
                """[Illustrative] Partly adopted. At least half outsiders and a published summary are now in
                article 8-1. Interests are declared under the existing rules for appointing members, so the
                Act does not repeat this.""",
            ),
        ),
        AnswerDraft(
            target="R3",
            outcome="not-adopted",
            reason=both(
                """【示意】不參採。稽核頻率取決於風險而非規模；小型單位如代管眾多系統，影響未必較小。其負擔將
                以簡化文件處理。""",
                """[Illustrative] Not adopted. Frequency follows risk, not size: a small body that hosts many
                systems can matter a great deal. Its burden will be met with simpler paperwork.""",
            ),
        ),
        AnswerDraft(
            target="Q1",
            outcome="clarified",
            reason=both(
                """【示意】計畫核定後公開；受稽核者名單於稽核完成後，隨第五條之年度報告公布，事前不公
                開。""",
                """[Illustrative] The plan is published once approved. The names of the audited follow after
                the audits, with the yearly report of article 5, and are not published before.""",
            ),
        ),
        AnswerDraft(
            target="Q2",
            outcome="under-study",
            reason=both(
                """【示意】現階段由行政院核定並負責，委員會提供意見；施行二年後，檢討委員會之角色。""",
                """[Illustrative] For now the Executive Yuan approves and answers for the plan, and the
                Committee advises. Its part will be reviewed two years after the change takes effect.""",
            ),
        ),
    ),
)
