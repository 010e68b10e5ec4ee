"""A report on its pages: begun, written line by line, sent back, corrected; three states apart."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from goldthread.programme.models import ProgressReport, ReportLine
from tests.programme.reporting import TARGET, Reporting, everything
from tests.web.conftest import words
from tests.web.reports.conftest import Reader, Told, client_of

APRIL = date(2019, 4, 30)


def form_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, words(answer.content.decode())
    return answer.content.decode()


def send(client: Client, address: str, **fields: Any) -> Any:
    """The form of an address filled in and sent; names of lines are given in `lines`."""
    html = form_of(client, address)
    ticket = re.search(r'name="ticket" value="([^"]+)"', html)
    assert ticket is not None
    lines = fields.pop("lines", {})
    return client.post(address.partition("?")[0], {"ticket": ticket[1], **fields, **lines})


def line(kind: str, pk: int, **said: str) -> dict[str, str]:
    return {f"lines:{kind}-{pk}:{name}": value for name, value in said.items()}


def rows_of(html: str) -> list[list[str]]:
    """The cells of the table of lines, as words."""
    table = re.search(r'<table class="report-lines">.*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    assert table is not None
    rows = re.findall(r"<tr.*?</tr>", table[1], re.DOTALL)
    return [
        [words(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows
    ]


def test_a_report_is_begun_from_its_task_with_all_that_is_known(told: Told) -> None:
    task, client = told.task, client_of(told.world, "zj_contributor")
    page = client.get(f"/tasks/{task.pk}").content.decode()
    assert f'href="/act/progress_report/new/draft?task={task.pk}"' in page
    address = f"/act/progress_report/new/draft?office=IPO-ZJ&task={task.pk}&period_end=2019-05-31"
    html = form_of(client, address)
    assert f'<option value="{task.pk}" selected>' in html
    assert '<option value="IPO-ZJ" selected>' in html
    assert '<option value="2019-05-31" selected>' in html
    assert "Computed from the register today:" in html


def test_lines_keep_zero_nothing_and_not_applicable_apart(told: Told) -> None:
    task = told.task
    target, (first, last) = task.targets.get(), task.milestones.order_by("position")
    answer = send(
        client_of(told.world, "zj_contributor"),
        f"/act/progress_report/new/draft?task={task.pk}",
        task=task.pk,
        office="IPO-ZJ",
        period_end="2019-05-31",
        narrative="进展顺利。",
        confidence="3",
        lines=line("target", target.pk, status="", value="1,234.5")
        | line("milestone", first.pk, status="missing", value="")
        | line("milestone", last.pk, status="not_applicable", value=""),
    )
    report = ProgressReport.objects.get(period_end=date(2019, 5, 31))
    assert (answer.status_code, answer["Location"]) == (303, f"/reports/{report.pk}")
    rows = ReportLine.objects.filter(report=report).order_by("pk")
    assert [(row.status, str(row.value)) for row in rows] == [
        ("value", "1234.5000"),
        ("missing", "None"),
        ("not_applicable", "None"),
    ]
    assert (report.confidence, report.narrative) == (3, "进展顺利。")


WRONG = {
    "no number": ({"status": "value", "value": "viele"}, "give a decimal number"),
    "a value and nothing": ({"status": "missing", "value": "3"}, "a value is given where"),
    "no value": ({"status": "value", "value": ""}, "a value is given where"),
    "a note alone": ({"status": "", "text": "说明"}, "the status is"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_line_that_cannot_be_is_said_and_everything_typed_is_kept(told: Told, case: str) -> None:
    said, sentence = WRONG[case]
    before = everything()
    target = told.task.targets.get()
    answer = send(
        client_of(told.world, "zj_contributor"),
        f"/act/progress_report/{told.draft.pk}/edit",
        narrative="新的情况",
        confidence="5",
        lines=line("target", target.pk, **said),
    )
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert "新的情况" in html
    kept = said.get("value") or said.get("text")
    assert kept is None or f'value="{kept}"' in html
    assert everything() == before


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_three_states_and_what_nobody_wrote_look_different(
    told: Told, read: Reader, lang: str
) -> None:
    html = read(f"/reports/{told.draft.pk}", "zj_head", lang).content.decode()
    zero, missing, unsaid = rows_of(html)
    shown = {"en": ("— not reported", "not filled in yet"), "zh": ("— 未报告", "尚未填写")}[lang]
    assert (zero[2], missing[2], unsaid[2]) == ("0", *shown)
    assert (zero[1], zero[5]) == ("≥ 100", "尚未开始统计")
    other = read(f"/reports/{told.accepted.pk}", "zj_head", lang).content.decode()
    assert rows_of(other)[0][2] == {"en": "does not apply", "zh": "不适用"}[lang]
    styles = [re.search(rf'class="({name})"', html + other) for name in ("missing", "na", "unsaid")]
    assert None not in styles


def test_the_gap_is_computed_less_reported(told: Told, read: Reader) -> None:
    """The world's register holds nothing for Zhejiang's grants: computed 0, reported 12.5."""
    world = told.world
    report = world.report(told.task, "zj_contributor", date(2019, 5, 31))
    [target, *_] = rows_of(read(f"/reports/{report.pk}", "zj_head").content.decode())
    assert target[1:5] == ["≥ 100", "12.50", "0", "−12.50"]


def test_an_erratum_shows_before_and_after(told: Told, read: Reader) -> None:
    html = read(f"/reports/{told.accepted.pk}", "auditor").content.decode()
    text = words(html)
    assert "Erratum 1, 1 April 2019 口径有误" in text
    table = re.search(r'aria-label="Erratum 1.*?<tbody>(.*?)</tbody>', html, re.DOTALL)
    assert table is not None
    assert [words(row) for row in re.findall(r"<tr>.*?</tr>", table[1], re.DOTALL)] == [
        "Narrative 按计划推进。 更正后",
        "Patents granted, first-named inventor 12.50 does not apply",
    ]


def test_a_remark_for_each_line_goes_back_with_the_report(told: Told, read: Reader) -> None:
    world, task = told.world, told.task
    world.until(date(2019, 6, 2))
    report = world.report(task, "zj_contributor", date(2019, 5, 31))
    world.taken_up(report, "zj_head", "protection")
    target = task.targets.get()
    answer = send(
        client_of(world, "protection"),
        f"/act/progress_report/{report.pk}/return_with_remarks",
        reason="请核对",
        **{f"remarks:target-{target.pk}:remark": "与登记数据不符"},
    )
    assert answer.status_code == 303
    html = read(f"/reports/{report.pk}", "zj_contributor").content.decode()
    assert [row[-1] for row in rows_of(html)] == ["与登记数据不符", "", ""]


def test_parts_stand_under_the_main_report_as_far_as_one_sees_them(
    world: Reporting, read: Reader
) -> None:
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/3", "CNIPA-LAW": "1/3"})
    world.until(date(2019, 4, 1))
    part = world.report(task, "util_contributor", office="CNIPA-UTIL", narrative="机密草稿")
    main = world.report(task)
    hidden = read(f"/reports/{main.pk}", "protection").content.decode()
    assert f"/reports/{part.pk}" not in hidden
    assert "机密草稿" not in hidden
    world.submitted(part, "utilisation")
    shown = read(f"/reports/{main.pk}", "protection").content.decode()
    assert f'href="/reports/{part.pk}"' in shown
    assert "nothing handed in that you can see" in words(shown)


def test_a_figure_handed_in_for_another_task_is_offered_and_said(
    world: Reporting, read: Reader
) -> None:
    """Report once: the second form comes with the figure and says where it is from."""
    figure = TARGET | {"region": "CN-ZJ"}
    first = world.make_region(world.task("in_progress"), [figure])
    world.until(date(2019, 4, 1))
    report = world.report(first, "zj_contributor", date(2019, 3, 31))
    world.submitted(report, "zj_head")
    world.act(first, "cancel", "issuer", document="9")
    second = world.make_region(world.task("in_progress"), [figure])
    address = f"/act/progress_report/new/draft?office=IPO-ZJ&task={second.pk}"
    html = read(f"{address}&period_end=2019-04-30", "zj_contributor").content.decode()
    assert "handed this figure in already" not in html
    html = read(f"{address}&period_end=2019-03-31", "zj_contributor").content.decode()
    assert "handed this figure in already" in html
    assert 'value="12.5"' in html


def test_nobody_begins_a_report_for_another_unit(told: Told, read: Reader) -> None:
    address = f"/act/progress_report/new/draft?office=IPO-ZJ&task={told.task.pk}"
    answer = read(f"{address}&period_end=2019-05-31", "js_head")
    assert answer.status_code == 403
    assert "建设保护中心" not in answer.content.decode()
    assert told.task.ledger_number not in answer.content.decode()


def test_a_file_is_added_from_the_report_by_who_may(told: Told, read: Reader) -> None:
    path = f"/tasks/{told.task.pk}/evidence?office=IPO-ZJ&report={told.draft.pk}"
    page = read(f"/reports/{told.draft.pk}", "zj_contributor").content.decode()
    assert f'href="{path.replace("&", "&amp;")}"' in page
    form = read(path, "zj_contributor").content.decode()
    assert f'<option value="{told.draft.pk}" selected>' in form
    assert "/evidence?" not in read(f"/reports/{told.draft.pk}", "supervision").content.decode()
