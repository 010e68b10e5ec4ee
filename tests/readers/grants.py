"""Grant documents of our own making, and the reading of them."""

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from goldthread.readers.base import Rejected, SourceFile
from goldthread.readers.uspto_grant import UsptoGrant


def document_id(country: str, number: str, kind: str = "", date: str = "") -> str:
    kind = f"<kind>{kind}</kind>" if kind else ""
    date = f"<date>{date}</date>" if date else ""
    number = f"<doc-number>{number}</doc-number>"
    return f"<document-id><country>{country}</country>{number}{kind}{date}</document-id>"


def publication(number: str, kind: str = "B2", date: str = "20180102") -> str:
    return f"<publication-reference>{document_id('US', number, kind, date)}</publication-reference>"


def application(number: str, kind: str = "utility", date: str = "20151119") -> str:
    return (
        f'<application-reference appl-type="{kind}">{document_id("US", number, "", date)}'
        "</application-reference>"
    )


def grant(
    inside: str,
    *,
    dtd: str = "v4.5 2014-04-03",
    declaration: str = '<?xml version="1.0" encoding="UTF-8"?>',
    doctype: str = '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>',
    rest: str = "<description><p>What is it? A thing.</p></description>",
) -> str:
    return (
        f'{declaration}\n{doctype}\n<us-patent-grant lang="EN" dtd-version="{dtd}" country="US">\n'
        f"<us-bibliographic-data-grant>\n{inside}\n</us-bibliographic-data-grant>\n{rest}\n"
        "</us-patent-grant>\n"
    )


def plain(number: int, more: str = "") -> str:
    """A small utility grant; its numbers follow from `number`."""
    title = f"<invention-title>Thing {number}</invention-title>"
    return grant(
        publication(f"{9_000_000 + number:08d}") + application(f"15{number:06d}") + title + more
    )


@dataclass
class Read:
    """Everything a reader gave."""

    tables: dict[str, pa.Table] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    consumed: int = 0

    def rows(self, table: str, **wanted: Any) -> list[dict[str, Any]]:
        """The rows in which these columns have these values."""
        rows = self.tables[table].to_pylist() if table in self.tables else []
        return [row for row in rows if all(row[name] == value for name, value in wanted.items())]

    def only(self, table: str, **wanted: Any) -> dict[str, Any]:
        (row,) = self.rows(table, **wanted)
        return row

    @property
    def reasons(self) -> list[tuple[str, str]]:
        return [(one.locator, one.reason) for one in self.rejected]


def source(path: Path, file_id: int = 0) -> SourceFile:
    size = path.stat().st_size if path.exists() else 0
    return SourceFile(file_id, path, path.name, "", size, "application/xml")


def read(*paths: Path, strict: bool = False) -> Read:
    """Read the files by one reader."""
    found, tables = Read(), {}
    files = [source(path, number) for number, path in enumerate(paths)]

    def progress(consumed: int) -> None:
        found.consumed += consumed

    for batch in UsptoGrant(strict=strict).read(files, progress):
        for name, table in batch.tables.items():
            tables.setdefault(name, []).append(table)
        found.rejected += batch.rejected
        found.skipped += batch.skipped
        found.unknown += batch.unknown
    found.tables = {name: pa.concat_tables(parts) for name, parts in tables.items()}
    return found


def read_text(folder: Path, *documents: str, strict: bool = False) -> Read:
    """Read documents from a plain file."""
    path = folder / "ipg.xml"
    path.write_text("".join(documents), "utf-8")
    return read(path, strict=strict)


def zipped(path: Path, **members: bytes) -> Path:
    """A ZIP of members named with two underscores for the dot: `ipg__xml=b"..."`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return path
