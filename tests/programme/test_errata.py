"""Errata: numbered, before and after kept, only what changes; every earlier telling comes back."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from goldthread.programme.errata import told_at, told_now
from goldthread.programme.models import ProgressReport
from goldthread.programme.queries import rollup
from goldthread.workflow.errors import GuardUnmet
from tests.programme.reporting import FEBRUARY, TARGET, Reporting, lines, refusal

pytestmark = pytest.mark.django_db


def accepted(world: Reporting) -> ProgressReport:
    task = world.task("in_progress", targets=[TARGET])
    world.until(date(2019, 3, 1))
    return world.accepted(world.report(task))


def test_a_correction_keeps_before_and_after_of_what_it_changes_only(world: Reporting) -> None:
    report = accepted(world)
    task = report.task
    target, first = task.targets.get().pk, task.milestones.first().pk
    same = lines(task)
    assert refusal(world.act, report, "correct", "protection", reason="误", lines=same) == (
        "The correction says what the report says already; give what is different.",
        "更正内容与原报告相同，请填写不同之处。",
    )
    changed = [{"target": target, "status": "value", "value": "0"}, *same[1:]]
    world.act(report, "correct", "protection", reason="少报一件", lines=changed)
    missing = [{"milestone": first, "status": "missing"}]
    world.act(report, "correct", "protection", reason="笔误", lines=missing, confidence=2)

    empty = {"numerator": None, "denominator": None, "text": ""}
    assert list(report.errata_list.values_list("number", "reason", "before", "after")) == [
        (
            1,
            "少报一件",
            {"lines": {f"target:{target}": {"status": "value", "value": "12.5"} | empty}},
            {"lines": {f"target:{target}": {"status": "value", "value": "0"} | empty}},
        ),
        (
            2,
            "笔误",
            {
                "confidence": 4,
                "lines": {f"milestone:{first}": {"status": "value", "value": "40"} | empty},
            },
            {
                "confidence": 2,
                "lines": {f"milestone:{first}": {"status": "missing", "value": None} | empty},
            },
        ),
    ]
    assert report.errata == 2
    [figure] = rollup(task, FEBRUARY)
    assert (figure.national.status, figure.value) == ("value", Decimal(0))
    assert refusal(world.act, report, "correct", "prot_contributor", reason="误", confidence=1) == (
        "This is done by the head of the reporting unit.",
        "此项由填报单位负责人办理。",
    )


CORRECTION = st.lists(
    st.tuples(
        st.sampled_from([0, 1, 2]),
        st.sampled_from(["value", "missing", "not_applicable"]),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each[0],
)


def test_what_was_told_after_each_erratum_comes_back(world: Reporting) -> None:
    report = accepted(world)
    about = [{"target": report.task.targets.get().pk}]
    about += [{"milestone": row.pk} for row in report.task.milestones.all()]
    begun = world.at

    @settings(max_examples=30, deadline=None, phases=[Phase.generate])
    @given(st.lists(CORRECTION, max_size=6))
    def holds(corrections: list[Any]) -> None:
        with transaction.atomic():
            history = [told_now(report)]
            for correction in corrections:
                rows = [_row(about[place], status, value) for place, status, value in correction]
                with suppress(GuardUnmet):
                    world.act(report, "correct", "protection", reason="更正", lines=rows)
                    history.append(told_now(report))
            assert report.errata == len(history) - 1
            assert [told_at(report, number) for number in range(len(history))] == history
            transaction.set_rollback(True)
        world.at = begun
        report.refresh_from_db()

    holds()


def _row(about: dict[str, int], status: str, value: int) -> dict[str, Any]:
    return about | {"status": status} | ({"value": value} if status == "value" else {})
