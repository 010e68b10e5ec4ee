"""How many of the patents granted were transferred within five years: rights and transactions."""

from pathlib import Path

import pytest

from goldthread.indicators import plain
from goldthread.indicators.explain import explain
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query, ask
from goldthread.indicators.records import records
from goldthread.register.store import Register
from tests.indicators.acts.support import act, known_rows
from tests.indicators.support import load, right
from tests.indicators.test_readding import known_rows as known_rights

ZJ, JS = [("CN", "CN-ZJ", "ENT")], [("CN", "CN-JS", "UNI")]
GRANTED = "2010-01-10"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Grants of 2010, of 2016 (young when the transfers were last delivered) and of another office.

    1 passed on before its grant alone, 2 on the day of its grant and later, 3 after six years, 4 by
    a merger, 5 with 2 in one assignment; 6 is of 2016; 7 is of an office without recordings.
    """
    home = tmp_path_factory.mktemp("home")
    rights = [
        *(right(n, "CN", applicants=ZJ, grant_date=GRANTED) for n in ("1", "2", "3")),
        *(right(n, "CN", applicants=JS, grant_date=GRANTED) for n in ("4", "5")),
        right("6", "CN", applicants=ZJ, grant_date="2016-01-10"),
        right("7", "CL", applicants=[("CL", "CL-RM", "ENT")], grant_date=GRANTED),
    ]
    first = [
        act("A", "assignment", "2010-01-09", rights=[("PT", "1", None)]),
        act("B", "assignment", "2010-01-10", rights=[("PT", "2", None)]),
        act("C", "assignment", "2012-01-10", rights=[("PT", "2", None)]),
        act("D", "assignment", "2016-01-11", rights=[("PT", "3", None)]),
        act("E", "merger", "2011-01-01", rights=[("PT", "4", None)]),
    ]
    load(home, rights, "2018-01-01", "rights")
    load(home, first, "2018-02-01", "acts")
    later = [act("F", "assignment", "2015-01-09", rights=[("PT", "5", None)])]
    return load(home, later, "2019-01-01", "acts")


def ask_share(register: Register, as_of: int | None = None, **where: tuple[str, ...]) -> tuple:
    total = figure(register, Query("U02", ("2010",), (), where, as_of)).total
    return total.numerator, total.denominator, total.value, total.status


def test_share_of_the_grants_that_were_transferred(register: Register) -> None:
    assert ask_share(register, 2) == (1, 5, 20, "A")
    assert ask_share(register) == (2, 5, 40, "A")  # F was recorded on the 1,825th day
    assert ask_share(register, region=("CN-JS",)) == (1, 2, 50, "A")
    assert ask_share(register, 1)[2:] == (None, "M")  # no recordings were known
    assert ask_share(register, office=("CL",))[2:] == (None, "M")


def test_young_cohorts_are_left_out_and_said(register: Register) -> None:
    young = figure(register, Query("U02", ("2016",)))
    assert (young.total.value, young.total.status) == (None, "M")
    assert young.notes[0].count == 1


def test_plain_engine_cubes_records_and_explanation_agree(register: Register) -> None:
    query = Query("U02", ("2010",), ("region",))
    made = figure(register, query)
    assert Figures(register).figure(query).as_dict() == made.as_dict()
    question = ask(query)
    cells = plain.cells(_known(register), question, question.by, question.where)
    assert {key[1]: (cell.hits, cell.amount) for key, cell in cells.items()} == {
        cell.codes["region"]: (cell.numerator, cell.denominator)
        for cell in made.cells
        if cell.records or cell.denominator
    }
    held = {cell.codes["region"]: cell.lineage for cell in made.cells}
    assert all(held[key[1]] == cell.lineage for key, cell in cells.items())
    page = records(register, Query("U02", ("2010",)))
    assert [row["record_key"] for row in page.rows] == ["CN|PT|2", "CN|PT|5"]
    change = explain(register, Query("U02", ("2010",)), 2, 3)
    assert (change.difference, [(p.name, p.value) for p in change.parts]) == (20, [("changed", 20)])


def test_cubes_follow_a_load_of_transactions_alone(tmp_path: Path) -> None:
    load(tmp_path, [right("1", "CN", applicants=ZJ, grant_date=GRANTED)], "2018-01-01", "rights")
    load(tmp_path, [act("A", "assignment", "2009-01-01")], "2018-02-01", "acts")
    query = Query("U02", ("2010",))
    assert Figures(Register(tmp_path)).figure(query).total.value == 0
    late = act("B", "assignment", "2012-01-01", rights=[("PT", "1", None)])
    load(tmp_path, [late], "2018-03-01", "acts")
    assert Figures(Register(tmp_path)).figure(query).total.value == 100


def test_of_two_feeds_of_transfers_the_one_behind_says_how_long_they_are_observed(
    tmp_path: Path,
) -> None:
    load(tmp_path, [right("1", "CN", applicants=ZJ, grant_date=GRANTED)], "2018-01-01", "rights")
    load(tmp_path, [act("A", "assignment", "2009-01-01")], "2018-02-01", "acts")
    query = Query("U02", ("2010",))
    assert figure(Register(tmp_path), query).total.value == 0
    load(tmp_path, [act("B", "pledge", "2009-01-01")], "2012-01-01", "pledges")
    assert figure(Register(tmp_path), query).total.value == 0  # it tells of no transfers
    load(tmp_path, [act("C", "assignment", "2009-01-01")], "2012-01-01", "archive")
    assert figure(Register(tmp_path), query).total.status == "M"


def _known(register: Register) -> plain.Known:
    """The rows of rights with the assignments of each."""
    rights, acts = known_rights(register, None), known_rows(register, "transaction")
    deeds = {a["tx_id"]: a for a in acts.acts if a["tx_type"] == "assignment"}
    transfers: dict[int, list] = {}
    for row in acts.rights:
        if (deed := deeds.get(row["tx_id"])) is not None:
            told = (deed["recorded_date"], deed["tx_id"], deed["lineage_key"])
            transfers[row["right_id"]] = sorted([*transfers.get(row["right_id"], []), told])
    observed = {"CN": max(acts.received.values())}
    return plain.Known(
        **{name: getattr(rights, name) for name in rights.__dataclass_fields__}
        | {"transfers": transfers, "transfers_observed": observed}
    )
