"""The pages of a review in a real Chromium: axe, both languages, a phone, and their pictures."""

import os
from pathlib import Path

import pytest

from tests.web.furnished import serious
from tests.web.review.conftest import Reader
from tests.web.review.judged import Judged

pytestmark = pytest.mark.browser
PAGES = {
    "/reviews": "statistician",
    "/reviews/2019-H1": "supervision",
    "/reviews/2019-H1/figures?indicator=C03": "auditor",
    "/reviews/2019-H1/assessments": "supervision",
    "/reviews/2019-H1/sample": "auditor",
    "/reviews/2019-H1/comparison?measure=grants": "zj_head",
    "/assessments/{zhejiang}": "supervision",
    "/sampled-tasks/{sampled}": "supervision",
    "/f/{code}": "auditor",
    "/act/assessment/{zhejiang}/regrade": "supervision",
    "/act/review/new/freeze": "statistician",
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    world: Judged, visit: Reader, lang: str, width: int
) -> None:
    keys = {
        "zhejiang": world.zhejiang.pk,
        "sampled": world.judged.sample.get(position=1).pk,
        "code": world.judged.releases.get().figures.get(asked="C03 period=2019-H1").code,
    }
    pictures = os.environ.get("PICTURES")
    for number, (path, who) in enumerate(PAGES.items()):
        address = path.format(**keys)
        page = visit(f"{address}{'&' if '?' in address else '?'}lang={lang}", who, width)
        page.evaluate("document.querySelectorAll('img').forEach(img => img.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if pictures:
            name = Path(pictures) / f"review-{lang}-{number}.png"
            page.screenshot(path=name, full_page=True)
        assert (path, over, serious(page)) == (path, 0, [])
        page.context.close()
