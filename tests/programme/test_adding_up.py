"""Roll-up arithmetic: order, grouping and splitting of units never change a total, and zero,
missing and not applicable are never confused."""

from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from goldthread.programme.adding_up import EMPTY, Kind, Sum, joined, kind_of, said
from goldthread.programme.models import ProgressReport
from goldthread.programme.queries.rollup import Rollup, rollup
from tests.programme.reporting import FEBRUARY, TARGET, Reporting, lines

NUMBER = st.fractions(max_denominator=10_000, min_value=-(10**6), max_value=10**6)
POSITIVE = st.integers(1, 10**6).map(Fraction)
SAID = st.one_of(
    st.just(said("missing")),
    st.just(said("not_applicable")),
    st.just(said("value", Fraction(0))),
    st.builds(lambda value: said("value", value), NUMBER),
    st.builds(lambda n, d: said("value", n / d, n, d), NUMBER, POSITIVE),
)
KINDS = st.sampled_from(list(Kind))


@given(st.lists(SAID), st.randoms(use_true_random=False), KINDS)
def test_order_changes_nothing(units: list[Sum], chance: Any, kind: Kind) -> None:
    mixed = chance.sample(units, len(units))
    assert joined(mixed) == joined(units)
    assert joined(mixed).total(kind) == joined(units).total(kind)


@given(st.lists(st.lists(SAID)))
def test_regrouping_changes_nothing(groups: list[list[Sum]]) -> None:
    assert joined(joined(group) for group in groups) == joined(
        unit for group in groups for unit in group
    )


@given(st.lists(SAID), NUMBER, NUMBER, POSITIVE, POSITIVE)
def test_splitting_a_unit_changes_no_total(
    others: list[Sum], one: Fraction, two: Fraction, below: Fraction, below_two: Fraction
) -> None:
    whole = said("value", one + two)
    parts = (said("value", one), said("value", two))
    for kind in (Kind.FLOW, Kind.STOCK):
        assert joined([*others, whole]).total(kind) == joined([*others, *parts]).total(kind)
    ratio = said("value", (one + two) / (below + below_two), one + two, below + below_two)
    halves = (
        said("value", one / below, one, below),
        said("value", two / below_two, two, below_two),
    )
    assert joined([*others, ratio]).total(Kind.RATIO) == joined([*others, *halves]).total(
        Kind.RATIO
    )


@given(st.lists(SAID))
def test_missing_and_not_applicable_are_counted_and_never_added(units: list[Sum]) -> None:
    whole = joined(units)
    assert whole.units == len(units)
    assert (whole.total(Kind.FLOW) is None) == (whole.values == 0)
    spoken = [unit for unit in units if unit.values]
    assert joined(spoken).total(Kind.FLOW) == whole.total(Kind.FLOW)


def test_zero_is_a_value_and_nothing_is_not_zero() -> None:
    zero, missing, never = said("value", Fraction(0)), said("missing"), said("not_applicable")
    assert (zero.status, zero.total(Kind.FLOW)) == ("value", 0)
    assert (missing.status, missing.total(Kind.FLOW)) == ("missing", None)
    assert (never.status, never.total(Kind.FLOW)) == ("not_applicable", None)
    assert (never + never).status == "not_applicable"
    assert (never + missing).status == "missing"
    assert (never + missing + zero).status == "value"
    assert (EMPTY.status, EMPTY.total(Kind.FLOW)) == ("missing", None)


def test_a_ratio_is_that_of_the_sums_and_a_duration_is_not_added() -> None:
    # 1 of 10 and 30 of 90 are 31 of 100, not the mean of 10 % and 33.3 %.
    one = said("value", Fraction(10), Fraction(1), Fraction(10))
    two = said("value", Fraction(100, 3), Fraction(30), Fraction(90))
    assert (one + two).total(Kind.RATIO, 100) == 31
    assert (one + said("value", Fraction(5))).total(Kind.RATIO, 100) is None
    assert (one + two).total(Kind.NOT_ADDITIVE) is None
    kinds = [kind_of(name) for name in ("flow", "stock", "ratio", "duration", "index", "")]
    assert kinds == [Kind.FLOW, Kind.STOCK, Kind.RATIO, *[Kind.NOT_ADDITIVE] * 3]


def seen(figure: Rollup) -> dict[str, Any]:
    cover = figure.coverage
    return {
        "national": figure.value,
        "units": [(unit.office, unit.sum.status, unit.sum.value) for unit in figure.units],
        "total": figure.total,
        "difference": figure.difference,
        "coverage": (cover.values, cover.missing, cover.not_applicable),
        "whole": figure.whole,
    }


def test_one_national_value_beside_its_units_with_the_sum_check(world: Reporting) -> None:
    task = world.task(
        "received", targets=[TARGET], supports={"CNIPA-UTIL": "1/4", "CNIPA-LAW": "1/4"}
    )
    world.act(task, "work", "protection")
    regions = [{**TARGET, "region": "CN-ZJ"}]
    region = world.make_region(task, regions)
    world.until(date(2019, 3, 1))

    def part(by: str, office: str, head: str, target: dict[str, Any]) -> ProgressReport:
        row = {"target": task.targets.get().pk} | target
        given = [row, *lines(task)[1:]]
        report = world.report(task, by, office=office, lines=given)
        return world.accepted(report, head, "protection")

    part("util_contributor", "CNIPA-UTIL", "utilisation", {"status": "value", "value": "0"})
    part("law_contributor", "CNIPA-LAW", "law", {"status": "not_applicable"})
    empty = {"national": None, "total": 0, "difference": None, "whole": False}
    units = [
        ("CNIPA-LAW", "not_applicable", 0),
        ("CNIPA-UTIL", "value", 0),
        ("IPO-ZJ", "missing", 0),
    ]
    [before] = rollup(task, FEBRUARY)
    assert seen(before) == empty | {"units": units, "coverage": (1, 1, 1)}

    world.accepted(world.report(task, lines=lines(task, target="20")))
    report = world.report(region, "zj_contributor", lines=lines(region, target="12.5"))
    world.accepted(report, "zj_head", "protection")
    [after] = rollup(task, FEBRUARY)
    assert seen(after) == {
        "national": 20,
        "units": [*units[:2], ("IPO-ZJ", "value", Fraction(25, 2))],
        "total": Fraction(25, 2),
        "difference": Fraction(15, 2),
        "coverage": (2, 0, 1),
        "whole": True,
    }
    assert [unit.share for unit in after.units] == [Fraction(1, 4), Fraction(1, 4), None]
