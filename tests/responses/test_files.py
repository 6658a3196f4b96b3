"""The consolidated response as files: the same words as the page, none that are not public, and clear refusals."""

import io
import re

import docx
import pytest
from flask.testing import FlaskClient

from app.bills.exporting import pdf as press
from app.bills.queries import list_articles
from app.kernel.bilingual import Bilingual
from app.responses import downloads
from app.responses.actions import AnswerWords
from app.responses.models import Outcome
from tests.bills.exporting.test_pdf import inflated, needs_font, pages_of
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.responses.answers import ADOPTED, Answering, answering

CANARY = AnswerWords(
    outcome=Outcome.CLARIFIED, reason=Bilingual("金絲雀" * 7, "canary-words-4711, long enough to count")
)
FILE = "/bills/closed-bill/response"
SIZE = 10.5  # of the words in the PDF, in points


@pytest.fixture
def work(world: World, client: FlaskClient) -> Answering:
    downloads._made.clear()
    return answering(world, NOON)


def words_of(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def test_there_is_no_file_before_anything_is_public(client: FlaskClient, work: Answering) -> None:
    work.save("Q1")
    for suffix in ("docx", "pdf"):
        assert client.get(f"{FILE}.{suffix}").status_code == 404
        assert f"response.{suffix}" not in client.get(FILE).text


def test_the_word_file_says_what_the_page_says(client: FlaskClient, work: Answering, statements: Statements) -> None:
    work.summarise(asks=2)
    work.save("R1", ADOPTED)
    work.publish("Q1")
    work.add("Q1", CANARY)
    work.publish()
    work.save("Q2", AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual("", "a draft that is not public yet")))
    assert "response.docx" in client.get(FILE).text
    with statements as seen:
        answer = client.get(f"{FILE}.docx?lang=en")
    assert len(seen) <= 6, seen.seen
    said = words_of(answer.data)
    for words in (
        "Consolidated response",
        "Draft closed-bill",
        "2 of 4 points have an answer on record.",
        "asked for by official, released by second-official",
        "Recommendation R2",
        "No response on record",
        "Adopted\nPublished on 10 March 2026",
        "Changed text in version 1: article 1, article 2, paragraph 2, subparagraph 1",
        "Added on 10 March 2026: Clarified",
        "canary-words-4711",
        "http://",
    ):
        assert words in said, words
    assert "not public yet" not in said
    chinese = client.get(f"{FILE}.docx?lang=zh-TW")
    assert "金絲雀" in words_of(chinese.data)
    assert "canary" not in words_of(chinese.data)
    assert chinese.headers["Content-Language"] == "zh-Hant-TW"


def test_the_files_mark_what_changed_in_the_text(client: FlaskClient, work: Answering) -> None:
    second = work.add_version()
    text = next(t for t in list_articles(work.session, second) if t.article.key == "1")
    text.text = Bilingual("", text.text.en + " Newly added words.")
    work.session.flush()
    work.save("Q1", AnswerWords(outcome=Outcome.ADOPTED, reason=ADOPTED.reason, version=2, articles=("1",)))
    work.publish()
    file = docx.Document(io.BytesIO(client.get(f"{FILE}.docx?lang=en").data))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    assert "Newly added words." in " ".join(run.text for run in runs if run.underline)
    assert not any("Newly" in run.text for run in runs if not run.underline)
    said = "\n".join(paragraph.text for paragraph in file.paragraphs)
    assert "Article 1: in version 2 against the text as noticed" in said
    assert "removed words are struck through" in said


def test_the_same_response_is_the_same_file_and_is_not_sent_twice(client: FlaskClient, work: Answering) -> None:
    work.publish("Q1")
    first = client.get(f"{FILE}.docx")
    downloads._made.clear()
    again = client.get(f"{FILE}.docx")
    assert (again.data, again.headers["ETag"]) == (first.data, first.headers["ETag"])
    assert client.get(f"{FILE}.docx", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    work.publish("Q2")
    assert client.get(f"{FILE}.docx").headers["ETag"] != first.headers["ETag"]
    assert re.search(r'filename="closed-bill-response.docx"', first.headers["Content-Disposition"])


def lines_of(pdf: bytes) -> tuple[list[float], list[float]]:
    """How long the lines are that a PDF draws through words, and those that it draws below them."""
    struck: list[float] = []
    underlined: list[float] = []
    base = 0.0
    for y, drawn in re.findall(rb"\nq 1 0 0 -1 \S+ (\S+) cm(.*?)\nQ", inflated(pdf), re.DOTALL):
        if drawn.endswith(b"\nET"):
            base = float(y)
        elif line := re.search(rb" 0\.525 w .* 0 0 m (\S+) 0 l\nS$", drawn):  # a twentieth of the words' size
            (struck if float(y) > base else underlined).append(float(line[1]))
    return struck, underlined


@needs_font
def test_the_pdf_is_typeset_of_words_alone_and_strikes_what_was_removed(client: FlaskClient, work: Answering) -> None:
    second = work.add_version()
    text = next(t for t in list_articles(work.session, second) if t.article.key == "1")
    text.text = Bilingual(text.text.zh.replace("本文", "新增本文").replace("第二項如下", "如下"), "")
    tricky = Bilingual("#panic() $x$ *粗* \\ “引號” [括號] 二十個字以上之理由", "")
    work.save("Q1", AnswerWords(outcome=Outcome.ADOPTED, reason=tricky, version=2, articles=("1",)))
    work.publish("statement")
    answer = client.get(f"{FILE}.pdf?lang=zh-TW")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    assert pages_of(answer.data) == 1
    struck, underlined = lines_of(answer.data)
    assert struck == [pytest.approx(3 * SIZE)], "第二項"
    assert 0 < sum(underlined) <= 2 * SIZE, "新增, but where a stroke of a sign meets the line"
    assert client.get(f"{FILE}.pdf?lang=zh-TW").data == answer.data


def test_without_a_chinese_font_the_reader_is_told(
    client: FlaskClient, work: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    script = tmp_path / "typesetting.py"
    script.write_text("import sys; sys.exit(3)")
    monkeypatch.setattr(press, "TYPESETTER", script)
    work.publish("Q1")
    refused = client.get(f"{FILE}.pdf?lang=en")
    assert refused.status_code == 503
    assert "fonts-noto-cjk" in refused.text
