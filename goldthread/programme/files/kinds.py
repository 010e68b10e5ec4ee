"""What is taken, and within which bounds: the allow-list of kinds.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from goldthread.programme.files.refused import data


@dataclass(frozen=True)
class FileKind:
    """A form of file that is taken."""

    code: str
    family: str  # pdf, package, picture or text: how it is looked through
    endings: tuple[str, ...]
    content_type: str


@dataclass(frozen=True)
class Limits:
    """The bounds within which a file is looked through."""

    bytes: int
    parts: int
    inflated: int
    ratio: int
    ratio_free: int
    embedded: int
    pixels: int
    pages: int
    pdf_objects: int
    pdf_seconds: int
    pdf_memory: int


@cache
def kinds() -> Mapping[str, FileKind]:
    return {
        code: FileKind(code, entry["family"], tuple(entry["endings"]), entry["content_type"])
        for code, entry in data("kinds")["kinds"].items()
    }


@cache
def limits() -> Limits:
    return Limits(**data("kinds")["limits"])


@cache
def _by_ending() -> Mapping[str, FileKind]:
    return {ending: kind for kind in kinds().values() for ending in kind.endings}


def kind_of(ending: str) -> FileKind | None:
    """The kind whose names end so; the ending is in lower case, with its dot."""
    return _by_ending().get(ending)


def taken_endings() -> tuple[str, ...]:
    """The endings that are taken, for a page that says so and for the file chooser."""
    return tuple(_by_ending())
