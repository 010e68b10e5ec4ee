"""The tree of a day as a plain value."""

from datetime import date

import pytest

from goldthread.offices.errors import OfficesError
from goldthread.offices.structure import OfficeOn, Structure


def office(code: str, parent: str | None) -> OfficeOn:
    names = {"en": code, "zh": code}
    return OfficeOn(1, code, "national", names, names, names, parent, (("patents", code),), (code,))


TREE = Structure(
    date(2019, 7, 1),
    {
        code: office(code, parent)
        for code, parent in {"B": None, "A": None, "A2": "A", "A1": "A", "A11": "A1"}.items()
    },
)


def test_tree_reads_downward_and_upward() -> None:
    assert TREE.roots == ("A", "B")
    assert (TREE.children("A"), TREE.children("B")) == (("A1", "A2"), ())
    assert TREE.descendants("A") == ("A", "A1", "A11", "A2")
    assert TREE.path("A11") == ("A", "A1", "A11")
    printed = [(depth, each.code) for depth, each in TREE.walk()]
    assert printed == [(0, "A"), (1, "A1"), (2, "A11"), (1, "A2"), (0, "B")]


def test_holder_and_regions() -> None:
    assert (TREE.holder("patents", "A2"), TREE.holder("patents", "X")) == ("A2", None)
    assert (TREE.answering_for("B"), TREE.answering_for("X")) == (("B",), ())


def test_office_that_was_not_there() -> None:
    with pytest.raises(OfficesError, match="no office 'Z' on 2019-07-01"):
        TREE.path("Z")
