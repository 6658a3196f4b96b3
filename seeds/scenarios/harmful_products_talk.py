"""The discussion of the list of harmful products."""

from collections.abc import Iterator

from seeds.scenarios.diary import Diary
from seeds.steps import Step

D = Diary("harmful-products-list")

TALK: tuple[Step, ...] = (
    D.comment("publish-it", "citizen-06", (1, 11, 0), "11.2", "change")("""
        A list that nobody may see cannot be obeyed, checked or corrected. We ask for publication of at least
        three things: the **criteria**, the **categories** of products, and the number of entries and of
        exceptions each year. Serial numbers and places where a product stands may stay secret; they do not
        belong in such a list anyway.
    """),
    D.reply("publish-what-agencies", "citizen-02", (1, 16, 20), "publish-it")("""
        清單寫的是「哪些產品有風險」，不是「哪個機關用了哪些」。前者公開，攻擊者學不到太多；後者才是弱點地
        圖。草案理由把兩件事混在一起了。
    """),
    D.reply("publish-infer", "citizen-11", (2, 9, 40), "publish-what-agencies", "oppose")("""
        沒那麼單純。採購公告是公開的，清單再公開，兩邊一對就知道某機關三年前買過、現在還沒汰換完。至少汰換期
        內不宜公開。
    """),
    D.reply("publish-after", "citizen-06", (2, 14, 0), "publish-infer", "support")("""
        Then publish an entry when the replacement period of one year is over. A delay answers your worry; a
        permanent secret does more than it needs to.
    """),
    D.reply("publish-official", "official-moda-02", (4, 15, 10), "publish-it")("""
        【示意】清單之公開，涉及機關設備弱點及產地規避之疑慮，草案爰採不公開、個別通知之方式。認定標準及類別
        能否公開，將納入綜整後研議。

        [Illustrative] The draft notifies agencies one by one, out of concern for their weak points and for
        evasion of origin. Whether criteria and categories can be published will be considered after the
        summary.
    """),
    D.comment("relabel", "citizen-05", (3, 22, 0), "11.2", "oppose")("""
        "Publication invites relabelling": as an engineer I read it the other way. Relabelled boards are
        found by people who know what to look for, importers, universities, hobbyists. With a secret list,
        only a few officials are looking.
    """),
    D.reply("relabel-seen", "citizen-02", (4, 9, 25), "relabel", "support")("""
        同意。我們廠裡抓到兩批改標的模組，都是工程師拆機看到的，不是看標籤看到的。
    """),
    D.reply("relabel-fast", "citizen-12", (4, 20, 50), "relabel-seen")("""
        One point for the ministry: a vendor who reads the list on Monday ships under a new name on Friday.
        List the *maker and chipset*, not the brand, and renaming will not help.
    """),
    D.comment("local-agencies", "citizen-03", (5, 10, 15), "11.2", "ask")("""
        公立醫院也是公務機關。採購時廠商問「你說不能買，清單在哪」，我們只能說「不能給你看」。請問招標文件怎
        麼寫才不會被申訴？
    """),
    D.reply("local-tender", "citizen-01", (5, 14, 30), "local-agencies")("""
        依不公開之清單排除投標，會碰到理由不備的問題。機關必須能說出理由，受排除者才能爭執。這不是細節，是這
        一條能不能用的關鍵。
    """),
    D.reply("local-small-town", "citizen-11", (6, 9, 10), "local-tender", "support")("""
        鄉鎮公所更難，承辦一人兼五職。與其給清單，不如給一個可查詢的系統：輸入型號，回答可或不可，附理由代
        碼。
    """),
    D.comment("exceptions", "citizen-07", (6, 22, 45), "11.1", "change")("""
        The exception swallows the rule if it is not counted. Let every approval be reported to the competent
        authority with its reason and its end date, and let the total be published by agency type each year.
    """),
    D.comment("one-year", "citizen-03", (8, 8, 40), "11.3.1", "oppose")("""
        一年汰換對醫療儀器做不到。有些影像設備十年才換一台，裡面的主機板由原廠封裝，拆了就失去許可證。請對醫
        療器材另定期限，並以**隔離網段**作為替代措施。
    """),
    D.reply("one-year-isolate", "citizen-10", (8, 20, 15), "one-year", "support")("""
        The same with us: cameras can go in a month, controllers in pumping stations cannot. "Isolated and
        monitored" should count as compliance until the end of service life.
    """),
    D.comment("contractor-ask", "citizen-04", (9, 10, 0), "11-1.2", "change")("""
        十四天答復太久，投標期只有七天到十四天。而且每個機關各問一次，答案如果不一樣，該聽誰的？請由主管機關
        設單一窗口，三個工作日內答復。
    """),
    D.reply("contractor-window", "citizen-08", (9, 15, 30), "contractor-ask", "support")("""
        單一窗口附議，答復應有書面且可引用，日後變更不溯及已簽契約。
    """),
    D.comment("q1-criteria", "citizen-07", (10, 22, 20), "Q1", "change")("""
        Publish the criteria in full, the categories in full, and single products after a delay. Leave out
        only what would show that a certain agency still uses something. That is a rule one can write down in
        four lines.
    """),
    D.comment("q1-keep-secret", "citizen-11", (12, 13, 30), "Q1", "oppose")("""
        持保留意見：實務上只要公開，第二天就有人逐一打電話問各機關「你們換了沒」。採購人員不是資安人員，很容
        易被套話。公開標準可以，公開清單請三思。
    """),
    D.comment("q2-hearing", "citizen-01", (14, 9, 20), "Q2", "change")("""
        列入清單對廠商等於失去整個公部門市場，應有：

        - 列入前的陳述意見（急迫者得事後補行）；
        - 附理由之書面處分；
        - 一年後得申請重新認定；
        - 由機關以外專家參與之複審。
    """),
    D.reply("q2-proof", "citizen-12", (14, 21, 0), "q2-hearing")("""
        And a technical annex: what was tested, with what result. If the reason is the maker's legal
        environment and not a flaw, say so; that is a legitimate reason, but a different one, and no firmware
        update will cure it.
    """),
    D.comment("citizen-phone", "citizen-09", (20, 20, 30), None, "ask")("""
        政府不能用的東西，我家的攝影機是同一牌，那我可以用嗎？如果清單不公開，一般人要去哪裡知道？
    """),
    D.reply("citizen-phone-reply", "citizen-06", (21, 10, 10), "citizen-phone", "support")("""
        The best argument for publication so far, and in two lines.
    """),
)


def endorsements() -> Iterator[Step]:
    """Tell who endorsed what."""
    yield from D.endorse("publish-it", (3, 10, 0), 1, 2, 3, 4, 5, 7, 9)
    yield from D.endorse("publish-infer", (4, 10, 0), 3, 8, 10)
    yield from D.endorse("publish-after", (4, 13, 0), 1, 2, 5, 7, 12)
    yield from D.endorse("relabel", (6, 9, 0), 2, 6, 12)
    yield from D.endorse("local-agencies", (7, 9, 0), 1, 4, 11)
    yield from D.endorse("local-small-town", (8, 9, 0), 3, 4, 9)
    yield from D.endorse("one-year", (9, 9, 0), 2, 10)
    yield from D.endorse("contractor-ask", (11, 9, 0), 2, 8, 12)
    yield from D.endorse("q2-hearing", (16, 9, 0), 4, 7, 8)
    yield from D.endorse("citizen-phone", (22, 9, 0), 3, 4, 5, 6, 7, 11)
