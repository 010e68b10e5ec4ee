"""Readers while a process loads, and two processes that load at once."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goldthread.register.lock import writing
from tests.register.conftest import Office, numbers

ROOT = Path(__file__).resolve().parents[2]
LOADER = """
import sys
from pathlib import Path
from goldthread.register.seal import Rule
from goldthread.register.store import Register
from tests.register.deliveries import Lines
register = Register(Path(sys.argv[1]), rule=Rule(fanout=3, smallest=1000))
for delivery in sys.argv[2:]:
    register.load(Lines(batch=20), [Path(delivery)], waiting=lambda who: print(who, flush=True))
"""
# Asks, until load `last` is there, how many records each load sees and whether all of them carry
# that load's own title: a reader never sees half a load. Each load changes every record.
READER = """
import sys, time
from pathlib import Path
import duckdb
from goldthread.register.store import Register
home, last = Path(sys.argv[1]), int(sys.argv[2])
connection, seen, deadline = duckdb.connect(), set(), time.monotonic() + 60
while last not in seen and time.monotonic() < deadline:
    register = Register(home)
    known = register.known()
    if not known.newest:
        continue
    rights = register.relation("ip_right", known)
    parties = register.relation("right_party", known)
    time.sleep(0.01)
    answer = connection.execute(
        f"SELECT count(*), min(title), max(title), (SELECT count(*) FROM ({parties})) "
        f"FROM ({rights})"
    ).fetchone()
    assert answer == (50, str(known.newest), str(known.newest), 50), (known, answer)
    seen.add(known.newest)
print(len(seen))
"""


def start(program: str, *arguments: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, **pipes)


def finish(processes: Sequence[subprocess.Popen[str]]) -> list[str]:
    """What each printed; all must have ended well."""
    outputs = [process.communicate(timeout=120) for process in processes]
    failures = [
        error for process, (_, error) in zip(processes, outputs, strict=True) if process.returncode
    ]
    assert failures == []
    return [output.strip() for output, _ in outputs]


def test_two_readers_always_see_whole_loads_while_one_process_loads(office: Office) -> None:
    party = {"role": "applicant", "sequence": 1}
    deliveries = [
        office.file(
            *({"number": str(n), "title": str(load), "parties": [party]} for n in range(50))
        )
        for load in range(1, 11)
    ]
    readers = [start(READER, office.home, 10) for _ in range(2)]
    loader = start(LOADER, office.home, *deliveries)
    _, *seen = finish([loader, *readers])
    assert min(map(int, seen)) >= 2
    assert office.register.verify().findings == []


def test_two_processes_that_load_at_once_take_turns(office: Office) -> None:
    deliveries = [office.file({"number": f"{n}"}, {"number": f"also-{n}"}) for n in range(12)]
    finish([start(LOADER, office.home, *deliveries[part::2]) for part in range(2)])
    assert [manifest.load for manifest in office.register.manifests()] == list(range(1, 13))
    wanted = sorted([f"{n}" for n in range(12)] + [f"also-{n}" for n in range(12)])
    assert numbers(office.rows("record_key")) == wanted
    assert office.register.verify().findings == []


def test_new_register_is_written_by_the_holder_of_the_lock_alone(office: Office) -> None:
    """Whoever holds it sweeps what others would be writing."""
    register = office.home / "register"
    register.mkdir(parents=True)
    with writing(register / "lock", timeout=0):
        loader = start(LOADER, office.home, office.file({"number": "1"}))
        assert loader.stdout is not None
        assert loader.stdout.readline().startswith("Another load is running since")
        found = sorted(path.name for path in register.rglob("*"))
        assert found == ["loads", "lock", "sealed", "tmp"]
    finish([loader])
    assert (register / "format.json").exists()
    assert numbers(office.rows("record_key")) == ["1"]


def test_two_processes_with_one_delivery_load_it_once(office: Office) -> None:
    delivery = office.file({"number": "1"})
    finish([start(LOADER, office.home, delivery) for _ in range(2)])
    assert len(office.register.manifests()) == 1
