"""XML read as a stream: elements are looked at and forgotten; entities and network are off."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from goldthread.programme.files.refused import FileRefused, refusal

Look = Callable[[str, Mapping[str, str]], None]
Hear = Callable[[str], None]


class Judge:
    """Looks at each element of a part as its bytes come; `text` hears what stands in `wanted`."""

    def __init__(
        self, name: str, part: str, look: Look, wanted: str = "", text: Hear | None = None
    ) -> None:
        self._name, self._part = name, part
        target: Any = _Target(self, look, wanted, text)  # lxml's stubs ask for more than lxml does
        self._parser: Any = etree.XMLParser(
            target=target,
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        )  # fmt: skip

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.feed(piece)
        except etree.XMLSyntaxError:
            raise refusal("damaged", self._name) from None

    def close(self) -> None:
        try:
            self._parser.close()
        except etree.XMLSyntaxError:
            raise refusal("damaged", self._name) from None

    def document_type(self) -> FileRefused:
        return refusal("document_type", self._name, target=self._part)


class _Target:
    def __init__(self, judge: Judge, look: Look, wanted: str, text: Hear | None) -> None:
        self._judge, self._look, self._wanted, self._text = judge, look, wanted, text
        self._within = False

    def doctype(self, *_: object) -> None:
        raise self._judge.document_type()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rsplit("}", 1)[-1]
        self._within = name == self._wanted
        self._look(name, attributes)

    def end(self, _tag: str) -> None:
        self._within = False

    def data(self, text: str) -> None:
        if self._within and self._text is not None:
            self._text(text)

    def close(self) -> None:
        pass
