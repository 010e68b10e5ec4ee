"""Workbooks of the work: out, changed in a spreadsheet, and back by the engine; or not at all."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from goldthread.programme import queries
from goldthread.programme.actions.exporting import export_ledger, export_reports
from goldthread.programme.actions.importing import ImportRefused, look_through, take_in
from goldthread.programme.models import KeyTask, ProgressReport
from goldthread.programme.workbooks import LedgerBook, ReportBook
from goldthread.workflow.models import Event
from tests.programme.building import World

Edit = Callable[[Any], None]
DAY = date(2019, 6, 3)


@pytest.fixture(autouse=True)
def _in_june(settings: Any) -> None:
    """The site's clock stands at the third of June."""
    settings.GOLDTHREAD_CLOCK = datetime(2019, 6, 3, 9, tzinfo=UTC) - datetime.now(UTC)


def exported(world: World, path: Path, by: str = "supervision", lang: Any = "en") -> Path:
    tasks = queries.ledger(world[by], DAY)
    export_ledger(target=path, tasks=tasks, actor=world[by], lang=lang)
    return path


def changed(path: Path, edit: Edit) -> Path:
    """The workbook as a person saves it from a spreadsheet."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def looked(world: World, path: Path, by: str = "supervision") -> Any:
    return look_through(book=LedgerBook(world[by]), path=path, name="l.xlsx", actor=world[by])


def taken(world: World, path: Path, by: str = "supervision", key: str = "k") -> Any:
    return take_in(
        book=lambda: LedgerBook(world[by]), path=path, name="l.xlsx", actor=world[by], key=key
    )


def column(sheet: Any, title: str) -> str:
    """The letter under which a title stands."""
    return next(str(cell.column_letter) for cell in sheet[2] if cell.value == title)


def put(title: str, value: Any, row: int = 3) -> Edit:
    def edit(book: Any) -> None:
        sheet = book["Tasks"]
        sheet[f"{column(sheet, title)}{row}"] = value

    return edit


def test_what_is_downloaded_changes_nothing(world: World, tmp_path: Path) -> None:
    world.draft()
    world.task("assigned")
    for lang in ("en", "zh"):
        run = looked(world, exported(world, tmp_path / "l.xlsx", lang=lang))
        assert run.counts() == {"unchanged": 2, "new": 0, "changed": 0, "refused": 0}


def test_a_changed_cell_is_told_and_taken(world: World, tmp_path: Path) -> None:
    task = world.draft(supports={"IPO-ZJ": "1/3"})
    path = changed(exported(world, tmp_path / "l.xlsx"), put("Due day", date(2019, 7, 30)))
    (row,) = looked(world, path).of("changed")
    (change,) = row.changes
    assert (change.cell, change.before, change.after) == (
        "J3",
        date(2019, 6, 28),
        date(2019, 7, 30),
    )
    taken(world, path)
    task.refresh_from_db()
    assert (task.version, task.due, task.title_zh) == (2, date(2019, 7, 30), "建设保护中心")
    assert task.supports.get().office.code == "IPO-ZJ"
    assert task.milestones.count() == 2
    event = Event.objects.of(task).last()
    assert (event.action, event.actor_name, event.key) == (
        "edit",
        "supervision",
        f"k-task-{task.pk}",
    )


def test_the_same_file_again_is_all_unchanged(world: World, tmp_path: Path) -> None:
    task = world.draft()
    path = changed(exported(world, tmp_path / "l.xlsx"), put("Responsible person", "Wang"))
    taken(world, path)
    events = Event.objects.count()
    run = taken(world, path, key="again")
    assert run.counts() == {"unchanged": 1, "new": 0, "changed": 0, "refused": 0}
    assert Event.objects.count() == events
    task.refresh_from_db()
    assert task.responsible == "Wang"


def test_a_row_changed_meanwhile_is_refused_in_three_ways(world: World, tmp_path: Path) -> None:
    task = world.draft()
    other = world.draft(title_en="Other")
    path = changed(exported(world, tmp_path / "l.xlsx"), put("Responsible person", "Wang"))
    given = {"title_en": "New", "lead": "CNIPA-PROT", "responsible": "Zhao", "due": task.due}
    world.act(task, "edit", "supervision", **given)
    world.act(other, "edit", "supervision", **given)
    with pytest.raises(ImportRefused) as refused:
        taken(world, path)
    (row,) = refused.value.run.of("refused")
    fault = row.faults[-1]
    assert fault.sentence("en") == (
        "Sheet Tasks, cell I3: found “Wang”, written on version 1; meanwhile somebody acted, and "
        "version 2 says “Zhao”; expected a change of the present version: export the ledger again "
        "and make it there."
    )
    assert fault.sentence("zh") == (
        "工作表“Tasks”I3：在第1版上填写“Wang”；其间已有他人办理，第2版为“Zhao”；请重新导出后在现行版本上修改。"
    )
    assert refused.value.run.counts()["unchanged"] == 1  # not touched in the file
    task.refresh_from_db()
    assert task.responsible == "Zhao"


def test_what_no_form_would_change_no_workbook_changes(world: World, tmp_path: Path) -> None:
    world.task("assigned")
    path = changed(exported(world, tmp_path / "l.xlsx"), put("Title in English", "Else"))
    (row,) = looked(world, path).of("refused")
    assert row.faults[0].cell == "F3"
    assert "“edit” is done in the state: drafted or registered." in row.faults[0].sentence("en")
    assert "须在拟稿或已立项状态下办理" in row.faults[0].sentence("zh")


def test_who_may_not_edit_is_told_so_and_sees_the_own_rows_only(
    world: World, tmp_path: Path
) -> None:
    world.task("assigned", lead="CNIPA-UTIL")
    own = world.task("assigned", lead="CNIPA-PROT")
    path = changed(
        exported(world, tmp_path / "l.xlsx"),
        put("Responsible person", "Wang", 4),
    )
    run = looked(world, path, by="protection")
    assert run.counts() == {"unchanged": 0, "new": 0, "changed": 0, "refused": 2}
    told = [row.faults[0].code for row in run.rows]
    assert sorted(told) == ["not_known", "refused"]
    assert own.pk


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (put("Due day", "01/07/2019"), "ambiguous_date"),
        (put("Due day", "=TODAY()"), "formula"),
        (put("Lead unit", "CNIPA-PROT、CNIPA-LAW"), "not_listed"),
        (put("Title in English", None), None),
        (put("State", "settled"), "locked"),
        (put("Key", "999999"), "not_known"),
        (put("Title in Chinese", "x" * 501), "too_long"),
    ],
)
def test_bad_cells_refuse_their_row(
    world: World, tmp_path: Path, edit: Edit, code: str | None
) -> None:
    world.draft()
    run = looked(world, changed(exported(world, tmp_path / "l.xlsx"), edit))
    assert [fault.code for row in run.of("refused") for fault in row.faults] == (
        [code] if code else []
    )


def test_both_titles_taken_away_are_refused_by_the_engine(world: World, tmp_path: Path) -> None:
    world.draft()

    def edit(book: Any) -> None:
        put("Title in English", None)(book)
        put("Title in Chinese", None)(book)

    (row,) = looked(world, changed(exported(world, tmp_path / "l.xlsx"), edit)).of("refused")
    assert (row.faults[0].code, row.faults[0].cell) == ("refused", "E3, F3")


def add(key: str, **cells: Any) -> Edit:
    """A row below the others."""

    def edit(book: Any) -> None:
        sheet = book["Tasks"]
        row = next(n for n in range(3, 99) if sheet[f"A{n}"].value is None)
        given = {"Key": key, "Cycle": "2019-H1", "Title in English": "New task"} | cells
        for title, value in given.items():
            sheet[f"{column(sheet, title)}{row}"] = value

    return edit


def test_a_new_row_becomes_a_draft_once(world: World, tmp_path: Path) -> None:
    world.draft()
    given = {"Lead unit": "CNIPA-PROT", "Due day": date(2019, 6, 28)}
    path = changed(exported(world, tmp_path / "l.xlsx"), add("+1", **given))
    assert looked(world, path).counts() == {"unchanged": 1, "new": 1, "changed": 0, "refused": 0}
    taken(world, path)
    made = KeyTask.objects.get(title_en="New task")
    assert (made.state, made.cycle, made.lead.code) == ("drafted", world.cycle, "CNIPA-PROT")
    run = taken(world, path, key="again")
    assert run.counts() == {"unchanged": 2, "new": 0, "changed": 0, "refused": 0}
    assert KeyTask.objects.count() == 2


@pytest.mark.parametrize(
    ("edit", "code", "words"),
    [
        (add("+1", Cycle=None), "refused", "Give the cycle"),
        (add("+1", Cycle="2030-H1"), "not_listed", "2030-H1"),
        (add("+1", Number="2019-H1-001"), "locked", "2019-H1-001"),
        (add("77"), "not_known", "77"),
        (add("new"), "not_known", "new"),
        (put("Cycle", None), "refused", "The field 'cycle' does not belong to this action"),
    ],
)
def test_a_new_row_that_cannot_be_is_refused(
    world: World, tmp_path: Path, edit: Edit, code: str, words: str
) -> None:
    world.draft()
    (row,) = looked(world, changed(exported(world, tmp_path / "l.xlsx"), edit)).of("refused")
    assert (row.faults[0].code, words in row.faults[0].sentence("en")) == (code, True)


def test_another_file_is_refused_whole(world: World, tmp_path: Path) -> None:
    world.draft()
    path = tmp_path / "l.xlsx"
    path.write_text("number,title\n1,x\n")
    assert [fault.code for fault in looked(world, path).faults] == ["not_xlsx"]
    world.task("in_progress", lead="IPO-ZJ")
    office = world["zj_coordinator"].pk and KeyTask.objects.get(state="in_progress").lead
    export_reports(
        target=path, office=office, period_end=date(2019, 6, 30), actor=world["zj_head"], lang="en"
    )
    assert [fault.code for fault in looked(world, path).faults] == ["other_form"]

    def older(book: Any) -> None:
        sheet = next(
            book[name]
            for name in book.sheetnames
            if book[name].sheet_state != "visible"
            and book[name]["A1"].value
            and "goldthread" in str(book[name]["A1"].value)
        )
        for row in sheet.iter_rows():
            if row[0].value == "goldthread.version":
                row[1].value = "0"

    run = looked(world, changed(exported(world, path), older))
    assert [fault.code for fault in run.faults] == ["older_version"]


def many(world: World, count: int) -> list[KeyTask]:
    """Drafts as the engine writes them, without the log: the rows are what is tried here."""
    first = world.draft()
    columns = {f.attname: getattr(first, f.attname) for f in KeyTask._meta.concrete_fields}
    columns.pop("id")
    KeyTask._base_manager.bulk_create(
        [KeyTask(**columns | {"title_en": f"Task {n}"}) for n in range(1, count)]
    )
    return list(KeyTask.objects.order_by("pk"))


def test_of_3000_rows_the_40_wrong_ones_are_all_told_and_nothing_is_half_done(
    world: World, tmp_path: Path
) -> None:
    many(world, 3_000)
    wrong = {3 + 70 * n for n in range(40)}

    def edit(book: Any) -> None:
        sheet = book["Tasks"]
        due, who = column(sheet, "Due day"), column(sheet, "Responsible person")
        for row in range(3, 203):
            sheet[f"{who}{row}"] = "Wang"
        for row in wrong:
            sheet[f"{due}{row}"] = "end of June"

    path = changed(exported(world, tmp_path / "l.xlsx"), edit)
    events = Event.objects.count()
    with pytest.raises(ImportRefused) as refused:
        taken(world, path)
    run = refused.value.run
    assert {row.number for row in run.of("refused")} == wrong
    assert all(row.faults[0].cell == f"J{row.number}" for row in run.of("refused"))
    assert sum(run.counts().values()) == 3_000
    assert Event.objects.count() == events
    assert not KeyTask.objects.filter(responsible="Wang").exists()


def reports(world: World, path: Path) -> tuple[KeyTask, ReportBook]:
    task = world.task(
        "in_progress",
        lead="IPO-ZJ",
        targets=[
            {
                "indicator": "C03",
                "region": "CN-ZJ",
                "period": "2019-H1",
                "direction": "at_least",
                "value": "35000",
            }
        ],
    )
    book = ReportBook(world["zj_coordinator"], task.lead, date(2019, 6, 30))
    export_reports(
        target=path,
        office=task.lead,
        period_end=date(2019, 6, 30),
        actor=world["zj_coordinator"],
        lang="en",
    )
    return task, book


def fill(**cells: Any) -> Edit:
    """Cells by sheet and address: `Figures_D3`."""

    def edit(book: Any) -> None:
        for name, value in cells.items():
            sheet, _, cell = name.partition("_")
            book[sheet][cell] = value

    return edit


def test_an_office_reports_a_period_by_one_workbook(world: World, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    task, _book = reports(world, path)
    changed(path, fill(Reports_D3="已完成", Reports_E3=4, Figures_D3=0, Figures_D4="n/a"))
    by = world["zj_coordinator"]

    def book() -> ReportBook:
        return ReportBook(by, task.lead, date(2019, 6, 30))

    run = take_in(book=book, path=path, name="r.xlsx", actor=by, key="k")
    assert run.counts() == {"unchanged": 1, "new": 0, "changed": 3, "refused": 0}
    report = ProgressReport.objects.get()
    assert (report.state, report.narrative, report.confidence) == ("draft", "已完成", 4)
    lines = report.lines.order_by("target_id", "milestone_id")
    said = {(bool(line.target_id), line.status, line.value) for line in lines}
    assert said == {
        (True, "value", Decimal(0)),
        (False, "not_applicable", None),
        (False, "missing", None),
    }
    again = look_through(book=book(), path=path, name="r.xlsx", actor=by)
    assert again.counts() == {"unchanged": 4, "new": 0, "changed": 0, "refused": 0}


def test_the_head_of_another_office_may_not_fill_it_in(world: World, tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    task, _book = reports(world, path)
    changed(path, fill(Reports_D3="已完成"))
    book = ReportBook(world["supervision"], task.lead, date(2019, 6, 30))
    run = look_through(book=book, path=path, name="r.xlsx", actor=world["supervision"])
    (row,) = run.of("refused")
    assert row.faults[0].code == "refused"
    assert not ProgressReport.objects.exists()
