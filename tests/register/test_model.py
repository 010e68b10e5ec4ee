"""Random deliveries against a dictionary: as known on every load and every day."""

import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goldthread.register.errors import LoadRefused
from goldthread.register.seal import Rule
from goldthread.register.store import Register
from tests.register.deliveries import Lines, write

FEEDS = ("a", "b")
BEGIN = date(2019, 1, 1)
NUMBERS = st.integers(0, 7).map(str)
# What a record says: its title and how many parties it has.
CONTENTS = st.tuples(st.sampled_from(["x", "y", ""]), st.integers(0, 2))
DELIVERED = st.dictionaries(NUMBERS, CONTENTS, min_size=1, max_size=6)

Version = tuple[str, int, int]  # title, parties, load


@dataclass
class Snapshot:
    """What a plain dictionary knows after a load: feed → number → version."""

    day: date
    state: dict[str, dict[str, Version]] = field(default_factory=dict)


class Loads(RuleBasedStateMachine):
    """Two feeds, each a delta or a full extract from load to load, sealed now and then."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="goldthread-model-"))
        self.connection = duckdb.connect()
        self.register = Register(self.home, rule=Rule(fanout=3, smallest=3))
        self.snapshots = [Snapshot(BEGIN, {feed: {} for feed in FEEDS})]

    @rule(
        feed=st.sampled_from(FEEDS),
        full=st.booleans(),
        delivered=DELIVERED,
        withdrawn=st.sets(NUMBERS, max_size=3),
        repeated=st.booleans(),
        days=st.integers(0, 2),
        batch=st.integers(1, 5),
    )
    def load(
        self,
        feed: str,
        full: bool,
        delivered: dict[str, tuple[str, int]],
        withdrawn: set[str],
        repeated: bool,
        days: int,
        batch: int,
    ) -> None:
        rows = [_row(number, content) for number, content in delivered.items()]
        rows += rows[:2] if repeated else []
        rows += [{"withdraw": number} for number in sorted(withdrawn)]
        last = self.snapshots[-1]
        day = last.day + timedelta(days)
        load = len(self.snapshots)
        file = write(self.home / f"{load}.jsonl", [{"skip": f"delivery {load}"}, *rows])
        reader = Lines(feed, "full" if full else "delta", batch=batch)
        report = self.register.load(reader, [file], received=day)

        before = last.state[feed]
        after = _after(before, delivered, withdrawn, full, load)
        kept = {number for number in delivered if after[number] == before.get(number)}
        assert report.load == load
        assert report.new == len(delivered.keys() - before.keys())
        assert report.unchanged == len(kept)
        assert report.changed == len(delivered.keys() & before.keys()) - len(kept)
        assert report.withdrawn == len(before.keys() - after.keys())
        self.snapshots.append(Snapshot(day, last.state | {feed: after}))

    @rule(feed=st.sampled_from(FEEDS), delivered=DELIVERED)
    def refuse(self, feed: str, delivered: dict[str, tuple[str, int]]) -> None:
        """A delivery that is half bad changes nothing."""
        rows = [_row(number, content) for number, content in delivered.items()]
        file = write(self.home / "bad.jsonl", [*rows, *({"reject": "x"} for _ in rows)])
        try:
            self.register.load(Lines(feed), [file], quarantine_limit=0.4)
        except LoadRefused:
            return
        raise AssertionError("the delivery was not refused")

    @rule()
    def reseal(self) -> None:
        self.register.reseal()

    @invariant()
    def now_is_known(self) -> None:
        self._compare(None, self.snapshots[-1])

    def teardown(self) -> None:
        for load, snapshot in enumerate(self.snapshots):
            self._compare(load, snapshot)
        for day in {snapshot.day + timedelta(n) for snapshot in self.snapshots for n in (-1, 0, 1)}:
            past = [snapshot for snapshot in self.snapshots if snapshot.day <= day]
            self._compare(day, past[-1] if past else self.snapshots[0])
        assert self.register.verify().findings == []
        self.connection.close()
        shutil.rmtree(self.home)

    def _compare(self, as_of: Any, snapshot: Snapshot) -> None:
        known = self.register.known(as_of)
        rights = self.register.relation("ip_right", known)
        parties = self.register.relation("right_party", known)
        sql = (
            "SELECT feed, split_part(record_key, '|', 3), title, "
            "(SELECT count(*) FROM parties p WHERE p.right_id = r.right_id "
            "AND p.known_from_load = r.known_from_load), known_from_load FROM rights r ORDER BY ALL"
        )
        query = f"WITH rights AS ({rights}), parties AS ({parties}) {sql}"
        found = self.connection.execute(query).fetchall()
        count = self.connection.execute(f"SELECT count(*) FROM ({parties})").fetchall()
        wanted = [
            (feed, number, *version)
            for feed, versions in snapshot.state.items()
            for number, version in versions.items()
        ]
        assert found == sorted(wanted)
        assert count == [(sum(row[3] for row in wanted),)]


def _row(number: str, content: tuple[str, int]) -> dict[str, Any]:
    title, count = content
    parties = [{"role": "inventor", "sequence": place + 1} for place in range(count)]
    return {"number": number, "title": title, "parties": parties}


def _after(
    before: dict[str, Version],
    delivered: dict[str, tuple[str, int]],
    withdrawn: set[str],
    full: bool,
    load: int,
) -> dict[str, Version]:
    """The dictionary after a delivery: the definition of delta, full and withdrawn."""
    gone = before.keys() if full else withdrawn
    after = {n: version for n, version in before.items() if n not in gone - delivered.keys()}
    for number, content in delivered.items():
        if before.get(number, ())[:2] != content:
            after[number] = (*content, load)
    return after


TestLoads = Loads.TestCase
TestLoads.settings = settings(
    max_examples=15,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
