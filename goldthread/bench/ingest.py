"""`bench ingest`: a weekly grant file to Parquet, held against inflating the same file.

Whole processes, start and imports included, one after the other in turns; each row is a median.
Targets: PERFORMANCE section 1. On the small file the start of the processes is most of the time,
so only its memory is held against a target.
"""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from goldthread.bench import weekly
from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.errors import GoldthreadError

_REPEATS: Final = {"small": 3, "full": 5}
_FILES: Final = 4
_MIB: Final = 1 << 20
_WATCH: Final = 0.01


@dataclass(frozen=True)
class Jobs:
    """The files to read and an empty folder to write to."""

    files: list[weekly.Weekly]
    folder: Path

    def command(
        self, job: str, count: int = 1, first: int = 0, *, writes: bool = True
    ) -> list[str]:
        """A process that does `job` on `count` of the files."""
        paths = [str(made.path) for made in self.files[first : first + count]]
        target = [str(self._empty(f"{job}-{first}"))] if writes else []
        return [sys.executable, "-m", "goldthread.bench.ingest_jobs", job, *target, *paths]

    def _empty(self, name: str) -> Path:
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        return path


def run(size: Size, progress: Say) -> Bench:
    """Make the files, measure on them, throw them away."""
    with TemporaryDirectory(prefix="goldthread-bench-") as folder:
        progress("making the weekly files")
        jobs = Jobs(_files(Path(folder), size), Path(folder))
        rows = _rows(jobs, size, progress)
    return Bench("ingest", rows)


def _files(folder: Path, size: Size) -> list[weekly.Weekly]:
    count = weekly.DOCUMENTS[size]
    return [weekly.write(folder / f"ipg1801{n:02d}.zip", count, seed=n) for n in range(_FILES)]


def _rows(jobs: Jobs, size: Size, progress: Say) -> list[Row]:
    took = in_turns(_sides(jobs, progress), _REPEATS[size], progress)
    progress("memory")
    return [*_timed_rows(took, jobs, held=size == "full"), *_memory_rows(jobs)]


def _sides(jobs: Jobs, progress: Say) -> dict[str, Callable[[], float]]:
    """What is measured in turns, each giving its seconds."""
    sides: dict[str, Callable[[], float]] = {
        "inflate": lambda: timed(jobs.command("inflate", writes=False)),
        "parquet": lambda: timed(jobs.command("parquet")),
        "lxml": lambda: timed(jobs.command("parquet_by_lxml")),
        "register": lambda: timed(jobs.command("register")),
        "inflate by two": lambda: together(_halves(jobs)),
        # As `goldthread load FILE FILE FILE FILE` reads them: one process unpacks, one reads.
        "parquet by two": lambda: timed(jobs.command("parquet", _FILES)),
    }
    unzip = shutil.which("unzip")
    if unzip:
        path = str(jobs.files[0].path)
        sides["unzip"] = lambda: timed([unzip, "-p", path])
    else:
        progress("unzip is not installed: the rows against `unzip -p` are left out")
    return sides


def _timed_rows(took: dict[str, float], jobs: Jobs, held: bool) -> list[Row]:
    def row(name: str, side: str, limit: str, target: float | None) -> Row:
        return Row(name, took[side], "s", took[limit], target if held else None)

    gigabytes = sum(made.xml_bytes for made in jobs.files) / 1e9
    by_two, limit = (took[side] / gigabytes for side in ("parquet by two", "inflate by two"))
    rows = [row("ZIP to Parquet ÷ inflate + CRC", "parquet", "inflate", 1.5)]
    if "unzip" in took:
        rows.append(row("ZIP to Parquet ÷ unzip -p", "parquet", "unzip", 0.40))
        rows.append(row("ZIP to Parquet by lxml alone ÷ unzip -p", "lxml", "unzip", 1.0))
    return [
        *rows,
        Row("four files, two processes", by_two, "s/GB", target=0.833 if held else None),
        Row("four files, two processes ÷ inflate + CRC by two", by_two, "s/GB", limit),
        row("load into a register ÷ inflate + CRC", "register", "inflate", None),
    ]


def _memory_rows(jobs: Jobs) -> list[Row]:
    """The peak counts the pages of libraries too, of which the system maps more where it keeps
    their files in larger pieces: what the processes hold of their own is told beside it."""
    peak = peak_memory(jobs.command("parquet"))
    return [
        Row("peak memory, all processes", peak.whole / _MIB, "MiB", target=150.0),
        Row("of it, not pages of files", peak.own / _MIB, "MiB"),
    ]


def _halves(jobs: Jobs) -> list[list[str]]:
    """Two processes that each inflate one half of the files."""
    half = _FILES // 2
    return [jobs.command("inflate", half, first, writes=False) for first in (0, half)]


def in_turns(
    sides: dict[str, Callable[[], float]], repeats: int, progress: Say
) -> dict[str, float]:
    """The median of each side, measured in turns after one round that warms the files."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(repeats + 1):
        progress(f"turn {turn} of {repeats}" if turn else "warming up")
        for name, act in sides.items():
            seconds = act()
            if turn:
                times[name].append(seconds)
    return {name: median(measured) for name, measured in times.items()}


def timed(command: Sequence[str]) -> float:
    """The seconds a process takes from start to end."""
    return together([command])


def together(commands: Sequence[Sequence[str]]) -> float:
    """The seconds until all of these processes, started at once, have ended."""
    began = time.perf_counter()
    started = [_started(command) for command in commands]
    for command, process in zip(commands, started, strict=True):
        _finish(command, process)
    return time.perf_counter() - began


class Peak(NamedTuple):
    """Bytes: all that was in memory (VmHWM), and the most seen that is no file's (RssAnon)."""

    whole: int
    own: int


def peak_memory(command: Sequence[str]) -> Peak:
    """The sum of the peaks of a process and of those it starts."""
    process = _started(command)
    peaks: dict[int, Peak] = {}
    watching = threading.Event()

    def watch() -> None:
        while not watching.wait(_WATCH):
            for pid, now in _peaks(process.pid).items():
                before = peaks.get(pid, now)
                peaks[pid] = Peak(max(before.whole, now.whole), max(before.own, now.own))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _finish(command, process)
    finally:
        watching.set()
        watcher.join()
    return Peak(
        sum(peak.whole for peak in peaks.values()), sum(peak.own for peak in peaks.values())
    )


def _peaks(pid: int) -> dict[int, Peak]:
    """Of a process and of its children, of those that are still there."""
    found: dict[int, Peak] = {}
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
        told = dict(line.split(":", 1) for line in lines)
        if "VmHWM" in told:  # a process that has just ended has no memory any more
            found[pid] = Peak(_bytes(told["VmHWM"]), _bytes(told["RssAnon"]))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        threads = Path(f"/proc/{pid}/task").iterdir()
        children += [c for task in threads for c in (task / "children").read_text("ascii").split()]
        for child in set(children):
            found |= _peaks(int(child))
    except OSError:
        return found  # it has just ended
    return found


def _bytes(told: str) -> int:
    """Of "130040 kB"."""
    return int(told.split()[0]) * 1024


def _started(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 (our own commands)
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def _finish(command: Sequence[str], process: "subprocess.Popen[bytes]") -> None:
    _, errors = process.communicate()
    if process.returncode:
        last = errors.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise GoldthreadError(f"{' '.join(command[:4])} ended with {process.returncode}: {last}")
