"""The list of harmful products: closed, summarised, and the agency's response overdue."""

from collections.abc import Iterator
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.drafting import NOTE, article, both
from seeds.scenarios.harmful_products_summary import SUMMARY
from seeds.scenarios.harmful_products_talk import TALK, D, endorsements
from seeds.steps import AnnounceBill, BillDraft, CreateBill, PostponeResponse, Step

GENERAL = Bilingual("第一章　總則", "Chapter I. General provisions")
GOVERNMENT = Bilingual("第二章　公務機關資通安全管理", "Chapter II. Security management of government agencies")

ARTICLES = (
    article(
        "3",
        ("用詞定義", "Definitions"),
        (
            """本法用詞，定義如下：
            一、資通系統：用以產生、傳遞、儲存或處理資訊之系統。
            二、資通安全：防止資通系統或其中之資訊遭未經許可之存取、竄改、洩漏、破壞或中斷。
            三、危害國家資通安全產品：對國家資通安全具有直接或間接危害風險，而影響政府運作或社會安定之資通系
            統、服務或產品。""",
            """In this Act:
            1. Information system means a system that produces, conveys, stores or processes information.
            2. Cyber security means keeping an information system and what is in it from unauthorised access,
            alteration, disclosure, damage or interruption.
            3. Harmful product means a system, service or product that carries a direct or indirect risk of
            harm to national cyber security, such as to affect the working of government or the stability of
            society.""",
        ),
        (
            """增訂第三款，作為第十一條之基礎；僅摘列相關款次。""",
            """Adds subparagraph 3, on which article 11 rests; only the subparagraphs concerned are
            shown.""",
        ),
        chapter=GENERAL,
        current=(
            """本法用詞，定義如下：
            一、資通系統：用以產生、傳遞、儲存或處理資訊之系統。
            二、資通安全：防止資通系統或其中之資訊遭未經許可之存取、竄改、洩漏、破壞或中斷。""",
            """In this Act:
            1. Information system means a system that produces, conveys, stores or processes information.
            2. Cyber security means keeping an information system and what is in it from unauthorised access,
            alteration, disclosure, damage or interruption.""",
        ),
    ),
    article(
        "11",
        ("危害國家資通安全產品之限制", "Limits on harmful products"),
        (
            """公務機關不得採購、租用或使用危害國家資通安全產品。但因業務需要且無替代方案，經資通安全長核准並
            報上級機關同意者，不在此限。

            危害國家資通安全產品，由主管機關會商相關機關認定，列入清單，並通知公務機關；清單不予公開。

            公務機關於本條施行前已使用者，應列冊管理，並於下列期限內汰換：
            一、連接對外網路者：一年。
            二、其他：該產品使用年限屆滿前。

            認定之程序、清單之通知及其他應遵行事項，以辦法定之。""",
            """A government agency shall not buy, rent or use a harmful product, except where its work
            requires it, there is no other way, its security officer approves and its superior agency agrees.

            The competent authority, together with the agencies concerned, decides which products are
            harmful, enters them in a list and notifies government agencies; the list is not published.

            Products already in use when this article takes effect shall be registered and replaced:
            1. within one year, where they are connected to outside networks;
            2. otherwise before the end of their service life.

            How products are identified, how the list is notified, and other matters are left to a
            regulation.""",
        ),
        (
            """一、本條新增。
            二、清單如予公開，將使外界得以推知機關使用中之設備及其弱點，並可能使廠商藉改標產地規避，爰明定不
            公開。
            三、例外使用須經核准，以兼顧業務需要。""",
            """1. New.
            2. A public list would let outsiders infer which equipment agencies use and where it is weak, and
            might lead vendors to relabel the origin of their goods; hence it is not published.
            3. Exceptions need approval, with regard to the needs of the work.""",
        ),
        chapter=GOVERNMENT,
    ),
    article(
        "11-1",
        ("委外廠商之遵循", "Contractors"),
        (
            """公務機關委外時，應於契約約定受託者提供公務機關使用之資通系統或服務，不得使用危害國家資通安全產
            品。

            受託者就特定產品是否列入清單，得向委託機關查詢；機關應於十四日內答復。""",
            """When it outsources, a government agency shall agree in the contract that no harmful product is
            used in the systems or services provided for it.

            A contractor may ask the agency whether a certain product is on the list; the agency shall answer
            within fourteen days.""",
        ),
        (
            """一、本條新增。
            二、清單不公開，爰以個別查詢使受託者得以遵循。""",
            """1. New.
            2. As the list is not published, a contractor can ask about single products in order to
            comply.""",
        ),
        chapter=GOVERNMENT,
    ),
)

BILL = BillDraft(
    slug=D.slug,
    kind="amendment",
    lead="moda",
    title=Bilingual("危害國家資通安全產品清單", "The list of products harmful to national cyber security"),
    summary=both(
        """公務機關不得使用被認定危害國家資通安全的產品。清單由數位發展部認定，但草案第十一條寫明不公開。爭點
        就在這四個字。""",
        """Government agencies may not use products found harmful to national cyber security. The ministry
        decides which, and draft article 11 says that the list is not published. That is what the quarrel is
        about.""",
    ),
    explanation=both(
        """一、公務機關採購或使用來源有疑慮之資通產品，可能使資訊外洩或服務中斷，現行僅以行政規則限制，位階不
        足，爰擬提升至法律。

        二、第十一條定禁止、例外、認定、汰換；第十一條之一規範委外廠商。

        三、清單不公開之理由：公開將揭露機關設備之弱點，並可能引發改標產地等規避行為。

        四、本頁為修法討論之示意重現，日期依示範資料載入之日推算。""",
        """1. Products of doubtful origin in government can leak information or fail. So far administrative
        rules alone restrict them; the draft gives the matter the rank of an Act.

        2. Article 11 holds the ban, its exceptions, the decision and the replacement; article 11-1 concerns
        contractors.

        3. Why the list is not to be published: it would show where agencies are weak, and invite evasion of
        origin.

        4. This page re-enacts the discussion for illustration; its dates are counted from the day on which
        the demonstration was set up.""",
    ),
    guide=both(
        """政府不該用有資安疑慮的產品，這點幾乎沒有人反對。問題是：**清單要不要公開？**

        - 不公開：攻擊者不會知道機關有哪些弱點，廠商比較難換個產地標籤就繼續賣。
        - 公開：大家知道標準是什麼，廠商與地方機關才有辦法遵守，也才有人能監督認定得對不對。""",
        """Hardly anybody wants government to use doubtful products. The question is: **should the list be
        public?**

        - Not public: attackers do not learn where agencies are weak, and it is harder to sell on under
        another label of origin.
        - Public: everybody knows the standard, vendors and local agencies can comply, and somebody can check
        the decisions.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "supply-chain", "government"),
    articles=ARTICLES,
    questions=(
        both(
            """危害國家資通安全產品清單應否公開？若部分公開，哪些部分？""",
            """Should the list of harmful products be published? If in part, which part?""",
        ),
        both(
            """產品被列入清單的廠商，應有什麼樣的說明與救濟機會？""",
            """What chance to be heard, and what remedy, should a vendor have whose product is listed?""",
        ),
    ),
    note=NOTE,
)


POSTPONEMENT = both(
    """【示意】公布清單之範圍涉及其他機關之採購業務，需再與相關機關確認，綜整回應延後七日公布。""",
    """[Illustrative] How much of the list can be published concerns the purchasing of other agencies. To settle
    this with them the consolidated response is postponed by seven days.""",
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice of 60 days that closed 30 days ago; the response was postponed, and is overdue all the same."""
    yield CreateBill(at=day_at(now, -100, 10), by="official-moda-02", bill=BILL)
    yield AnnounceBill(
        at=day_at(now, -92, 10),
        by="official-moda-02",
        slug=D.slug,
        first_day=day_of(now, -89),
        last_day=day_of(now, -30),
    )
    yield PostponeResponse(
        at=day_at(now, -18, 11),
        by="official-moda-02",
        slug=D.slug,
        due_day=day_of(now, -9),
        reason=POSTPONEMENT,
    )
    yield from D.held(day_of(now, -89), (*TALK, *endorsements(), SUMMARY))
