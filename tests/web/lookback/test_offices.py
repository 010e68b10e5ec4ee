"""The look-back of a register that holds the rights of several offices."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldthread.readers import registry
from goldthread.register.store import Register
from tests.web.conftest import words

HEADER = "ip_office_code,right_kind,application_number,filing_date,applicants\n"
CHILE = "".join(f"CL,PT,{n},2019-0{n}-01,(CL-RM) Casa {n}\n" for n in (1, 2, 3))
STATES = "".join(f"US,PT,{n},2018-0{n}-01,(US-CA) House {n}\n" for n in (1, 2))
SAMPLE = "/?indicator=C01&period=2019"


@pytest.fixture
def two(tmp_path: Path, settings: Any) -> Client:
    """Three applications of Chile and one of the United States of 2019; then two of 2018."""
    settings.GOLDTHREAD_HOME = tmp_path
    settings.ALLOWED_HOSTS = ["testserver"]
    register = Register(tmp_path)
    later = "US,PT,9,2019-05-01,(US-CA) House 9\n"
    for name, rows in (("a.csv", CHILE + later), ("b.csv", STATES)):
        (tmp_path / name).write_text(HEADER + rows, encoding="utf-8")
        register.load(registry.reader("rights"), [tmp_path / name])
    return Client(headers={"accept-language": "en"})


def _lead(html: str) -> str:
    return words(re.search(r'<p class="lead">.*?</p>', html, re.DOTALL)[0])  # type: ignore[index]


def test_figures_of_several_offices_are_not_called_one_countrys(two: Client) -> None:
    html = two.get(SAMPLE).content.decode()
    assert _lead(html).startswith("All offices · Patent applications filed")
    assert re.search(r">4</a>", html)


def test_an_office_is_chosen_in_the_form_and_narrows_the_page(two: Client) -> None:
    form = two.get(SAMPLE).content.decode()
    offered = re.search(r'<select id="choose-office".*?</select>', form, re.DOTALL)
    assert offered
    assert re.findall(r'<option value="(\w*)"', offered[0]) == ["", "CL", "US"]
    html = two.get(f"{SAMPLE}&office=US").content.decode()
    assert _lead(html).startswith("United States of America · Patent applications filed")
    assert '<option value="US" selected>' in html
    text = words(html)
    assert "California" in text
    assert "Metropolitana" not in text


def test_acts_are_covered_as_far_as_any_load_of_the_feed_goes(two: Client) -> None:
    assert "with acts up to 1 May 2019." in words(two.get(SAMPLE).content.decode())
