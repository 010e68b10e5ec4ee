"""What a feed holds of some rights, for a reader whose deliveries add to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa

from goldthread.readers.base import Before, nothing_before
from goldthread.readers.schema import TABLES
from goldthread.register.errors import RegisterError
from goldthread.register.keys import WITHDRAWN, Known

if TYPE_CHECKING:
    from goldthread.register.store import Register

# The tables asked for, each with the order of its rows.
_TABLES: Final = {"ip_right": "right_id", "status_event": "right_id, sequence"}


def before(register: "Register", feed: str, open_: Known) -> Before:
    """A function that gives what a feed's newest load knows of rights; `open_` are its keys."""
    known = register.known()
    if feed not in known.loads:
        return nothing_before
    own = replace(known, loads={feed: known.loads[feed]})
    selects = {name: _select(name, register.relation(name, own)) for name in _TABLES}

    def held(keys: Sequence[int]) -> Mapping[str, pa.Table]:
        asked = np.asarray(keys, np.int64)
        found, states = open_.find(asked)
        asked = asked[found & (states["load"] != WITHDRAWN)]
        return _answered(feed, selects, asked) if len(asked) else {}

    return held


def _select(name: str, rows: str) -> str:
    columns = ", ".join(f"r.{column}" for column in TABLES[name].schema.names)
    order = _TABLES[name]
    return f"SELECT {columns} FROM ({rows}) AS r SEMI JOIN asked USING (right_id) ORDER BY {order}"


def _answered(
    feed: str, selects: Mapping[str, str], asked: "np.typing.NDArray[np.int64]"
) -> dict[str, pa.Table]:
    import duckdb

    try:
        with duckdb.connect() as connection:
            connection.register("asked", pa.table({"right_id": asked}))
            return {
                name: connection.sql(select).to_arrow_table() for name, select in selects.items()
            }
    except duckdb.Error as error:
        raise RegisterError(
            f"What the feed {feed} holds of the rights delivered cannot be read ({error}): nothing "
            "was loaded. `goldthread verify` says what is damaged."
        ) from error
