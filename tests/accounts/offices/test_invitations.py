"""Invitations: mailed whoever it is, taken up once by the one invited, erased afterwards."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.models import Role
from app.accounts.offices.invitations import LASTS, forget_old_invitations, invite
from app.accounts.offices.models import Invitation
from app.accounts.sessions import hash_token
from app.kernel.outbox import OutboxMessage
from app.notifications.delivery import deliver_due
from tests.accounts.people import Box
from tests.accounts.test_roles import record
from tests.builders import NOON, World
from tests.conftest import Clock


def send(app: Gongyi, world: World, to, box: Box, role: Role = Role.MODERATOR) -> str:
    """Invite somebody as the lead does, have the worker mail it, and return the address that the mail names."""
    invite(world.session, world.people["lead"], to, role, world.subgroup, language="en", now=NOON)
    world.session.commit()
    deliver_due(app)
    found = re.search(r"http://localhost(/invitations/\S+)", box.text())
    assert found
    return found[1]


def kept(session: Session) -> Invitation:
    session.expire_all()
    return session.scalars(sa.select(Invitation)).one()


@pytest.mark.parametrize("known", [True, False])
def test_the_mail_goes_out_whether_the_address_is_known_or_not(
    app: Gongyi, world: World, client: FlaskClient, box: Box, session: Session, known: bool
) -> None:
    to = "citizen@example.test" if known else "nobody-yet@example.test"
    page = world.sign_in(client, "lead").post(
        "/desk/invitations/new", data={"to": to.upper(), "office": "moderator@law", "language": "en"}
    )
    assert (page.status_code, page.location) == (303, "/desk/subgroups/law")
    assert deliver_due(app) == 1
    assert box.messages[-1]["To"] == to
    assert "lead invites you to be Moderator of law" in box.text()
    rows = session.execute(sa.select(OutboxMessage.person_id, OutboxMessage.parameters)).all()
    assert to not in str(rows) and rows[0].person_id == 0
    own = client.get("/desk/subgroups/law").text
    assert to in own
    others = world.sign_in(client, "administrator").get("/desk/subgroups/law").text
    assert (to not in others and "by e-mail" in others) or "以電子郵件" in others


def test_it_is_taken_up_once_and_the_address_is_erased(
    app: Gongyi, world: World, client: FlaskClient, box: Box, session: Session
) -> None:
    path = send(app, world, "citizen@example.test", box)
    assert kept(session).token_hash == hash_token(path.rpartition("/")[2])
    assert "Sign in" in client.get(path + "?lang=en").text
    page = world.sign_in(client, "citizen").get(path + "?lang=en").text
    assert "Accept the office" in page and "citizen@example.test" not in page
    taken = client.post(path)
    assert (taken.status_code, taken.location) == (303, "/desk")
    assert client.get("/desk").status_code == 200
    gone = kept(session)
    assert (gone.email, gone.token_hash, gone.accepted_by_id) == (None, None, world.people["citizen"].id)
    lead, citizen = world.people["lead"], world.people["citizen"]
    assert record(session) == [("grant", lead.public_id, citizen.public_id, {"role": "moderator", "subgroup": "law"})]
    assert client.get(path).status_code == client.post(path).status_code == 404
    assert len(record(session)) == 1


def test_another_account_cannot_take_it_up(
    app: Gongyi, world: World, client: FlaskClient, box: Box, session: Session
) -> None:
    path = send(app, world, world.people["citizen"], box)
    for persona in ("other_citizen", "lead"):
        answer = world.sign_in(client, persona).post(path + "?lang=en")
        assert answer.status_code == 403
        assert "for another account" in answer.text
    assert record(session) == []


def test_an_old_or_revoked_link_opens_nothing(
    app: Gongyi, world: World, client: FlaskClient, box: Box, session: Session, clock: Clock
) -> None:
    path = send(app, world, "citizen@example.test", box)
    clock.now = NOON + LASTS
    world.sign_in(client, "citizen", now=clock.now)
    assert client.get(path).status_code == client.post(path).status_code == 404
    forget_old_invitations(session, NOON + LASTS - timedelta(microseconds=1))
    assert kept(session).email
    forget_old_invitations(session, NOON + LASTS)
    assert (kept(session).email, kept(session).token_hash) == (None, None)
    clock.now = NOON
    other = send(app, world, "citizen@example.test", box)
    newest = session.scalar(sa.select(sa.func.max(Invitation.id)))
    assert world.sign_in(client, "lead").post(f"/desk/invitations/{newest}/revocation").status_code == 303
    assert session.get(Invitation, newest, populate_existing=True).email is None
    assert world.sign_in(client, "citizen").post(other).status_code == 404
    assert record(session) == []


def test_nobody_mails_the_world(world: World, session: Session) -> None:
    from app.accounts.offices.invitations import MOST_OPEN
    from app.kernel.verdict import Refused

    for number in range(MOST_OPEN):
        invite(
            session,
            world.people["lead"],
            f"n{number}@example.test",
            Role.MODERATOR,
            world.subgroup,
            language="en",
            now=NOON,
        )
    with pytest.raises(Refused) as refused:
        invite(
            session, world.people["lead"], "one@example.test", Role.MODERATOR, world.subgroup, language="en", now=NOON
        )
    assert refused.value.reason.code == "conflict"
    with pytest.raises(Refused):
        invite(session, world.people["lead"], "one@example.test", Role.LEAD, world.subgroup, language="en", now=NOON)
