"""Coverage of figures over transactions and cases, as `coverage` says it of rights."""

from goldthread.indicators.acts.compile import Asked, own_conditions
from goldthread.indicators.acts.text import Text
from goldthread.indicators.coverage import Coverage, runs
from goldthread.indicators.definition import Definition
from goldthread.indicators.engine import Session
from goldthread.indicators.grains import TRANSACTION


def coverage(session: Session, definition: Definition) -> Coverage:
    """The coverage as known in the session; a case's office is the country of its authority.

    What only parties, rights or releases decide is left aside, as the parties of rights are.
    """
    asked = Asked(definition, definition.counting, (), (), (), once=False)
    text = Text(relations={asked.grain.table, "loads"})
    text.steps["acts"] = (
        f"SELECT r.*, l.received_date FROM {asked.grain.table} AS r "
        "JOIN loads AS l ON r.known_from_load = l.load_id"
    )
    told = " AND ".join(own_conditions(asked)) or "true"
    day = asked.sql(definition.date_basis, "day")
    office, kind, join = "country_code", "right_kind", ""
    if asked.grain is TRANSACTION:
        text.relations.add("transaction_right")
        office, kind = "ip_office_code", "r.right_kind"
        join = "LEFT JOIN transaction_right AS r USING (tx_id, known_from_load)"
    office = f"coalesce(a.{office}, '_U')"
    text.steps["days"] = (
        f"SELECT a.feed, {office} AS office, MIN({day}) AS first, MAX({day}) AS last "
        "FROM acts AS a GROUP BY 1, 2"
    )
    text.steps["kinds"] = (
        f"SELECT DISTINCT a.feed, {office} AS office, coalesce({kind}, '_U') AS kind "
        f"FROM (SELECT * FROM acts WHERE {told}) AS a {join}"
    )
    select = (
        "SELECT feed, office, kind, first, last, true FROM days JOIN kinds USING (feed, office)"
    )
    found = session.rows(text.finish(select), text.values, sorted(text.relations))
    return Coverage(tuple(runs(sorted(found, key=lambda row: row[:3]))))
