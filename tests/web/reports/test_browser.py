"""Reports, files and the desk in a real Chromium: without JavaScript, on a phone, by axe."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goldthread.programme.models import Evidence, ReportLine
from tests.programme.reporting import criterion
from tests.web.furnished import serious
from tests.web.reports.conftest import Told

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
PAGES = {
    "report": ("/reports/{accepted}", "zj_head"),
    "draft": ("/reports/{draft}", "zj_head"),
    "form": ("/act/progress_report/{draft}/edit", "zj_contributor"),
    "upload": ("/tasks/{task}/evidence", "zj_contributor"),
    "evidence": ("/evidence/{evidence}", "supervision"),
    "notice": ("/notices/{notice}", "zj_head"),
    "desk": ("/desk", "zj_head"),
    "burden": ("/burden", "supervision"),
    "signals": ("/signals", "supervision"),
    "escalations": ("/escalations", "supervision"),
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    told: Told, visit: Open, lang: str, width: int, scheme: str
) -> None:
    names = ("accepted", "draft", "task", "evidence", "notice")
    keys = {name: getattr(told, name).pk for name in names}
    for name, (address, who) in PAGES.items():
        page = visit(f"{address.format(**keys)}?lang={lang}", who, width, color_scheme=scheme)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (name, over, page.complaints, serious(page)) == (name, 0, [], [])


def test_a_report_is_written_without_javascript(told: Told, visit: Open) -> None:
    address = f"/act/progress_report/{told.draft.pk}/edit?lang=en"
    page = visit(address, "zj_contributor", java_script_enabled=False)
    last = page.get_by_role("group", name="全部完成")
    last.get_by_label("does not apply").check()
    page.get_by_role("button", name="Edit").click()
    page.get_by_text("Done: edit.").wait_for()
    rows = ReportLine.objects.filter(report=told.draft).order_by("pk")
    assert [row.status for row in rows] == ["value", "missing", "not_applicable"]


def test_a_file_is_taken_in_without_javascript_and_saved_again(
    told: Told, visit: Open, files: Path, tmp_path: Path
) -> None:
    source = tmp_path / "受理量.csv"
    source.write_text("编号,受理量\n2,24\n", encoding="utf-8")
    page = visit(
        f"/tasks/{told.task.pk}/evidence?lang=zh",
        "zj_contributor",
        java_script_enabled=False,
        accept_downloads=True,
    )
    page.get_by_label("文件").set_input_files(source)
    page.get_by_label("所证明的完成标准").select_option(str(criterion(told.task)))
    page.get_by_role("button", name="提交文件").click()
    page.get_by_text("受理量.csv已提交").wait_for()
    evidence = Evidence.objects.latest("pk")
    assert evidence.state == "linked"
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载文件").click()
    saved = Path(waiting.value.path())
    assert saved.read_bytes() == source.read_bytes()
    assert waiting.value.suggested_filename == "受理量.csv"
    assert len(list(files.glob("??/*"))) == 1


def test_the_desk_notes_that_all_was_seen_by_keyboard(told: Told, visit: Open) -> None:
    page = visit("/desk?lang=en", "zj_head")
    assert page.get_by_text("6 unread").count() == 1
    page.get_by_role("button", name="I have looked at all of this").press("Enter")
    page.get_by_text("Noted: you have looked at everything until now.").wait_for()
    assert page.get_by_text("unread").count() == 0
    assert told.notice.state == "issued"
