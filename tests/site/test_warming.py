"""What a server makes before its processes are forked: a page of each kind, in both languages, and nothing of the database left open."""

from app import Gongyi
from app.kernel.db import Database
from app.kernel.web.warming import warm_up
from tests.builders import build_world


def test_the_first_visitor_finds_pages_and_no_connection_is_left(own_app: Gongyi) -> None:
    db: Database = own_app.extensions["gongyi.db"]
    with own_app.app_context(), db.writers() as session:
        build_world(session)
        session.commit()
    own_app.config["KEEP_PAGES"] = True
    warm_up(own_app, processes=2)
    shelf = own_app.extensions["gongyi.pages"].shelf
    made = len(shelf)
    assert made > 30
    assert db.engine.pool.checkedin() == 0  # type: ignore[attr-defined]
    assert not db._glancing
    for path in ("/", "/bills", "/record", "/agencies"):
        for language in ("en", "zh-TW"):
            answer = own_app.test_client().get(path, headers={"Accept-Language": language}, base_url="http://127.0.0.1")
            assert answer.status_code == 200
    assert len(shelf) == made
