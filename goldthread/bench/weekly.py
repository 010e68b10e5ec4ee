"""A synthetic weekly grant file in the office's real layout, the same bytes for the same seed.

Documents of DTD v4.5 one after another: about 16 KB of bibliographic part and 99 KB of
description each, deflating about 5 : 1, as the real files do. Names and numbers are invented.
"""

import random
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goldthread.bench.grants import bibliographic

DOCUMENTS = {"small": 261, "full": 5218}
_BODIES = 12
_BODY_BYTES = 98_500


@dataclass(frozen=True)
class Weekly:
    """What was written: the ZIP, its documents, and the bytes of XML inside."""

    path: Path
    documents: int
    xml_bytes: int


def _vocabulary(rng: random.Random) -> list[str]:
    syllables = ["ra", "con", "ti", "me", "lec", "tor", "sub", "va", "pre", "sing", "de", "no"]
    return ["".join(rng.choices(syllables, k=rng.randint(1, 5))) for _ in range(2600)]


def _sentence(rng: random.Random, words: list[str], weights: list[float]) -> str:
    return " ".join(rng.choices(words, weights, k=rng.randint(9, 26)))


@cache
def _body(seed: int) -> bytes:
    """The rest of a document after its bibliographic part: words of a Zipf law in paragraphs."""
    rng = random.Random(seed)  # noqa: S311 (text, no secret)
    words = _vocabulary(random.Random(1))  # noqa: S311 (text, no secret)
    weights = [1 / (rank + 4) for rank in range(len(words))]
    stock = [_sentence(rng, words, weights) for _ in range(170)]
    parts = ['<description id="description">\n']
    size = number = 0
    while size < _BODY_BYTES:
        number += 1
        fresh = _sentence(rng, words, weights)
        chosen = [fresh, *rng.choices(stock, k=rng.randint(0, 4))]
        text = f'<p id="p-{number:04d}" num="{number:04d}">{". ".join(chosen)}.</p>\n'
        if number % 13 == 0:
            text += '<?in-line-formulae description="In-line Formulae" end="lead"?>\n'
        parts.append(text)
        size += len(text)
    parts.append('</description>\n<claims id="claims">\n<claim id="CLM-00001" num="00001">')
    parts.append(
        f"<claim-text>1. {stock[0]}.</claim-text></claim>\n</claims>\n</us-patent-grant>\n"
    )
    return "".join(parts).encode()


class _Deflater:
    """Raw deflate in pieces that can be joined: each ends on a full flush."""

    @staticmethod
    def piece(data: bytes, level: int = 6) -> bytes:
        deflate = zlib.compressobj(level, wbits=-15)
        return deflate.compress(data) + deflate.flush(zlib.Z_FULL_FLUSH)

    @staticmethod
    def end() -> bytes:
        return zlib.compressobj(wbits=-15).flush()


def write(path: Path, count: int, seed: int = 0) -> Weekly:
    """Write a ZIP with one member of `count` documents to `path`."""
    bodies = [_body(n) for n in range(min(_BODIES, count))]
    deflated = [_Deflater.piece(body) for body in bodies]
    name = path.with_suffix(".xml").name.encode()
    crc = size = packed = 0
    with path.open("wb") as file:
        file.write(_local_header(name, 0, 0, 0))
        for number in range(count):
            head = bibliographic(number, seed)
            for data, piece in (
                (head, _Deflater.piece(head)),
                (bodies[number % len(bodies)], deflated[number % len(bodies)]),
            ):
                crc, size, packed = zlib.crc32(data, crc), size + len(data), packed + len(piece)
                file.write(piece)
        end = _Deflater.end()
        packed += len(end)
        file.write(end + _directory(name, crc, packed, size))
        file.seek(0)
        file.write(_local_header(name, crc, packed, size))
    return Weekly(path, count, size)


_DAY = (38 << 9) | (1 << 5) | 2  # 2 January 2018 in MS-DOS form


def _local_header(name: bytes, crc: int, packed: int, size: int) -> bytes:
    fixed = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, _DAY, crc, packed, size, len(name), 0
    )
    return fixed + name


def _directory(name: bytes, crc: int, packed: int, size: int) -> bytes:
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, _DAY, crc, packed, size, len(name),
        0, 0, 0, 0, 0, 0,
    ) + name  # fmt: skip
    start = 30 + len(name) + packed
    return entry + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), start, 0)
