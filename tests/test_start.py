"""What a process of ours starts with."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_numpy_waits_with_no_threads_unless_it_is_told_to(given: dict[str, str], kept: str) -> None:
    code = "import goldthread, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    others = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    made = subprocess.run(
        [sys.executable, "-c", code], env=others | given, capture_output=True, check=True
    )
    assert made.stdout.decode().strip() == kept


def test_numpy_has_one_thread() -> None:
    code = "import goldthread, numpy, psutil; print(psutil.Process().num_threads())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert made.stdout.decode().strip() == "1"
