"""Where no PostgreSQL can run, the reason is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from goldthread.bench import postgres


@pytest.mark.parametrize(
    ("launcher", "reason"),
    [(["false"], "exit status 1"), (["no-such-program"], "No such file or directory")],
)
def test_server_that_does_not_start_is_told_of(
    launcher: list[str], reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def launchers(_: Path) -> Iterator[list[str]]:
        yield launcher

    monkeypatch.setattr(postgres, "_launchers", launchers)
    with pytest.raises(postgres.NoPostgres, match=reason), postgres.running():
        raise AssertionError


def test_absent_server_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_binaries", list)
    with pytest.raises(postgres.NoPostgres, match="none is installed"), postgres.running():
        raise AssertionError
