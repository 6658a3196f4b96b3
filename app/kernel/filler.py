"""Telling words from filler, where a reason must be published: repeated characters, keyboard rows, "no reason"."""

import regex

_LETTERS = regex.compile(r"\p{L}")
_WORDS = regex.compile(r"\p{L}+")
_ROWS = (
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒ",
    "甲乙丙丁戊己庚辛壬癸",
)
_PHRASES = (
    "nocomment",
    "noreason",
    "notapplicable",
    "asabove",
    "seeabove",
    "loremipsum",
    "同上",
    "如題",
    "如上",
    "無理由",
)
_LOOKED_AT = 200  # letters; in longer texts every language repeats its pairs of letters
_FEWEST_LETTERS = 5


def is_filler(text: str) -> bool:
    """Whether a text says nothing: too few different letters, one word or piece over and over, a keyboard row, a stock phrase."""
    letters = "".join(_LETTERS.findall(text.casefold()))[:_LOOKED_AT]
    if len(set(letters)) < _FEWEST_LETTERS:
        return True
    said = letters
    for phrase in _PHRASES:
        said = said.replace(phrase, "")
    if "loremipsum" in letters or len(said) * 2 < len(letters):
        return True
    if any(letters in 2 * row or letters in 2 * row[::-1] for row in _ROWS):
        return True
    words = _WORDS.findall(text.casefold())
    if len(words) > 2 and len(set(words)) * 3 <= len(words) and len(words) < _LOOKED_AT // 4:
        return True
    pairs = {letters[i : i + 2] for i in range(len(letters) - 1)}
    return len(pairs) * 3 < len(letters)
