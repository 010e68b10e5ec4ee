"""docs/indicators.md lists the definitions and columns there are; its example is a definition."""

import re
from pathlib import Path

import pytest

from goldthread.indicators.catalogue import catalogue, read
from goldthread.indicators.definition import EVERY_COUNTING, EVERY_DIMENSION
from goldthread.indicators.explain import PARTS
from goldthread.indicators.grains import COLUMNS as GRAIN_COLUMNS
from goldthread.indicators.kinds import COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "indicators.md"


def catalogue_table() -> str:
    rows = ["| id | indicator | 指标 | type | unit | counted by |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {d.id} | {d.titles['en']} | {d.titles['zh']} | {d.type} | {d.unit_titles['en']} "
        f"| {d.counting} |"
        for d in catalogue().values()
    ]
    return "\n".join(rows)


def columns_table() -> str:
    kinds = {"TEXT": "text", "DATE": "day", "INT": "number"}
    rows = ["| kind | columns |", "|---|---|"]
    for kind, word in kinds.items():
        names = ", ".join(f"`{name}`" for name in COLUMNS if COLUMNS[name] == kind)
        rows.append(f"| {word} | {names} |")
    return "\n".join(rows)


def grains_table() -> str:
    rows = ["| of | columns |", "|---|---|"]
    names = {"transaction": "a transaction", "right of a transaction": "a right of it, in `rights`"}
    for grain, columns in GRAIN_COLUMNS.items():
        known = GRAIN_COLUMNS["transaction"] if grain == "right of a transaction" else {}
        listed = ", ".join(f"`{name}`" for name in columns if name not in known)
        rows.append(f"| {names.get(grain, 'a case')} | {listed} |")
    return "\n".join(rows)


TABLES = {"catalogue": catalogue_table, "columns": columns_table, "grains": grains_table}


def between(name: str, text: str) -> str:
    found = re.search(rf"<!-- {name}: [^\n]*-->\n(.*?)<!-- end of {name} -->", text, re.DOTALL)
    assert found is not None
    return found[1].strip()


@pytest.mark.parametrize("name", TABLES)
def test_page_has_the_table_of_today(name: str) -> None:
    assert between(name, PAGE.read_text("utf-8")) == TABLES[name]()


def test_example_on_the_page_is_a_definition(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert example is not None
    path = tmp_path / "example.yaml"
    path.write_text(example[1], "utf-8")
    assert read(path).id == "C01E"


def test_page_names_every_rule_dimension_and_part() -> None:
    text = PAGE.read_text("utf-8")
    missing = [
        name for name in (*EVERY_COUNTING, *EVERY_DIMENSION, *PARTS) if f"`{name}`" not in text
    ]
    assert missing == []


if __name__ == "__main__":  # writes the tables: python -m tests.indicators.test_docs
    page = PAGE.read_text("utf-8")
    for name, made in TABLES.items():
        marks = rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)"
        page = re.sub(marks, lambda m, t=made: f"{m[1]}{t()}\n{m[2]}", page, flags=re.DOTALL)
    PAGE.write_text(page, "utf-8")
