"""A home made again from its backup: read through, written beside, proved, put in place.

Until the last step nothing of the old home is touched. With SQLite that step is one rename. With
PostgreSQL the ledger is made in one transaction, whose commit follows the rename at once.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connections, transaction

from goldthread.handover import places, swap
from goldthread.handover.archive import FULL, Archive, Progress, opened, unheard
from goldthread.handover.backup import FORM, KIND
from goldthread.handover.errors import HandoverRefused, refusal
from goldthread.handover.filling import check_steps, fill
from goldthread.handover.tables import connected
from goldthread.register.layout import remove
from goldthread.register.store import Register
from goldthread.workflow import log, verify
from goldthread.workflow.database import databases

BESIDE = ".restoring-"


@dataclass(frozen=True)
class Restored:
    """`aside`: where the home that stood there before lies now, and its tables' schema."""

    home: str
    made_at: str
    loads: int
    rows: int
    sequence: int
    head: str
    aside: str = ""
    schema_aside: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def restore(
    path: Path,
    home: Path,
    *,
    url: str | None = None,
    replace: bool = False,
    progress: Progress = unheard,
) -> Restored:
    """Make the home of the backup at `path`; `url` is the PostgreSQL that takes its ledger.

    Raises HandoverRefused, with nothing changed, for a file that is not whole, a home that is in
    use, and, unless `replace`, a home or a database that is not empty.
    """
    home = home.absolute()
    with opened(path, KIND, FORM) as archive:
        _check_place(home, replace=replace)
        _check_room(archive, home)
        _sweep(home)
        with _explained(home), _beside(home) as draft:
            _extract(archive, draft, progress)
            _check_register(archive, draft)
            Register(draft).reseal()
            settings = databases(draft, url)["default"]
            if settings["ENGINE"].endswith("postgresql"):
                return _into_server(archive, draft, home, settings, replace, progress)
            with connected(settings) as alias:
                _ledger(archive, alias, progress)
                with connections[alias].cursor() as cursor:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return _told(archive, home, _place(draft, home))


def _check_place(home: Path, *, replace: bool) -> None:
    if not home.exists() or (home.is_dir() and not any(home.iterdir())):
        return
    if not home.is_dir():
        raise refusal(
            "{home} is a file, not a folder. Give the folder of the site with --into.",
            "{home} 是文件而不是文件夹。请用 --into 给出站点文件夹。",
            home=home,
        )
    with places.nobody_at_work(home):
        if not replace:
            raise refusal(
                "There is a site in {home}, or other files. Nothing was changed: restore into "
                "another folder with --into, or put the backup in its place with --replace, which "
                "keeps the old one beside it.",
                "{home} 中已有站点或其他文件。未作任何更改：请用 --into 恢复到其他文件夹，"
                "或用 --replace 替换，原站点会保留在旁边。",
                home=home,
            )


def _check_room(archive: Archive, home: Path) -> None:
    """A disk that is too small is told before it is filled."""
    parent = next(each for each in home.parents if each.exists())
    if shutil.disk_usage(parent).free < archive.size:
        raise _full(home)


def _full(home: Path) -> HandoverRefused:
    return refusal(
        "The disk of {home} has not enough room for this backup. Nothing was changed; free some "
        "space, or restore to another disk with --into.",
        "{home} 所在磁盘空间不足以恢复此备份。未作任何更改；请清理空间，或用 --into 换一磁盘。",
        home=home,
    )


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise _full(home) from error
        raise refusal(
            "{home} cannot be written ({reason}). Nothing was changed.",
            "无法写入 {home}（{reason}）。未作任何更改。",
            home=home,
            reason=error.strerror or error,
        ) from error


def _sweep(home: Path) -> None:
    """Remove what a restore that was killed left; a living one holds its folder."""
    for left in sorted(home.parent.glob(f".{home.name}{BESIDE}*")):
        with _held(left):
            remove(left)


@contextmanager
def _held(draft: Path) -> Iterator[None]:
    handle = os.open(draft, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise refusal(
            "Another restore into {home} is running. Nothing was changed; wait until it has ended.",
            "另一项恢复正在进行（{home}）。未作任何更改，请待其结束。",
            home=draft.parent / draft.name.removeprefix(".").partition(BESIDE)[0],
        ) from error
    finally:
        os.close(handle)


@contextmanager
def _beside(home: Path) -> Iterator[Path]:
    """A folder on the home's own file system, gone afterwards unless it was put in place."""
    home.parent.mkdir(parents=True, exist_ok=True)
    draft = home.parent / f".{home.name}{BESIDE}{uuid4().hex[:8]}"
    draft.mkdir(mode=0o700)
    try:
        with _held(draft):
            yield draft
    finally:
        if draft.exists():
            remove(draft)


def _extract(archive: Archive, draft: Path, progress: Progress) -> None:
    """Names were checked when the archive was opened; only two beginnings lead to a file."""
    for name in archive.members:
        if name.startswith("home/"):
            archive.extract(name, draft / name.removeprefix("home/"), progress)
        elif name.startswith(places.REGISTER_PREFIX):
            archive.extract(name, draft / name, progress)


def _check_register(archive: Archive, draft: Path) -> None:
    found = Register(draft).verify()
    manifests = Register(draft).manifests() if found.whole else []
    stated = archive.manifest["register"]
    last = manifests[-1].sha256 if manifests else ""
    if found.whole and (len(manifests), last) == (stated["loads"], stated["last"]):
        return
    told = found.findings[0] if found.findings else f"{len(manifests)} of {stated['loads']} loads"
    raise _not_whole(archive, told)


def _ledger(archive: Archive, alias: str, progress: Progress) -> None:
    check_steps(archive, alias)
    fill(archive, alias, progress)
    stated = archive.manifest["ledger"]["head"]
    promised = log.Head(int(stated["sequence"]), str(stated["hash"]))
    findings = verify.verify_ledger(alias, published=(promised,))
    if findings is None or findings or log.head(alias) != promised:
        told = findings[0].message if findings else "the log ends elsewhere"
        raise _not_whole(archive, told)


def _not_whole(archive: Archive, told: str) -> HandoverRefused:
    return refusal(
        "What {path} holds does not prove itself: {told} Nothing was changed; take an earlier "
        "backup.",
        "{path} 的内容未通过校验：{told} 未作任何更改，请使用更早的备份。",
        path=archive.path,
        told=told,
    )


def _place(draft: Path, home: Path) -> str:
    """Put the new home in place; gives where the old one lies now."""
    if not home.exists() or not any(home.iterdir()):
        swap.put(draft, home)
        return ""
    with places.nobody_at_work(home):
        swap.exchange(draft, home)
    aside = _free_name(home)
    draft.rename(aside)
    return str(aside)


def _free_name(home: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return home.with_name(f"{home.name}.before-{stamp}-{uuid4().hex[:4]}")


def _into_server(
    archive: Archive,
    draft: Path,
    home: Path,
    settings: Mapping[str, Any],
    replace: bool,
    progress: Progress,
) -> Restored:
    with connected(settings) as alias, transaction.atomic(using=alias):
        schema = _make_way(alias, home, replace=replace)
        _ledger(archive, alias, progress)
        aside = _place(draft, home)
    return _told(archive, home, aside, schema)


def _make_way(alias: str, home: Path, *, replace: bool) -> str:
    """An empty schema to write in; the tables that stood there are kept under another name."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if not connection.introspection.table_names(cursor):
            return ""
        if not replace:
            raise refusal(
                "The database that DATABASE_URL names has tables already. Nothing was changed: "
                "give an empty database, or --replace, which keeps the old tables in a schema.",
                "DATABASE_URL 所指数据库中已有数据表。未作任何更改：请给出空数据库，"
                "或用 --replace，原有数据表会保留在另一个模式中。",
            )
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise places.in_use(home)
        aside = f"before_{datetime.now(UTC):%Y%m%d_%H%M%S}_{uuid4().hex[:4]}"
        cursor.execute(f"ALTER SCHEMA public RENAME TO {aside}")
        cursor.execute("CREATE SCHEMA public")
    return aside


def _told(archive: Archive, home: Path, aside: str, schema: str = "") -> Restored:
    manifest = archive.manifest
    ledger = manifest["ledger"]
    return Restored(
        str(home),
        str(manifest["made_at"]),
        int(manifest["register"]["loads"]),
        sum(int(table["rows"]) for table in ledger["tables"]),
        int(ledger["head"]["sequence"]),
        str(ledger["head"]["hash"]),
        aside,
        schema,
    )
