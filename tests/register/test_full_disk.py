"""A full disk and a forbidden folder end a load cleanly."""

import random
import shutil
import subprocess
import sys
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pytest

from tests.register.conftest import Office
from tests.register.deliveries import Lines

ROOT = Path(__file__).resolve().parents[2]
RANDOM = random.Random(1)
ROWS = [{"number": str(n), "title": RANDOM.randbytes(40).hex()} for n in range(1, 3000)]
# Each loads a small delivery, then a large one, and says what was said, the number of loads,
# what verify found and what was left; then it loads a third delivery.
STEPS = """
register.load(Lines(), [small])
{hurdle}
try:
    register.load(Lines(batch=500), [large])
except RegisterError as error:
    print(error)
tmp = list((home / "register/tmp").iterdir())
print(len(register.manifests()), register.verify().findings, tmp)
print(register.load(Lines(version="2"), [small]).unchanged)
"""
BEGIN = """
import os, resource, subprocess, sys
from pathlib import Path
from goldthread.register.errors import RegisterError
from goldthread.register.store import Register
from tests.register.deliveries import Lines
home, small, large = map(Path, sys.argv[1:])
home.mkdir()
{disk}
register = Register(home)
"""
# A file system of 256 KiB, in a namespace of its own.
MOUNT = 'subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", home], check=True)'
LIMIT = "resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))"


def run(office: Office, prefix: list[str], disk: str, hurdle: str, steps: str = STEPS) -> list[str]:
    """The lines a process printed that met a hurdle."""
    program = BEGIN.format(disk=disk) + steps.format(hurdle=hurdle)
    small, large = office.file({"number": "0"}), office.file(*ROWS)
    command = [*prefix, sys.executable, "-c", program, office.home, small, large]
    options: Any = {"cwd": ROOT, "capture_output": True, "text": True}
    done = subprocess.run([str(part) for part in command], check=False, **options)
    assert done.stderr == ""
    return done.stdout.splitlines()


def outcome(office: Office) -> list[str]:
    disk = office.home / "register"
    full = f"The disk of {disk} is full while writing load 2: nothing was loaded."
    return [f"{full} Free some space and load again.", "1 [] []", "1"]


def test_file_larger_than_may_be_written_ends_cleanly(office: Office) -> None:
    assert run(office, [], "", LIMIT) == outcome(office)
    again = office.register.load(Lines(batch=500), [office.inbox / "delivery-2.jsonl"])
    assert (again.load, again.new) == (3, len(ROWS))


def test_full_disk_ends_cleanly(office: Office) -> None:
    _need_namespaces()
    assert run(office, ["unshare", "-rm"], MOUNT, "") == outcome(office)


def _need_namespaces() -> None:
    if not shutil.which("unshare"):
        pytest.skip("a small disk needs unshare (util-linux)")
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs a namespace of one's own, which is not allowed here")


@pytest.mark.parametrize("forbidden", ["lock", "tmp", "loads"])
def test_forbidden_register_says_so(office: Office, forbidden: str) -> None:
    """What an ordinary user is told who may not write; root first becomes one."""
    for folder in takewhile(lambda parent: parent != Path(gettempdir()), office.home.parents):
        folder.chmod(0o755)
    hurdle = [
        "register.verify()",
        'for name in ("tmp", "lock", "loads"): (home / "register" / name).chmod(0o777)',
        f'(home / "register" / "{forbidden}").chmod(0o555)',
        "os.geteuid() or os.setuid(65534)",
    ]
    said, found = run(office, [], "", "\n".join(hurdle), STEPS.rpartition("print")[0])
    assert "Permission denied" in said
    assert str(office.home / "register") in said
    assert found.startswith("1 [] [")
