"""The main bill as noticed in January 2017: chapters III to V (articles 16 to 23), in paraphrase."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.drafting import article

NON_GOVERNMENT = Bilingual(
    "第三章　特定非公務機關資通安全管理",
    "Chapter III. Security management of specific non-government agencies",
)
PENALTIES = Bilingual("第四章　罰則", "Chapter IV. Penalties")
SUPPLEMENTARY = Bilingual("第五章　附則", "Chapter V. Supplementary provisions")

ARTICLES_16_TO_23 = (
    article(
        "16",
        ("關鍵基礎設施提供者之指定及義務", "Critical infrastructure providers"),
        (
            """中央目的事業主管機關應於徵詢相關公務機關、民間團體及專家學者意見後，指定關鍵基礎設施提供者，報
            請主管機關核定，並以書面通知受指定者。

            關鍵基礎設施提供者應辦理下列事項：
            一、依其責任等級，訂定、修正及實施資通安全維護計畫。
            二、向中央目的事業主管機關提出維護計畫之實施情形。
            三、經稽核有缺失者，提出改善報告。

            中央目的事業主管機關應稽核其維護計畫之實施情形。""",
            """A sector authority shall, after hearing the government agencies concerned, civil groups,
            experts and scholars, designate critical infrastructure providers, submit the list to the
            competent authority for approval, and tell those designated in writing.

            A critical infrastructure provider shall:
            1. make, revise and carry out a maintenance plan that fits its responsibility level;
            2. report to the sector authority how the plan was carried out;
            3. submit an improvement report where an audit found deficiencies.

            The sector authority shall audit how the plan is carried out.""",
        ),
        (
            """一、第一項明定指定程序，使外部意見得以參與。
            二、第二項及第三項明定維護計畫、提報、改善及稽核。""",
            """1. Paragraph 1 lays down how providers are designated, with a voice for outsiders.
            2. Paragraphs 2 and 3 provide for plans, reports, improvement and audits.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
    article(
        "17",
        ("其他特定非公務機關之義務", "Other specific non-government agencies"),
        (
            """關鍵基礎設施提供者以外之特定非公務機關，應辦理下列事項：
            一、依其責任等級，訂定、修正及實施資通安全維護計畫。
            二、經中央目的事業主管機關要求時，提出維護計畫之實施情形。
            三、經稽核有缺失者，提出改善報告。

            中央目的事業主管機關得稽核其維護計畫之實施情形。""",
            """A specific non-government agency other than a critical infrastructure provider shall:
            1. make, revise and carry out a maintenance plan that fits its responsibility level;
            2. report how the plan was carried out when the sector authority asks for it;
            3. submit an improvement report where an audit found deficiencies.

            The sector authority may audit how the plan is carried out.""",
        ),
        (
            """義務與前條相近，惟提報及稽核採「得」為之，以符比例。""",
            """The duties resemble those of the preceding article, but reports and audits are optional, for
            proportion.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
    article(
        "18",
        ("行政檢查", "Administrative inspection"),
        (
            """特定非公務機關有下列情形之一，中央目的事業主管機關認有必要時，得派員進入其場所實施行政檢查：
            一、經稽核發現資通安全維護計畫之實施有重大缺失。
            二、發生重大資通安全事件。

            檢查人員為前項檢查，得為下列行為：
            一、檢視與該缺失或事件有關之場所、設備及資通系統。
            二、要求受檢查者或其人員說明，並提供下列資料：
            （一）資通安全維護計畫及其實施紀錄。
            （二）事件之通報、應變及改善紀錄。
            （三）與資通安全有關之委外契約。

            受檢查者及其人員，非有正當理由，不得規避、妨礙或拒絕。

            檢查人員應出示證明文件；因檢查知悉之秘密，負保密義務。""",
            """Where it considers it necessary, a central sector authority may send staff to enter the
            premises of a specific non-government agency and inspect them in either of these cases:
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
            inspection.""",
        ),
        (
            """一、稽核屬定期、書面為主之查核；發生重大缺失或重大事件時，僅憑書面恐不足以查明原因，爰賦予實地
            檢查之權。
            二、檢查以「重大」及「必要」為前提，並以與該缺失或事件有關者為限。
            三、受檢查者有正當理由者得拒絕；檢查人員負保密義務，以保護營業秘密。""",
            """1. Audits are periodic and mostly on paper. After a major deficiency or incident paper alone
            may not show the cause, hence a power to inspect on the spot.
            2. "Major" and "necessary" are conditions, and only what bears on the deficiency or incident is
            covered.
            3. There is a right to refuse for just cause, and a duty of secrecy that protects trade
            secrets.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
    article(
        "19",
        (
            "特定非公務機關之事件通報及應變",
            "Incidents in specific non-government agencies",
        ),
        (
            """特定非公務機關知悉資通安全事件時，應辦理下列事項：
            一、向中央目的事業主管機關通報。
            二、採取應變措施，防止損害擴大。
            三、提出調查、處理及改善報告；其為重大資通安全事件者，並應送交主管機關。

            主管機關或中央目的事業主管機關知悉重大資通安全事件，於適當時機得公告與事件相關之必要內容及因應措
            施。""",
            """A specific non-government agency that learns of a security incident shall:
            1. report it to the sector authority;
            2. respond, and keep the damage from spreading;
            3. submit a report on its inquiry, handling and improvement, to the competent authority too where
            the incident is a major one.

            When the competent authority or the sector authority learns of a major incident, it may at a
            suitable time make public what needs to be known about it and about the response.""",
        ),
        (
            """明定通報、應變及改善義務；通報之時限及格式另以辦法定之。""",
            """Sets the duties to report, respond and improve; time limits and forms are left to a
            regulation.""",
        ),
        chapter=NON_GOVERNMENT,
    ),
    article(
        "20",
        ("公務機關人員之懲處", "Discipline of public servants"),
        (
            """公務機關所屬人員未遵守本法規定者，應按其情節輕重，依相關規定予以懲處。""",
            """Staff of a government agency who fail to observe this Act shall be disciplined as the case
            deserves.""",
        ),
        ("""明定公務機關人員之責任。""", """Holds public servants to account."""),
        chapter=PENALTIES,
    ),
    article(
        "21",
        (
            "違反維護義務及檢查義務之罰鍰",
            "Fines for breach of the duties to maintain and to admit inspection",
        ),
        (
            """特定非公務機關有下列情形之一，由中央目的事業主管機關令限期改正；屆期未改正者，按次處罰鍰：
            一、未依規定訂定、修正或實施資通安全維護計畫。
            二、未依規定提出實施情形或改善報告。
            三、無正當理由規避、妨礙或拒絕第十八條之檢查。""",
            """The sector authority shall order a specific non-government agency to correct the following
            within a time limit, and fine it for each failure to do so:
            1. not making, revising or carrying out the maintenance plan as required;
            2. not submitting the report on the plan or on improvement as required;
            3. evading, obstructing or refusing an inspection under article 18 without just cause.""",
        ),
        (
            """先令改正，屆期未改正者始予處罰。""",
            """Correction is ordered first; a fine follows only where it is not made.""",
        ),
        chapter=PENALTIES,
    ),
    article(
        "22",
        ("未通報事件之罰鍰", "Fines for not reporting an incident"),
        (
            """特定非公務機關未依規定通報資通安全事件者，由中央目的事業主管機關處罰鍰，並令限期改正。""",
            """A specific non-government agency that does not report an incident as required shall be fined
            by the sector authority and ordered to correct this within a time limit.""",
        ),
        (
            """通報為即時應變之前提，爰明定罰則。""",
            """Response in time depends on reports, hence a penalty.""",
        ),
        chapter=PENALTIES,
    ),
    article(
        "23",
        ("施行細則及施行日期", "Enforcement rules and commencement"),
        (
            """本法施行細則，由主管機關定之。

            本法施行日期，由主管機關定之。""",
            """The competent authority makes the enforcement rules of this Act.

            The competent authority sets the day on which this Act takes effect.""",
        ),
        (
            """授權訂定施行細則及施行日期。""",
            """Empowers the making of rules and the setting of the day.""",
        ),
        chapter=SUPPLEMENTARY,
    ),
)
