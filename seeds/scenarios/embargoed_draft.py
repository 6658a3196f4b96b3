"""A bill that its agency has not announced: nobody else may know of it."""

from collections.abc import Iterator
from datetime import datetime

from app.kernel.bilingual import Bilingual
from seeds.scenarios.dates import day_at
from seeds.scenarios.drafting import NOTE, article, both
from seeds.steps import BillDraft, CreateBill, Step

BILL = BillDraft(
    slug="embargoed-draft",
    kind="amendment",
    lead="moda",
    title=Bilingual("資通安全管理法文字校正", "Editorial corrections to the Cyber Security Management Act"),
    summary=both(
        """統一用語並校正標點，不涉及實質內容。尚未預告，僅供機關內部編輯。""",
        """Makes the terms uniform and corrects punctuation; nothing of substance. Not announced: for the
        agency's own editing.""",
    ),
    explanation=both(
        """一、各條用語先後不一，爰予統一。

        二、本草案未變動任何權利義務。""",
        """1. Terms differ from article to article and are made uniform.

        2. No right or duty is changed.""",
    ),
    guide=both(
        """只改錯字與用語，沒有改規定。""",
        """Only misprints and terms are changed, no rule.""",
    ),
    legal_basis=both(
        """行政程序法第一百五十四條之精神及行政院所定法律案預告之要求。""",
        """The spirit of article 154 of the Administrative Procedure Act, and the Executive Yuan's
        requirement that bills be laid open for comment.""",
    ),
    topics=("cybersecurity", "government"),
    articles=(
        article(
            "9",
            ("委外之監督", "Outsourcing"),
            (
                """公務機關或特定非公務機關委外建置、維運資通系統或提供資通服務時，應選任適當之受託者，並監督
                其資通安全之維護。""",
                """A government agency or specific non-government agency that outsources the building or
                running of a system, or a service, shall choose a suitable contractor and supervise how
                security is kept.""",
            ),
            ("""將「受委託人」統一為「受託者」。""", """Uses one word for the contractor throughout."""),
            current=(
                """公務機關或特定非公務機關委外建置、維運資通系統或提供資通服務時，應選任適當之受委託人，並監
                督其資通安全之維護。""",
                """A government agency or specific non-government agency that outsources the building or
                running of a system, or a service, shall choose a suitable party and supervise how security
                is kept.""",
            ),
        ),
    ),
    questions=(
        both(
            """還有哪些用語前後不一？""",
            """Which other terms are used unevenly?""",
        ),
    ),
    note=NOTE,
)


def steps(now: datetime) -> Iterator[Step]:
    """Tell of a draft that was begun a week ago."""
    yield CreateBill(at=day_at(now, -7, 10), by="official-moda", bill=BILL)
