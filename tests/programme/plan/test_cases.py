"""Every case of cases/*.yaml: what a plan says, counted by hand, against what the reader gives."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from goldthread.programme.plan import Plan, read_text

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def measures_of(plan: Plan) -> list[dict[str, Any]]:
    """The measures without offsets, as the cases state them."""
    measures = plan.as_dict()["measures"]
    for measure in measures:
        for task in measure["tasks"]:
            del task["start"], task["end"]
    return measures


def letters(text: str) -> str:
    """The text without white space and hyphens, which the layout may add."""
    return re.sub(r"[\s-]+", "", text)


def test_cases_are_at_least_forty() -> None:
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES)
def test_case_gives_what_was_counted(case: dict[str, Any]) -> None:
    plan = read_text(case["source"], year=case.get("year"))
    assert measures_of(plan) == case["measures"]
    assert sorted(remark.kind for remark in plan.warnings) == sorted(case["warnings"])


@pytest.mark.parametrize("case", CASES)
def test_offsets_lead_back_to_the_text(case: dict[str, Any]) -> None:
    plan = read_text(case["source"], year=case.get("year"))
    assert plan.source == case["source"]
    for task in plan.tasks:
        own = plan.source[task.start : task.end]
        assert (own[0], own[-1]) == (task.text[0], task.text[-1])
        if "page" not in case["name"]:
            assert letters(own) == letters(task.text)
        else:  # what stands on the page's edge lies between the two parts of the task
            rest = iter(letters(own))
            assert all(letter in rest for letter in letters(task.text))


@pytest.mark.parametrize("case", CASES)
def test_warnings_point_into_the_source(case: dict[str, Any]) -> None:
    plan = read_text(case["source"], year=case.get("year"))
    for remark in plan.warnings:
        assert remark.start is not None
        assert remark.end is not None
        assert 0 <= remark.start < remark.end <= len(plan.source)
