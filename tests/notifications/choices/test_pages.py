"""Choosing mails, signed in and by a mail's own link."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.notifications.choices.links import unsubscribe_path
from app.notifications.choices.models import MailKind
from app.notifications.choices.queries import list_declined
from tests.builders import World

HERE = "/notifications/mails"


@pytest.fixture
def path(app: Gongyi, world: World) -> str:
    with app.app_context():
        return unsubscribe_path(world.people["citizen"], MailKind.CITED)


def declined(session: Session, world: World, persona: str = "citizen") -> set[MailKind]:
    session.expire_all()
    return list_declined(session, world.people[persona].id)


def test_all_mails_come_until_somebody_chooses(client: FlaskClient, session: Session, world: World) -> None:
    page = world.sign_in(client, "citizen").get(HERE).text
    assert page.count(" checked") == len(MailKind)
    answer = client.post(HERE, data={"kinds": ["answered", "signing"]})
    assert (answer.status_code, answer.location) == (303, HERE)
    assert declined(session, world) == {MailKind.CITED, MailKind.ARTICLE_CHANGED, MailKind.OBJECTION}
    page = client.get(HERE).text
    assert page.count(" checked") == 2
    assert "Your choice is saved." in page
    client.post(HERE, data={"kinds": [kind.value for kind in MailKind]})
    assert declined(session, world) == set()
    assert declined(session, world, "other_citizen") == set()
    assert f'href="{HERE}"' in client.get("/account/settings").text


@pytest.mark.parametrize("kind", ["x", "\x00", "cited\x00", "9" * 5000])
def test_an_odd_choice_is_refused_and_changes_nothing(
    client: FlaskClient, session: Session, world: World, kind: str
) -> None:
    answer = world.sign_in(client, "citizen").post(HERE, data={"kinds": [kind]})
    assert answer.status_code == 422
    assert declined(session, world) == set()


def test_one_press_ends_one_kind_and_opening_the_link_ends_none(
    client: FlaskClient, session: Session, world: World, path: str
) -> None:
    page = client.get(path)
    assert (page.status_code, declined(session, world)) == (200, set())
    assert f'action="{path}"' in page.text
    assert "citizen" not in page.text, "whose link it is stays untold"
    for _twice in range(2):
        done = client.post(f"{path}?lang=en", data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
        assert "You are unsubscribed" in done.text
    assert declined(session, world) == {MailKind.CITED}


def test_a_mail_program_needs_no_token_of_the_sites_own(
    app: Gongyi, session: Session, world: World, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    assert app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert declined(session, world) == {MailKind.CITED}


def test_what_is_no_link_is_answered_alike(client: FlaskClient, session: Session, world: World, path: str) -> None:
    world.people["citizen"].email = None
    session.flush()
    for odd in (
        path,
        path + "x",
        "/notifications/unsubscription/WzEsICJjaXRlZCJd.x",
        "/notifications/unsubscription/0",
    ):
        assert client.get(odd).status_code == 404
        assert client.post(odd).status_code == 404
    assert declined(session, world) == set()
