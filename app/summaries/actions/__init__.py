"""Every act on summaries: the one draft of a bill, its issues and recommendations, what they cite. It is published by two (signing/).

A draft is passed as queries.get_draft (or open_draft) gives it: locked, with all its parts. An act that replaces or removes words
carries the revision that its author saw; adding and citing go well with whatever a colleague does meanwhile.
"""

from app.summaries.actions.citations import cite_comment, cite_comments, uncite_comment
from app.summaries.actions.drafting import open_draft, save_introduction
from app.summaries.actions.parts import (
    add_issue,
    add_recommendation,
    edit_issue,
    edit_recommendation,
    remove_issue,
    remove_recommendation,
)
from app.summaries.actions.rules import TITLE_LIMIT, IssueWords, RecommendationWords

__all__ = [
    "TITLE_LIMIT",
    "IssueWords",
    "RecommendationWords",
    "add_issue",
    "add_recommendation",
    "cite_comment",
    "cite_comments",
    "edit_issue",
    "edit_recommendation",
    "open_draft",
    "remove_issue",
    "remove_recommendation",
    "save_introduction",
    "uncite_comment",
]
