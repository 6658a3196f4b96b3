"""The typesetter: a program of its own that reads a document's data (JSON) and writes its PDF. It imports nothing of the application.

Ends with 3 where no font of this system has Traditional Chinese.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("version.typ")
NO_FONT = 3
FAMILIES = (
    "Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC",
    "PingFang TC", "Songti TC", "PMingLiU", "Microsoft JhengHei",
)  # fmt: skip


def typeset(data: dict[str, object], fonts: typst.Fonts, template: Path = TEMPLATE) -> bytes | None:
    """Typeset a document, dated with its own day; None where no font has Chinese."""
    known = set(fonts.families())
    family = next((family for family in FAMILIES if family in known), None)
    if family is None:
        return None
    stamp = datetime.fromisoformat(str(data["day"])).replace(tzinfo=UTC)
    given = {"data": json.dumps(data | {"font": family}, ensure_ascii=False)}
    made: bytes = typst.compile(
        template.read_bytes(), sys_inputs=given, font_paths=fonts, timestamp=stamp, format="pdf"
    )
    return made


def main() -> int:
    """Typeset what stands on standard input, by the template that is named; by a version's where none is."""
    template = Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE
    made = typeset(json.loads(sys.stdin.buffer.read()), typst.Fonts(), template)
    if made is None:
        return NO_FONT
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
