"""The discussion of remedies against audits, up to the day before the seeding."""

from collections.abc import Iterator

from seeds.scenarios.diary import Diary
from seeds.steps import Step

D = Diary("audit-remedies")

TALK: tuple[Step, ...] = (
    D.comment("same-as-inspection", "citizen-01", (2, 9, 40), "7-1", "support")("""
        支持增訂異議。稽核名義上是「輔導」，實際效果卻可能是罰鍰的第一步。手段輕、後果重，卻比行政檢查更少保
        障，這個落差早該補起來。

        建議再加一句：對異議決定不服者，得依法提起訴願及行政訴訟，免得將來爭執稽核結果是不是行政處分。
    """),
    D.reply("not-a-decision", "citizen-07", (2, 22, 30), "same-as-inspection", "support")("""
        That last sentence is the important one. Without it the court will first spend two years on whether
        an audit result is a decision that can be contested at all.
    """),
    D.reply("less-formal", "citizen-11", (3, 10, 15), "not-a-decision")("""
        但也別讓稽核變訴訟。稽核最有價值的是雙方坦白討論缺失，一旦每個字都可能上法院，稽核人員就只敢寫「建
        議」。
    """),
    D.reply("two-kinds", "citizen-01", (3, 15, 50), "less-formal", "change")("""
        可以區分：「建議事項」不生義務，不得異議；「缺失」附期限者，可以異議。稽核人員還是可以放心給建議。
    """),
    D.comment("notice-days", "citizen-03", (4, 8, 45), "7.2", "change")("""
        書面通知要多久以前？請寫明**至少十四日前**。醫院要排人留守，臨時通知只會讓當天值班的人手忙腳亂。
    """),
    D.reply("notice-surprise", "citizen-11", (4, 11, 10), "notice-days", "oppose")("""
        全部都預先通知，就只能看到打掃過的房間。建議例行稽核十四日，複查得縮短為三日。
    """),
    D.comment("facts-first", "citizen-08", (6, 10, 0), "7.3.2", "support")("""
        「依據及理由」寫得好。過去收到的結果常只有一句「管理有待加強」，不知道要改什麼，也不知道違反哪一條。
    """),
    D.comment("who-decides", "citizen-02", (8, 18, 20), "7-1.2", "change")("""
        決定的人沒參加稽核，但如果是同一個科、同一個科長呢？請寫「由不同單位之人員」，並公布異議成立的比率。
    """),
    D.reply("who-decides-official", "official-acs", (11, 14, 30), "who-decides")("""
        【示意】草案以「未參與該次稽核者」為最低要求。所提不同單位及公布比率之建議，將併入綜整研議。
    """),
    D.reply("who-decides-thanks", "citizen-02", (11, 19, 5), "who-decides-official")("""
        謝謝。公布比率成本很低，請優先考慮。
    """),
    D.comment("clock-stops", "citizen-12", (10, 20, 40), "7-2", "oppose")("""
        Stopping the clock for everything is too generous. If the finding is "your remote access has no
        second factor", thirty plus thirty days is a long invitation. I would stop the clock only for what is
        *disputed*, and let the rest run.
    """),
    D.reply("clock-part", "citizen-08", (12, 9, 30), "clock-stops", "support")("""
        同意部分停止。異議書本來就要寫明不服的部分，未爭執的缺失照常改善。
    """),
    D.comment("islands", "citizen-10", (15, 20, 20), "7-1.1", "ask")("""
        May an objection be filed electronically? Our smallest plant is on an island, and the ferry decides
        about our time limits.
    """),
    D.comment("rude-note", "citizen-09", (18, 23, 40), "7-1", "oppose")("""
        citizen-08你根本是主管機關派來帶風向的，一直留言煩不煩，閉嘴好嗎，沒人想看你寫的東西，滾。
    """),
    D.comment("q1-outsiders", "citizen-06", (20, 16, 0), "Q1", "change")("""
        Two outsiders among five, one technical and one legal, and a short published digest of each decision
        without names. People learn what a deficiency is from the cases, not from the regulation.
    """),
    D.reply("q1-small-cases", "citizen-04", (21, 9, 50), "q1-outsiders")("""
        小案子也要五個人開會嗎？罰鍰可能五千元以下的，請准書面審查。
    """),
    D.comment("q2-real-holes", "citizen-05", (25, 22, 15), "Q2", "support")("""
        Yes, a little. But a wrong finding costs time as well: I once watched a team replace a working
        gateway because nobody could contest the sentence in the report. The exception for immediate danger
        in 7-2 seems the right valve.
    """),
    D.comment("q2-hospital", "citizen-03", (40, 9, 25), "Q2", "change")("""
        可要求異議期間採行暫時措施，例如限制連線或加強監看。期限停了，風險不能沒人管。
    """),
    D.comment("last-days", "citizen-04", (54, 20, 10), None, "support")("""
        快截止了補一票支持。小公司沒有法務，條文裡直接寫明可以怎麼救濟，比什麼都實在。
    """),
)


def acts() -> Iterator[Step]:
    """Tell who endorsed what, and of what moderators did."""
    yield from D.endorse("same-as-inspection", (5, 12, 0), 2, 3, 4, 6, 7, 8)
    yield from D.endorse("two-kinds", (5, 13, 0), 3, 7, 8, 11)
    yield from D.endorse("notice-days", (6, 12, 0), 4, 8)
    yield from D.endorse("facts-first", (8, 12, 0), 1, 3, 4, 11)
    yield from D.endorse("who-decides", (10, 12, 0), 1, 4, 6)
    yield from D.endorse("clock-stops", (13, 12, 0), 5, 11)
    yield from D.endorse("clock-part", (14, 12, 0), 1, 2, 12)
    yield from D.endorse("q1-outsiders", (22, 12, 0), 1, 7)
    yield D.report("rude-note", "citizen-08", (19, 7, 30), "harassment", "針對我個人，與條文無關。")
    yield D.report("rude-note", "citizen-01", (19, 8, 5), "harassment")
    yield D.hide("rude-note", "moderator-02", (19, 9, 40), "harassment")("""
        全文針對另一位參與者為人身攻擊並要求其離開，未對條文表示意見。
    """)
    yield D.comment("missing-contact", "citizen-09", (24, 20, 15), "7-1.1", "change")("""
        去年稽核結束後，結果該問誰、能不能補充說明，通知書上一個字也沒有。最後是同業私下給我承辦陳先生的手機
        0912-345-678，我才問到。

        建議條文加一句：稽核結果之通知，應載明**得提出異議之期間、受理單位及聯絡方式**。要問的是單位，不該靠私人電話。
    """)
    yield D.report("missing-contact", "citizen-11", (24, 20, 40), "personal-data", "裡面有別人的手機號碼。")
    yield D.black_out("missing-contact", "moderator-01", (24, 21, 30), "personal-data", "0912-345-678")("""
        含未經當事人同意公開之私人手機號碼，僅塗黑號碼；對條文的意見完整保留。
    """)
    yield D.comment("own-list", "citizen-01", (50, 10, 20), "7-1", "change")("""
        異議期間只寫「一定期間」，大家只能猜。我把各機關現有的異議表格排成一張對照表，放在自己的網站
        https://example.org/objection-forms，沒有廣告，歡迎指正。

        建議條文直接寫明三十日。
    """)
    yield D.hide("own-list", "lead-01", (51, 9, 30), "spam")("""
        留言以介紹個人網站為主，疑為推廣。
    """)
    yield D.appeal("own-list", "citizen-01", (52, 20, 10))("""
        網站不賣任何東西，只是把各機關公開的表格排在一起。我的意見在最後一句：異議期間應明定三十日。
    """)
