"""The main bill's summary, as the moderators published it on 24 March 2017."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.csma_inspection_bill import DIARY
from seeds.scenarios.dates import taipei
from seeds.scenarios.drafting import both
from seeds.steps import IssueDraft, ObjectToSummary, PublishSummary, RecommendationDraft

R = DIARY.refs

ISSUES = (
    IssueDraft(
        title=Bilingual("主管機關有無檢查之人力與專業", "Do authorities have the staff and skill to inspect?"),
        statement=both(
            """各中央目的事業主管機關之人力與專業不一；討論集中於沒有專業協助時，檢查能否有效、會不會失
            準。""",
            """Sector authorities differ in staff and skill. The discussion turned on whether an inspection
            without professional help can be effective and fair.""",
        ),
        position_for=both(
            """委託經認證之外部專家即可補足，少數人力也能做好檢查；更大的風險是權力備而不用。""",
            """Accredited outside experts can fill the gap, and a small staff can inspect well; the greater
            risk is a power that is never used.""",
        ),
        position_against=both(
            """多數部會只有個位數人力，實地檢查會淪為勾選文件；外部專家若與廠商有利害關係，問題更大。""",
            """Most ministries have a handful of people; inspections would become ticking boxes, and experts
            with ties to vendors make it worse.""",
        ),
        cites=R("staff-skill", "two-people", "outside-experts", "not-our-vendor", "q2-not-only"),
        for_it=R("outside-experts", "q2-not-only"),
        against=R("staff-skill", "two-people", "not-our-vendor"),
    ),
    IssueDraft(
        title=Bilingual("誰應隨同檢查", "Who should come along"),
        statement=both(
            """是否應有司法警察、資安專家或律師隨同；不可行時，以何種方式代替。""",
            """Whether judicial police, cybersecurity experts or lawyers should accompany inspections, and
            what should take their place where that is not feasible.""",
        ),
        position_for=both(
            """檢查人員不應單獨到場；外部見證是核心。律師可採視訊或公會輪值，並等候兩小時；無法隨同時，雙方全
            程錄影。""",
            """Inspectors should never come alone; a witness from outside is the core. A lawyer may join by
            video or from an association's roster, with a wait of two hours; otherwise both sides keep a
            video record.""",
        ),
        position_against=both(
            """司法警察到場使行政檢查帶有刑事色彩；律師費用對小型業者是負擔。""",
            """Police give an administrative inspection a criminal colour; lawyers are a burden on small
            firms.""",
        ),
        cites=R(
            "accompanied",
            "police-colour",
            "police-limits",
            "no-lawyer-money",
            "remote-lawyer",
            "association-list",
        ),
        for_it=R("accompanied", "police-limits", "remote-lawyer", "association-list"),
        against=R("police-colour", "no-lawyer-money"),
        passages={R("police-limits")[0]: "The core is a witness from outside."},
    ),
    IssueDraft(
        title=Bilingual("濫用權力之疑慮", "Abuse of authority"),
        statement=both(
            """「重大」及「必要」由發動機關認定；爭點在於界限是否足夠、由誰審查、資料能否移作他用。""",
            """The authority that acts also judges what is "major" and "necessary". Disputed: whether the
            limits suffice, who reviews them, and whether data may be put to other uses.""",
        ),
        position_for=both(
            """限於重大情形並有保密義務，已有界限；早期警訊反而可能被門檻漏掉。""",
            """Limited to major cases and bound by secrecy, the power has its bounds; a threshold may even
            miss early warnings.""",
        ),
        position_against=both(
            """沒有事前程序與選案標準，無法證明不是選擇性執法；界限應以級距、書面理由及目的限制落實，甚或刪除
            本條。""",
            """Without a procedure and criteria for choosing cases nobody can show that enforcement is not
            selective. Scales, written reasons and purpose limits are needed; some would delete the
            article.""",
        ),
        cites=R(
            "steps-first",
            "steps-who-decides",
            "why-him",
            "q2-yes",
            "q2-sector",
            "q1-too-late",
            "q1-other-tools",
            "what-is-major",
            "delete-it",
            "delete-hollow",
        ),
    ),
    IssueDraft(
        title=Bilingual("營業秘密與營運不中斷", "Confidentiality and undisturbed operation"),
        statement=both(
            """檢查不應影響業務機密與營運；討論包括能否掃描或停機、事件處理期間可否進場、契約與客戶資料如何保
            護。""",
            """Inspections must not disrupt business confidentiality or operations: scanning and stopping
            systems, entry in the midst of an incident, protection of contracts and customers' data.""",
        ),
        position_for=both(
            """由檢查人員指定標的、受檢查者操作、共同簽認；系統恢復前以聯絡官或遠端說明代替；契約可遮
            蔽。""",
            """The inspector picks, the operator acts, both sign; until recovery a liaison or remote
            explanation; contracts may be redacted.""",
        ),
        position_against=both(
            """完全等到恢復才進場，可能錯失跡證與對其他單位之警示；只能旁觀亦可能看不到真相。""",
            """Waiting for full recovery may lose traces and the warning to others; watching only may show
            nothing real.""",
        ),
        cites=R(
            "production-line",
            "scan-plc",
            "watching-is-weak",
            "incident-victim",
            "victim-and-public",
            "liaison",
            "customers-data",
            "contract-prices",
            "secrecy-no-teeth",
        ),
    ),
    IssueDraft(
        title=Bilingual("檢查控制措施，不看商業內容", "Inspect controls, not business contents"),
        statement=both(
            """參與者提出四項檢查內容，藉以避開營業秘密：

            1. 安全機制是否如預期運作；
            2. 憑證是否仍在有效期內；
            3. 與資安廠商之契約是否符合標準；
            4. 內部政策及標準作業程序是否落實。""",
            """Participants named four things to inspect that spare business secrets:

            1. that security mechanisms work as intended;
            2. that certificates are still valid;
            3. that contracts with security vendors meet standards;
            4. that internal policies and operating procedures are carried out.""",
        ),
        position_for=both(
            """以此四項為限並寫入法律，雙方有同一張清單，逾越者得拒絕。""",
            """A closed list in the Act gives both sides the same paper, and a right to refuse what goes
            beyond it.""",
        ),
        position_against=both(
            """四項不足以查明入侵途徑，事件情形應加上相關跡證；部分事項遠端即可，毋須進場。""",
            """The four do not show how an intruder came in, so an incident needs its traces too; some of it
            can be seen from afar, without entering.""",
        ),
        cites=R(
            "controls-not-secrets",
            "four-things-bank",
            "four-things-floor",
            "four-things-traces",
            "four-things-certificates",
            "contract-standard",
            "q1-signal-list",
        ),
    ),
    IssueDraft(
        title=Bilingual("受規範者的範圍", "Who is regulated"),
        statement=both(
            """特定非公務機關之定義及責任等級留有空白，民間無法自行判斷是否受規範。""",
            """The definition of specific non-government agency and the levels leave blanks; private bodies
            cannot tell whether they are regulated.""",
        ),
        position_for=both(
            """應於法律列明行業大類，細項由附表定之；以登記代碼與影響程度兩道篩選，並可查詢與異議。""",
            """Categories in the Act, details in an annex; registration codes and effect as two sieves, with
            a public look-up and a way to object.""",
        ),
        position_against=both(
            """名單會過時，登記代碼未必反映實際業務，應保留彈性並定期檢討。""",
            """Lists age, and registration codes may not show what a firm really does; keep some room and
            review it.""",
        ),
        cites=R(
            "which-industries",
            "which-lawyer",
            "which-list-ages",
            "which-annex",
            "levels-blank",
            "levels-effect",
            "levels-registration",
            "levels-codes-old",
            "levels-two-sieves",
            "designate-secret",
        ),
    ),
)

RECOMMENDATIONS = (
    RecommendationDraft(
        text=both("""明定受規範之行業。""", """Specify which industries are regulated."""),
        rationale=both(
            """法律應使人預見自己是否受規範。宜於法律列明大類，細項以附表公告；不在其列者，明示不受規
            範。""",
            """People must be able to foresee from the Act whether it binds them: categories in the Act,
            details in a published annex, and an express word that nobody else is regulated.""",
        ),
        cites=R("which-industries", "which-lawyer", "which-list-ages", "which-annex", "designate-secret"),
        issue=6,
    ),
    RecommendationDraft(
        text=both(
            """採更細緻之分級，或以商業登記為判斷標準。""",
            """Use granular classifications or business-registration criteria.""",
        ),
        rationale=both(
            """等級影響人力與經費甚鉅，應有可自行查核之標準。登記類別可作第一道篩選，再以影響範圍與系統型態細
            分。""",
            """Levels decide over people and money, so the criteria must be ones a firm can check for itself:
            registration as a first sieve, then reach of the effect and kind of system.""",
        ),
        cites=R("levels-blank", "levels-effect", "levels-registration", "levels-codes-old", "levels-two-sieves"),
        issue=6,
    ),
    RecommendationDraft(
        text=both(
            """公布檢查之過程與結果：合格與否、監督機關，以及隨同之專業機構。""",
            """Publish details of the inspection process and its outcome: pass or fail, the supervising
            agency, and any professional body that came along.""",
        ),
        rationale=both(
            """公布使濫用與怠惰都看得見。為免成為攻擊者之線索，不合格者於改善後或逾期後公布，合格者亦應公
            布。""",
            """Publication shows abuse and neglect alike. So as not to guide attackers, a failure is
            published once it has been put right or the time for that has passed; passes are published
            too.""",
        ),
        cites=R("publish-outcome", "publish-later", "publish-names", "publish-count", "fail-is-a-map", "q3-ombuds"),
        issue=3,
    ),
    RecommendationDraft(
        text=both(
            """訂定明確之檢查程序，以求透明並防止逾越。""",
            """Set clear procedural rules for inspections, for transparency and against overreach.""",
        ),
        rationale=both(
            """至少包含：選案標準、事前書面、緊急情形之補具理由、檢查內容清單、隨同人員、時間、拒絕之處理及資
            料之保存期限。""",
            """At the least: how cases are chosen, written notice, reasons after an emergency, a list of what
            is inspected, who comes along, at what hours, what follows a refusal, and how long data are
            kept.""",
        ),
        cites=R(
            "steps-first",
            "steps-two-tracks",
            "steps-who-decides",
            "why-him-plan",
            "controls-not-secrets",
            "just-cause-examples",
            "whole-regulations",
        ),
        issue=3,
    ),
)

SUMMARY = PublishSummary(
    at=taipei(2017, 3, 24, 15, 0),
    by="lead-01",
    signed_by="moderator-02",
    slug=DIARY.slug,
    introduction=both(
        """本綜整整理60日預告期間之公開討論，分為六項議題與四項建議。議題呈現正反立場，不代表小組意見；少數意
        見（例如刪除第十八條）亦一併列出。遭隱藏之留言不予引用。""",
        """This summary orders the public discussion of 60 days into six issues and four recommendations. The
        issues show positions for and against and are not the subgroup's own view; minority views, such as
        deleting article 18, are listed too. Hidden comments are not cited.""",
    ),
    issues=ISSUES,
    recommendations=RECOMMENDATIONS,
)

OBJECTION = ObjectToSummary(
    at=taipei(2017, 3, 27, 20, 10),
    by="citizen-01",
    ref=R("police-colour")[0],
    words="我贊成專家與律師到場，只對司法警察有保留；彙整把我的話列為反對一切外部隨同，不是我說的。",
)
