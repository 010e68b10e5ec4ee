"""What a reader of the review waits for: its document, the thread, the work as known on a day.

The ledger of ten years of `bench work` is written on SQLite and on PostgreSQL, and the site served
from each. A log is written for its last half-year's tasks, so that a past day must be rebuilt.
`full` is ten years (20 half-years of 150 tasks), `small` one half-year of 20 tasks.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any, Final

from goldthread.bench import postgres
from goldthread.bench.jobs import postgres_address, run_job
from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.bench.site import Site, p95, served, until_ready

SIZES: Final = {"small": (1, 20, 1_200, 5), "full": (20, 150, 20_000, 40)}
"""Half-years, national tasks in each, rights in the register, pages of a kind asked for."""

REGION, SUPERVISION = "provincial_coordinator@IPO-ZJ", "supervision@CNIPA-GO"
PAST_DAY = "2019-03-31"


@dataclass(frozen=True)
class Made:
    """A ledger that was written; `things`: addresses of the thread by kind."""

    home: Path
    environment: dict[str, str]
    cycle: str
    tasks: int
    pages: int
    sessions: dict[str, str]
    things: dict[str, list[str]]


def run(size: Size, say: Say) -> Bench:
    """The rows of each database; those of PostgreSQL are left out, with the reason, without one."""
    rows = _measured("SQLite", {}, size, say)
    try:
        with postgres_address("review") as environment:
            rows += _measured("PostgreSQL", environment, size, say)
    except postgres.NoPostgres as reason:
        say(f"The rows of PostgreSQL are left out: {reason}.")
    return Bench("review", rows)


def _measured(name: str, environment: dict[str, str], size: Size, say: Say) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        say(f"{name}: making the ledger.")
        made = _write(Path(folder), environment, size, say)
        say(f"{name}: asking for pages.")
        with served(made.home, made.environment) as ask:
            until_ready(ask)
            rows = [*threads(ask, made), *past(ask, made)]
        rows += queries(made, say)
        rows += documents(made, say)
    return [replace(row, name=f"{name}: {row.name}") for row in rows]


def _write(home: Path, environment: dict[str, str], size: Size, say: Say) -> Made:
    from goldthread.bench.sample_rights import make

    halves, tasks, rights, pages = SIZES[size]
    make(home, rights)

    def job(module: str, name: str, *given: object) -> Any:
        return run_job(module, name, home, *given, environment=environment, say=say)

    told = job("work_jobs", "write", halves, tasks, REGION, SUPERVISION)
    job("work_jobs", "jobs_done")
    things = job("review_jobs", "tell", told["cycle"], pages)
    return Made(home, environment, told["cycle"], tasks, pages, told["sessions"], things)


def threads(ask: Site, made: Made) -> list[Row]:
    """A page of every kind of thing; the region sees its own assignments and what is public."""
    region, supervision = made.sessions[REGION], made.sessions[SUPERVISION]
    own = _asked(ask, made.things["assignment"], region)
    rows = [Row("thread, assignment, regional coordinator, p95", _ms(p95(own)), "ms", target=300)]
    for kind, paths in made.things.items():
        seconds = _asked(ask, paths, supervision)
        rows.append(Row(f"thread, {kind}, supervision, p50", _ms(median(seconds)), "ms"))
        most = Row(f"thread, {kind}, supervision, p95", _ms(p95(seconds)), "ms", target=300)
        rows.append(most)
    return rows


def past(ask: Site, made: Made) -> list[Row]:
    """A page of the ledger of the half-year and of all years; a task."""
    one = f"/ledger?as_of={PAST_DAY}&cycle={made.cycle}"
    # Of each national task the region sees one part, supervision 32 and the task itself.
    mine_on, all_on = -(-made.tasks // 50), -(-made.tasks * 33 // 50)
    pages = [f"{one}&page={n}" for n in range(1, min(all_on, made.pages) + 1)]
    tasks = [f"/tasks/{path.split('/')[-1]}?as_of={PAST_DAY}" for path in made.things["assignment"]]
    region, supervision = made.sessions[REGION], made.sessions[SUPERVISION]
    mine = _asked(ask, pages[:mine_on] * 3, region)
    whole = _asked(ask, pages, supervision)
    years = _asked(ask, [f"/ledger?as_of={PAST_DAY}"] * 2, supervision)
    known = _asked(ask, tasks, region)
    return [
        Row("ledger of a past day, regional coordinator, p95", _ms(p95(mine)), "ms"),
        Row("ledger of a past day, supervision, p95", _ms(p95(whole)), "ms"),
        Row("ledger of a past day, all years, supervision", _ms(max(years)), "ms"),
        Row("task of a past day, regional coordinator, p95", _ms(p95(known)), "ms"),
    ]


def queries(made: Made, say: Say) -> list[Row]:
    """Of a thread from the top and from the middle, and of a page of a past day."""
    one = f"/ledger?as_of={PAST_DAY}&cycle={made.cycle}"
    paths = [made.things["clause"][0], made.things["task"][0], f"{one}&size=20", f"{one}&size=100"]
    given = (SUPERVISION, *paths)
    environment = made.environment
    found = run_job("work_jobs", "count", made.home, *given, environment=environment, say=say)
    clause, task, few, many = found.values()
    return [
        Row("queries of the thread of a clause", clause, "queries"),
        Row("queries of the thread of a task", task, "queries"),
        Row("queries of the ledger of a past day", few, "queries"),
        Row("queries of 100 rows beyond those of 20", many - few, "queries", target=0),
    ]


def documents(made: Made, say: Say) -> list[Row]:
    """The review document of the last half-year, written from its template and saved."""
    given = (made.cycle,)
    told = run_job(
        "review_jobs", "documents", made.home, *given, environment=made.environment, say=say
    )
    return [
        Row(f"review document, {name}", _ms(seconds), "ms", target=3_000)
        for name, seconds in told.items()
    ]


def _asked(ask: Site, paths: Iterable[str], session: str) -> list[float]:
    asked = list(paths)
    ask(asked[0], session)
    return [ask(path, session) for path in asked]


def _ms(seconds: float) -> float:
    return seconds * 1000
