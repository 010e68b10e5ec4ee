"""From cuts to raw tables: several together by the fast backend, by lxml where that gives up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from goldthread.readers.base import RAW_LIMIT, Rejected
from goldthread.readers.uspto_grant.cut import Cut
from goldthread.readers.uspto_grant.fast import BatchFailed, FastBackend
from goldthread.readers.uspto_grant.inline import without_tags
from goldthread.readers.uspto_grant.raw import Raw, concatenated

if TYPE_CHECKING:
    from goldthread.readers.uspto_grant.strict import StrictBackend


class Document(NamedTuple):
    """A document as it was cut: where it stands, and its own bytes should it be rejected."""

    file_id: int
    locator: str
    data: memoryview

    def rejected(self, reason: str, detail: str) -> Rejected:
        raw = bytes(self.data[:RAW_LIMIT])
        return Rejected(self.file_id, self.locator, reason, detail, raw)


@dataclass(frozen=True)
class Parsed:
    """The well-formed documents of some cuts, and what was rejected of them."""

    documents: list[Document]
    raw: Raw
    rejected: list[Rejected]


class Parser:
    """Parses cuts; with `strict` by lxml alone."""

    def __init__(self, *, strict: bool = False) -> None:
        self._strict = strict

    def parse(self, cuts: Sequence[Cut]) -> Parsed:
        """The documents of all the cuts."""
        if self._strict:
            return _joined(self._one_by_one(cut) for cut in cuts)
        try:
            documents = [document for cut in cuts for document in _documents(cut)]
            texts = (without_tags(cut.data, (0, len(cut.data))) for cut in cuts)
            return Parsed(documents, self._fast.parse(texts, len(documents)), [])
        except BatchFailed:
            if len(cuts) > 1:
                return _joined(self.parse([cut]) for cut in cuts)
            return self._one_by_one(cuts[0])  # only what is bad is lost

    def _one_by_one(self, cut: Cut) -> Parsed:
        documents = list(_documents(cut))
        edges = [edge for place in cut.places for edge in (place.start, place.stop)]
        raw, wrong = self._lxml.parse(without_tags(cut.data, edges).to_pylist()[::2])
        rejected = [documents[n].rejected("malformed-xml", wrong[n]) for n in sorted(wrong)]
        good = [one for number, one in enumerate(documents) if number not in wrong]
        return Parsed(good, raw, rejected)

    @cached_property
    def _fast(self) -> FastBackend:
        return FastBackend()

    @cached_property
    def _lxml(self) -> "StrictBackend":
        from goldthread.readers.uspto_grant.strict import StrictBackend

        return StrictBackend()


def _documents(cut: Cut) -> Iterator[Document]:
    data = memoryview(cut.data)
    for place in cut.places:
        yield Document(cut.file_id, place.locator, data[place.start : place.stop])


def _joined(several: Iterable[Parsed]) -> Parsed:
    parts = list(several)
    return Parsed(
        [document for part in parts for document in part.documents],
        concatenated([part.raw for part in parts]),
        [rejected for part in parts for rejected in part.rejected],
    )
