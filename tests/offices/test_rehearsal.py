"""What a rehearsal shows: touched offices, who takes what, other apps' things, the sheets."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from goldthread.offices import queries
from goldthread.offices.errors import OfficesError
from goldthread.offices.models import Person, Reform
from goldthread.offices.rehearsal import TOUCHED, Held, Touch
from tests.offices.building import DAY, base, drafted, held, office, snapshot, staffed

ACT: list[dict[str, Any]] = [
    {"kind": "function_transferred", **held("trademarks"), "from": "B", "to": "A"},
    {
        "kind": "split",
        "office": "A1",
        "into": [
            {"office": office("P", "department"), "share": "1/4", "regions": ["CN-JS"]},
            {"office": office("Q", "department"), "share": "3/4"},
        ],
    },
]


@pytest.fixture
def providers() -> Iterator[list[Touch]]:
    asked: list[Touch] = []

    @TOUCHED.register("errand", {"en": "errands", "zh": "交办事项"})
    def tasks(touch: Touch) -> list[Held]:
        asked.append(touch)
        title = {"en": "Faster examination", "zh": "加快审查"}
        return [
            Held("errand:7", title, "A1"),
            Held("errand:8", title, "B", "trademarks", "CN"),
            Held("errand:9", title, "B"),
        ]

    @TOUCHED.register("series", {"en": "series", "zh": "统计序列"})
    def series(touch: Touch) -> list[Held]:
        return [Held("series:1", {"en": "Filings", "zh": "申请量"}, "A1", divisible=True)]

    yield asked
    TOUCHED.forget("errand")
    TOUCHED.forget("series")


def rehearse(**decisions: str) -> tuple[Reform, Any]:
    base()
    staffed("secretariat", "A1")
    reform = drafted(staffed("planning", "A"), ACT)
    reform.decisions = {key.replace("__", ":"): code for key, code in decisions.items()}
    return reform, queries.rehearse(reform)


def test_everything_touched_is_listed_and_nothing_written(
    ledger: str, providers: list[Touch]
) -> None:
    reform, _ = rehearse()
    before = snapshot()

    rehearsal = queries.rehearse(reform)

    assert snapshot() == before
    person = Person.objects.get(name_en="secretariat_a1").pk
    assert {(t.key, t.proposed) for t in rehearsal.things} == {
        ("function:B:trademarks:CN", (("A", 1),)),
        ("function:A1:public_services:CN", (("Q", 1),)),
        ("region:A1:CN-JS", (("P", 1),)),
        ("region:A1:CN-ZJ", (("Q", 1),)),
        ("child:A1:A11", (("Q", 1),)),
        (f"membership:A1:{person}:secretariat", (("Q", 1),)),
        ("errand:7", (("Q", 1),)),
        ("errand:8", (("A", 1),)),
        ("errand:9", (("B", 1),)),
        ("series:1", (("P", Fraction(1, 4)), ("Q", Fraction(3, 4)))),
    }
    assert [(o.code, o.fate, o.new, o.ends) for o in rehearsal.offices] == [
        ("A", ("function_transferred",), False, False),
        ("A1", ("split",), False, True),
        ("A11", (), False, False),
        ("B", ("function_transferred",), False, False),
        ("P", ("split",), True, False),
        ("Q", ("split",), True, False),
    ]
    assert providers[0].offices == {"A1", "B"}
    assert rehearsal.kinds["errand"] == {"en": "errands", "zh": "交办事项"}


def test_handover_sheets_by_predecessor_and_successor(
    sqlite_ledger: str, providers: list[Touch]
) -> None:
    _, rehearsal = rehearse()

    sheets = {
        (s.predecessor, s.successor): [row.key for row in s.rows] for s in rehearsal.handovers
    }
    assert sorted(sheets) == [("A1", "P"), ("A1", "Q"), ("B", "A")]
    assert sheets["A1", "P"] == ["region:A1:CN-JS", "series:1"]
    assert sheets["B", "A"] == ["function:B:trademarks:CN", "errand:8"]
    assert {sheet.day for sheet in rehearsal.handovers} == {DAY}


def test_decisions_stand_over_the_proposal(sqlite_ledger: str, providers: list[Touch]) -> None:
    _, rehearsal = rehearse(child__A1__A11="P", errand__7="P")

    decided = {t.key: t.proposed for t in rehearsal.things if t.decided}
    assert decided == {"child:A1:A11": (("P", 1),), "errand:7": (("P", 1),)}
    with pytest.raises(OfficesError, match="errand:7 cannot go to C: it may go to P, Q"):
        queries.rehearse(_with(rehearsal, {"errand:7": "C"}))


def _with(_: object, decisions: dict[str, str]) -> Reform:
    reform = Reform.objects.get(key="reform-2018")
    reform.decisions = decisions
    return reform


def test_kind_of_touched_things_is_registered_once() -> None:
    with pytest.raises(OfficesError, match="'membership' is taken"):
        TOUCHED.register("membership", {"en": "x", "zh": "x"})
    with pytest.raises(OfficesError, match="lacks a title"):
        TOUCHED.register("proposal", {"en": "x", "zh": ""})


def test_provider_must_sign_its_keys(sqlite_ledger: str) -> None:
    titles = {"en": "x", "zh": "x"}
    TOUCHED.register("odd", titles)(lambda _: [Held("even:1", titles, "B")])
    try:
        with pytest.raises(OfficesError, match="must begin with 'odd:'"):
            rehearse()
    finally:
        TOUCHED.forget("odd")
