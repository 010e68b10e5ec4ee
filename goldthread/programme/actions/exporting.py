"""Workbooks written: the ledger as filtered, an office's reports of a period."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO, Any

from goldthread.documents.xlsx import write
from goldthread.documents.xlsx.model import Lang
from goldthread.offices.models import Office
from goldthread.programme.models import KeyTask
from goldthread.programme.workbooks import LedgerBook, ReportBook
from goldthread.programme.workbooks.ledger import SHEET

Target = Path | IO[bytes]


def export_ledger(*, target: Target, tasks: Iterable[KeyTask], actor: Any, lang: Lang) -> None:
    """The rows of a ledger query, which says what the actor sees; taken one by one."""
    book = LedgerBook(actor)
    write(target, book.form, {SHEET: book.rows(tasks)}, lang=lang)


def export_reports(
    *, target: Target, office: Office, period_end: date, actor: Any, lang: Lang
) -> None:
    """The reports that the office owes as of the day, with what stands in them already."""
    book = ReportBook(actor, office, period_end)
    write(target, book.form, book.rows(), lang=lang)
