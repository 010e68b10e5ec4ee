"""Signals with a sample anybody can draw again, the burden of offices, notices to be issued."""

import re
from datetime import date

import pytest

from goldthread.programme.models import SupervisionNotice
from goldthread.programme.queries import sample
from tests.programme.reporting import Reporting
from tests.web.conftest import words
from tests.web.reports.conftest import Reader, client_of


def rows_of(html: str, label: str) -> list[str]:
    table = re.search(rf'aria-label(?:ledby)?="{label}"[^>]*><table.*?</table>', html, re.DOTALL)
    assert table is not None
    return [words(row) for row in re.findall(r"<tbody>.*</tbody>", table[0], re.DOTALL)]


@pytest.fixture
def suspicious(world: Reporting) -> Reporting:
    """One file under two tasks."""
    tasks = [world.make_region(world.task("in_progress"), []) for _ in range(2)]
    world.until(date(2019, 4, 1))
    for task in tasks:
        world.linked(task, "zj_contributor")
    return world


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_signal_says_what_was_seen_and_leads_to_the_tasks(
    suspicious: Reporting, read: Reader, lang: str
) -> None:
    html = read("/signals?cycle=2019-H1", "supervision", lang).content.decode()
    text = words(html)
    seen = {
        "en": ("One file under several tasks or days", "stands under several tasks"),
        "zh": ("同一文件用于多项任务或多个报告期", "同时用于多项任务或多个报告期"),
    }
    assert [each in text for each in seen[lang]] == [True, True]
    assert html.count('href="/tasks/') >= 2
    assert suspicious.cycle.key in text


def test_the_sample_is_the_one_that_the_seed_draws(suspicious: Reporting, read: Reader) -> None:
    html = read("/signals?cycle=2019-H1&seed=2019-07-01&size=10", "supervision").content.decode()
    section = html[html.index('<h2 id="sample">') :]
    drawn = [row.task for row in sample(suspicious.cycle, "2019-07-01", 10, day=date(2019, 6, 3))]
    shown = [int(key) for key in re.findall(r'<th scope="row"><a href="/tasks/(\d+)"', section)]
    assert shown == [task.pk for task in drawn]
    assert "Drawn with the seed 2019-07-01" in section


@pytest.mark.parametrize("name", ["", "zj_head", "protection", "planning", "sysadmin"])
def test_signals_are_for_supervision_alone(suspicious: Reporting, read: Reader, name: str) -> None:
    answer = read("/signals?cycle=2019-H1", name)
    assert (answer.status_code, "总结.pdf" in answer.content.decode()) == (404, False), suspicious


def test_an_unknown_cycle_and_month_are_refused_by_name(world: Reporting, read: Reader) -> None:
    assert read("/signals?cycle=2000-H1", "supervision").status_code == 400
    answer = read("/burden?month=2019-13", "supervision")
    assert (answer.status_code, world.cycle.key) == (400, "2019-H1")
    assert "Write a month such as 2019-06." in words(answer.content.decode())


def test_the_burden_counts_reports_and_fields(world: Reporting, read: Reader) -> None:
    """A report has two milestones, a narrative and a confidence: four fields; two tasks."""
    world.make_region(world.task("in_progress", supports={"CNIPA-UTIL": "1/3"}), [])
    [body] = rows_of(read("/burden?month=2019-04", "zj_head").content.decode(), "Burden of offices")
    assert body == (
        "Intellectual Property Protection Department 1 1 4 "
        "Intellectual Property Utilization Promotion Department 1 1 4 "
        "Zhejiang IPO 1 1 4 "
        "Together 3 12"
    )
    for name in ("", "sysadmin"):
        assert read("/burden", name).status_code == 404


def test_a_notice_is_issued_from_the_list_of_what_is_due(world: Reporting, read: Reader) -> None:
    task = world.task("in_progress")
    client = client_of(world, "supervision")
    html = client.get("/escalations").content.decode()
    address = f"/act/supervision_notice/new/issue?task={task.pk}&amp;colour=blue"
    assert f'href="{address}"' in html
    form = client.get(address.replace("&amp;", "&")).content.decode()
    assert '<option value="blue" selected>' in form
    ticket = re.search(r'name="ticket" value="([^"]+)"', form)
    assert ticket is not None
    fields = {"ticket": ticket[1], "task": task.pk, "colour": "blue", "text": "请加快推进。"}
    answer = client.post("/act/supervision_notice/new/issue", fields)
    notice = SupervisionNotice.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/notices/{notice.pk}")
    assert "No notice is to be issued today." in words(client.get("/escalations").content.decode())
    shown = words(read(f"/notices/{notice.pk}", "protection").content.decode())
    assert ("请加快推进。" in shown, "There is no answer yet." in shown) == (True, True)


def test_a_red_notice_is_offered_to_those_who_may_issue_it(world: Reporting, read: Reader) -> None:
    task = world.task("in_progress")
    world.until(date(2019, 4, 1))
    world.notice(task)
    world.until(date(2019, 4, 20))
    world.notice(task, "yellow")
    world.cycle.refresh_from_db()
    html = read("/escalations", "supervision").content.decode()
    assert ("red" in words(html), "colour=red" in html) == (False, False)
