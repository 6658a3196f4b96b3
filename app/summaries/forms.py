"""The shape of what moderators send when they write a summary."""

import re

from wtforms import HiddenField, SelectField, SelectMultipleField

from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.forms import KeyedForm, Line, Prose
from app.summaries.actions import IssueWords, RecommendationWords
from app.summaries.contents import IssueRow, RecommendationRow
from app.summaries.map.merging import seal
from app.summaries.models import Issue, Recommendation

_LINKED = re.compile(r"(?:.*/comments/)?(?P<id>[0-9]{1,18})(?:[/?#].*)?")
_ID = re.compile(r"[0-9]{1,18}")
_ARGUMENT = re.compile(r"a[0-9]{1,18}")


class DraftForm(KeyedForm):
    """A form about a draft, with the revision that its author saw."""

    revision = HiddenField()
    base = HiddenField()

    @property
    def seen(self) -> int:
        """The revision that was looked at; 0 where the form does not say."""
        value = str(self.revision.data or "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0

    def pair(self, name: str) -> Bilingual:
        """What was typed into a pair of fields, one for each language."""
        return Bilingual(self[f"{name}_zh"].data or "", self[f"{name}_en"].data or "")

    def show(self, revision: int, **texts: Bilingual) -> None:
        """Fill the form with what a part of the draft says at a revision."""
        self.revision.data = str(revision)
        said = texts_of(**texts)
        for name, text in said.items():
            self[name].data = text
        self.base.data = seal(said)


def texts_of(**texts: Bilingual) -> dict[str, str]:
    """Texts in both languages by the names of their fields."""
    return {f"{name}_{lang}": said for name, text in texts.items() for lang, said in (("zh", text.zh), ("en", text.en))}


def words_of_issue(issue: Issue | IssueRow) -> dict[str, Bilingual]:
    """What an issue says, by the names of its fields."""
    return {name: getattr(issue, name) for name in ("title", "statement", "position_for", "position_against")}


def words_of_recommendation(asked: Recommendation | RecommendationRow) -> dict[str, Bilingual]:
    """What a recommendation says, by the names of its fields."""
    return {"text": asked.text, "rationale": asked.rationale}


class IntroductionForm(DraftForm):
    """The introduction of a summary."""

    introduction_zh = Prose(_l("Introduction, in Chinese"))
    introduction_en = Prose(_l("Introduction, in English"))


class IssueForm(DraftForm):
    """An issue."""

    title_zh = Line(_l("Title, in Chinese"))
    title_en = Line(_l("Title, in English"))
    statement_zh = Prose(_l("Neutral statement, in Chinese"))
    statement_en = Prose(_l("Neutral statement, in English"))
    position_for_zh = Prose(_l("What speaks for it, in Chinese"))
    position_for_en = Prose(_l("What speaks for it, in English"))
    position_against_zh = Prose(_l("What speaks against it, in Chinese"))
    position_against_en = Prose(_l("What speaks against it, in English"))

    @property
    def words(self) -> IssueWords:
        """What was typed."""
        names = ("title", "statement", "position_for", "position_against")
        return IssueWords(**{name: self.pair(name) for name in names})

    def show_issue(self, issue: IssueRow) -> None:
        """Fill the form with what an issue says."""
        self.show(issue.revision, **words_of_issue(issue))


class RecommendationForm(DraftForm):
    """A recommendation, and the issue that it belongs to."""

    text_zh = Prose(_l("Recommendation, in Chinese"))
    text_en = Prose(_l("Recommendation, in English"))
    rationale_zh = Prose(_l("Why, in Chinese"))
    rationale_en = Prose(_l("Why, in English"))
    issue = SelectField(_l("Issue that it belongs to"), validate_choice=False)

    @property
    def words(self) -> RecommendationWords:
        """What was typed."""
        return RecommendationWords(text=self.pair("text"), rationale=self.pair("rationale"))

    @property
    def issue_id(self) -> int | None:
        """The id of the issue that was chosen; None for none, 0 for one that cannot be."""
        value = self.issue.data or ""
        if not value:
            return None
        return int(value) if _ID.fullmatch(value) else 0

    def show_recommendation(self, recommendation: RecommendationRow) -> None:
        """Fill the form with what a recommendation says."""
        self.show(recommendation.revision, **words_of_recommendation(recommendation))
        self.issue.data = str(recommendation.issue_id or "")
        self.base.data = f"{self.base.data} {seal({'issue': self.issue.data})}"


class CitationForm(KeyedForm):
    """Comments and arguments to be cited (ticked, or named by number or link), and the part of the draft that they go under."""

    part = SelectField(_l("Cite under"), validate_choice=False)
    named = HiddenField()
    comment = Line(_l("Or a comment by its number or address"))
    comments = SelectMultipleField(_l("Comments"), validate_choice=False)

    @property
    def comment_ids(self) -> list[int]:
        """The ids of the comments that were named; 0 stands for one that names none."""
        ticked = [value for value in self.comments.data or [] if not _ARGUMENT.fullmatch(value)]
        ids = [int(value) if _ID.fullmatch(value) else 0 for value in ticked]
        if self.comment.data:
            match = _LINKED.fullmatch(self.comment.data)
            ids.append(int(match["id"]) if match else 0)
        return ids

    @property
    def argument_ids(self) -> list[int]:
        """The ids of the arguments that were ticked: near-identical comments that count as one."""
        return [int(value[1:]) for value in self.comments.data or [] if _ARGUMENT.fullmatch(value)]
