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
from app.bills.actions.notice import extend_notice, postpone_response, reschedule_notice
from app.bills.actions.path import add_milestone, correct_milestone, remove_milestone
from app.bills.actions.preparation import BillTexts, create_bill, save_questions, update_bill_texts
from app.bills.actions.publication import announce_bill, publish_version
from app.bills.actions.takeover import take_over_outline
from app.bills.actions.terms import TermWords, save_terms, stamp_terms
from app.bills.actions.ties import tie_articles
from app.bills.actions.waiting import (
    ask_for_announcement,
    ask_for_rescheduling,
    ask_for_withdrawal,
    decline_act,
    do_next_due,
    sign_act,
    take_back_act,
)
from app.bills.actions.withdrawal import withdraw_bill

__all__ = [
    "ArticleContent",
    "BillTexts",
    "TermWords",
    "add_milestone",
    "announce_bill",
    "ask_for_announcement",
    "ask_for_rescheduling",
    "ask_for_withdrawal",
    "correct_milestone",
    "create_bill",
    "decline_act",
    "delete_article_from_draft",
    "do_next_due",
    "extend_notice",
    "move_article",
    "postpone_response",
    "publish_version",
    "remove_milestone",
    "reorder_articles",
    "reschedule_notice",
    "restore_article_to_draft",
    "save_article",
    "save_questions",
    "save_terms",
    "sign_act",
    "stamp_terms",
    "start_new_version",
    "take_back_act",
    "take_over_outline",
    "tie_articles",
    "update_bill_texts",
    "withdraw_bill",
]
