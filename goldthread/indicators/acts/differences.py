"""The tables from which `differences` tells why a number over transactions or cases is another."""

from typing import Final

from goldthread.indicators.acts.compile import placed
from goldthread.indicators.acts.counts import inside
from goldthread.indicators.acts.records import of_question
from goldthread.indicators.acts.text import Text
from goldthread.indicators.engine import Session, execute
from goldthread.indicators.grains import CASE, GRAINS, OVER_PARTIES, TRANSACTION
from goldthread.indicators.query import Question

# What an explanation lists of an act.
SHOWN: Final = {
    TRANSACTION.name: ("record_key", "recording_number", "tx_type", "conveyance_text"),
    CASE.name: ("record_key", "case_number", "authority", "outcome"),
}


def hold(table: str, session: Session, question: Question) -> None:
    """Keep every act counted as a row of `table`: m of its k parts and whether it hits."""
    shown = SHOWN[question.definition.grain]
    asked = of_question(session, question, carry=shown)
    text = Text()
    placed(asked, text)
    text.steps["inside"] = inside(asked, text)
    hit = "TRUE AS hit" if asked.balance else "hit"
    own = ", ".join(f"own_{name}" for name in shown)
    _store(
        table,
        session,
        text,
        f"SELECT id AS right_id, load AS known_from_load, k, {own}, m, {hit}, "
        "CAST(NULL AS BIGINT) AS days FROM inside",
    )


def learn(prefix: str, number: int, session: Session, question: Question) -> None:
    """Of the acts that differ: which were known at all, and which counted in any cell, and where.

    Two tables of the prefix: `known_` of right_id, `else_` of right_id and region.
    """
    grain = GRAINS[question.definition.grain]
    differing = f"IN (SELECT right_id FROM {prefix}_keys)"
    known = Text(relations={grain.table})
    select = f"SELECT DISTINCT {grain.key} AS right_id FROM {grain.table}"
    _store(f"{prefix}_known_{number}", session, known, f"{select} WHERE {grain.key} {differing}")
    by = () if question.counting in OVER_PARTIES else ("region",)
    asked = of_question(session, question, by, (), rolled=False)
    text = Text()
    placed(asked, text)
    text.steps["inside"] = inside(asked, text)
    region = "region" if by else "CAST(NULL AS VARCHAR) AS region"
    select = f"SELECT DISTINCT id AS right_id, {region} FROM inside WHERE id {differing}"
    _store(f"{prefix}_else_{number}", session, text, select)


def _store(table: str, session: Session, text: Text, select: str) -> None:
    body = session.complete(text.finish(select), sorted(text.relations))
    execute(f"CREATE OR REPLACE TABLE {table} AS {body}", text.values)
