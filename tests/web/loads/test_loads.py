import hashlib
from pathlib import Path

from django.test import Client

from tests.web.conftest import Text, words


def test_all_loads_newest_first(opened: Text) -> None:
    html = opened("/loads")
    found = [html.index(f'href="/loads/{number}"') for number in (5, 4, 3, 2, 1)]
    assert found == sorted(found)
    assert "5 deliveries" in words(html)


def test_a_load_shows_its_files_with_their_hashes(opened: Text, made_home: Path) -> None:
    file = made_home / "delivered" / "rights-first.csv"
    assert hashlib.sha256(file.read_bytes()).hexdigest() in opened("/loads/2")


def test_a_load_that_is_not_there(opened: Text) -> None:
    assert "There is no load 99." in opened("/loads/99", 404)


def test_quarantine_shows_place_cause_and_bytes(opened: Text) -> None:
    html = opened("/loads/5/quarantine")
    text = words(html)
    assert "&#x27;2019-02-31&#x27; is no day of the calendar." in text
    assert text.count("rights-corrections.csv, line") >= 2
    assert "bad1" in text


def test_quarantine_by_reason(opened: Text) -> None:
    assert "1 to 2 of 2" in words(opened("/loads/5/quarantine?reason=bad-date"))
    assert "Allowed are bad-date." in opened("/loads/5/quarantine?reason=other", 400)


def test_a_load_without_bad_records_says_so(opened: Text) -> None:
    empty = words(opened("/loads/2/quarantine"))
    assert "This load has nothing in quarantine" in empty
    assert "of 0" not in empty


def test_a_page_beyond_the_last_is_refused(client: Client) -> None:
    assert client.get("/loads?page=2").status_code == 400
