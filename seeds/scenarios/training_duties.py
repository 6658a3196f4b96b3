"""Training duties for security staff: announced, not yet open."""

from collections.abc import Iterator
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.drafting import NOTE, article, both
from seeds.steps import AnnounceBill, BillDraft, CreateBill, Step

SLUG = "training-duties"

ARTICLES = (
    article(
        "4",
        ("資源與推動", "Resources"),
        (
            """主管機關應提供資源，整合民間與產業力量，推動下列事項：
            一、資通安全專業人才之培育及在職訓練。
            二、資通安全科技之研發及產業之發展。""",
            """The competent authority shall provide resources and join forces with society and industry to
            promote:
            1. the education of security professionals and their training on the job;
            2. research in security technology and the growth of the industry.""",
        ),
        (
            """第一款增訂在職訓練，作為第十一條之一之資源依據。""",
            """Subparagraph 1 adds training on the job, which gives article 11-1 its resources.""",
        ),
        current=(
            """主管機關應提供資源，整合民間與產業力量，推動下列事項：
            一、資通安全專業人才之培育。
            二、資通安全科技之研發及產業之發展。""",
            """The competent authority shall provide resources and join forces with society and industry to
            promote:
            1. the education of security professionals;
            2. research in security technology and the growth of the industry.""",
        ),
    ),
    article(
        "11-1",
        ("資通安全人員之訓練", "Training of security staff"),
        (
            """公務機關及特定非公務機關辦理資通安全業務之人員，應接受資通安全專業訓練。

            前項訓練，應於下列期限內完成：
            一、本條施行時已在職者：施行之日起一年內。
            二、責任等級A級及B級之專責人員：施行之日起六個月內。
            三、新任人員：到職之日起三個月內。

            訓練之內容、時數、認可之機構及其他應遵行事項，以辦法定之。""",
            """Staff who do security work in a government agency or specific non-government agency shall be
            trained in it.

            The training shall be completed:
            1. within one year of the day this article takes effect, by those already in post;
            2. within six months of that day, by full-time staff at levels A and B;
            3. within three months of taking up the post, by new staff.

            Content, hours, recognised institutions and other matters are left to a regulation.""",
        ),
        (
            """一、本條新增。
            二、考量各單位人力，分階段實施：一般人員一年，等級較高及新任人員期限較短。""",
            """1. New.
            2. It is phased with regard to staffing: one year in general, less for higher levels and new
            staff.""",
        ),
    ),
    article(
        "12",
        ("年度實施情形之提出", "Annual report"),
        (
            """公務機關應每年向上級或監督機關提出資通安全維護計畫之實施情形，並載明人員訓練之完成比率。""",
            """A government agency shall report each year to its superior or supervising agency how its plan
            was carried out, and what share of its staff has been trained.""",
        ),
        (
            """配合第十一條之一，增列訓練完成比率。""",
            """Adds the share of trained staff, in step with article 11-1.""",
        ),
        current=(
            """公務機關應每年向上級或監督機關提出資通安全維護計畫之實施情形。""",
            """A government agency shall report each year to its superior or supervising agency how its plan
            was carried out.""",
        ),
    ),
)

BILL = BillDraft(
    slug=SLUG,
    kind="amendment",
    lead="acs",
    title=Bilingual("資通安全人員之訓練義務", "Training duties for security staff"),
    summary=both(
        """辦理資安業務的人員必須受訓：一般一年內完成，責任等級較高者與新任人員期限較短。""",
        """Those who do security work must be trained: within a year in general, sooner at higher levels and
        for new staff.""",
    ),
    explanation=both(
        """一、人員是資通安全最缺的一環。現行法僅規定主管機關培育人才，未課予各單位訓練義務。

        二、本草案採分階段實施，並將完成比率列入年度報告，內容與時數以辦法定之。""",
        """1. People are what security lacks most. The present Act has the authority promote training but
        puts no duty on each body.

        2. The draft goes by stages, has the share of trained staff reported each year, and leaves content
        and hours to a regulation.""",
    ),
    guide=both(
        """如果您的工作包含管理帳號、備份、防火牆或處理資安事件，這個草案可能與您有關。

        預告開始前還不能留言，可以先閱讀條文，或追蹤本案。""",
        """If your work includes accounts, backups, firewalls or incidents, this draft may concern you.

        You cannot comment before the notice opens, but you can read the text.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "training", "government"),
    articles=ARTICLES,
    questions=(
        both(
            """一年、六個月、三個月的期限是否可行？偏鄉與離島的單位需要什麼協助？""",
            """Are one year, six months and three months feasible, and what help do remote places and islands
            need?""",
        ),
        both(
            """已持有專業證照的人員，應否免除部分訓練？""",
            """Should staff who hold a professional certificate be spared part of the training?""",
        ),
    ),
    note=NOTE,
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice of 60 days that opens in ten days."""
    yield CreateBill(at=day_at(now, -9, 10), by="official-acs-02", bill=BILL)
    yield AnnounceBill(
        at=day_at(now, -2, 10),
        by="official-acs-02",
        slug=SLUG,
        first_day=day_of(now, 10),
        last_day=day_of(now, 69),
    )
