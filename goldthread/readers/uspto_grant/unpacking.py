"""The process that unpacks large files and cuts them; `cutting` starts it and takes its frames."""

import os
import pickle
import sys
from typing import IO, Final

from goldthread.readers.ahead import ahead
from goldthread.readers.base import ReadError
from goldthread.readers.uspto_grant.cutting import CUT, END, REFUSED
from goldthread.readers.uspto_grant.source import cuts

# Cuts that wait here while the reader parses others together: enough for the time in which it
# makes records and takes none; they bound the memory.
_AHEAD: Final = 8


def main() -> None:
    """Files come pickled through standard input, cuts leave by the output."""
    output = sys.stdout.buffer
    try:
        files = pickle.load(sys.stdin.buffer)  # noqa: S301 (our own parent wrote it)
        for cut in ahead(cuts(files), _AHEAD):
            data, cut.data = cut.data, b""
            _send(output, CUT, cut, data)
        _send(output, END, None)
    except ReadError as error:
        _send(output, REFUSED, str(error))
    except BrokenPipeError:
        os._exit(0)  # the reader has left; flushing would fail again


def _send(output: IO[bytes], kind: str, content: object, data: bytes = b"") -> None:
    head = pickle.dumps((kind, content, len(data)))
    output.write(len(head).to_bytes(4, "big") + head)
    output.write(data)
    output.flush()
