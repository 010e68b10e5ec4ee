"""A Word file edited as an official would: by another library, in the text and in the controls."""

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from goldthread.programme.files import take_in
from goldthread.review.models import ReviewDocument
from goldthread.review.reading_back import file_of
from goldthread.review.rules.document import last_of


def word_file(document: ReviewDocument) -> bytes:
    return file_of(document, last_of(document), "docx")


def edited(file: bytes, edit: Callable[[Any], None]) -> bytes:
    opened = docx.Document(BytesIO(file))
    edit(opened)
    target = BytesIO()
    opened.save(target)
    return target.getvalue()


def kept(home: Path, file: bytes) -> str:
    """Taken in among the site's files; its hash."""
    taken = take_in(BytesIO(file), "edited.docx", home / "files")
    assert taken.sha256 == sha256(file).hexdigest()
    return taken.sha256


def say(opened: Any, before: str, after: str) -> None:
    """A run of text written anew."""
    runs = [t for t in opened.element.body.iter(qn("w:t")) if before in (t.text or "")]
    assert len(runs) >= 1, before
    runs[0].text = runs[0].text.replace(before, after)


def control(opened: Any, code: str) -> Any:
    """The first content control of a code."""
    for each in opened.element.body.iter(qn("w:sdt")):
        tag = each.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None and tag.get(qn("w:val")) == code:
            return each
    raise AssertionError(code)


def type_over(opened: Any, code: str, text: str) -> None:
    next(control(opened, code).iter(qn("w:t"))).text = text


def unbind(opened: Any, code: str) -> None:
    """The control is gone, its text stays."""
    each = control(opened, code)
    run = next(each.iter(qn("w:r")))
    each.addprevious(run)
    each.getparent().remove(each)


def drop(opened: Any, *texts: str) -> None:
    """Whole paragraphs deleted."""
    for paragraph in list(opened.paragraphs):
        whole = "".join(t.text or "" for t in paragraph._p.iter(qn("w:t")))
        if any(text in whole for text in texts):
            paragraph._p.getparent().remove(paragraph._p)
