"""Migrations: up, down and up again on both databases, with rows; the models equal the schema; nothing is imported."""

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from app.discussion.recount import find_wrong_counts
from app.kernel import migrate, schema
from app.kernel.db import Database
from app.kernel.events import Events
from app.notifications.choices.models import MailKind
from app.notifications.models import NoticeKind
from app.notifications.tidings.telling import Share, Tiding, tell_each
from tests.builders import build_world
from tests.conftest import NOON
from tests.databases import Databases
from tests.discussion import talk

VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


@pytest.fixture
def empty(databases: Databases):
    database = Database(databases.empty(), Events())
    yield database
    database.engine.dispose()


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_models_equal_the_migrated_schema(empty: Database) -> None:
    migrate.upgrade(empty.engine)
    migrate.check(empty.engine)


def test_what_is_told_of_the_schema_is_what_alembic_says(empty: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.migrations()))
    scripts = ScriptDirectory.from_config(config)
    assert schema.head_revision() == scripts.get_current_head()
    assert schema.current_revision(empty.engine) is None
    migrate.upgrade(empty.engine, "0002")
    with empty.engine.connect() as connection:
        assert schema.current_revision(empty.engine) == MigrationContext.configure(connection).get_current_revision()
    migrate.downgrade(empty.engine, "base")
    assert schema.current_revision(empty.engine) is None


def test_each_step_goes_up_and_down_with_rows(empty: Database) -> None:
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        build_world(session)
        session.commit()
    before = tables(empty)
    migrate.downgrade(empty.engine, "0001")
    assert tables(empty) < before
    migrate.upgrade(empty.engine)
    assert tables(empty) == before
    with empty.readers() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM bill")) == 6
    migrate.downgrade(empty.engine, "base")
    assert tables(empty) == set()
    migrate.upgrade(empty.engine)
    assert tables(empty) == before


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_migrations_import_nothing_of_the_application(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] in ("app", "seeds", "tests")]


def test_comments_keep_their_words_where_wording_comes_and_goes(empty: Database) -> None:
    """0006 with comments, replies and endorsements that refer to them; what was proposed goes with its columns alone."""
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        world = build_world(session)
        root = talk.post(world, "Reason.", place="2.2.1", proposed="1. Alpha.")
        talk.post(world, "Yes.", by="lead", parent=root)
        talk.endorse(world, root)
        session.commit()
    for revision in ("0005", "head"):
        (migrate.downgrade if revision == "0005" else migrate.upgrade)(empty.engine, revision)
        with empty.readers() as session:
            said = session.execute(sa.text("SELECT body, endorsement_count FROM comment ORDER BY id")).all()
            assert said == [("Reason.", 1), ("Yes.", 0)]
    with empty.readers() as session:
        assert session.scalar(sa.text("SELECT count(proposed_text) + count(wording_id) FROM comment")) == 0
        assert session.scalar(sa.text("SELECT sum(proposal_count) FROM article")) == 0
        assert list(find_wrong_counts(session)) == []
        assert session.execute(sa.text("SELECT comment_count FROM day_count")).all() == [(2,)]
    migrate.check(empty.engine)


def test_notices_that_an_earlier_platform_cannot_word_go_with_their_number(empty: Database) -> None:
    """0024 and 0023, each with a notice of its kind beside another one."""
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        world = build_world(session)
        person, bill = world.people["official"], world.bills["closed"]
        for kind in (NoticeKind.SENT_BACK, NoticeKind.RELEASE_DECLINED, NoticeKind.TO_RELEASE):
            tell_each(session, Tiding(bill.id, kind, MailKind.SIGNING), {person.id: Share()}, NOON)
        session.commit()
    for revision, kinds in (("0023", ["sent-back", "release-declined"]), ("0022", ["sent-back"])):
        migrate.downgrade(empty.engine, revision)
        with empty.readers() as session:
            assert list(session.scalars(sa.text("SELECT kind FROM notice ORDER BY id"))) == kinds
            assert session.execute(sa.text("SELECT sum(unread_notices) FROM person")).scalar() == len(kinds)
        gone = "to-release" if revision == "0023" else "release-declined"
        with empty.writers() as session, pytest.raises(IntegrityError):
            session.execute(sa.text("UPDATE notice SET kind = :kind"), {"kind": gone})
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        for told in ("release-declined", "to-release"):
            session.execute(sa.text("UPDATE notice SET kind = :kind"), {"kind": told})
    migrate.check(empty.engine)
