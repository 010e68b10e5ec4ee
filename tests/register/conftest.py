"""A register to load into, and deliveries to load."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goldthread.register.report import LoadReport
from goldthread.register.store import Register
from tests.register.deliveries import Lines, write

Query = Callable[..., list[tuple[Any, ...]]]


@dataclass
class Office:
    """An office that delivers, and the register it delivers to."""

    home: Path
    inbox: Path
    numbers: Iterator[int]

    @property
    def register(self) -> Register:
        return Register(self.home)

    def file(self, *rows: dict[str, Any], name: str | None = None) -> Path:
        return write(self.inbox / (name or f"delivery-{next(self.numbers)}.jsonl"), rows)

    def deliver(
        self,
        *rows: dict[str, Any],
        reader: Lines | None = None,
        received: date | None = None,
        **options: Any,
    ) -> LoadReport:
        made = reader or Lines()
        return self.register.load(made, [self.file(*rows)], received=received, **options)

    def load_folder(self, load: int, feed: str = "office") -> Path:
        return self.home / "register" / "loads" / feed / f"{load:06d}"

    def rows(self, columns: str, as_of: Any = None, table: str = "ip_right") -> list[Any]:
        """The known rows' columns, ordered."""
        register = self.register
        select = register.relation(table, register.known(as_of))
        with duckdb.connect() as connection:
            sql = f"SELECT {columns} FROM ({select}) ORDER BY ALL"
            return connection.execute(sql).fetchall()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return Office(tmp_path / "home", inbox, count(1))


def numbers(found: Sequence[tuple[Any, ...]]) -> list[str]:
    """The numbers in `XX|PT|<number>` of a first column."""
    return [row[0].split("|")[2] for row in found]
