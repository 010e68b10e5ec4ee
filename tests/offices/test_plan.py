"""Each kind of change on the base structure, and each way in which an act cannot be."""

from fractions import Fraction
from typing import Any

import pytest

from goldthread.offices.errors import ActRefused
from goldthread.offices.lineage import Event, Figure, Lineage, Matter
from goldthread.offices.reforms import changes
from goldthread.offices.reforms.apply import work_out
from goldthread.offices.reforms.rows import DutyRow, EdgeRow, HoldingRow, Tables
from tests.offices.building import BEGIN, DAY, TODAY, held, office
from tests.offices.random_acts import base_tables, plan_of


def holders(tables: Tables, function: str, territory: str = "CN") -> list[str]:
    rows = [row for row in tables.of(HoldingRow) if row.holds(DAY)]
    return sorted(r.office for r in rows if (r.function, r.territory) == (function, territory))


def parent(tables: Tables, code: str) -> str | None:
    return next((row.parent for row in tables.at(EdgeRow, code) if row.holds(DAY)), None)


def established(code: str, **more: Any) -> dict[str, Any]:
    return {"kind": "established", "office": office(code), **more}


def test_established() -> None:
    after = plan_of(
        base_tables(), [established("X", parent="A", functions=[held("copyright")])]
    ).after
    assert (parent(after, "X"), holders(after, "copyright")) == ("A", ["X"])


def test_merged_into_one_that_goes_on() -> None:
    plan = plan_of(
        base_tables(),
        [
            {
                "kind": "merged",
                "offices": ["A1", "A2"],
                "into": "A2",
                "shares_back": {"A1": "3/4", "A2": "1/4"},
            }
        ],
    )
    assert (parent(plan.after, "A11"), holders(plan.after, "public_services")) == ("A2", ["A2"])
    assert sorted(r.region for r in plan.after.at(DutyRow, "A2")) == ["CN-JS", "CN-ZJ"]
    lineage = Lineage(tuple(Event(DAY, step.links) for step in plan.steps))
    back = lineage.regroup([Figure("A2", DAY, 8)], TODAY)
    assert back == {"A1": 6, "A2": 2}
    assert lineage.regroup([Figure("A1", TODAY, 8)], DAY) == {"A2": 8}


def test_heir_that_stood_under_what_ceases_takes_no_edge_to_itself() -> None:
    after = plan_of(
        base_tables(), [{"kind": "merged", "offices": ["A1", "A2"], "into": "A11"}]
    ).after
    assert parent(after, "A11") is None


def test_split_that_the_office_survives() -> None:
    split = {
        "kind": "split",
        "office": "A1",
        "into": [
            {"office": "A1", "share": "0.75"},
            {"office": office("X"), "share": "0.25", "regions": ["CN-JS"]},
        ],
    }
    plan = plan_of(base_tables(), [split])
    assert [r.region for r in plan.after.at(DutyRow, "A1") if r.holds(DAY)] == ["CN-ZJ"]
    assert [r.region for r in plan.after.at(DutyRow, "X")] == ["CN-JS"]
    assert plan.heirs("A1") == {"A1": Fraction(3, 4), "X": Fraction(1, 4)}
    assert plan.heir("A1") == "A1"


def test_function_passes_with_its_figures() -> None:
    """The offices' other figures go elsewhere than those of the function."""
    plan = plan_of(
        base_tables(),
        [
            {"kind": "function_transferred", **held("trademarks"), "from": "B", "to": "A"},
            {"kind": "abolished", "office": "B", "successors": [{"office": "C", "share": 1}]},
        ],
    )
    lineage = Lineage(tuple(Event(DAY, step.links) for step in plan.steps))
    figures = [Figure("B", TODAY, 5), Figure("B", TODAY, 7, Matter("trademarks", "CN"))]
    assert lineage.regroup(figures, DAY) == {"C": 5, "A": 7}
    there = [Figure("A", DAY, 7, Matter("trademarks", "CN")), Figure("A", DAY, 1)]
    assert lineage.regroup(there, TODAY) == {"B": 7, "A": 1}
    assert lineage.map_to(DAY, [("B", TODAY), ("B", TODAY)])[("B", TODAY)][0].office == "C"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ([established("A")], "the code A is taken"),
        ([established("X", functions=[held("patents")])], "would be held by both"),
        ([established("X", parent="nowhere")], "there is no office nowhere on 2018-04-10"),
        ([{"kind": "abolished", "office": "B"}], "nobody would hold trademarks in CN"),
        ([{"kind": "abolished", "office": "A2"}, {"kind": "abolished", "office": "A2"}], "no off"),
        (
            [{"kind": "abolished", "office": "A11", "successors": [{"office": "A11", "share": 1}]}],
            "cannot succeed itself",
        ),
        ([established("X"), {"kind": "abolished", "office": "X"}], "on this very day"),
        ([{"kind": "moved_under", "office": "A", "parent": "A11"}], "A → A11 → A1 → A"),
        ([{"kind": "moved_under", "office": "A", "parent": "A"}], "in a circle: A → A"),
        (
            [{"kind": "function_transferred", **held("patents"), "from": "B", "to": "A"}],
            "B does not hold patents in CN",
        ),
        ([{"kind": "merged", "offices": ["A1"], "into": "A1"}], "nothing is merged into A1"),
        (
            [
                {
                    "kind": "merged",
                    "offices": ["A1", "A2"],
                    "into": office("X"),
                    "shares_back": {"A1": 1},
                }
            ],
            "shares_back must name A1, A2",
        ),
        (
            [
                {
                    "kind": "split",
                    "office": "A1",
                    "into": [
                        {"office": office("X"), "share": "1/2", "regions": ["CN-ZJ"]},
                        {"office": office("Y"), "share": "1/2", "regions": ["CN-ZJ"]},
                    ],
                }
            ],
            "CN-ZJ goes to two successors",
        ),
    ],
)
def test_act_that_cannot_be(act: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        plan_of(base_tables(), act)
    assert message in str(refusal.value)
    assert refusal.value.in_language("zh") != str(refusal.value)


def test_office_above_others_is_not_abolished_over_their_heads() -> None:
    with pytest.raises(ActRefused, match="A1 would not exist on all days of its parents"):
        plan_of(base_tables(), [{"kind": "abolished", "office": "A1"}])


def test_decisions_choose_the_successor() -> None:
    split = [
        {
            "kind": "split",
            "office": "A1",
            "into": [
                {"office": office("X"), "share": "2/3"},
                {"office": office("Y"), "share": "1/3"},
            ],
        }
    ]
    read = changes.read(split, DAY)

    after = work_out(base_tables(), read, DAY, {"child:A1:A11": "Y"}).after
    assert parent(after, "A11") == "Y"
    with pytest.raises(ActRefused, match="cannot go to B; successors are X, Y"):
        work_out(base_tables(), read, DAY, {"child:A1:A11": "B"})
    with pytest.raises(ActRefused, match="about nothing that this act moves"):
        work_out(base_tables(), read, DAY, {"child:A1:A2": "Y"})


GOOD = {"kind": "renamed", "office": "A", "en": "x", "zh": "x"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("renamed", "changes must be a list"),
        (["renamed"], "Change 1: a change is a list of fields"),
        ([GOOD, {"kind": []}], "Change 2: the kind [] is none of"),
        ([{**GOOD, "colour": "red"}], "renamed has no field 'colour'; it has office, en"),
        ([{**GOOD, "zh": None}], "renamed needs the field 'zh'"),
        ([{**GOOD, "en": 5}], "'5' is not a text of 1 to 200 characters"),
        ([{**GOOD, "office": "A B"}], "'A B' is not a code"),
        ([{**GOOD, "office": "甲"}], "is not a code"),
        ([{**GOOD, "office_kind": "king"}], "'king' is no kind of office"),
        ([established("X", functions=[held("magic")])], "'magic' is no function"),
        ([established("X", functions=[held("patents", "FR")])], "'FR' is neither a country"),
        ([established("X", functions=[held("patents", "CN-XX")])], "'CN-XX' is neither"),
        ([established("X", functions="patents")], "the field must be a list"),
        ([established("X", regions=["CN"])], "'CN' is a country, not a region"),
        ([{"kind": "established", "office": "X"}], "a new office is described by"),
        (
            [{"kind": "abolished", "office": "A", "successors": [{"office": "B", "share": "1/2"}]}],
            "must add up to 1",
        ),
        (
            [{"kind": "abolished", "office": "A", "successors": [{"office": "B", "share": 0.5}]}],
            "must be written as text",
        ),
        (
            [{"kind": "abolished", "office": "A", "successors": [{"office": "B", "share": "x"}]}],
            "'x' is not a share",
        ),
        (
            [{"kind": "abolished", "office": "A", "successors": [{"office": "B", "share": "3/2"}]}],
            "does not lie between 0 and 1",
        ),
        (
            [
                {
                    "kind": "split",
                    "office": "A",
                    "into": [
                        {"office": "X", "share": "1/2"},
                        {"office": office("X"), "share": "1/2"},
                    ],
                }
            ],
            "names a successor twice",
        ),
        ([{"kind": "split", "office": "A", "into": ["B"]}], "written as office and share"),
        ([{"kind": "merged", "offices": ["A", "A"], "into": "B"}], "names a predecessor twice"),
        (
            [{"kind": "merged", "offices": ["A"], "into": "B", "shares_back": {"A": "1/2"}}],
            "shares back to the predecessors must add up to 1",
        ),
        (
            [{"kind": "merged", "offices": ["A"], "into": "B", "shares_back": [1]}],
            "written as office: share",
        ),
        ([{"each_region": {"country": "FR"}, "changes": []}], "no list of regions for 'FR'"),
        ([{"each_region": {"land": "CN"}, "changes": []}], "takes country and without"),
        ([{"each_region": {"country": "CN"}}], "each_region and changes, nothing else"),
        ([{"each_region": {"country": "CN"}, "changes": [GOOD] * 100}], "at most 2000 changes"),
    ],
)
def test_changes_that_cannot_be_read(given: Any, message: str) -> None:
    with pytest.raises(ActRefused) as refusal:
        changes.read(given, BEGIN)
    assert message in str(refusal.value)


def test_each_region_writes_itself_out() -> None:
    template = {**GOOD, "office": "IPO-{code}", "en": "{short_en} of {region}", "zh": "{zh}局"}
    entry = {"each_region": {"country": "CN", "without": ["hmt"]}, "changes": [template]}
    read = changes.read([entry], DAY)
    assert len(read) == 31
    assert dict(read[0].fields) == {"office": "IPO-BJ", "en": "Beijing of CN-BJ", "zh": "北京市局"}
