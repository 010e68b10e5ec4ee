"""The transactions behind a number, and why it changed: parts that sum exactly."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from goldthread.cli import main
from goldthread.indicators.catalogue import catalogue
from goldthread.indicators.errors import QueryError
from goldthread.indicators.explain import explain
from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.indicators.records import records
from goldthread.register.store import Register
from tests.indicators.acts.support import act, case
from tests.indicators.acts.test_engines import random_query, random_register
from tests.indicators.support import load

ZJ, JS, BANK = ("Alpha", "CN", "CN-ZJ"), ("Beta", "CN", "CN-JS"), ("Bank", "CN", "CN-ZJ")
OURS = [d for d in catalogue().values() if d.grain != "right"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return random_register(tmp_path_factory.mktemp("many"), 11)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Three pledges; later one was raised, one taken over by another region, and one came."""
    home = tmp_path_factory.mktemp("home")
    first = [
        act("1", "pledge", "2021-01-05", [ZJ], [BANK], [("PT", "1", None)], amount="100.5"),
        act("2", "pledge", "2021-01-06", [ZJ, JS], [BANK], [("PT", "2", None)], amount="10"),
        act("3", "pledge", "2021-01-07", [JS], [BANK], [("PT", "3", None)], amount="7"),
        act("4", "assignment", "2021-01-08", [JS], [ZJ], [("PT", "1", "2020-01-01")]),
    ]
    later = [
        act("1", "pledge", "2021-01-05", [ZJ], [BANK], [("PT", "1", None)], amount="200.25"),
        act("3", "pledge", "2021-01-07", [ZJ], [BANK], [("PT", "3", None)], amount="7"),
        act("5", "pledge", "2021-01-09", [ZJ], [BANK], [("PT", "5", None)], amount="1"),
        act("6", "assignment", "2021-01-02", [JS], [ZJ], [("PT", "1", "2020-01-01")]),
    ]
    for day, loaded in (("2021-02-01", first), ("2021-03-01", later)):
        for one in loaded:
            one["transaction"][0]["currency"] = "CNY"
        load(home, loaded, day)
    load(home, [case("9", "2021-01-05")], "2021-03-01", "cases")
    return Register(home)


def test_transactions_are_listed_with_parties_rights_and_share(register: Register) -> None:
    query = Query("U05", ("2021-01",), where={"region": ("CN-JS",)}, as_of=1)
    page = records(register, query)
    rows = [
        {k: v for k, v in row.items() if k not in ("tx_id", "lineage_key")} for row in page.rows
    ]
    assert rows[0] == {
        "record_key": "CN|2",
        "office": "CN",
        "region": "CN-ZJ",  # of the first-named pledgor
        "country": "CN",
        "partner_region": "CN-ZJ",
        "partner_country": "CN",
        "recording_number": "2",
        "tx_type": "pledge",
        "recorded_date": page.rows[0]["recorded_date"],
        "executed_date": None,
        "amount": 10,
        "currency": "CNY",
        "conveyance_text": None,
        "from_names": "Alpha; Beta",
        "to_names": "Bank",
        "right_numbers": "2",
        "n_rights": 1,
        "share_numerator": 5,
        "share_denominator": 1,
        "share": 5.0,
        "load": 1,
        "feed": "office",
        "source_file": "office-000.jsonl",
        "source_locator": "line 2",
    }
    assert page.as_dict()["records"][0]["recorded_date"] == "2021-01-06"
    assert [row["record_key"] for row in rows] == ["CN|2", "CN|3"]
    assert (page.total, page.count) == (12, 2)


def test_page_and_order_of_transactions(register: Register) -> None:
    query = Query("U06", ("2021",))
    keys = [row["record_key"] for row in records(register, query, sort="-amount").rows]
    assert keys == ["CN|1", "CN|2", "CN|3", "CN|5"]
    second = records(register, query, sort="-amount", limit=2, offset=2)
    assert [row["record_key"] for row in second.rows] == ["CN|3", "CN|5"]
    assert (second.count, second.total) == (4, 4)
    with pytest.raises(QueryError, match="'title' is no column to sort by; there are recording"):
        records(register, query, sort="title")


def test_cases_are_listed(register: Register) -> None:
    (row,) = records(register, Query("P11", ("2021",))).rows
    assert (row["case_number"], row["share"], row["country"]) == (
        "9",
        1.0,
        "CN",
    )


@pytest.mark.parametrize("definition", OURS, ids=[d.id for d in OURS])
def test_records_add_up_to_the_figure_and_parts_to_the_difference(
    many: Register, definition
) -> None:
    """Of every definition: one number, its records, and its parts between two days."""
    random = Random(definition.id)
    for rule in definition.countings:
        asked = random_query(random, definition, rule)
        where = {n: v for n, v in asked.where.items() if n != "month"}
        if definition.sums:
            where["currency"] = ("CNY",)
        query = Query(definition.id, ("2021",), (), where, None, rule)
        total = figure(many, query).total
        page = records(many, query)
        assert sum(Fraction(r["share_numerator"], r["share_denominator"]) for r in page.rows) == (
            page.total
        )
        if definition.denominator_date is None and definition.numerator is None:
            assert total.value in (None, page.total)
            assert page.lineage == total.lineage
        else:
            assert total.numerator in (None, page.total)
    made = explain(many, query, 5, 8)  # by the last rule
    if made.difference is not None:
        assert sum(part.value for part in made.parts if part.value) == made.difference


def test_parts_say_why_an_amount_is_another(register: Register) -> None:
    query = Query("U05", ("2021-01",), where={"region": ("CN-ZJ",)})
    made = explain(register, query, 1, 2)
    assert made.difference == Fraction("200.25") + 5 + 7 + 1 - (Fraction("100.5") + 5)
    assert {part.name: part.value for part in made.parts} == {
        "new": 1,
        "changed": Fraction("99.75"),
        "reclassified-in": 7,
    }
    (new,) = [part.as_dict() for part in made.parts if part.name == "new"]
    assert new["title"] == {"en": "new transactions", "zh": "新增交易登记"}
    assert (new["listed"][0]["record_key"], new["listed"][0]["recording_number"]) == ("CN|5", "5")
    assert "tx_id" in new["listed"][0]


def test_right_that_passed_on_earlier_stands_under_the_earlier_transaction(
    register: Register,
) -> None:
    query = Query("U01", ("2021",), counting="distinct-rights")
    assert [row["record_key"] for row in records(register, query).rows] == ["CN|6"]
    made = explain(register, query, 1, 2)
    assert made.difference == 0
    assert {part.name: part.value for part in made.parts} == {"new": 1, "changed-out": -1}


def test_amounts_in_two_currencies_are_not_explained_as_one(tmp_path: Path) -> None:
    for day, currency in (("2021-02-01", "CNY"), ("2021-03-01", "USD")):
        one = act(currency, "pledge", "2021-01-05", [ZJ], amount="5", currency=currency)
        load(tmp_path, [one], day)
    register = Register(tmp_path)
    told = "in CNY before and in CNY, USD after: name one by --where currency=CNY"
    with pytest.raises(QueryError, match=told):
        explain(register, Query("U05", ("2021",)), 1, 2)
    made = explain(register, Query("U05", ("2021",), where={"currency": ("USD",)}), 1, 2)
    assert [(part.name, part.value) for part in made.parts] == [("new", 5)]


def test_command_says_why_there_is_no_sum_and_what_came_and_went(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pledges = [
        act(currency, "pledge", "2021-01-05", [ZJ], amount="5", currency=currency)
        for currency in ("CNY", "USD")
    ]
    sale = act("S", "assignment", "2021-01-05", [ZJ], [JS], [("PT", "1", None)])
    load(tmp_path, [*pledges, sale], "2021-02-01")
    home = ["--home", str(tmp_path)]
    assert main(["figure", "U05", "--period", "2021-01", *home]) == 0
    told = capsys.readouterr().out
    assert "Amounts in CNY, USD are not added up: divide by currency." in told
    assert main(["figure", "U13", "--period", "2021-01", "--where", "region=CN-ZJ", *home]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["period", "value", "inflow", "outflow", "records", "status"]
    assert lines[2].split() == ["2021-01", "-1", "0", "1", "1", "A"]
    assert main(["indicators", "U01", *home]) == 0
    assert "rights: grant_date <= recorded_date" in capsys.readouterr().out


def test_command_lists_transactions(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    home = ["--home", str(register.home)]
    assert main(["records", "U05", "--period", "2021-01", *home]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["recording_number", "tx_type", "recorded_date"]
    assert lines[-1] == "4 of 4 records shown; they all add to 218.25."
