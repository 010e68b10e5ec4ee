"""The pages and files of review documents: what they say, who sees them, what they cost."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from goldthread.documents.report.reading import read_docx
from goldthread.review.content import places
from goldthread.review.rules.document import last_of
from tests.web.conftest import words
from tests.web.review.judged import BEFORE, NOW
from tests.web.review_documents.conftest import Reader
from tests.web.review_documents.documented import Documented
from tests.web.seminar.conftest import asked


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return words(answer.content.decode())


def codes(world: Documented) -> list[str]:
    return [place.run["code"] for place in places(last_of(world.chinese).content)]


def test_the_page_has_the_text_with_every_number_and_its_code(
    world: Documented, read: Reader
) -> None:
    page = text(read(f"/review-documents/{world.chinese.pk}", "supervision", "zh"))
    grants, before = codes(world)[:2]
    assert f"上半年授权 {NOW}件 {grants} ，上年同期 {BEFORE}件 {before} 。" in page
    assert "一、主要指标" in page
    assert "江西 60 +500.0 江苏 50 +400.0" in page


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_code_opens_its_figure_from_the_document(
    world: Documented, read: Reader, lang: str
) -> None:
    page = read(f"/f/{codes(world)[0]}", "supervision", lang)
    assert f"/review-documents/{world.chinese.pk}" in page.content.decode()


def test_a_draft_is_there_for_who_follows_the_review_only(world: Documented, read: Reader) -> None:
    path = f"/review-documents/{world.chinese.pk}"
    paths = [path, f"{path}/editions", f"{path}/since", f"{path}/compare?before=1&after=1"]
    paths += [f"{path}/1/document.docx", f"{path}/1/chart-1.svg", f"{path}/take-back"]
    for who in ("zj_head", "delegate", ""):
        assert {read(each, who).status_code for each in paths} == {404}, who
    assert {read(each, "auditor").status_code for each in paths[:-1]} == {200}


def test_once_published_everybody_reads_the_last_edition_and_none_before(
    world: Documented, read: Reader
) -> None:
    world.act(world.chinese, "renew", "supervision")
    world.publish_it()
    path = f"/review-documents/{world.chinese.pk}"
    assert "上半年授权" in text(read(path, "", "zh"))
    assert read(f"{path}/2/document.html").status_code == 200
    hidden = [f"{path}?edition=1", f"{path}/1/document.pdf", f"{path}/1/chart-1.svg"]
    hidden += [f"{path}/editions", f"{path}/compare?before=1&after=2", f"{path}?edition=x"]
    assert {read(each).status_code for each in hidden} == {404}


def test_files_are_attachments_that_say_the_same(world: Documented, read: Reader) -> None:
    path = f"/review-documents/{world.chinese.pk}/1/document"
    word, pdf, page = (read(f"{path}.{form}", "auditor") for form in ("docx", "pdf", "html"))
    assert word["Content-Disposition"] == 'attachment; filename="review-2019-H1-zh-1.docx"'
    bound = [each for block in read_docx(word.content) for each in block.bound]
    assert [each.code for each in bound] == codes(world)
    assert bound[0].text == f"{NOW}件"
    pages = PdfReader(BytesIO(pdf.content)).pages
    assert f"{NOW}件{codes(world)[0]}" in "".join(p.extract_text() for p in pages).replace(" ", "")
    alone = page.content.decode()
    assert f"{NOW}件 <code>{codes(world)[0]}</code>" in alone
    assert alone.count("data:image/svg+xml;base64,") == 2
    assert "http" not in alone.replace("http-equiv", "")


def test_the_list_leads_to_each_document_and_to_a_new_one(world: Documented, read: Reader) -> None:
    page = read("/reviews/2019-H1/document", "supervision").content.decode()
    assert f'href="/review-documents/{world.chinese.pk}"' in page
    assert f'href="/act/review_document/new/write?review={world.judged.pk}"' in page
    form = read(f"/act/review_document/new/write?review={world.judged.pk}", "supervision")
    assert f'value="{world.judged.pk}" selected' in form.content.decode()
    assert "Write a document" not in text(read("/reviews/2019-H1/document", "auditor"))
    assert read("/reviews/2019-H1/document").status_code == 404


def test_a_picture_is_given_once(world: Documented, read: Reader) -> None:
    path = f"/review-documents/{world.chinese.pk}/1"
    first = read(f"{path}/map-2.svg", "auditor")
    assert first.content.startswith(b"<svg")
    assert "default-src 'none'" in first["Content-Security-Policy"]
    assert read(f"{path}/map-9.svg", "auditor").status_code == 404


def test_editions_are_listed_and_compared(world: Documented, read: Reader) -> None:
    world.act(
        world.chinese,
        "edit_template",
        "supervision",
        template="# 关于{{cycle}}工作的报告\n## 主要指标\n各单位认真落实任务。",
    )
    path = f"/review-documents/{world.chinese.pk}"
    assert "Edition 2 written from the template" in text(read(f"{path}/editions", "supervision"))
    page = text(read(f"{path}/compare?before=1&after=2", "supervision"))
    assert "changed 各单位认真落实各项任务。 各单位认真落实任务。" in page
    assert "deleted 授权量居前的地区" in page


def test_without_a_review_before_it_is_said_so(world: Documented, read: Reader) -> None:
    page = text(read(f"/review-documents/{world.chinese.pk}/since", "supervision"))
    assert "There is no document of a review before this one that you can see." in page


def test_lists_cost_the_same_with_one_and_three_rows(world: Documented) -> None:
    listed = "/reviews/2019-H1/document"
    editions = f"/review-documents/{world.chinese.pk}/editions"
    one = [asked(world, "auditor", path) for path in (listed, editions)]
    for _ in range(2):
        world.english()
        world.act(world.chinese, "renew", "supervision")
    assert [asked(world, "auditor", path) for path in (listed, editions)] == one
