"""The real server: it says its address when it answers, and ends when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from goldthread.errors import UsageError
from goldthread.web import serve

RUN = (
    "import sys; from pathlib import Path; from goldthread.web.serve import serve; "
    "serve(Path(sys.argv[1]), int(sys.argv[2]), lambda s: print(s, flush=True))"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_serve_answers_and_ends_when_told(made_home: Path, end: signal.Signals) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(made_home), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        lines = []
        while not any("answers" in line for line in lines):
            line = process.stdout.readline()
            assert line, lines
            lines.append(line)
        assert f"Goldthread answers on http://127.0.0.1:{port}" in lines[-1]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/loads", timeout=20) as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/static/vendor/vega.js") as answer:
            assert answer.headers["Content-Type"].startswith("text/javascript")
        began = time.monotonic()
        process.send_signal(end)
        process.wait(timeout=10)
        assert time.monotonic() - began < 6
    finally:
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
    assert "Traceback" not in "".join(lines)


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} on 127.0.0.1 cannot be used"):
            serve.serve(tmp_path, port, print)


def test_a_server_that_is_not_there_does_not_answer() -> None:
    assert serve.answers(free_port()) is False
