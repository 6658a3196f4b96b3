"""The discussion of the Digital Intermediary Services Act, until its withdrawal."""

from collections.abc import Iterator

from seeds.scenarios.diary import Diary
from seeds.steps import Step

D = Diary("digital-intermediary-services")

TALK: tuple[Step, ...] = (
    D.comment("ip-addresses", "citizen-06", (1, 10, 10), "6.1.2", "oppose")("""
        Delete this subparagraph. An IP address with a time is, to whoever holds the other half of the table,
        a name, a home and a habit. The draft lets *any* agency ask, for *any* duty set by law, with no judge
        and without telling the person.

        People who write under a pseudonym about their employer, their illness or their mayor need to know
        that this is not one letter away.
    """),
    D.reply("ip-fraud", "citizen-09", (1, 20, 30), "ip-addresses")("""
        我懂這個擔心，可是我爸去年被網路投資詐騙騙走退休金，警察說查不到人。那怎麼辦？
    """),
    D.reply("ip-fraud-court", "citizen-01", (2, 9, 15), "ip-fraud")("""
        令尊的案子是刑事案件，現行法已有經法院或檢察官調取資料的程序，要改善的是速度。本條的問題是把同樣的權
        力給所有機關、所有職務，而且不需要法院。
    """),
    D.reply("ip-fraud-thanks", "citizen-09", (2, 12, 40), "ip-fraud-court")("""
        這樣我理解了。那應該去修那邊的速度，不是在這裡開一個大門。
    """),
    D.reply("ip-judge", "citizen-07", (2, 22, 20), "ip-fraud-court", "change")("""
        If anything stays, then: a judge, a list of serious offences, notice to the person once the case
        allows it, and a yearly count. But I doubt that this Act is the place.
    """),
    D.comment("ip-small-hosts", "citizen-04", (3, 10, 20), "6", "oppose")("""
        小型主機商收到公文不敢不給。沒有法務，也沒有辦法判斷「法律依據及理由」夠不夠。請至少給我們拒絕的權
        利，並明定拒絕不罰。
    """),
    D.reply("ip-do-not-keep", "citizen-12", (3, 21, 0), "ip-small-hosts", "change")("""
        The best protection is not to have the data. State that no provider is obliged to keep connection
        records for the purpose of this article; otherwise a power to ask becomes a duty to store.
    """),
    D.comment("warning-label", "citizen-06", (4, 16, 30), "7.2", "oppose")("""
        Thirty days of a warning label, on request of an agency and before any court has spoken: in an
        election that is the whole campaign. A label is a statement by the government about somebody's
        speech, stuck on that speech.
    """),
    D.reply("warning-medical", "citizen-03", (5, 9, 0), "warning-label")("""
        從醫療角度說，假的用藥資訊三天就會出事，等法院來不及。加註比移除溫和。是不是可以限縮在「立即危害生命
        身體」，而且四十八小時內要法院確認？
    """),
    D.reply("warning-48", "citizen-01", (5, 14, 20), "warning-medical", "support")("""
        限縮類型加四十八小時法院確認，是可以討論的方向。現在「公共利益危害」這五個字太寬，什麼都裝得下。
    """),
    D.reply("warning-own-voice", "citizen-06", (5, 17, 50), "warning-48")("""
        The ministry of health has a website, a press office and millions of followers. It can answer false
        advice in its own voice, in the same hour, without touching the post.
    """),
    D.comment("order-court", "citizen-07", (6, 22, 10), "7.1", "change")("""
        It is right that a court decides. But "certain unlawful information" must mean unlawful under
        *another* Act that says so; this Act must not become a source of unlawfulness by itself. Please also
        give the author a right to be heard, not only the platform.
    """),
    D.comment("reasons-good", "citizen-08", (7, 10, 0), "4.2", "support")("""
        移除要說理由，支持。建議加上申訴期限與人工複查，不要機器回信說「經審查維持原決定」就沒了。
    """),
    D.comment("transparency-government", "citizen-11", (9, 13, 30), "5.1.2", "support")("""
        第二款最重要。建議政府機關自己也要公布「我要求了幾次」，兩邊數字對得起來才算數。
    """),
    D.reply("transparency-both", "citizen-05", (9, 21, 40), "transparency-government", "support")("""
        Double entry for power. I like it.
    """),
    D.comment("definitions-forum", "citizen-02", (11, 19, 10), "2.1.4", "ask")("""
        公司內部論壇、開源專案的討論區、社區大樓的留言板，算不算線上平臺？義務有沒有規模門檻？
    """),
    D.reply("definitions-official", "official-ncc", (14, 15, 0), "definitions-forum")("""
        【示意】線上平臺以「向公眾散布」為要件，僅供特定人使用者原則不屬之。規模門檻之意見，本會將納入檢討。
    """),
    D.comment("q1-limits", "citizen-07", (15, 22, 30), "Q1", "change")("""
        Four limits would do: unlawful under a named Act; decided by a court; the author heard; everything
        counted and published. "Rumour", "stability" and "public interest" should appear nowhere as grounds.
    """),
    D.comment("q2-never", "citizen-10", (18, 20, 0), "Q2", "oppose")("""
        Not in this Act, on no condition. Criminal procedure has its own rules, with a judge in them. Two
        doors to the same room mean that the weaker lock is the one that counts.
    """),
    D.comment("q2-notice", "citizen-02", (22, 18, 45), "Q2", "change")("""
        如果真的要留，請至少：法官同意、重罪限定、事後通知本人、保存期限屆滿即刪。少一項都不行。
    """),
    D.comment("whole-start-over", "citizen-11", (40, 10, 15), None, "oppose")("""
        看完全部留言，支持的部分（第三、四、五條）跟反對的部分（第六、七條）其實可以拆開。建議先撤回，透明度
        的部分另立一案，會有人鼓掌的。
    """),
)


def acts() -> Iterator[Step]:
    """Tell who endorsed what, and of a report that hid nothing."""
    yield from D.endorse("ip-addresses", (3, 9, 0), 1, 2, 3, 4, 5, 7, 8, 10, 11, 12)
    yield from D.endorse("ip-fraud-court", (3, 10, 0), 4, 6, 7, 9)
    yield from D.endorse("ip-do-not-keep", (5, 10, 0), 2, 4, 5, 6)
    yield from D.endorse("warning-label", (6, 10, 0), 1, 5, 7, 10)
    yield from D.endorse("warning-medical", (6, 12, 0), 9, 11)
    yield from D.endorse("warning-own-voice", (7, 12, 0), 2, 7)
    yield from D.endorse("order-court", (8, 12, 0), 1, 6, 8)
    yield from D.endorse("transparency-government", (11, 12, 0), 1, 4, 6, 7)
    yield from D.endorse("q1-limits", (17, 12, 0), 1, 2, 6, 10, 12)
    yield from D.endorse("q2-never", (20, 12, 0), 4, 6, 12)
    yield from D.endorse("whole-start-over", (41, 12, 0), 1, 2, 5, 6, 8)
    yield D.report("warning-label", "citizen-03", (5, 9, 10), "off-topic", "選舉與本草案無關？")
