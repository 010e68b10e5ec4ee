"""What a seminar waits for: the list of 2,000 proposals, one of them, the map, the live screen.

The same seminar is written on SQLite and on PostgreSQL, and the site served from each: its own
processes, one client for pages as a regional coordinator, and as many more on the live screen.
`full` is 2,000 proposals with the stances of 40 delegations on 200 of them and 500 people before
the screen, `small` 60 proposals and 40 people.
"""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import quote

from goldthread.bench import postgres
from goldthread.bench.jobs import postgres_address, run_job
from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.bench.seminar_live import stream_of, watched
from goldthread.bench.seminar_set import KEY
from goldthread.bench.site import Site, p95, served, until_ready

SIZES: Final = {"small": (60, 20, 40, 3, 12), "full": (2_000, 200, 500, 12, 120)}
"""Proposals, of which so many were discussed; people before the screen; changes on it; pages of
the list asked for."""

REGION, SECRETARIAT = "provincial_coordinator@IPO-ZJ", "secretariat@CNIPA-GO"
STATES = ("filed", "assigned", "in_handling", "answered", "satisfied", "adopted", "fulfilled")
LINES = ("creation", "protection", "utilisation", "international_cooperation")
SORTS = ("number", "-submitted", "-supporters", "state")
WORDS = ("质押", "快速审查", "P-0012")
PAUSE = 1.5
"""Seconds between two changes, so that each is told apart."""

SCREEN = f"/seminars/{KEY}/screen"


@dataclass(frozen=True)
class Made:
    """A seminar that was written: how to reach it, and who is signed in by which session."""

    home: Path
    environment: dict[str, str]
    size: Size
    sessions: dict[str, str]
    watching: list[str]
    token: str
    visible: int
    proposals: list[int]

    def job(self, say: Say, name: str, *given: object) -> Any:
        return run_job(
            "seminar_jobs", name, self.home, *given, environment=self.environment, say=say
        )


def run(size: Size, say: Say) -> Bench:
    """The rows of each database; those of PostgreSQL are left out, with the reason, without one."""
    rows = _measured("SQLite", {}, size, say)
    try:
        with postgres_address("seminar") as environment:
            rows += _measured("PostgreSQL", environment, size, say)
    except postgres.NoPostgres as reason:
        say(f"The rows of PostgreSQL are left out: {reason}.")
    return Bench("seminar", rows)


def _measured(name: str, environment: dict[str, str], size: Size, say: Say) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="goldthread-bench-") as folder:
        say(f"{name}: making the seminar.")
        made, rows = _write(Path(folder), environment, size, say)
        say(f"{name}: asking for pages.")
        with served(made.home, made.environment) as ask:
            until_ready(ask)
            rows += [*lists(ask, made), *pages(ask, made)]
            say(f"{name}: {len(made.watching)} people before the screen.")
            rows += live(ask, made, say)
        rows += [*reckoned(made, say), *queries(made, say)]
    return [replace(row, name=f"{name}: {row.name}") for row in rows]


def _write(home: Path, environment: dict[str, str], size: Size, say: Say) -> tuple[Made, list[Row]]:
    from goldthread.bench.sample_rights import make

    proposals, discussed, people, _, _ = SIZES[size]
    make(home, 600)
    given = (proposals, discussed, people - 1, REGION, SECRETARIAT)
    told = run_job("seminar_jobs", "write", home, *given, environment=environment, say=say)
    seconds = told.pop("seconds")
    made = Made(home, environment, size, **told)
    return made, [Row(f"seminar of {proposals:,} proposals written", seconds, "s")]


def lists(ask: Site, made: Made) -> list[Row]:
    """Pages of the list in random states, none asked twice."""
    count = SIZES[made.size][4]
    region = _asked(ask, made, REGION, count)
    secretariat = _asked(ask, made, SECRETARIAT, count // 4)
    return [
        Row("list of proposals, regional coordinator, p50", _ms(median(region)), "ms"),
        Row("list of proposals, regional coordinator, p95", _ms(p95(region)), "ms", target=300),
        Row("list of proposals, secretariat, p95", _ms(p95(secretariat)), "ms"),
    ]


def _asked(ask: Site, made: Made, account: str, count: int) -> list[float]:
    session = made.sessions[account]
    ask("/proposals", session)
    return [ask(address, session) for address in islice(states(made.visible, account), count)]


def states(visible: int, seed: str) -> Iterator[str]:
    """Addresses of the list in an order that the seed gives: pages, filters, sorts, searches, in
    both languages."""
    whole = f"/proposals?seminar={KEY}"
    found = [f"{whole}&page={n}" for n in range(1, -(-visible // 50) + 1)]
    found += [f"{whole}&state={state}" for state in STATES]
    found += [f"{whole}&line_of_work={line}" for line in LINES]
    found += [f"{whole}&sort={sort}" for sort in SORTS]
    found += [f"{whole}&q={quote(word)}" for word in WORDS]
    found += [f"{whole}&size=100", "/proposals?office=IPO-ZJ", "/proposals?whose=sponsored"]
    found += [f"{address}&lang=zh" for address in found]
    random.Random(seed).shuffle(found)  # noqa: S311 - no secret is made here
    yield from found


def pages(ask: Site, made: Made) -> list[Row]:
    session = made.sessions[REGION]
    proposals = [ask(f"/proposals/{key}", session) for key in made.proposals]
    screens = [ask(f"{SCREEN}/{made.token}") for _ in range(10)]
    return [
        Row("proposal, regional coordinator, p50", _ms(median(proposals)), "ms"),
        Row("proposal, regional coordinator, p95", _ms(p95(proposals)), "ms"),
        Row("page of the hall's screen, p50", _ms(median(screens)), "ms"),
    ]


def live(ask: Site, made: Made, say: Say) -> list[Row]:
    """Everybody with a session of their own, and the hall's machine by its token."""
    _, _, people, changes, count = SIZES[made.size]
    stream = f"/seminars/{KEY}/stream"
    watching = [(stream, session) for session in made.watching] + [(f"{stream}/{made.token}", "")]
    port, process = stream_of(ask, made.sessions[REGION], SCREEN)
    # The server closes a connection that rested while people came and changes went.
    ask.connection.close()
    seen = watched(
        port,
        process,
        watching,
        lambda: list(made.job(say, "change", SECRETARIAT, changes, PAUSE)),
        lambda: _asked(ask, made, REGION, count // 2),
    )
    rows = [
        Row(f"live, {people} people let in", seen.joined, "s"),
        Row("live, from a change to the last one who has it, p50", median(seen.late), "s"),
        Row("live, from a change to the last one who has it, most", max(seen.late), "s", target=1),
        Row("live, share of one processor at rest", 100 * seen.rest, "%", target=10),
        Row("live, share of one processor with a change in 1.5 s", 100 * seen.busy, "%", target=25),
        Row("list of proposals meanwhile, p95", _ms(p95(seen.meanwhile)), "ms", target=300),
    ]
    if seen.memory is not None:
        rows.append(Row("live, peak memory of the stream", seen.memory, "MB", target=200))
    return rows


def reckoned(made: Made, say: Say) -> list[Row]:
    """In a process that has nothing yet, as the first who asks after a restart has it."""
    told = made.job(say, "reckon", REGION)
    return [
        Row("consensus map with its permutation test", told["consensus"], "s", target=5),
        Row("consensus map again", _ms(told["consensus_again"]), "ms"),
        Row("similar proposals, the first time", told["alike"], "s", target=2),
        Row("similar proposals, another draft", _ms(told["alike_again"]), "ms"),
    ]


def queries(made: Made, say: Say) -> list[Row]:
    """Counted in a process of their own: as many for 100 rows as for 20."""
    whole = f"/proposals?seminar={KEY}"
    sizes = [f"{whole}&size={size}" for size in (20, 100)]
    one, screen = f"/proposals/{made.proposals[0]}", f"{SCREEN}/{made.token}"
    found = made.job(say, "count", REGION, *sizes, f"{whole}&sort=-supporters", one, screen)
    few, many, sorted_, proposal, hall = found.values()
    return [
        Row("queries of the list, the most", max(few, many, sorted_), "queries", target=25),
        Row("queries of 100 rows beyond those of 20", many - few, "queries", target=0),
        Row("queries of a proposal", proposal, "queries"),
        Row("queries of the hall's screen, signed in", hall, "queries"),
    ]


def _ms(seconds: float) -> float:
    return seconds * 1000
