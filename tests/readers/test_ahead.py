"""An iterator that works ahead gives the same, raises the same, and ends when it is left."""

import threading
from collections.abc import Iterator

import pytest

from goldthread.readers.ahead import ahead


def counting(stop: int, closed: list[int], error: Exception | None = None) -> Iterator[int]:
    try:
        yield from range(stop)
        if error:
            raise error
    finally:
        closed.append(stop)


def test_items_come_in_order() -> None:
    assert list(ahead(iter(range(100)), 3)) == list(range(100))
    assert list(ahead(iter([]), 1)) == []


def test_error_comes_after_the_items_before_it() -> None:
    taken: list[int] = []
    with pytest.raises(KeyError, match="x"):
        taken.extend(ahead(counting(5, [], KeyError("x")), 2))
    closed: list[int] = []
    made = ahead(counting(5, closed, KeyError("x")), 2)
    assert [next(made) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(KeyError, match="x"):
        next(made)
    assert closed == [5]


def test_leaving_early_closes_the_iterator_and_ends_the_thread() -> None:
    closed: list[int] = []
    before = threading.active_count()
    made = ahead(counting(1_000_000, closed), 2)
    assert next(made) == 0
    made.close()
    assert closed == [1_000_000]
    assert threading.active_count() == before
