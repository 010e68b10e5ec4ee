import csv
import io
import re

import openpyxl
import pytest
from django.test import Client

from tests.web.conftest import Text, words

Rights = list[dict[str, str]]
CELL = "indicator=C01&period=2019-H1"


def of_cell(delivered: Rights) -> Rights:
    return [
        r
        for r in delivered
        if r["right_kind"] == "PT" and "2019-01-01" <= r["filing_date"] <= "2019-06-30"
    ]


def numbers(html: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="/records/\d+[^"]*">([^<]+)</a>', html)


def test_the_records_of_a_number_are_those_delivered(opened: Text, delivered: Rights) -> None:
    wanted = sorted(r["application_number"] for r in of_cell(delivered))
    found: list[str] = []
    for at in range(1, -(-len(wanted) // 50) + 1):
        found += numbers(opened(f"/records?{CELL}" + (f"&page={at}" if at > 1 else "")))
    assert sorted(found) == wanted


def test_the_proof_says_that_they_add_up(opened: Text, delivered: Rights) -> None:
    count = len(of_cell(delivered))
    assert f"These {count} records add up to {count} applications." in words(
        opened(f"/records?{CELL}")
    )


def test_sorting_by_a_column(opened: Text, delivered: Rights) -> None:
    html = opened(f"/records?{CELL}&sort=-filing_date")
    days = re.findall(r'<td class="nowrap">(2019-\d\d-\d\d)</td>', html)
    newest = max(r["filing_date"] for r in of_cell(delivered))
    assert days[0] == newest
    assert 'aria-sort="descending"' in html


def test_a_heading_sorts_up_then_down_then_not(opened: Text) -> None:
    assert "sort=filing_date" in opened(f"/records?{CELL}")
    assert "sort=-filing_date" in opened(f"/records?{CELL}&sort=filing_date")
    assert f'<a href="/records?{CELL.replace("&", "&amp;")}">Filing date' in opened(
        f"/records?{CELL}&sort=-filing_date"
    )


def test_pages_link_to_each_other(opened: Text) -> None:
    html = opened(f"/records?{CELL}&page=2&size=25")
    assert "26 to 50 of" in words(html)
    assert 'rel="next"' in html
    assert 'rel="prev"' in html


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (f"{CELL}&page=999", "page"),
        (f"{CELL}&page=0", "page"),
        (f"{CELL}&size=100000", "size"),
        (f"{CELL}&sort=name; drop", "sort"),
        (f"{CELL}&sort=days2", "sort"),
        ("indicator=C01", "period"),
        ("period=2019-H1", "indicator"),
    ],
)
def test_a_bad_parameter_is_named(opened: Text, query: str, name: str) -> None:
    assert f"<code>{name}</code>" in opened(f"/records?{query}", 400)


def test_filters_can_be_taken_away(opened: Text) -> None:
    html = opened(f"/records?{CELL}&region=CN-GD&applicant_type=ENT")
    assert 'href="/records?indicator=C01&amp;period=2019-H1&amp;applicant_type=ENT"' in html
    assert "Guangdong" in words(html)


def test_what_an_applicant_is_called_is_text(opened: Text) -> None:
    html = opened(f"/records?{CELL}")
    assert "&lt;&amp;&gt;" in html
    assert "<&>" not in html


def test_a_cell_without_records_says_what_to_do(opened: Text) -> None:
    assert "No record is counted here." in opened(
        "/records?indicator=C01&period=2019-H1&region=CN-XZ"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "indicator=I05&period=2019-H1",
            r"These \d+ records are the numerator: \d+ of \d+ gives [\d.]+ %\.",
        ),
        ("indicator=A04&period=2019-H1", r"These \d+ records give the median of [\d.,]+ days\."),
        ("indicator=C06&period=2019-H1&field=4", r"These \d+ records add up to [\d.]+ grants\."),
        ("indicator=C01&period=1900", "No value is known here"),
    ],
)
def test_the_proof_by_type(opened: Text, query: str, said: str) -> None:
    assert re.search(said, words(opened(f"/records?{query}")))


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_csv_holds_every_record_and_no_formula(client: Client, delivered: Rights) -> None:
    text = body(client, f"/records.csv?{CELL}&sort=application_number").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    wanted = sorted(r["application_number"] for r in of_cell(delivered))
    assert [row["application_number"] for row in rows] == wanted
    titles = {r["application_number"]: r["title"] for r in delivered}
    for row in rows:
        assert row["title"] in (
            titles[row["application_number"]],
            "'" + titles[row["application_number"]],
        )
        assert not row["title"].startswith("=")


def test_a_title_that_looks_like_a_formula_is_text(client: Client, delivered: Rights) -> None:
    danger = next(r for r in delivered if r["application_number"] == "danger1")
    indicator = {"PT": "C01", "UM": "C09", "DS": "C10R"}[danger["right_kind"]]
    cell = f"indicator={indicator}&period={danger['filing_date'][:7]}"
    if indicator == "C10R":
        cell = f"indicator=C10R&period={danger['grant_date'][:7]}"
    text = body(client, f"/records.csv?{cell}").decode("utf-8-sig")
    titles = {row["application_number"]: row["title"] for row in csv.DictReader(io.StringIO(text))}
    assert titles["danger1"] == "'" + danger["title"]
    book = openpyxl.load_workbook(io.BytesIO(body(client, f"/records.xlsx?{cell}")))
    cells = [c for row in book.worksheets[0].iter_rows() for c in row if c.value == danger["title"]]
    assert [c.data_type for c in cells] == ["s"]


def test_xlsx_says_which_number_it_is(client: Client, delivered: Rights) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body(client, f"/records.xlsx?{CELL}&lang=zh")))
    assert book.sheetnames == ["记录", "身份"]
    assert book.worksheets[0].max_row == len(of_cell(delivered)) + 1
    facts = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows()}
    assert facts["代码"] == "goldthread figure C01 --period 2019-H1 --as-of 5"
    assert facts["统计期"] == "2019年上半年"


def test_downloads_have_a_safe_name(client: Client) -> None:
    answer = client.get(f"/records.csv?{CELL}&region=CN-GD")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="records-c01-2019-h1-cn-gd.csv"'
    )
