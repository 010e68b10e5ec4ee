"""A benchmark that two tests run measures a database for both: rows and what was said are kept."""

from collections.abc import Callable
from typing import Any

from goldthread.bench.report import Row, Say

Measured = Callable[[str, dict[str, str], Any, Say], list[Row]]


def kept(measured: Measured) -> Measured:
    known: dict[str, tuple[list[Row], list[str]]] = {}

    def once(name: str, environment: dict[str, str], size: Any, say: Say) -> list[Row]:
        if name not in known:
            said: list[str] = []
            known[name] = measured(name, environment, size, said.append), said
        rows, said = known[name]
        for sentence in said:
            say(sentence)
        return list(rows)

    return once
