"""An expression gives the same in the engine and in plain Python, nulls included."""

from datetime import date
from itertools import product

import pytest

from goldthread.indicators.engine import ask_duckdb
from goldthread.indicators.expressions import parse
from goldthread.indicators.plain import value

TEXTS = ("PT", "A1", "A%", None)
NUMBERS = (0, 3, None)
DAYS = (date(2019, 1, 1), date(2020, 2, 29), None)
CONDITIONS = [
    "right_kind = 'PT'",
    "right_kind <> 'PT'",
    "not right_kind = 'PT'",
    "right_kind like 'A_'",
    "right_kind not like 'A%'",
    "right_kind in ('PT', 'UM')",
    "right_kind in ('UM', null)",
    "right_kind not in ('UM', null)",
    "right_kind is null or n_claims > 2",
    "right_kind is not null and n_claims >= 3",
    "right_kind = 'PT' and n_claims = 3",
    "right_kind = 'PT' or n_claims = 3",
    "not (right_kind = 'PT' and n_claims = 3)",
    "n_claims between 1 and 3",
    "n_claims between 5 and null",
    "n_claims not between null and 2",
    "n_claims + 1 < 4 and n_claims - 1 <= 2 and n_claims * 2 > -1",
    "coalesce(n_claims, 7) = 7",
    "coalesce(n_claims, null) is null",
    "case when n_claims > 1 then true when right_kind = 'PT' then false end",
    "case when n_claims > 1 then 'x' else right_kind end = 'PT'",
    "least(filing_date, grant_date) = date '2019-01-01'",
    "greatest(filing_date, grant_date) = date '2020-02-29'",
    "filing_date < grant_date",
    "date_diff('day', filing_date, grant_date) = 424",
    "true and not false",
]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_condition_gives_the_same_in_both_engines(condition: str) -> None:
    tree = parse(condition, "condition")
    for kind, claims, filed, granted in product(TEXTS, NUMBERS, DAYS, DAYS):
        row = {"right_kind": kind, "n_claims": claims, "filing_date": filed, "grant_date": granted}
        columns = (
            "CAST($right_kind AS VARCHAR) AS right_kind, CAST($n_claims AS INT) AS n_claims, "
            "CAST($filing_date AS DATE) AS filing_date, CAST($grant_date AS DATE) AS grant_date"
        )
        text = f"SELECT {tree.sql('duckdb')} FROM (SELECT {columns}) AS r"
        assert ask_duckdb(text, row) == [(value(tree, row),)], row
