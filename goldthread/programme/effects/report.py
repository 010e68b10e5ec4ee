"""What the actions do, on the locked row, in the engine's transaction: the progress report."""

from goldthread.offices.days import day_of
from goldthread.programme.clocks import deadline
from goldthread.programme.errata import about_of, differences
from goldthread.programme.finding import found, office_on, person_of
from goldthread.programme.given import report_lines
from goldthread.programme.models import Erratum, KeyTask, ProgressReport, ReportLine
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import effect, filling

NUMBERS = ("status", "value", "numerator", "denominator", "text")


@filling("report.begin")
def begin(occasion: Occasion) -> None:
    """Whose report of which day it is, by the fields given, whatever the caller put there."""
    report, given = occasion.obj, occasion.payload
    task = found(KeyTask, given["task"], "cycle")
    office = office_on(given["office"], day_of(occasion.at))
    assert task is not None
    assert office is not None
    report.task, report.office, report.period_end = task, office, given["period_end"]
    report.part = office.pk != task.lead_id
    report.due = deadline(task.cycle, report.period_end, "report")
    fill(occasion)


@filling("report.write")
def fill(occasion: Occasion) -> None:
    """What is given; what is left out stays as it is."""
    report, given = occasion.obj, occasion.payload
    report.author = person_of(occasion.actor)
    for name in ("narrative", "confidence"):
        if given[name] is not None:
            setattr(report, name, given[name])


@effect("report.begin")
def begin_lines(occasion: Occasion) -> None:
    write_lines(occasion)


@effect("report.write")
def write_lines(occasion: Occasion) -> None:
    if occasion.payload["lines"] is not None:
        put_lines(occasion.obj, occasion.payload["lines"])


def put_lines(report: ProgressReport, given: object) -> None:
    """The lines given stand for those on the same target or milestone; the others stay."""
    rows = {about_of(row): row for row in report.lines.all()}
    new: list[ReportLine] = []
    changed: list[ReportLine] = []
    for line in report_lines.read(given, report_lines.Asked.of(report.task)):
        kind, key = line.about
        row = rows.get(line.about) or ReportLine(report=report, **{f"{kind}_id": key})
        for name in NUMBERS:
            setattr(row, name, getattr(line, name))
        (changed if row.pk else new).append(row)
    ReportLine.objects.bulk_create(new)
    ReportLine.objects.bulk_update(changed, NUMBERS)


@effect("report.sign")
def sign(occasion: Occasion) -> None:
    """Remarks were for the unit that had it back; the log keeps them."""
    occasion.obj.signer = person_of(occasion.actor)
    occasion.obj.lines.exclude(remark="").update(remark="")


@filling("report.unsign")
def unsign(occasion: Occasion) -> None:
    occasion.obj.signer = None


@filling("report.submit")
def submit(occasion: Occasion) -> None:
    occasion.obj.submitted_on = day_of(occasion.at)


@effect("report.return")
def send_back(occasion: Occasion) -> None:
    """The signature falls with it. The day on which it was handed in stays: it was in time then."""
    report, given = occasion.obj, occasion.payload["remarks"]
    report.signer = None
    if given is None:
        return
    remarks = report_lines.read_remarks(given, report_lines.Asked.of(report.task))
    rows = [row for row in report.lines.all() if about_of(row) in remarks]
    for row in rows:
        row.remark = remarks[about_of(row)]
    ReportLine.objects.bulk_update(rows, ["remark"])


@effect("report.correct")
def correct(occasion: Occasion) -> None:
    report, given = occasion.obj, occasion.payload
    before, after = differences(report, given)
    report.errata += 1
    Erratum.objects.create(
        report=report,
        number=report.errata,
        day=day_of(occasion.at),
        reason=given["reason"],
        before=before,
        after=after,
    )
    for name in ("narrative", "confidence"):
        setattr(report, name, after.get(name, getattr(report, name)))
    if "lines" in after:
        put_lines(report, given["lines"])
