"""How a delimited text file is written, guessed from its beginning: encoding and delimiter."""

import codecs
import csv
import io
from collections.abc import Callable, Collection

from goldthread.readers.table.cells import spaced

HEAD = 262_144
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t|"
_LINES = 30


def encoding_of(head: bytes) -> str:
    """The likeliest encoding of a text that begins with these bytes."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if decodes(head, "utf-8"):
        return "utf-8"
    return _east_asian(head) or _western(head)


def decodes(head: bytes, encoding: str) -> bool:
    """Are these bytes the beginning of a text in this encoding? A cut last character is none."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(head, False)
    except UnicodeDecodeError:
        return False
    return True


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII part is zero."""
    sample = head[:4096]
    if len(sample) < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 2 * 0.3
    if odd > enough and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > enough and odd < even / 10 else None


def _pairs(head: bytes) -> list[tuple[int, int]]:
    """The two-byte characters of a text whose lead bytes are above 127."""
    pairs, index, last = [], 0, len(head) - 1
    while index < last:
        if head[index] < 0x80:
            index += 1
            continue
        pairs.append((head[index], head[index + 1]))
        index += 2
    return pairs


def _east_asian(head: bytes) -> str | None:
    """GB 18030, Big5 or Shift JIS when most characters are the common ones of that set."""
    pairs = _pairs(head[:65_536])
    if not pairs:
        return None
    common: dict[str, Callable[[int, int], bool]] = {
        "gb18030": lambda a, b: (0xB0 <= a <= 0xD7 and b >= 0xA1) or a in (0xA1, 0xA3),
        "big5": lambda a, b: (0xA4 <= a <= 0xC6 and (0x40 <= b <= 0x7E or b >= 0xA1)) or a == 0xA1,
        "shift_jis": lambda a, b: 0x81 <= a <= 0x98 and 0x40 <= b <= 0xFC,
    }
    for name, usual in common.items():
        share = sum(usual(a, b) for a, b in pairs) / len(pairs)
        if share >= 0.8 and decodes(head, name):
            return name
    return None


def _western(head: bytes) -> str:
    """Of the one-byte encodings, the one that gives the most accented letters within words."""
    best, most = "latin-1", -1
    for name in ("cp1252", "latin-1", "mac_roman"):
        try:
            text = head.decode(name)
        except UnicodeDecodeError:
            continue
        score = sum(c in "áéíóúñüÁÉÍÓÚÑÜäößÄÖàèêâçãõåæøçÇãÃôîï°º" for c in text)
        if score > most:
            best, most = name, score
    return best


def delimiter_of(text: str, wanted: Collection[str] = ()) -> str:
    """The delimiter of a text: the one that gives the wanted headings, else the steadiest rows."""
    lines = text.splitlines(keepends=True)
    sample = "".join(lines[:_LINES] if len(lines) > 1 else lines)
    return max(_DELIMITERS, key=lambda mark: _steadiness(sample, mark, wanted))


def _steadiness(sample: str, mark: str, wanted: Collection[str]) -> tuple[int, float, int]:
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    except csv.Error:
        return (0, 0.0, 0)
    if not rows:
        return (0, 0.0, 0)
    found = max(len(set(wanted) & {spaced(cell) for cell in row}) for row in rows[:10])
    widths = [len(row) for row in rows]
    usual = max(set(widths), key=widths.count)
    share = widths.count(usual) / len(widths) if usual > 1 else 0.0
    return (found, share, usual)
