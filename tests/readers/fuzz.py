"""Every reader over spoilt files: our own errors or sound batches, in bounded time and memory.

    python -m tests.readers.fuzz --seconds 600 --seed 7 [--only us_grant] [--real] [--memory 512]

spoils each sample again and again until the time is over, the same way for the same seed, and
says each fault with the seed that makes it again (`--only SAMPLE --first SEED --examples 1`).
"""

import argparse
import json
import os
import random
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import pyarrow as pa
import xlsxwriter

from goldthread.bench.memory import peak_mb
from goldthread.errors import GoldthreadError
from goldthread.readers import registry
from goldthread.readers.base import RAW_LIMIT, Batch, SourceFile, no_progress
from goldthread.readers.schema import LOCATION_COLUMNS, TABLES
from tests.readers.grants import plain

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SECONDS = 10  # of processor time that one example may take
REAL = ("cnipa-xml", "jpo-xml", "st96/instances", "trademark-xml", "docdb", "assignments",
        "uspto-grant")  # fmt: skip
_TABLES = (".csv", ".xlsx")
_LARGEST = 60_000  # bytes of a real file that are taken
_TOKENS = [
    b"<", b">", b"&", b"</", b"/>", b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?xml ", b"&amp;",
    b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>', b"&c;", b"&eacute;", b"&#0;",
    b"&#x110000;", b"\x00", b"\x0b", b"\x1a", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3",
    b"\xed\xa0\x80",
    b"\r", b"\n", b"\n\n", b"\t", b'"', b"'", b",", b";", b"=", b"|", b"PATN\n", b"\nWKU  ",
    b"PK\x03\x04",
    "\u202e".encode(), "浙江省".encode(), "١٢٣".encode(), "\u0130".encode(), "ﬀ".encode(),
    b"9" * 5_000, b"x" * 20_000, b" " * 20_000, b"<a>" * 3_000, b"A;" * 3_000, b'xmlns:q="urn:q" ',
]  # fmt: skip
_NUMBERS = [
    b"", b"0", b"00000000", b"20190231", b"20190200", b"99991231", b"99999999999999999999", b"-1",
    b"1e308", b"NaN", b"2019-07-02T25:61:61Z", b"0001-01-01", b"32768", b"2147483648", b"0.5",
    b"99999999", b"4294967295", b"18446744073709551615", b"1048576", b"16384",
]  # fmt: skip

Read = Callable[[Path], Iterator[Batch]]


class TooSlow(BaseException):
    """An example took more than its processor time; no reader may catch it."""


def samples(*, real: bool = False) -> dict[str, tuple[str, bytes]]:
    """Each sample with its file's name: ours, one for every reader, or the offices' real files."""
    if real:
        paths = sorted(path for folder in REAL for path in (SHARED / folder).glob("*.xml"))
        return {path.name: (path.name, path.read_bytes()[:_LARGEST]) for path in paths}
    shipped = files("goldthread.bench") / "documents"
    found = {one.name: (one.name, _own(one.read_text("utf-8"))) for one in shipped.iterdir()}
    found["uspto_grant"] = "ipg.xml", "".join(plain(n) for n in range(4)).encode()
    for name in registry.names():
        mapping = getattr(registry.reader(name), "mapping", None)
        if mapping is not None and name != "rights":
            found |= {f"{name}.{end}": (f"{name}.{end}", made(mapping))
                      for end, made in (("csv", _csv), ("xlsx", _xlsx))}  # fmt: skip
    return dict(sorted(found.items()))


def _own(text: str) -> bytes:
    """A file of our own with three records."""
    head, rest = text.replace("<!--text-->", "").split("<!--record-->")
    record, tail = rest.split("<!--/record-->")
    return "".join(
        [head, *(record.replace("4242424", f"424242{n}") for n in range(3)), tail]
    ).encode()


def _rows(mapping: object) -> list[list[str]]:
    """A table with the columns that a mapping reads, and cells that mean nothing."""
    columns = sorted(mapping.read_columns())  # type: ignore[attr-defined]
    return [columns] + [[f"{2000 + n}" for n, _ in enumerate(columns)] for _ in range(4)]


def _csv(mapping: object) -> bytes:
    return "\n".join(",".join(row) for row in _rows(mapping)).encode() + b"\n"


def _xlsx(mapping: object) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(getattr(mapping, "sheet_name", None) or "Registers-2030")
        for number, row in enumerate(_rows(mapping)):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def spoilt(data: bytes, rng: random.Random) -> bytes:
    """The bytes with one to eight changes; of a ZIP now and then those of one of its members."""
    if data.startswith(b"PK\x03\x04") and rng.random() < 0.8:
        return _member_spoilt(data, rng)
    for _ in range(rng.randrange(1, 9)):
        data = rng.choice(_CHANGES)(data, rng)
    if rng.random() < 0.05:
        data = _zipped(data)
        return _torn(data, rng) if rng.random() < 0.5 else data
    return data


def _member_spoilt(data: bytes, rng: random.Random) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, spoilt(inside, rng) if name == chosen else inside)
    return made.getvalue()


def _zipped(data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("week.xml", data)
        archive.writestr("week.txt", data)
    return made.getvalue()


def _place(data: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 2, 5, 20, 100, 1000)))


def _byte(data: bytes, rng: random.Random) -> bytes:
    start, _ = _place(data, rng)
    return data[:start] + bytes([rng.randrange(256)]) + data[start + 1 :]


def _torn(data: bytes, rng: random.Random) -> bytes:
    start, stop = _place(data, rng)
    return data[:start] + data[stop:]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.3 else data


def _token(data: bytes, rng: random.Random) -> bytes:
    start, _ = _place(data, rng)
    return data[:start] + rng.choice(_TOKENS) + data[start:]


def _number(data: bytes, rng: random.Random) -> bytes:
    """Another number in the place of one of its own."""
    start, _ = _place(data, rng)
    while start < len(data) and not data[start : start + 1].isdigit():
        start += 1
    stop = start
    while stop < len(data) and data[stop : stop + 1].isdigit():
        stop += 1
    return data[:start] + rng.choice(_NUMBERS) + data[stop:]


def _again(data: bytes, rng: random.Random) -> bytes:
    start, stop = _place(data, rng)
    return data[:stop] + data[start:stop] * rng.choice((1, 2, 50)) + data[stop:]


def _moved(data: bytes, rng: random.Random) -> bytes:
    start, stop = _place(data, rng)
    piece, rest = data[start:stop], data[:start] + data[stop:]
    to = rng.randrange(len(rest) + 1)
    return rest[:to] + piece + rest[to:]


def _element(data: bytes, rng: random.Random) -> bytes:
    """Between two brackets, lines or commas: what stands there goes, or comes twice."""
    mark = rng.choice((b"<", b"\n", b","))
    parts = data.split(mark)
    at = rng.randrange(len(parts))
    parts[at : at + 1] = [] if rng.random() < 0.5 else [parts[at]] * 2
    return mark.join(parts)


_CHANGES = (_byte, _torn, _cut, _token, _number, _again, _moved, _element)


def tried(path: Path, read: Read) -> None:
    """Read a file: refused by one of our errors, or its batches are sound and hold something."""
    came = path.suffix in _TABLES  # of which nothing may be left but headings
    try:
        for batch in read(path):
            came = _sound(batch) or came
    except GoldthreadError as error:
        came = len(str(error)) > 10
    assert came, "nothing came of the file, or an error that says nothing"


def _sound(batch: Batch) -> bool:
    """Does the batch tell of any record? What it tells must be sound."""
    roots: dict[str, set[object]] = {}
    for name, table in batch.tables.items():
        wanted = TABLES[name]
        schema = pa.schema([*wanted.schema, *(LOCATION_COLUMNS if wanted.is_root else [])])
        assert table.schema.equals(schema), f"{name} has another schema"
        table.validate(full=True)
        keys = set(table.column(wanted.key).to_pylist())
        assert None not in keys, f"{name} has a row without its key"
        if wanted.is_root:
            roots[name] = keys
    for name, table in batch.tables.items():
        own = roots.get(TABLES[name].root, set())
        assert set(table.column(TABLES[name].key).to_pylist()) <= own, f"{name} has a row of nobody"
    for one in batch.rejected:
        assert one.reason, "a record is rejected without a reason"
        assert one.locator, "a record is rejected without its place"
        assert one.detail.strip(), "a record is rejected without a word"
        assert len(one.raw) <= RAW_LIMIT, "more is kept of a record than may be"
    return bool(roots or batch.rejected or batch.withdrawn or batch.skipped)


def reading(path: Path) -> Iterator[Batch]:
    """The batches by the reader that the file's content asks for."""
    file = SourceFile(0, path, path.name, "", path.stat().st_size, "")
    return registry.detect([path]).read([file], no_progress)


def by_name(name: str) -> Read:
    """The same by a named reader, as `--reader` does."""

    def read(path: Path) -> Iterator[Batch]:
        file = SourceFile(0, path, path.name, "", path.stat().st_size, "")
        return registry.reader(name).read([file], no_progress)

    return read


def example(name: str, sample: tuple[str, bytes], seed: int, folder: Path) -> str | None:
    """Spoil a sample by a seed and read it; the fault as a text, if there is one."""
    rng = random.Random(f"{name} {seed}")
    path = folder / sample[0]
    path.write_bytes(spoilt(sample[1], rng))
    read = by_name(_reader_of(sample, folder)) if rng.random() < 0.7 else reading
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        tried(path, read)
    except (Exception, TooSlow):
        return traceback.format_exc(limit=-6)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


_READERS: dict[str, str] = {}


def _reader_of(sample: tuple[str, bytes], folder: Path) -> str:
    """The reader that the sample asks for before it is spoilt."""
    name, data = sample
    if name not in _READERS:
        path = folder / f"whole-{name}"
        path.write_bytes(data)
        try:
            _READERS[name] = registry.detect([path]).name
        except GoldthreadError:
            _READERS[name] = (
                name.rpartition(".")[0] if name.rpartition(".")[0] in registry.names() else "rights"
            )
    return _READERS[name]


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow(f"more than {SECONDS} s of processor time")


def _told(example: str) -> None:
    """What is tried next, at the end of a line that is overwritten: a crash leaves it behind."""
    sys.stderr.write(f"\r{example:<80}")


def _held() -> int:
    """The most memory that was held so far, in MB."""
    return round(peak_mb(os.getpid()))  # what getrusage says begins with the memory of the parent


def run(options: argparse.Namespace) -> dict[str, object]:
    """Examples of each sample in turns, until the number or the time is reached."""
    signal.signal(signal.SIGPROF, _stop)
    chosen = {name: one for name, one in samples(real=options.real).items() if options.only in name}
    began, count, slowest, peak, faults = time.monotonic(), 0, 0.0, 0, []
    worst = {"slowest": "", "peak": ""}
    with TemporaryDirectory(prefix="goldthread-fuzz-") as folder:
        for seed in range(options.first, options.first + options.examples):
            for name, sample in chosen.items():
                _told(f"{name} {seed}")
                start = time.process_time()
                fault = example(name, sample, seed, Path(folder))
                took, held = time.process_time() - start, _held()
                if took > slowest:
                    slowest, worst["slowest"] = took, f"{name} {seed}"
                if held > peak:
                    peak, worst["peak"] = held, f"{name} {seed}"
                count += 1
                if fault is not None:
                    faults.append({"sample": name, "seed": seed, "fault": fault})
            if time.monotonic() - began > options.seconds:
                break
    return {"examples": count, "samples": len(chosen), "seeds": seed - options.first + 1,
            "slowest": round(slowest, 2), "peak_mb": peak, "worst": worst,
            "faults": faults}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="samples whose names hold this")
    parser.add_argument("--real", action="store_true", help="the offices' real files")
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--examples", type=int, default=10**9, help="of each sample")
    parser.add_argument("--seed", "--first", dest="first", type=int, default=0)
    parser.add_argument("--memory", type=int, default=512, help="MB that may be held at most")
    options = parser.parse_args()
    made = run(options)
    sys.stdout.write(json.dumps(made, indent=1) + "\n")
    assert isinstance(made["peak_mb"], int)
    sys.exit(1 if made["faults"] or made["peak_mb"] > options.memory else 0)


if __name__ == "__main__":
    main()
