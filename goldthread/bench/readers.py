"""`bench readers`: each reader's files to batches, held against lxml parsing the same bytes.

A file is a document of our own making (`documents/`) again and again, each with a number of its
own; documents that have a full text get one of an office's usual length. lxml builds the tree and
does nothing with it; of a text or a table, each line is an element. Both sides take turns in one
process, told by its processor time, so that other work beside it counts for nothing.
"""

import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from xml.sax.saxutils import escape

from lxml import etree

from goldthread.bench import weekly
from goldthread.bench.ingest import in_turns
from goldthread.bench.report import Bench, Row, Say, Size
from goldthread.readers import registry
from goldthread.readers.base import SourceFile, no_progress

_BYTES: Final = {"small": 500_000, "full": 3_000_000}
_REPEATS: Final = {"small": 3, "full": 5}
_GRANTS: Final = {"small": 10, "full": 100}  # documents of a weekly file
_BEGIN, _END, _TEXT = "<!--record-->", "<!--/record-->", "<!--text-->"
_NUMBER: Final = "4242424"  # of the document in its file
_PARAGRAPHS: Final = 60
_SENTENCE: Final = (
    "A pump has a housing, an inlet, an outlet and a rotor that is driven by a shaft. "
)
_MOST: Final = 4.0


@dataclass(frozen=True)
class Sample:
    """A file that is read, and the XML documents that lxml parses in its place."""

    name: str
    path: Path
    parsed: list[bytes]
    of_lines: bool = False  # which lxml would not read: no measure of the reader


def run(size: Size, progress: Say) -> Bench:
    """Make the files, read and parse them in turns, throw them away."""
    with TemporaryDirectory(prefix="goldthread-bench-") as folder:
        progress("making the files")
        samples = made(Path(folder), size)
        sides: dict[str, Callable[[], float]] = {}
        for one in samples:
            reader = registry.detect([one.path]).name
            sides[f"read {one.name}"] = partial(_timed, partial(_read, reader, one.path))
            sides[f"parse {one.name}"] = partial(_timed, partial(_parse, one.parsed))
        took = in_turns(sides, _REPEATS[size], progress)
    return Bench("readers", [_row(one, took, held=size == "full") for one in samples])


def _row(one: Sample, took: dict[str, float], *, held: bool) -> Row:
    target = _MOST if held and not one.of_lines else None
    return Row(
        f"{one.name} ÷ lxml", took[f"read {one.name}"], "s", took[f"parse {one.name}"], target
    )


def made(folder: Path, size: Size) -> list[Sample]:
    """A file for each document in `documents/`, and a weekly file of grants."""
    shipped = files("goldthread.bench") / "documents"
    named = sorted(shipped.iterdir(), key=lambda one: one.name)
    found = [_repeated(folder, one.name, one.read_text("utf-8"), size) for one in named]
    return [_grants(folder, size), *found]


def _repeated(folder: Path, name: str, text: str, size: Size) -> Sample:
    head, rest = text.split(_BEGIN)
    record, tail = rest.split(_END)
    xml = name.endswith(".xml")
    record = record.replace(_TEXT, _full_text(xml=xml))
    count = _BYTES[size] // len(record.encode()) + 1
    records = [record.replace(_NUMBER, f"{n:07d}") for n in range(1, count + 1)]
    whole = "".join([head, *records, tail])
    path = folder / name
    path.write_text(whole, encoding="utf-8")
    if not xml:
        lines = "".join(f"<l>{escape(line)}</l>\n" for line in whole.splitlines())
        return Sample(path.stem, path, [f"<f>{lines}</f>".encode()], of_lines=True)
    parsed = [whole] if head.strip() else records
    return Sample(path.stem, path, [one.strip().encode() for one in parsed])


def _full_text(*, xml: bool) -> str:
    """A full text of some 25 KB: paragraphs of XML, or of a text of lines."""
    if xml:
        return f"<p>{_SENTENCE * 5}</p>\n" * _PARAGRAPHS
    return f"PAR  {_SENTENCE}\n      {_SENTENCE}\n" * (_PARAGRAPHS * 5 // 2)


def _grants(folder: Path, size: Size) -> Sample:
    packed = weekly.write(folder / "ipg.zip", _GRANTS[size]).path
    with zipfile.ZipFile(packed) as archive:
        data = archive.read(archive.namelist()[0])
    path = folder / "uspto_grant.xml"
    path.write_bytes(data)
    mark = b"<?xml "
    return Sample(path.stem, path, [mark + one for one in data.split(mark)[1:]])


def _read(reader: str, path: Path) -> None:
    file = SourceFile(0, path, path.name, "", path.stat().st_size, "")
    for batch in registry.reader(reader).read([file], no_progress):
        assert not batch.rejected, batch.rejected[0].detail


def _parse(documents: list[bytes]) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for one in documents:
        etree.fromstring(one, parser)


def _timed(act: Callable[[], None]) -> float:
    """The seconds of processor time that it takes."""
    began = time.process_time()
    act()
    return time.process_time() - began
