"""The columns the register computes while loading, so that whole counting never joins.

Each function works on the rows of one batch; `places` tells which child rows a record has.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.schema import TABLES
from goldthread.register import lives
from goldthread.register.spans import Ints, Spans

FieldOf = Callable[[str], int | None]
NO_FIELD: Final = -1
# Wider than any WIPO field number: makes one integer of a record and its field.
_FIELD_ROOM: Final = 1 << 12
SUBCLASS: Final = 4  # characters of a symbol that name its subclass: H04L
_COUNTS: Final = ("n_subclasses", "n_cited_patents", "n_cited_literature")
_PARTY_COLUMNS: Final = {
    "applicant": {
        "applicant_name": "name",
        "applicant_country": "country_code",
        "applicant_region": "region_code",
        "applicant_type": "applicant_type",
    },
    "inventor": {"inventor_country": "country_code", "inventor_region": "region_code"},
}


class Deriver:
    """Remembers the field of every symbol it has met."""

    def __init__(self, field_of: FieldOf | None = None) -> None:
        self._field_of = field_of
        self._fields: dict[str, int] = {}

    def add(
        self, root: str, tables: dict[str, pa.Table], places: dict[str, Spans], lineage: Ints
    ) -> None:
        """Append the derived columns to a batch's tables, and make the wholly derived ones.

        `lineage` holds the lineage key of each record.
        """
        if root != "ip_right":
            return
        count = tables[root].num_rows
        derived = _first_named(count, tables.get("right_party"), places.get("right_party"))
        if "right_party" in tables:
            counts = role_counts(tables["right_party"], places["right_party"])
            tables["right_party"] = tables["right_party"].append_column("role_count", counts)
        derived["field"] = pa.nulls(count, pa.int16())
        derived |= dict.fromkeys(_COUNTS, pa.nulls(count, pa.int32()))
        if "right_classification" in tables:
            place = places["right_classification"]
            derived["field"] = self._add_fields(tables, place)
            derived["n_subclasses"] = _subclasses(tables["right_classification"], place)
        if "right_citation" in tables:
            derived |= _citations(tables["right_citation"], places["right_citation"])
        if "status_event" in tables:
            lives.add(tables, places["status_event"], lineage)
        for column in TABLES[root].derived.names:
            tables[root] = tables[root].append_column(column, derived[column])

    def _add_fields(self, tables: dict[str, pa.Table], place: Spans) -> pa.Array:
        """Make `right_field`; give the field of each record's first symbol."""
        rows, records, fields = self._field_rows(tables["right_classification"], place)
        keys = tables["ip_right"].column("right_id").to_numpy()
        pairs = np.unique((records * _FIELD_ROOM + fields)[fields != NO_FIELD])
        owner, field = np.divmod(pairs, _FIELD_ROOM)
        if len(pairs):
            tables["right_field"] = _field_table(keys, owner, field)
        sequence = _sequence(tables["right_classification"])[rows]
        first = first_rows(records, sequence, len(keys))
        of_first = np.append(fields, NO_FIELD)[first]
        return pa.array(of_first.astype(np.int16), mask=of_first == NO_FIELD)

    def _field_rows(self, table: pa.Table, place: Spans) -> tuple[Ints, Ints, Ints]:
        """The rows that decide on fields (IPC, else CPC): their positions, records and fields."""
        rows = _symbol_rows(table, place)
        symbols = table.column("symbol").take(pa.array(rows)).combine_chunks()
        return rows, place.record[rows], self._fields_of(symbols)

    def _fields_of(self, symbols: pa.Array) -> Ints:
        coded = symbols.dictionary_encode()
        known = [self._field(symbol) for symbol in coded.dictionary.to_pylist()]
        places = coded.indices.fill_null(len(known)).to_numpy()
        return np.asarray(np.array([*known, NO_FIELD], np.int64)[places])

    def _field(self, symbol: str) -> int:
        if symbol not in self._fields:
            if self._field_of is None:
                from goldthread.codes.fields import field_of

                self._field_of = field_of
            found = self._field_of(symbol)
            self._fields[symbol] = NO_FIELD if found is None else found
        return self._fields[symbol]


def _symbol_rows(table: pa.Table, place: Spans) -> Ints:
    """The rows of IPC symbols, and of CPC symbols where a record has none of IPC."""
    scheme, record = table.column("scheme"), place.record
    ipc, cpc = _equal(scheme, "IPC"), _equal(scheme, "CPC")
    has_ipc = np.bincount(record[ipc], minlength=len(place.counts)) > 0
    return np.flatnonzero(ipc | (cpc & ~has_ipc[record]))


def _subclasses(table: pa.Table, place: Spans) -> pa.Array:
    """How many distinct subclasses (H04L) each record has; null without any symbol."""
    rows = _symbol_rows(table, place)
    symbols = table.column("symbol").take(pa.array(rows)).combine_chunks()
    coded = pc.utf8_slice_codeunits(symbols, 0, SUBCLASS).dictionary_encode()
    known = pc.is_valid(coded.indices).to_numpy(zero_copy_only=False)
    code = coded.indices.fill_null(0).to_numpy().astype(np.int64)[known]
    width = len(coded.dictionary) + 1
    pairs = np.unique(place.record[rows][known] * width + code)
    counts = np.bincount(pairs // width, minlength=len(place.counts))
    return pa.array(counts.astype(np.int32), mask=counts == 0)


def _citations(table: pa.Table, place: Spans) -> dict[str, pa.Array]:
    """How many patents and how much other literature each record with citations cites."""
    patents = np.asarray(pc.is_valid(table.column("cited_number")).to_numpy())
    counted = {"n_cited_patents": patents, "n_cited_literature": ~patents}
    none = place.counts == 0
    return {
        name: pa.array(
            np.bincount(place.record[rows], minlength=len(none)).astype(np.int32), mask=none
        )
        for name, rows in counted.items()
    }


def role_counts(parties: pa.Table, place: Spans) -> pa.Array:
    """For each party, how many parties of its role its record has."""
    roles = parties.column("role").combine_chunks().dictionary_encode()
    code = roles.indices.fill_null(len(roles.dictionary)).to_numpy().astype(np.int64)
    group = place.record * (len(roles.dictionary) + 1) + code
    return pa.array(np.bincount(group)[group].astype(np.int16))


def first_rows(record: Ints, sequence: Ints, count: int) -> Ints:
    """Per record the position of the row with the lowest sequence, or -1; `record` ascends."""
    first = np.full(count, -1, np.int64)
    order = np.lexsort((sequence, record))
    owners, at = np.unique(record[order], return_index=True)
    first[owners] = order[at]
    return first


def _first_named(count: int, parties: pa.Table | None, place: Spans | None) -> dict[str, pa.Array]:
    """The columns of the first-named applicant and of the first-named inventor."""
    columns: dict[str, pa.Array] = {}
    for role, wanted in _PARTY_COLUMNS.items():
        if parties is None or place is None:
            columns |= {name: pa.nulls(count, pa.string()) for name in wanted}
            continue
        rows = np.flatnonzero(_equal(parties.column("role"), role))
        first = first_rows(place.record[rows], _sequence(parties)[rows], count)
        at = pa.array(np.append(rows, 0)[first], mask=first < 0)
        columns |= {name: parties.column(source).take(at) for name, source in wanted.items()}
    return columns


def _field_table(keys: Ints, owner: Ints, field: Ints) -> pa.Table:
    of_record = np.bincount(owner)[owner]
    columns: list[Any] = [keys[owner], field.astype(np.int16), of_record.astype(np.int16)]
    table = TABLES["right_field"]
    schema = pa.schema([*table.schema, *table.derived])
    return pa.table([pa.array(column) for column in columns], schema=schema)


def _equal(column: pa.ChunkedArray, value: str) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(pc.equal(column, value), False).to_numpy())


def _sequence(table: pa.Table) -> Ints:
    """The order of the rows; a row without a number comes last."""
    filled = pc.fill_null(table.column("sequence"), np.iinfo(np.int16).max)
    return np.asarray(filled.to_numpy(), dtype=np.int64)
