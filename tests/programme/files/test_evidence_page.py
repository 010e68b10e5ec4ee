"""docs/evidence.md says what is taken and refused: its example runs, its tables hold."""

import re
from pathlib import Path

import pytest

from goldthread.programme.files.kinds import kinds, limits
from goldthread.programme.files.refused import sentences

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "evidence.md").read_text(encoding="utf-8")


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    monkeypatch.chdir(tmp_path)
    exec(compile(found[1], "docs/evidence.md", "exec"), {})


def test_the_table_of_kinds_is_that_of_the_list() -> None:
    rows = re.findall(r"^\| (\w+) \| ([. \w]+) \| `([^`]+)` \|$", PAGE, re.MULTILINE)
    assert rows == [
        (kind.code, " ".join(kind.endings), kind.content_type) for kind in kinds().values()
    ]


def test_the_table_of_refusals_is_that_of_the_sentences() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)
    assert rows == [
        (
            code,
            _shown(entry["en"].removeprefix("{name} ")),
            _shown(entry["zh"].removeprefix("{name}")),
        )
        for code, entry in sentences().items()
    ]


def _shown(text: str) -> str:
    return text.replace("{", "‹").replace("}", "›")


def test_the_bounds_are_those_of_the_list() -> None:
    bounds = limits()
    for said in (
        f"{bounds.bytes // 2**20} MB",
        f"{bounds.parts:,} parts",
        f"{bounds.inflated // 2**20} MB unpacked",
        f"{bounds.pixels // 10**6} million pixels",
        f"{bounds.pdf_objects:,} objects",
        f"{bounds.pdf_seconds} s and {bounds.pdf_memory // 2**30} GB",
    ):
        assert said in PAGE.replace("\n", " "), said
