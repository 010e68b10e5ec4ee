"""Working ahead: an iterator run in a thread of its own, a few items before they are asked for."""

import threading
from collections.abc import Generator, Iterator
from queue import Empty, Full, Queue
from typing import Final, TypeVar

T = TypeVar("T")
_PATIENCE: Final = 0.2


class _End:
    """Stands at the end of the queue, with the error that ended the iterator, if any."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(items: Iterator[T], depth: int) -> Generator[T, None, None]:
    """`items` in order, at most `depth` of them made before they are taken.

    An error of `items` is raised where it occurs in the order. Leaving early ends the thread.
    """
    queue: Queue[T | _End] = Queue(depth)
    left = threading.Event()
    worker = threading.Thread(target=_fill, args=(items, queue, left), daemon=True)
    worker.start()
    try:
        while not isinstance(item := queue.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        left.set()
        _empty(queue)
        worker.join()
        if isinstance(items, Generator):
            items.close()


def _fill(items: Iterator[T], queue: "Queue[T | _End]", left: threading.Event) -> None:
    error: BaseException | None = None
    try:
        for item in items:
            if not _put(queue, item, left):
                return
    except BaseException as raised:  # raised again where it belongs
        error = raised
    _put(queue, _End(error), left)


def _put(queue: "Queue[T | _End]", item: T | _End, left: threading.Event) -> bool:
    while not left.is_set():
        try:
            queue.put(item, timeout=_PATIENCE)
        except Full:
            continue
        return True
    return False


def _empty(queue: "Queue[T | _End]") -> None:
    try:
        while True:
            queue.get_nowait()
    except Empty:
        return
