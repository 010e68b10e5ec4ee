"""The root element of an XML file, seen in its first bytes."""

from pathlib import Path
from typing import Final, NamedTuple

from goldthread.readers import archive
from goldthread.readers.base import ReadError
from goldthread.readers.documents.cutting import NAMESPACE, ROOT, without_comments

_PREFIX: Final = "xmlns:"
_WORKBOOK: Final = "http://schemas.openxmlformats.org/"  # of the first XML file in an XLSX


class Root(NamedTuple):
    """A root element: its local name and its namespace."""

    name: str
    namespace: str

    @property
    def is_workbook(self) -> bool:
        return self.namespace.startswith(_WORKBOOK)

    def told(self) -> str:
        """For a sentence."""
        where = f"in the namespace {self.namespace}" if self.namespace else "in no namespace"
        return f"its root element is {self.name}, {where}"


def glimpse(path: Path, head: bytes) -> Root | None:
    """The root element of a file that begins so, or of the first XML file in a ZIP."""
    return root_of(first_bytes(path) if archive.is_zip(head) else head)


def first_bytes(path: Path, suffixes: tuple[str, ...] = (".xml",)) -> bytes:
    """The first bytes of the first such file in a ZIP; nothing when there is none to read."""
    try:
        member = archive.members(path, suffixes)[0]
        return next(iter(archive.pieces(path, member, lambda _: None)), b"")
    except (ReadError, OSError):
        return b""


def root_of(head: bytes) -> Root | None:
    """The root element; None when these bytes begin no XML document in an encoding like ASCII."""
    found = ROOT.match(without_comments(head))
    if found is None:
        return None
    prefix, _, name = found[1].decode("utf-8", "replace").rpartition(":")
    wanted = f"{_PREFIX}{prefix}" if prefix else "xmlns"
    spaces = (one.decode("utf-8", "replace").partition("=") for one in NAMESPACE.findall(found[2]))
    declared = {name.strip(): value.strip()[1:-1] for name, _, value in spaces}
    return Root(name, declared.get(wanted, ""))
