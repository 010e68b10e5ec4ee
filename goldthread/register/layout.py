"""Where everything of the register lies, and the version of that layout.

register/
  format.json                        the version of the layout
  lock                               who writes
  tmp/                               what is being written; swept by the next writer
  loads/<feed>/<000007>/             a load: Parquet files and manifest.json
  sealed/<feed>/current.json         the segments in force
  sealed/<feed>/<segment>/           derived from loads; may be thrown away
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from goldthread.errors import UsageError
from goldthread.register.errors import RegisterError

FORMAT: Final = 1
FEED_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
LOAD_NAME: Final = re.compile(r"[0-9]{6,}")


@dataclass(frozen=True)
class Layout:
    """The folders of one register."""

    root: Path

    @property
    def loads(self) -> Path:
        return self.root / "loads"

    @property
    def sealed(self) -> Path:
        return self.root / "sealed"

    @property
    def tmp(self) -> Path:
        return self.root / "tmp"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def format(self) -> Path:
        return self.root / "format.json"

    def load(self, feed: str, load_id: int) -> Path:
        return self.loads / feed / f"{load_id:06d}"

    def load_names(self) -> Iterator[tuple[str, int]]:
        """Every load: its feed and its number."""
        for feed in _folder_names(self.loads):
            for name in _folder_names(self.loads / feed):
                if LOAD_NAME.fullmatch(name):
                    yield feed, int(name)

    def check_format(self) -> None:
        """Refuse a register that a newer program made."""
        try:
            found = json.loads(self.format.read_text("utf-8"))["format"]
        except FileNotFoundError:
            return
        except NotADirectoryError as error:
            raise RegisterError(
                f"There can be no register in {self.root}: a file is in the way. Give a folder as "
                "the home."
            ) from error
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise RegisterError(
                f"{self.format} cannot be read ({error}); restore it from a copy of the register."
            ) from error
        if found != FORMAT:
            raise RegisterError(
                f"The register in {self.root} has format {found}; this program knows format "
                f"{FORMAT}. Use the version of Goldthread that made it, or a newer one."
            )

    def create(self) -> None:
        """Make the folders of an absent register."""
        for folder in (self.loads, self.sealed, self.tmp):
            folder.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Remove what dead writers left, and say the format; only for the holder of the lock."""
        for leftover in self.tmp.iterdir():
            remove(leftover)
        if not self.format.exists():
            write_durably(self.format, json.dumps({"format": FORMAT}) + "\n", self.tmp)

    def scratch(self, purpose: str) -> Path:
        """A new folder on the register's own file system."""
        return Path(tempfile.mkdtemp(prefix=f"{purpose}-", dir=self.tmp))


def check_feed(feed: str) -> str:
    """The feed's name, or an error that says what a name may be."""
    if not FEED_NAME.fullmatch(feed):
        raise UsageError(
            f"{feed!r} cannot be the name of a feed: use letters, digits, '.', '_' and '-', "
            "beginning with a letter or a digit, at most 64 characters."
        )
    return feed


def folders(parent: Path) -> list[Path]:
    """The folders in a folder, by name; none when it is absent."""
    return [parent / name for name in _folder_names(parent)]


def _folder_names(parent: Path) -> list[str]:
    try:
        with os.scandir(parent) as entries:
            return sorted(entry.name for entry in entries if entry.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def remove(path: Path) -> None:
    """Remove a file or a folder with all it holds."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Bring a file or a folder safely to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, text: str, aside: Path) -> None:
    """Put a small file in place in one step: a reader sees the old text or the new.

    It is written in the folder `aside` of the same file system first.
    """
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.", dir=aside)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(path.parent)
