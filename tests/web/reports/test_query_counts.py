"""Each list of this part asks the ledger as often for three things as for one."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.models import Delivery
from tests.programme.building import MILESTONES
from tests.programme.reporting import TARGET, Reporting
from tests.web.reports.conftest import client_of

STONE = MILESTONES[1]


def asked(world: Reporting, name: str, page: str) -> int:
    """How many queries the page costs once the session is there."""
    client = client_of(world, name)
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(page)
    assert answer.status_code == 200
    return len(queries)


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_of_objects(world: Reporting, copies: int) -> None:
    """As a restricted user and as supervision, with one and with three of everything."""
    tasks = [world.make_region(world.task("in_progress"), []) for _ in range(copies)]
    others = [world.make_region(world.task("in_progress"), []) for _ in range(copies)]
    world.until(date(2019, 4, 1))
    for task in tasks:
        world.report(task, "zj_contributor", date(2019, 3, 31))
        world.linked(task, "zj_contributor")
        world.notice(task)
    world.linked(others[0], "zj_contributor")  # the same file again: a signal
    Delivery.objects.filter(notice__object_type="programme.measure").delete()  # told at the start
    pages = [
        *(("zj_head", "/desk"), ("zj_head", "/desk/notices"), ("supervision", "/desk")),
        *(("zj_head", "/desk/waiting/supervision_notice.answer"), ("supervision", "/escalations")),
        *(("zj_head", "/burden"), ("supervision", "/signals")),
    ]
    assert {" ".join(each): asked(world, *each) for each in pages} == {
        "zj_head /desk": 43,
        "zj_head /desk/notices": 13,
        "supervision /desk": 29,
        "zj_head /desk/waiting/supervision_notice.answer": 8,
        "supervision /escalations": 11,
        "zj_head /burden": 12,
        "supervision /signals": 25,
    }


@pytest.mark.parametrize("copies", [1, 3])
def test_the_lists_on_one_page(world: Reporting, copies: int) -> None:
    """A report with one or three targets, milestones, files and parts; evidence with its likes."""
    supports = dict.fromkeys(("CNIPA-UTIL", "CNIPA-LAW", "CNIPA-HR")[:copies], "1/8")
    periods = ("2019-H1", "2019-Q1", "2019-Q2")[:copies]
    task = world.task(
        "in_progress",
        supports=supports,
        targets=[TARGET | {"period": each} for each in periods],
        milestones=[STONE | {"title": f"{number}"} for number in range(copies)],
    )
    world.until(date(2019, 4, 1))
    report = world.report(task)
    for _ in range(copies + 1):
        evidence = world.linked(task, report=report.pk)
    pages = {
        f"/reports/{report.pk}": "report",
        f"/act/progress_report/{report.pk}/edit": "edit",
        f"/evidence/{evidence.pk}": "evidence",
        f"/tasks/{task.pk}/evidence": "upload",
    }
    assert {name: asked(world, "prot_second", page) for page, name in pages.items()} == {
        "report": 45,
        "edit": 29,
        "evidence": 43,
        "upload": 25,
    }
