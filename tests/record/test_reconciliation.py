"""What is done past the log is found: by SQL, whatever the act; what went the right way is not."""

from contextlib import nullcontext

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.moderation.actions import restore_comment
from app.record import log, reconciliation
from app.record.models import Act
from app.record.queries import iterate_documents
from app.record.states import read_states
from app.record.verify_log import Replay, verify_chain, verify_states
from tests.builders import World
from tests.conftest import NOON
from tests.discussion import talk
from tests.moderation.cases import REASON, hide


@pytest.fixture
def reconciled(app: Gongyi, filled_world: World) -> set[str]:
    """What is found in the world that tests speak of, much of which was made without acts."""
    return set(find(app, filled_world.session))


def find(app: Gongyi, session: Session) -> list[str]:
    session.flush()
    session.expire_all()
    with app.app_context():
        return list(reconciliation.reconcile(session))


def news(app: Gongyi, session: Session, before: set[str], statement: str, **values: object) -> list[str]:
    session.execute(sa.text(statement), values)
    return sorted(set(find(app, session)) - before)


VISIBLE = "(SELECT min(id) FROM comment WHERE state = 'visible')"
GONE = "(SELECT min(id) FROM comment WHERE state = 'hidden')"
DONE_BY_SQL = {
    f"UPDATE comment SET state = 'hidden', ground = 'spam', log_seq = 1 WHERE id = {VISIBLE}": "is hidden without an entry",
    f"UPDATE comment SET state = 'visible', ground = NULL WHERE id = {GONE}": "is shown, but entry",
    f"UPDATE comment SET ground = 'threat' WHERE id = {GONE}": "is hidden on threat",
    f"UPDATE comment SET log_seq = 1 WHERE id = {GONE}": "is hidden on spam by 1",
    f"UPDATE comment SET moved_from = '1', moved_seq = 1 WHERE id = {VISIBLE}": "(moved_seq) names entry 1",
    "UPDATE decision SET log_seq = 9999 WHERE kind = 'hide'": "names entry 9999, which does not exist",
    "UPDATE person SET suspended_at = created_at WHERE handle = 'citizen'": "p-citizen is suspended without an entry",
    "UPDATE bill SET announced_at = NULL WHERE slug = 'open-bill'": "but the bill does not",
}


@pytest.mark.parametrize("statement", list(DONE_BY_SQL))
def test_an_act_done_by_sql_is_found(app: Gongyi, filled_world: World, reconciled: set[str], statement: str) -> None:
    found = news(app, filled_world.session, reconciled, statement)
    assert found and DONE_BY_SQL[statement] in "\n".join(found)


WITHOUT_EFFECT: tuple[tuple[Act, str, dict[str, str], str], ...] = (
    (Act.HIDE, "comment:999999", {}, "comment:999999 was hidden on the record, but does not exist"),
    (Act.RESTORE, "comment:999998", {}, "(restore of comment:999998) has no decision"),
    (Act.GRANT, "p-citizen", {"role": "administrator"}, "the role administrator of p-citizen was granted by an entry"),
    (Act.SUSPEND, "p-citizen", {"reason": "x"}, "p-citizen is not suspended"),
    (Act.EXTEND, "bill:open-bill", {"last_day": "2030-01-01"}, "last_day is"),
    (Act.WITHDRAW, "bill:open-bill", {}, "says withdraw, but the bill does not"),
    (Act.PUBLISH_VERSION, "version:open-bill/7", {}, "publishes version:open-bill/7, but it is not published"),
    (Act.PUBLISH_SUMMARY, "summary:open-bill:7", {}, "publishes summary:open-bill:7, but it is not published"),
    (Act.PUBLISH_RESPONSE, "response:open-bill", {}, "but nothing of it is published"),
    (Act.ASSIGN, "agency:{agency}", {"subgroup": "elsewhere"}, "assigns elsewhere"),
    (Act.LOCK, "comment:1", {}, "(lock of comment:1) has no effect"),
    (Act.APPEAL, "appeal:999", {}, "(appeal of appeal:999) has no appeal"),
    (Act.BLACK_OUT, "comment:1", {}, "a passage of comment:1, but none is kept"),
)


def test_entries_without_their_effects_are_found(app: Gongyi, filled_world: World, reconciled: set[str]) -> None:
    session = filled_world.session
    for act, subject, words, _found in WITHOUT_EFFECT:
        subject = subject.format(agency=filled_world.agency.slug)
        log.append(session, act, actor="p-x", subject=subject, words=words, now=NOON)
    said = "\n".join(set(find(app, session)) - reconciled)
    assert [found for *_entry, found in WITHOUT_EFFECT if found not in said] == []


def test_acts_that_went_the_right_way_are_no_findings(app: Gongyi, filled_world: World, reconciled: set[str]) -> None:
    comment = talk.post(filled_world)
    hide(filled_world, comment)
    people = filled_world.people
    about = {"reason": REASON, "revision": comment.revision, "now": NOON}
    restore_comment(filled_world.session, people["second_moderator"], comment, comment.bill, **about)
    hide(filled_world, comment)
    assert set(find(app, filled_world.session)) == reconciled
    assert not [line for line in reconciled if "comment" in line]


def test_states_agree_with_the_log_until_sql_hides_something(app: Gongyi, filled_world: World) -> None:
    session = filled_world.session

    def says() -> list[str]:
        replay = Replay()
        assert list(verify_chain(iterate_documents(lambda: nullcontext(session)), replay)) == []
        with app.app_context():
            return [str(finding) for finding in verify_states(replay, read_states(session))]

    assert says() == []
    comment = talk.post(filled_world)
    session.execute(sa.text("UPDATE comment SET state = 'hidden', ground = 'spam' WHERE id = :id"), {"id": comment.id})
    assert says() == [f"comment {comment.id} is hidden, but no entry hides it"]
