"""What docs/site.md says is so."""

import re
from pathlib import Path

import pytest
from django.test import Client

from goldthread.indicators.definition import EVERY_DIMENSION
from goldthread.web import home
from goldthread.web.lookback.series import PROVISIONAL
from goldthread.web.records.asked import SIZES
from goldthread.web.shell.address import ORDER

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "site.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table below a heading."""
    part = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_picture_is_there() -> None:
    for name in re.findall(r"\(pictures/([^)]+)\)", TEXT):
        assert (DOCS / "pictures" / name).read_bytes().startswith(b"\x89PNG")


def test_every_parameter_is_described() -> None:
    told = {
        name
        for row in rows("The address holds the state")
        for name in re.findall(r"`(\w+)`", row[0])
    }
    others = {"reason", "scheme"}  # of quarantine and of charts
    assert told == set(ORDER) - others
    assert set(EVERY_DIMENSION) <= told


def test_sizes_and_days_are_those_of_the_site() -> None:
    assert "25, 50, 100 or 250" in TEXT
    assert SIZES == (25, 50, 100, 250)
    assert f"({PROVISIONAL.days} days)" in TEXT


def test_every_setting_is_described() -> None:
    assert {name for row in rows("Settings") for name in re.findall(r"`(\w+)`", row[0])} == set(
        home.KNOWN
    )


@pytest.mark.django_db
def test_every_page_answers(client: Client) -> None:
    addresses = {name for row in rows("The pages") for name in re.findall(r"`(/[^`]*)`", row[0])}
    cell = "?indicator=C01&period=2019-H1"
    filled = {
        address.replace("templates/NAME", "templates/pledges")
        .replace("NAME", "series")
        .replace("/N", "/5")
        .replace("/ID", "/C03")
        for address in addresses - {"/records/KEY", "/transactions/KEY", "/cases/KEY"}
    }
    for address in filled:
        asked = address + (cell if address.startswith("/records") else "")
        answer = client.get(asked)
        assert answer.status_code == 200, asked
        answer.close()
