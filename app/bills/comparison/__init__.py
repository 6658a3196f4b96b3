"""Comparing texts: redlines of words, passages that moved, what became of each article since a version or the law in force."""

from app.bills.comparison.articles import Compared, compare_article, compare_versions, compare_with_current
from app.bills.comparison.fates import Change, change_of_text, changes_between, changes_from_current, same_words
from app.bills.comparison.lines import Line, Named, lines_as_json, lines_from_json, lines_of
from app.bills.comparison.moves import Run
from app.bills.comparison.redlines import Segment, redline

__all__ = [
    "Change",
    "Compared",
    "Line",
    "Named",
    "Run",
    "Segment",
    "change_of_text",
    "changes_between",
    "changes_from_current",
    "compare_article",
    "compare_versions",
    "compare_with_current",
    "lines_as_json",
    "lines_from_json",
    "lines_of",
    "redline",
    "same_words",
]
