"""Everything in open formats, read back by other programs than ours."""

import csv
import json
import subprocess
from hashlib import sha256
from pathlib import Path

import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from django.contrib.auth import get_user_model

from goldthread.handover.errors import HandoverRefused
from goldthread.handover.export import export
from goldthread.register.store import Register
from goldthread.workflow.models import Event
from tests.handover.conftest import EVIDENCE
from tests.programme.building import World
from tests.register.deliveries import Lines, write


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_everything_is_there_and_reads_elsewhere(ledger: str, home: Path, outside: Path) -> None:
    world = World()
    world.uploaded(world.task("in_progress"), "protection")
    get_user_model()._default_manager.update(password="pbkdf2$not-to-be-told")
    formula = write(outside / "d.jsonl", [{"number": "3", "title": "=1+1"}])
    Register(home).load(Lines(), [formula])

    made = export(home, outside / "out")
    out = outside / "out"
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=out, check=True)

    assert (
        pq.read_table(out / "register" / "ip_right.parquet")
        .column("title")
        .to_pylist()
        .count("=1+1")
        == 1
    )
    table = pacsv.read_csv(out / "register" / "ip_right.csv")
    assert table.num_rows == 3
    assert "'=1+1" in table.column("title").to_pylist()
    assert [load["load"] for load in rows(out / "register" / "loads.jsonl")] == [1, 2, 3]
    assert (out / "register" / "loads" / "office" / "000003" / "ip_right.parquet").is_file()

    events = rows(out / "ledger" / "workflow_event.jsonl")
    assert [each["hash"] for each in events] == [
        *Event.objects.order_by("sequence").values_list("hash", flat=True)
    ]
    assert [task["state"] for task in rows(out / "ledger" / "programme_keytask.jsonl")] == [
        "in_progress"
    ]
    with (out / "ledger" / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        said = {(row["table"], row["column"]): row for row in csv.DictReader(file)}
    assert said["programme_keytask", "lead_id"]["names"] == "offices_office"
    for path in (out / "ledger").glob("*.jsonl"):
        for row in rows(path)[:1]:
            assert {(path.stem, column) for column in row} <= said.keys()
    states = json.loads((out / "ledger" / "states.json").read_text("utf-8"))
    assert {"state": "assigned", "en": "assigned", "zh": "已交办"} in states["programme_keytask"]

    digest = sha256(EVIDENCE).hexdigest()
    assert (out / "files" / digest[:2] / digest).read_bytes() == EVIDENCE
    with (out / "files" / "index.csv").open(encoding="utf-8", newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["report.pdf"]
    everything = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert b"not-to-be-told" not in everything
    assert b"only here" not in everything
    assert (made.rows, made.records) == (
        sum(len(rows(path)) for path in (out / "ledger").glob("*.jsonl")),
        sum(pq.read_metadata(path).num_rows for path in (out / "register").glob("*.parquet")),
    )


def test_a_folder_with_something_in_it_is_left_alone(
    sqlite_ledger: str, home: Path, outside: Path
) -> None:
    (outside / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(HandoverRefused, match="is not empty"):
        export(home, outside)
    assert [path.name for path in outside.iterdir()] == ["mine.txt"]
