"""The bootstrap script: what it says when something is missing."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def script(tmp_path: Path, *arguments: str, path: str) -> subprocess.CompletedProcess[str]:
    for name in ("run", "pyproject.toml", "requirements"):
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, tmp_path / name)
    return subprocess.run(
        ["/bin/sh", tmp_path / "run", *arguments],
        env={"PATH": path, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def tools(tmp_path: Path, **scripts: str) -> str:
    """A PATH with the plain tools the script calls, and these shell scripts."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "cat", "cksum", "rm"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    for name, body in scripts.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return str(folder)


def test_run_without_python_names_the_command_that_installs_it(tmp_path: Path) -> None:
    done = script(tmp_path, "loads", path=tools(tmp_path))
    assert done.returncode == 1
    assert "apt install python3 python3-venv" in done.stderr


def test_run_passes_over_a_python_that_is_found_but_does_not_run(tmp_path: Path) -> None:
    # A version manager leaves such a shim for each inactive version.
    path = tools(tmp_path, **{"python3": "exit 127", "python3.11": "exit 127"})
    done = script(tmp_path, "loads", path=path)
    assert done.returncode == 1
    assert "none was found" in done.stderr


def test_run_without_venv_names_the_command_that_installs_it(tmp_path: Path) -> None:
    # This Python runs (its first call is the version check) but has no venv module.
    path = tools(tmp_path, python3='[ "$1" = -c ] && exit 0; exit 1')
    done = script(tmp_path, "loads", path=path)
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_run_is_a_posix_script() -> None:
    done = subprocess.run(["/bin/sh", "-n", ROOT / "run"], check=False, env=os.environ.copy())
    assert done.returncode == 0
