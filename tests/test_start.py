"""What a process of ours starts with."""

import os
import subprocess
import sys

import pytest

SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


@pytest.mark.parametrize("name", SETTINGS)
def test_libraries_are_told_what_nobody_else_has_told_them(name: str) -> None:
    code = f"import goldthread, os; print(os.environ[{name!r}])"
    others = {k: v for k, v in os.environ.items() if k != name}
    for given, kept in (({}, SETTINGS[name]), ({name: "3"}, "3")):
        made = subprocess.run(
            [sys.executable, "-c", code], env=others | given, capture_output=True, check=True
        )
        assert made.stdout.decode().strip() == kept


def test_arrow_takes_the_systems_allocator() -> None:
    code = "import goldthread, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert made.stdout.decode().strip() == "system"


def test_numpy_has_one_thread() -> None:
    code = "import goldthread, numpy, psutil; print(psutil.Process().num_threads())"
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert made.stdout.decode().strip() == "1"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import goldthread, pyarrow.parquet, sys; print(sys.modules['pyarrow._s3fs'])", "None"),
        ("import pyarrow.fs, goldthread; from pyarrow.fs import S3FileSystem; print('S3')", "S3"),
    ],
    ids=["left-out", "who-had-it-keeps-it"],
)
def test_the_client_of_s3_is_not_loaded_for_parquet(code: str, said: str) -> None:
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert made.stdout.decode().strip() == said
