"""What `bench ingest` runs, each in a process of its own: as little as possible is imported."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from goldthread.readers.base import SourceFile
    from goldthread.register.parquet import TableFile


def inflate(*paths: str) -> None:
    """The limit: inflate every member with ISA-L, 128 KB at a time, and check its CRC."""
    import zipfile

    from isal import isal_zlib

    for path in paths:
        with zipfile.ZipFile(path) as archive:
            info = archive.infolist()[0]
        with Path(path).open("rb") as file:
            file.seek(info.header_offset + 26)
            lengths = file.read(4)
            name, extra = lengths[:2], lengths[2:]
            file.seek(int.from_bytes(name, "little") + int.from_bytes(extra, "little"), 1)
            left, crc, inflating = info.compress_size, 0, isal_zlib.decompressobj(wbits=-15)
            while left:
                block = file.read(min(131_072, left))
                left -= len(block)
                crc = isal_zlib.crc32(inflating.decompress(block), crc)
        assert crc == info.CRC


def parquet(folder: str, *paths: str) -> None:
    """Every table of the files in Parquet, by the register's own writer."""
    _write(Path(folder), paths, strict=False)


def parquet_by_lxml(folder: str, *paths: str) -> None:
    """The same by the lxml backend alone."""
    _write(Path(folder), paths, strict=True)


def register(home: str, *paths: str) -> None:
    """A whole load: hashing, parsing, versions, Parquet, manifest, all on the disk."""
    from goldthread.readers.uspto_grant import UsptoGrant
    from goldthread.register.store import Register

    Register(Path(home)).load(UsptoGrant(), [Path(path) for path in paths])


def _write(folder: Path, paths: tuple[str, ...], *, strict: bool) -> None:
    from goldthread.readers.base import no_progress
    from goldthread.readers.uspto_grant import UsptoGrant

    files = [_source(number, Path(path)) for number, path in enumerate(paths)]
    made: dict[str, TableFile] = {}
    for batch in UsptoGrant(strict=strict).read(files, no_progress):
        _add(folder, made, batch.tables)
    for file in made.values():
        file.close()


def _add(folder: Path, made: "dict[str, TableFile]", tables: "dict[str, pa.Table]") -> None:
    # Imported when the first rows are there: the file is being inflated meanwhile.
    from goldthread.register.parquet import TableFile

    for name, table in tables.items():
        if name not in made:
            made[name] = TableFile(folder / f"{name}.parquet", table.schema)
        made[name].add(table)


def _source(number: int, path: Path) -> "SourceFile":
    from goldthread.readers.base import SourceFile

    return SourceFile(number, path, path.name, "", path.stat().st_size, "application/zip")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
