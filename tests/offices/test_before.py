"""The structure without an enacted act is the structure that the act found."""

from datetime import date
from typing import Any

import pytest

from goldthread.offices import queries
from goldthread.offices.models import Office
from goldthread.offices.one_office import life_of, life_of_all, reforms_touching
from goldthread.offices.reforms import store
from goldthread.offices.reforms.rows import TABLES, Row
from tests.offices.building import DAY, base, enacted, staffed
from tests.offices.test_rehearsal import ACT

LATER: list[dict[str, Any]] = [
    {"kind": "renamed", "office": "P", "en": "P anew", "zh": "新P"},
    {"kind": "merged", "offices": ["B", "C"], "into": "A2"},
]


def rows() -> set[Row]:
    tables = store.load("default")
    return {row for table in TABLES for row in tables.of(table)}


def rows_before(reform: Any) -> set[Row]:
    tables = store.before(reform, "default")
    return {row for table in TABLES for row in tables.of(table)}


def test_without_the_act_and_all_later_ones(ledger: str) -> None:
    first = base()
    staffed("secretariat", "A1")
    found = rows()
    act = enacted("act", DAY, ACT)
    between = rows()
    later = enacted("later", date(2020, 1, 1), LATER)
    assert rows_before(act) == found
    assert rows_before(later) == between
    assert rows_before(first) == set()


@pytest.mark.django_db
def test_what_stands_in_an_office_of_the_act_goes_with_it() -> None:
    base()
    found = rows()
    act = enacted("act", DAY, ACT)
    staffed("secretariat", "P", starts=DAY)
    assert rows_before(act) == found


@pytest.mark.django_db
def test_the_rehearsal_of_an_enacted_act_is_that_before_it_was_enacted() -> None:
    base()
    staffed("secretariat", "A1")
    act = enacted("act", DAY, ACT)
    shown = queries.rehearse(act)
    assert {thing.key: dict(thing.proposed) for thing in shown.things}["region:A1:CN-JS"] == {
        "P": 1
    }
    assert [(s.predecessor, s.successor) for s in shown.handovers] == [
        ("A1", "P"),
        ("A1", "Q"),
        ("B", "A"),
    ]


def test_the_acts_that_touched_an_office_and_no_others(ledger: str) -> None:
    base()
    enacted("act", DAY, ACT)
    enacted("later", date(2020, 1, 1), [{"kind": "renamed", "office": "C", "en": "c", "zh": "丙"}])
    touched = {
        code: [act.key for act in reforms_touching(Office.objects.get(code=code), None)]
        for code in ("A", "A2", "C", "P")
    }
    assert touched == {
        "A": ["base", "act"],
        "A2": ["base"],
        "C": ["base", "later"],
        "P": ["act"],
    }


@pytest.mark.django_db
def test_the_days_of_one_office() -> None:
    base()
    enacted("act", DAY, ACT)
    life = life_of(Office.objects.get(code="A11"))
    assert [(edge.parent.code, edge.starts, edge.ends) for edge in life.parents] == [
        ("A1", date(2010, 1, 1), DAY),
        ("Q", DAY, None),
    ]
    assert [row.name_en for row in life_of_all()["P"]] == ["Office P"]
