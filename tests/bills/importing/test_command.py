"""`gongyi import`: what it prints, saves and answers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import Gongyi, cli
from app.bills import queries
from app.bills.models import Bill, DraftChange
from tests.bills.drafts import prepare_bill
from tests.bills.importing.word_files import THREE, table_file
from tests.builders import World

Run = Callable[..., tuple[int, str, str]]
ROWS = [
    ("第一章　總則", "", ""),
    ("第一條（目的）\n甲。\n一、乙。", "（本條新增）", "說明。"),
    ("第二條　（刪除）", "第二條　舊。", ""),
]


@pytest.fixture
def bill(app: Gongyi, world: World, monkeypatch: pytest.MonkeyPatch) -> Bill:
    monkeypatch.setattr(cli, "create_app", lambda: app)
    return prepare_bill(world)


@pytest.fixture
def run(bill: Bill, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main(["import", *arguments])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def whole(tmp_path: Path) -> str:
    path = tmp_path / "whole.docx"
    path.write_bytes(table_file(THREE, ROWS))
    return str(path)


@pytest.fixture
def partly(tmp_path: Path) -> str:
    path = tmp_path / "partly.docx"
    path.write_bytes(table_file(THREE, [("前言。", "", ""), *ROWS]))
    return str(path)


def numbers(world: World, bill: Bill) -> list[str]:
    world.session.expire_all()
    return [t.number for t in queries.list_articles(world.session, queries.get_draft(world.session, bill))]


def test_prints_the_articles_and_saves_nothing(run: Run, world: World, bill: Bill, whole: str) -> None:
    code, out, err = run("open-data", whole)
    assert (code, err) == (0, "")
    assert [line.split() for line in out.splitlines()] == [
        ["第一章", "總則"], ["1", "目的", "2", "provisions"], ["2", "(deleted)"], ["2", "articles,", "0", "lines", "not", "placed"],
    ]  # fmt: skip
    assert numbers(world, bill) == ["1", "2", "10-1"]


def test_lines_without_a_place_come_before_the_count_and_answer_1(run: Run, partly: str) -> None:
    code, out, _err = run("open-data", partly)
    *_, unplaced, last = out.splitlines()
    assert unplaced == "line 2: 前言。 -- This stands outside any article."
    assert last == "2 articles, 1 lines not placed"
    assert code == 1


def test_confirmed_it_is_taken_over(run: Run, world: World, bill: Bill, whole: str, partly: str) -> None:
    code, out, _err = run("open-data", whole, "--confirm", "--as", "official")
    assert code == 0
    assert out.splitlines()[-2:] == [
        "Taken over into version 1 of open-data as official.",
        "2 articles, 0 lines not placed",
    ]
    assert numbers(world, bill) == ["1", "2"]
    changes = world.session.scalars(sa.select(DraftChange)).all()
    assert world.people["official"].id in {change.person_id for change in changes}
    code, _out, _err = run("open-data", partly, "--confirm")
    assert code == 1
    assert numbers(world, bill) == ["1", "2"]


def test_english_beside_the_chinese(run: Run, world: World, bill: Bill, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Article 1 (Purpose)\nThis Act opens data.\nArticle 2\nTwo.\n")
    assert run("open-data", str(path), "--confirm", "--lang", "en")[0] == 0
    first = queries.list_articles(world.session, queries.get_draft(world.session, bill))[0]
    assert (first.text.zh, first.text.en, first.heading.en) == ("第 1 條。", "This Act opens data.", "Purpose")


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["open-data"], 2, "FILE"),
    (["open-data", "no-such-file.docx"], 2, "does not exist"),
    (["open-data", "{whole}", "--lang", "fr"], 2, "--lang"),
    (["open-data", "{whole}", "--confirm", "--as", "nobody"], 2, "nobody"),
    (["open-data", "{whole}", "--confirm", "--as", "other-agency-official"], 1, "other-agency-official may not read open-data"),
    (["no-such-bill", "{whole}"], 1, "no-such-bill"),
    (["open-bill", "{whole}", "--confirm"], 1, "has no draft"),
    (["open-data", "{here}"], 1, "not read"),
])  # fmt: skip
def test_refusals_are_one_line(
    run: Run, world: World, bill: Bill, whole: str, arguments: list[str], code: int, words: str
) -> None:
    found, _out, err = run(*(argument.format(whole=whole, here=__file__) for argument in arguments))
    assert found == code
    assert words in err
    assert err.startswith("gongyi: ")
    assert err.count("\n") == 1
    assert numbers(world, bill) == ["1", "2", "10-1"]


def test_in_production_the_official_is_named(
    run: Run, app: Gongyi, world: World, bill: Bill, whole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.extensions["gongyi.settings"], mode="production")
    monkeypatch.setitem(app.extensions, "gongyi.settings", settings)
    code, _out, err = run("open-data", whole, "--confirm")
    assert code == 2
    assert "--as HANDLE" in err
    assert numbers(world, bill) == ["1", "2", "10-1"]
