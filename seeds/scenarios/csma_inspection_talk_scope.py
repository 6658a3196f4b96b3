"""The main bill's discussion of scope and duties: articles 7, 11, 16, 17 and 19."""

from seeds.scenarios.csma_inspection_bill import DIARY as D
from seeds.steps import PostComment

TALK: tuple[PostComment, ...] = (
    D.comment("levels-blank", "citizen-04", (2, 16, 10), "7.1", "oppose")("""
        第七條說要分級，卻沒說分幾級、怎麼分。我們十一個人代管四百多個小網站，是「規模小」還是「重要性高」？
        差一級，可能就差兩個專職人員的薪水。請把級數與判斷標準寫進法律。
    """),
    D.reply("levels-effect", "citizen-07", (2, 22, 50), "levels-blank", "change")("""
        Grade by *effect*, not by size. A firm of eleven can hold four hundred shops hostage; a firm of ten
        thousand that makes umbrellas cannot. Two questions give you most of the grid: how far does the
        damage reach (national, regional, own customers), and do you run systems yourself or rent them?
    """),
    D.reply("levels-registration", "citizen-04", (3, 9, 20), "levels-effect")("""
        影響為準我同意，但要能自己查得出來。商業登記的營業項目代碼現成的，先用代碼畫出「可能受規範」的範圍，
        再用影響程度細分，大家一查就知道自己在不在裡面。
    """),
    D.reply("levels-codes-old", "citizen-11", (3, 14, 35), "levels-registration")("""
        登記代碼只能當第一道篩子。很多公司登記二十幾項，實際只做一項；也有做金流的登記成資訊軟體服務。代碼加
        上自行申報，再抽查，比較不會漏。
    """),
    D.reply("levels-two-sieves", "citizen-05", (3, 21, 15), "levels-codes-old", "support")("""
        So: registration code as the first sieve, effect as the second, and a public page where a firm can
        type its number and see the result with the reason. That would settle most of the nervous questions
        in this discussion.
    """),
    D.comment("levels-shared", "citizen-05", (9, 22, 30), "7", "ask")("""
        What is the level of a company whose systems all run on somebody else's cloud? If it is low because
        it "has no systems", the duty disappears between tenant and landlord. If it is high, a start-up with
        three people needs a plan like a bank's.
    """),
    D.comment("levels-appeal", "citizen-10", (18, 20, 10), "7.2", "change")("""
        There should be a way to contest one's level before it has consequences: a written notice with
        reasons, thirty days to object, and a decision by somebody other than the official who set it.
    """),
    D.comment("officer-rank", "citizen-03", (6, 9, 50), "11", "support")("""
        支持由副首長兼任資通安全長。公立醫院的經驗：資安放在資訊室底下，預算永遠排在新機器之後；副院長來管，
        第一年就把備份的錢補齊了。
    """),
    D.reply("officer-sign", "citizen-12", (6, 20, 25), "officer-rank", "change")("""
        Rank alone is decoration if the deputy head only signs. Let the officer report once a year, in
        person, what was asked for and what was refused. The list of refusals is the most useful document in
        any organisation.
    """),
    D.reply("officer-refusals", "citizen-03", (7, 8, 40), "officer-sign", "support")("""
        「被拒絕清單」這個好，我要抄去院務會議用。
    """),
    D.comment("officer-private", "citizen-08", (12, 11, 0), "11", "ask")("""
        第十一條只規定公務機關。特定非公務機關要不要設資通安全長？若要，請考量集團共用同一人的可能；若不要，
        誰在維護計畫上負責？
    """),
    D.comment("designate-process", "citizen-10", (5, 16, 45), "16.1", "support")("""
        Good: experts and civil groups are heard before somebody is designated. Please add the one party that
        is missing from the list, namely the operator. We learn of it "in writing" when it is done, and we
        are the ones who know which pumping station matters and which is a museum.
    """),
    D.reply("designate-hear", "citizen-08", (6, 10, 30), "designate-process", "support")("""
        附議。指定前應給受指定者陳述意見的機會，指定後也應能申請變更或解除。金融業內部有些系統早就下線，名單
        卻還留著。
    """),
    D.reply("designate-secret", "citizen-07", (6, 23, 5), "designate-hear")("""
        And the *fields* should be public even if the names are not. An industry has to be able to see
        whether it can be reached at all; that is what predictability means.
    """),
    D.comment("plan-template", "citizen-03", (21, 9, 0), "16.2.1", "change")("""
        維護計畫請分業提供範本。每家醫院各寫一本，一百頁裡九十頁相同，真正要看的十頁反而沒人看。
    """),
    D.comment("which-industries", "citizen-04", (4, 10, 5), "17", "oppose")("""
        「其他經中央目的事業主管機關認其資通系統對社會有重要影響之法人、團體或事業」，這等於誰都可能是。**到
        底管哪些行業？**

        請列出來。列出來我們就知道要準備什麼；不列，每家公司都要花錢問律師自己算不算，而律師也不知道。
    """),
    D.reply("which-lawyer", "citizen-01", (4, 14, 30), "which-industries", "support")("""
        律師確實不知道。授權明確性的要求是：受規範者從法律本身就能預見自己會不會被規範。現在的第三條第六款後
        段，恐怕過不了這一關。
    """),
    D.reply("which-list-ages", "citizen-11", (5, 8, 55), "which-lawyer")("""
        提醒一點：列舉的名單會過時。五年前誰會把外送平台當成重要系統？建議法律列大類，細項由公告附表定之，附
        表要預告、要定期檢討。
    """),
    D.reply("which-annex", "citizen-07", (5, 21, 30), "which-list-ages", "support")("""
        Categories in the Act, details in an annex that must itself be laid open for comment. That keeps the
        list alive and keeps the legislature's hand on it. I would also say expressly that nobody outside the
        categories is regulated.
    """),
    D.reply("which-shops", "citizen-09", (6, 8, 10), "which-annex")("""
        所以我家巷口的診所和補習班會不會被管？看到現在還是不知道，我想這就是問題所在。
    """),
    D.reply("which-official", "official-moda", (9, 16, 0), "which-industries")("""
        【示意】本款用意在因應各產業差異，並非廣泛納管。關於列舉範圍、分級與公告附表之建議，將列為修正草案之
        重要參考。
    """),
    D.comment("report-on-request", "citizen-02", (13, 9, 40), "17.1.2", "ask")("""
        第十七條的「要求時提出」多久以前通知？上游客戶、主管機關、保險公司各要一份不同格式的報告，能不能承認
        一份通用？
    """),
    D.comment("one-hour", "citizen-02", (7, 15, 15), "19.1.1", "change")("""
        通報義務贊成，但請不要用「知悉」起算又不定義。凌晨兩點的告警是「知悉」，還是早上九點確認才是？建議分
        兩段：研判屬實後短時間內先報一行，詳細內容三天內補。
    """),
    D.reply("one-line-first", "citizen-12", (7, 21, 50), "one-hour", "support")("""
        One line first, details later: every good reporting scheme I know does this. And say that a report
        made in good faith is no admission. Fear of article 18 must not become the reason why nobody uses
        article 19.
    """),
    D.reply("report-then-door", "citizen-10", (8, 19, 30), "one-line-first")("""
        That is the link that worries me. The honest operator reports, "major incident" is ticked, and the
        door opens. The dishonest one stays quiet and is left alone. Incentives matter more than penalties
        here.
    """),
    D.reply("report-credit", "citizen-11", (9, 11, 20), "report-then-door", "change")("""
        可以反過來設計：如期通報且配合改善者，原則上以說明及改善報告代替實地檢查。誠實的人應該拿到比較輕的程
        序。
    """),
    D.comment("who-announces", "citizen-09", (15, 20, 45), "19.2", "change")("""
        「得公告必要內容」的「得」，能不能改成「應」？我的病歷、存款資料外洩，我想第一個知道，而不是在新聞上
        看到。
    """),
    D.reply("tell-people-first", "citizen-03", (16, 9, 15), "who-announces")("""
        理解，但公告太早會害到還沒修好的單位。或許可以分開：**受影響的當事人應個別通知**，對外公告則看時機。
    """),
)
