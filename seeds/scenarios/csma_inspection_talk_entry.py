"""The main bill's discussion of article 18, first part: the entry itself, its conditions, who comes along."""

from seeds.scenarios.csma_inspection_bill import DIARY as D
from seeds.steps import PostComment

TALK: tuple[PostComment, ...] = (
    D.comment("steps-first", "citizen-01", (1, 9, 12), "18", "change")("""
        我是執業律師，處理行政爭訟。進入人民的營業場所，是行政調查中侵害最重的手段，條文卻讓它成為稽核之後的
        下一步，中間沒有階梯。

        建議在第一項之前明定順序：

        1. 先以書面命其說明或補正，並給相當期限；
        2. 屆期不說明、說明顯不足，或有湮滅事證之虞，始得實地檢查；
        3. 實地檢查前，應以書面載明事由、範圍、日期及人員。

        這樣做不會削弱主管機關，只是讓「認有必要」有案可查。現在的寫法，必要與否完全由發動的一方說了算，事後
        法院也無從審起。
    """),
    D.reply("steps-hours", "citizen-05", (1, 21, 40), "steps-first")("""
        I agree with the ladder for *deficiencies found in an audit*. Nothing burns there; a letter and a
        deadline are fine. For incidents I am less sure. I have worked on three intrusions, and in each the
        useful evidence was in memory or in logs that rotate within a day or two. If the first step is a
        letter with a "reasonable period", the second step finds an empty room.
    """),
    D.reply("steps-two-cases", "citizen-01", (2, 8, 30), "steps-hours")("""
        同意，兩種情形應該分開處理。稽核缺失沒有時間壓力，走完整階梯；重大事件可以縮短，但縮短的理由要寫下
        來，不能因為「緊急」就什麼都不必說。
    """),
    D.reply("steps-two-tracks", "citizen-12", (2, 20, 5), "steps-two-cases", "change")("""
        Then write two tracks into paragraph 1:

        - **Deficiency track**: written notice at least ten days before, with scope and names.
        - **Incident track**: entry on the day, but only to *preserve* what would otherwise be lost.
        Everything else waits for the written notice.

        Preservation is a narrow job. It takes hours, not weeks, and you can list it.
    """),
    D.reply("steps-hospital", "citizen-03", (3, 12, 50), "steps-two-tracks")("""
        醫院資訊室意見：「保全證據」在病房單位不是小事。要做記憶體映像就得讓那台主機停下來，如果那台剛好是護
        理站的給藥系統，誰決定停？希望緊急軌道加一句：**影響病人安全之系統，由受檢查者決定停機時點，並記錄理
        由。**
    """),
    D.reply("steps-who-decides", "citizen-07", (3, 22, 15), "steps-hospital")("""
        The hospital's point shows what is missing: who decides that there is an emergency, and who looks at
        that decision afterwards. A common solution in administrative law is to let the official on the spot
        decide, and to require written reasons within 48 hours to somebody who was not on the spot. If the
        reasons do not hold, what was collected cannot be used for a fine.
    """),
    D.reply("steps-reasons", "citizen-01", (4, 9, 0), "steps-who-decides", "support")("""
        贊成「四十八小時內補具書面理由」及「理由不成立者，所得資料不得作為裁罰依據」。這兩句放進第十八條，比
        十句「應符比例原則」有用。
    """),
    D.reply("steps-official", "official-moda", (5, 14, 20), "steps-two-cases")("""
        【示意】感謝討論。草案以「重大」及「必要」為發動前提；檢查前之通知、緊急情形之處理等程序，擬於子法規
        範。本串所提兩種情形分別處理之意見，將併入公開討論之綜整。
    """),
    D.reply("steps-not-in-rules", "citizen-06", (5, 19, 45), "steps-official", "oppose")("""
        Thank you for answering here. But the conditions of entering somebody's premises belong in the Act. A
        subordinate regulation can be changed without the legislature, and sixty days from now nobody will be
        asked.
    """),
    D.comment("no-warrant", "citizen-09", (1, 12, 3), "18", "oppose")("""
        看不太懂法條，但這是不是等於沒有搜索票就可以進別人公司？
    """),
    D.reply("not-a-search", "citizen-07", (1, 23, 10), "no-warrant")("""
        Not quite. An administrative inspection looks at whether duties are kept; a search looks for evidence
        of a crime, and needs a judge. Food and fire inspectors enter premises without a warrant as well. The
        honest question is what keeps this one from *turning into* a search. At present: the words "bear on
        the deficiency or incident", and nobody to check them.
    """),
    D.reply("not-a-kitchen", "citizen-09", (2, 7, 48), "not-a-search")("""
        謝謝說明。可是食品稽查看的是廚房，這個看的是公司的電腦，裡面有客戶資料。我是客戶，我比較擔心的是這
        個。
    """),
    D.reply("customers-data", "citizen-02", (2, 10, 22), "not-a-kitchen", "change")("""
        這點很重要。檢查控制措施其實不需要看到客戶資料本身。條文可以直接寫：檢查不得擷取與缺失或事件無關之個
        人資料。
    """),
    D.comment("staff-skill", "citizen-08", (2, 9, 30), "18", "ask")("""
        金融業法遵人員。請問各部會有多少人真的具備進機房檢查的能力？

        金融業的主管機關長年檢查銀行，有人力也有經驗；但多數部會的資訊單位只有個位數的人，平常光顧自己機關的
        系統就忙不過來。法律給了二十幾個部會同樣的權力，卻沒有給同樣的能力。沒有專業協助的檢查，結果不是走過
        場，就是抓小放大。
    """),
    D.reply("two-people", "citizen-11", (2, 13, 15), "staff-skill", "support")("""
        以前做過稽核，可以作證：一個部會兩位承辦，一年要看三十幾家。現場能做的就是對文件打勾。若要實地檢查，
        至少要有**最低專業資格**與人力評估，否則這條只是紙上權力。
    """),
    D.reply("outside-experts", "citizen-12", (2, 21, 0), "two-people")("""
        Penetration tester here. Two people can do it well if they bring the right outsider. The Act already
        lets work be entrusted (article 6). What is missing is who may be that outsider: accreditation, a
        conflict-of-interest declaration, and personal liability for leaks.
    """),
    D.reply("not-our-vendor", "citizen-02", (3, 9, 5), "outside-experts", "change")("""
        補充：**隨同檢查的專業機構，三年內不得向受檢查者銷售產品或服務**。不然今天來檢查，明天就來報價，這種
        事在業界不是沒聽過。
    """),
    D.reply("staff-answer", "official-moda-02", (8, 10, 0), "staff-skill")("""
        【示意】各部會人力確有差異。草案第六條容許委託專業機構協助，並課予保密義務；受託者資格及利益迴避，將
        於後續規範時納入考量。
    """),
    D.comment("accompanied", "citizen-06", (3, 18, 30), "18", "change")("""
        We work on digital rights. We would accept an inspection power on one condition: **inspectors never
        come alone.**

        - a cybersecurity expert who does not belong to the authority, so that somebody understands what is
        being seen;
        - judicial police where force or seizure might become an issue, so that it is clear who may do what;
        - a lawyer, for either side, so that objections are made and recorded on the spot.

        Where this is not feasible (an island, a night, a very small firm), let there be another measure that
        does the same work: a continuous video record kept by both sides, for instance.
    """),
    D.reply("police-colour", "citizen-01", (4, 8, 40), "accompanied")("""
        專家與律師贊成，司法警察我有保留。警察一到場，行政檢查就帶上刑事色彩，員工會以為自己是嫌疑人，反而不
        敢說實話。而且行政檢查本來就不能扣押，警察來了要做什麼？
    """),
    D.reply("police-limits", "citizen-06", (4, 11, 20), "police-colour")("""
        Fair. Our thought was the reverse: an officer who knows the limits of search is the first to say
        "this you may not open". But we would drop the police before we drop the lawyer. The core is a
        witness from outside.
    """),
    D.reply("no-lawyer-money", "citizen-04", (4, 13, 55), "police-limits")("""
        我們是台中一間做主機代管的小公司，十一個人，沒有法務。臨時要找律師到場，半天就是一個月的線路費。如果
        律師是「得」陪同，大公司請得起，小公司等於沒有。
    """),
    D.reply("remote-lawyer", "citizen-06", (4, 20, 30), "no-lawyer-money", "change")("""
        That is a good reason to write it as a right with more than one form: in person, by telephone or
        video, or through an industry association that sends a duty lawyer. And the inspection should wait
        two hours for the call to be made, unless evidence is being lost.
    """),
    D.reply("association-list", "citizen-08", (5, 9, 10), "remote-lawyer", "support")("""
        公會輪值名單可行，金融業已有類似的法律扶助窗口，費用由會費分攤。兩小時等待也合理，我們平常接到臨檢也
        是先通知法遵。
    """),
    D.comment("what-is-major", "citizen-10", (4, 15, 0), "18.1", "ask")("""
        I run control systems for a water company. "Major" carries the whole paragraph and is defined
        nowhere. For us a two-hour loss of telemetry is a nuisance; for a dialysis ward it would be a
        catastrophe. Will major be judged by duration, by people affected, by the kind of data, or by
        headlines?
    """),
    D.reply("scale-of-four", "citizen-02", (5, 10, 40), "what-is-major", "change")("""
        建議不要用形容詞，用級距。事件可以按「影響人數、停擺時間、資料敏感度、能否人工替代」四項評分，達到哪
        一級才算重大，公告出來大家都能自己算。
    """),
    D.reply("headlines", "citizen-05", (5, 22, 5), "scale-of-four", "support")("""
        Yes to a published scale. It also protects the authority: after a bad news cycle there will be
        pressure to enter *somewhere*, and a scale is a good reason to say no.
    """),
    D.comment("deficiency-list", "citizen-11", (6, 14, 10), "18.1.1", "change")("""
        「重大缺失」在稽核實務上最常被濫用。我看過少一張簽名被列重大缺失的，也看過三年沒更新防火牆規則只列建
        議的。

        請至少列出三類：（甲）核心系統完全沒有應有的控制措施；（乙）明知缺失而逾期不改善；（丙）提供不實紀
        錄。其他的都不該成為進門的理由。
    """),
    D.reply("deficiency-right", "citizen-08", (6, 17, 35), "deficiency-list", "support")("""
        贊成，並建議列入重大缺失前應先給受稽核者陳述意見的機會，結果以書面附理由。
    """),
    D.comment("incident-victim", "citizen-03", (7, 11, 25), "18.1.2", "oppose")("""
        發生重大事件的單位，多半是被害人。系統倒了、電話響不停、家屬在櫃台，這時候主管機關進來「檢查」，同一
        批工程師要一邊救系統一邊應付問話。

        *請先讓我們把病人照顧好。* 建議：系統恢復運作前，除非受檢查者同意，檢查以遠端說明代替；恢復後再進場。
    """),
    D.reply("victim-and-public", "citizen-12", (7, 20, 40), "incident-victim")("""
        I feel for the ward, and I would still not wait for full recovery. In one case I know, the same
        intruder was in four organisations at once, and what the first one knew would have spared the other
        three. A liaison who sits with your team and asks nothing for two days would be better than an
        inspector or nobody.
    """),
    D.reply("liaison", "citizen-03", (8, 8, 15), "victim-and-public", "support")("""
        聯絡官這個想法可以。有人在旁邊幫忙把跡證帶給其他醫院，我們歡迎；有人拿表格來問為什麼沒更新，我們那兩
        天沒空。
    """),
)
