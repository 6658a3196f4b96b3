"""The log at full size: 200 tampered exports of six kinds found, 200 untouched passed, 100,000 entries verified in 10 seconds."""

import random
import resource
import subprocess
import sys
from pathlib import Path

from app.record import verify_log
from app.record.verify_log import canonical
from tests.endurance.size import scaled
from tests.record.tampering import make_chain, sign_at
from tests.record.test_tampering import test_tampered_exports_are_found, test_untouched_exports_pass

__all__ = ["test_tampered_exports_are_found", "test_untouched_exports_pass"]
LONGEST = 10.0  # seconds, for 100,000 entries


def test_a_long_log_is_verified_in_seconds(tmp_path: Path) -> None:
    many, log, kept = scaled(100_000), tmp_path / "record.ndjson", tmp_path / "kept.json"
    chain = make_chain(many, random.Random(1))
    log.write_bytes(b"".join(canonical(entry) + b"\n" for entry in chain))
    kept.write_bytes(canonical(sign_at(chain, many)))
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-I", verify_log.__file__, str(log), "--checkpoint", str(kept)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began  # of the processor: others may use it too
    print(f"\n{many} entries, {log.stat().st_size / 1e6:.0f} MB: verified in {spent:.1f} s")
    assert (done.returncode, done.stderr) == (0, "")
    assert spent < LONGEST * max(1.0, many / 100_000)
