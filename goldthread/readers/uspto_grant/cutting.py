"""Cutting large files in a process of their own: unpacking and parsing then share no lock.

The process is a plain interpreter that loads neither pyarrow nor lxml; it sends the cuts through
a pipe, which also holds it back when the reader is behind.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Sequence
from typing import IO, Any, Final

from goldthread.errors import GoldthreadError
from goldthread.readers.base import ReadError, SourceFile
from goldthread.readers.uspto_grant.cut import Cut

_COMMAND: Final = "from goldthread.readers.uspto_grant.unpacking import main; main()"
_PIPE_BYTES: Final = 1 << 20
# glibc's allocator keeps what was freed: else a fifth of the time goes into mapping pages again.
_KEEP: Final = dict.fromkeys(("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"), str(32 << 20))
END, CUT, REFUSED = "end", "cut", "refused"  # the kinds of frames


def cuts_elsewhere(files: Sequence[SourceFile]) -> Generator[Cut, None, None]:
    """`source.cuts`, made by another process from now on; it ends when the iterator is left."""
    made = _elsewhere(files)
    next(made)
    return made


def _elsewhere(files: Sequence[SourceFile]) -> Generator[Cut, None, None]:
    process = _started(files)
    assert process.stdout is not None
    try:
        yield Cut(-1)  # for whom has started us
        while (frame := _received(process.stdout)) is not None:
            kind, content, data = frame
            if kind == END:
                return
            if kind == REFUSED:
                raise ReadError(content)
            content.data = data
            yield content
        raise GoldthreadError(
            f"the process that unpacks {', '.join(file.name for file in files)} was ended before "
            "it was ready; load the files again"
        )
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _started(files: Sequence[SourceFile]) -> "subprocess.Popen[bytes]":
    modules = os.pathsep.join(path for path in sys.path if path)
    environment = os.environ | _KEEP | {"PYTHONPATH": modules}
    process = subprocess.Popen(  # noqa: S603 (this very interpreter, our own code)
        [sys.executable, "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    _widen(process.stdout)
    pickle.dump(list(files), process.stdin)
    process.stdin.close()
    return process


def _widen(pipe: IO[bytes]) -> None:
    """A larger pipe means fewer changes between the processes; where it is refused, so be it."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _received(pipe: IO[bytes]) -> tuple[str, Any, bytes] | None:
    """The next frame; None when the other process ended within one."""
    length = pipe.read(4)
    head = pipe.read(int.from_bytes(length, "big"))
    if len(length) < 4 or len(head) < int.from_bytes(length, "big"):
        return None
    kind, content, size = pickle.loads(head)  # noqa: S301 (our own child wrote it)
    data = pipe.read(size)
    return None if len(data) < size else (kind, content, data)
