"""`gongyi rebuild-search`, and the index that an upgrade makes where there was none."""

import pytest

from app import Gongyi, cli
from tests.builders import World
from tests.search.finding import found


def test_rebuild(
    app: Gongyi, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "create_app", lambda: app)
    assert found(world.session, "closed") == []
    with pytest.raises(SystemExit) as left:
        cli.main(["rebuild-search"])
    assert left.value.code == 0
    assert capsys.readouterr().out == "The index holds 5 bills and 0 comments.\n"
    assert "/bills/closed-bill" in found(world.session, "closed")
