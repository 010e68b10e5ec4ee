"""The handover sheet as a Word document: the act, the things handed over, two signatures."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goldthread.documents.docx import Document, Facts, Paragraph, Signatures, Table, write
from goldthread.offices.models import Reform
from goldthread.web.offices import registering
from goldthread.web.offices.rehearsed import Row, Sheet
from goldthread.web.shell import numbers
from goldthread.workflow.texts import in_language

WIDTHS = (1.2, 11.8, 3.2)


def document(reform: Reform, sheet: Sheet, lang: str) -> bytes:
    """The sheet of one giver and one taker."""
    line = "________________"
    return write(
        Document(
            _("Handover sheet"),
            lang,
            _("Page {page} of {pages}"),
            (
                Facts(tuple(_facts(reform, sheet, lang))),
                Paragraph(_("The giver hands over to the taker on the effective day:")),
                Table(
                    (_("No."), _("What is handed over"), _("Share")),
                    [
                        (str(number), row.title, share_of(row, sheet.taker))
                        for number, row in enumerate(sheet.rows, 1)
                    ],
                    WIDTHS,
                ),
                Signatures(
                    (_("For the giver"), _("For the taker")),
                    tuple(f"{what} {line}" for what in (_("Name:"), _("Signature:"), _("Date:"))),
                ),
            ),
        )
    )


def share_of(row: Row, taker: str) -> str:
    """A thing handed over as a whole says so."""
    return next((share for code, __, share in row.takers if code == taker), "") or _("whole")


def _facts(reform: Reform, sheet: Sheet, lang: str) -> Iterator[tuple[str, str]]:
    number = f" {reform.document_number}" if reform.document_number else ""
    document_ = f"{reform.document_title}{number}".strip() or _("not yet named")
    state = in_language(reform.machine.state(reform.state).titles, lang)
    yield _("Reform act"), registering.title(reform, lang)
    yield _("Enacting document"), document_
    yield _("Effective day"), numbers.day(reform.effective, lang)
    left, right = ("（", "）") if lang == "zh" else (" (", ")")
    yield _("Giver"), f"{sheet.giver_name}{left}{sheet.giver}{right}"
    yield _("Taker"), f"{sheet.taker_name}{left}{sheet.taker}{right}"
    yield _("State of the act"), state
