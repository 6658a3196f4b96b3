"""The summary of the discussion of harmful products; its recommendations wait for an answer."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.drafting import both
from seeds.scenarios.harmful_products_talk import D
from seeds.steps import IssueDraft, PublishSummary, RecommendationDraft

SUMMARY = PublishSummary(
    at=D.at((67, 15, 0)),
    by="moderator-01",
    signed_by="lead-01",
    slug=D.slug,
    introduction=both(
        """討論集中於清單應否公開。對禁用本身少有異議；意見分歧在公開的範圍、時點，以及被列入者與使用者如何得
        知並遵循。""",
        """The discussion turned on whether the list should be public. Hardly anybody questioned the ban
        itself; opinions differ on how much to publish, when, and how those listed and those bound can know
        and comply.""",
    ),
    issues=(
        IssueDraft(
            title=Bilingual("清單公開與否", "Publishing the list"),
            statement=both(
                """清單不公開是否為保護機關所必要，或可改採公開標準、類別，並延後公開個別產品。""",
                """Whether secrecy is needed to protect agencies, or whether criteria and categories can be
                published, and single products after a delay.""",
            ),
            position_for=both(
                """公開才能遵循、監督與更正；清單所列為產品，並非機關使用情形。""",
                """Only what is public can be obeyed, checked and corrected; the list names products, not who
                uses them.""",
            ),
            position_against=both(
                """清單與採購紀錄對照可推知弱點，公開並可能引發改標與社交工程。""",
                """Together with procurement records a list shows weak points; it may invite relabelling and
                pretext calls.""",
            ),
            cites=D.refs(
                "publish-it",
                "publish-what-agencies",
                "publish-infer",
                "publish-after",
                "relabel",
                "q1-criteria",
                "q1-keep-secret",
                "citizen-phone",
            ),
        ),
        IssueDraft(
            title=Bilingual("遵循之可行性", "Being able to comply"),
            statement=both(
                """機關與廠商如何得知產品是否列入；汰換期限是否可行。""",
                """How agencies and vendors learn whether a product is listed, and whether the replacement
                periods can be met.""",
            ),
            position_for=both(
                """以單一窗口及可查詢之系統答復；不能汰換者，以隔離及監控代替。""",
                """One window and a look-up; isolation and monitoring where replacement is not
                possible.""",
            ),
            position_against=both(
                """例外過寬會使禁令落空，應逐案計數並公布總數。""",
                """Wide exceptions empty the ban; each should be counted and the total published.""",
            ),
            cites=D.refs(
                "local-agencies", "local-small-town", "one-year", "one-year-isolate", "contractor-ask", "exceptions"
            ),
        ),
        IssueDraft(
            title=Bilingual("廠商之程序保障", "Due process for vendors"),
            statement=both(
                """列入清單前後，廠商應有何種陳述意見與救濟之機會。""",
                """What chance to be heard and what remedy a vendor has before and after listing.""",
            ),
            position_for=both(
                """列入前陳述意見、附理由之處分、重新認定及外部複審。""",
                """A hearing before, a decision with reasons, a fresh look later, and review with
                outsiders.""",
            ),
            position_against=both(
                """情況急迫者應得先行列入，事後補行程序。""",
                """In urgent cases listing should come first and the hearing after.""",
            ),
            cites=D.refs("q2-hearing", "q2-proof", "local-tender"),
        ),
    ),
    recommendations=(
        RecommendationDraft(
            text=both(
                """公開認定標準與產品類別；個別產品於汰換期滿後公開。""",
                """Publish the criteria and the categories of products; publish single products once the
                replacement period is over.""",
            ),
            rationale=both(
                """延後公開可兼顧機關安全與外部監督。""",
                """A delay serves both the safety of agencies and outside oversight.""",
            ),
            cites=D.refs("publish-it", "publish-after", "q1-criteria", "citizen-phone"),
            issue=1,
        ),
        RecommendationDraft(
            text=both(
                """設單一查詢窗口，於三個工作日內以書面答復機關與廠商。""",
                """Set up one window that answers agencies and vendors in writing within three working
                days.""",
            ),
            rationale=both(
                """不知道清單內容，就無從遵循；各機關答復不一，亦滋生爭議。""",
                """One cannot obey what one cannot know, and differing answers breed disputes.""",
            ),
            cites=D.refs("local-agencies", "local-small-town", "contractor-ask", "contractor-window"),
            issue=2,
        ),
        RecommendationDraft(
            text=both(
                """明定列入清單之陳述意見、書面理由及重新認定程序。""",
                """Provide for a hearing, written reasons and a fresh decision for listed products.""",
            ),
            rationale=both(
                """列入清單影響重大，且排除投標須有可受審查之理由。""",
                """Listing weighs heavily, and exclusion from a tender needs reasons that can be
                reviewed.""",
            ),
            cites=D.refs("q2-hearing", "q2-proof", "local-tender"),
            issue=3,
        ),
    ),
)
