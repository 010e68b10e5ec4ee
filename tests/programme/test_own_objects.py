"""What objects are called in notices, only to who sees them; what is due for a person."""

from datetime import date

import pytest

from goldthread.offices.post.describe import described
from goldthread.offices.post.due import Due, due_for
from tests.programme.reporting import FEBRUARY, Reporting

pytestmark = pytest.mark.django_db


def test_objects_are_named_to_those_who_see_them() -> None:
    world = Reporting()
    task = world.task("in_progress")
    world.until(date(2019, 4, 1))
    report = world.submitted(world.report(task))
    evidence = world.file(task)
    extension = world.extension(task, "protection", date(2019, 9, 30))
    world.act(extension, "withdraw", "protection")
    notice = world.notice(task)
    objects = (task, report, evidence, extension, notice)
    refs = [(each._meta.label_lower, str(each.pk)) for each in objects]
    told = described(refs, world["supervision"])
    assert [(told[ref].titles["zh"], told[ref].address) for ref in refs] == [
        (f"2019-H1-001 建设保护中心{more}", f"/tasks/{task.pk}")
        for more in (
            "",
            "：截至2019-02-28的进展报告",
            "：总结.pdf",
            "：延期至2019-09-30",
            "：督办单2019-H1-B-001",
        )
    ]
    hidden = described(refs, world["press"])
    assert all(hidden[ref].address == "" for ref in refs)
    assert all("建设保护中心" not in hidden[ref].title("zh") for ref in refs)


def test_reports_due_are_told_to_those_of_the_unit() -> None:
    world = Reporting()
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    day = date(2019, 3, 1)
    titles = {
        "en": f"Report of {FEBRUARY}: 2019-H1-001 Protection centres",
        "zh": f"截至{FEBRUARY}的进展报告：2019-H1-001 建设保护中心",
    }
    late = {lang: text.replace("2019-02-28", "2019-01-31") for lang, text in titles.items()}
    # Before the Spring Festival of 2019, Saturday the 2nd and Sunday the 3rd were working days.
    expected = [
        Due(late, date(2019, 2, 3), f"/tasks/{task.pk}"),
        Due(titles, date(2019, 3, 5), f"/tasks/{task.pk}"),
    ]
    assert due_for(world["util_contributor"].person, day) == expected
    assert due_for(world["protection"].person, day) == expected
    assert due_for(world["law"].person, day) == []
    assert due_for(world["supervision"].person, day) == []
