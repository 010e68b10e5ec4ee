"""Moves between stages, compared with what the standard's schema says of the categories."""

import re
from pathlib import Path

import pytest

from goldthread.codes import st27, st27_moves

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "data" / "st96" / "schema"
STAGES = {
    "filing": "1",
    "examination": "2",
    "pre-grant challenge": "3",
    "grant": "4",
    "post-grant challenge": "5",
    "termination likely/termination": "6",
}


@pytest.mark.parametrize(
    ("category", "before", "after", "allowed"),
    [
        ("F", "2", "4", True),
        ("F", "6", "4", False),
        ("H", "4", "6", True),
        ("H", "2", "6", False),
        ("K", "6", "4", True),
        ("K", "2", "4", False),
        ("L", "6", "5", True),
        ("U", "4", "4", True),
        ("U", "2", "4", False),
        ("H", "0", "6", True),
        ("H", "4", "0", True),
        ("Y", "6", "1", True),
    ],
)
def test_moves_that_the_standard_lists(
    category: str, before: str, after: str, allowed: bool
) -> None:
    assert st27_moves.allowed(category, before, after) is allowed


def stages(text: str) -> list[str]:
    names = sorted(STAGES, key=len, reverse=True)
    return [STAGES[name] for name in re.findall("|".join(map(re.escape, names)), text)]


@pytest.mark.realdata
@pytest.mark.skipif(not SCHEMA.is_dir(), reason="needs ../shared/data/st96")
def test_moves_are_those_of_the_schema_s_descriptions() -> None:
    text = (SCHEMA / "PatentLegalStatusData_V6_0.xsd").read_text("utf-8")
    told = re.findall(
        r"ST\.27 Category (\w) .{0,900}?may move an (?:application|IP right) from the (.{0,120}?) "
        r"into the ([^.]*)\.",
        text,
    )
    assert {letter for letter, _, _ in told} == set("BCDEFHKLM")
    for letter, before, after in told:
        moves = {(one, other) for one in stages(before) for other in stages(after)}
        more = {("1", "4")} if letter == "F" else set()
        assert set(st27_moves.moves(letter)) == moves | more
    silent = {one.letter for one in st27.categories()} - set("BCDEFHKLM")
    assert {letter for letter in silent if st27_moves.moves(letter)} == {"A", "N"}
