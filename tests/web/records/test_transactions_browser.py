"""The pages over transactions in a real Chromium: axe, both languages, a phone's width."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goldthread.readers.identity import surrogate
from tests.web.conftest import serving
from tests.web.records.conftest import ONE, PLEDGE
from tests.web.test_browser import serious, with_language

pytestmark = pytest.mark.browser
PAGES = {
    "look-back": "/?indicator=U06&period=2021-H1",
    "amounts": "/?indicator=U05&period=2021-H1",
    "balance": "/?indicator=U13&period=2021-H1",
    "records": "/records?indicator=U05&period=2021-H1&currency=CNY",
    "transaction": f"/transactions/{PLEDGE}?indicator=U06&period=2021-H1",
    "right": f"/records/{ONE}",
    "case": f"/cases/{surrogate('office|C7')}",
    "explain": "/explain?indicator=U05&period=2021-H1&currency=CNY&from=2&to=4",
    "indicator": "/indicators/U05",
}


@pytest.fixture
def acts_server(acts_home: Path, settings: Any) -> Iterator[str]:
    """The site over the small register; gives its address."""
    settings.GOLDTHREAD_HOME = acts_home
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    with serving() as address:
        yield address


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("zh", "dark")])
def test_pages_are_accessible_and_fit_a_phone(
    chromium: Any, acts_server: str, lang: str, scheme: str
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 900}, color_scheme=scheme)
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text))
    found, widths = {}, {}
    for name, address in PAGES.items():
        window.goto(acts_server + with_language(address, lang))
        found[name] = serious(window)
        widths[name] = window.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert widths == dict.fromkeys(PAGES, 360)
    assert complaints == []
