"""The steps that a seed scenario yields: plain, dated values that the player turns into actions."""

from dataclasses import dataclass, field
from datetime import date, datetime

from app.kernel.bilingual import Bilingual


@dataclass(frozen=True, kw_only=True)
class ArticleDraft:
    """One article of a draft: `text` holds one paragraph a line; 一、 or 1. begin subparagraphs, with （一） or (1) items."""

    number: str
    heading: Bilingual
    text: Bilingual
    explanation: Bilingual = Bilingual()
    current_text: Bilingual | None = None
    chapter: Bilingual = Bilingual()
    guide: Bilingual | None = None


@dataclass(frozen=True, kw_only=True)
class TermDraft:
    """A term that a bill explains."""

    term: Bilingual
    meaning: Bilingual


@dataclass(frozen=True, kw_only=True)
class BillDraft:
    """A bill as an agency prepares it; `lead`, `co_leads` and `topics` are slugs, `kind` is amendment or new-act."""

    slug: str
    kind: str
    lead: str
    title: Bilingual
    summary: Bilingual
    explanation: Bilingual
    guide: Bilingual
    legal_basis: Bilingual
    topics: tuple[str, ...]
    articles: tuple[ArticleDraft, ...]
    questions: tuple[Bilingual, ...]
    note: Bilingual
    co_leads: tuple[str, ...] = ()
    terms: tuple[TermDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that somebody did at an instant (`at` is aware); `by` is the handle."""

    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class CreateBill(Step):
    """An official prepares a bill; it is unpublished until announced."""

    bill: BillDraft


@dataclass(frozen=True, kw_only=True)
class AnnounceBill(Step):
    """An official announces a bill; fewer than 60 days need a ground (a ShortGround's code), a justification, and who asked."""

    slug: str
    first_day: date
    last_day: date
    short_ground: str | None = None
    justification: Bilingual = Bilingual()
    asked_by: str = ""


@dataclass(frozen=True, kw_only=True)
class ExtendNotice(Step):
    """An official gives an open notice a later last day."""

    slug: str
    last_day: date
    reason: Bilingual


@dataclass(frozen=True, kw_only=True)
class PostponeResponse(Step):
    """An official has the consolidated response due later."""

    slug: str
    due_day: date
    reason: Bilingual


@dataclass(frozen=True, kw_only=True)
class PublishVersion(Step):
    """An official publishes a revised version: articles given by KEY replace theirs; `deleted` keys go; others are kept."""

    slug: str
    note: Bilingual
    changed: dict[str, ArticleDraft] = field(default_factory=dict)
    added: tuple[ArticleDraft, ...] = ()
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WithdrawBill(Step):
    """An official withdraws a bill with a reason, as another one asked."""

    slug: str
    reason: Bilingual
    asked_by: str


@dataclass(frozen=True, kw_only=True)
class AddMilestone(Step):
    """An official records a stage reached; `stage` is a code of facts: eg ey-approved, promulgated, in-force."""

    slug: str
    stage: str
    day: date
    note: Bilingual = Bilingual()
    source_url: str = ""
    source_label: Bilingual = Bilingual()


@dataclass(frozen=True, kw_only=True)
class PostComment(Step):
    """Somebody comments on `place` (18, 18.2, Q1; None is the bill as a whole), or in reply to `reply_to` (a ref).

    `proposed` says how the place should read instead.
    """

    ref: str
    slug: str
    body: str
    place: str | None = None
    reply_to: str | None = None
    position: str | None = None
    proposed: str = ""


@dataclass(frozen=True, kw_only=True)
class EditComment(Step):
    """The author edits a comment."""

    ref: str
    body: str


@dataclass(frozen=True, kw_only=True)
class WithdrawComment(Step):
    """The author withdraws a comment."""

    ref: str


@dataclass(frozen=True, kw_only=True)
class EndorseComment(Step):
    """Somebody endorses a comment."""

    ref: str


@dataclass(frozen=True, kw_only=True)
class ReportComment(Step):
    """Somebody reports a comment to the moderators."""

    ref: str
    ground: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class HideComment(Step):
    """A moderator hides a comment."""

    ref: str
    ground: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class BlackOutPassage(Step):
    """A moderator blacks out a passage of a comment, wherever it stands."""

    ref: str
    passage: str
    ground: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SlowDiscussion(Step):
    """A moderator lets each person post once in so many minutes, for some hours."""

    slug: str
    minutes: int
    hours: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class RestoreComment(Step):
    """A moderator restores a hidden comment."""

    ref: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class DismissReports(Step):
    """A moderator dismisses the reports of a comment, which stays as it is."""

    ref: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AppealHiding(Step):
    """The author of a hidden comment appeals."""

    ref: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DecideAppeal(Step):
    """A moderator decides the open appeal on a comment; `outcome` is upheld or overturned."""

    ref: str
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class IssueDraft:
    """An issue of a summary; of the comments (refs) it cites, those for and against it, and passages of those not quoted whole."""

    title: Bilingual
    statement: Bilingual
    position_for: Bilingual = Bilingual()
    position_against: Bilingual = Bilingual()
    cites: tuple[str, ...] = ()
    for_it: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    passages: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class RecommendationDraft:
    """A recommendation of a summary (R1, R2 … in order), with the comments that it rests on and the ordinal (from 1) of its issue."""

    text: Bilingual
    rationale: Bilingual
    cites: tuple[str, ...]
    issue: int


@dataclass(frozen=True, kw_only=True)
class PublishSummary(Step):
    """A moderator writes the summary of a bill's discussion, and `signed_by`, another one, signs it."""

    slug: str
    signed_by: str
    introduction: Bilingual
    issues: tuple[IssueDraft, ...]
    recommendations: tuple[RecommendationDraft, ...]


@dataclass(frozen=True, kw_only=True)
class ObjectToSummary(Step):
    """The author of a cited comment objects to how the latest summary reads it."""

    ref: str
    words: str


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """An answer to `target`: R1…, Q1…, or `statement`; adopted ones name article addresses of a version."""

    target: str
    reason: Bilingual
    outcome: str | None = None
    version: int | None = None
    articles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublishResponse(Step):
    """An official answers, and another (`released_by`) releases the consolidated response (or an addition to it)."""

    slug: str
    released_by: str
    answers: tuple[AnswerDraft, ...]
