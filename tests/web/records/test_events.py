"""The page of a right that one feed describes and another's events follow."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from goldthread.readers.identity import right_key, surrogate
from goldthread.web import build
from tests.indicators.support import load, right
from tests.web.conftest import words

KEY = surrogate(right_key("CN", "PT", "1"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build.build()
    home = tmp_path_factory.mktemp("events")
    loom = {"filing_date": "2010-01-01", "grant_date": "2012-01-01"}
    load(home, [right("1", "CN", title="Loom", **loom)], "2019-01-01", "rights", rank=60)
    events = [("2015-02-03", "H13"), ("2015-09-08", "K13"), ("2017-01-01", "L15")]
    load(home, [right("1", "CN", events=events)], "2019-02-01", "events", rank=40)
    return home


@pytest.fixture
def client(home: Path, settings: Any) -> Client:
    settings.GOLDTHREAD_HOME = home
    settings.ALLOWED_HOSTS = ["testserver"]
    return Client(headers={"accept-language": "en"})


def test_a_right_is_shown_as_it_is_described_with_what_events_tell(client: Client) -> None:
    text = words(client.get(f"/records/{KEY}").content.decode())
    assert "1 Loom" in text
    assert "rights-000.jsonl" in text
    assert "You are looking at an earlier version." not in text
    spells = text[text.index("In force, by its events · events") :]
    assert "until its grant 2015-02-03 2015-09-08 still in force" in spells[:200]
    assert "Invalidation requested 2017-01-01" in text


def test_before_its_events_were_known_nothing_is_told_of_them(client: Client) -> None:
    text = words(client.get(f"/records/{KEY}?as_of=1").content.decode())
    assert "In force, by its events" not in text[: text.index("Versions")]


def test_figure_of_a_stock_opens_to_the_right(client: Client) -> None:
    html = client.get("/records?indicator=P01&period=2012-H1&lang=en").content.decode()
    assert f"/records/{KEY}" in html
