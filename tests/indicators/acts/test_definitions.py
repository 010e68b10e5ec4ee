"""What a definition or a question over transactions and cases cannot mean is refused."""

from pathlib import Path

import pytest

from goldthread.indicators.catalogue import read
from goldthread.indicators.errors import DefinitionError, QueryError
from goldthread.indicators.query import Query, ask
from tests.indicators.support import refuses, write

GOOD = """\
id: S02
version: 1
titles: {en: Own, zh: 自有}
notes: {en: A note., zh: 说明。}
unit: {code: rights, en: rights, zh: 件}
grain: transaction
type: flow
where: tx_type = 'assignment'
rights: grant_date <= recorded_date
date: recorded_date
party: to
counting: {default: rights, allowed: [rights, transactions, distinct-rights]}
dimensions: [region, currency, month]
source: {citation: The office., evidence: know}
"""
REFUSED = [
    ("grain: transaction", "grain: colour", "grain 'colour': there are right, transaction, case"),
    ("grain: transaction\n", "", "counting .*rights"),  # of rights: other rules
    ("grain: transaction", "grain: case", "counting .*transactions"),
    ("type: flow", "type: duration\nmeasure: date_diff('day', executed_date, recorded_date)",
     "a transaction is counted as flow, stock, ratio, balance, not as a duration"),
    ("type: flow", "type: balance", "a balance counts whole, so .*distinct-rights"),
    ("type: flow", "type: ratio\nnumerator: amount > 5", "a ratio counts whole"),
    ("type: flow", "type: stock", "'until' stands in a stock"),
    ("type: flow", "type: flow\nsum: amount", "an amount is not counted by .*rights"),
    ("type: flow", "type: flow\nsum: share", "sum 'share': an amount can be added up"),
    ("type: flow", "type: flow\ndenominator: {date: executed_date}", "a denominator needs a ratio"),
    ("party: to\n", "", "'party' stands where transactions are counted"),
    ("party: to", "party: owner", "party 'owner': from or to"),
    ("tx_type = 'assignment'", "grant_date is not null", "'grant_date'.*no column"),
    ("tx_type = 'assignment'", "right_kind = 'PT'", "'right_kind'.*no column"),
    ("grant_date <= recorded_date", "grant_date", "line 9.*no condition"),
    ("grant_date <= recorded_date", "applicant_country = 'CN'", "'applicant_country'.*no column"),
    ("date: recorded_date", "date: filing_date", "'filing_date'.*no column"),
    ("[region, currency, month]", "[region, applicant_type]", "dimensions .*applicant_type"),
    ("[region, currency, month]", "[region, case_type]", "dimensions .*case_type"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), REFUSED)
def test_definition_that_cannot_be_meant_is_refused(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    refuses(write(tmp_path, GOOD.replace(old, new)), message)


def test_good_definition_is_read(tmp_path: Path) -> None:
    found = read(write(tmp_path, GOOD))
    assert (found.grain, found.party, found.additive) == ("transaction", "to", True)
    told = found.as_dict()
    assert (told["grain"], told["party"]) == ("transaction", "to")
    assert told["rights"] == "grant_date <= recorded_date"


def test_sum_is_divided_by_currency(tmp_path: Path) -> None:
    counting = "{default: transactions, allowed: [transactions, fraction-parties]}"
    text = GOOD.replace("type: flow", "type: flow\nsum: amount")
    text = text.replace(
        "{default: rights, allowed: [rights, transactions, distinct-rights]}", counting
    )
    assert read(write(tmp_path, text)).sums == "amount"
    with pytest.raises(DefinitionError, match="a sum is divided by currency"):
        read(write(tmp_path, text.replace("currency, ", "")))


ASKED = [
    ({"by": ("field",)}, "U01 is not divided by field, only by region, country, partner_region"),
    ({"by": ("currency",)}, "U01 is not divided by currency"),
    ({"by": ("colour",)}, "'colour' is no dimension"),
    ({"counting": "first-applicant"}, "'first-applicant' does not fit U01"),
    ({"where": {"partner_region": ("Atlantis",)}}, "'Atlantis' is no region"),
    ({"where": {"partner_country": ("Atlantis",)}}, "'Atlantis' is no country"),
    ({"indicator": "U05", "where": {"currency": ("yuan",)}}, "'yuan' is no currency: write an ISO"),
    ({"indicator": "U03", "where": {"tx_type": ("sale",)}}, "'sale' is no tx_type; there are"),
    ({"indicator": "U04", "by": ("month",)}, "Ask for months as periods"),
    ({"indicator": "P11", "by": ("tx_type",)}, "P11 is not divided by tx_type"),
    ({"indicator": "P11", "where": {"outcome": ("won",)}}, "'won' is no outcome; there are"),
    ({"indicator": "C01", "by": ("currency",)}, "C01 is not divided by currency"),
]


@pytest.mark.parametrize(("parts", "message"), ASKED)
def test_question_that_cannot_be_answered_is_refused(parts: dict, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(Query(parts.pop("indicator", "U01"), ("2021",), **parts))


def test_codes_are_understood_in_any_case() -> None:
    where = {"currency": ("cny",), "partner_region": ("cn-zj", "CN"), "partner_country": ("us",)}
    assert ask(Query("U05", ("2021",), where=where)).where == (
        ("currency", ("CNY",)),
        ("partner_country", ("US",)),
        ("partner_region", ("CN-ZJ", "CN")),
    )
