"""The discussion of the yearly audit plan and its committee."""

from collections.abc import Iterator

from seeds.scenarios.diary import Diary
from seeds.steps import Step

D = Diary("audit-plan-committee")

TALK: tuple[Step, ...] = (
    D.comment("criteria", "citizen-08", (1, 10, 10), "8.2.2", "change")("""
        「選定原則」請寫清楚：是依風險、依等級、還是抽籤？不同原則結果差很多。建議以風險為主、抽樣為輔，並公
        布比例。
    """),
    D.reply("criteria-lottery", "citizen-11", (1, 14, 50), "criteria", "support")("""
        附議。做過稽核都知道，只看風險分數會年年看同一批人；留兩成抽籤，其他人才會當真。
    """),
    D.reply("criteria-share", "citizen-05", (2, 21, 40), "criteria-lottery", "support")("""
        Eighty by risk, twenty by lot: easy to say, easy to check afterwards. I would put the shares in the
        plan and the principle in the Act.
    """),
    D.comment("publish-record", "citizen-06", (3, 16, 0), "8-1.1", "change")("""
        A record that is "kept" can be kept in a drawer. Please write **kept and published**: who advised
        what, what was followed, and why the rest was not. Names of bodies to be audited can be left out.
    """),
    D.reply("publish-record-fear", "citizen-02", (4, 9, 15), "publish-record")("""
        原則贊成。但委員若知道逐字公開，講話會保守。公布摘要與採納情形即可，逐字稿不必。
    """),
    D.reply("publish-record-summary", "citizen-06", (4, 12, 20), "publish-record-fear", "support")("""
        A summary that says what was advised and what came of it is enough for us.
    """),
    D.comment("who-sits", "citizen-07", (5, 22, 0), "8-1.2", "change")("""
        Nothing is said of numbers. A committee of fifteen officials and two professors is "made up of" all
        three groups too. Let at least half be from outside the central government, and let members declare
        their ties to vendors.
    """),
    D.reply("who-sits-operators", "citizen-10", (6, 20, 35), "who-sits", "change")("""
        And somebody who runs things. Neither a professor nor a deputy mayor has ever restarted a pumping
        station.
    """),
    D.reply("who-sits-local", "citizen-03", (7, 8, 30), "who-sits-operators")("""
        地方政府代表若只有直轄市，離島與偏鄉就沒有聲音。請保留一席給非直轄市。
    """),
    D.comment("short-notice", "citizen-09", (2, 20, 15), None, "oppose")("""
        為什麼這次只有四十天？理由是寫了，可是年度計畫每年都有，早兩個月提出來不就好了。
    """),
    D.reply("short-notice-official", "official-acs-02", (5, 10, 30), "short-notice")("""
        【示意】您說得對，本可更早提出。本次為首年適用，爰縮短預告；往後修正將提前作業，以六十日為準。
    """),
    D.comment("money", "citizen-12", (8, 21, 10), "8.2.3", "support")("""
        Good that staff and money are part of the plan. A plan without them is a wish. Please give days per
        audit as well; quality follows from days.
    """),
    D.comment("compare", "citizen-11", (10, 9, 0), "5.2", "support")("""
        報告與計畫對照，這一項最有用。過去只看得到「辦理稽核若干次」，看不到原本打算辦幾次。
    """),
    D.comment("q1-names", "citizen-02", (9, 19, 20), "Q1", "change")("""
        計畫公開，名單不公開。先公布誰會被稽核，等於請大家先準備好一個月的漂亮樣子。稽核完再公布名單與結果即
        可。
    """),
    D.reply("q1-after", "citizen-06", (10, 11, 45), "q1-names", "support")("""
        Agreed: the plan before, the names after.
    """),
    D.comment("q2-consent", "citizen-01", (12, 9, 30), "Q2", "oppose")("""
        不贊成同意權。計畫最後由行政院核定並負責，委員會若有否決權，責任歸屬就模糊了。給它「意見不採納時應附
        理由」的力量就夠。
    """),
    D.reply("q2-reasons", "citizen-07", (12, 22, 20), "q2-consent", "support")("""
        A duty to give reasons is often worth more than a vote. It can be read.
    """),
    D.comment("two-year", "citizen-04", (20, 14, 40), "8", "change")("""
        小單位請兩年輪一次就好，每年準備一次稽核，正事都不用做了。
    """),
)


def endorsements() -> Iterator[Step]:
    """Tell who endorsed what."""
    yield from D.endorse("criteria", (3, 9, 0), 2, 4, 5, 11)
    yield from D.endorse("criteria-lottery", (4, 9, 0), 5, 8, 12)
    yield from D.endorse("publish-record", (6, 9, 0), 1, 4, 7, 9, 12)
    yield from D.endorse("publish-record-fear", (6, 10, 0), 8, 11)
    yield from D.endorse("who-sits", (8, 9, 0), 3, 6, 10)
    yield from D.endorse("short-notice", (8, 12, 0), 4, 6, 7, 11)
    yield from D.endorse("compare", (12, 12, 0), 6, 8)
    yield from D.endorse("q1-names", (13, 9, 0), 8, 10, 11)
    yield from D.endorse("q2-consent", (14, 9, 0), 6, 8)
