"""Workbooks by the pages: downloaded, sent back, looked through, taken in whole or not at all."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldthread.programme.models import KeyTask, ProgressReport
from tests.programme.building import World
from tests.web.conftest import words

SignIn = Callable[..., Client]


def downloaded(client: Client, where: str) -> Any:
    answer = client.get(where)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def sent_back(client: Client, where: str, book: Any, name: str = "ledger.xlsx") -> Any:
    out = io.BytesIO()
    book.save(out)
    return client.post(where, {"file": SimpleUploadedFile(name, out.getvalue())})


def test_a_change_is_shown_cell_by_cell_and_taken_once(world: World, signed_in: SignIn) -> None:
    task = world.draft()
    client = signed_in("supervision")
    book = downloaded(client, "/ledger.xlsx?cycle=2019-H1")
    book["Tasks"]["I3"] = "Wang"
    answer = sent_back(client, "/ledger/workbook", book)
    assert answer.status_code == 303
    where = answer.headers["Location"]
    shown = words(client.get(where).content.decode())
    assert "I3 Responsible person Li Wang" in shown
    assert client.post(where).status_code == 303
    assert client.post(where).status_code == 303
    task.refresh_from_db()
    assert (task.responsible, task.version) == ("Wang", 2)
    assert "The workbook changes nothing." in words(client.get(where).content.decode())


def test_a_new_row_is_shown_and_drafted(world: World, signed_in: SignIn) -> None:
    world.draft()
    client = signed_in("planning")
    book = downloaded(client, "/ledger.xlsx")
    for cell, value in {"A4": "+1", "D4": "2019-H1", "E4": "新任务"}.items():
        book["Tasks"][cell] = value
    where = sent_back(client, "/ledger/workbook", book).headers["Location"]
    shown = words(client.get(where).content.decode())
    assert "new rows 1" in shown
    assert "Title in Chinese — 新任务" in shown
    client.post(where)
    assert KeyTask.objects.get(title_zh="新任务").state == "drafted"


def test_while_a_row_is_refused_nothing_is_taken(world: World, signed_in: SignIn) -> None:
    task = world.draft()
    world.task("assigned")
    client = signed_in("supervision", "zh")
    book = downloaded(client, "/ledger.xlsx")
    rows = {book["事项"][f"C{n}"].value: n for n in (3, 4)}
    for number in rows.values():
        book["事项"][f"I{number}"] = "王"
    where = sent_back(client, "/ledger/workbook", book).headers["Location"]
    html = client.get(where).content.decode()
    assert f"I{rows['已交办']}" in words(html)
    assert "须在拟稿或已立项状态下办理" in html
    assert '<form class="act"' not in html
    assert client.post(where).status_code == 409
    task.refresh_from_db()
    assert task.responsible == "Li"


def test_a_csv_called_xlsx_is_refused_whole(world: World, signed_in: SignIn) -> None:
    client = signed_in("supervision")
    file = SimpleUploadedFile("ledger.xlsx", b"number,title\n1,x\n")
    answer = client.post("/ledger/workbook", {"file": file})
    page = client.get(answer.headers["Location"])
    assert page.status_code == 422
    assert "Nothing of the file is taken." in words(page.content.decode())


def test_a_file_beyond_five_megabytes_is_refused_before_it_is_read(signed_in: SignIn) -> None:
    file = SimpleUploadedFile("ledger.xlsx", b"x" * (5 * 1024 * 1024 + 20_000))
    answer = signed_in("supervision").post("/ledger/workbook", {"file": file})
    assert answer.status_code == 413


def test_no_file_and_nobody_signed_in(world: World, signed_in: SignIn) -> None:
    answer = signed_in("supervision").post("/ledger/workbook", {})
    assert (answer.status_code, "Choose a file." in answer.content.decode()) == (422, True)
    file = SimpleUploadedFile("ledger.xlsx", b"x")
    answer = Client().post("/ledger/workbook", {"file": file})
    assert answer.status_code == 422


def test_a_region_reports_a_period_by_workbook(world: World, signed_in: SignIn) -> None:
    world.task("in_progress", lead="IPO-ZJ")
    client = signed_in("zj_coordinator")
    html = client.get("/reports/workbook").content.decode()
    assert "/reports.xlsx?office=IPO-ZJ&amp;period_end=2019-06-30" in html
    params = "office=IPO-ZJ&period_end=2019-06-30"
    book = downloaded(client, f"/reports.xlsx?{params}")
    book["Reports"]["D3"] = "按计划推进。"
    book["Figures"]["D3"] = 100
    where = sent_back(client, f"/reports/workbook?{params}", book).headers["Location"]
    assert client.post(where).status_code == 303
    report = ProgressReport.objects.get()
    assert (report.narrative, report.period_end) == ("按计划推进。", date(2019, 6, 30))


def test_nobody_gets_the_workbook_of_another_office(world: World, signed_in: SignIn) -> None:
    world.task("in_progress", lead="IPO-ZJ")
    params = "office=IPO-ZJ&period_end=2019-06-30"
    for name in ("js_head", "supervision", "sysadmin"):
        assert signed_in(name).get(f"/reports.xlsx?{params}").status_code == 404
    assert Client().get(f"/reports.xlsx?{params}").status_code == 404
    bad = signed_in("zj_head").get("/reports.xlsx?office=IPO-ZJ&period_end=x")
    assert bad.status_code == 400


def test_the_public_downloads_an_empty_form(world: World) -> None:
    world.task("assigned")
    assert (
        downloaded(Client(headers={"accept-language": "en"}), "/ledger.xlsx")["Tasks"].max_row < 3
    )
