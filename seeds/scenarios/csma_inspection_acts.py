"""What people did with the main bill's comments: endorsed, edited, withdrew, reported, hid, restored."""

from collections.abc import Iterator

from seeds.scenarios.csma_inspection_bill import DIARY as D
from seeds.scenarios.diary import When
from seeds.steps import Step

ENDORSED: tuple[tuple[str, When, tuple[int, ...]], ...] = (
    ("steps-first", (2, 12, 0), (2, 3, 4, 6, 7, 8, 10, 11, 12)),
    ("steps-hours", (3, 9, 40), (2, 11, 12)),
    ("steps-two-tracks", (4, 10, 0), (1, 2, 3, 5, 7, 8)),
    ("steps-hospital", (4, 12, 0), (9, 10, 12)),
    ("steps-who-decides", (5, 8, 0), (1, 2, 3, 6, 11)),
    ("steps-not-in-rules", (6, 8, 0), (1, 4, 7, 9)),
    ("no-warrant", (2, 18, 0), (2, 4, 6)),
    ("not-a-search", (2, 9, 0), (1, 9)),
    ("customers-data", (3, 10, 0), (3, 6, 8, 9, 12)),
    ("staff-skill", (3, 13, 0), (1, 2, 4, 5, 7, 10, 11)),
    ("two-people", (4, 9, 0), (2, 8, 12)),
    ("not-our-vendor", (4, 15, 0), (1, 4, 5, 8, 10, 12)),
    ("accompanied", (4, 21, 0), (5, 7, 8, 9, 10)),
    ("police-colour", (5, 10, 0), (3, 6, 7)),
    ("remote-lawyer", (6, 11, 0), (1, 4, 7)),
    ("what-is-major", (6, 12, 0), (1, 3, 7, 8, 11)),
    ("scale-of-four", (6, 20, 0), (3, 5, 8, 10, 12)),
    ("deficiency-list", (8, 9, 0), (1, 2, 4, 8)),
    ("incident-victim", (8, 13, 0), (2, 4, 10)),
    ("liaison", (9, 9, 0), (2, 6, 10, 12)),
    ("production-line", (9, 10, 0), (3, 4, 5, 8, 10, 11)),
    ("watching-is-weak", (10, 8, 0), (2, 10)),
    ("controls-not-secrets", (10, 10, 0), (1, 2, 3, 4, 5, 6, 8, 9, 10, 11)),
    ("four-things-bank", (11, 9, 0), (2, 3, 4, 12)),
    ("contract-prices", (12, 9, 0), (1, 2, 4, 10)),
    ("just-cause", (12, 13, 0), (3, 9, 11)),
    ("just-cause-log", (13, 9, 0), (1, 4, 6, 8)),
    ("secrecy-no-teeth", (14, 9, 0), (2, 6, 8, 9)),
    ("publish-outcome", (15, 20, 0), (1, 3, 4, 5, 7, 9, 11)),
    ("fail-is-a-map", (16, 12, 0), (3, 8, 10)),
    ("publish-later", (16, 13, 0), (1, 2, 5, 8, 11)),
    ("why-him", (18, 9, 0), (9, 10)),
    ("why-him-plan", (18, 21, 0), (4, 6, 7, 8)),
    ("delete-it", (31, 22, 0), (4, 9)),
    ("delete-hollow", (32, 10, 0), (12,)),
    ("levels-blank", (4, 10, 0), (1, 2, 3, 9)),
    ("levels-effect", (5, 9, 0), (1, 5, 11, 12)),
    ("levels-registration", (5, 10, 0), (2, 9)),
    ("levels-two-sieves", (6, 9, 0), (4, 7, 8, 11)),
    ("levels-appeal", (20, 9, 0), (1, 4)),
    ("officer-rank", (8, 9, 0), (2, 8)),
    ("designate-process", (7, 9, 0), (1, 3, 8)),
    ("designate-secret", (8, 9, 0), (4, 6, 10)),
    ("which-industries", (6, 10, 0), (1, 2, 3, 5, 6, 7, 8, 9)),
    ("which-lawyer", (6, 13, 0), (4, 6, 7, 10)),
    ("which-list-ages", (7, 9, 0), (7, 12)),
    ("which-annex", (8, 10, 0), (1, 4, 6)),
    ("one-line-first", (9, 9, 0), (2, 3, 8)),
    ("report-then-door", (10, 9, 0), (2, 4)),
    ("report-credit", (11, 9, 0), (2, 4, 8, 10)),
    ("who-announces", (17, 9, 0), (4, 6)),
    ("whole-welcome", (3, 9, 0), (1, 7)),
    ("whole-regulations", (12, 9, 0), (1, 2, 4, 5, 6, 8, 10)),
    ("whole-envelope", (13, 9, 0), (6, 7)),
    ("q1-too-late", (4, 9, 0), (5, 12)),
    ("q1-other-tools", (4, 11, 0), (3, 6, 7, 8, 10)),
    ("q1-signal-list", (5, 9, 0), (1, 2, 5, 11)),
    ("q1-sunset", (9, 9, 0), (1, 6, 10)),
    ("q2-yes", (5, 9, 0), (1, 6, 9)),
    ("q2-not-only", (10, 9, 0), (11, 12)),
    ("q2-sector", (19, 9, 0), (1, 4, 6, 10)),
    ("q3-ladder", (6, 9, 0), (2, 3, 6, 7, 8, 10)),
    ("q3-third-party", (7, 9, 0), (1, 12)),
    ("q3-ombuds", (13, 9, 0), (1, 5, 7, 9)),
    ("sharp-words", (33, 12, 0), (4,)),
)


def endorsements() -> Iterator[Step]:
    """Tell who endorsed what."""
    for name, when, numbers in ENDORSED:
        yield from D.endorse(name, when, *numbers)


def changes_of_mind() -> Iterator[Step]:
    """Tell who edited or withdrew what they had written, and when the discussion was slowed down."""
    yield D.edit("customers-data", "citizen-02", (2, 10, 58))("""
        這點很重要。檢查控制措施其實不需要看到客戶資料本身。條文可以直接寫：檢查不得擷取與缺失或事件無關之個
        人資料；誤取者，應當場刪除並記明於紀錄。
    """)
    yield D.edit("q1-keep-limits", "citizen-10", (7, 7, 30))("""
        Keep the limits, and make them measurable. For an operator a predictable threshold is worth more than
        a low one. If a threshold turns out too high after three years, publish the cases that were missed
        and lower it by amendment.

        *Added the next morning:* by measurable I mean numbers in an annex, as proposed under article 18,
        paragraph 1.
    """)
    yield D.withdraw("withdrawn-draft", "citizen-08", (24, 18, 40))
    yield D.slow("moderator-01", (22, 9, 30), minutes=2, hours=12)("""
        今晨接連湧入重複的推銷貼文。每人每二分鐘一則，為期十二小時；只限速度，不限內容。

        Copies of one advertisement came in all morning. One comment per person every two minutes, whatever it says.
    """)


def reports_and_hidings() -> Iterator[Step]:
    """Tell what was reported, hidden and restored, and why."""
    yield D.report("spam-course", "citizen-02", (22, 7, 50), "spam", "課程廣告，與草案無關。")
    yield D.report("spam-course", "citizen-10", (22, 8, 15), "spam")
    yield D.hide("spam-course", "moderator-01", (22, 9, 20), "spam")("""
        整則為付費課程之推銷與折扣碼，未就草案表示意見。

        An advertisement with a discount code; it says nothing about the draft.
    """)
    note = "A telephone number and a home address."
    yield D.report("private-number", "citizen-06", (23, 22, 57), "personal-data", note)
    yield D.report("private-number", "citizen-01", (24, 7, 40), "personal-data", "公開他人電話、住址。")
    yield D.hide("private-number", "lead-01", (24, 8, 5), "personal-data")("""
        內含他人之電話與住址，並鼓動致電。反對第十八條之意見本身可以留言，請去除個人資料後重新張貼。
    """)
    yield D.report("off-topic-parking", "citizen-08", (26, 15, 0), "off-topic")
    yield D.hide("off-topic-parking", "moderator-02", (26, 16, 30), "off-topic")("""
        詢問園區停車場維修，與本草案全然無關，亦無其他條文或提問可移置。
    """)
    yield D.report("sharp-words", "citizen-05", (28, 12, 0), "harassment", "Attacks the drafters.")
    yield D.hide("sharp-words", "moderator-02", (28, 14, 10), "harassment")("""
        語帶嘲諷，疑似針對承辦人員為人身攻擊。
    """)
    yield D.appeal("off-topic-parking", "citizen-04", (27, 8, 15))("""
        園區就是被檢查的單位之一，停車場的柵欄也是設施。而且我只佔一則留言，不懂為什麼要隱藏。
    """)
    yield D.appeal("sharp-words", "citizen-11", (28, 20, 45))("""
        我罵的是條文和公文流程，沒有點名任何人，也沒有罵人。語氣差不等於騷擾；把批評機關的話收掉，才真的需要理由。
    """)
    yield D.decide("sharp-words", "lead-01", (29, 10, 30), "overturned")("""
        經小組召集人複核：用語尖銳，但批評對象是條文與機關作業，並未辱罵特定個人，不符「騷擾或侮蔑」之要件。
        先前隱藏有誤，予以撤銷。
    """)
    yield D.decide("off-topic-parking", "lead-01", (31, 9, 20), "upheld")("""
        留言詢問柵欄維修，沒有對草案任何條文或提問表示意見，也沒有可以移置之處。屬全然離題，維持隱藏。
    """)
