"""Audits and information sharing in plain words: what three articles mean, and the terms that the bill explains."""

from app.kernel.bilingual import Bilingual
from seeds.scenarios.drafting import both
from seeds.steps import TermDraft

GUIDES = {
    "8": both(
        """每年有一份稽核計畫，抽到的單位要拿出維護計畫、上次的改善情形和對廠商的管理。查到缺失要限期改，改完再看一
        次。多久查一次、查什麼、怎麼查，要另外訂辦法。""",
        """There is an audit plan for every year. Who is chosen has to show the maintenance plan, what became of
        the deficiencies found last time, and how contractors are looked after. What is found wanting has to be
        put right in time, and is looked at again. How often, what and how: a regulation will say.""",
    ),
    "9": both(
        """有人發現攻擊的線索，送到主管機關；主管機關看過、整理過，再告訴其他單位。條文沒有寫多久之內要分享，那要看
        之後訂的辦法。""",
        """Somebody who sees signs of an attack sends them in; the authority looks at them and passes them on to
        the others. The article does not say how fast: a regulation will.""",
    ),
    "19": both(
        """例如一家醫院的系統被入侵：要通報、要先止血，事後交報告。新增的第二項，讓主管機關把能幫別家避開同樣攻擊
        的部分分享出去，但不能讓人看出是哪一家。""",
        """Say a hospital's system is broken into: it reports, it stops the damage, and it hands in an account
        afterwards. New is paragraph 2: what helps others to avoid the same attack is passed on, in a way
        that does not show which hospital it was.""",
    ),
}

TERMS = (
    TermDraft(
        term=Bilingual("特定非公務機關", "specific non-government agency"),
        meaning=both(
            """不是政府機關，但本法管得到的單位：關鍵基礎設施提供者（例如電力、醫院、銀行）、公營事業、政府捐助之財團法
            人等。""",
            """Not part of the government, yet under this Act: providers of critical infrastructure such as power,
            hospitals and banks, state-owned enterprises, foundations endowed by the government.""",
        ),
    ),
    TermDraft(
        term=Bilingual("中央目的事業主管機關", "sector authority"),
        meaning=both(
            """管一個行業的中央部會，例如管醫院的是衛生福利部，管銀行的是金融監督管理委員會。""",
            """The ministry or commission that oversees an industry: for hospitals the one for health, for banks
            the one for finance.""",
        ),
    ),
    TermDraft(
        term=Bilingual("資通安全維護計畫", "maintenance plan"),
        meaning=both(
            """一個單位寫下自己有哪些系統、怎麼保護、出事怎麼辦的計畫，每年要交實施情形。""",
            """Where an organisation writes down which systems it has, how it protects them and what it does when
            something happens.""",
        ),
    ),
    TermDraft(
        term=Bilingual("資通安全責任等級", "responsibility level"),
        meaning=both(
            """分 A 到 E 五級：影響越大，要做的防護越多。A 級影響全國，E 級幾乎沒有自己的系統。""",
            """One of five grades, A to E: the more depends on a body, the more it has to do. A failure at level A
            is felt in the whole country; at level E there are hardly any systems of one's own.""",
        ),
    ),
    TermDraft(
        term=Bilingual("情資", "security intelligence"),
        meaning=both(
            """攻擊的線索：例如惡意網址、可疑的連線、剛被發現的弱點，以及怎麼防。""",
            """Signs of an attack and how to guard against it: harmful addresses, odd connections, weaknesses that
            were just found.""",
        ),
    ),
    TermDraft(
        term=Bilingual("稽核", "audit"),
        meaning=both(
            """由別人來看：計畫有沒有照著做、做得夠不夠。和事件發生後的調查不同。""",
            """Somebody else checks whether the plan is kept and whether it is enough; it is not the inquiry after
            an incident.""",
        ),
    ),
    TermDraft(
        term=Bilingual("資通安全事件", "security incident"),
        meaning=both(
            """系統、網路或資料出了事，可能影響保密、正確或可用：例如被入侵、資料外洩、服務中斷。""",
            """Something has happened to a system, a network or data that may touch secrecy, correctness or
            availability: a break-in, a leak, an outage.""",
        ),
    ),
)
