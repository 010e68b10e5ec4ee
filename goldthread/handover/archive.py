"""The one file that is carried: a ZIP whose last member, the manifest, knows every other's hash.

Any program opens it. It is written beside its place and appears by one rename; what is read is
held against the manifest while it streams, within the sizes that the manifest states.
"""

import errno
import hashlib
import json
import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from goldthread.handover.errors import refusal
from goldthread.register.layout import sync

MANIFEST: Final = "manifest.json"
BLOCK: Final = 1 << 20
LARGEST_MANIFEST: Final = 256 << 20
MOST_MEMBERS: Final = 5_000_000
LARGEST_RATIO: Final = 400  # rows of a ledger deflate to a thirtieth; a bomb to a thousandth
RATIO_FREE: Final = 16 << 20  # below it, a member may be as hollow as it likes
NAME: Final = re.compile(r"\w[\w. ()+,@-]*(/\w[\w. ()+,@-]*)*")
FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError),
    *(ValueError, OverflowError, RuntimeError, NotImplementedError, RecursionError),
)
"""All that reading an archive raises whose bytes are not those that were written."""

Progress = Callable[[int], None]


def unheard(_: int) -> None:
    """The progress of somebody who does not look."""


class Writer:
    """Members are added one after the other; `members` says what stands in the manifest."""

    def __init__(self, archive: zipfile.ZipFile, progress: Progress) -> None:
        self._archive, self._progress = archive, progress
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, blocks: Iterable[bytes], *, packed: bool = True) -> None:
        """A member from its bytes as they come; `packed`: worth compressing."""
        if not NAME.fullmatch(name):
            raise _odd_name(name)
        info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as out:
            for block in blocks:
                digest.update(block)
                size += len(block)
                out.write(block)
                self._progress(len(block))
        self.members[name] = {"sha256": digest.hexdigest(), "bytes": size}

    def add_file(self, name: str, path: Path, *, packed: bool = True) -> None:
        with path.open("rb") as file:
            self.add(name, iter(lambda: file.read(BLOCK), b""), packed=packed)


@contextmanager
def writing(path: Path, progress: Progress = unheard) -> Iterator[tuple[Writer, dict[str, Any]]]:
    """A writer and the manifest to be filled; the file appears when all went well, or never."""
    try:
        with _aside(path) as draft:
            with zipfile.ZipFile(draft, "w", compresslevel=3) as archive:
                writer, manifest = Writer(archive, progress), dict[str, Any]()
                yield writer, manifest
                manifest["members"] = writer.members
                archive.writestr(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False))
            sync(draft)
            draft.replace(path)
            sync(path.parent)
    except OSError as error:
        raise _not_written(path, error) from error


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _not_written(path: Path, error: OSError) -> Exception:
    if error.errno in FULL:
        return refusal(
            "The disk of {folder} is full: {path} was not written, and what stood there before "
            "still does. Free some space, or write to another disk.",
            "{folder} 所在磁盘已满：未写出 {path}，原有文件未变。请清理空间或写到其他磁盘。",
            folder=path.parent,
            path=path.name,
        )
    return refusal(
        "{path} cannot be written ({reason}). Nothing was changed.",
        "无法写出 {path}（{reason}），未作任何更改。",
        path=path,
        reason=error.strerror or error,
    )


def _odd_name(name: str) -> Exception:
    return refusal(
        "{name!r} cannot be carried along: use letters, digits, spaces and . _ - + , ( ) @ in its "
        "name. Rename it and begin again.",
        "无法携带文件 {name!r}：文件名只能用文字、数字、空格和 . _ - + , ( ) @。请改名后重试。",
        name=name[:120],
    )


class Archive:
    """An archive whose list of members was checked; their bytes are checked as they are read."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
        self.path, self.manifest = path, manifest
        self._archive = archive
        self.members: Mapping[str, Mapping[str, Any]] = manifest["members"]

    @property
    def size(self) -> int:
        return sum(int(member["bytes"]) for member in self.members.values())

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a member; the last block comes only after the hash has been compared."""
        stated, digest, size, held = self.members[name], hashlib.sha256(), 0, b""
        try:
            with self._archive.open(name) as file:
                while block := file.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    if size > stated["bytes"]:
                        raise damaged(self.path, name)
                    if held:
                        yield held
                    held = block
        except BROKEN as error:
            raise damaged(self.path, name) from error
        if (size, digest.hexdigest()) != (stated["bytes"], stated["sha256"]):
            raise damaged(self.path, name)
        if held:
            yield held

    def text(self, name: str, limit: int = LARGEST_MANIFEST) -> str:
        if self.members[name]["bytes"] > limit:
            raise bomb(self.path, name)
        return b"".join(self.blocks(name)).decode()

    def extract(self, name: str, target: Path, progress: Progress = unheard) -> None:
        """Write a member to a new file; the caller chose the path, never the archive."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            for block in self.blocks(name):
                out.write(block)
                progress(len(block))
            out.flush()
            os.fsync(out.fileno())

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member, without their ends."""
        rest = b""
        for block in self.blocks(name):
            *whole, rest = (rest + block).split(b"\n")
            yield from whole
        if rest:
            yield rest

    def check(self, progress: Progress = unheard) -> None:
        """Read every member through, so that what follows begins with a sound file."""
        for name in self.members:
            for block in self.blocks(name):
                progress(len(block))


@contextmanager
def opened(path: Path, kind: str, form: int) -> Iterator[Archive]:
    """The archive of a kind; refuses what is cut short, altered, hollow or made by a newer form."""
    try:
        file: IO[bytes] = path.open("rb")
    except OSError as error:
        raise refusal(
            "{path} cannot be read ({reason}).",
            "无法读取 {path}（{reason}）。",
            path=path,
            reason=error.strerror or error,
        ) from error
    with file:
        try:
            archive = zipfile.ZipFile(file)
        except BROKEN as error:
            raise _no_archive(path) from error
        with archive:
            manifest = _manifest(path, archive)
            _check_kind(path, manifest, kind, form)
            _check_members(path, archive, manifest["members"])
            yield Archive(path, archive, manifest)


def _manifest(path: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > LARGEST_MANIFEST or _hollow(info):
            raise bomb(path, MANIFEST)
        found = json.loads(archive.read(info))
        members = found["members"]
        sound = all(
            isinstance(member["bytes"], int) and isinstance(member["sha256"], str)
            for member in members.values()
        )
    except (KeyError, TypeError, AttributeError, *BROKEN) as error:
        raise _no_archive(path) from error
    if not sound:
        raise _no_archive(path)
    return dict(found)


def _check_kind(path: Path, manifest: Mapping[str, Any], kind: str, form: int) -> None:
    if manifest.get("kind") != kind:
        raise refusal(
            "{path} is no {kind}: it says that it is {found!r}. Give the right file.",
            "{path} 不是所需文件（{kind}），其自述类型为 {found!r}。请给出正确的文件。",
            path=path,
            kind=kind,
            found=str(manifest.get("kind"))[:40],
        )
    if manifest.get("form") != form:
        raise refusal(
            "{path} has the form {found}; this program reads form {form}. Use the version of "
            "Goldthread that made it, or a newer one.",
            "{path} 的格式版本为 {found}，本程序只读版本 {form}。请使用制作它的或更新的程序版本。",
            path=path,
            found=str(manifest.get("form"))[:20],
            form=form,
        )


def _check_members(
    path: Path, archive: zipfile.ZipFile, stated: Mapping[str, Mapping[str, Any]]
) -> None:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise bomb(path, MANIFEST)
    names = [info.filename for info in infos if info.filename != MANIFEST]
    for info in infos:
        if not NAME.fullmatch(info.filename):
            raise refusal(
                "{path} holds a file with the name {name!r}, which would lie outside its place. "
                "Nothing was read from it; ask who sent it.",
                "{path} 内有文件名 {name!r}，会写到规定位置之外。未读取其中内容，请询问发送人。",
                path=path,
                name=info.filename[:120],
            )
        if _hollow(info):
            raise bomb(path, info.filename)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(path, info.filename)
    if sorted(names) != sorted(stated):
        raise damaged(path, MANIFEST)
    for info in infos:
        if info.filename != MANIFEST and info.file_size != stated[info.filename]["bytes"]:
            raise damaged(path, info.filename)


def _hollow(info: zipfile.ZipInfo) -> bool:
    return info.file_size > RATIO_FREE and info.file_size > LARGEST_RATIO * info.compress_size


def damaged(path: Path, name: str) -> Exception:
    return refusal(
        "{path} is damaged or was altered: {name} does not have the content that was written. "
        "Nothing was changed; fetch the file again from where it was made.",
        "{path} 已损坏或被改动：{name} 与写入时的内容不符。未作任何更改，请从制作处重新取得。",
        path=path,
        name=name,
    )


def bomb(path: Path, name: str) -> Exception:
    return refusal(
        "{path} would grow far beyond what such a file holds ({name}). Nothing was read from it; "
        "ask who sent it.",
        "{path} 展开后远超此类文件应有的大小（{name}）。未读取其中内容，请询问发送人。",
        path=path,
        name=name[:120],
    )


def _no_archive(path: Path) -> Exception:
    return refusal(
        "{path} is not whole: it was cut short, or was never made by this program. Nothing was "
        "changed; fetch it again from where it was made.",
        "{path} 不完整：文件被截断，或并非由本程序制作。未作任何更改，请从制作处重新取得。",
        path=path,
    )
