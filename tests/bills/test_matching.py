"""Matching a text's articles to those that stand: by number, by words, all pairs together."""

import random
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bills.assignment import pair_up
from app.bills.matching import Tie, TieKind, left_over, match_articles, measure_ties, suggest_merged
from app.bills.models import ArticleText
from app.kernel.bilingual import EN, ZH, Bilingual
from tests.bills.redrafts import FIRST, WORDS, file_of

_CHARACTERS = (
    "資通安全管理法主機關應定期公布國家情勢報告對特非務之維護計畫實施稽核發展方案送立院備查得委任託其他辦前項規者由"
)


def _words(seed: object, length: int = 120) -> str:
    """Words that no other seed gives."""
    choose = random.Random(str(seed))
    return "".join(choose.choice(_CHARACTERS) for _ in range(length))


def _stand(articles: dict[str, str], *, deleted: tuple[str, ...] = (), en: bool = False) -> list[ArticleText]:
    """Standing articles, number → words; the ids are 101, 102 …"""
    return [
        ArticleText(
            article_id=101 + n,
            number=number,
            heading=Bilingual(),
            text=Bilingual("" if en else WORDS.get(words, words), WORDS.get(words, words) if en else ""),
            is_deleted=number in deleted,
        )
        for n, (number, words) in enumerate(articles.items())
    ]


def _match(standing: list[ArticleText], articles: dict[str, str], lang: str = ZH) -> dict[str, str]:
    """number → what it is: "18", "new", "split 18"."""
    numbers = {text.article_id: text.number for text in standing}
    ties = match_articles(standing, file_of(articles).articles, lang)
    names = {TieKind.SAME: "", TieKind.SPLIT: "split "}
    return {
        number: "new" if tie.article_id is None else names[tie.kind] + numbers[tie.article_id]
        for number, tie in zip(articles, ties, strict=True)
    }


def _merged(standing: list[ArticleText], articles: dict[str, str]) -> dict[str, str]:
    numbers = {text.article_id: text.number for text in standing}
    outline = file_of(articles).articles
    found = suggest_merged(standing, outline, match_articles(standing, outline, ZH), ZH)
    return {numbers[gone]: numbers[target] for gone, target in found.items()}


CASES = {
    "one is rewritten in part": (FIRST | {"17": WORDS["training"][:24] + "並應納入考核，成績優良者予以獎勵。"}, {}),
    "one is inserted before others": (
        {"16": "audit", "17": "lantern", "18": "training", "19": "inspection", "20": "sharing", "21": "fine", "22": "start"},
        {"17": "new", "18": "17", "19": "18", "20": "19", "21": "20", "22": "21"},
    ),
    "a number is reused by other words": (FIRST | {"18": "lantern"}, {"18": "new"}),
    "two change places": (FIRST | {"16": "sharing", "19": "audit"}, {"16": "19", "19": "16"}),
    "one is split, the longer part keeps it": (FIRST | {"18": "entry", "18-1": "secrecy"}, {"18-1": "split 18"}),
    "one is split, the longer part gets another number": (
        FIRST | {"18": WORDS["inspection"][:40], "22": WORDS["inspection"][40:]},
        {"18": "split 18", "22": "18"},
    ),
    "one goes": ({n: w for n, w in FIRST.items() if n != "19"}, {}),
    "one goes in the file's own words": (FIRST | {"19": ""}, {}),
    "one goes and its words come under another number": (FIRST | {"19": "", "22": "sharing"}, {"19": "new", "22": "19"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_article_finds_what_it_was(case: str) -> None:
    articles, others = CASES[case]
    assert _match(_stand(FIRST), articles) == {n: n for n in articles} | others


def test_article_is_split_in_three() -> None:
    standing = _stand({"16": _words(1) + _words(2, 110) + _words(3, 110)})
    parts = {"16": _words(1), "17": _words(2, 110), "18": _words(3, 110)}
    assert _match(standing, parts) == {"16": "16", "17": "split 16", "18": "split 16"}


def test_merged_articles_are_suggested() -> None:
    standing = _stand(FIRST)
    merged = {n: w for n, w in FIRST.items() if n != "17"} | {"16": f"{WORDS['audit']}\n{WORDS['training']}"}
    assert _merged(standing, merged) == {"17": "16"}
    assert _merged(standing, {n: w for n, w in FIRST.items() if n != "17"}) == {}


def test_copy_of_words_that_stay_where_they_are_is_no_split() -> None:
    assert _match(_stand(FIRST), FIRST | {"30": WORDS["inspection"][:40]})["30"] == "new"


def test_words_that_both_had_before_are_no_sign_of_a_merger() -> None:
    twin = WORDS["audit"].replace("每年", "每二年")
    standing = _stand({"1": "audit", "2": twin})
    assert _merged(standing, {"1": "audit"}) == {}


def test_deleted_article_returns_as_itself() -> None:
    standing = _stand(FIRST, deleted=("18",))
    assert _match(standing, FIRST) == {n: n for n in FIRST}
    assert [t.number for t in left_over(standing, [Tie(TieKind.SAME, 101, 1.0)])] == ["17", "18", "19", "20", "21"]


def test_article_that_stands_goes_before_a_deleted_one_with_the_same_words() -> None:
    standing = _stand({"17": "audit", "18": "audit"}, deleted=("17",))
    standing[0].number = "18"
    assert match_articles(standing, file_of({"18": "audit"}).articles, ZH) == [Tie(TieKind.SAME, 102, 1.0)]


def test_english_is_tied_to_chinese_by_number() -> None:
    standing = _stand(FIRST)
    assert _match(standing, {"18": "Inspection of premises.", "99": "Other."}, EN) == {"18": "18", "99": "new"}


def test_english_is_compared_by_words() -> None:
    words = {"1": "The agency audits each provider every year and tells it the result in writing.",
             "2": "Staff attend twelve hours of training every year; records are kept for three years."}  # fmt: skip
    standing = _stand(words, en=True)
    changed = {
        "1": "Lanterns may be hung in public parks.",
        "2": words["1"].replace("every year", "twice"),
        "3": words["2"],
    }
    assert _match(standing, changed, EN) == {"1": "new", "2": "1", "3": "2"}


def test_chinese_over_an_english_draft_is_tied_by_number() -> None:
    standing = _stand({"1": "One.", "2": "Two."}, en=True)
    assert _match(standing, {"2": "audit", "3": "fine"}) == {"2": "2", "3": "new"}


def test_likeness_of_chosen_ties() -> None:
    standing = _stand(FIRST)
    ties = [Tie(TieKind.SAME, 101, 0.0), Tie(TieKind.SAME, 101, 0.0)]
    same, other = measure_ties(standing, file_of({"16": "audit", "17": "training"}).articles, ties, ZH)
    assert same.likeness == 1
    assert 0 < other.likeness < 0.4


articles = st.integers(1, 12)


@given(n=articles)
def test_unchanged_drafts_keep_every_identity(n: int) -> None:
    draft = {str(k): _words(k % 3) for k in range(1, n + 1)}  # the same words stand under several numbers
    assert _match(_stand(draft), draft) == {k: k for k in draft}


@given(n=articles, seed=st.randoms(use_true_random=False))
def test_any_order_and_numbering_is_found(n: int, seed: random.Random) -> None:
    draft = {str(k): _words(k) for k in range(1, n + 1)}
    order, numbers = list(draft), seed.sample(range(1, 40), n)
    seed.shuffle(order)
    shuffled = {str(number): draft[before] for number, before in zip(numbers, order, strict=True)}
    assert list(_match(_stand(draft), shuffled).values()) == order


@given(n=articles, at=st.integers(0, 119), word=st.sampled_from("，甲乙丙 "), seed=st.randoms(use_true_random=False))
def test_edit_of_one_character_changes_no_identity(n: int, at: int, word: str, seed: random.Random) -> None:
    draft = {str(k): _words(k) for k in range(1, n + 1)}
    edited = {str(int(k) + 1): w[:at] + word + w[at + 1 :] for k, w in draft.items()}
    assert list(_match(_stand(draft), edited).values()) == list(draft)


weights = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.01, 1.0), max_size=14)


@given(edges=weights)
def test_pairs_are_the_heaviest_that_there_are(edges: dict[tuple[int, int], float]) -> None:
    pairs = pair_up(edges)
    assert len(set(pairs.values())) == len(pairs)
    best = max(sum(edges.get(pair, 0) for pair in enumerate(order)) for order in permutations(range(5)))
    assert sum(edges[pair] for pair in pairs.items()) == pytest.approx(best)


def test_great_groups_are_paired_by_their_heaviest_edges() -> None:
    edges = {(a, b): 1.0 if a == b else 0.5 for a, b in product(range(100), repeat=2)}
    assert pair_up(edges) == {n: n for n in range(100)}
