"""Version 3 of the rules: how fast people may post, and what moderators may slow down or close for a while, with its numbers.

Once in force it is never edited: who changes a limit in discussion/restraints/policy.py writes the next version.
"""

from dataclasses import replace
from datetime import date

from app.discussion.models import Ground
from app.kernel.bilingual import Bilingual
from app.moderation.rules.shape import Section
from app.moderation.rules.v2 import RULES as V2

_HOW, _PASSAGES, _APPEALS, _CALMING = V2.sections

_MOVING = Section(
    "calming",
    Bilingual("移動與合併", "Moving and merging"),
    (
        _CALMING.points[0],
        Bilingual(
            "同一作者在同一處重複張貼的留言，得併入最早的一則；位置保留，並註明紀錄編號。",
            "Where somebody posted the same comment twice in one place, the later one may be merged into the first; its "
            "place remains, with the number of the record.",
        ),
        Bilingual(
            "移動與合併都附理由載入公開紀錄，也都可以復原。",
            "Both stand in the public record with their reason, and both can be undone.",
        ),
    ),
)

_PACE = Section(
    "pace",
    Bilingual("速度、暫停與限制", "Pace, pauses and limits"),
    (
        Bilingual(
            "留言一經送出即公開。受限制的只有同一帳號發表的速度，從不是內容。",
            "Every comment is public at once. What is limited is how fast one account posts, never what it says.",
        ),
        Bilingual("每個帳號：十分鐘內至多 10 則留言。", "Every account: at most 10 comments in ten minutes."),
        Bilingual(
            "新帳號（註冊第一天，或第一週內留言未滿 3 則）：十分鐘內至多 5 則，同一草案每小時至多 8 則，全站每小時至多 12 則。",
            "New accounts (in their first day, or in their first week with fewer than 3 comments): at most 5 comments in "
            "ten minutes, 8 an hour on one bill, and 12 an hour in all.",
        ),
        Bilingual(
            "新帳號十分鐘內在同一草案發表滿 30 則時，其他新帳號須輪流等候；較早註冊的帳號不受影響。",
            "When new accounts have posted 30 comments on one bill within ten minutes, further new accounts wait their turn "
            "there. Older accounts notice nothing of it.",
        ),
        Bilingual(
            "慢速模式：一位版主得使每人每 2、5、15 或 60 分鐘只能發表一則。",
            "Slow mode: one moderator may let each person post once in 2, 5, 15 or 60 minutes.",
        ),
        Bilingual(
            "暫停回覆：一位版主得暫停一則討論串的回覆；暫停期間，任何人都不得在該處回覆。",
            "Pausing a thread: one moderator may pause the replies to a thread; then nobody replies there, whatever their office.",
        ),
        Bilingual(
            "帳號年資：兩位版主得共同決定，只有註冊滿若干天（至多 7 天）的帳號可以留言。一位提議，另一位確認後才生效。",
            "Age of accounts: two moderators together may decide that only accounts of so many days, 7 at most, may comment. "
            "One proposes it, and nothing changes until another confirms.",
        ),
        Bilingual(
            "這三項都附公開的理由並載入公開紀錄，都可以提前取消，最遲 72 小時自動結束，預告期間的最後七日一律不適用。"
            "任七日之內，同一討論串的暫停與同一草案的帳號年資限制，合計都不超過 72 小時。",
            "All three have a public reason and a number in the public record, can be undone before their time, end by "
            "themselves after 72 hours at most, and never hold in the last seven days of a notice. In any seven days a thread "
            "is paused, and new accounts are kept out of a bill, for 72 hours at most in all.",
        ),
        Bilingual(
            "草案所屬機關的人員與負責小組的版主以身分標章發言，不受慢速模式與帳號年資限制。",
            "Officials of the bill's agencies and moderators of its subgroup speak with a badge: slow mode and the age of "
            "accounts do not bind them.",
        ),
        Bilingual(
            "須等候的人會得知等到何時，已寫的內容會保留。附議、檢舉、編輯與撤回從不受限。",
            "Whoever must wait is told until when, and keeps the words that they typed. Endorsing, reporting, editing and "
            "withdrawing are never restrained.",
        ),
    ),
)

RULES = replace(
    V2,
    number=3,
    first_day=date(2026, 11, 23),
    changes=Bilingual(
        "寫明發言速度的限制，以及慢速模式、暫停回覆與帳號年資限制由誰決定、最長多久、何時不得使用。"
        "寫明重複留言如何合併。隱藏事由「違法性內容」更名為「違法之性內容」，意義不變。",
        "How fast people may post is written down, and so is who decides on slow mode, pauses and the age of accounts, for how "
        "long at most, and when never. How copies are merged is written down. In Chinese the ground “unlawful sexual "
        "content” is named more clearly; what it covers is the same.",
    ),
    grounds=tuple(
        replace(rule, name=Bilingual("違法之性內容", rule.name.en)) if rule.ground is Ground.SEXUAL_CONTENT else rule
        for rule in V2.grounds
    ),
    sections=(_HOW, _PASSAGES, _APPEALS, _MOVING, _PACE),
)
