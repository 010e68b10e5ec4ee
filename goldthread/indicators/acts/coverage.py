"""Coverage of figures over transactions and cases, as `coverage` says it of rights."""

from goldthread.indicators.acts.compile import Asked, Text, acts
from goldthread.indicators.coverage import Coverage, runs
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.grains import TRANSACTION


def coverage(session: Session, definition: Definition) -> Coverage:
    """The coverage as known in the session; a case's office is the country of its authority."""
    asked = Asked(definition, definition.counting, (), ())
    text = Text()
    acts(asked, text)
    day, told = asked.sql(definition.date_basis, "day"), asked.sql(definition.where, "condition")
    office, kind, rows = "country_code", "right_kind", "acts AS a"
    if asked.grain is TRANSACTION:
        office, kind = "ip_office_code", "r.right_kind"
        rows += (
            " LEFT JOIN (SELECT DISTINCT tx_id AS tx, known_from_load AS load, right_kind "
            "FROM rights) AS r ON r.tx = a.tx_id AND r.load = a.known_from_load"
        )
    select = (
        f"SELECT a.feed, coalesce(a.{office}, '_U'), coalesce({kind}, '_U'), MIN({day}), "
        f"MAX({day}), BOOL_OR({told}) FROM {rows} GROUP BY 1, 2, 3"
    )
    found = session.rows(text.finish(select), text.values, sorted(text.relations))
    return Coverage(tuple(runs(sorted(found, key=lambda row: row[:3]))))
