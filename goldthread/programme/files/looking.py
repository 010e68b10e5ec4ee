"""A whole file looked through: is it what its name says, and does it hold nothing that acts?"""

from pathlib import Path
from typing import Final

from goldthread.programme.files.kinds import FileKind, kind_of, taken_endings
from goldthread.programme.files.names import ending
from goldthread.programme.files.package import check_package
from goldthread.programme.files.pdf import check_pdf
from goldthread.programme.files.pictures import check_picture
from goldthread.programme.files.refused import refusal
from goldthread.programme.files.sniff import sniffed
from goldthread.programme.files.texts import is_text

_ARCHIVES: Final = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz", ".bz2", ".xz")
_OLD_OFFICE: Final = (".doc", ".xls", ".ppt")
_MACRO_OFFICE: Final = (".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlsb", ".xlam")


def kind_by_name(name: str) -> FileKind:
    """The kind that the name promises; refused before a byte is read where none is taken."""
    end = ending(name)
    kind = kind_of(end)
    if kind is not None:
        return kind
    for endings, code in (
        (_ARCHIVES, "archive"), (_OLD_OFFICE, "old_office"), (_MACRO_OFFICE, "macros"),
    ):  # fmt: skip
        if end in endings:
            raise refusal(code, name)
    raise refusal("ending", name, taken=" ".join(taken_endings()))


def look_through(path: Path, name: str, kind: FileKind) -> None:
    """Refuses the file where its content is not `kind`, or holds what is not taken."""
    found = sniffed(path)
    if found == "ole":
        raise refusal("old_office", name)
    if kind.family == "package":
        _agree(name, kind, check_package(path, name) if found == "zip" else found)
    elif kind.family == "text":
        _look_at_text(path, name, kind, found)
    else:
        _agree(name, kind, found)
        if kind.family == "pdf":
            check_pdf(path, name)
        else:
            check_picture(path, name, kind.code)


def _look_at_text(path: Path, name: str, kind: FileKind, found: str) -> None:
    if found != "other":
        _agree(name, kind, found)
    if not is_text(path):
        raise refusal("not_text", name)


def _agree(name: str, kind: FileKind, found: str) -> None:
    if found == kind.code:
        return
    if found == "other":
        raise refusal("unknown_content", name, ending=ending(name))
    raise refusal("another_kind", name, ending=ending(name), found=found.upper())
