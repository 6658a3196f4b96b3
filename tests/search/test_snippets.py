"""Snippets: around the first hit, whole words at their ends, in the language that holds the words."""

from app.kernel.bilingual import EN, ZH, Bilingual, Passage
from app.search.snippets import LENGTH, Part, choose_snippet, cut_snippet
from app.search.tokens import read_phrases


def cut(text: str, typed: str) -> tuple[Part, ...]:
    return cut_snippet(Passage(text, ZH), read_phrases(typed)).parts


def test_a_short_text_stays_whole() -> None:
    assert cut("與資安\n有關。", "資安") == (Part("與", False), Part("資安", True), Part(" 有關。", False))


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    snippet = cut_snippet(Passage("前" * 500 + "資安" + "後" * 500, ZH), read_phrases("資安"))
    assert snippet.text.startswith("…前") and snippet.text.endswith("後…")
    assert len(snippet.text) == LENGTH + 2
    (mark,) = snippet.marks
    assert snippet.text[slice(*mark)] == "資安"


def test_english_words_stay_whole() -> None:
    snippet = cut_snippet(Passage("alpha beta " * 60 + "kestrel" + " gamma delta" * 60, EN), read_phrases("kestrel"))
    assert set(snippet.text.strip("…").split()) == {"alpha", "beta", "kestrel", "gamma", "delta"}


def test_without_a_hit_it_begins_at_the_beginning() -> None:
    assert cut("字" * 300, "資安")[0].text == "字" * LENGTH
    assert cut("", "資安") == ()


def test_the_language_with_the_words_is_shown() -> None:
    texts = (Bilingual("資安稽核", "An audit"), Bilingual("說明", "Kestrel audit"))
    chosen = [choose_snippet(texts, read_phrases(typed), EN) for typed in ("資安", "audit", "kestrel audit", "nothing")]
    assert [(snippet.text, snippet.lang) for snippet in chosen] == [
        ("資安稽核", ZH),
        ("An audit", EN),
        ("Kestrel audit", EN),
        ("An audit", EN),
    ]


def test_marks_never_fall_out_of_long_hits() -> None:
    assert cut("x" * 1000, "x" * 90)[0].is_found is False
