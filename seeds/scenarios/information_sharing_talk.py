"""The discussion of audits and information sharing, up to the day before the seeding."""

from collections.abc import Iterator

from seeds.scenarios.diary import Diary
from seeds.steps import Step

D = Diary("csma-information-sharing")


ON_ARTICLES: tuple[Step, ...] = (
    D.comment("weight", "citizen-12", (1, 10, 20), "9", "change")("""
        Compare articles 8 and 9. Auditing gets a yearly plan, a list of contents, deadlines and a second
        check. Sharing gets "a mechanism". An attacker who is inside one hospital on Monday and in the next
        on Thursday is stopped by a message on Tuesday, and by no audit ever held.

        I would turn it round: a *duty to pass on* within a fixed time in article 9, and the details of
        audits in a regulation.
    """),
    D.reply("weight-audit-finds", "citizen-11", (1, 15, 40), "weight")("""
        做過稽核的人說一句公道話：收到情資的單位，十家有四家沒人打開信箱。不稽核，分享出去的東西沒有人接。兩
        個要一起，不是誰換掉誰。
    """),
    D.reply("weight-read-receipt", "citizen-12", (1, 21, 15), "weight-audit-finds", "support")("""
        Then audit *that*: how long from receipt to action. It would be the first audit item with a clock in
        it.
    """),
    D.reply("weight-clock", "citizen-11", (2, 9, 5), "weight-read-receipt", "support")("""
        這個我完全贊成，把「情資接收到處置的時間」列入第八條第二項第四款。
    """),
    D.reply("weight-official", "official-moda", (6, 14, 0), "weight")("""
        【示意】感謝意見。稽核與分享之比重，為本次預告特別希望聽取意見之處，故列為關鍵提問一。分享之時限與格
        式，目前規劃於子法訂定。

        [Illustrative] Thank you. The weight of the two is what key question 1 asks about. Time limits and
        formats of sharing are planned for the regulation.
    """),
    D.comment("one-way", "citizen-02", (2, 11, 30), "9.1", "oppose")("""
        現在的分享是單行道：我們往上送，下來的是三個禮拜前的新聞。條文寫「接收、分析並分享」，但沒有寫**多久
        內**要分享回來。

        建議：高風險情資二十四小時內分享；一般情資七日內。
    """),
    D.reply("one-way-hospital", "citizen-03", (2, 16, 45), "one-way", "support")("""
        附議。去年收到一份弱點通知，我們早就因為那個弱點被打完了。
    """),
    D.reply("one-way-false-alarm", "citizen-08", (3, 9, 20), "one-way-hospital")("""
        也要小心太快。未經查證的情資若讓銀行封錯一段網址，停擺的是客戶的轉帳。建議分「未查證」與「已查證」兩
        級，接收者自己決定要不要動作。
    """),
    D.reply("one-way-labels", "citizen-05", (3, 22, 0), "one-way-false-alarm", "support")("""
        Labels for confidence are common practice among response teams, and cheap. Speed for the unverified,
        weight for the verified: both can be had.
    """),
    D.comment("audit-forms", "citizen-03", (3, 8, 50), "8.2", "oppose")("""
        醫院一年要應付評鑑、督考、資安稽核、保險查核，問的東西七成重複。第八條又加一層。

        請在條文裡承認**一次查核、多方採認**，不然資安人員的工作就是填表。
    """),
    D.reply("audit-once", "citizen-08", (3, 13, 10), "audit-forms", "support")("""
        金融業同感。已取得國際標準驗證且範圍涵蓋者，應可免除重複項目。
    """),
    D.reply("audit-not-same", "citizen-11", (4, 10, 30), "audit-once")("""
        驗證範圍常常只框一個部門，拿證書抵全院就走樣了。採認可以，但要看範圍。
    """),
    D.comment("audit-outsourcing", "citizen-04", (5, 14, 25), "8.2.3", "ask")("""
        「委外之監督」會不會變成客戶每一家都來查我們？我們代管四百多個網站，如果每個客戶都要來稽核，我只能開
        導覽團了。
    """),
    D.reply("audit-one-report", "citizen-12", (5, 20, 40), "audit-outsourcing", "change")("""
        The usual answer is one independent report a year that all customers accept. Write that into the
        regulation, or you will indeed need tickets.
    """),
    D.comment("deidentify", "citizen-06", (4, 17, 20), "19.2", "change")("""
        Removing "what would identify the one who reported" is good. Add the people whose data were touched:
        addresses of machines, mailbox names and file names often point to a person. Say that personal data
        may be shared only where the warning does not work without them.
    """),
    D.reply("deidentify-indicator", "citizen-05", (5, 21, 30), "deidentify")("""
        A caution from practice: an attacker's address *is* the warning. The line should run between the
        attacker's infrastructure and the victim's people.
    """),
    D.reply("deidentify-line", "citizen-06", (6, 11, 15), "deidentify-indicator", "support")("""
        Agreed, that is a better line than mine.
    """),
    D.comment("levels-two-years", "citizen-10", (8, 20, 5), "7.3", "support")("""
        A review every two years is welcome. Please let the operator ask for one in between: we closed a
        treatment plant last year and are still graded as if it ran.
    """),
    D.comment("authority", "citizen-01", (9, 9, 30), "2", "ask")("""
        主管機關改為數位發展部後，對同級部會所管產業之稽核，實務上如何推動？行政院層級的協調功能由誰承接？
    """),
    D.comment("whole-ordinary", "citizen-09", (10, 20, 45), None, "ask")("""
        一般人遇到詐騙簡訊，算不算情資？我們可以分享給誰？
    """),
    D.reply("whole-ordinary-answer", "citizen-02", (11, 9, 0), "whole-ordinary")("""
        本法管的是機關之間的分享，不過您說的其實很有價值。可以建議設一個民眾通報窗口，去識別後併入同一個機
        制。
    """),
)


ON_QUESTIONS: tuple[Step, ...] = (
    D.comment("q1-core", "citizen-07", (2, 22, 10), "Q1", "change")("""
        Audits look back, sharing looks ahead. An Act whose purpose is that services are not interrupted
        should put first what looks ahead. I would give it three duties: to report, to analyse within a time
        limit, and to pass on.
    """),
    D.reply("q1-both", "citizen-08", (4, 9, 45), "q1-core")("""
        銀行的經驗剛好相反：先有稽核把基本功做起來，分享才有內容。沒有記錄的單位，分享不出東西。
    """),
    D.reply("q1-order", "citizen-07", (4, 22, 25), "q1-both")("""
        That is an argument about order, and a good one. For those who are already audited, then, the next
        step is sharing.
    """),
    D.comment("q1-people", "citizen-03", (12, 8, 20), "Q1", "change")("""
        全院資安人力兩個半。稽核一次前後六週，這六週沒有人看警訊。請在評估人力時把這筆帳算進去。
    """),
    D.comment("q2-no-punish", "citizen-02", (5, 18, 40), "Q2", "support")("""
        一句話：分享出去的東西，不能拿來罰分享的人。只要有一次被罰，整個產業都會學會安靜。
    """),
    D.reply("q2-good-faith", "citizen-01", (6, 9, 20), "q2-no-punish", "change")("""
        法律上可以這樣寫：善意且及時分享者，主管機關不得以分享之內容作為裁罰之唯一依據。故意隱匿或自始未盡義
        務者不在此限。
    """),
    D.comment("q2-return", "citizen-04", (13, 10, 15), "Q2", "change")("""
        給小公司一點回報：分享一筆，就能查一次資料庫，或免費弱掃一次。我們沒有專人，最缺的是這個。
    """),
    D.comment("q3-oversight", "citizen-06", (7, 16, 30), "Q3", "change")("""
        Three safeguards, all small:

        1. intelligence is used for security alone, not for enforcement or advertising;
        2. what is no longer needed is deleted, with a date;
        3. once a year somebody outside the ministry looks at a sample and publishes what they found.
    """),
    D.reply("q3-purpose", "citizen-01", (8, 10, 0), "q3-oversight", "support")("""
        第一點「目的限制」應放進法律本文，不能只在子法。
    """),
    D.comment("q3-trade-secrets", "citizen-02", (20, 21, 10), "Q3", "ask")("""
        製程設備的弱點，算營業秘密還是情資？供應商合約常要求保密，分享前要先問原廠，等原廠回覆可能已經兩週
        了。
    """),
)


def endorsements() -> Iterator[Step]:
    """Tell who endorsed what."""
    yield from D.endorse("weight", (3, 12, 0), 1, 2, 3, 5, 6, 7, 10)
    yield from D.endorse("weight-read-receipt", (4, 8, 0), 2, 3, 8, 11)
    yield from D.endorse("one-way", (4, 12, 0), 3, 4, 5, 8, 10, 12)
    yield from D.endorse("one-way-labels", (6, 12, 0), 2, 8)
    yield from D.endorse("audit-forms", (5, 12, 0), 2, 4, 8, 9)
    yield from D.endorse("deidentify-indicator", (7, 12, 0), 6, 12)
    yield from D.endorse("q1-core", (6, 13, 0), 2, 5, 12)
    yield from D.endorse("q2-no-punish", (8, 12, 0), 3, 4, 8, 10, 12)
    yield from D.endorse("q2-good-faith", (9, 12, 0), 2, 6)
    yield from D.endorse("q3-oversight", (10, 12, 0), 1, 7, 9)
