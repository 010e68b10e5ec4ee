"""Pages over transactions and cases: a number opens to them, they to their rights, and back."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from goldthread.readers.identity import right_key, surrogate
from tests.indicators.acts.support import act
from tests.indicators.support import load
from tests.web.conftest import words
from tests.web.records.conftest import ONE, PLEDGE, SALE

H1 = "period=2021-H1"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_number_opens_to_its_transactions_and_they_to_their_rights(acts_client: Client) -> None:
    html = page(acts_client, f"/records?indicator=U01&{H1}")
    assert "This 1 record adds up to 2 rights." in words(html)
    assert f'href="/transactions/{SALE}?indicator=U01&amp;period=2021-H1"' in html
    assert "Alpha" in html
    html = page(acts_client, f"/transactions/{SALE}?indicator=U01&{H1}")
    text = words(html)
    assert "A1 Sale" in text
    assert "The transaction" in text
    assert "Assignment" in text
    # Right 1 is in the register and opens; right 77 is not.
    assert re.findall(r'<td><a href="(/records/\d+)">(\d+)</a>', html) == [(f"/records/{ONE}", "1")]
    assert "<td>77</td>" in html


def test_right_lists_its_transactions_as_known_on_a_day(acts_client: Client) -> None:
    html = page(acts_client, f"/records/{ONE}")
    shown = re.findall(r'<a href="/transactions/(\d+)">(\w+)</a>', html)
    assert shown == [(str(SALE), "A1"), (str(PLEDGE), "P1")]
    assert "600" in words(html)
    assert "500.25" in words(page(acts_client, f"/records/{ONE}?as_of=2"))
    assert "Transactions" not in words(page(acts_client, f"/records/{ONE}?as_of=1"))
    two = surrogate(right_key("CN", "PT", "2"))
    assert 'id="transaction"' not in page(acts_client, f"/records/{two}")


def test_transaction_shows_its_versions(acts_client: Client) -> None:
    html = page(acts_client, f"/transactions/{PLEDGE}")
    assert "<del>500.25</del>" in html
    assert "<ins>600</ins>" in html
    assert f'href="/transactions/{PLEDGE}?as_of=2"' in html


def test_amounts_in_two_currencies_are_told_apart(acts_client: Client) -> None:
    html = page(acts_client, f"/records?indicator=U05&{H1}")
    assert "Amounts in several currencies are not added up: choose one currency." in words(html)
    html = page(acts_client, f"/records?indicator=U05&{H1}&currency=CNY")
    assert "This 1 record adds up to 600 CNY." in words(html)
    look = page(acts_client, f"/?indicator=U05&{H1}&currency=CNY")
    assert re.findall(r'<option value="(CNY|USD)"( selected)?>', look) == [
        ("CNY", " selected"),
        ("USD", ""),
    ]


def test_balance_says_what_came_and_went(acts_client: Client) -> None:
    html = page(acts_client, f"/records?indicator=U13&{H1}&region=CN-JS")
    assert "1 records: 2 came in, 0 went out, 2 rights." in words(html)


def test_cases_have_pages(acts_client: Client) -> None:
    key = surrogate("office|C7")
    html = page(acts_client, f"/records?indicator=P11&{H1}")
    assert f'href="/cases/{key}?indicator=P11&amp;period=2021-H1"' in html
    text = words(page(acts_client, f"/cases/{key}"))
    assert "The case" in text
    assert "Administrative case" in text


@pytest.mark.parametrize("path", ["/transactions/1", "/cases/9999999999999999999"])
def test_transaction_or_case_that_is_not_there(acts_client: Client, path: str) -> None:
    assert "There is no record" in page(acts_client, path, 404)


def test_records_are_sorted_by_their_own_columns(acts_client: Client) -> None:
    html = page(acts_client, f"/records?indicator=U06&{H1}&sort=-amount")
    assert re.findall(r'<th scope="row"[^>]*><a[^>]*>(\w+)</a>', html) == ["P1", "P2"]
    refused = page(acts_client, f"/records?indicator=U06&{H1}&sort=title", 400)
    assert "Give one of recording_number" in refused
    assert page(acts_client, f"/records?indicator=C01&{H1}&sort=amount", 400)


def test_explanation_opens_to_transactions(acts_client: Client) -> None:
    html = page(acts_client, f"/explain?indicator=U05&{H1}&currency=CNY&from=2&to=4")
    assert "transactions that count otherwise after a change" in html
    assert f"/transactions/{PLEDGE}?" in html


def test_downloads_hold_transactions(acts_client: Client) -> None:
    answer = acts_client.get(f"/records.csv?indicator=U06&{H1}")
    lines = b"".join(answer).decode().splitlines()
    assert lines[0].startswith("\ufefftx_id,record_key,office,region")
    assert len(lines) == 3
    workbook = acts_client.get(f"/records.xlsx?indicator=U06&{H1}")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(workbook))).worksheets[0]
    assert [row[8].value for row in sheet.iter_rows(min_row=2)] == ["pledge", "pledge"]


@pytest.mark.parametrize("indicator", ["U01", "U04", "U05", "U06F", "U06S", "U13", "P11", "P11R"])
def test_look_back_and_catalogue_show_such_figures(acts_client: Client, indicator: str) -> None:
    html = page(acts_client, f"/?indicator={indicator}&{H1}")
    assert "Transactions" in html
    assert "Enforcement cases" in html
    assert page(acts_client, f"/indicators/{indicator}")


def test_register_of_transactions_alone_offers_their_periods(tmp_path: Path, settings: Any) -> None:
    pledge = act("P", "pledge", "2021-03-01", amount="5", currency="CNY")
    load(tmp_path, [pledge, act("Q", "pledge", "2020-06-30")], "2022-01-15")
    settings.GOLDTHREAD_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    html = page(Client(headers={"accept-language": "en"}), "/?indicator=U06")
    assert re.findall(r'<option value="(20\d\d)"', html) == ["2021", "2020"]
    assert "Look-back: second half of 2020" in words(html)
