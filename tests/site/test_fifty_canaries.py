"""Fifty words that nobody may read any more, or not yet: no public address tells one of them, in either language."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills.models import ArticleText, Version
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.moderation.actions import dismiss_reports
from app.moderation.models import Report
from tests.architecture.permissions import ROWS
from tests.architecture.things import address_of
from tests.builders import NOON, World
from tests.discussion import talk
from tests.moderation.appeals import scenes as appeals
from tests.moderation.cases import hide, report
from tests.moderation.passages.scenes import black_out

pytestmark = pytest.mark.walk

OF_COMMENTS = ("", "/history", "/journey", "/context")
OF_API = ("", "/journey")
OF_DISCUSSIONS = (
    "",
    "?sort=newest",
    "?sort=oldest",
    "?sort=endorsed",
    "?sort=discussed",
    "?article=2",
    "?position=ask",
)


class Aviary:
    """Plants words of a sort each; `comments` are those that hold or held one."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.words: list[str] = []
        self.comments: list[Comment] = []

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.words.append(f"kanari{len(self.words):02}xq")
        return self.words[-1]

    def say(self, **more: str) -> Comment:
        """Post a comment that holds a word, long after the one before."""
        at = NOON - timedelta(hours=3 * (60 - len(self.words)))
        made = talk.post(self.world, f"A neighbour told us {self.word()} about it.", now=at, place="2", **more)
        self.comments.append(made)
        return made


def plant(world: World) -> Aviary:
    """Plant fifty: hidden, withdrawn, blacked out, appealed, reported, dismissed, embargoed."""
    found = Aviary(world)
    for number in range(24):  # hidden: plain, with proposed wording, with an earlier text, answered
        made = found.say(**({"proposed": f"1. Alpha and {found.word()}."} if number < 6 else {}))
        if 6 <= number < 12:
            talk.edit(world, made, f"Edited: {found.word()} and more.")
        if number >= 21:
            talk.post(world, "A calm reply.", by="lead", parent=made)
        hide(world, talk.load(world, made))
        if number >= 22:
            appeals.appeal(world, talk.load(world, made), text=f"They never said {found.word()}, I did.")
    for number in range(4):
        made = found.say()
        if number % 2:
            talk.edit(world, made, f"Edited: {found.words[-1]} and more.")
        talk.withdraw(world, made)
    for _number in range(2):
        made = found.say()
        talk.edit(world, made, f"Edited: the neighbour said {found.words[-1]}.")
        black_out(world, made, found.words[-1])
    reported = talk.post(world, "Quite an ordinary comment.", by="lead", place="2")
    report(world, talk.load(world, reported), note=f"It is by {found.word()}.")
    dismiss(world, reported, f"The reporter {found.word()} does so daily.")
    embargo(world, found)
    world.session.commit()
    return found


def dismiss(world: World, comment: Comment, reason: str) -> None:
    """Dismiss a comment's reports."""
    seen, newest = talk.load(world, comment), world.session.scalar(sa.select(sa.func.max(Report.id))) or 0
    given = {"reason": reason, "revision": seen.revision, "newest": newest, "now": NOON}
    dismiss_reports(world.session, world.people["moderator"], seen, seen.bill, **given)


def embargo(world: World, found: Aviary) -> None:
    """Write words into a bill that is not announced: its title and an article."""
    bill = world.bills["unpublished"]
    bill.title = Bilingual(f"草案{found.word()}", found.word())
    of_bill = (
        sa.select(ArticleText).join(Version, Version.id == ArticleText.version_id).where(Version.bill_id == bill.id)
    )
    text = world.session.scalars(of_bill).first()
    assert text is not None
    text.text = Bilingual(f"條文{found.word()}", found.word())
    world.session.flush()


def addresses(world: World, comments: list[Comment]) -> Iterator[str]:
    """Every address that a stranger may read, and all pages of the comments concerned; PDFs hold bills' texts alone."""
    for row in ROWS:
        if row.method == "GET" and row.status("stranger") == "200" and not row.rule.endswith("pdf"):
            yield address_of(row.rule, world, row.on)
    for comment in comments:
        yield from (f"/comments/{comment.id}{page}" for page in OF_COMMENTS)
        yield from (f"/api/v1/comments/{comment.id}{page}" for page in OF_API)
    for query in OF_DISCUSSIONS:
        yield f"/bills/open-bill/discussion{query}"
        yield f"/api/v1/bills/open-bill/comments{query}"
    yield from ("/search?q=neighbour", "/api/v1/search?q=neighbour", "/search?q=Alpha")


def text_of(data: bytes) -> str:
    """What an answer says; the parts of a packed file one after the other."""
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            return "".join(packed.read(name).decode(errors="replace") for name in packed.namelist())
    return data.decode(errors="replace")


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_fifty_canaries_sing_at_no_public_address(client: FlaskClient, filled_world: World, language: str) -> None:
    found = plant(filled_world)
    assert len(set(found.words)) == 50
    read, wrong = 0, []
    for address in addresses(filled_world, found.comments):
        answer = client.get(address, headers={"Accept-Language": language}, follow_redirects=True)
        assert answer.status_code < 500, address
        read += answer.status_code == 200
        wrong += [f"{address}: {word}" for word in found.words if word in text_of(answer.data)]
    assert wrong == []
    assert read > 250
    for word in found.words:
        assert client.get(f"/api/v1/search?q={word}").json["items"] == [], word
    talk.restore(filled_world, found.comments[0])
    filled_world.session.commit()
    assert found.words[0] in client.get(f"/comments/{found.comments[0].id}").text, "a canary that is let out sings"
