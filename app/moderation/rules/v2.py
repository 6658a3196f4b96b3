"""Version 2 of the rules: a passage can be blacked out, a hiding appealed, a heated discussion calmed. Once in force it is never edited."""

from dataclasses import replace
from datetime import date

from app.discussion.models import Ground
from app.kernel.bilingual import Bilingual
from app.moderation.rules.shape import Section
from app.moderation.rules.v1 import RULES as V1

# A threat tells of the whole comment, whatever else it says; and "wholly off-topic" cannot be said of a part.
_OF_THE_WHOLE = (Ground.THREAT, Ground.OFF_TOPIC)

_HOW = Section(
    "how",
    V1.sections[0].title,
    (
        *V1.sections[0].points,
        Bilingual(
            "每次隱藏都註明當時有效的規則版本。規則修訂後，先前的版本仍可查閱。",
            "Every hiding names the version of these rules that was in force. When the rules change, earlier "
            "versions can still be read.",
        ),
    ),
)

_PASSAGES = Section(
    "passages",
    Bilingual("只塗黑一段文字", "Blacking out a passage"),
    (
        Bilingual(
            "只有一部分不得公開時，版主只塗黑那一部分，其餘照常顯示。電話號碼可以塗黑，論點留著。",
            "Where only a part must not be public, moderators black out that part and the rest stays. A "
            "telephone number goes; the argument remains.",
        ),
        Bilingual(
            "塗黑與隱藏適用相同的事由，但威脅與完全離題除外：這兩項是就整則留言而言。",
            "The grounds are those for hiding, but for threats and for what is wholly off-topic: these are about "
            "a comment as a whole.",
        ),
        Bilingual(
            "塗黑處以長度固定的方塊表示，看不出原文有多長。同一段文字在先前的文字與建議條文中也一併塗黑，搜尋與匯出都找不到。",
            "Blocks of one length stand in its place, so that nobody can tell how long it was. The same words go "
            "from earlier texts and proposed wording too, and neither search nor export has them.",
        ),
        Bilingual(
            "留言處註明事由、日期與紀錄編號。附理由通知作者；作者可以繼續編輯留言，但不得把塗黑的文字放回去。",
            "The comment says on what ground, when and under which number of the record. The author is told with "
            "the reason and may go on editing, but not bring the words back.",
        ),
        Bilingual(
            "版主可以取消塗黑，同樣載入公開紀錄。作者撤回留言時，塗黑的原文一併刪除。",
            "Moderators can undo it, on the record as well. When the author withdraws the comment, the words "
            "that were blacked out are erased with it.",
        ),
    ),
)

_APPEALS = Section(
    "appeals",
    Bilingual("申訴", "Appeals"),
    (
        Bilingual(
            "留言被隱藏的作者，得於三十日內申訴一次，預告期間結束後亦同。",
            "The author of a hidden comment may appeal once within 30 days, after the notice period too.",
        ),
        Bilingual(
            "由小組召集人決定；隱藏是召集人所為者，由另一位版主決定。任何人不得就自己的決定作成申訴決定。",
            "The subgroup lead decides; where the lead hid the comment, another moderator does. Nobody decides "
            "on an appeal against their own act.",
        ),
        Bilingual(
            "申訴成立時，留言恢復顯示，並註明原隱藏已撤銷。",
            "Where the appeal succeeds, the comment is shown again and says that its hiding was overturned.",
        ),
        Bilingual(
            "申訴與決定及其理由都載入公開紀錄。", "Appeals and decisions stand in the public record with their reasons."
        ),
    ),
)

_CALMING = Section(
    "calming",
    Bilingual("移動與降溫", "Moving and calming"),
    (
        Bilingual(
            "放錯位置的留言移到對的條文或提問，原處留下連結。",
            "A comment in the wrong place is moved to the right article or question, and a link stays where it stood.",
        ),
        Bilingual(
            "一串回覆失控時，版主最多可鎖定七十二小時；預告期間的最後七日不得為之。",
            "Where replies get out of hand, moderators may lock a thread for at most 72 hours, but never in the "
            "last seven days of a notice.",
        ),
        Bilingual(
            "湧入大量留言時，版主可以放慢發言的速度。只看速度，從不看內容。",
            "Where comments pour in, moderators may slow down posting. Only the rate counts, never the content.",
        ),
        Bilingual(
            "這些措施都附理由載入公開紀錄，也都可以取消。",
            "All of this stands in the public record with its reason, and all of it can be undone.",
        ),
    ),
)

RULES = replace(
    V1,
    number=2,
    first_day=date(2026, 3, 1),
    changes=Bilingual(
        "版主得只塗黑留言中的一段文字，其餘照常顯示。寫明作者如何申訴、申訴由誰決定，以及留言何時移動、鎖定或放慢。"
        "每次隱藏註明當時有效的規則版本。",
        "Moderators may black out a passage while the rest of a comment stays. How an author appeals and who "
        "decides, and when comments are moved, locked or slowed, is written down. Every hiding names the version "
        "of the rules in force.",
    ),
    grounds=tuple(replace(rule, of_a_part=rule.ground not in _OF_THE_WHOLE) for rule in V1.grounds),
    sections=(_HOW, _PASSAGES, _APPEALS, _CALMING),
)
