"""WIPO ST.16: the kinds of documents that the offices read here publish."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from goldthread.codes import datafile

STAGES: Final = (
    "application",
    "search",
    "grant",
    "reissue",
    "review",
    "correction",
    "publication",
)


@dataclass(frozen=True)
class Kind:
    """One kind of document; the title is in the office's language (the EPO's and WIPO's: English).

    `right_kind` is one of the schema's right kinds; a plant patent is a patent (PT), as in ST.96.
    """

    office: str
    code: str
    right_kind: str
    stage: str
    title: str


@lru_cache(maxsize=1024)
def kind(office: str, code: str) -> Kind | None:
    """The kind of an office's code, or None when the office or the code is not listed."""
    found = datafile.load("kinds").get(office) if office in offices() else None
    if found is None or code not in found:
        return None
    right_kind, stage, title = found[code]
    return Kind(office, code, right_kind, stage, title)


@lru_cache(maxsize=1)
def offices() -> tuple[str, ...]:
    """The offices whose kinds are listed."""
    return tuple(key for key in datafile.load("kinds") if key != "source")
