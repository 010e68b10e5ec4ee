"""Writers wait for each other; readers wait for nobody."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from goldthread.register.errors import RegisterBusy
from goldthread.register.lock import writing
from tests.register.conftest import Office

HOLDER = """
import sys, time
from pathlib import Path
from goldthread.register.lock import writing
with writing(Path(sys.argv[1]), 5):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@contextmanager
def held(lock: Path, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLDER, str(lock), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def test_second_writer_waits_and_is_told_for_whom(office: Office) -> None:
    office.deliver({"number": "1"})
    heard: list[str] = []
    with held(office.home / "register" / "lock", 0.4) as process:
        report = office.deliver({"number": "2"}, waiting=heard.append)
    assert report.load == 2
    [sentence] = heard
    assert sentence.startswith("Another load is running since 20")
    assert sentence.endswith(f"(process {process.pid} on {os.uname().nodename}); waiting.")


def test_second_writer_gives_up_in_the_end(office: Office) -> None:
    office.deliver({"number": "1"})
    with (
        held(office.home / "register" / "lock", 30),
        pytest.raises(RegisterBusy, match=r"Another load is running since .*; waited 0.2 s\. Noth"),
    ):
        office.deliver({"number": "2"}, lock_timeout=0.2)
    assert len(office.register.manifests()) == 1


def test_lock_of_a_killed_writer_is_free(office: Office) -> None:
    office.deliver({"number": "1"})
    with held(office.home / "register" / "lock", 30) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert office.deliver({"number": "2"}, lock_timeout=5).load == 2


def test_lock_without_a_signature_is_waited_for(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with held(lock, 30):
        lock.write_text("")
        with (
            pytest.raises(RegisterBusy, match=r"^Another load is running; waited 0 s"),
            writing(lock, 0),
        ):
            pass


def test_lock_is_let_go_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(tmp_path / "lock", 0):
        raise ZeroDivisionError
    began = time.monotonic()
    with writing(tmp_path / "lock", 5):
        assert time.monotonic() - began < 1


def test_readers_do_not_wait_for_a_writer(office: Office) -> None:
    office.deliver({"number": "1"})
    with held(office.home / "register" / "lock", 30):
        assert len(office.rows("*")) == 1
