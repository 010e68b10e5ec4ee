"""The transactions or cases behind a number, with the share each has in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from goldthread.indicators.acts.cells import cell_texts
from goldthread.indicators.acts.compile import Asked, placed
from goldthread.indicators.acts.counts import inside, several
from goldthread.indicators.acts.text import Text
from goldthread.indicators.engine import Session
from goldthread.indicators.errors import QueryError
from goldthread.indicators.grains import CASE, GRAINS, TRANSACTION
from goldthread.indicators.lineage import Lineage
from goldthread.indicators.parameters import Where
from goldthread.indicators.query import Question
from goldthread.indicators.reading import spans
from goldthread.indicators.records import RecordPage, with_files
from goldthread.indicators.values import plain

ALL: Final = "*"  # the label of all periods together
# What a listed act says of itself, after its key; SHOWN are columns of its root table.
SHOWN: Final = {
    TRANSACTION.name: (
        *("record_key", "recording_number", "tx_type", "recorded_date", "executed_date"),
        *("amount", "currency", "conveyance_text"),
    ),
    CASE.name: (
        *("record_key", "case_number", "authority", "case_type", "right_kind", "accepted_date"),
        *("closed_date", "outcome", "amount", "currency"),
    ),
}
# Made from the parties and from the rights that count.
GATHERED: Final = ("from_names", "to_names", "right_numbers", "n_rights")
_CELLS: Final = {
    TRANSACTION.name: ("office", "region", "country", "partner_region", "partner_country"),
    CASE.name: ("region", "country"),
}
_RAW: Final = {
    TRANSACTION.name: ("ip_office_code", "from_country", "from_region", "to_country", "to_region"),
    CASE.name: ("region_code", "country_code"),
}
_SOURCE: Final = ("feed", "source_file_id", "source_locator")
# What a person sees of a record; --json and --csv give every column.
HEADLINE: Final = {
    TRANSACTION.name: (
        *("recording_number", "tx_type", "recorded_date", "from_names", "to_names"),
        *("right_numbers", "amount", "currency", "share", "load", "source_file"),
    ),
    CASE.name: (
        *("case_number", "authority", "right_kind", "accepted_date", "closed_date", "outcome"),
        *("region", "share", "load", "source_file"),
    ),
}


@dataclass(frozen=True)
class ActPage(RecordPage):
    """A page of transactions or cases; amounts are exact in `table`, numbers as JSON has them."""

    def as_dict(self) -> dict[str, Any]:
        made = super().as_dict()
        made["records"] = [_shown(row) for row in made["records"]]
        return made


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: plain(Fraction(v)) if isinstance(v, Decimal) else v for k, v in row.items()}


def sorts(grain: str) -> tuple[str, ...]:
    """The columns a page may be sorted by."""
    gathered = GATHERED if grain == TRANSACTION.name else ()
    return (*SHOWN[grain][1:], *gathered, *_CELLS[grain], "share", "load")


def page(
    session: Session, question: Question, limit: int | None, offset: int, sort: str | None
) -> ActPage:
    """A page of the acts of a checked question, by day or by `sort`."""
    grain = GRAINS[question.definition.grain]
    carry = dict.fromkeys((*SHOWN[grain.name], *_RAW[grain.name], *_SOURCE))
    asked = of_question(session, question, carry=tuple(carry))
    text = Text()
    placed(asked, text)
    text.steps["inside"] = inside(asked, text)
    text.steps["counted"] = f"SELECT * FROM inside{' WHERE hit' if asked.numerator else ''}"
    summed = text.finish(
        "SELECT k, SUM(m), COUNT(*), SUM(CAST(lineage_key AS HUGEINT)), BIT_XOR(lineage_key) "
        "FROM counted GROUP BY k"
    )
    relations = sorted(text.relations)
    rows = session.rows(summed, text.values, relations)
    total = sum((Fraction(int(m), k) for k, m, *_ in rows), Fraction(0))
    lineage = sum((Lineage(n, int(keys), mix) for *_, n, keys, mix in rows), Lineage())
    listed = text.finish(_listed(asked, _order(sort, question), limit, offset))
    table = with_files(session.table(listed, text.values, relations), session)
    newest = session.known.newest
    return ActPage(question, newest, total, lineage.versions, lineage, table, offset, limit)


def of_question(
    session: Session,
    question: Question,
    by: tuple[str, ...] = (),
    where: Where | None = None,
    *,
    carry: tuple[str, ...] = (),
    rolled: bool = True,
) -> Asked:
    """What the total of a question counts, all its periods as one."""
    return Asked(
        question.definition,
        question.counting,
        by,
        question.where if where is None else where,
        tuple(spans(question.periods, ALL)),
        several(session, GRAINS[question.definition.grain]),
        carry=carry,
        rolled=rolled,
    )


def _order(sort: str | None, question: Question) -> str:
    grain = question.definition.grain
    if sort is None:
        day = question.definition.date_basis
        return f"{day}, record_key" if day in SHOWN[grain] else "record_key"
    name = sort.removeprefix("-")
    if name not in sorts(grain):
        there = ", ".join(sorts(grain))
        raise QueryError(f"'{sort}' is no column to sort by; there are {there}.")
    return f"{name} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST, record_key"


def _listed(asked: Asked, order: str, limit: int | None, offset: int) -> str:
    """The rows of a page."""
    name = asked.grain.name
    role = asked.definition.party or ""
    cells = cell_texts(asked.grain, role)
    columns = [f"n.id AS {asked.grain.key}", "n.own_record_key AS record_key"]
    columns += [f"{cells[cell].replace('k.', 'n.own_')} AS {cell}" for cell in _CELLS[name]]
    columns += [f"n.own_{one} AS {one}" for one in SHOWN[name][1:]]
    joins = ""
    if asked.grain is TRANSACTION:
        columns += ["g.from_names", "g.to_names", "r.right_numbers", "coalesce(r.n, 0) AS n_rights"]
        joins = f"LEFT JOIN ({_names()}) AS g USING (id, load) "
        joins += f"LEFT JOIN ({_numbers()}) AS r USING (id, load)"
    columns += [
        "n.share_numerator",
        "n.share_denominator",
        "CAST(n.share_numerator AS DOUBLE) / n.share_denominator AS share",
        "n.load",
        *(f"n.own_{one} AS {one}" for one in _SOURCE),
        "n.lineage_key",
    ]
    own = (
        "SELECT * EXCLUDE (m, k), CAST(m / gcd(m, k) AS BIGINT) AS share_numerator, "
        "CAST(k / gcd(m, k) AS BIGINT) AS share_denominator FROM counted"
    )
    page = (
        f"LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else f"OFFSET {int(offset)}"
    )
    return f"SELECT {', '.join(columns)} FROM ({own}) AS n {joins} ORDER BY {order} {page}"


def _names() -> str:
    """The parties of each transaction, in their order."""
    sides = ", ".join(
        f"string_agg(name, '; ' ORDER BY sequence) FILTER (role = '{role}') AS {role}_names"
        for role in ("from", "to")
    )
    return (
        f"SELECT tx_id AS id, known_from_load AS load, {sides} FROM transaction_party "
        "WHERE tx_id IN (SELECT id FROM counted) GROUP BY 1, 2"
    )


def _numbers() -> str:
    """The rights of each transaction that count, by the number the recording gives them."""
    number = "coalesce(registration_number, application_number, publication_number)"
    return (
        "SELECT tx_id AS id, known_from_load AS load, COUNT(*) AS n, "
        f"string_agg({number}, '; ' ORDER BY sequence) AS right_numbers "
        "FROM fitting GROUP BY 1, 2"
    )
