"""The tables of an export: what is read back from them is what the API says, and no cell is a formula."""

import csv
from io import StringIO

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from app.kernel.bilingual import Bilingual
from app.opendata.exporting.tables import COMMENT, OF_COMMENT, RISKY, WHY, safe
from app.responses.models import Answer, AnswerArticle
from app.summaries.models import Recommendation
from tests.builders import World
from tests.discussion import talk
from tests.opendata.debate import ANSWERED, CANARY, Debate, article_of
from tests.opendata.exporting.test_bill_export import CLOSED, export
from tests.opendata.exporting.test_package import unpack

FORMULAS = (
    '=HYPERLINK("https://evil.example","x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "＝1＋1",
    "\t=1",
    " =1",
    "'=1",
    "\u3000＠x",
)


def read_table(text: str) -> list[dict[str, str]]:
    """Read a table back as the documentation says: one apostrophe goes from the beginning of each cell."""
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    heads = next(rows)
    return [dict(zip(heads, [cell.removeprefix("'") for cell in row], strict=True)) for row in rows]


def test_comments_read_back_are_those_of_the_export(client: FlaskClient, debate: Debate) -> None:
    answer = client.get(f"{CLOSED}/export.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows, document = read_table(answer.text), export(client)
    assert tuple(rows[0]) == COMMENT
    for row, comment in zip(rows, document["comments"], strict=True):
        assert [row[name] for name in OF_COMMENT] == ["" if comment[n] is None else str(comment[n]) for n in OF_COMMENT]
        assert row["author"] == comment["author"]["handle"]
        said = comment["journey"]
        assert row["issues"].split() == [f"I{number}" for number in said["issues"]]
        assert row["recommendations"].split() == [f"R{number}" for number in said["recommendations"]]
        assert [answer.partition(":")[0] for answer in row["answers"].split()] == said["answers"]
        assert row["unanswered"].split() == said["unanswered"]
        assert len(row["changes"].split()) == len(said["changes"])
    changed = rows[[row["body"] for row in rows].index("changed words")]
    assert (changed["answers"], changed["changes"]) == ("R1:partly-adopted", "2@2:changed")


def test_comments_read_back_are_those_of_the_database(client: FlaskClient, debate: Debate, world: World) -> None:
    query = sa.select(Comment.id, Comment.body).where(Comment.bill_id == debate.bill.id, Comment.state == State.VISIBLE)
    kept = {(str(number), body) for number, body in world.session.execute(query)}
    rows = read_table(client.get(f"{CLOSED}/export.csv").text)
    assert {(row["id"], row["body"]) for row in rows if row["state"] == "visible"} == kept
    assert len(kept) == 8
    assert {row["body"] for row in rows if row["state"] != "visible"} == {""}
    assert CANARY not in client.get(f"{CLOSED}/export.csv").text


@pytest.mark.parametrize("words", FORMULAS)
def test_a_cell_is_no_formula_and_reads_back_as_it_was(words: str) -> None:
    assert safe(words).startswith("'")
    assert safe(words).removeprefix("'") == words


def test_plain_cells_and_numbers_stay_as_they_are() -> None:
    assert [safe(cell) for cell in ("Words = words", "", None, -1)] == ["Words = words", "", None, -1]


def test_a_comment_that_is_a_formula_stands_in_the_table_as_text(client: FlaskClient, world: World) -> None:
    said = '=cmd|"/C calc"!A1, and\nanother line, "quoted"'
    talk.post(world, said, place="2", proposed="=1+1")
    text = client.get("/bills/open-bill/export.csv").text
    cells = next(row for row in csv.reader(StringIO(text, newline="")) if "calc" in " ".join(row))
    assert not [cell for cell in cells if cell.startswith(RISKY[:-4])]
    assert read_table(text)[-1]["body"] == said
    assert read_table(text)[-1]["proposed_text"] == "=1+1"


def test_articles_read_back_with_what_stands_behind_their_changes(
    client: FlaskClient, debate: Debate, session: Session
) -> None:
    asked = session.scalars(sa.select(Recommendation).where(Recommendation.ordinal == 1)).one()
    asked.text = Bilingual("＝建議", "=1+1")
    (answer,) = session.scalars(sa.select(Answer).where(Answer.version_id.is_not(None)))
    on_the_whole = Answer(
        bill_id=answer.bill_id, author_id=answer.author_id, version_id=answer.version_id, reason=answer.reason,
        written_at=ANSWERED, published_at=ANSWERED,
        changes=[AnswerArticle(article_id=article_of(session, debate.bill, "2").id, address="2")],
    )  # fmt: skip
    session.add(on_the_whole)
    session.commit()
    rows = read_table(unpack(client.get(f"{CLOSED}/export.zip").data)["articles.csv"].decode())
    texts = [(str(v["number"]), text) for v in export(client)["versions"] for text in v["articles"]]
    for row, (number, text) in zip(rows, texts, strict=True):
        assert (row["version"], row["key"]) == (number, text["key"])
        assert [one.partition(":")[0] for one in row["answers"].split()] == [why["target"] for why in text["why"]]
        assert row["asked_en"] == "".join(why["asked"]["en"] for why in text["why"] if why["asked"])
        assert row["comments"].split() == [f"{why['target']}:{told}" for why in text["why"] for told in why["comments"]]
    (changed,) = [row for row in rows if row["answers"]]
    told = ("R1:partly-adopted statement", "＝建議", "=1+1", f"R1:{debate.id('changed')}")
    assert tuple(changed[name] for name in WHY) == told


def test_a_mark_for_spreadsheets_comes_where_it_is_asked_for(client: FlaskClient, debate: Debate) -> None:
    plain, marked = (client.get(f"{CLOSED}/export.csv{query}") for query in ("", "?bom=1"))
    assert marked.data == b"\xef\xbb\xbf" + plain.data
    assert marked.headers["ETag"] != plain.headers["ETag"]
