"""The pages of review documents in a real Chromium: axe, both languages, a phone, pictures."""

import os
from pathlib import Path

import pytest

from tests.web.furnished import serious
from tests.web.review_documents.conftest import Reader
from tests.web.review_documents.documented import Documented

WRONG = ("Something went wrong", "出错了")

pytestmark = pytest.mark.browser
PAGES = {
    "/reviews/2019-H1/document": "supervision",
    "/review-documents/{chinese}": "supervision",
    "/review-documents/{english}": "auditor",
    "/review-documents/{chinese}/editions": "auditor",
    "/review-documents/{chinese}/compare?before=1&after=2": "supervision",
    "/review-documents/{chinese}/since": "supervision",
    "/review-documents/{chinese}/take-back": "supervision",
    "/act/review_document/{chinese}/edit_template": "supervision",
    "/act/review_document/new/write?review={review}": "supervision",
}


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 360)])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(
    world: Documented, visit: Reader, lang: str, width: int
) -> None:
    given = {"chinese": world.chinese.pk, "english": world.english().pk, "review": world.judged.pk}
    template = "# 关于{{cycle}}工作的报告\n## 主要指标\n各单位按期完成任务。"
    world.act(world.chinese, "edit_template", "supervision", template=template)
    world.act(world.chinese, "restore", "supervision", edition=1)
    pictures = os.environ.get("PICTURES")
    for number, (path, who) in enumerate(PAGES.items()):
        address = path.format(**given)
        page = visit(f"{address}{'&' if '?' in address else '?'}lang={lang}", who, width)
        page.wait_for_load_state("networkidle")
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert page.locator("h1").inner_text() not in WRONG
        if pictures:
            name = Path(pictures) / f"document-{lang}-{number}.png"
            page.screenshot(path=name, full_page=True)
        assert (path, over, serious(page)) == (path, 0, [])
        page.context.close()
