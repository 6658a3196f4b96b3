"""The main bill as its agency laid it open: explanations, articles, key questions."""

from datetime import date

from app.kernel.bilingual import Bilingual
from seeds.scenarios.csma_inspection_text import ARTICLES_1_TO_15
from seeds.scenarios.csma_inspection_text_18 import ARTICLES_16_TO_23
from seeds.scenarios.diary import Diary
from seeds.scenarios.drafting import NOTE, both
from seeds.steps import BillDraft

DIARY = Diary("csma-inspection", date(2017, 1, 16))

BILL = BillDraft(
    slug=DIARY.slug,
    kind="new-act",
    lead="moda",
    title=Bilingual(
        "資通安全管理法草案：特定非公務機關之行政檢查",
        "Cyber Security Management Act: inspection of non-government agencies",
    ),
    summary=both(
        """政府要為資通安全立一部專法。多數條文是管理義務：計畫、稽核、通報。爭議集中在第十八條：主管機關可以
        在稽核發現重大缺失或發生重大事件後，派員進入民間單位檢查。""",
        """The government wants an Act of its own for cyber security. Most of it is about duties of
        management: plans, audits, incident reports. The dispute is about article 18: after a major
        deficiency or a major incident, the authority could send staff into the premises of a private
        body.""",
    ),
    explanation=both(
        """一、資通系統支撐民眾日常所賴之服務，一旦受損，影響及於生命、財產與社會運作。現行規範散見各處，公務
        機關與民間所負之義務不一，爰擬具本草案。

        二、本草案採風險分級：依業務之重要性、資訊之機敏程度及系統之規模定責任等級，並以維護計畫、稽核、改善
        報告及事件通報為主要手段。

        三、對特定非公務機關，除稽核外，於稽核發現重大缺失或發生重大資通安全事件而有必要時，賦予中央目的事業
        主管機關進入場所檢查之權（第十八條），並以正當理由得拒絕及檢查人員保密義務為界限。

        四、本草案由行政院資通安全處研擬。數位發展部自2022年8月27日成立，承接相關業務，故本平臺以該部為主辦機
        關；草案預告時該部尚未成立。""",
        """1. Information systems carry the services that people rely on every day; damage to them reaches
        lives, property and the working of society. Rules are scattered, and duties differ between government
        and private bodies. Hence this draft.

        2. The draft goes by risk: responsibility is graded by the importance of the work, the sensitivity of
        the information and the size of the systems. Its main tools are maintenance plans, audits,
        improvement reports and incident reports.

        3. Beyond audits, a central sector authority could enter and inspect a specific non-government agency
        where an audit found a major deficiency or a major incident occurred, and where it is necessary
        (article 18). The limits are refusal for just cause and a duty of secrecy on inspectors.

        4. The draft was prepared by the Executive Yuan's Department of Cyber Security. The Ministry of
        Digital Affairs, which exists since 27 August 2022, took over this field and is therefore shown as
        lead agency here; it did not yet exist when the draft was on notice.""",
    ),
    guide=both(
        """**這部法管誰？** 政府機關，以及電力、供水、醫療、金融等服務中，系統一停大家都受影響的單位。草案稱
        後者為「特定非公務機關」，但哪些單位算在內，寫得還不清楚。

        **要做什麼？** 訂一份資通安全維護計畫，照著做，定期說明做得如何；出事要通報；稽核發現問題要改善。

        **第十八條在吵什麼？** 稽核有重大缺失或出了重大事件，主管機關可以派人進去看。支持的人說，只看紙本會被
        騙；反對的人問，誰來決定「重大」與「必要」、來的人懂不懂、會不會看到不該看的。

        **您可以怎麼參與？** 對某一條、某一項、某一款留言；或回答三個關鍵提問；也可以回覆別人。不確定也沒關
        係，可以選「提問」。""",
        """**Whom does it bind?** Government bodies, and those whose systems we would all miss: power, water,
        health, finance. The draft calls the latter specific non-government agencies, but who counts as one
        is not yet clear.

        **What must they do?** Have a maintenance plan, follow it, say now and then how it goes; report
        incidents; put right what an audit finds.

        **What is the quarrel about article 18?** After a major deficiency or incident the authority may send
        people in. Those in favour say that paper can lie. Those against ask who decides what is "major" and
        "necessary", whether those who come are competent, and whether they will see what they should not.

        **How can you take part?** Comment on an article, a paragraph or a subparagraph, answer one of the
        three key questions, or reply to somebody. If you are not sure, choose "ask".""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "critical-infrastructure", "inspection", "due-process"),
    articles=ARTICLES_1_TO_15 + ARTICLES_16_TO_23,
    questions=(
        both(
            """行政檢查是否應以重大事件或重大缺失為限？這樣的限制，會不會錯過早期警訊？""",
            """Should inspections be triggered only by significant incidents or major deficiencies? Would
            such limits miss early warning signs?""",
        ),
        both(
            """如果沒有這樣的限制，中央目的事業主管機關是否有濫用權力之虞？""",
            """Without such limits, is there a risk that central sector authorities abuse the power?""",
        ),
        both(
            """有沒有其他機制或保障，可以兼顧主動監督與課責？""",
            """Are there other mechanisms or safeguards that balance proactive oversight with
            accountability?""",
        ),
    ),
    note=NOTE,
)
