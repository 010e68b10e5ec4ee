"""Chunks of rows → canonical records: the root's fields, its key, its child rows, as Arrow."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from goldthread.readers.identity import right_key, surrogates
from goldthread.readers.schema import LOCATION_COLUMNS, TABLES
from goldthread.readers.table import agreement, items, transactions
from goldthread.readers.table.cells import Unfit
from goldthread.readers.table.chunks import Items, Rows
from goldthread.readers.table.dates import frequency
from goldthread.readers.table.model import ItemSection, TableMapping
from goldthread.readers.table.prepare import Tally, reject_row

SEQUENCE_LIMIT = 32_767
# Rows of a child table are numbered within each record, and within each value of this field.
_NUMBERED_BY = {
    "right_party": "role",
    "right_classification": "scheme",
    "transaction_party": "role",
}
_OTHER_ROW = Unfit("record-rejected", "another row of the same record was rejected.")


@dataclass
class _Children:
    """Rows of one child table, with the record each belongs to."""

    records: list[int]
    fields: dict[str, list[object]]


def evaluate(rows: Rows, mapping: TableMapping) -> list[str | None]:
    """The root's fields, into `rows.fields`; the record key of each row, None where it failed."""
    return [None if i in rows.failed else key for i, key in enumerate(keyed(rows, mapping))]


def keyed(rows: Rows, mapping: TableMapping) -> list[str | None]:
    """The same, with the key of a row that failed otherwise."""
    for name, expression in mapping.record.items():
        rows.fields[name] = expression.evaluate(rows)
    for doubt in mapping.doubts:
        for index, holds in enumerate(doubt.rule.test(rows)):
            if holds:
                rows.note(doubt.sentence)
                for name in doubt.missing:
                    rows.fields[name][index] = None
    if mapping.table == "aggregate_cell":
        _complete_cells(rows, mapping)
    keys = [_key(rows.fields, mapping, index) for index in range(rows.size)]
    for index, key in enumerate(keys):
        if isinstance(key, Unfit):
            rows.fail(index, _placed(key, rows, mapping))
    return [None if isinstance(key, Unfit) else key for key in keys]


def _placed(unfit: Unfit, rows: Rows, mapping: TableMapping) -> Unfit:
    """A missing part of the key, with the column that should give it."""
    known = unfit.column in mapping.record
    return replace(unfit, column=agreement.column_of(unfit.column, mapping, rows) if known else "")


def _complete_cells(rows: Rows, mapping: TableMapping) -> None:
    """What a published cell says without being told: frequency, level, basis, status, dims."""
    fields, size = rows.fields, rows.size
    dims = {name: expression.evaluate(rows) for name, expression in mapping.dims.items()}
    fields["dims"] = [_dims(dims, index) for index in range(size)]
    values = fields.get("value", [None] * size)
    _default(fields, "freq", [frequency(str(p)) if p else None for p in fields["period"]])
    _default(fields, "region_level", ["region"] * size)
    _default(fields, "basis", ["period"] * size)
    _default(fields, "obs_status", ["M" if value is None else "A" for value in values])


def _default(fields: dict[str, list[object]], name: str, values: list[object]) -> None:
    given = fields.get(name)
    fields[name] = (
        values
        if given is None
        else [v if g is None else g for g, v in zip(given, values, strict=True)]
    )


def _dims(dims: Mapping[str, list[object]], index: int) -> str:
    said = {name: values[index] for name, values in dims.items() if values[index] is not None}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _key(fields: Mapping[str, list[object]], mapping: TableMapping, index: int) -> str | Unfit:
    if mapping.table == "ip_right":
        return _right_key(fields, mapping, index)
    parts = [fields[name][index] if name in fields else None for name in mapping.key]
    if any(part is None for part in parts):
        absent = mapping.key[parts.index(None)]
        detail = f"{absent} has no value, and it is part of the record's key."
        return Unfit("no-key", detail, column=absent)
    if mapping.table == "aggregate_cell":
        region = fields.get("region_code", fields.get("region_text"))
        text = fields.get("region_text", region)
        where = None if region is None else region[index]
        where = where if where is not None or text is None else text[index]
        more = [fields[name][index] for name in ("freq", "basis", "region_level", "dims")]
        parts = [*parts, where if where is not None else "", *more]
    return "|".join(str(part) for part in parts)


def _right_key(
    fields: Mapping[str, list[object]], mapping: TableMapping, index: int
) -> str | Unfit:
    office, kind = fields["ip_office_code"][index], fields["right_kind"][index]
    numbers = (fields[name][index] for name in mapping.key)
    number = next((number for number in numbers if number is not None), None)
    if office is None or kind is None:
        absent = "ip_office_code" if office is None else "right_kind"
        return Unfit("no-key", f"{absent} has no value, and it is part of the record's key.")
    if number is None:
        return Unfit("no-key", f"none of {', '.join(mapping.key) or 'the numbers'} has a value.")
    return right_key(str(office), str(kind), str(number))


def build(
    rows: Rows, mapping: TableMapping, tally: Tally, groups: Sequence[int] | None = None
) -> dict[str, pa.Table]:
    """The tables of the records in these rows; rows that fail go to the tally.

    `groups` numbers the record that each row belongs to, ascending, when several rows make one.
    """
    keys = evaluate(rows, mapping)
    made = [(section, items.made(section, rows)) for section in mapping.items]
    for section, its in made:
        if section.table == "transaction_right":
            transactions.complete(its)
    _refuse_long(made, rows)
    members = together(groups if groups is not None else range(rows.size))
    agreement.check(rows, members, mapping)
    members = _good(rows, members, tally)
    if not members:
        return {}
    record_of = {row: record for record, group in enumerate(members) for row in group}
    key_list = [str(keys[group[0]]) for group in members]
    tables = {mapping.table: _root(rows, mapping, members, key_list)}
    ids = tables[mapping.table].column(0).combine_chunks()
    for table, children in _children(made, record_of, groups is not None).items():
        if children.records:
            tables[table] = _child(table, children, ids)
    return tables


def _refuse_long(made: Sequence[tuple[ItemSection, Items]], rows: Rows) -> None:
    counts: Counter[int] = Counter()
    for _, found in made:
        counts.update(found.parents)
    for row, count in counts.items():
        if count > SEQUENCE_LIMIT:
            rows.fail(row, Unfit("too-many-items", f"the record has {count:,} items."))


def together(groups: Sequence[int]) -> list[list[int]]:
    """The rows of each record, given the number of each row's record."""
    found: dict[int, list[int]] = {}
    for row, group in enumerate(groups):
        found.setdefault(group, []).append(row)
    return list(found.values())


def _good(rows: Rows, members: Sequence[list[int]], tally: Tally) -> list[list[int]]:
    """The rows of each good record; the others are rejected."""
    good = []
    for group in members:
        if any(row in rows.failed for row in group):
            for row in group:
                reject_row(rows, row, rows.failed.get(row, _OTHER_ROW), tally)
        else:
            good.append(group)
    return good


def _root(rows: Rows, mapping: TableMapping, members: list[list[int]], keys: list[str]) -> pa.Table:
    fields = rows.fields
    arrays: dict[str, object] = {}
    for column in TABLES[mapping.table].schema:
        if column.name == TABLES[mapping.table].key:
            arrays[column.name] = surrogates(keys)
        elif column.name == "record_key":
            arrays[column.name] = pa.array(keys, column.type)
        else:
            values = agreement.merged(fields.get(column.name), members)
            arrays[column.name] = pa.array(values, column.type)
    arrays["source_file_id"] = pa.array([rows.file_ids[g[0]] for g in members], pa.int32())
    arrays["source_locator"] = pa.array([rows.locators[group[0]] for group in members], pa.string())
    schema = pa.schema([*TABLES[mapping.table].schema, *LOCATION_COLUMNS])
    return pa.table(arrays, schema=schema)


def _children(
    made: Sequence[tuple[ItemSection, Items]], record_of: Mapping[int, int], distinct: bool
) -> dict[str, _Children]:
    found: dict[str, _Children] = {}
    for section, its in made:
        said = items.filled(section, its)
        chosen = [i for i, row in enumerate(its.parents) if said[i] and row in record_of]
        children = found.setdefault(section.table, _Children([], {}))
        _append(children, [record_of[its.parents[i]] for i in chosen], its, chosen)
    return {table: _ordered(children, distinct) for table, children in found.items()}


def _append(children: _Children, records: list[int], its: Items, chosen: list[int]) -> None:
    before = len(children.records)
    children.records += records
    for name, values in its.fields.items():
        column = children.fields.setdefault(name, [None] * before)
        column += [values[i] for i in chosen]
    for held in children.fields.values():
        held.extend([None] * (len(children.records) - len(held)))


def _ordered(children: _Children, distinct: bool) -> _Children:
    """The rows of one record together, in the order of the sections; repeated ones once."""
    order = sorted(range(len(children.records)), key=children.records.__getitem__)
    if distinct:
        rows = list(zip(children.records, *children.fields.values(), strict=True))
        seen: dict[tuple[object, ...], int] = {}
        for index in order:
            seen.setdefault(rows[index], index)
        order = list(seen.values())
    fields = {name: [values[i] for i in order] for name, values in children.fields.items()}
    return _Children([children.records[i] for i in order], fields)


def _child(table: str, children: _Children, ids: pa.Array) -> pa.Table:
    size = len(children.records)
    fields = children.fields
    schema = TABLES[table].schema
    if "sequence" in schema.names:
        fields["sequence"] = _sequence(table, children)
    if table == "right_classification":
        first = ["first" if n == 1 else "later" for n in fields["sequence"]]
        _default(fields, "position", list(first))
    arrays = {
        column.name: pa.array(fields.get(column.name, [None] * size), column.type)
        for column in schema
        if column.name != TABLES[table].key
    }
    arrays[TABLES[table].key] = ids.take(pa.array(children.records, pa.int64()))
    return pa.table(arrays, schema=schema)


def _sequence(table: str, children: _Children) -> list[object]:
    by = children.fields.get(_NUMBERED_BY.get(table, ""), [None] * len(children.records))
    counts: Counter[tuple[int, object]] = Counter()
    made: list[object] = []
    for key in zip(children.records, by, strict=True):
        counts[key] += 1
        made.append(counts[key])
    return made
