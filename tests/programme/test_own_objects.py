"""What objects are called in notices, only to who sees them; what is due for a person."""

from datetime import date

import pytest

from goldthread.offices.models import Person
from goldthread.offices.post.describe import described
from goldthread.offices.post.due import Due, due_for
from goldthread.programme.clocks import deadline
from tests.programme.reporting import FEBRUARY, Reporting

DAY = date(2019, 7, 1)
pytestmark = pytest.mark.django_db


def test_objects_are_named_to_those_who_see_them(world: Reporting) -> None:
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
        (f"2019-H1-001 建设保护中心{more}", address)
        for more, address in (
            ("", f"/tasks/{task.pk}"),
            ("：截至2019-02-28的进展报告", f"/reports/{report.pk}"),
            ("：总结.pdf", f"/evidence/{evidence.pk}"),
            ("：延期至2019-09-30", f"/extensions/{extension.pk}"),
            ("：督办单2019-H1-B-001", f"/notices/{notice.pk}"),
        )
    ]
    hidden = described(refs, world["press"])
    assert all(hidden[ref].address == "" for ref in refs)
    assert all("建设保护中心" not in hidden[ref].title("zh") for ref in refs)


def test_reports_due_are_told_to_those_of_the_unit(world: Reporting) -> None:
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    day = date(2019, 3, 1)
    titles = {
        "en": f"Report of {FEBRUARY}: 2019-H1-001 Protection centres",
        "zh": f"截至{FEBRUARY}的进展报告：2019-H1-001 建设保护中心",
    }
    late = {lang: text.replace("2019-02-28", "2019-01-31") for lang, text in titles.items()}
    # Before the Spring Festival of 2019, Saturday the 2nd and Sunday the 3rd were working days.
    for name, office in (("util_contributor", "CNIPA-UTIL"), ("protection", "CNIPA-PROT")):
        begin = f"/act/progress_report/new/draft?office={office}&task={task.pk}&period_end="
        assert due_for(world[name].person, day) == [
            Due(late, date(2019, 2, 3), f"{begin}2019-01-31"),
            Due(titles, date(2019, 3, 5), f"{begin}2019-02-28"),
        ]
    assert due_for(world["law"].person, day) == []
    assert due_for(world["supervision"].person, day) == []


def test_days_are_told_with_the_place_where_something_is_done(world: Reporting) -> None:
    task = world.task("assigned")
    world.until(date(2019, 7, 1))
    notice = world.notice(world.task("in_progress"))
    own = {(each.titles["en"], each.day, each.address) for each in due_for(_person(world), DAY)}
    assert tuple(title for title, _day, address in own if address == f"/notices/{notice.pk}") == (
        "Answer to notice 2019-H1-B-001: 2019-H1-002 Protection centres",
    )
    receipts = [day for title, day, _a in own if title.startswith("Sign for receipt: 2019-H1-001")]
    assert receipts == [deadline(task.cycle, task.assigned_on, "receipt")]
    late = [title for title, day, _a in own if title.startswith(("Milestone", "Key task"))]
    assert sorted(late) == [
        "Key task: 2019-H1-001 Protection centres",
        "Key task: 2019-H1-002 Protection centres",
        "Milestone “全部完成”: 2019-H1-001 Protection centres",
        "Milestone “全部完成”: 2019-H1-002 Protection centres",
        "Milestone “方案印发”: 2019-H1-001 Protection centres",
        "Milestone “方案印发”: 2019-H1-002 Protection centres",
    ]
    assert due_for(world["auditor"].person, DAY) == []


def _person(world: Reporting) -> Person:
    found: Person = world["protection"].person
    return found
