"""What became of the main bill's text: version 2 (scope narrowed) and version 3 (no power of entry)."""

from seeds.scenarios.csma_inspection_text import GENERAL
from seeds.scenarios.csma_inspection_text_18 import (
    NON_GOVERNMENT,
    PENALTIES,
    SUPPLEMENTARY,
)
from seeds.scenarios.drafting import article, both

NARROWED_NOTE = both(
    """依公開討論意見修正：明列特定非公務機關之範圍，並以資通安全責任等級定其義務（第三條、第七條、第十六條至
    第十八條）。檢查之頻率、內容及方法，另以辦法定之。""",
    """Revised after the public discussion: the specific non-government agencies are listed, and their duties
    follow from their responsibility level (articles 3, 7, 16 to 18). How often, what and how to inspect is
    deferred to a subordinate regulation.""",
)

NARROWED = {
    "3": article(
        "3",
        ("用詞定義", "Definitions"),
        (
            """本法用詞，定義如下：
            一、資通系統：用以產生、傳遞、儲存或處理資訊之系統。
            二、資通安全：防止資通系統或其中之資訊遭未經許可之存取、竄改、洩漏、破壞或中斷。
            三、資通安全事件：資通系統、服務或網路之狀態，顯示安全措施可能失效或已受侵害者。
            四、公務機關：依法行使公權力之中央及地方機關，不含軍事及情報機關。
            五、關鍵基礎設施提供者：維運或提供關鍵基礎設施之全部或一部，其功能失靈將嚴重影響社會公共利益，並
            經依第十六條指定者。
            六、特定非公務機關：以下列為限：
            （一）關鍵基礎設施提供者。
            （二）公營事業。
            （三）政府捐助之財團法人。""",
            """In this Act:
            1. Information system means a system that produces, conveys, stores or processes information.
            2. Cyber security means keeping an information system and what is in it from unauthorised access,
            alteration, disclosure, damage or interruption.
            3. Cyber security incident means a state of a system, service or network which shows that a
            safeguard may have failed or has been breached.
            4. Government agency means a central or local body that exercises public power under law,
            military and intelligence bodies excepted.
            5. Critical infrastructure provider means one who runs or supplies all or part of a critical
            infrastructure, the failure of which would seriously harm the public interest, and who has been
            designated under article 16.
            6. Specific non-government agency means one of these alone:
            (1) a critical infrastructure provider;
            (2) a state-owned enterprise;
            (3) a foundation endowed by the government.""",
        ),
        (
            """原第六款「其他經認有重要影響者」範圍不明，改以列舉方式明定；一般民間企業非經指定，不受本法規
            範。""",
            """The words "any other … considered to be of major importance" were open-ended; the list is now
            closed. A private business is not regulated unless designated.""",
        ),
        chapter=GENERAL,
    ),
    "7": article(
        "7",
        ("資通安全責任等級及稽核", "Responsibility levels and audits"),
        (
            """公務機關及特定非公務機關之資通安全責任，分為下列等級：
            一、A級：業務涉及全國，或系統受損將造成災難性影響。
            二、B級：業務涉及區域，或系統受損將造成嚴重影響。
            三、C級：自行維運資通系統。
            四、D級：辦理資通業務，但未自行維運資通系統。
            五、E級：無資通系統，或系統全部由他機關代管。

            公務機關及特定非公務機關應依其等級，採取相當之防護措施。

            主管機關得稽核特定非公務機關資通安全維護計畫之實施情形。

            等級之認定基準及應辦事項，另以辦法定之。""",
            """The responsibility of government agencies and specific non-government agencies is graded into
            these levels:
            1. level A: its work is national, or damage to its systems would be catastrophic;
            2. level B: its work is regional, or damage to its systems would be serious;
            3. level C: it runs its own information systems;
            4. level D: it does information work without running its own systems;
            5. level E: it has no systems, or all of them are hosted by another agency.

            Government agencies and specific non-government agencies shall take safeguards that match their
            level.

            The competent authority may audit how specific non-government agencies carry out their
            maintenance plans.

            The criteria of the levels and what each requires are left to a subordinate regulation.""",
        ),
        (
            """參採分級應更細緻之意見，將A級至E級之基準提升至法律位階；以業務影響及系統型態為準，未採商業登記
            類別。""",
            """Takes up the wish for finer grades: the criteria of levels A to E now stand in the Act itself.
            They look at the effect of the work and the kind of system; classes of business registration were
            not used.""",
        ),
        chapter=GENERAL,
    ),
    "16": article(
        "16",
        ("關鍵基礎設施提供者之指定及義務", "Critical infrastructure providers"),
        (
            """中央目的事業主管機關應於徵詢相關公務機關、民間團體及專家學者意見後，於公告之關鍵基礎設施領域
            內，指定關鍵基礎設施提供者，報請主管機關核定，並以書面通知受指定者。

            關鍵基礎設施提供者應辦理下列事項：
            一、依其責任等級，訂定、修正及實施資通安全維護計畫。
            二、向中央目的事業主管機關提出維護計畫之實施情形。
            三、經稽核有缺失者，提出改善報告。

            中央目的事業主管機關應稽核其維護計畫之實施情形。""",
            """A sector authority shall, after hearing the government agencies concerned, civil groups,
            experts and scholars, designate critical infrastructure providers within the fields of critical
            infrastructure that have been made public, submit the list to the competent authority for
            approval, and tell those designated in writing.

            A critical infrastructure provider shall:
            1. make, revise and carry out a maintenance plan that fits its responsibility level;
            2. report to the sector authority how the plan was carried out;
            3. submit an improvement report where an audit found deficiencies.

            The sector authority shall audit how the plan is carried out.""",
        ),
        (
            """第一項增訂以公告之領域為限，使各產業得預見是否受規範。""",
            """Paragraph 1 is limited to published fields, so that an industry can foresee whether it is
            regulated.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
    "18": article(
        "18",
        ("行政檢查", "Administrative inspection"),
        (
            """責任等級為C級以上之特定非公務機關有下列情形之一，中央目的事業主管機關認有必要時，得派員進入其
            場所實施行政檢查：
            一、經稽核發現資通安全維護計畫之實施有重大缺失。
            二、發生重大資通安全事件。

            檢查人員為前項檢查，得為下列行為：
            一、檢視與該缺失或事件有關之場所、設備及資通系統。
            二、要求受檢查者或其人員說明，並提供下列資料：
            （一）資通安全維護計畫及其實施紀錄。
            （二）事件之通報、應變及改善紀錄。
            （三）與資通安全有關之委外契約。

            受檢查者及其人員，非有正當理由，不得規避、妨礙或拒絕。

            檢查人員應出示證明文件；因檢查知悉之秘密，負保密義務。

            檢查之頻率、內容、方法及其他應遵行事項，另以辦法定之。""",
            """Where it considers it necessary, a central sector authority may send staff to enter the
            premises of a specific non-government agency of level C or above and inspect them in either of
            these cases:
            1. an audit has found a major deficiency in how the maintenance plan is carried out;
            2. a major incident has occurred.

            In doing so the inspectors may:
            1. examine the premises, equipment and information systems that bear on the deficiency or
            incident;
            2. require the inspected body or its staff to explain, and to provide:
            (1) the maintenance plan and the records of how it was carried out;
            (2) the records of reporting, response and improvement after the incident;
            (3) outsourcing contracts that concern security.

            The inspected body and its staff shall not evade, obstruct or refuse the inspection without just
            cause.

            Inspectors shall show their credentials, and owe secrecy about what they learn through the
            inspection.

            How often, what and how to inspect, and other matters to be observed, are left to a subordinate
            regulation.""",
        ),
        (
            """一、配合第三條及第七條之修正，檢查對象限於C級以上之特定非公務機關。
            二、增訂第五項，檢查之頻率、內容及方法另以辦法定之。
            三、發動要件未修正。""",
            """1. In step with articles 3 and 7, only specific non-government agencies of level C or above
            can be inspected.
            2. A new paragraph 5 leaves frequency, content and method to a subordinate regulation.
            3. The conditions for an inspection are unchanged.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
}

WITHOUT_ENTRY_NOTE = both(
    """於公布前之審議中，第十八條行政檢查經同意刪除；稽核、改善報告與事件通報均保留，但無進入場所之權。施行日
    期自第二十三條析出為第二十四條。為便於對照，本版保留原條次；公布之法律將其後條次遞移，全文共23條。本版日
    期為示意，繫於2018年5月。""",
    """In the deliberation before promulgation it was agreed to delete article 18. Audits, improvement
    reports and incident reports stay; there is no power to enter. Commencement becomes article 24, out of
    article 23. For comparison this version keeps the old numbers; in the Act as promulgated the later
    articles moved up, 23 in all. This version's date, in May 2018, is illustrative.""",
)

FINES_WITHOUT_INSPECTION = article(
    "21",
    ("違反維護義務之罰鍰", "Fines for breach of the duty to maintain"),
    (
        """特定非公務機關有下列情形之一，由中央目的事業主管機關令限期改正；屆期未改正者，按次處罰鍰：
        一、未依規定訂定、修正或實施資通安全維護計畫。
        二、未依規定提出實施情形或改善報告。""",
        """The sector authority shall order a specific non-government agency to correct the following within
        a time limit, and fine it for each failure to do so:
        1. not making, revising or carrying out the maintenance plan as required;
        2. not submitting the report on the plan or on improvement as required.""",
    ),
    (
        """配合第十八條刪除，刪除拒絕檢查之罰則。""",
        """The penalty for refusing inspection goes with article 18.""",
    ),
    chapter=PENALTIES,
)

RULES = article(
    "23",
    ("施行細則", "Enforcement rules"),
    (
        """本法施行細則，由主管機關定之。""",
        """The competent authority makes the enforcement rules of this Act.""",
    ),
    (
        """原條文第二項移列次條。""",
        """The former paragraph 2 becomes the next article.""",
    ),
    chapter=SUPPLEMENTARY,
)

COMMENCEMENT = article(
    "24",
    ("施行日期", "Commencement"),
    (
        """本法施行日期，由主管機關定之。""",
        """The competent authority sets the day on which this Act takes effect.""",
    ),
    ("""由原條文第二項移列。""", """Moved from the former paragraph 2."""),
    chapter=SUPPLEMENTARY,
)
