"""Many at once on one act that waits, in real threads on a database of their own, where commits are real."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy import event

from app import Gongyi
from app.bills import actions
from app.bills.due import do_due_acts
from app.bills.models import PendingAct, PendingOutcome
from app.bills.notice_plan import NoticePlan
from app.record.models import Entry
from tests.bills.drafts import REASON, add_official, prepare_bill
from tests.builders import TODAY, World, build_world
from tests.conftest import NOON

DAY = timedelta(days=1)


@pytest.fixture
def own_world(own_app: Gongyi) -> Iterator[World]:
    engine = own_app.extensions["gongyi.db"].engine
    if engine.dialect.name == "sqlite":
        engine.dispose()
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=60000"))
    with own_app.app_context(), own_app.extensions["gongyi.db"].writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def _on_record(own_app: Gongyi, slug: str) -> list[str]:
    with own_app.extensions["gongyi.db"].readers() as session:
        return list(session.scalars(sa.select(Entry.act).where(Entry.bill == slug).order_by(Entry.seq)))


def test_two_signers_at_once_are_one_act_and_one_entry(own_app: Gongyi, own_world: World) -> None:
    bill, session = own_world.bills["open"], own_world.session
    act = actions.ask_for_withdrawal(session, own_world.people["official"], bill, reason=REASON, now=NOON)
    personas = [f"signer_{number}" for number in range(4)]
    for persona in personas:
        add_official(own_world, persona)
    session.commit()
    session.refresh(bill)
    clients = [own_world.sign_in(own_app.test_client(), persona) for persona in personas]
    address, revision = f"/desk/bills/open-bill/waiting/{act.id}/signature", str(bill.revision)
    session.commit()

    def sign(client: FlaskClient) -> int:
        return client.post(address, data={"revision": revision}).status_code

    with ThreadPoolExecutor(len(clients)) as pool:
        answers = Counter(pool.map(sign, clients))
    assert answers == {303: 1, 409: 3}
    assert _on_record(own_app, "open-bill") == ["withdraw"]


def test_two_workers_at_once_announce_once(own_app: Gongyi, own_world: World) -> None:
    bill, session = prepare_bill(own_world), own_world.session
    plan = NoticePlan(TODAY + 10 * DAY, TODAY + 69 * DAY)
    act = actions.ask_for_announcement(session, own_world.people["official"], bill, plan, due_at=NOON + DAY, now=NOON)
    act_id = act.id
    session.commit()
    own_app.extensions["gongyi.clock"] = lambda: NOON + DAY
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _number: do_due_acts(own_app), range(4)))
    assert _on_record(own_app, "open-data") == ["announce", "publish-version"]
    with own_app.extensions["gongyi.db"].readers() as looking:
        assert looking.get_one(PendingAct, act_id).outcome is PendingOutcome.DONE
