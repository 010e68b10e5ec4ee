"""right_priority and right_relation: the earlier and otherwise related documents."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.field_map import RELATIONS
from goldthread.readers.uspto_grant.normal import dates, numbers
from goldthread.readers.uspto_grant.normal.columns import (
    bools,
    constant,
    sequence,
    table,
    word,
)
from goldthread.readers.uspto_grant.raw import Documents, Mask, Raw, Rows

_NAMES: Final = pa.array([name.removeprefix("us-") for name in RELATIONS])
# Relations that give the benefit of the parent's filing date (35 U.S.C. 120, 121, 251).
BENEFIT: Final = frozenset(
    {"continuation", "continuation-in-part", "division", "continuing-reissue"}
    | {"reissue", "us-divisional-reissue"}
)


def priorities(raw: Raw, right_id: pa.Array) -> pa.Table:
    """right_priority of all documents of the batch."""
    rows = raw.get("priority")
    if rows is None:
        return table("right_priority", 0, {})
    rows = rows.where(bools(pc.is_valid(rows["number"])))
    columns = {
        "right_id": right_id.take(from_numpy(rows.document)),
        "sequence": sequence(rows.document),
        "ip_office_code": rows["country"],
        "number": rows["number"],
        "date": dates.arrow(dates.parse(rows["date"])),
        "kind": rows["kind"],
    }
    return table("right_priority", len(rows), columns)


def relations(raw: Raw, right_id: pa.Array) -> pa.Table:
    """right_relation: for each related document its application, its grant and its PCT filing."""
    rows = raw.get("relation")
    if rows is None:
        return table("right_relation", 0, {})
    published = rows.item == RELATIONS.index("related-publication")
    blocks = [_block(rows, "", published), _block(rows, "grant_"), _block(rows, "pct_")]
    place = np.concatenate([where for where, _ in blocks])
    order = np.argsort(place, kind="stable")
    joined = pa.concat_tables([block for _, block in blocks]).take(from_numpy(order))
    document = rows.document[place[order]]
    columns = {name: joined.column(name) for name in joined.schema.names}
    columns["right_id"] = right_id.take(from_numpy(document))
    return table("right_relation", len(document), columns | {"sequence": sequence(document)})


def _block(rows: Rows, prefix: str, published: Mask | None = None) -> tuple[Documents, pa.Table]:
    """The documents of one sort, with the rows they stand in."""
    there = bools(pc.is_valid(rows[f"{prefix}number"]))
    place = np.flatnonzero(there)
    some = rows.where(there)
    office, number = some[f"{prefix}country"], some[f"{prefix}number"]
    if prefix == "grant_":
        kind, number = constant("grant", len(some)), numbers.cited_number(number, office)
    elif published is None:
        kind = constant("application", len(some))
    else:
        kind = pc.if_else(from_numpy(published[there]), word("publication"), word("application"))
    # Some documents print the country of a PCT parent as US.
    office = pc.if_else(from_numpy(bools(pc.starts_with(number, "PCT"))), word("WO"), office)
    block = {
        "relation": _NAMES.take(from_numpy(some.item.astype(np.int64))),
        "ip_office_code": office,
        "other_number": number,
        "other_date": dates.arrow(dates.parse(some[f"{prefix}date"])),
        "other_kind": kind,
        "status_text": some["status"],
    }
    return place, pa.table(block)


def benefit(raw: Raw) -> dates.Days:
    """Each document's earliest parent whose filing date counts for its term (provisionals not)."""
    return _earliest(raw, BENEFIT)


def claimed(raw: Raw) -> dates.Days:
    """Each document's earliest claimed filing: foreign priority, provisional or parent."""
    groups = []
    priority = raw.get("priority")
    if priority is not None:
        groups.append((priority.document, dates.parse(priority["date"])))
    related = _earliest(raw, BENEFIT | {"us-provisional-application"})
    groups.append((np.arange(raw.documents), related))
    return dates.earliest(raw.documents, *groups)


def reissued_grant_date(raw: Raw) -> dates.Days:
    """For a reissue, the day on which the original patent was granted."""
    rows = raw.get("relation")
    if rows is None:
        return dates.earliest(raw.documents)
    rows = rows.where(rows.item == RELATIONS.index("reissue"))
    return dates.earliest(raw.documents, (rows.document, dates.parse(rows["grant_date"])))


def _earliest(raw: Raw, kinds: frozenset[str]) -> dates.Days:
    rows = raw.get("relation")
    if rows is None:
        return dates.earliest(raw.documents)
    wanted = np.isin(rows.item, [RELATIONS.index(kind) for kind in kinds])
    rows = rows.where(wanted)
    groups = [(rows.document, dates.parse(rows[name])) for name in ("date", "pct_date")]
    return dates.earliest(raw.documents, *groups)
