"""Everything of a home in one file, as it stood at one moment, while the site goes on.

The ledger is read first, in one snapshot; the loads and files after it. Loads never change or go
away, so what the ledger speaks of is there, and a file that a row names was stored before the row.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connections

from goldthread import __version__
from goldthread.handover import places, tables
from goldthread.handover.archive import Progress, Writer, unheard, writing
from goldthread.handover.errors import refusal
from goldthread.register.columns import fingerprint
from goldthread.register.store import Register
from goldthread.workflow import log

KIND, FORM = "goldthread-backup", 1


@dataclass(frozen=True)
class Backup:
    """What was written. `sequence` and `head`: where the log of events ended at that moment."""

    path: str
    bytes: int
    members: int
    loads: int
    rows: int
    sequence: int
    head: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def backup(
    home: Path,
    path: Path,
    *,
    database: Mapping[str, Any] | None = None,
    secrets: bool = False,
    progress: Progress = unheard,
) -> Backup:
    """Write the backup of a home to `path`, whole or not at all.

    `database` are the ledger's settings (the default connection's). Passwords of people and of
    their authenticators are in it, in the form the site keeps them; `secrets` also takes along
    what `settings.toml` keeps to itself.
    """
    _refuse_inside(home, path)
    settings = database or connections["default"].settings_dict
    with writing(path, progress) as (writer, manifest):
        manifest |= {
            "kind": KIND,
            "form": FORM,
            "program": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        manifest["ledger"] = _ledger(writer, settings)
        manifest["register"] = _register(writer, home)
        _files(writer, home, secrets)
    ledger = manifest["ledger"]
    return Backup(
        str(path),
        path.stat().st_size,
        len(manifest["members"]),
        manifest["register"]["loads"],
        sum(table["rows"] for table in ledger["tables"]),
        ledger["head"]["sequence"],
        ledger["head"]["hash"],
    )


def _refuse_inside(home: Path, path: Path) -> None:
    if path.resolve().is_relative_to(home.resolve()):
        raise refusal(
            "The backup would lie inside the home that it saves ({home}). Write it elsewhere, "
            "best on another disk.",
            "备份文件会落在所备份的站点目录 {home} 内。请写到别处，最好是另一块磁盘。",
            home=home,
        )


def _ledger(writer: Writer, settings: Mapping[str, Any]) -> dict[str, Any]:
    with tables.snapshot(settings) as alias:
        told = []
        for model in tables.ledger_models():
            counted = _Counted()
            name = f"ledger/{model._meta.db_table}.jsonl"
            writer.add(name, counted.through(tables.lines_of(model, alias)))
            told.append(tables.described(model) | {"rows": counted.rows})
        head = log.head(alias)
        return {
            "steps": tables.applied(alias),
            "tables": told,
            "head": {"sequence": head.sequence, "hash": head.hash},
        }


class _Counted:
    def __init__(self) -> None:
        self.rows = 0

    def through(self, blocks: Any) -> Any:
        for block in blocks:
            self.rows += block.count(b"\n")
            yield block


def _register(writer: Writer, home: Path) -> dict[str, Any]:
    """A manifest's hash holds the one before, so the last one's holds them all."""
    manifests = Register(home).manifests()
    known = {manifest.load: manifest for manifest in manifests}
    if any(each.schema_fingerprint != fingerprint() for each in manifests):
        raise _of_another_version(home)
    for name, path in places.load_files(home):
        _prefix, *parts = name.split("/")
        load = known.get(int(parts[2])) if len(parts) > 2 else None
        if load is None and len(parts) > 2:  # it came after the manifests were read
            continue
        writer.add_file(name, path, packed=path.suffix != ".parquet")
        stated = load.files.get(path.name) if load else None
        if stated and writer.members[name]["sha256"] != stated.sha256:
            raise _altered(path)
    return {"loads": len(manifests), "last": manifests[-1].sha256 if manifests else ""}


def _of_another_version(home: Path) -> Exception:
    return refusal(
        "The register in {home} was made by another version of Goldthread; a backup of it could "
        "not be restored by this one. Make it with the version that wrote the register.",
        "{home} 中的登记簿由其他版本的 Goldthread 制作，本程序无法恢复其备份。请用原版本备份。",
        home=home,
    )


def _altered(path: Path) -> Exception:
    return refusal(
        "{path} is not what was loaded: its bytes have changed on the disk, and a backup of it "
        "could not be restored. `goldthread verify` shows all that is damaged; restore the load "
        "from an earlier backup.",
        "{path} 与装载时不符，磁盘上的内容已改变，其备份无法恢复。"
        "请运行 goldthread verify 查看全部损坏之处，并从更早的备份恢复该次装载。",
        path=path,
    )


def _files(writer: Writer, home: Path, secrets: bool) -> None:
    text = places.settings_text(home, secrets=secrets)
    if text is not None:
        writer.add(f"home/{places.SETTINGS}", [text.encode()])
    for name, path in places.own_files(home, secrets=secrets):
        try:
            writer.add_file(f"home/{name}", path, packed=not name.startswith("files/"))
        except FileNotFoundError:  # what nobody names may be pruned meanwhile
            continue
