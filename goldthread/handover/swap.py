"""One folder put in the place of another in one step: before it the old stands there, after it the
new; whoever is killed in between leaves one of the two."""

import ctypes
import errno
import os
from pathlib import Path
from typing import Final

from goldthread.handover.errors import refusal
from goldthread.register.layout import sync

_HERE: Final = -100  # AT_FDCWD: paths are whole
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


def put(new: Path, place: Path) -> None:
    """Where nothing stands yet, or an empty folder."""
    new.rename(place)
    sync(place.parent)


def exchange(new: Path, place: Path) -> None:
    """Both folders change places at once; `new` then names the old one."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        raise _cannot(place, "renameat2")
    if rename(_HERE, os.fsencode(new), _HERE, os.fsencode(place), _EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise _cannot(place, errno.errorcode.get(number, str(number)))
    sync(place.parent)


def _cannot(place: Path, reason: str) -> Exception:
    return refusal(
        "This file system cannot put one folder in the place of another in one step ({reason}). "
        "Nothing was changed; move {place} aside yourself, then restore without --replace.",
        "此文件系统不能一步替换文件夹（{reason}）。未作任何更改；请先自行移开 {place}，"
        "再不带 --replace 恢复。",
        reason=reason,
        place=place,
    )
