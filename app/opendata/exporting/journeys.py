"""The journeys of all comments of a bill: each as the API tells it, made from facts that all share."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from app.kernel.bilingual import ZH
from app.opendata.exporting.reading import Told
from app.opendata.exporting.snapshot import Snapshot
from app.opendata.journeys import Facts, Journey, make_journey
from app.opendata.shapes_bills import Shape, address, instant
from app.opendata.shapes_debate import station_items


@dataclass(frozen=True, slots=True)
class Journeys:
    """Makes the journeys of a bill's comments. Of the stations only the first differs where all that leads on is the same."""

    snapshot: Snapshot
    facts: Facts
    _courses: dict[Hashable, Shape] = field(default_factory=dict)

    def follow(self, told: Told) -> Journey:
        """Follow one comment."""
        return make_journey(self.snapshot.bill, told.row, told.cited, self.facts, ZH)

    def shape(self, journey: Journey) -> Shape:
        """A journey with its stations; the words of what it names stand once in the export, and are named by reference."""
        return {
            "url": address(f"/comments/{journey.row.id}/journey"),
            **self._stations(journey),
            "issues": [found.ordinal for found in journey.issues],
            "recommendations": [found.ordinal for found in journey.recommendations],
            "answers": [item.target.code for item in journey.asked if item.answer is not None],
            "unanswered": journey.unanswered,
            "changes": [
                {
                    "key": change.key,
                    "from_version": change.from_version,
                    "to_version": change.to_version,
                    "targets": list(change.targets),
                }
                for change in journey.changes
            ],
        }

    def _stations(self, journey: Journey) -> Shape:
        row = journey.row
        cited = tuple(found.code for found in (*journey.issues, *journey.recommendations))
        key = (cited, row.question_ordinal, row.version_number, row.place_key if journey.changes else None)
        course = self._courses.get(key)
        if course is None:
            course = self._courses[key] = station_items(journey, self.snapshot.now)
        said, *onward = course["stations"]
        here = {"at": instant(row.posted_at), "url": address(f"/comments/{row.id}")}
        first = {**said, **here, "items": [{**said["items"][0], **here, "code": str(row.id)}]}
        return {**course, "stations": [first, *onward]}
