"""What of a home is carried along, what is made again, and whether somebody is at work in it."""

import fcntl
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from goldthread.handover.errors import refusal
from goldthread.register.layout import Layout
from goldthread.workflow.database import LEDGER
from goldthread.workflow.working import LOCK

SETTINGS = "settings.toml"
FILES = "files"
KEYS = "keys"
OWN = ("indicators", "templates", "mappings", "peers", FILES)
"""Folders of the site's own work; what stands directly in the home goes along file by file."""

REGISTER_PREFIX = "register/"
SECRETS = ("secret_key", "password", "client_secret")
_SECRET = re.compile(rf"^\s*({'|'.join(SECRETS)})\s*=")
_PASSING = (".part", ".tmp", ".partial", ".lock", "-wal", "-shm", "-journal")


def own_files(home: Path, *, secrets: bool = False) -> Iterator[tuple[str, Path]]:
    """The site's files beside register and ledger, by name: settings, days, indicators, evidence.

    What is on its way in, or is locked, belongs to a process that is at work.
    """
    for path in sorted(home.iterdir()) if home.is_dir() else ():
        if path.is_file() and _lasting(path) and path.name != SETTINGS:
            yield path.name, path
    for folder in (*OWN, KEYS) if secrets else OWN:
        for path in sorted((home / folder).rglob("*")):
            inside = path.relative_to(home).as_posix()
            if path.is_file() and _lasting(path) and not inside.startswith("files/incoming"):
                yield inside, path


def _lasting(path: Path) -> bool:
    return (
        not path.is_symlink()
        and path.name not in (LEDGER, LOCK)
        and not path.name.endswith(_PASSING)
        and not path.name.startswith(".")
    )


def load_files(home: Path) -> Iterator[tuple[str, Path]]:
    """The loads of the register; segments and cubes are made again from them."""
    layout = Layout(home.absolute() / "register")
    if layout.format.is_file():
        yield f"{REGISTER_PREFIX}format.json", layout.format
    for feed, load in layout.load_names():
        folder = layout.load(feed, load)
        for path in sorted(folder.iterdir()):
            yield f"{REGISTER_PREFIX}loads/{feed}/{folder.name}/{path.name}", path


def settings_text(home: Path, *, secrets: bool) -> str | None:
    """The site's settings; its secrets only where they were asked for."""
    path = home / SETTINGS
    if not path.is_file():
        return None
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if secrets or not _SECRET.match(line))


@contextmanager
def nobody_at_work(home: Path) -> Iterator[None]:
    """Holds what a loading process and a served site hold; refuses while one of them does."""
    with ExitStack() as held:
        for path in (home / LOCK, home / "register" / "lock"):
            if path.exists():
                file = held.enter_context(path.open("r+b"))
                if not _taken(file):
                    raise in_use(home)
        yield


def _taken(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def in_use(home: Path) -> Exception:
    return refusal(
        "The site in {home} is in use: it is being served, or a load is running. Nothing was "
        "changed; end it first, or restore into another folder with --into.",
        "{home} 中的站点正在使用（正在提供服务或装载数据）。未作任何更改；请先停止，"
        "或用 --into 恢复到其他文件夹。",
        home=home,
    )
