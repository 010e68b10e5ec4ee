import re

import pytest

from goldthread.readers.identity import right_key, surrogate
from tests.web.conftest import Text, words

Rights = list[dict[str, str]]


def key(row: dict[str, str]) -> int:
    return surrogate(right_key("CN", row["right_kind"], row["application_number"]))


def granted_later(delivered: Rights) -> dict[str, str]:
    """A right filed before 2019 and granted in its first quarter: two deliveries tell of it."""
    return next(
        r
        for r in delivered
        if r["filing_date"] < "2018-06-01"
        and "2019-01-01" <= r["grant_date"] <= "2019-03-31"
        and "corrected" not in r["title"]
        and "Haikou" not in r["applicants"]
        and not r["termination_date"]
    )


def test_a_record_shows_what_was_delivered(opened: Text, delivered: Rights) -> None:
    row = granted_later(delivered)
    text = words(opened(f"/records/{key(row)}"))
    for value in (
        row["registration_number"],
        row["filing_date"],
        row["title"],
        "rights-spring.csv",
    ):
        assert value in text
    assert f"Record CN|{row['right_kind']}|{row['application_number']}, 2 versions." in text


def test_what_changed_between_the_versions(opened: Text, delivered: Rights) -> None:
    row = granted_later(delivered)
    html = opened(f"/records/{key(row)}")
    assert "<del>Pending</del>" in html
    assert "<ins>Registered</ins>" in html
    assert f"<ins>{row['grant_date']}</ins>" in html


def test_an_earlier_version_can_be_opened(opened: Text, delivered: Rights) -> None:
    row = granted_later(delivered)
    html = opened(f"/records/{key(row)}?as_of=2")
    assert "You are looking at an earlier version." in html
    assert row["registration_number"] not in html[: html.index('id="versions"')]


def test_a_change_of_applicant_shows_the_rows_that_went_and_came(
    opened: Text, delivered: Rights
) -> None:
    row = next(r for r in delivered if r["applicants"] == "(CN-HI) Haikou Institute")
    html = opened(f"/records/{key(row)}")
    assert re.search(r"<ins>Applicant · Haikou Institute [^<]*Hainan</ins>", html)
    assert re.search(r"<del>Applicant · (Foreign )?Company", html)


def test_the_thread_leads_from_the_indicator_to_the_file(opened: Text, delivered: Rights) -> None:
    row = granted_later(delivered)
    html = opened(f"/records/{key(row)}?indicator=C01&period={row['filing_date'][:7]}")
    bar = html[html.index('class="thread"') : html.index("</nav>", html.index('class="thread"'))]
    kinds = re.findall(r'<span class="kind">([^<]+)</span>', bar)
    assert kinds == ["Indicator", "Figure", "Records", "Record", "Load", "Source file"]


@pytest.mark.parametrize("wanted", ["0", "1", "9223372036854775807", "9999999999999999999"])
def test_a_record_that_is_not_there(opened: Text, wanted: str) -> None:
    assert f"There is no record {wanted} in the register." in opened(f"/records/{wanted}", 404)


def test_a_key_that_is_no_number_has_no_page(opened: Text) -> None:
    assert "There is no page at this address." in opened("/records/..%2f..%2fetc", 404)
