"""The files of an edition: written, read back by other means, and handed out only where every
bound number is the one that the edition holds.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from json import dumps, loads
from typing import Final

from goldthread.documents.report import docx, pdf
from goldthread.documents.report.model import Report
from goldthread.documents.report.reading import differing_docx, differing_pdf
from goldthread.errors import GoldthreadError
from goldthread.review.content import Content, report_of
from goldthread.review.models import Edition, ReviewDocument
from goldthread.workflow.texts import Sentence, say

SHOWN: Final = 5
KEPT: Final = 16
Form = tuple[Callable[[Report], bytes], Callable[[Report, bytes], list[str]]]
FORMS: Final[Mapping[str, Form]] = {
    "docx": (docx.write, differing_docx),
    "pdf": (pdf.write, differing_pdf),
}
"""Who writes each, and who reads it back."""


class FileDiffers(GoldthreadError):
    """A file that was written does not say what the edition says; it is not handed out."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def file_of(document: ReviewDocument, edition: Edition, form: str) -> bytes:
    """The edition as `docx` or `pdf`; FileDiffers names every number that reads otherwise."""
    identifier = f"review-document/{document.pk}/{edition.number}"
    return made(edition.content, document.language, form, identifier)


def made(content: Content, lang: str, form: str, identifier: str = "") -> bytes:
    return _made(dumps(content, ensure_ascii=False), lang, form, identifier)


@lru_cache(maxsize=KEPT)
def _made(content: str, lang: str, form: str, identifier: str) -> bytes:
    """The last files are kept: an edition never changes."""
    report = report_of(loads(content), lang, identifier)
    write, differing = FORMS[form]
    file = write(report)
    refuse_differing(differing(report, file), form)
    return file


def refuse_differing(faults: list[str], form: str) -> None:
    if faults:
        raise FileDiffers(
            say(
                "The {form} file does not say the same as the edition in {count} places ({shown}); "
                "it is not handed out.",
                "生成的{form}文件与本版本有{count}处数字不一致（{shown}），不予提供。",
                form=form.upper(),
                count=len(faults),
                shown="; ".join(faults[:SHOWN]),
            )
        )
