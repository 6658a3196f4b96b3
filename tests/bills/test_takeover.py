"""Taking files over into drafts: identities, what goes and what stays, two languages, refusals."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from app.bills import actions, queries
from app.bills.actions.publication import digest_articles
from app.bills.matching import NEW, Tie, TieKind, match_articles
from app.bills.models import Article, ArticleText, Bill, DraftChange, Version
from app.bills.outline import Outline, OutlineArticle
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.verdict import Refused
from tests.bills.drafts import prepare_bill
from tests.bills.redrafts import FIRST, WORDS, file_of, open_bill, redraft, rows, take_over
from tests.builders import World
from tests.conftest import NOON, Statements


@pytest.fixture
def bill(world: World) -> Bill:
    return open_bill(world)


REDRAFTS = {
    "unchanged": (FIRST, [(n, n, "") for n in FIRST]),
    "renumbered": (
        {"16": "audit", "17": "training", "18": "lantern", "19": "inspection", "20": "sharing", "21": "fine", "22": "start"},
        [("16", "16", ""), ("17", "17", ""), ("18~2", "18", ""), ("18", "19", ""), ("19", "20", ""), ("20", "21", ""),
         ("21", "22", "")],
    ),
    "number reused": (
        FIRST | {"18": "lantern"},
        [("16", "16", ""), ("17", "17", ""), ("18", "18", "deleted"), ("18~2", "18", ""), ("19", "19", ""), ("20", "20", ""),
         ("21", "21", "")],
    ),
    "split": (
        FIRST | {"18": "entry", "18-1": "secrecy"},
        [(n, n, "") for n in FIRST] + [("18-1", "18-1", "split from 18")],
    ),
    "merged": (
        {n: w for n, w in FIRST.items() if n != "17"} | {"16": f"{WORDS['audit']}\n{WORDS['training']}"},
        [("16", "16", ""), ("17", "17", "merged into 16"), *((n, n, "") for n in ("18", "19", "20", "21"))],
    ),
    "deleted": (
        {n: w for n, w in FIRST.items() if n != "18"},
        [(n, n, "deleted" if n == "18" else "") for n in FIRST],
    ),
    "deleted in the file's own words": (
        FIRST | {"18": ""},
        [(n, n, "deleted" if n == "18" else "") for n in FIRST],
    ),
    "moved and changed": (
        {"16": "inspection", "17": "audit", "18": WORDS["training"].replace("十二", "十八"), "19": "sharing", "20": "fine",
         "21": "start"},
        [("18", "16", ""), ("16", "17", ""), ("17", "18", ""), *((n, n, "") for n in ("19", "20", "21"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REDRAFTS)
def test_identity_is_kept(world: World, bill: Bill, case: str) -> None:
    articles, expected = REDRAFTS[case]
    articles = articles if case != "unchanged" else FIRST | {"21": "本法自公布日施行，施行日期由行政院定之。"}
    assert rows(world, redraft(world, bill, articles)) == expected


@pytest.fixture
def draft(world: World, bill: Bill) -> Version:
    return actions.start_new_version(world.session, world.people["official"], bill, now=NOON)


def _texts(world: World, version: Version) -> dict[str, ArticleText]:
    """What stands in a version, by number."""
    world.session.expire_all()
    return {text.number: text for text in queries.list_articles(world.session, version) if not text.is_deleted}


def _tell(world: World, bill: Bill, draft: Version, outline: Outline, **told: Any) -> None:
    """Take a file over as it would be suggested, but for what is told."""
    lang = told.setdefault("lang", ZH)
    told.setdefault("ties", match_articles(queries.list_articles(world.session, draft), outline.articles, lang))
    told.setdefault("now", NOON)
    official = told.pop("official", world.people["official"])
    actions.take_over_outline(world.session, official, bill, draft, outline, **told)


def _english(numbers: Iterable[str], **more: Any) -> Outline:
    said = [OutlineArticle(number=n, text=f"Text {n}.", heading=f"Heading {n}", **more) for n in numbers]
    return Outline(tuple(said))


def test_english_file_adds_english_to_the_chinese_draft(world: World, bill: Bill, draft: Version) -> None:
    before = rows(world, draft)
    _tell(world, bill, draft, _english(["20", "18"]), lang=EN)
    assert rows(world, draft) == before
    texts = _texts(world, draft)
    assert texts["18"].text == Bilingual(WORDS["inspection"], "Text 18.")
    assert texts["18"].heading == Bilingual("", "Heading 18")
    assert texts["18"].explanation == Bilingual("說明")
    assert texts["16"].text == Bilingual(WORDS["audit"])


def test_english_file_with_another_article_is_refused(world: World, bill: Bill, draft: Version) -> None:
    with pytest.raises(Refused, match="invalid"):
        _tell(world, bill, draft, _english(["18", "99"]), lang=EN)


def test_english_file_fills_an_english_draft(world: World) -> None:
    prepared = prepare_bill(world)
    draft = queries.get_draft(world.session, prepared)
    _tell(world, prepared, draft, Outline((OutlineArticle(number="1", text="第一條。"),)), ties=[NEW])
    for text in queries.list_articles(world.session, draft):
        text.text = Bilingual("", "One.")
    _tell(world, prepared, draft, _english(["1", "2"]), lang=EN)
    assert [row[1] for row in rows(world, draft)] == ["1", "2"]
    _tell(world, prepared, draft, file_of({"1": "audit", "3": "fine"}))
    assert {n: t.text for n, t in _texts(world, draft).items()} == {
        "1": Bilingual(WORDS["audit"], "Text 1."),
        "3": Bilingual(WORDS["fine"]),
    }


def test_other_language_stays_also_where_the_words_changed(world: World, bill: Bill, draft: Version) -> None:
    _tell(world, bill, draft, _english(FIRST, explanation="Why.", chapter="Chapter I"), lang=EN)
    take_over(world, bill, FIRST | {"17": f"{WORDS['training']}其辦法由主管機關定之。"})
    assert {text.text.en for text in _texts(world, draft).values()} == {f"Text {n}." for n in FIRST}
    assert _texts(world, draft)["17"].explanation == Bilingual("說明", "Why.")


def test_chapters_are_the_files_in_both_languages_where_the_draft_knows_them(world: World, bill: Bill) -> None:
    draft = actions.start_new_version(world.session, world.people["official"], bill, now=NOON)
    texts = queries.list_articles(world.session, draft)
    for text in texts:
        first = text.number < "19"
        text.chapter = Bilingual("第一章　總則", "Chapter I") if first else Bilingual("第二章　罰則", "Chapter II")
    filed = file_of(FIRST | {"22": "lantern"}).articles
    chapters = ["第一章　總則"] * 2 + ["第二章　罰則"] * 2 + ["第三章　附則"] * 2 + ["第二章　罰則"]
    moved = [replace(article, chapter=name, section="第一節") for article, name in zip(filed, chapters, strict=True)]
    _tell(world, bill, draft, Outline(tuple(moved)))
    found = {number: (text.chapter.en, text.section) for number, text in _texts(world, draft).items()}
    names = ["Chapter I"] * 2 + ["Chapter II"] * 2 + [""] * 2 + ["Chapter II"]
    assert found == {n: (name, Bilingual("第一節")) for n, name in zip([*FIRST, "22"], names, strict=True)}


def test_file_without_explanations_leaves_them(world: World, bill: Bill, draft: Version) -> None:
    plain = Outline(tuple(replace(article, explanation="") for article in file_of(FIRST).articles))
    _tell(world, bill, draft, plain)
    assert {text.explanation.zh for text in _texts(world, draft).values()} == {"說明"}
    some = Outline((replace(plain.articles[0], explanation="新說明"), *plain.articles[1:]))
    _tell(world, bill, draft, some)
    assert [text.explanation.zh for text in _texts(world, draft).values()] == ["新說明", *[""] * 5]


def test_current_text_is_the_files(world: World, bill: Bill, draft: Version) -> None:
    said = file_of(FIRST).articles
    _tell(world, bill, draft, Outline((replace(said[0], current_text="現行。"), *said[1:])))
    assert _texts(world, draft)["16"].current_text == Bilingual("現行。")
    _tell(world, bill, draft, Outline((said[0], replace(said[1], current_text="現行。"), *said[2:])))
    assert [text.current_text for text in _texts(world, draft).values()][:2] == [None, Bilingual("現行。")]


def test_article_that_was_only_drafted_goes_without_a_trace(world: World, bill: Bill, draft: Version) -> None:
    take_over(world, bill, FIRST | {"18": "entry", "18-1": "secrecy"})
    drafted = _texts(world, draft)["18-1"].article_id
    take_over(world, bill, FIRST)
    assert rows(world, draft) == [(n, n, "") for n in FIRST]
    assert world.session.get(Article, drafted) is None


def test_what_a_published_version_says_of_a_merger_stays(world: World, bill: Bill) -> None:
    merged, _ = REDRAFTS["merged"]
    redraft(world, bill, merged)
    again = redraft(world, bill, merged | {"21": "本法自公布日後六個月施行，其施行細則另定之。"})
    assert rows(world, again)[1] == ("17", "17", "merged into 16")
    back = redraft(world, bill, FIRST)
    assert rows(world, back) == [(n, n, "") for n in FIRST]


def test_only_what_changed_gets_a_new_revision_and_a_line_in_the_audit(
    world: World, bill: Bill, draft: Version
) -> None:
    before = {number: text.revision for number, text in _texts(world, draft).items()}
    seen = draft.revision
    noted = world.session.query(DraftChange).filter_by(version_number=2).count()
    take_over(world, bill, FIRST | {"19": "sharing", "20": f"{WORDS['fine']}情節輕微者免罰。"})
    after = {number: text.revision for number, text in _texts(world, draft).items()}
    assert after == before | {"20": before["20"] + 1}
    assert draft.revision == seen + 1
    assert world.session.query(DraftChange).filter_by(version_number=2).count() == noted + 1


SAME_TWICE = [Tie(TieKind.SAME, 0, 1.0), Tie(TieKind.SAME, 0, 1.0)]
BAD_FILES = {
    "no articles": ({}, None, "no articles"),
    "an odd number": ({"18~2": "audit"}, None, "not an article's number"),
    "an article is tied twice": ({"16": "audit", "17": "training"}, ("16", "16"), "cannot both be"),
    "a tie is missing": ({"16": "audit", "17": "training"}, ("16",), "no longer the same"),
    "a foreign tie": ({"16": "audit"}, ("foreign",), "no longer the same"),
    "split off a foreign article": ({"16": "audit"}, ("split foreign",), "no longer the same"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_bad_files_are_refused(world: World, bill: Bill, draft: Version, case: str) -> None:
    articles, told, words = BAD_FILES[case]
    ids = {number: text.article_id for number, text in _texts(world, draft).items()}
    ids["foreign"] = queries.get_article(world.session, world.bills["open"], "1").id
    ties = [
        Tie(TieKind.SPLIT if name.startswith("split") else TieKind.SAME, ids[name.removeprefix("split ")], 1.0)
        for name in told or ()
    ]
    before = rows(world, draft)
    with pytest.raises(Refused) as refused:
        _tell(world, bill, draft, file_of(articles), **({"ties": ties} if told else {}))
    assert words in str(refused.value.reason.text)
    assert rows(world, draft) == before


def test_number_that_is_there_twice_is_refused(world: World, bill: Bill, draft: Version) -> None:
    twice = Outline(file_of({"16": "audit"}).articles * 2)
    with pytest.raises(Refused, match="invalid"):
        _tell(world, bill, draft, twice)


def test_article_without_words_is_refused(world: World, bill: Bill, draft: Version) -> None:
    with pytest.raises(Refused, match="invalid"):
        _tell(world, bill, draft, Outline((OutlineArticle(number="1", text=""),)))


@pytest.mark.parametrize("target", ["16", "foreign"])
def test_only_what_stands_takes_up_another(world: World, bill: Bill, draft: Version, target: str) -> None:
    ids = {number: text.article_id for number, text in _texts(world, draft).items()}
    ids["foreign"] = queries.get_article(world.session, world.bills["open"], "1").id
    without = {n: w for n, w in FIRST.items() if n not in ("16", "17")}
    with pytest.raises(Refused, match="invalid"):
        _tell(world, bill, draft, file_of(without), merged={ids["17"]: ids[target]})


def test_split_off_an_article_that_is_deleted(world: World, bill: Bill, draft: Version) -> None:
    parent = _texts(world, draft)["18"].article_id
    ties = [Tie(TieKind.SPLIT, parent, 0.5)]
    _tell(world, bill, draft, file_of({"30": "entry"}), ties=ties)
    assert ("30", "30", "split from 18") in rows(world, draft)
    assert ("18", "18", "deleted") in rows(world, draft)


def test_stale_takeover_is_refused(world: World, bill: Bill, draft: Version) -> None:
    with pytest.raises(Refused, match="conflict"):
        _tell(world, bill, draft, file_of(FIRST), revision=draft.revision - 1)


@pytest.mark.parametrize(("persona", "code"), [
    (None, "sign_in_required"), ("citizen", "not_allowed"), ("other_agency_official", "not_allowed"),
    ("administrator", "not_allowed"),
])  # fmt: skip
def test_only_the_bills_officials_take_over_and_tie(
    world: World, bill: Bill, draft: Version, persona: str | None, code: str
) -> None:
    person = world.people[persona] if persona else None
    with pytest.raises(Refused, match=code):
        _tell(world, bill, draft, file_of(FIRST), official=person)
    with pytest.raises(Refused, match=code):
        actions.tie_articles(world.session, person, bill, draft, [], merged={}, now=NOON)


def test_published_versions_never_change(world: World, bill: Bill) -> None:
    first = queries.get_version(world.session, bill, 1)
    with pytest.raises(Refused, match="conflict"):
        _tell(world, bill, first, file_of(FIRST))
    with pytest.raises(Refused, match="conflict"):
        actions.tie_articles(world.session, world.people["official"], bill, first, [], merged={}, now=NOON)


def test_great_file_is_read_and_written_at_one_go(world: World, statements: Statements) -> None:
    prepared = prepare_bill(world)
    draft = queries.get_draft(world.session, prepared)
    great = {str(n): f"第{n}條之文字。" for n in range(1, 301)}
    renumbered = dict(zip(great, reversed(great.values()), strict=True))
    for articles, ties in ((great, {"ties": [NEW] * 300}), (renumbered, {})):
        with statements:
            _tell(world, prepared, draft, file_of(articles), **ties)
        assert len([seen for seen in statements.seen if not seen.startswith("INSERT")]) <= 12
    assert [row[1] for row in rows(world, draft)] == list(great)


def test_what_was_published_is_digested_with_sections_splits_and_mergers(
    world: World, bill: Bill, draft: Version
) -> None:
    texts = queries.list_articles(world.session, draft)
    digests = {digest_articles(texts)}
    texts[0].section = Bilingual("第一節")
    digests.add(digest_articles(texts))
    texts[1].split_from_id = texts[0].article_id
    digests.add(digest_articles(texts))
    texts[2].merged_into_id = texts[0].article_id
    digests.add(digest_articles(texts))
    assert len(digests) == 4
