"""PDF files: typeset in a process of their own from data alone; words are words whatever they look like."""

import re
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bills.exporting import pdf
from app.bills.exporting.particulars import Counted, Voices
from app.bills.exporting.pdf import write_pdf
from app.bills.exporting.typesetting import FAMILIES
from app.bills.outline import Outline, OutlineArticle
from app.kernel.verdict import Refused
from tests.bills.exporting.drafts import ABOUT, ENGLISH, HOSTILE

ARTICLE = OutlineArticle(
    number="18",
    text="主管機關得為下列行為：\n一、甲。\n（一）子。",
    heading="檢查",
    current_text="舊。",
    explanation="一、說。",
)


def has_font() -> bool:
    """Whether this machine has a font with Chinese, as .ci/run installs it."""
    import typst

    return bool(set(FAMILIES) & set(typst.Fonts().families()))


needs_font = pytest.mark.skipif(not has_font(), reason="no Chinese font: apt install fonts-noto-cjk")


def inflated(content: bytes) -> bytes:
    """A PDF's streams, unpacked."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in found if stream[:1] == b"x")


def signs_of(content: bytes) -> set[str]:
    """The signs that a PDF says its glyphs are."""
    tables = re.findall(rb"beginbfchar(.*?)endbfchar", inflated(content), re.DOTALL)
    found = re.findall(rb"<[0-9a-fA-F]+> <([0-9a-fA-F]+)>", b"".join(tables))
    return {sign for code in found for sign in bytes.fromhex(code.decode()).decode("utf-16-be")}


def pages_of(content: bytes) -> int:
    """How many pages a PDF has."""
    return max(
        int(n) for n in re.findall(rb"/Type ?/Pages.{0,200}?/Count (\d+)", content + inflated(content), re.DOTALL)
    )


@needs_font
@pytest.mark.parametrize(
    "about", [ABOUT, ENGLISH, replace(ABOUT, is_amendment=False), replace(ABOUT, explanation=(), notes=(), notice=None)]
)
def test_a_version_is_typeset(about: Any) -> None:
    content = write_pdf(Outline((ARTICLE, replace(ARTICLE, is_deleted=True, text=""))), about)
    assert content.startswith(b"%PDF-")
    assert pages_of(content) == 1
    assert set("檢查下列") <= signs_of(content)


@needs_font
def test_the_same_version_gives_the_same_bytes() -> None:
    assert write_pdf(Outline((ARTICLE,)), ABOUT) == write_pdf(Outline((ARTICLE,)), ABOUT)


@needs_font
def test_a_long_table_goes_on_over_pages_with_counts_in_the_margin() -> None:
    outline = Outline(tuple(replace(ARTICLE, number=str(n), chapter="第一章　總則") for n in range(1, 41)))
    counted = Counted((Voices(3, 5, {"oppose": 4}),) * 40, date(2026, 3, 9))
    content = write_pdf(outline, ABOUT, counted)
    assert pages_of(content) > 2
    assert set("發表則留言反對統計至") <= signs_of(content)


@needs_font
def test_no_sign_means_anything_to_typst() -> None:
    said = "\n".join(f"{piece}甲{piece}" for piece in HOSTILE)
    outline = Outline((replace(ARTICLE, text=said, heading=said, current_text=said, explanation=said, chapter=said),))
    about = replace(ABOUT, title=said, agency=said, notes=(said,), explanation=(said,), address=said)
    content = write_pdf(outline, about, Counted((Voices(1, 1),), date(2026, 3, 9)))
    assert set("#$`*_<>@\\|=-+/{}[]&~\"'") <= signs_of(content)


@needs_font
def test_what_no_file_can_hold_is_left_out() -> None:
    assert write_pdf(Outline((replace(ARTICLE, text="甲\x00\ud800\x0b乙" + "丙" * 5_000),)), ABOUT).startswith(b"%PDF-")


def test_without_a_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "typesetting.py"
    script.write_text("import sys; sys.exit(3)")
    monkeypatch.setattr(pdf, "TYPESETTER", script)
    with pytest.raises(Refused) as refused:
        write_pdf(Outline((ARTICLE,)), ABOUT)
    assert refused.value.reason.status == 503
    assert "fonts-noto-cjk" in str(refused.value.reason.text)


@pytest.mark.parametrize("script", ["import sys; sys.exit(1)", "import time; time.sleep(9)"])
def test_what_fails_or_never_ends_is_refused(script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "typesetting.py").write_text(script)
    monkeypatch.setattr(pdf, "TYPESETTER", tmp_path / "typesetting.py")
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.2)
    with pytest.raises(Refused) as refused:
        write_pdf(Outline((ARTICLE,)), ABOUT)
    assert refused.value.reason.code == "unavailable"


def test_the_typesetter_says_that_no_font_has_chinese() -> None:
    from app.bills.exporting.typesetting import typeset

    class Bare:
        def families(self) -> list[str]:
            return ["Libertinus Serif"]

    assert typeset({"day": "2026-03-10"}, Bare()) is None
