"""What became of the main bill: the agency's answers as far as they are on record, and the stages after."""

from datetime import date

from app.kernel.bilingual import Bilingual
from seeds.scenarios.csma_inspection_bill import DIARY
from seeds.scenarios.dates import taipei
from seeds.scenarios.drafting import both
from seeds.steps import AddMilestone, AnswerDraft, PublishResponse

LAW_DATABASE = "https://law.moj.gov.tw/ENG/LawClass/LawAll.aspx?pcode=A0030297"
LAW_DATABASE_LABEL = Bilingual("全國法規資料庫：資通安全管理法", "Laws & Regulations Database: the Act")
REPORT = "https://www.article19.org/"
REPORT_LABEL = Bilingual(
    "ARTICLE 19：Cybersecurity with Chinese Characteristics",
    "ARTICLE 19, Cybersecurity with Chinese Characteristics",
)

RESPONSE = PublishResponse(
    at=taipei(2017, 4, 27, 14, 0),
    by="official-moda",
    released_by="official-moda-02",
    slug=DIARY.slug,
    answers=(
        AnswerDraft(
            target="R1",
            outcome="partly-adopted",
            version=2,
            articles=("3", "16", "18"),
            reason=both(
                """【示意】部分參採。適用對象調整為關鍵基礎設施提供者及一定範圍之特定非公務機關（第三條第六
                款），關鍵基礎設施提供者並限於公告之領域內指定（第十六條第一項）；原「其他經認有重要影響者」
                之規定刪除。各行業未於法律逐一列名，由指定程序認定。""",
                """[Illustrative] Partly adopted. The Act now reaches critical infrastructure providers and
                certain specific non-government agencies (article 3, subparagraph 6), and providers are
                designated only within published fields (article 16, paragraph 1); the open-ended clause is
                gone. Industries are not named one by one in the Act; that is left to designation.""",
            ),
        ),
        AnswerDraft(
            target="R2",
            outcome="partly-adopted",
            version=2,
            articles=("7", "18"),
            reason=both(
                """【示意】部分參採。改採責任等級制度，第七條明列A級至E級，並以等級決定應辦事項及是否屬檢查對
                象（第十八條第一項）。未採商業登記類別：登記項目未必反映實際維運之系統。""",
                """[Illustrative] Partly adopted. A graded responsibility system is used: article 7 lists
                levels A to E, and the level decides both the duties and whether a body can be inspected
                (article 18, paragraph 1). Classes of business registration are not used, since they need not
                show which systems are really run.""",
            ),
        ),
        AnswerDraft(
            target="R4",
            outcome="deferred",
            reason=both(
                """【示意】另以辦法定之。檢查之頻率、內容及方法涉及各產業差異與技術細節，第十八條第五項授權以
                子法規範；公開討論所列之程序事項，於訂定子法時併同考量。""",
                """[Illustrative] Deferred to subordinate regulation. How often, what and how to inspect
                depends on the industry and on technical detail; article 18, paragraph 5 leaves it to a
                regulation. The procedural points of the discussion will be looked at when it is made.""",
            ),
        ),
    ),
)


def milestone(
    stage: str, day: date, zh: str, en: str, url: str = REPORT, label: Bilingual = REPORT_LABEL
) -> AddMilestone:
    """Record a stage on the evening of its day."""
    return AddMilestone(
        at=taipei(day.year, day.month, day.day, 18, 0),
        by="official-moda",
        slug=DIARY.slug,
        stage=stage,
        day=day,
        note=both(zh, en),
        source_url=url,
        source_label=label,
    )


MILESTONES = (
    milestone(
        "ey-approved",
        date(2017, 4, 27),
        """行政院會通過草案。第十八條仍保留進入檢查之權，以稽核發現重大缺失或重大資通安全事件且有必要為前
        提。""",
        """The Executive Yuan approved the bill. Article 18 kept the power to enter and inspect, after a
        major deficiency or a major incident and where necessary.""",
    ),
    milestone(
        "promulgated",
        date(2018, 6, 6),
        """公布全文23條。執政黨團同意刪除第十八條之行政檢查；公布之法律有稽核，沒有進入檢查之權。""",
        """Promulgated with 23 articles. The ruling caucus had agreed to delete article 18; the Act has
        audits but no power of entry.""",
        LAW_DATABASE,
        LAW_DATABASE_LABEL,
    ),
    milestone(
        "in-force",
        date(2019, 1, 1),
        """資通安全管理法施行。""",
        """The Cyber Security Management Act took effect.""",
        LAW_DATABASE,
        LAW_DATABASE_LABEL,
    ),
    milestone(
        "ey-approved",
        date(2024, 7, 4),
        """其後修法：行政院會通過修正草案。日期依公開紀錄為2024年7月4日；ARTICLE 19報告載為2024年10月4日。進
        入檢查之權未恢復；草案改為對重大資通安全事件之調查，得要求陳述意見、提出第三方報告及接受檢查，不含搜
        索或扣押。""",
        """A later amendment: the Executive Yuan approved its draft. The public record gives 4 July 2024,
        ARTICLE 19's report 4 October 2024. What came was an investigation of major incidents, with
        statements, a third-party report and inspection; not search or seizure.""",
    ),
    milestone(
        "committee",
        date(2025, 5, 22),
        """其後修法：立法院委員會審查。""",
        """A later amendment: reviewed in committee of the Legislative Yuan.""",
    ),
    milestone(
        "third-reading",
        date(2025, 8, 29),
        """其後修法：三讀通過，條文由23條增為35條。""",
        """A later amendment: passed in third reading, from 23 articles to 35.""",
        LAW_DATABASE,
        LAW_DATABASE_LABEL,
    ),
    milestone(
        "promulgated",
        date(2025, 9, 24),
        """其後修法：修正公布；施行日期由行政院定之。""",
        """A later amendment: promulgated; the day it takes effect is left to the Executive Yuan.""",
        LAW_DATABASE,
        LAW_DATABASE_LABEL,
    ),
)
