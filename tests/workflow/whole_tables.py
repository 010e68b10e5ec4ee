"""Whole tables before and after: what must not change, does not."""

from collections.abc import Iterator
from contextlib import contextmanager

from goldthread.workflow.models import Event, LogHead, Notice
from tests.workflow.cases.models import Note, Task

TABLES = (Task, Note, Event, LogHead, Notice)


def snapshot() -> list[list[tuple[object, ...]]]:
    return [list(model._base_manager.order_by("pk").values_list()) for model in TABLES]


@contextmanager
def unchanged() -> Iterator[None]:
    before = snapshot()
    yield
    assert snapshot() == before
