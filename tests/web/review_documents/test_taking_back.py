"""An edited file on its way back through the pages: shown first, taken on the second sending."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldthread.review.content import plain
from goldthread.review.rules.document import last_of
from tests.programme.files import samples
from tests.review.document import editing
from tests.web.conftest import words
from tests.web.review_documents.documented import Documented
from tests.web.seminar.conftest import client_of

REFUSED = 422


class Sending:
    """One person's way through the page."""

    def __init__(self, world: Documented, lang: str = "en") -> None:
        self.client = client_of(world, "supervision", lang)
        self.path = f"/review-documents/{world.chinese.pk}/take-back"
        self.page = self.client.get(self.path)

    def send(self, content: bytes = b"", name: str = "report.docx", **fields: Any) -> Any:
        html = self.page.content.decode()
        given: dict[str, Any] = dict(
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html)
        )
        given.pop("csrfmiddlewaretoken", None)
        if content:
            given["file"] = SimpleUploadedFile(name, content)
        self.page = self.client.post(self.path, given | fields)
        return self.page

    @property
    def text(self) -> str:
        return words(self.page.content.decode())


def test_the_difference_is_shown_and_taken_on_the_second_sending(world: Documented) -> None:
    file = editing.edited(
        editing.word_file(world.chinese),
        lambda opened: editing.say(opened, "认真落实", "扎实推进"),
    )
    sending = Sending(world)
    assert sending.send(file).status_code == 200
    assert "changed 各单位认真落实各项任务。 各单位扎实推进各项任务。" in sending.text
    assert world.chinese.edition == 1

    answer = sending.send()
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"/review-documents/{world.chinese.pk}",
    )
    blocks = last_of(world.chinese).content["blocks"]
    assert plain(blocks[2]["runs"]) == "各单位扎实推进各项任务。"


def test_a_number_typed_over_asks_for_its_reason(world: Documented) -> None:
    figures = last_of(world.chinese).content["figures"]
    code = next(iter(figures))
    file = editing.edited(
        editing.word_file(world.chinese), lambda opened: editing.type_over(opened, code, "400件")
    )
    sending = Sending(world)
    sending.send(file)
    assert "Bound numbers that were typed over" in sending.text
    assert sending.send().status_code == REFUSED
    assert f"{code}: 359件 → 400件" in sending.text
    answer = sending.send(b"", "", **{"reason-0": "含补录数据"})
    assert answer.status_code == 303
    page = client_of(world, "auditor").get(f"/review-documents/{world.chinese.pk}")
    assert "400件</a><abbr" in page.content.decode()
    assert "含补录数据" in words(page.content.decode())


def test_half_the_text_gone_needs_a_tick(world: Documented) -> None:
    def gut(opened: Any) -> None:
        editing.drop(opened, "认真落实", "上半年授权", "共有督办")
        for table in opened.tables[:1]:
            table._tbl.getparent().remove(table._tbl)

    file = editing.edited(editing.word_file(world.chinese), gut)
    sending = Sending(world)
    sending.send(file)
    assert "% of the text is gone from the file. These deletions are meant" in sending.text
    assert sending.send().status_code == REFUSED
    assert sending.send(deletions="yes").status_code == 303


def test_another_edition_in_between_is_shown_from_both_sides(world: Documented) -> None:
    file = editing.edited(
        editing.word_file(world.chinese),
        lambda opened: editing.say(opened, "认真落实", "扎实推进"),
    )
    world.act(
        world.chinese,
        "edit_template",
        "supervision",
        template="# 关于{{cycle}}工作的报告\n## 主要指标\n各单位按期完成各项任务。",
    )
    sending = Sending(world)
    sending.send(file)
    assert "Edition 2 has come since edition 1." in sending.text
    assert "各单位按期完成各项任务。" in sending.text
    assert "各单位扎实推进各项任务。" in sending.text
    assert 'name="take"' not in sending.page.content.decode()


@pytest.mark.parametrize(
    ("part", "content", "english"),
    [
        ("word/media/a.bin", b"\0" * 60_000_000, "report.docx"),
        ("word/activeX/activeX1.xml", b"<x/>", "ActiveX"),
        ("word/media/i.png", samples.EXECUTABLE, "report.docx"),
        ("word/embeddings/a.xlsx", samples.excel_with_macros(), "macros"),
    ],
)
def test_bombs_macros_and_programs_are_refused_with_a_sentence(
    world: Documented, part: str, content: bytes, english: str
) -> None:
    file = samples.with_parts(editing.word_file(world.chinese), {part: content})
    sending = Sending(world)
    assert sending.send(file).status_code == REFUSED
    assert english in sending.text
    assert world.chinese.edition == 1


def test_a_picture_put_in_is_left_out_and_never_opened(world: Documented) -> None:
    """However large it says it is: what is handed out are the charts of the edition."""
    file = editing.edited(
        editing.word_file(world.chinese),
        lambda opened: opened.add_picture(BytesIO(samples.png(15_000, 15_000)), width=100_000),
    )
    sending = Sending(world)
    sending.send(file)
    assert "1 picture of the file is none of this edition and is left out." in sending.text
    assert sending.send().status_code == 303
    kinds = [block["kind"] for block in last_of(world.chinese).content["blocks"]]
    assert kinds.count("picture") == 2


def test_what_is_no_word_file_or_of_another_document_is_refused(world: Documented) -> None:
    other = world.english()
    sending = Sending(world)
    sending.send(b"%PDF-1.4 nothing", "a.pdf")
    assert sending.page.status_code == REFUSED
    sending = Sending(world, "zh")
    sending.send(editing.word_file(other))
    assert "该文件依据另一份报告生成。" in sending.text
    sending = Sending(world)
    sending.send()
    assert "Choose a file." in sending.text


def test_a_form_of_somebody_else_is_not_taken(world: Documented) -> None:
    sending = Sending(world)
    sending.send(editing.word_file(world.chinese), ticket="x")
    assert sending.page.status_code == REFUSED
    assert "This form was not given to you for this." in sending.text
