"""What stands beside the demo's register: its settings, its clock, and the process of its work."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from goldthread.errors import GoldthreadError

NOW: Final = datetime(2019, 7, 31, 2, tzinfo=UTC)
"""When the demo begins to be looked at: ten in the morning in Beijing, the seminar's second day."""

SETTINGS: Final = 'country = "CN"\ntime_zone = "Asia/Shanghai"\n'


class WorkFailed(GoldthreadError):
    """The demo's work was not written."""


def told_time() -> timedelta:
    """How far the demo's clock is from the real one, made once."""
    return NOW - datetime.now(UTC)


def writing_work(home: Path) -> "subprocess.Popen[str]":
    """Begin to write the work, by a process of its own; `finish_work` waits for it."""
    settings = home / "settings.toml"
    if not settings.exists():
        settings.write_text(SETTINGS, encoding="utf-8")
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "goldthread.demo.work", str(home), "--await-register"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish_work(worker: "subprocess.Popen[str]") -> None:
    """The register is loaded: let it write what is bound to that, and wait."""
    _, said = worker.communicate("loaded\n")
    if worker.returncode:
        raise WorkFailed(f"The demo's work was not written: {said.strip()[-600:]}")
