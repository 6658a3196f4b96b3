"""The shape of what officials send about a notice's days, a withdrawal, what waits, and the stages of a bill's path."""

from datetime import date, datetime

from wtforms import DateField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from app.bills.desk.forms import ActForm, NoticeForm
from app.bills.models import Bill, Milestone, Stage
from app.bills.notice_period import NoticePeriod
from app.bills.notice_plan import NoticePlan
from app.bills.words import STAGES
from app.kernel.bilingual import Bilingual
from app.kernel.clock import TAIPEI
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.kernel.web.forms import Line, Prose

_SHORT = [Length(max=2_000)]
_FIRST, _LAST = date(1000, 1, 1), date(9000, 1, 1)


class ReasonForm(ActForm):
    """An act with a published reason."""

    reason_zh = Prose(_l("Reason in Chinese"), _SHORT)
    reason_en = Prose(_l("Reason in English"), _SHORT)


class PlanForm(NoticeForm):
    """The days of a notice with why it is short."""

    def plan(self, reason: Bilingual = Bilingual()) -> NoticePlan:
        """The plan that was sent, or raise Refused."""
        notice = self.notice
        if notice is None:
            raise invalid(_l("The last day lies before the first."), "last_day")
        return NoticePlan(notice.first_day, notice.last_day, self.ground, self.pair("justification"), reason)


class AnnouncementForm(PlanForm):
    """A notice period, and when it is announced where that is not at once."""

    plan_day = DateField(_l("Announce on this day"), [Optional()])
    plan_time = TimeField(_l("At this time"), [Optional()])

    @property
    def due_at(self) -> datetime | None:
        """The instant that was set for the announcement, by the clock in Taipei; None for at once."""
        day, time = self.plan_day.data, self.plan_time.data
        if day is None and time is None:
            return None
        if day is None or time is None or not _FIRST < day < _LAST:
            raise invalid(_l("Give the day and the time at which the announcement is made."), "plan_day")
        return datetime.combine(day, time, TAIPEI)


class ReschedulingForm(PlanForm, ReasonForm):
    """Other days for a notice, and why."""

    def show(self, bill: Bill) -> None:
        """Show what stands."""
        self.first_day.data, self.last_day.data = bill.first_day, bill.last_day
        self.short_ground.data = bill.short_ground.value if bill.short_ground else ""
        self.put("justification", bill.justification)


class ExtensionForm(ReasonForm):
    """A later last day."""

    last_day = DateField(_l("New last day"), [InputRequired()])

    def notice(self, bill: Bill) -> NoticePeriod | None:
        """The period that the new last day makes, as far as it makes one."""
        last = self.last_day.data
        if bill.first_day is None or not isinstance(last, date) or not bill.first_day <= last <= _LAST:
            return None
        return NoticePeriod(bill.first_day, last)


class PostponementForm(ReasonForm):
    """A later day for the response."""

    due_day = DateField(_l("New day for the response"), [InputRequired()])


class DecliningForm(ActForm):
    """Why an act is declined."""

    words = Prose(_l("Why you decline it"), _SHORT)


class MilestoneForm(ActForm):
    """A stage that a bill has reached, and where that is written."""

    stage = SelectField(_l("Stage"), choices=[SelectChoice(stage.value, name) for stage, name in STAGES.items()])
    day = DateField(_l("Day"), [InputRequired()])
    note_zh = Prose(_l("Note in Chinese"), _SHORT)
    note_en = Prose(_l("Note in English"), _SHORT)
    source_url = Line(_l("Address of the source"), [Length(max=500)])
    source_label_zh = Line(_l("Name of the source in Chinese"), [Length(max=200)])
    source_label_en = Line(_l("Name of the source in English"), [Length(max=200)])

    def show(self, milestone: Milestone) -> None:
        """Show what stands."""
        self.stage.data, self.day.data = milestone.stage.value, milestone.day
        self.source_url.data = milestone.source_url
        self.put("note", milestone.note)
        self.put("source_label", milestone.source_label)

    @property
    def chosen(self) -> Stage:
        """The stage that was chosen."""
        return Stage(self.stage.data)
