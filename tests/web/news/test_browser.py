"""The pages of news in a real Chromium: axe, a phone, both languages."""

from typing import Any

import pytest

from tests.web.furnished import serious
from tests.web.news.told import Newsworthy

pytestmark = pytest.mark.browser
PAGES = {
    "/news": "press",
    "/news/out": "",
    "/news/kept": "press",
    "/news/gone": "",
    "/act/news/{draft}/edit": "press",
    "/act/news/{out}/correct": "issuer",
    "/act/news/new/draft": "press",
}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    told: Newsworthy, visit: Any, lang: str, width: int
) -> None:
    told.act(
        told.out, "correct", "issuer", passage="offices met", wording="they met", reason="short"
    )
    for path, who in PAGES.items():
        address = path.format(draft=told.draft.pk, out=told.out.pk)
        page = visit(f"{address}?lang={lang}", who, width)
        gone = [said for said in page.complaints if "410" not in said]
        assert (path, page.evaluate(SIDEWAYS), gone, serious(page)) == (path, 0, [], [])
        page.context.close()
