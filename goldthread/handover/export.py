"""Everything of a site in open formats, for whoever goes on without this program.

The register as Parquet and CSV, the ledger as JSON Lines with a dictionary of its columns, the
files by their hash with an index. What gives access (passwords, second factors, tokens) stays.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import duckdb
from defusedcsv import csv as guarded
from django.db import connections, models

from goldthread.handover import places, tables
from goldthread.handover.archive import FULL, Progress, unheard
from goldthread.handover.errors import refusal
from goldthread.programme.models import Evidence
from goldthread.readers.schema import TABLES
from goldthread.register.layout import remove, sync
from goldthread.register.store import Register
from goldthread.workflow.lifecycle import Lifecycle

KEPT_BACK: Final = (
    "mfa_authenticator",
    "socialaccount_socialtoken",
    "socialaccount_socialapp",
    "account_emailconfirmation",
)
KEPT_BACK_COLUMNS: Final = ("password",)
MEMORY: Final = "512MB"
_SUMS: Final = "SHA256SUMS"
_FORMULA: Final = r"^[=+\-@\t\r]"


@dataclass(frozen=True)
class Export:
    folder: str
    files: int
    bytes: int
    records: int
    rows: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def export(
    home: Path,
    folder: Path,
    *,
    database: Mapping[str, Any] | None = None,
    progress: Progress = unheard,
) -> Export:
    """Write everything of a home into a new folder, whole or not at all."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refusal(
            "{folder} is not empty. Nothing was written; give a new folder.",
            "{folder} 不是空文件夹。未写出任何内容，请另给一个新文件夹。",
            folder=folder,
        )
    settings = database or connections["default"].settings_dict
    with _aside(folder) as draft:
        with tables.snapshot(settings) as alias:
            rows = _ledger(draft / "ledger", alias, progress)
            _index(draft / "files" / "index.csv", alias)
        records = _register(home, draft / "register", draft / "scratch", progress)
        remove(draft / "scratch")
        _files(home, draft, progress)
        (draft / "README.md").write_text(_README, "utf-8")
        count, size = _sums(draft)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
        sync(folder.parent)
    return Export(str(folder), count, size, records, rows)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    draft = folder.parent / f".{folder.name}.exporting-{uuid4().hex[:8]}"
    try:
        for name in ("ledger", "files", "register", "scratch"):
            (draft / name).mkdir(mode=0o700, parents=True)
        yield draft
    except (OSError, duckdb.IOException) as error:
        full = isinstance(error, OSError) and error.errno in FULL
        if not full and "No space left" not in str(error):
            raise
        raise refusal(
            "The disk of {folder} is full: nothing was exported. Free some space, or export to "
            "another disk.",
            "{folder} 所在磁盘已满，未导出任何内容。请清理空间或导出到其他磁盘。",
            folder=folder,
        ) from error
    finally:
        if draft.exists():
            remove(draft)


def _ledger(folder: Path, alias: str, progress: Progress) -> int:
    total, dictionary = 0, list[dict[str, Any]]()
    for model in tables.ledger_models():
        table = str(model._meta.db_table)
        if table in KEPT_BACK:
            continue
        fields = [f for f in model._meta.concrete_fields if f.column not in KEPT_BACK_COLUMNS]
        dictionary += [_said_of(model, field) for field in fields]
        total += _table(folder / f"{table}.jsonl", model, alias, progress)
    with (folder / "dictionary.csv").open("w", encoding="utf-8", newline="") as out:
        writer = guarded.DictWriter(out, _HEADINGS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(dictionary)
    states = {
        model._meta.db_table: [
            {"state": state.name, **state.titles} for state in model.machine.states
        ]
        for model in tables.ledger_models()
        if issubclass(model, Lifecycle)
    }
    (folder / "states.json").write_text(json.dumps(states, ensure_ascii=False, indent=1), "utf-8")
    return total


def _table(path: Path, model: type[models.Model], alias: str, progress: Progress) -> int:
    names = [column.name for column in tables.columns_of(model)]
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for row in tables.rows_of(model, alias):
            count += 1
            shown = {
                name: value
                for name, value in zip(names, row, strict=True)
                if name not in KEPT_BACK_COLUMNS
            }
            line = json.dumps(shown, ensure_ascii=False) + "\n"
            out.write(line)
            progress(len(line))
    return count


_HEADINGS: Final = ("table", "column", "kind", "may_be_empty", "names", "means", "of")


def _said_of(model: type[models.Model], field: Any) -> dict[str, Any]:
    named = field.related_model._meta.db_table if field.is_relation else ""
    doc = (model.__doc__ or "").strip().split("\n")[0]
    return {
        "table": model._meta.db_table,
        "column": field.column,
        "kind": tables.kind_of(field),
        "may_be_empty": "yes" if field.null or getattr(field, "blank", False) else "no",
        "names": named,
        "means": str(field.help_text or field.verbose_name),
        "of": "" if doc.startswith(f"{model.__name__}(") else doc,
    }


def _index(path: Path, alias: str) -> None:
    """Which row names which file."""
    rows = Evidence._base_manager.using(alias).order_by("pk")
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = guarded.writer(out, lineterminator="\n")
        writer.writerow(("sha256", "name", "bytes", "media_type", "evidence"))
        columns = ("sha256", "name", "size", "media_type", "pk")
        writer.writerows(rows.values_list(*columns).iterator(chunk_size=2_000))


def _register(home: Path, folder: Path, scratch: Path, progress: Progress) -> int:
    """The tables as known now, and the loads they come from as they were written."""
    register = Register(home)
    manifests = register.manifests()
    with (folder / "loads.jsonl").open("w", encoding="utf-8") as out:
        for manifest in manifests:
            out.write(json.dumps(manifest.as_dict(), ensure_ascii=False) + "\n")
    known = register.known()
    records = 0
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MEMORY}'")
        connection.execute(f"SET temp_directory = {_quoted(scratch)}")
        connection.execute("SET preserve_insertion_order = false")
        for name in TABLES if manifests else ():
            select = register.relation(name, known)
            records += _out(connection, select, folder / name)
            progress((folder / f"{name}.parquet").stat().st_size)
    for name, path in places.load_files(home):
        if "/loads/" in name:
            target = folder.parent / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return records


def _out(connection: Any, select: str, stem: Path) -> int:
    """One table as Parquet, and as CSV whose texts no spreadsheet takes for formulas."""
    parquet = _quoted(stem.with_suffix(".parquet"))
    connection.execute(f"COPY ({select}) TO {parquet} (FORMAT parquet, COMPRESSION zstd)")
    described = connection.execute(f"DESCRIBE SELECT * FROM {parquet}").fetchall()
    columns = ", ".join(_column(name, kind) for name, kind, *_ in described)
    connection.execute(
        f"COPY (SELECT {columns} FROM {parquet}) TO {_quoted(stem.with_suffix('.csv'))} (HEADER)"
    )
    return int(connection.execute(f"SELECT count(*) FROM {parquet}").fetchone()[0])


def _column(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    if kind == "BLOB":
        return f"lower(hex({quoted})) AS {quoted}"
    if kind != "VARCHAR":
        return quoted
    guard = f"CASE WHEN regexp_matches({quoted}, '{_FORMULA}') THEN '''' || {quoted} ELSE {quoted}"
    return f"{guard} END AS {quoted}"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _files(home: Path, draft: Path, progress: Progress) -> None:
    for name, path in places.own_files(home):
        if name.startswith("peers/"):
            continue
        target = draft / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        progress(target.stat().st_size)


def _sums(draft: Path) -> tuple[int, int]:
    """The hash of every file, as `sha256sum -c SHA256SUMS` checks them."""
    paths = sorted(path for path in draft.rglob("*") if path.is_file())
    with (draft / _SUMS).open("w", encoding="utf-8") as out:
        for path in paths:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            out.write(f"{digest}  {path.relative_to(draft).as_posix()}\n")
    return len(paths), sum(path.stat().st_size for path in paths)


_README: Final = """# A site of Goldthread, in open formats

- `register/`: the records as known when this was written, each table as Parquet (exact) and as CSV
  (a text that a spreadsheet would take for a formula begins with an apostrophe there); `loads/`
  every delivery as it was stored, `loads.jsonl` what came with each.
- `ledger/`: every table of the work ledger as JSON Lines, one row a line. `dictionary.csv` says
  what each column is and which table it names; `states.json` the states by table, in English and
  Chinese. `workflow_event.jsonl` is the log of all that happened, each event with the hash of the
  one before. Times are ISO 8601 with their offset, decimal numbers are texts, bytes are base64.
- `files/`: evidence by the SHA-256 of its bytes; `index.csv` says what each is called.
- `indicators/`, `workdays.yaml` and other files of the site's own, as they were.
- `SHA256SUMS`: check all with `sha256sum -c SHA256SUMS`.

Passwords, second factors and tokens are not here; `goldthread backup` keeps them.
"""
