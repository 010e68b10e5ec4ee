"""What the plan reader warns of and refuses, in the reader's language.

The reader's own sentences are English. On a Chinese page a warning says what a person should do
about its kind, and a refusal is told by what it is about.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.programme.plan.model import Remark

TO_DO: Mapping[str, Promise] = {
    "choose_lead": gettext_lazy("Several units are responsible alike: choose exactly one lead."),
    "no_unit_clause": gettext_lazy("No unit is named: give the task its units."),
    "no_unit_named": gettext_lazy("Say which units are meant; the text names none."),
    "no_lead": gettext_lazy("Only supporting units are named: choose a lead."),
    "units_of_heading": gettext_lazy("The units of the heading were taken: check them."),
    "several_clauses": gettext_lazy("The units of several clauses were put together: check them."),
    "clause_doubt": gettext_lazy("Check that the last brackets name a unit."),
    "bracket_missing": gettext_lazy("A bracket was lost: check the units."),
    "deadline_doubt": gettext_lazy("The deadline can be read in more than one way: check it."),
    "several_deadlines": gettext_lazy("Several deadlines are named: check which one holds."),
    "deadline_unread": gettext_lazy("The table's deadline was not understood: give the day."),
    "number_skipped": gettext_lazy("A number was skipped: check whether an item is missing."),
    "number_repeated": gettext_lazy("A number stands twice: check whether an item is doubled."),
    "no_task": gettext_lazy("A heading stands without tasks."),
    "text_left": gettext_lazy("This text belongs to no task."),
    "row_skipped": gettext_lazy("A row of the table holds no task."),
    "no_numbered_item": gettext_lazy("Nothing was read: the text has no numbers."),
    "encoding_guessed": gettext_lazy("The encoding was guessed: check that the text is legible."),
    "page_without_text": gettext_lazy("A page of the PDF is scanned and was not read."),
    "tracked_changes": gettext_lazy("The file is under review: inserted text was read."),
    "text_boxes": gettext_lazy("Text boxes and embedded objects were not read."),
    "external_links": gettext_lazy("The file links to outside addresses; none was opened."),
}
"""By the kind of a warning, as docs/plan-reader.md lists them."""

REFUSED: tuple[tuple[str, Promise], ...] = (
    ("holds macros", gettext_lazy("The file holds macros: save it as .docx without them.")),
    (
        "links to content outside",
        gettext_lazy("The file loads content from outside itself: break the link in Word."),
    ),
    (
        "declares a document type",
        gettext_lazy("The file declares a document type; it was not read."),
    ),
    ("unpacks to", gettext_lazy("The file unpacks to more than a plan holds; it was not opened.")),
    ("is empty", gettext_lazy("There is no text that could be a plan.")),
    (
        "a plan may have",
        gettext_lazy("It is larger than a plan may be: give its parts one by one."),
    ),
    ("encrypted", gettext_lazy("The file is encrypted: save it without a password.")),
    ("scan", gettext_lazy("The file is scanned: its pages hold no text. Give a file with text.")),
    (r"year \d* ?given", gettext_lazy("The year is none: give one such as 2019.")),
)
"""What a refusal is about, by words of the reader's sentence; the first that fits."""


def warning(remark: Remark, lang: str) -> str:
    if lang != "zh" or remark.kind not in TO_DO:
        return remark.message
    return str(TO_DO[remark.kind])


def refusal(message: str, lang: str) -> str:
    """The reader's own sentence, which names file and cause; in Chinese what it is about."""
    if lang != "zh":
        return message
    for words, sentence in REFUSED:
        if re.search(words, message):
            return str(sentence)
    return _("The file cannot be read as a plan. Give a .docx, .pdf, .html or plain text file.")
