"""Is a file a text? Read in blocks, in the encodings in which offices write."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_BLOCK: Final = 1 << 20
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_CONTROL: Final = frozenset(map(chr, range(32))) - set("\t\n\r\f") | {"\x7f"}


def is_text(path: Path) -> bool:
    """Is it a text in UTF-8, UTF-16 with its mark, or GB18030, without control characters?"""
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((name for bom, name in _BOMS if head.startswith(bom)), None)
    return any(
        _reads(path, encoding) for encoding in ([marked] if marked else ["utf-8", "gb18030"])
    )


def _reads(path: Path, encoding: str) -> bool:
    try:
        return all(_CONTROL.isdisjoint(text) for text in _decoded(path, encoding))
    except UnicodeError:
        return False


def _decoded(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield decoder.decode(block)
    yield decoder.decode(b"", final=True)
