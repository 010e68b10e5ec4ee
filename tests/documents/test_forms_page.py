"""docs/forms.md says what forms do: its example runs, its tables hold."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from goldthread.documents.xlsx import NOT_APPLICABLE, Column, fault
from goldthread.documents.xlsx.incoming import take
from goldthread.documents.xlsx.wording import fault_codes, fault_wording
from tests.documents.forms import both

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(_block("python"), "docs/forms.md", "exec"), {})


def test_the_sentences_are_those_of_a_fault() -> None:
    taken = take(Column("filed", both("Filed", "受理量"), "integer"), "abc")
    told = fault(taken.code, "Tasks", "D3", **taken.told)
    assert _block("text").splitlines() == [told.sentence("en"), told.sentence("zh")]


def _shown(value: object) -> str:
    if value is NOT_APPLICABLE:
        return "n/a"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


CELLS = re.findall(r"^\| (\w+) \| `([^`]*)` \| ?([^|]*?) ?\| ?([^|]*?) ?\|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("kind", "cell", "value", "said"), CELLS)
def test_a_cell_means_what_the_table_says(kind: str, cell: str, value: str, said: str) -> None:
    taken = take(Column("a", both("A", "甲"), kind), cell)  # type: ignore[arg-type]
    assert isinstance(taken.value, (int, Decimal, date, type(None), type(NOT_APPLICABLE)))
    outcome = "refused" if taken.refused else taken.code.replace("_", " ")
    assert (_shown(taken.value), outcome) == (value, said)


def test_the_table_of_cells_was_found() -> None:
    assert len(CELLS) == 21


def test_the_table_of_faults_is_whole_and_true() -> None:
    rows = re.findall(r"^\| (?:the file|a sheet|a row|a cell) \|(.*)\|(.*)\|$", PAGE, re.MULTILINE)
    refused = {code for row in rows for code in re.findall(r"`(\w+)`", row[0])}
    told = {code for row in rows for code in re.findall(r"`(\w+)`", row[1])}
    assert refused | told == fault_codes()
    assert told == {code for code in fault_codes() if fault_wording(code).get("refuses") is False}
