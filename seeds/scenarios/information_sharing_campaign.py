"""A small campaign: a text that some people hand on and change a little. The discussion shows it as one argument."""

from seeds.scenarios.information_sharing_talk import D
from seeds.steps import Step

CAMPAIGN: tuple[Step, ...] = (
    D.comment("campaign-1", "citizen-07", (16, 19, 5), "9.1", "change")("""
        請把「情資分享優先」寫進第九條：善意通報的人不因通報受罰，高風險情資二十四小時內分享給所有受規範的單
        位，並且每年公布分享了幾筆、花了多久。
    """),
    D.comment("campaign-2", "citizen-09", (16, 20, 40), "9.1", "change")("""
        大家好，請把「情資分享優先」寫進第九條：善意通報的人不因通報受罰，高風險情資二十四小時內分享給所有受規
        範的單位，並且每年公布分享了幾筆、花了多久。謝謝。
    """),
    D.comment("campaign-3", "citizen-04", (17, 8, 15), "9", "change")("""
        請把「情資分享優先」寫進第九條:善意通報的人不因通報受罰,高風險情資24小時內分享給所有受規範的單位,並且
        每年公布分享了幾筆、花了多久。
    """),
    D.comment("campaign-4", "citizen-10", (17, 12, 30), "9.1", "change")("""
        請把「情資分享優先」寫進第九條：善意通報的人不因通報受罰，高風險情資十二小時內分享給所有受規範的單
        位，包括小公司，並且每年公布分享了幾筆、花了多久。
    """),
    D.comment("campaign-5", "citizen-06", (18, 9, 50), "9", "change")("""
        請把「情資分享優先」寫進第九條：善意通報的人不因通報受罰，高風險情資二十四小時內分享給所有受規範的單
        位，並且每年公布分享了幾筆、花了多久。
    """),
    D.reply("campaign-reply", "citizen-11", (18, 13, 20), "campaign-5")("""
        公布筆數可以，花了多久要先講好從什麼時候起算，是收到那一刻還是確認那一刻？
    """),
    D.comment("campaign-6", "citizen-03", (19, 21, 10), "9.1", "change")("""
        我是醫院的資安人員。請把「情資分享優先」寫進第九條：善意通報的人不因通報受罰，高風險情資二十四小時內分
        享給所有受規範的單位，並且每年公布分享了幾筆、花了多久。
    """),
    D.comment("campaign-7", "citizen-01", (20, 10, 45), "9", "change")("""
        請將「情資分享優先」寫入第九條：善意通報者不因通報受罰，高風險情資二十四小時內分享給所有受規範的單位，
        並每年公布分享了幾筆、花了多久。
    """),
)
