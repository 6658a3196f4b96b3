"""The draft Digital Intermediary Services Act, in paraphrase."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.digital_intermediary_talk import D
from seeds.scenarios.drafting import NOTE, article, both
from seeds.steps import BillDraft

GENERAL = Bilingual("第一章　總則", "Chapter I. General provisions")
SERVICES = Bilingual("第二章　服務提供者之義務", "Chapter II. Duties of service providers")
DISCLOSURE = Bilingual("第三章　資料揭露與緊急處置", "Chapter III. Disclosure and urgent measures")
SUPPLEMENTARY = Bilingual("第四章　罰則及附則", "Chapter IV. Penalties and supplementary provisions")

ARTICLES = (
    article(
        "1",
        ("立法目的", "Purpose"),
        (
            """為維護網際網路之自由流通與使用者權益，並使數位中介服務提供者負相當之責任，特制定本法。""",
            """This Act is made to keep the internet open and its users' rights safe, and to give providers
            of digital intermediary services a fitting share of responsibility.""",
        ),
        ("""明定立法目的。""", """States the purpose of the Act."""),
        chapter=GENERAL,
    ),
    article(
        "2",
        ("用詞定義", "Definitions"),
        (
            """本法用詞，定義如下：
            一、連線服務：單純傳輸使用者資訊之服務。
            二、快速存取服務：為加速傳輸而暫存資訊之服務。
            三、資訊儲存服務：依使用者要求儲存資訊之服務。
            四、線上平臺：儲存並向公眾散布使用者資訊之服務。""",
            """In this Act:
            1. Access service means one that merely conveys users' information.
            2. Caching service means one that stores information for a while to speed up its transmission.
            3. Hosting service means one that stores information at a user's request.
            4. Online platform means a service that stores users' information and spreads it to the
            public.""",
        ),
        (
            """依服務對資訊之控制程度分類，義務隨之遞增。""",
            """Services are sorted by how far they control information; duties grow accordingly.""",
        ),
        chapter=GENERAL,
    ),
    article(
        "3",
        ("服務使用條款", "Terms of service"),
        (
            """數位中介服務提供者應以易懂之文字，公開其服務使用條款。

            前項條款，應載明限制或移除資訊之事由、程序及申訴方法。""",
            """A provider shall publish its terms of service in words that are easy to understand.

            They shall state why and how information is limited or removed, and how to complain.""",
        ),
        ("""使用者得以預見平臺之處置。""", """Lets users foresee what a platform will do."""),
        chapter=SERVICES,
    ),
    article(
        "4",
        ("通知及處置", "Notice and action"),
        (
            """資訊儲存服務提供者應提供便利之方式，供人通知其所儲存之資訊違法。

            提供者接獲前項通知後移除資訊者，應向使用者說明理由。""",
            """A hosting provider shall offer a convenient way to notify it of unlawful information.

            A provider that removes information on such a notice shall tell the user why.""",
        ),
        (
            """建立通知與處置之機制，並保障被移除者知悉理由之權利。""",
            """Sets up notice and action, with the right of those affected to know the reason.""",
        ),
        chapter=SERVICES,
    ),
    article(
        "5",
        ("透明度報告", "Transparency reports"),
        (
            """線上平臺提供者應每年公布透明度報告，載明下列事項：
            一、接獲通知及處置之件數。
            二、政府機關要求之件數及類型。
            三、申訴及回復之件數。""",
            """A provider of an online platform shall publish a transparency report each year, which states:
            1. how many notices came and what was done;
            2. how many demands came from government, and of what kind;
            3. how many complaints were made and how many items were put back.""",
        ),
        ("""使處置情形受公眾檢驗。""", """Puts what was done to the test of the public."""),
        chapter=SERVICES,
    ),
    article(
        "6",
        ("使用者資料之揭露", "Disclosure of users' data"),
        (
            """機關為執行法定職務，得以書面要求提供者提供下列使用者資料：
            一、使用者登錄之姓名及聯絡方式。
            二、使用者之IP位址及連線時間。

            前項要求，應載明法律依據及理由。""",
            """To perform a duty set by law an agency may demand in writing that a provider hand over these
            data of a user:
            1. the name and contact that the user registered;
            2. the user's IP address and the time of connection.

            The demand shall state its legal ground and its reasons.""",
        ),
        (
            """明定調取使用者資料之要件。""",
            """Sets the conditions for obtaining users' data.""",
        ),
        chapter=DISCLOSURE,
    ),
    article(
        "7",
        ("資訊限制令", "Orders to restrict information"),
        (
            """機關認有避免或減輕公共利益危害之必要者，得向法院聲請資訊限制令，命提供者移除或限制特定違法資訊
            之接取。

            情形急迫者，法院得先為暫時之處置；於裁定前，機關得請求提供者加註警示，警示期間不得逾三十
            日。""",
            """Where it is needed to avert or lessen harm to the public interest, an agency may ask a court
            for an order that a provider remove certain unlawful information or restrict access to it.

            In urgent cases the court may act provisionally; until it has ruled the agency may ask the
            provider to attach a warning, for thirty days at most.""",
        ),
        (
            """涉及言論之限制，由法院決定；警示為暫時措施。""",
            """Limits on speech are for a court to decide; a warning is a stopgap.""",
        ),
        chapter=DISCLOSURE,
    ),
    article(
        "8",
        ("罰則及施行", "Penalties and commencement"),
        (
            """違反第三條至第五條規定，經令限期改正而不改正者，處罰鍰。

            本法施行日期，由行政院定之。""",
            """Who breaches articles 3 to 5 and does not correct this when ordered to shall be fined.

            The Executive Yuan sets the day on which this Act takes effect.""",
        ),
        ("""明定罰則及施行日期。""", """Sets penalties and commencement."""),
        chapter=SUPPLEMENTARY,
    ),
)

BILL = BillDraft(
    slug=D.slug,
    kind="new-act",
    lead="ncc",
    title=Bilingual("數位中介服務法草案", "Digital Intermediary Services Act"),
    summary=both(
        """規範連線、儲存與平臺服務的責任。爭議在於：政府要求移除或加註內容的界限，以及要求交出使用者IP位址的
        權力。""",
        """On the responsibility of access, hosting and platform services. Disputed: the limits of government
        demands to remove or label content, and the power to demand users' IP addresses.""",
    ),
    explanation=both(
        """一、網際網路服務與民眾生活密不可分，服務提供者之責任，現行法規範不足。

        二、本草案依服務類型課予不同義務：條款公開、通知及處置、透明度報告；涉及言論之限制，原則由法院決定。

        三、本頁依2022年一項後來擱置之草案所為之示意改寫，條文為簡化之摘要，日期依示範資料載入之日推
        算。""",
        """1. Internet services are part of everybody's life; the responsibility of those who provide them is
        thinly regulated.

        2. The draft gives different services different duties: published terms, notice and action,
        transparency reports. Limits on speech are in principle for courts.

        3. This page is an illustrative paraphrase after a draft of 2022 that was later shelved. The articles
        are short summaries, and the dates are counted from the day on which the demonstration was set
        up.""",
    ),
    guide=both(
        """您貼在網路上的文字，誰可以要求拿掉？要經過誰同意？政府可以問平臺「這個帳號是誰」嗎？這部草案想回答
        這三個問題。""",
        """Who may have something you posted taken down, and who must agree? May the government ask a
        platform whose account it is? The draft tried to answer these questions.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("digital-services", "due-process"),
    articles=ARTICLES,
    questions=(
        both(
            """機關要求移除或限制網路內容，界限應該在哪裡？""",
            """Where should the limits lie when an agency asks for online content to be removed or
            restricted?""",
        ),
        both(
            """使用者的IP位址，在什麼條件下可以要求揭露？或者根本不應該？""",
            """On what conditions, if at all, may the disclosure of users' IP addresses be demanded?""",
        ),
    ),
    note=NOTE,
)
