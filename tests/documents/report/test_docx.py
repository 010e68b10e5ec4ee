"""A report in Word: what other readers find in it, its bound numbers above all."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from goldthread.documents.report.docx import write
from goldthread.documents.report.model import Bound, Report, han
from goldthread.documents.report.reading import (
    NotReadable,
    Read,
    differing_docx,
    identifier_of,
    read_docx,
)
from tests.documents.report.making import GRANTS, GROWTH, REGIONS, STATED, report


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    given = report(request.param)
    return given, write(given)


@pytest.fixture(scope="module")
def chinese() -> bytes:
    return write(report("zh"))


def changed(content: bytes, before: str, after: str) -> bytes:
    """The file with its body edited, as by a hand."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert part.decode().count(before) >= 1
                part = part.decode().replace(before, after, 1).encode()
            package.writestr(name, part)
    return target.getvalue()


def _mm(element: Any, name: str) -> int:
    """From twentieths of a point."""
    return round(int(element.get(qn(f"w:{name}"))) / 1440 * 25.4)


def _style(paragraph: Any) -> str:
    return str(paragraph.style.name)


def test_the_same_report_gives_the_same_bytes(made: tuple[Report, bytes]) -> None:
    assert write(made[0]) == made[1]


def test_what_is_read_back_are_the_blocks_without_numbering_contents_and_codes(
    made: tuple[Report, bytes],
) -> None:
    title, *read = read_docx(made[1])
    assert title == Read("title", ("上半年考核评估报告",))
    assert [(each.kind, each.level) for each in read] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("item", 0),
        ("picture", 0),
        ("table", 0),
        ("heading", 1),
        ("paragraph", 0),
    ]
    assert read[0].runs == ("总体情况",)
    assert read[1].runs == ("授权", GRANTS, "，同比增长", GROWTH, "，专利<5件 & 其他。")
    assert read[5] == Read("picture", ("历年授权量",), key="chart-1")
    assert read[6].runs == ("各省授权量",)
    assert read[6].rows[0] == (("地区",), ("授权量",))
    assert read[6].rows[REGIONS] == (("地区32",), (Bound("32,032", "C03-AAAAA032"),))
    assert read[8].bound == (Bound(STATED.text, STATED.code),)


def test_nothing_differs_in_what_was_just_written(made: tuple[Report, bytes]) -> None:
    assert differing_docx(*made) == []


def test_it_says_what_it_was_made_from() -> None:
    assert identifier_of(write(replace(report(), identifier="review-document/7/3"))) == (
        "review-document/7/3"
    )
    assert identifier_of(write(report())) == ""
    assert identifier_of(b"nothing") == ""


def test_a_number_changed_dropped_or_bound_to_another_is_told(chinese: bytes) -> None:
    given = report("zh")
    assert differing_docx(given, changed(chinese, "12,345", "12,346")) == [
        "C03-ABCDEFGH: 12,345 件 → 12,346 件"
    ]
    other = changed(chinese, 'w:tag w:val="C03-ABCDEFGH"', 'w:tag w:val="C03-QQQQQQQQ"')
    assert differing_docx(given, other) == ["C03-ABCDEFGH: 12,345 件 → —"]
    control = re.compile(r"<w:sdt>(?:(?!</w:sdt>).)*C05-ZZZZ2222.*?</w:sdt>", re.DOTALL)
    with ZipFile(BytesIO(chinese)) as package:
        first = control.findall(package.read("word/document.xml").decode())[0]
    assert differing_docx(given, changed(chinese, first, "")) == ["C05-ZZZZ2222: 1,300 → —"]


def test_deleted_under_tracking_is_gone_and_inserted_is_there(chinese: bytes) -> None:
    tracked = changed(
        chinese,
        "<w:r><w:t>第一项</w:t></w:r>",
        '<w:del w:id="1" w:author=""><w:r><w:delText>第一项</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author=""><w:r><w:t>第二项</w:t></w:r></w:ins>',
    )
    assert read_docx(tracked)[5].runs == ("第二项",)


def test_headings_captions_and_contents_are_what_word_knows(made: tuple[Report, bytes]) -> None:
    opened = docx.Document(BytesIO(made[1]))
    styles = [_style(p) for p in opened.paragraphs]
    assert [name for name in styles if name.startswith("Heading")] == [
        "Heading 1",
        "Heading 2",
        "Heading 1",
    ]
    body = opened.element.body
    fields = [field.get(qn("w:instr")) for field in body.iter(qn("w:fldSimple"))]
    assert fields == [r"SEQ Figure \* ARABIC", r"SEQ Table \* ARABIC"]
    assert [t.text for t in body.iter(qn("w:instrText"))] == [r'TOC \o "1-2" \h \z \u']
    [drawn] = body.iter(qn("wp:docPr"))
    assert drawn.get("descr") == "柱状图：授权量逐年上升"


def test_chinese_pages_have_the_margins_and_the_numbering_of_the_standard(chinese: bytes) -> None:
    """GB/T 9704-2012, 5.2: 37 mm above, 28 mm left, 156 mm wide, 225 mm high; 22 lines."""
    opened = docx.Document(BytesIO(chinese))
    page = opened.sections[0]._sectPr
    size, margin = page.find(qn("w:pgSz")), page.find(qn("w:pgMar"))
    width, height = (_mm(size, name) for name in ("w", "h"))
    above, below, left, right = (_mm(margin, name) for name in ("top", "bottom", "left", "right"))
    assert (above, left) == (37, 28)
    assert (width - left - right, height - above - below) == (156, 225)
    assert [grid.get(qn("w:linePitch")) for grid in page.findall(qn("w:docGrid"))] == ["579"]
    headings = [p.text for p in opened.paragraphs if _style(p).startswith("Heading")]
    assert headings == ["一、总体情况", "（一）授权", "二、任务"]
    fonts = opened.styles["Body Text"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"


def test_chinese_numbering_goes_on_past_ten() -> None:
    assert [han(n) for n in (1, 9, 10, 11, 20, 21, 99)] == [
        *("一", "九", "十", "十一", "二十", "二十一", "九十九")
    ]


@pytest.mark.parametrize("content", [b"", b"not a file", write(report())[:500]])
def test_what_is_no_word_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable, match="no Word document that can be read"):
        read_docx(content)
