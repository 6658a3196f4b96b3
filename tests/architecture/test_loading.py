"""What is large and seldom needed is loaded where it is used: each server process would hold it for good, and each command wait for it."""

import os
import subprocess
import sys
from pathlib import Path

LATE = (
    "alembic",
    "confusable_homoglyphs.confusables",
    "cryptography",
    "docx",
    "icalendar",
    "mako",
    "numpy",
    "redis",
    "rich",
    "sklearn",
    "typst",
)
LOADED = """
import sys
import app.cli, app.kernel.web.server
app.cli.create_app()
print(*sys.modules)
"""


def test_an_application_is_built_without_what_few_requests_need(tmp_path: Path) -> None:
    env = {k: v for k, v in os.environ.items() if not k.startswith("GONGYI_")} | {"GONGYI_DATA": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", LOADED], env=env, capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert "app.site.wiring" in loaded
    assert [name for name in LATE if name in loaded] == []
