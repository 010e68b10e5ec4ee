"""The stream's process: `python -m goldthread.web.live HOME PAGES-PORT SOCKET PARENT`."""

import contextlib
import socket
import sys
from pathlib import Path

from goldthread.web.ledger import open_site


def main(home: str, pages: str, descriptor: str, parent: str) -> None:
    open_site(Path(home))
    from goldthread.web.live.process import run

    with contextlib.suppress(KeyboardInterrupt):
        run(socket.socket(fileno=int(descriptor)), int(pages), int(parent))


if __name__ == "__main__":
    main(*sys.argv[1:])
