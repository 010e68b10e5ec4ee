"""right_party: applicants, inventors, owners, agents and examiners."""

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.codes import regions
from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.normal.applicant_types import of_name, of_role_code
from goldthread.readers.uspto_grant.normal.columns import (
    bools,
    constant,
    mapped,
    sequence,
    table,
    word,
)
from goldthread.readers.uspto_grant.raw import Documents, Mask, Raw, Rows

# Until 2012 US law made every inventor an applicant: such a one is an inventor by this word.
_BY_LAW: Final = "applicant-inventor"
_SEPARATOR: Final = "\x1f"

Block = tuple[Documents, pa.Table]


class Parties:
    """Makes the table batch by batch; remembers places and names it has judged."""

    def __init__(self) -> None:
        self._countries: dict[str, str | None] = {}
        self._regions: dict[str, str | None] = {}
        self._names: dict[str, str | None] = {}
        self._codes: dict[str, str | None] = {}

    def table(self, raw: Raw, right_id: pa.Array) -> pa.Table:
        """The rows of all documents of the batch, by role in the schema's order."""
        blocks = []
        for role, block in self._roles(raw):
            document, people = block
            roles = {"role": constant(role, len(document)), "sequence": sequence(document)}
            columns = roles | {name: people.column(name) for name in people.schema.names}
            columns["right_id"] = right_id.take(from_numpy(document))
            blocks.append((document, table("right_party", len(document), columns)))
        document = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _ in blocks)])
        order = np.argsort(document, kind="stable")
        empty = table("right_party", 0, {})
        return pa.concat_tables([empty, *(made for _, made in blocks)]).take(from_numpy(order))

    def _roles(self, raw: Raw) -> list[tuple[str, Block]]:
        applicants = raw.get("applicant_until_2012", "applicant")
        inventors = raw.get("inventor_until_2012", "inventor")
        by_law = _typed(applicants, _BY_LAW)
        named = self._block(applicants, None if by_law is None else ~by_law)
        lawful = self._block(applicants, by_law)
        listed = self._block(inventors)
        owners = self._block(raw.get("assignee"))
        invented = _either(raw.documents, listed, lawful)
        found = [
            ("applicant", _either(raw.documents, named, owners, lawful, listed)),
            ("inventor", invented),
            ("owner", owners),
            ("agent", _untyped(self._block(raw.get("agent_until_2012", "agent")))),
            ("examiner", _untyped(self._block(raw.get("examiner")))),
        ]
        return [(role, block) for role, block in found if block is not None and len(block[0])]

    def _block(self, rows: Rows | None, mask: Mask | None = None) -> Block | None:
        """The people of these rows who have a name."""
        if rows is None:
            return None
        if mask is not None:
            rows = rows.where(mask)
        organisation = _column(rows, "orgname")
        name = pc.coalesce(organisation, _person(rows), _column(rows, "name"))
        country = self._country(rows)
        state = _column(rows, "state")
        people = pa.table(
            {
                "name": name,
                "applicant_type": self._type(rows, organisation),
                "country_code": country,
                "region_code": self._region(country, state),
                "region_text": state,
                "city": _column(rows, "city"),
                "postal_code": _column(rows, "postcode"),
                "address": _column(rows, "street"),
                "nationality": mapped(_column(rows, "nationality"), _country, self._countries),
            }
        )
        there = bools(pc.is_valid(name))
        return rows.document[there], people.filter(from_numpy(there))

    def _country(self, rows: Rows) -> pa.Array:
        address, residence = _column(rows, "country"), _column(rows, "residence")
        return pc.coalesce(
            mapped(address, _country, self._countries), mapped(residence, _country, self._countries)
        )

    def _region(self, country: pa.Array, state: pa.Array) -> pa.Array:
        place = pc.binary_join_element_wise(country, state, word(_SEPARATOR))
        return mapped(place, _region, self._regions)

    def _type(self, rows: Rows, organisation: pa.Array) -> pa.Array:
        """By name where the name tells, by the office's code, else a firm or a person."""
        by_name = mapped(organisation, of_name, self._names)
        by_code = mapped(_column(rows, "code"), of_role_code, self._codes)
        otherwise = pc.if_else(pc.is_valid(organisation), word("ENT"), word("IND"))
        # The code knows governments and persons; of companies only the name tells a university.
        nameable = pc.or_kleene(pc.is_null(by_code), pc.equal(by_code, word("ENT")))
        told = pc.if_else(nameable, by_name, by_code)
        return pc.coalesce(told, by_code, otherwise)


def _column(rows: Rows, name: str) -> pa.Array:
    return rows.columns.get(name, pa.nulls(len(rows), pa.string()))


def _typed(rows: Rows | None, app_type: str) -> Mask | None:
    return None if rows is None else bools(pc.equal(rows["type"], word(app_type)))


def _person(rows: Rows) -> pa.Array:
    """`last, first`, as the office prints a person's name."""
    last, first = _column(rows, "last_name"), _column(rows, "first_name")
    last = _appended(last, _column(rows, "suffix"))
    first = _appended(first, _column(rows, "middle_name"))
    return pc.coalesce(pc.binary_join_element_wise(last, first, word(", ")), last, first)


def _appended(text: pa.Array, more: pa.Array) -> pa.Array:
    if more.null_count == len(more):
        return text
    return pc.coalesce(pc.binary_join_element_wise(text, more, word(" ")), text, more)


def _country(text: str) -> str | None:
    """A two-letter code of ST.3; the office writes `omitted` and `unknown` for none."""
    code = text.strip().upper()
    return code if len(code) == 2 and code.isascii() and code.isalpha() and code != "XX" else None


def _region(place: str) -> str | None:
    country, state = place.split(_SEPARATOR)
    return regions.resolve(country, state) if country in regions.countries() else None


def _either(documents: int, *blocks: Block | None) -> Block | None:
    """For each document the people of the first block that has any for it."""
    taken = np.zeros(documents, np.bool_)
    chosen: list[Block] = []
    for block in blocks:
        if block is None or not len(block[0]):
            continue
        document, people = block
        free = ~taken[document]
        taken[document] = True
        if free.any():
            chosen.append((document[free], people.filter(from_numpy(free))))
    if len(chosen) < 2:
        return chosen[0] if chosen else None
    document = np.concatenate([rows for rows, _ in chosen])
    order = np.argsort(document, kind="stable")
    return document[order], pa.concat_tables([people for _, people in chosen]).take(
        from_numpy(order)
    )


def _untyped(block: Block | None) -> Block | None:
    """An agent or an examiner is no applicant of any type."""
    if block is None:
        return None
    document, people = block
    place = people.schema.get_field_index("applicant_type")
    nulls = pa.nulls(len(document), pa.string())
    return document, people.set_column(place, "applicant_type", nulls)
