"""What was reported: two comments by six people together, which hid nothing and was dismissed the next day; two more that wait."""

from collections.abc import Iterator

from seeds.scenarios.information_sharing_talk import D
from seeds.steps import Step

TOGETHER = (
    ("citizen-06", "這種留言抹黑主管機關、製造對立，請版主立刻下架，不要讓大家看到。"),
    ("citizen-07", "這種留言抹黑主管機關、製造對立，請版主立刻下架，不要讓大家看到！"),
    ("citizen-08", "這種留言抹黑主管機關，製造對立，請版主馬上下架，不要讓大家看到。"),
    ("citizen-09", ""),
    ("citizen-10", "這種留言抹黑主管機關、製造對立，請版主立刻下架，不要讓大家看到。"),
    ("citizen-11", "這種留言抹黑主管機關、製造對立，請版主立刻下架！不要讓大家看到！"),
)
EVENING, NEXT_MORNING = 20, 21
REASON = """
    已讀全文：就條文內容批評主管機關，不構成任何一項隱藏事由。檢舉集中在十分鐘內且說明幾乎相同，份量仍以
    內容判斷。
"""


def flood() -> Iterator[Step]:
    """Report both comments, and dismiss the reports."""
    for place, (who, note) in enumerate(TOGETHER):
        yield D.report("one-way", who, (EVENING, 22, 10 + place), "off-topic", note)
        yield D.report("audit-forms", who, (EVENING, 22, 14 + place), "harassment", note)
    yield D.dismiss("one-way", "moderator-01", (NEXT_MORNING, 9, 20))(REASON)
    yield D.dismiss("audit-forms", "moderator-01", (NEXT_MORNING, 9, 26))(REASON)


def reports() -> Iterator[Step]:
    """Tell what was reported and still waits for a moderator; neither is clear-cut; and what was not."""
    yield from flood()
    yield D.report("q2-return", "citizen-09", (14, 8, 20), "off-topic", "免費弱掃與情資分享條文無關？")
    yield D.report("weight", "citizen-11", (21, 19, 45), "harassment", "Sounds like an attack on the auditors.")
    yield D.report("weight", "citizen-04", (22, 9, 10), "off-topic")
