"""Every write of this room, by noun: the bill, its drafts, its publication, its path."""

from app.bills.actions.draft import (
    ArticleContent,
    delete_article_from_draft,
    move_article,
    reorder_articles,
    restore_article_to_draft,
    save_article,
    start_new_version,
)
from app.bills.actions.path import add_milestone, withdraw_bill
from app.bills.actions.preparation import BillTexts, create_bill, save_questions, update_bill_texts
from app.bills.actions.publication import announce_bill, publish_version
from app.bills.actions.takeover import take_over_outline

__all__ = [
    "ArticleContent",
    "BillTexts",
    "add_milestone",
    "announce_bill",
    "create_bill",
    "delete_article_from_draft",
    "move_article",
    "publish_version",
    "reorder_articles",
    "restore_article_to_draft",
    "save_article",
    "save_questions",
    "start_new_version",
    "take_over_outline",
    "update_bill_texts",
    "withdraw_bill",
]
