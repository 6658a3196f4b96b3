"""Version 1 of the rules. It was in force and is never edited."""

from datetime import date

from app.discussion.models import Ground
from app.kernel.bilingual import Bilingual
from app.moderation.rules.shape import GroundRule, Rules, Section

RULES = Rules(
    number=1,
    first_day=date(2016, 12, 1),
    changes=Bilingual("第一版規則。", "The first rules."),
    preamble=Bilingual(
        "對草案有什麼看法，儘管直說，再尖銳也可以。規則很少，可以隱藏留言的事由也很少。",
        "Say what you think of the bill, as sharply as you like. The rules are few, and so are the grounds on "
        "which a comment may be hidden.",
    ),
    house=Section(
        "house",
        Bilingual("討論公約", "House rules"),
        (
            Bilingual(
                "就條文發言。把留言放在對的位置，才找得到、也才會有回應。",
                "Speak of the text. File your comment where it belongs, so that it is found and answered.",
            ),
            Bilingual("對事不對人。", "Argue with what was said, not with who said it."),
            Bilingual("不要提及他人的個人資料。", "Keep other people's personal data out of it."),
            Bilingual(
                "一人一聲：一個帳號，每則留言附議一次。沒有倒讚；不同意就回覆。",
                "One person, one voice: one account, one endorsement for each comment. There is no down-vote; if "
                "you disagree, reply.",
            ),
            Bilingual(
                "可以匿名。有代號就夠了，任何人都不得要求您的姓名。",
                "Anonymous is fine. A handle is enough, and nobody may demand your name.",
            ),
        ),
    ),
    grounds_title=Bilingual("僅有的隱藏事由", "The only grounds for hiding"),
    grounds=(
        GroundRule(
            Ground.PERSONAL_DATA,
            Bilingual("揭露他人個人資料", "Personal data of others"),
            Bilingual(
                "未經本人同意而揭露其住址、電話、身分證字號、健康狀況等資料。",
                "Somebody's address, telephone number, identity number, health or the like, given without their "
                "consent.",
            ),
            Bilingual("公務人員的職務行為不是個人資料。", "What officials do in office is not personal data."),
        ),
        GroundRule(
            Ground.THREAT,
            Bilingual("威脅或煽動暴力", "Threat or incitement to violence"),
            Bilingual(
                "揚言傷害他人，或號召他人傷害別人。",
                "Says that somebody will be harmed, or calls on others to harm them.",
            ),
            Bilingual("對草案或機關的嚴厲言詞不是威脅。", "Harsh words about a bill or an agency are not a threat."),
        ),
        GroundRule(
            Ground.HARASSMENT,
            Bilingual("騷擾或侮蔑", "Harassment or slur"),
            Bilingual(
                "因他人的身分或特質加以侮辱，或一再針對同一人。",
                "Insults people for who they are, or goes after one person again and again.",
            ),
            Bilingual(
                "對主張、官員或機關的尖銳批評是允許的。",
                "Sharp criticism of arguments, officials or agencies is allowed.",
            ),
        ),
        GroundRule(
            Ground.SPAM,
            Bilingual("廣告或濫發訊息", "Advertising or spam"),
            Bilingual(
                "推銷與草案無關的商品、服務或連結。",
                "Promotes goods, services or links that have nothing to do with the bill.",
            ),
            Bilingual("許多人提出相同主張，不算濫發訊息。", "Many people making the same argument is not spam."),
        ),
        GroundRule(
            Ground.SEXUAL_CONTENT,
            Bilingual("違法性內容", "Unlawful sexual content"),
            Bilingual("法律禁止公開的性內容。", "Sexual content that the law forbids to publish."),
            Bilingual(
                "草案本身涉及這類事項時，加以討論是允許的。",
                "Speaking about such matters where a bill is about them is allowed.",
            ),
        ),
        GroundRule(
            Ground.INFRINGEMENT,
            Bilingual("侵害權利", "Infringement"),
            Bilingual(
                "大量抄錄他人受保護的著作，或侵害法律保障的其他權利。",
                "Copies somebody's protected work at length, or breaks another right that the law protects.",
            ),
            Bilingual("註明出處的引用是允許的。", "Quoting with the source is allowed."),
        ),
        GroundRule(
            Ground.OFF_TOPIC,
            Bilingual("完全離題", "Wholly off-topic"),
            Bilingual("與本草案毫無關係。", "Has nothing to do with this bill."),
            Bilingual(
                "只是放錯位置的留言，不算離題。",
                "A comment that merely stands in the wrong place is not off-topic.",
            ),
        ),
    ),
    no_others=Bilingual(
        "此外別無其他事由。「謠言」、「穩定」、「形象」都不是事由，與機關意見不同也不是。",
        "There are no others. “Rumour”, “stability” and “image” are not grounds here, and neither is disagreeing "
        "with the agency.",
    ),
    sections=(
        Section(
            "how",
            Bilingual("隱藏如何進行", "How hiding works"),
            (
                Bilingual(
                    "僅由負責該草案之小組的版主決定；草案所屬機關的人員不得為之，任何人也不得就自己的留言決定。",
                    "Only a moderator of the subgroup assigned to the bill decides; never an official of the "
                    "bill's agency, and never anyone on their own comment.",
                ),
                Bilingual(
                    "須有清單上的事由與文字理由，兩者都公開。",
                    "A ground from the list and a reason in words are required, and both are public.",
                ),
                Bilingual(
                    "留言的位置保留，回覆仍可閱讀，各項計數與所見一致。",
                    "The comment's place remains, replies stay readable, and the counts agree with what you see.",
                ),
                Bilingual(
                    "附理由通知作者。隱藏與復原都載入公開紀錄並編號。",
                    "The author is told with the reason. Hiding and restoring both stand in the public record, "
                    "with a number.",
                ),
                Bilingual(
                    "無論多少人檢舉，檢舉本身不會隱藏任何留言。",
                    "However many people report a comment, reports alone hide nothing.",
                ),
            ),
        ),
    ),
)
