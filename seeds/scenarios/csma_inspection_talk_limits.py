"""The main bill's discussion of article 18, second part: what is looked at, secrets, refusal, publication."""

from seeds.scenarios.csma_inspection_bill import DIARY as D
from seeds.steps import PostComment

TALK: tuple[PostComment, ...] = (
    D.comment("production-line", "citizen-02", (8, 9, 45), "18.2.1", "change")("""
        半導體周邊廠的資安工程師。「檢視資通系統」四個字，請不要讓人可以在生產時段接上我們的網路。

        - 不得對運作中的系統做主動掃描；
        - 不得外接設備；
        - 需要驗證時，由我方人員操作、檢查人員在旁觀看；
        - 產線停一小時的損失，誰賠？

        檢查的目的是讓系統更安全，不是讓它停下來。
    """),
    D.reply("scan-plc", "citizen-10", (8, 20, 20), "production-line", "support")("""
        Seconded from the water side. A routine port scan will freeze some of our older controllers, and then
        somebody drives forty kilometres to press a button. "Operated by our staff, watched by the inspector"
        is how our insurers do it, and it works.
    """),
    D.reply("watching-is-weak", "citizen-11", (9, 9, 30), "scan-plc")("""
        我同意不掃描，但「只能在旁觀看」也有風險：要展示哪一台是受檢查者挑的。折衷是檢查人員指定標的，受檢查
        者操作，雙方共同簽認螢幕畫面紀錄。
    """),
    D.reply("inspector-picks", "citizen-02", (9, 12, 12), "watching-is-weak", "support")("""
        這樣可以接受：你挑、我按、一起簽名。
    """),
    D.comment("controls-not-secrets", "citizen-12", (9, 19, 0), "18.2", "change")("""
        Much of the fear about trade secrets goes away if the inspection is about *controls* and not about
        *contents*. Four things can be checked without reading one business document:

        1. Do the security mechanisms work as intended? Show me that the backup restores and that the alarm
        rings.
        2. Are the certificates still valid, for systems and for people?
        3. Do the contracts with security vendors meet the standard? The clauses on duties are enough; black
        out prices.
        4. Are internal policies and operating procedures carried out? Pick five entries from the log and
        follow them.

        If these four were the list in paragraph 2, I would support the article.
    """),
    D.reply("four-things-bank", "citizen-08", (10, 9, 20), "controls-not-secrets", "support")("""
        這四項是目前看到最務實的寫法。銀行受檢多年，真正有用的發現幾乎都在「機制是否有效」與「程序是否落
        實」，不在讀我們的商業文件。建議明定以這四項為限，逾越者受檢查者得拒絕。
    """),
    D.reply("four-things-floor", "citizen-05", (10, 21, 45), "four-things-bank")("""
        As a closed list I am not sure. After an incident you also need to know *how they got in*, and that
        is none of the four. Perhaps: the four for deficiencies; the four plus the traces of the incident for
        incidents.
    """),
    D.reply("four-things-traces", "citizen-08", (11, 10, 5), "four-things-floor")("""
        可以，事件情形加上「與該事件有關之跡證」。重點是清單寫在法律裡，檢查人員與被檢查的人看的是同一張紙。
    """),
    D.reply("four-things-certificates", "citizen-04", (11, 14, 50), "controls-not-secrets")("""
        憑證有效期這種事其實不必進門，遠端就能看。小公司寧可每季自動回報，也不要有人來敲門。
    """),
    D.comment("contract-prices", "citizen-08", (10, 16, 30), "18.2.2", "change")("""
        第二款第三目要求提供委外契約。契約裡有價格、折扣、對手廠商的技術條件，都是營業秘密，而且不只是我們
        的，也是對方的。請加「得遮蔽與資通安全無關之部分」。
    """),
    D.reply("contract-standard", "citizen-01", (10, 19, 10), "contract-prices", "support")("""
        同意，並可由資安廠商出具「符合標準條款」的聲明代替整份契約，虛偽聲明自有責任。
    """),
    D.comment("just-cause", "citizen-04", (11, 9, 15), "18.3", "ask")("""
        「正當理由」是什麼？半夜沒人算不算？負責的工程師請產假算不算？客戶合約約定不得讓第三人進機房算不算？

        小公司看到罰鍰就怕，看到不確定的字更怕。請舉例。
    """),
    D.reply("just-cause-examples", "citizen-01", (11, 11, 40), "just-cause")("""
        一般解釋上，安全疑慮、欠缺必要人員、超出書面所載範圍，都可能構成正當理由。但條文沒寫，要到法院才知
        道。建議例示三、四種，並寫明「經當場載明理由者，於異議決定前不處罰」。
    """),
    D.reply("just-cause-log", "citizen-07", (11, 22, 30), "just-cause-examples", "support")("""
        A refusal with reasons, written into the minutes, that suspends the fine until somebody else has
        looked: that is cheap, quick, and gives both sides a reason to behave.
    """),
    D.reply("just-cause-official", "official-moda", (13, 15, 30), "just-cause")("""
        【示意】所詢三種情形須依個案判斷。草案以「非有正當理由不得拒絕」為原則，例示情形是否明定，將於綜整時
        一併檢視。

        [Illustrative] Each case would have to be judged on its facts; whether examples should stand in the
        text will be looked at with the other comments.
    """),
    D.comment("secrecy-no-teeth", "citizen-05", (12, 20, 15), "18.4", "change")("""
        "Owe secrecy" is a duty without a consequence. Who is told when notes leak? How long are copies kept?
        May the authority hand them to another ministry, or to a prosecutor? I would add: copies are listed,
        a receipt is left, and everything is destroyed or returned within six months unless a case is open.
    """),
    D.reply("secrecy-leak", "citizen-09", (13, 8, 5), "secrecy-no-teeth", "support")("""
        贊成。機關自己也會被駭，把大家的弱點集中放在一個地方，反而危險。
    """),
    D.comment("publish-outcome", "citizen-06", (14, 17, 0), "18", "change")("""
        A power that nobody sees used will be misused, or will not be used at all. For each inspection,
        publish four lines:

        > who inspected · which professional body came along · pass or fail · how long it took

        No findings, no configuration, no secrets. Four lines are enough for journalists, for competitors who
        wonder why they alone are visited, and for the legislature.
    """),
    D.reply("fail-is-a-map", "citizen-02", (15, 9, 25), "publish-outcome", "oppose")("""
        「不合格」三個字對攻擊者就是地圖。公布名字的隔天，那家公司的登入頁會被掃一萬次。
    """),
    D.reply("publish-later", "citizen-06", (15, 12, 40), "fail-is-a-map")("""
        Then publish *fail* when the deadline for putting things right has passed, or when it has been put
        right, whichever comes first. Until then: "inspected, result pending". The process can be public from
        the first day.
    """),
    D.reply("publish-names", "citizen-08", (15, 15, 5), "publish-later")("""
        可以接受「改善後或逾期後公布」。另外建議通過的也要公布，不然「受檢查」本身就像污點。
    """),
    D.reply("publish-count", "citizen-11", (16, 10, 10), "publish-names", "support")("""
        稽核單位角度也贊成。公布監督機關與隨同的專業機構，大家就會在意派誰去、去得像不像樣。
    """),
    D.comment("why-him", "citizen-04", (17, 10, 30), "18", "oppose")("""
        我擔心的不是制度，是人。同一個產業，為什麼檢查A不檢查B？如果A剛好投書罵過主管機關呢？沒有公布檢查的程
        序，就沒有辦法證明不是報復。
    """),
    D.reply("why-him-plan", "citizen-01", (17, 14, 0), "why-him", "support")("""
        所以要有程序規則：選案標準事前公告、兩人以上決定、理由存檔，事後可供閱覽。這些不會妨礙檢查，只會妨礙
        濫用。
    """),
    D.comment("night-shift", "citizen-03", (20, 13, 20), "18", "ask")("""
        檢查會在什麼時間來？夜間與假日能不能排除（急迫情形另計）？條文沒提到時間，一般的行政檢查規定多半會
        寫。
    """),
    D.comment("delete-it", "citizen-10", (30, 21, 30), "18", "oppose")("""
        After reading this whole thread I have come round to the simplest amendment: delete the article.
        Audits under 16 and 17, improvement reports, and a fine for ignoring them already reach every case
        that has been named here. Entry adds little, and it will sour the trust on which incident reports
        depend.
    """),
    D.reply("delete-hollow", "citizen-11", (31, 9, 40), "delete-it")("""
        不同意全刪。我稽核過提供假紀錄的單位，紙面上完美，進去一看機房門用磚頭卡著。沒有實地查看，稽核永遠只
        看到對方想給你看的。
    """),
    D.reply("delete-audit-visit", "citizen-10", (31, 20, 50), "delete-hollow")("""
        The brick in the door is a fine example, and I laughed. But an audit that is *announced and agreed*
        can visit the server room too. What I object to is entry against the will of the operator, on one
        side's word.
    """),
)
