"""Serving the site: one WSGI worker process with a few threads, on the loopback address, and
beside it the process of the live screen."""

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from goldthread.errors import UsageError

HOST = "127.0.0.1"
THREADS = 4
PATIENCE = 60.0
Say = Callable[[str], None]


def serve(home: Path, port: int, say: Say) -> None:
    """Serve `home` until SIGTERM or SIGINT; `say` is told the address once it answers."""
    from goldthread.documents.charts.pictures import chinese_fonts
    from goldthread.web import build, ledger, site_work
    from goldthread.web.home import ensure_secret_key
    from goldthread.web.live.beside import beside as live_beside

    check_port(port)
    home = home.resolve()
    ensure_secret_key(home)
    build.build()
    if sentence := chinese_fonts():
        say(sentence)
    ledger.open_site(home)
    ledger.migrate(say)
    threading.Thread(target=_announce, args=(port, say), daemon=True).start()
    with site_work.beside(home, say), live_beside(home, port, say):
        _run(port)


def check_port(port: int) -> None:
    """A port that cannot be had is said before anything starts."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UsageError(
                f"Port {port} on {HOST} cannot be used ({error.strerror}): another program has it, "
                f"or the system keeps it. Choose another with --port, such as --port {port + 1}."
            ) from error


def _run(port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "goldthread.web.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=3,
    ).serve()


def answers(port: int) -> bool:
    """Does the site give its own page, not merely take the connection?"""
    try:
        with socket.create_connection((HOST, port), timeout=5) as asked:
            asked.sendall(
                f"GET /alive HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
            )
            return asked.recv(64).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def _announce(port: int, say: Say) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answers(port):
            say(f"Goldthread answers on http://{HOST}:{port} (Ctrl-C ends it).")
            return
        time.sleep(0.05)
    say(f"The site has not answered on http://{HOST}:{port} within {PATIENCE:.0f} seconds.")
