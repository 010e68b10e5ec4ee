"""Reading back, proving, and giving out."""

import io
import os
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from goldthread.programme.files import (
    FileDamaged,
    FileMissing,
    Taken,
    opened,
    prune,
    served,
    store,
    take_in,
    verify,
)

NOWHERE = "0" * 64


@pytest.fixture
def taken(tmp_path: Path) -> Taken:
    return take_in(io.BytesIO(b"evidence"), "证据 1.txt", tmp_path)


def test_a_whole_file_is_proved(tmp_path: Path, taken: Taken) -> None:
    assert verify(tmp_path, taken.sha256) == 8


def _damage(folder: Path, sha256: str) -> None:
    path = folder / sha256[:2] / sha256
    path.chmod(0o600)
    path.write_bytes(b"evidence!")


def test_a_changed_file_is_found(tmp_path: Path, taken: Taken) -> None:
    _damage(tmp_path, taken.sha256)
    with pytest.raises(FileDamaged, match=r"its bytes have changed since it was stored\. Restore"):
        verify(tmp_path, taken.sha256)


def test_a_changed_file_is_not_taken_for_the_one_sent_again(tmp_path: Path, taken: Taken) -> None:
    _damage(tmp_path, taken.sha256)
    with pytest.raises(FileDamaged):
        take_in(io.BytesIO(b"evidence"), "a.txt", tmp_path)


@pytest.mark.parametrize("sha256", [NOWHERE, "../../etc/passwd", "", "A" * 64])
def test_what_is_not_there(tmp_path: Path, sha256: str) -> None:
    for ask in (opened, verify):
        with pytest.raises(FileMissing):
            ask(tmp_path, sha256)
    with pytest.raises(FileMissing):
        served(tmp_path, sha256, "a.txt", "text")


def test_a_file_is_given_out_as_an_attachment(tmp_path: Path, taken: Taken) -> None:
    answer = served(tmp_path, taken.sha256, taken.name, taken.kind)
    assert answer.path.read_bytes() == b"evidence"
    assert dict(answer.headers) == {
        "Content-Type": "text/plain",
        "Content-Length": "8",
        "Content-Disposition": 'attachment; filename="__ 1.txt"; '
        "filename*=UTF-8''%E8%AF%81%E6%8D%AE%201.txt",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "ETag": f'"{taken.sha256}"',
    }


def test_a_kind_that_nobody_knows_is_bytes(tmp_path: Path, taken: Taken) -> None:
    answer = served(tmp_path, taken.sha256, 'a"\r\nSet-Cookie: x.txt', "html")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"a_ Set-Cookie_ x.txt\"; filename*=UTF-8''a_%20Set-Cookie_%20x.txt"
    )


def test_the_same_file_sent_by_many_at_once_is_stored_once(tmp_path: Path) -> None:
    content = os.urandom(100_000).hex().encode()
    made: list[Taken] = []

    def send() -> None:
        made.append(take_in(io.BytesIO(content), "a.txt", tmp_path))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.new for one in made) == [False] * 7 + [True]
    assert verify(tmp_path, made[0].sha256) == len(content)


def aged(folder: Path, sha256: str, hours: float) -> Path:
    """As if it had been stored so many hours ago."""
    path = folder / sha256[:2] / sha256
    at = time.time() - hours * 3600
    os.utime(path, (at, at))
    return path


def stored(folder: Path, content: bytes) -> str:
    return take_in(io.BytesIO(content), "a.txt", folder).sha256


def test_a_file_that_nobody_names_goes_after_a_day(tmp_path: Path) -> None:
    used, left, young = (stored(tmp_path, word) for word in (b"used", b"left", b"young"))
    for sha256 in (used, left):
        aged(tmp_path, sha256, 25)
    aged(tmp_path, young, 23)
    asked: list[str] = []

    def named(some: Sequence[str]) -> set[str]:
        asked.extend(some)
        return {used}

    assert prune(tmp_path, named) == 1
    assert sorted(asked) == sorted([used, left])
    assert (verify(tmp_path, used), verify(tmp_path, young)) == (4, 5)
    with pytest.raises(FileMissing):
        verify(tmp_path, left)
    assert list((tmp_path / "incoming").iterdir()) == []
    assert prune(tmp_path, named) == 0


def test_many_files_are_asked_for_some_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_ASKED", 2)
    monkeypatch.setattr(store, "_HASH", re.compile(r"[0-9a-f]{3}"))
    shelf = tmp_path / "ab"
    shelf.mkdir()
    (tmp_path / "incoming").mkdir()
    for number in range(5):
        (shelf / f"ab{number}").touch()
        os.utime(shelf / f"ab{number}", (0, 0))
    asked: list[int] = []

    def named(some: Sequence[str]) -> set[str]:
        asked.append(len(some))
        return {"ab3"}

    assert (prune(tmp_path, named), asked) == (4, [2, 2, 1])
    assert [path.name for path in shelf.iterdir()] == ["ab3"]


def test_a_file_taken_in_again_meanwhile_stays(tmp_path: Path) -> None:
    """Whoever sends the same bytes while it is asked who names them has a row on the way."""
    sha256 = stored(tmp_path, b"again")
    aged(tmp_path, sha256, 48)

    def named(some: Sequence[str]) -> set[str]:
        assert not take_in(io.BytesIO(b"again"), "b.txt", tmp_path).new
        return set()

    assert prune(tmp_path, named) == 0
    assert verify(tmp_path, sha256) == 5
