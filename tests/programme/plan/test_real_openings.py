"""The openings of three published plans; counts and units read off the documents by hand."""

from pathlib import Path

import pytest

from goldthread.programme.plan import Plan, read

pytestmark = pytest.mark.realdata


def opened(shared_data: Path, name: str) -> Plan:
    plan = read(shared_data / "plans" / name)
    for task in plan.tasks:
        assert plan.source[task.start : task.end] == task.text
    return plan


def test_2020_in_english_without_line_breaks(shared_data: Path) -> None:
    plan = opened(shared_data, "plan-2020-opening.en.txt")
    (measure,) = plan.measures
    assert measure.path == (
        "1. Deepen reform in the field of intellectual property",
        "(1) Reform and perfect the intellectual property policy",
    )
    assert [task.number for task in measure.tasks] == ["1", "2", "3"]
    assert [task.text.split()[0] for task in measure.tasks] == ["Formulate", "Copy", "Promulgated"]
    assert [task.lead for task in measure.tasks] == [
        ("Intellectual Property Office",),
        (
            "Supreme People's Court",
            "Ministry of Justice",
            "Intellectual Property Office",
            "Central Propaganda Department",
        ),
        (
            "Ministry of Education",
            "Intellectual Property Office",
            "Ministry of Science and Technology",
        ),
    ]
    assert [(task.support, task.due) for task in measure.tasks] == [((), None)] * 3


def test_2021_2022_in_english(shared_data: Path) -> None:
    plan = opened(shared_data, "plan-2021-2022-opening.en.txt")
    (measure,) = plan.measures
    assert measure.path == ("I. Improve laws and regulations on intellectual property rights",)
    assert [task.number for task in measure.tasks] == ["1", "2"]
    assert [task.lead for task in measure.tasks] == [
        (
            "State Administration for Market Regulation",
            "Ministry of Agriculture and Rural Affairs",
            "Intellectual Property Administration",
        ),
        ("Propaganda Department of Central Committee",),
    ]


def test_2021_2022_in_chinese(shared_data: Path) -> None:
    plan = opened(shared_data, "plan-2021-2022-opening.zh.txt")
    assert plan.title == "知识产权强国建设纲要和“十四五”规划实施年度推进计划"
    (measure,) = plan.measures
    assert measure.path == ("一、完善知识产权制度", "(一)完善知识产权法律法规规章")
    (task,) = measure.tasks
    assert task.number == "1"
    assert task.text.startswith("推进修订《中华人民共和国反垄断法》")
    assert task.text.endswith("做好地理标志专门立法论证。")
    assert task.lead == ("市场监管总局", "农业农村部", "知识产权局")
    assert task.due is None
    assert [remark.kind for remark in plan.warnings] == ["choose_lead"]
