"""The page on US patent grants says what the reader does."""

import re
from pathlib import Path

from goldthread.readers import archive, xml
from goldthread.readers.schema import ROOTS, TABLES
from goldthread.readers.uspto_grant import unknown
from goldthread.readers.uspto_grant.normal import numbers

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "loading-uspto.md").read_text("utf-8")
# What a grant document has nothing for.
UNFILLED = {"right_id", "application_number_st13", "termination_date", "n_classes", "status_text"}


def section(heading: str) -> str:
    return PAGE.split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]


def test_every_column_of_the_right_is_explained() -> None:
    cells = re.findall(r"^\| ([a-z_, ]+) \|", section("### ip_right"), re.MULTILINE)
    named = {name for cell in cells for name in cell.split(", ")} - {"column"}
    assert named == set(TABLES["ip_right"].schema.names) - UNFILLED


def test_every_table_is_explained() -> None:
    named = set(re.findall(r"^\| ([a-z_]+) \|", section("### The other tables"), re.MULTILINE))
    filled = {table.name for table in ROOTS["ip_right"] if len(table.schema) > 1}
    assert named | {"right_party"} == filled | {"table"}


def test_limits_are_those_of_the_reader() -> None:
    for sentence in (
        f"first\n{unknown._ALL_OF_FIRST} documents of a file and then at one of {unknown._ONE_OF}",
        f"larger than {xml.PART_LIMIT >> 20} MiB",
        f"more than {numbers.LIMIT} characters",
        f"more than {archive.Limits().ratio} times",
    ):
        assert sentence in PAGE


def test_reasons_of_quarantine_are_those_of_the_reader() -> None:
    listed = set(re.findall(r"quarantined: `([a-z-]+)`", PAGE))
    package = Path(xml.__file__).parent
    sources = [package / "xml.py", *(package / "uspto_grant").rglob("*.py")]
    text = "".join(path.read_text("utf-8") for path in sources)
    given = set(re.findall(r'"((?:malformed|cut|too|bad|no)-[a-z]+)"', text))
    assert listed == given
