"""The example of docs/as-known-on.md, run as it stands on the page."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from goldthread.cli import main

PAGE = Path(__file__).resolve().parents[2] / "docs" / "as-known-on.md"
DELIVERY = re.compile(r"\(`(\w+\.csv)`\).*?^```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"^\| `goldthread (\w+) ([^`]*)` \| (.*) \|$", re.MULTILINE)


def load(said: dict[str, Any]) -> str:
    if said["already_loaded"]:
        return f"already loaded as load {said['load']}"
    counts = ", ".join(f"{fate} {said[fate]}" for fate in ("new", "changed", "unchanged"))
    return f"load {said['load']}: {counts}"


def figure(said: dict[str, Any]) -> str:
    return str(said["total"]["value"])


def records(said: dict[str, Any]) -> str:
    return ", ".join(sorted(record["title"] for record in said["records"]))


def explain(said: dict[str, Any]) -> str:
    parts = ", ".join(f"{part['part']} {part['value']}" for part in said["parts"])
    return f"{said['difference']:+}: {parts}"


ANSWERS = {"load": load, "figure": figure, "records": records, "explain": explain}


def test_example_of_the_page_gives_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PAGE.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    deliveries = dict(DELIVERY.findall(text))
    assert sorted(deliveries) == ["july.csv", "june.csv"]
    for name, content in deliveries.items():
        Path(name).write_text(content, "utf-8")
    examples = EXAMPLE.findall(text)
    assert len(examples) == 12
    for command, arguments, answer in examples:
        status = main([command, *shlex.split(arguments), "--json"])
        printed = capsys.readouterr()
        assert status == 0, printed.err
        assert ANSWERS[command](json.loads(printed.out)) == answer, arguments
