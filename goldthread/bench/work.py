"""What an office waits for in ten years of work: the ledger, a task, the cycle, the open data.

The same set is written on SQLite and on PostgreSQL, and the site served from each: its own
process, its own server, one client with the session of a made-up account. The bars are held as a
regional coordinator, who sees the own region's assignments only; what others see is told. `full`
is ten years (20 half-years of 150 tasks), `small` one half-year of 20 tasks.
"""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import quote

from goldthread.bench import postgres
from goldthread.bench.jobs import postgres_address, run_job
from goldthread.bench.memory import peak_mb, reset_peak
from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.bench.site import Site, p95, served, until_ready

SIZES: Final = {"small": (1, 20, 1_200, 15), "full": (20, 150, 20_000, 200)}
"""Half-years, national tasks in each, rights in the register, ledger pages asked for."""

REGION, DEPARTMENT, SUPERVISION = (
    "provincial_coordinator@IPO-ZJ",
    "national_department@CNIPA-PROT",
    "supervision@CNIPA-GO",
)
REGIONS = 32
SEEN: Final = {REGION: 1, DEPARTMENT: 2, SUPERVISION: REGIONS}
"""Of each national task so many assignments are seen, or more: pages that are surely there."""
STATES = ("assigned", "received", "in_progress", "completion_reported", "verified", "written_off")
TIMINGS = ("late", "near", "ahead", "done_in_time", "done_late")
WORDS = ("审查", "质量", "保护", "Task 1")
CYCLE_PAGES, DESKS = 5, 5


@dataclass(frozen=True)
class Made:
    """A ledger that was written: how to reach it, and who is signed in by which session."""

    home: Path
    environment: dict[str, str]
    halves: int
    tasks: int
    pages: int
    cycle: str
    sessions: dict[str, str]
    assignments: list[int]
    nationals: list[int]
    published: int


def run(size: Size, say: Say) -> Bench:
    """The rows of each database; those of PostgreSQL are left out, with the reason, without one."""
    rows = _measured("SQLite", {}, size, say)
    try:
        with postgres_address("work") as environment:
            rows += _measured("PostgreSQL", environment, size, say)
    except postgres.NoPostgres as reason:
        say(f"The rows of PostgreSQL are left out: {reason}.")
    return Bench("work", rows)


def _measured(name: str, environment: dict[str, str], size: Size, say: Say) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        say(f"{name}: making the ledger.")
        made, written = _write(Path(folder), environment, size, say)
        rows = [written, *_announced(made, say)]
        say(f"{name}: asking for pages.")
        with served(made.home, made.environment) as ask:
            until_ready(ask)
            rows += [*ledgers(ask, made), *pages(ask, made), *exports(ask, made)]
        rows += queries(made, say)
    return [replace(row, name=f"{name}: {row.name}") for row in rows]


def _write(home: Path, environment: dict[str, str], size: Size, say: Say) -> tuple[Made, Row]:
    from goldthread.bench.sample_rights import make

    halves, tasks, rights, asked = SIZES[size]
    make(home, rights)
    accounts = (REGION, DEPARTMENT, SUPERVISION)
    told = _job(environment, say, "write", home, halves, tasks, *accounts)
    reports, seconds = told.pop("reports"), told.pop("seconds")
    made = Made(home, environment, halves, tasks, asked, **told)
    return made, Row(f"ledger of {reports:,} reports written", seconds, "s")


def _announced(made: Made, say: Say) -> list[Row]:
    told = _job(made.environment, say, "announce", made.home)
    _job(made.environment, say, "jobs_done", made.home)
    return [
        Row(f"{told['notices']:,} notices announced", told["first"], "s"),
        Row("notices looked for when none is new", told["again"], "s"),
    ]


def _job(environment: dict[str, str], say: Say, name: str, home: Path, *given: object) -> Any:
    return run_job("work_jobs", name, home, *given, environment=environment, say=say)


def ledgers(ask: Site, made: Made) -> list[Row]:
    """Pages of the ledger in random states, none asked twice."""
    region = _asked(ask, made, REGION, made.pages)
    department = _asked(ask, made, DEPARTMENT, made.pages // 4)
    supervision = _asked(ask, made, SUPERVISION, made.pages // 4)
    return [
        Row("ledger page, regional coordinator, p50", _ms(median(region)), "ms"),
        Row("ledger page, regional coordinator, p95", _ms(p95(region)), "ms", target=200),
        Row("ledger page, national department, p95", _ms(p95(department)), "ms"),
        Row("ledger page, supervision, p95", _ms(p95(supervision)), "ms"),
    ]


def _asked(ask: Site, made: Made, account: str, count: int) -> list[float]:
    session = made.sessions[account]
    ask("/ledger?q=warm", session)
    whole = made.tasks * SEEN[account]
    return [ask(address, session) for address in islice(states(made, whole, account), count)]


def states(made: Made, in_cycle: int, seed: str) -> Iterator[str]:
    """Addresses of the ledger in an order that the seed gives: pages of the cycle and of all
    years, filters, a search, today's structure, both languages."""
    one = f"/ledger?cycle={made.cycle}&level=assignments"
    found = [f"{one}&page={n}" for n in _page_numbers(in_cycle)]
    found += [f"/ledger?level=assignments&page={n}" for n in _page_numbers(in_cycle * made.halves)]
    found += [f"{one}&state={state}&timing={t}" for state, t in product(STATES, TIMINGS)]
    found += [f"{one}&{key}" for key in ("structure=today", "size=100", "office=IPO-ZJ")]
    found += [f"/ledger?q={quote(word)}&size={size}" for word in WORDS for size in (20, 50)]
    found += [f"{address}&lang=zh" for address in found]
    random.Random(seed).shuffle(found)  # noqa: S311 - no secret is made here
    yield from found


def _page_numbers(rows: int) -> range:
    """Up to 60 pages of 50 rows."""
    return range(1, min(60, -(-rows // 50)) + 1)


def pages(ask: Site, made: Made) -> list[Row]:
    """An assignment of the region, the cycle, the desk; each of the cycle's pages in turn."""
    region, supervision = made.sessions[REGION], made.sessions[SUPERVISION]
    tasks = [ask(f"/tasks/{key}", region) for key in made.assignments]
    nationals = [ask(f"/tasks/{key}", supervision) for key in made.nationals]
    cycle, cycle_of_all = (
        [ask(f"/cycles/{made.cycle}", session) for _ in range(CYCLE_PAGES)]
        for session in (region, supervision)
    )
    desks, desks_of_all = (
        [ask("/desk", session) for _ in range(DESKS)] for session in (region, supervision)
    )
    return [
        Row("task, an assignment of the region, p95", _ms(p95(tasks)), "ms"),
        Row("task, a national one as supervision, p95", _ms(p95(nationals)), "ms"),
        Row("cycle, regional coordinator, p50", _ms(median(cycle)), "ms"),
        Row("cycle, supervision, p50", _ms(median(cycle_of_all)), "ms"),
        Row("desk, regional coordinator, p50", _ms(median(desks)), "ms"),
        Row("desk, supervision, p50", _ms(median(desks_of_all)), "ms"),
    ]


def exports(ask: Site, made: Made) -> list[Row]:
    """Files streamed to the end; what the server took for the public's one, beyond what it had."""
    reset = reset_peak(ask.process)
    before = peak_mb(ask.process)
    took = ask("/open/reports.csv")
    rows = [Row(f"open data of {made.published:,} reports", took, "s", target=60)]
    if reset:
        peak = peak_mb(ask.process)
        rows += [
            Row("memory that the open data took", peak - before, "MB", target=200),
            Row("peak memory of the whole server meanwhile", peak, "MB"),
        ]
    of_all = f"/ledger.csv?cycle={made.cycle}&level=assignments"
    count = made.tasks * REGIONS
    file = ask(of_all, made.sessions[SUPERVISION])
    return [*rows, Row(f"ledger of {count:,} assignments as a file, supervision", file, "s")]


def queries(made: Made, say: Say) -> list[Row]:
    """The queries of a ledger page, counted in a process of their own: as many for 100 rows."""
    one = f"/ledger?cycle={made.cycle}&level=assignments"
    addresses = [
        *(f"{one}&size={size}" for size in (20, 100)),
        "/ledger?level=assignments&size=100",
        f"{one}&structure=today",
    ]
    found = _job(made.environment, say, "count", made.home, REGION, *addresses)
    few, many, _, _ = (found[address] for address in addresses)
    return [
        Row("queries of a ledger page, the most", max(found.values()), "queries", target=25),
        Row("queries of 100 rows beyond those of 20", many - few, "queries", target=0),
    ]


def _ms(seconds: float) -> float:
    return seconds * 1000
