"""right_classification: the IPC, CPC, Locarno and US symbols, in this order."""

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.normal import dates, symbols
from goldthread.readers.uspto_grant.normal.columns import (
    bools,
    constant,
    mapped,
    sequence,
    table,
    word,
)
from goldthread.readers.uspto_grant.raw import Documents, Raw, Rows

_FIRST, _LATER = "first", "later"
_POSITIONS: Final = {"F": _FIRST, "L": _LATER}
# An additional symbol is N in the IPC, A in the CPC.
_VALUES: Final = {"I": "inventive", "N": "additional", "A": "additional"}
_NAMES: Final = ("symbol", "scheme", "scheme_version", "position", "value", "office")

Columns = dict[str, pa.Array]
Block = tuple[Documents, Columns]


class Classifications:
    """Makes the table batch by batch; remembers the symbols it has cut."""

    def __init__(self) -> None:
        self._symbols: dict[str, dict[str, str | None]] = {}
        self._codes: dict[str, dict[str, str | None]] = {}

    def table(self, raw: Raw, right_id: pa.Array) -> pa.Table:
        """The rows of all documents of the batch."""
        blocks = [
            self._composed(raw.get("ipc"), "IPC"),
            self._listed(raw.get("ipc_until_2005"), "IPC", symbols.old_ipc, raw.documents),
            self._composed(raw.get("cpc_main", "cpc_further"), "CPC"),
            self._listed(raw.get("locarno"), "LOCARNO", symbols.locarno, raw.documents),
            self._listed(raw.get("national"), "NATIONAL", symbols.us_class, raw.documents),
        ]
        return _together([block for block in blocks if block is not None], right_id)

    def _composed(self, rows: Rows | None, scheme: str) -> Block | None:
        """Symbols that come in parts: section, class, subclass, main group, subgroup."""
        if rows is None:
            return None
        subclass = pc.binary_join_element_wise(
            rows["section"], rows["class"], rows["subclass"], word("")
        )
        group = pc.binary_join_element_wise(rows["group"], rows["subgroup"], word("/"))
        symbol = pc.coalesce(pc.binary_join_element_wise(subclass, group, word(" ")), subclass)
        columns = {
            "symbol": symbol,
            "scheme": constant(scheme, len(rows)),
            "scheme_version": self._code("version", rows["version"], _version),
            "position": self._code("position", rows["position"], _POSITIONS.get),
            "value": self._code("value", rows["value"], _VALUES.get),
            "office": rows["office"],
            "assigned_date": dates.arrow(dates.parse(rows["assigned"])),
        }
        return _present(rows.document, columns)

    def _listed(
        self,
        rows: Rows | None,
        scheme: str,
        meaning: Callable[[str], str | None],
        documents: int,
    ) -> Block | None:
        """Symbols that come as one text: a main one and further ones, with an edition or none."""
        if rows is None:
            return None
        editions = scheme != "NATIONAL"
        chosen = rows.item > 0 if editions else np.ones(len(rows), np.bool_)
        main = rows.item[chosen] == (1 if editions else 0)
        text = rows["symbol"].filter(from_numpy(chosen))
        count = len(text)
        cache = self._symbols.setdefault(scheme, {})
        columns = {
            "symbol": mapped(text, meaning, cache),
            "scheme": constant(scheme, count),
            "scheme_version": _edition(rows, chosen, documents) if editions else _none(count),
            "position": pc.if_else(from_numpy(main), word(_FIRST), word(_LATER)),
            "value": _none(count),
            "office": constant("US", count) if scheme == "NATIONAL" else _none(count),
            "assigned_date": pa.nulls(count, pa.date32()),
        }
        return _present(rows.document[chosen], columns)

    def _code(self, name: str, text: pa.Array, meaning: Callable[[str], str | None]) -> pa.Array:
        return mapped(text, meaning, self._codes.setdefault(name, {}))


def _version(text: str) -> str | None:
    """`20060101` is the version 2006.01."""
    text = text.strip()
    return f"{text[:4]}.{text[4:6]}" if len(text) == 8 and text.isdigit() else text or None


def _edition(rows: Rows, chosen: npt.NDArray[np.bool_], documents: int) -> pa.Array:
    """The edition that the symbol's document gives."""
    given = np.flatnonzero(rows.item == 0)
    place = np.full(documents, -1)
    place[rows.document[given]] = given
    wanted = place[rows.document[chosen]]
    return rows["symbol"].take(from_numpy(wanted, absent=wanted < 0))


def _none(count: int) -> pa.Array:
    return pa.nulls(count, pa.string())


def _present(document: Documents, columns: Columns) -> Block:
    """The rows that have a symbol, numbered."""
    there = bools(pc.is_valid(columns["symbol"]))
    if not there.all():
        document = document[there]
        columns = {name: column.filter(from_numpy(there)) for name, column in columns.items()}
    return document, columns | {"sequence": from_numpy(sequence(document))}


def _together(blocks: list[Block], right_id: pa.Array) -> pa.Table:
    """The blocks' rows in the order of the documents."""
    if not blocks:
        return table("right_classification", 0, {})
    document = np.concatenate([rows for rows, _ in blocks])
    order = np.argsort(document, kind="stable")
    take = from_numpy(order)
    columns = {
        name: pa.concat_arrays([columns[name] for _, columns in blocks]).take(take)
        for name in (*_NAMES, "sequence", "assigned_date")
    }
    columns["right_id"] = right_id.take(from_numpy(document[order]))
    return table("right_classification", len(document), columns)
