"""A report in PDF: what another reader finds, the layout of the standard, fonts that are absent."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from goldthread.documents.report.fonts import FontMissing, need
from goldthread.documents.report.model import Bound, Paragraph, Report
from goldthread.documents.report.pdf import write
from goldthread.documents.report.reading import differing_pdf
from tests.documents.report.making import report


@pytest.fixture(scope="module", params=["en", "zh"])
def made(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    given = report(request.param)
    return given, write(given)


def test_the_same_report_gives_the_same_bytes(made: tuple[Report, bytes]) -> None:
    assert write(made[0]) == made[1]


def test_every_number_is_found_with_its_code(made: tuple[Report, bytes]) -> None:
    assert differing_pdf(*made) == []


def test_a_number_that_is_another_is_told(made: tuple[Report, bytes]) -> None:
    given, content = made
    moved = Paragraph((Bound("12,346 件", "C03-ABCDEFGH"),))
    other = replace(given, blocks=(moved, *given.blocks[2:]))
    assert differing_pdf(other, content) == ["12,346 件 C03-ABCDEFGH"]


def test_it_is_tagged_titled_and_says_its_standard(made: tuple[Report, bytes]) -> None:
    reader = PdfReader(BytesIO(made[1]))
    root = cast("Any", reader.trailer["/Root"])
    assert root["/MarkInfo"]["/Marked"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "上半年考核评估报告"
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata


def test_a_chinese_page_has_22_lines_of_28_characters() -> None:
    """GB/T 9704-2012, 5.2.2: 22 lines a page, 28 characters a line, filling the page."""
    pages = PdfReader(BytesIO(write(report("zh", long=8)))).pages
    lines = [line for line in pages[1].extract_text().splitlines() if line.strip()]
    assert lines[-1].strip() == "— 2 —"
    assert len(lines) - 1 == 22
    assert max(len(line) for line in lines) == 28


def test_a_typeface_that_is_absent_is_named_with_its_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match=r"Noto Serif CJK SC.*fonts-liberation fonts-noto-cjk"):
        need("zh", (str(tmp_path),))
    with pytest.raises(FontMissing, match=r"apt install fonts-liberation\.$"):
        need("en", (str(tmp_path),))
