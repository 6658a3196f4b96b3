"""Bills, their versions, articles, key questions, path, and what the desk keeps."""

from app.bills.models.bill import Bill, BillKind, BillTopic, ShortGround, Status, bill_co_lead
from app.bills.models.desk import DraftChange, StagedImport
from app.bills.models.kept import KeptComparison, VersionFile
from app.bills.models.path import (
    Milestone,
    NoticeChange,
    NoticeChangeKind,
    PendingAct,
    PendingKind,
    PendingOutcome,
    Stage,
)
from app.bills.models.version import Article, ArticleText, GlossaryTerm, Question, Version, place_rank

__all__ = [
    "Article",
    "ArticleText",
    "Bill",
    "BillKind",
    "BillTopic",
    "DraftChange",
    "GlossaryTerm",
    "KeptComparison",
    "Milestone",
    "NoticeChange",
    "NoticeChangeKind",
    "PendingAct",
    "PendingKind",
    "PendingOutcome",
    "Question",
    "ShortGround",
    "Stage",
    "StagedImport",
    "Status",
    "Version",
    "VersionFile",
    "bill_co_lead",
    "place_rank",
]
