"""The main bill's discussion of the whole bill and the key questions, with all that moderators met."""

from seeds.scenarios.csma_inspection_bill import DIARY as D
from seeds.steps import PostComment

TALK: tuple[PostComment, ...] = (
    D.comment("whole-welcome", "citizen-06", (1, 10, 30), None, "support")("""
        A law on cyber security that begins with government's own house (articles 10 to 15) deserves a
        welcome. Please keep it that way: whatever is asked of a private body should have been asked of an
        agency first, and its result published.
    """),
    D.comment("whole-plain", "citizen-09", (3, 20, 0), None, "ask")("""
        有沒有給一般人看的版本？我媽在診所當櫃台，她問我這部法跟她有沒有關係，我答不出來。
    """),
    D.reply("whole-plain-guide", "citizen-11", (4, 8, 20), "whole-plain")("""
        這頁上面有懶人包，可以先看。簡單說：會直接受影響的是大醫院，小診所要看第三條第六款最後怎麼寫。
    """),
    D.comment("whole-regulations", "citizen-07", (10, 22, 40), None, "change")("""
        Count the blanks. Levels, reporting times, contents of plans, frequency of audits, methods of
        inspection: almost everything a regulated person needs to know is left to regulations that nobody has
        seen. I understand why; technology moves. But then:

        1. publish the drafts of the main regulations together with the bill;
        2. lay each of them open for comment as long as the bill itself;
        3. say in the Act what they may *not* do.

        Otherwise we are consulted on the envelope and not on the letter.
    """),
    D.reply("whole-envelope", "citizen-01", (11, 8, 50), "whole-regulations", "support")("""
        「被徵詢的是信封而不是信」，說得好。子法草案應併送，至少檢查的程序、頻率與方法三項要有條文大綱。
    """),
    D.comment("whole-cost", "citizen-02", (19, 18, 30), None, "ask")("""
        有沒有做過衝擊評估？C級單位需要幾個人、多少預算、多久補足？中小型供應商被客戶要求比照辦理，成本也會一
        路往下傳。
    """),
    D.comment("spam-course", "citizen-12", (22, 3, 15), None, "support")("""
        Pass any security audit in 14 days!!! Fictitious Audit Academy, 40 % off this week with code
        EXAMPLE40, see https://example.org/audit-academy. Tell your colleagues, every third seat is free!!!
    """),
    D.comment("private-number", "citizen-09", (23, 22, 10), "18", "oppose")("""
        我知道是誰在推這一條。承辦人虛構甲先生，手機0900-000-000，住示意市範例路1號3樓，大家打電話給他。
    """),
    D.reply("private-number-reply", "citizen-06", (23, 22, 55), "private-number")("""
        I oppose the article too. But please do not post anybody's number and address, whoever it is. Argue
        with the text.
    """),
    D.comment("off-topic-parking", "citizen-04", (26, 13, 40), "Q2", "oppose")("""
        借版問一下，我們園區停車場的柵欄壞了兩個禮拜沒人修，有人知道要找誰嗎？
    """),
    D.comment("sharp-words", "citizen-11", (28, 9, 10), "18", "oppose")("""
        寫這條的人顯然沒有進過機房。要別人三天內交齊事件紀錄，自己一份會議紀錄卻要公文往返兩個月。先把自己管
        好，再來管別人。
    """),
    D.comment("withdrawn-draft", "citizen-08", (24, 10, 0), "18.3", "change")("""
        初步想法，尚未與同事確認：拒絕檢查之罰鍰，金融業是否得由既有的金融檢查規定處理？
    """),
    D.comment("q1-too-late", "citizen-11", (2, 10, 10), "Q1", "oppose")("""
        只限重大，會太晚。事件很少一開始就重大，多半是小異常放了半年。我看過一家，憑證過期十一個月、備份從沒
        還原過，稽核列「建議改善」，三個月後全倒。如果非等重大不可，這類單位就永遠在門檻下面一公分。
    """),
    D.reply("q1-other-tools", "citizen-01", (2, 15, 45), "q1-too-late")("""
        您講的問題是真的，但答案不一定是進門。門檻以下可以用：要求說明、限期改善、複查稽核、提高等級。**最重
        的手段留給最重的情形**，早期警訊用較輕的手段處理，並不衝突。
    """),
    D.reply("q1-signal-list", "citizen-12", (2, 21, 30), "q1-other-tools", "change")("""
        Early signals are well known and cheap to ask for: expired certificates, backups never restored,
        accounts of people who left, critical patches older than ninety days. Make these four a *remote*
        report each quarter. No door needs opening, and nothing is missed.
    """),
    D.reply("q1-remote-trust", "citizen-11", (3, 9, 0), "q1-signal-list")("""
        遠端回報我贊成，只是要能抽查真假，否則又回到紙上打勾。
    """),
    D.comment("q1-keep-limits", "citizen-10", (6, 21, 20), "Q1", "support")("""
        Keep the limits, and make them measurable. For an operator a predictable threshold is worth more than
        a low one. If a threshold turns out too high after three years, publish the cases that were missed
        and lower it by amendment.
    """),
    D.reply("q1-sunset", "citizen-07", (7, 22, 0), "q1-keep-limits", "support")("""
        A review clause after three years, with a public report on how often the power was used and what it
        found, would answer both camps with evidence.
    """),
    D.comment("q1-hospital", "citizen-03", (14, 8, 30), "Q1", "support")("""
        以重大為限，贊成。醫療現場每天都有小異常，若樣樣可能引來檢查，第一線就會學會不要寫進紀錄。
    """),
    D.comment("q2-yes", "citizen-04", (3, 11, 10), "Q2", "support")("""
        會。不必假設誰是壞人，只要條文寫「認有必要」而沒有人可以問「為什麼必要」，久了就會變成方便。
    """),
    D.reply("q2-courts", "citizen-08", (3, 16, 20), "q2-yes")("""
        法院事後救濟還是有的，只是檢查已經做完，判決說違法也拿不回被看過的東西。真正有用的是事前的框。
    """),
    D.reply("q2-before-after", "citizen-07", (3, 22, 45), "q2-courts", "support")("""
        「事前的框」, exactly: frames before, and a record during. Remedies after are necessary but they
        arrive when the harm is done.
    """),
    D.comment("q2-not-only", "citizen-05", (8, 22, 10), "Q2", "oppose")("""
        A dissenting note. In my experience the greater risk is not abuse but *disuse*: the authority never
        inspects, because it has neither people nor confidence, and the clause serves as an alibi. Twenty
        pages of safeguards make that worse. Give it few conditions, clear ones, and publish the numbers.
    """),
    D.reply("q2-both-risks", "citizen-06", (9, 12, 15), "q2-not-only")("""
        Abuse and disuse have the same cure, I think: publication. A yearly zero is as visible as a yearly
        hundred.
    """),
    D.comment("q2-sector", "citizen-02", (17, 21, 5), "Q2", "support")("""
        還有一種濫用：拿資安檢查當槓桿，處理別的事。例如勞檢、環評談不攏，就派人來看防火牆。**目的外使用**要
        明文禁止，所得資料不得移作他用。
    """),
    D.comment("q3-ladder", "citizen-01", (4, 16, 0), "Q3", "change")("""
        提一組可以替代或並行的機制：

        - 書面說明及限期改善（最輕）
        - 委託獨立第三方出具報告，費用由受檢查者負擔，人選由雙方同意
        - 複查稽核
        - 經三人審查小組同意後之實地檢查（最重）

        小組成員應含機關以外之技術專家與法律專家各一人，決定附理由。
    """),
    D.reply("q3-third-party", "citizen-08", (4, 18, 40), "q3-ladder", "support")("""
        第三方報告是關鍵。會計師簽證就是這種設計：國家不必自己進來翻帳，但簽的人要負責。
    """),
    D.reply("q3-third-party-cost", "citizen-04", (5, 9, 50), "q3-third-party")("""
        費用呢？一份第三方報告對我們可能是一季的利潤。D級以下請准用自評加抽查。
    """),
    D.reply("q3-cost-levels", "citizen-12", (5, 20, 0), "q3-third-party-cost", "support")("""
        Reasonable, and another reason to settle the levels first. I have written such reports for small
        firms in two days where the scope was four questions, and in six weeks where it was "everything".
    """),
    D.comment("q3-ombuds", "citizen-06", (11, 17, 30), "Q3", "change")("""
        One safeguard that costs little: a yearly report to the legislature with the number of inspections,
        by authority and industry, how many were refused and why, and how many ended in a fine. See how
        others present such figures, for example [a one-page table](https://example.org/inspection-figures).
    """),
    D.comment("q3-camera", "citizen-10", (25, 20, 50), "Q3", "support")("""
        Add the body that nobody mentions: the workforce. Let a staff representative be present. They know
        where the brick in the door is, and inspectors behave differently when the night shift is watching.
    """),
    D.comment("q3-bounty", "citizen-02", (40, 19, 25), "Q3", "change")("""
        鼓勵善意回報也是機制。設一個安全的弱點通報窗口，善意者不罰，比多派十組人進廠有效。
    """),
)
