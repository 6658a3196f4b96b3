"""Kept pages where commits are real: between processes, in the middle of a page's writing, under load, without Redis."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Thread

import pytest
import sqlalchemy as sa
from fakeredis import FakeRedis, FakeServer
from sqlalchemy.orm import Session

from app import Gongyi, create_app
from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.kernel.bilingual import Bilingual
from app.kernel.db import Database
from app.kernel.web.page_shelf import Shelf
from app.kernel.web.shared_shelf import SharedShelf
from tests.builders import build_world
from tests.conftest import NOON, Statements
from tests.moderation.cases import CANARY, say

PAGE = "/bills/open-bill/discussion"
EN = {"Accept-Language": "en"}


@pytest.fixture
def app_1(own_app: Gongyi) -> Gongyi:
    """A process, with one comment on the open bill."""
    own_app.config["KEEP_PAGES"] = True
    with own_app.extensions["gongyi.db"].writers() as session:
        say(build_world(session))
        session.commit()
    return own_app


@pytest.fixture
def app_2(app_1: Gongyi) -> Iterator[Gongyi]:
    """Another process on the same database."""
    app = create_app(app_1.extensions["gongyi.settings"], testing=True)
    app.config["KEEP_PAGES"] = True
    app.extensions["gongyi.clock"] = lambda: NOON
    yield app
    app.extensions["gongyi.db"].close_glances()
    app.extensions["gongyi.db"].engine.dispose()


def read(app: Gongyi, path: str = PAGE) -> str:
    return app.test_client().get(path, headers=EN).text


def commit(app: Gongyi, change: Callable[[Session], object]) -> None:
    with app.extensions["gongyi.db"].writers() as session:
        change(session)
        session.commit()


def hide_all(session: Session) -> None:
    session.execute(
        sa.update(Comment).values(state=State.HIDDEN, state_at=NOON, ground="spam", state_reason="Spam.", log_seq=1)
    )


def show_all(session: Session) -> None:
    session.execute(sa.update(Comment).values(state=State.VISIBLE, ground=None, state_reason=None, log_seq=None))


def test_a_hidden_comment_is_gone_from_every_process_at_once(app_1: Gongyi, app_2: Gongyi) -> None:
    for app in (app_1, app_2, app_1, app_2):
        assert CANARY in read(app)
    commit(app_2, hide_all)
    for app in (app_1, app_2):
        assert CANARY not in read(app)


def test_processes_share_pages_and_tags_through_redis(app_1: Gongyi, app_2: Gongyi) -> None:
    server = FakeServer()
    for app in (app_1, app_2):
        app.extensions["gongyi.pages"].shelf = SharedShelf(FakeRedis(server=server))
    page = read(app_1)
    with Statements(app_2.extensions["gongyi.db"]) as statements:
        assert read(app_2) == page
    assert (len(statements), statements.glances) == (0, 1)
    tag = app_1.test_client().get(PAGE, headers=EN).headers["ETag"]
    assert app_2.test_client().get(PAGE, headers=EN | {"If-None-Match": tag}).status_code == 304
    commit(app_1, hide_all)
    assert CANARY not in read(app_2)
    assert app_2.test_client().get(PAGE, headers=EN | {"If-None-Match": tag}).status_code == 200
    stored = b"".join(FakeRedis(server=server).keys())
    assert b"open-bill" not in stored


def test_other_settings_find_no_page_of_ours_in_redis(app_1: Gongyi) -> None:
    settings = app_1.extensions["gongyi.settings"]
    for other in ({"secret_key": "other" * 10}, {"base_url": "http://other.example"}, {"mode": "production"}):
        app = create_app(replace(settings, **other), testing=True)
        keys = {each.extensions["gongyi.pages"].key(PAGE) for each in (app, app_1)}
        assert len(keys) == 2
        app.extensions["gongyi.db"].engine.dispose()


class HideBefore(Statements):
    """Commits a hiding before the n-th statement of a page, counted from 0."""

    def __init__(self, app: Gongyi, moment: int) -> None:
        super().__init__(app.extensions["gongyi.db"])
        self.app, self.moment = app, moment

    def _note(self, *words: object) -> None:
        before = len(self)
        super()._note(*words)
        if before == self.moment < len(self):
            self.moment = -1
            commit(self.app, hide_all)


def test_a_change_in_the_middle_of_writing_a_page_is_in_the_next_one(app_1: Gongyi) -> None:
    app_1.config["KEEP_PAGES"] = False
    with Statements(app_1.extensions["gongyi.db"]) as statements:
        read(app_1)
    app_1.config["KEEP_PAGES"] = True
    assert len(statements) >= 3
    for moment in range(len(statements)):
        commit(app_1, show_all)
        with HideBefore(app_1, moment) as hiding:
            read(app_1)
        assert hiding.moment == -1
        assert len(app_1.extensions["gongyi.pages"].shelf) > moment
        assert CANARY not in read(app_1), moment


def test_a_change_before_a_page_is_put_on_the_shelf_is_in_the_next_one(app_1: Gongyi) -> None:
    shelf = app_1.extensions["gongyi.pages"].shelf

    def keep(key: str, page: bytes) -> None:
        commit(app_1, hide_all)
        Shelf.keep(shelf, key, page)

    shelf.keep = keep
    assert CANARY in read(app_1)
    assert CANARY not in read(app_1)


def title_by(number: int) -> Callable[[Session], object]:
    title = Bilingual(str(number), f"No {number}.")
    return lambda session: session.execute(sa.update(Bill).where(Bill.slug == "open-bill").values(title=title))


def test_readers_never_fall_behind_a_writer(app_1: Gongyi, app_2: Gongyi) -> None:
    """Title the bill with rising numbers: whoever asks after a commit reads its number or a later one."""
    done, wrong, numbers = [0], [], 40
    commit(
        app_1,
        lambda s: s.execute(sa.update(Bill).where(Bill.slug == "open-bill").values(title=Bilingual("0", "No 0."))),
    )

    def ask(app: Gongyi) -> None:
        while done[0] < numbers:
            least = done[0]
            shown = int(read(app, "/bills/open-bill/record").split("<title>")[1].split("No ")[1].split(".")[0])
            if shown < least:
                wrong.append((least, shown))

    readers = [Thread(target=ask, args=(app,)) for app in (app_1, app_1, app_2)]
    for reader in readers:
        reader.start()
    for number in range(1, numbers + 1):
        commit(app_1, title_by(number))
        done[0] = number
    for reader in readers:
        reader.join()
    assert not wrong


def test_a_lost_connection_costs_nobody_a_page(app_1: Gongyi) -> None:
    db: Database = app_1.extensions["gongyi.db"]
    page = read(app_1)
    with db.glancing() as first:
        first.close()
    assert read(app_1) == page
    with db.glancing() as second:
        assert second is not first
    assert read(app_1) == page
    with db.glancing() as third:
        assert third is second
    db.close_glances()
