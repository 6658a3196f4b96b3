"""An export is of one moment, whatever is written while it goes out; on real commits."""

import json

import sqlalchemy as sa

from app import Gongyi
from app.discussion.models import Comment
from app.kernel.clock import request_now
from app.kernel.db import Database
from app.opendata.exporting import reading
from app.opendata.exporting.json_file import write_json
from app.opendata.exporting.parts import read_parts
from app.opendata.exporting.snapshot import take_snapshot
from app.record.queries import see_one_moment
from tests.builders import build_world
from tests.discussion import talk


def test_what_is_written_meanwhile_is_not_in_it(own_app: Gongyi, monkeypatch) -> None:
    monkeypatch.setattr(reading, "STEP", 1)
    db: Database = own_app.extensions["gongyi.db"]
    with own_app.app_context(), db.writers() as writer, db.readers() as reader:
        world = build_world(writer)
        first, second = (talk.post(world, words, place="2") for words in ("First words.", "Second words."))
        writer.commit()
        see_one_moment(reader)
        pieces = write_json(read_parts(take_snapshot(reader, "open-bill", request_now())))
        said = b""
        while b"First words" not in said:
            said += next(pieces)
        writer.execute(sa.update(Comment).where(Comment.id == second.id).values(body="Other words."))
        talk.post(world, "Third words.", place="2")
        writer.commit()
        document = json.loads(said + b"".join(pieces))
        assert [comment["body"] for comment in document["comments"]] == ["First words.", "Second words."]
        assert document["bill"]["counts"]["comments"] == 2
        assert document["revision"] == document["bill"]["revision"]
        assert first.id < second.id
