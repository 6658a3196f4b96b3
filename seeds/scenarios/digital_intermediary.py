"""The Digital Intermediary Services Act: a draft that was withdrawn in the middle of its notice."""

from collections.abc import Iterator
from datetime import datetime

from seeds.scenarios.dates import day_at, day_of
from seeds.scenarios.digital_intermediary_talk import TALK, D, acts
from seeds.scenarios.digital_intermediary_text import BILL
from seeds.scenarios.drafting import both
from seeds.steps import AnnounceBill, CreateBill, Step, WithdrawBill

REASON = both(
    """【示意】公開討論顯示，各界對內容管制之界限、使用者資料之揭露及平臺義務，仍有重大歧見；揭露使用者IP位址
    之構想未獲支持，不予續行。本會爰撤回草案，於重新蒐集意見、釐清與現行法律之關係前，不再推動本版本。已發表
    之留言予以保留。""",
    """[Illustrative] The discussion shows deep disagreement on the limits of content regulation, on the
    disclosure of users' data and on the duties of platforms. The idea of disclosing users' IP addresses
    found no support and will not be pursued. The Commission withdraws the draft and will not take this
    version further before it has heard people again and settled how it relates to existing law. All comments
    stay.""",
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a notice of 60 days that ended on its 49th, when the draft was withdrawn."""
    yield CreateBill(at=day_at(now, -162, 10), by="official-ncc", bill=BILL)
    yield AnnounceBill(
        at=day_at(now, -154, 10),
        by="official-ncc",
        slug=D.slug,
        first_day=day_of(now, -150),
        last_day=day_of(now, -91),
    )
    withdrawal = WithdrawBill(
        at=D.at((49, 17, 0)), by="official-ncc-02", slug=D.slug, reason=REASON, asked_by="official-ncc"
    )
    yield from D.held(day_of(now, -150), (*TALK, *acts(), withdrawal))
