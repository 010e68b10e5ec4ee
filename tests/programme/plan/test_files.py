"""HTML, PDF and plain-text files, and what is refused at the door."""

import codecs
import contextlib
from datetime import date
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from goldthread.errors import InputRefused
from goldthread.programme.plan import PlanRefused, read, read_text

PLAN = "2019年推进计划\n一、加强保护\n1.开展行动，6月底前完成。（公安部牵头，海关总署配合）\n"


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


# Plain text


@pytest.mark.parametrize(
    ("encoding", "mark", "remarks"),
    [
        ("utf-8", b"", []),
        ("utf-8", codecs.BOM_UTF8, []),
        ("utf-16-le", codecs.BOM_UTF16_LE, []),
        ("utf-16-be", codecs.BOM_UTF16_BE, []),
        ("utf-32-le", codecs.BOM_UTF32_LE, []),
        ("utf-16-le", b"", ["encoding_guessed"]),
        ("utf-16-be", b"", ["encoding_guessed"]),
        ("gb18030", b"", ["encoding_guessed"]),
    ],
)
def test_encoding_is_detected(
    tmp_path: Path, encoding: str, mark: bytes, remarks: list[str]
) -> None:
    plan = read(written(tmp_path, "plan.txt", mark + PLAN.encode(encoding)))
    assert plan.source == PLAN
    assert [remark.kind for remark in plan.warnings] == remarks
    (task,) = plan.tasks
    assert (task.text, task.lead, task.support, task.due) == (
        "开展行动，6月底前完成。", ("公安部",), ("海关总署",), date(2019, 6, 30),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "is empty"),
        (b" \n\r\n ", "is empty"),
        ("　\n".encode(), "is empty"),
        (bytes(range(256)) * 20, "seems to be binary"),
        (b"\x00" * 500, "seems to be binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + b"x" * 100, "old Word or Excel file"),
        (b"{\\rtf1\\ansi}", "an RTF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x7fELF\x02\x01", "a program"),
        (b"\x1f\x8b\x08", "a compressed file"),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", "marked as utf-8-sig but is not"),
        (b"%PDF-1.7\nnothing", "cannot be read as PDF"),
    ],
)
def test_file_that_is_no_plan_is_refused(tmp_path: Path, content: bytes, cause: str) -> None:
    with pytest.raises(PlanRefused, match=cause) as caught:
        read(written(tmp_path, "plan.txt", content))
    assert str(tmp_path / "plan.txt") in str(caught.value)
    assert isinstance(caught.value, InputRefused)


def test_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(PlanRefused, match="has 200 MB; a plan may have 20 MB"):
        read(path)


def test_folder_and_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="is a folder"):
        read(tmp_path)
    with pytest.raises(PlanRefused, match="does not exist"):
        read(tmp_path / "none.txt")
    with pytest.raises(PlanRefused):
        read(Path("a\0b"))


def test_long_text_is_refused() -> None:
    with pytest.raises(PlanRefused, match="a plan may have 500,000"):
        read_text("x" * 500_001)


def test_empty_text_is_refused() -> None:
    with pytest.raises(PlanRefused, match="is empty"):
        read_text(" \n　")


def test_impossible_year_is_refused() -> None:
    with pytest.raises(PlanRefused, match="year 20191"):
        read_text(PLAN, year=20191)


def test_text_without_numbers_gives_no_measures() -> None:
    plan = read_text("关于做好知识产权工作的通知\n各单位要高度重视。")
    assert plan.as_dict()["measures"] == []
    assert [remark.kind for remark in plan.warnings] == ["no_numbered_item"]


def test_dict_has_the_agreed_keys() -> None:
    out = read_text(PLAN).as_dict()
    assert list(out) == ["measures", "warnings"]
    assert list(out["measures"][0]) == ["path", "number", "title", "tasks"]
    assert out["measures"][0]["tasks"] == [
        {
            "number": "1",
            "text": "开展行动，6月底前完成。",
            "lead": ["公安部"],
            "support": ["海关总署"],
            "due": "2019-06-30",
            "start": 19,
            "end": 31,
        }
    ]


# HTML


def test_page_with_lists_and_headings_is_read(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><style>1. no</style></head><body>
    <p>Work Plan 2019</p><h2>Protection</h2><script>9. no</script>
    <ol><li>Open a <b>court</b> by end of June. (Responsible: Supreme Court)</li>
    <li>Train judges.<br>(Led by Ministry of Justice, supported by Supreme Court)</li></ol>
    <p style="display: none">3. hidden</p><!-- 4. no -->
    <h2>Use</h2><ol start="3"><li>Value patents.&nbsp;(Responsible: Patent Office)</li></ol>
    </body></html>"""
    plan = read(written(tmp_path, "plan.html", page.encode()))
    assert [(m.path, [(t.number, t.text) for t in m.tasks]) for m in plan.measures] == [
        (("Protection",), [("1", "Open a court by end of June."), ("2", "Train judges.")]),
        (("Use",), [("3", "Value patents.")]),
    ]
    assert plan.tasks[0].due == date(2019, 6, 30)
    assert plan.tasks[1].support == ("Supreme Court",)
    assert all(plan.source[task.start : task.end] == task.text for task in plan.tasks)


def test_lettered_and_roman_lists_keep_their_numbers(tmp_path: Path) -> None:
    page = """<ol type="I"><li>Protection<ol type="a">
    <li>Guard borders. (Responsible: Customs Office)</li>
    <li>Open courts. (Responsible: Supreme Court)</li></ol></li></ol>"""
    plan = read(written(tmp_path, "plan.htm", page.encode()))
    assert plan.measures[0].path == ("I. Protection",)
    assert [task.number for task in plan.tasks] == ["a", "b"]


def test_table_with_spans_is_read(tmp_path: Path) -> None:
    page = """<html><body><p>2019年分工表</p><table>
    <tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>
    <tr><td>1</td><td>开展<br>行动</td><td rowspan="2">公安部<br>海关总署</td><td>6月底</td></tr>
    <tr><td>2</td><td>公布案例</td><td>年底前</td></tr>
    <tr><td colspan="4">其他</td></tr>
    <tr><td></td><td></td><td>财政部</td><td></td></tr>
    </table></body></html>"""
    plan = read(written(tmp_path, "page", page.encode("utf-8")))
    assert [(t.number, t.lead, t.due) for t in plan.tasks] == [
        ("1", ("公安部", "海关总署"), date(2019, 6, 30)),
        ("2", ("公安部", "海关总署"), date(2019, 12, 31)),
    ]
    kinds = sorted(remark.kind for remark in plan.warnings)
    assert kinds == ["choose_lead", "choose_lead", "row_skipped"]


def test_table_for_layout_is_read_as_text(tmp_path: Path) -> None:
    page = """<table><tr><td><p>一、加强保护</p><table><tr><td>1.开展行动。（公安部负责）
    </td></tr></table>
    </td></tr></table>"""
    plan = read(written(tmp_path, "plan.html", page.encode()))
    assert [(m.path, len(m.tasks)) for m in plan.measures] == [(("一、加强保护",), 1)]


def test_page_with_entities_reads_no_file(tmp_path: Path) -> None:
    secret = written(tmp_path, "secret.txt", b"hush")
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
        "<html><body><p>1.开展&a;行动。（公安部负责）</p></body></html>"
    )
    assert "hush" not in read(written(tmp_path, "plan.xhtml", page.encode())).source


def test_page_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match=r"is empty|cannot be read as HTML"):
        read(written(tmp_path, "plan.html", b"<html><body><script>1. x</script></body></html>"))
    with pytest.raises(PlanRefused, match="cannot be read as HTML"):
        read(written(tmp_path, "plan.html", b"<!-- nothing -->"))


def test_deeply_nested_page_ends(tmp_path: Path) -> None:
    page = "<div>" * 5000 + "1.开展行动。（公安部负责）" + "</div>" * 5000
    path = written(tmp_path, "plan.html", page.encode())
    with contextlib.suppress(PlanRefused):
        assert len(read(path).tasks) <= 1


# PDF


def pdf(path: Path, pages: list[list[str]], password: str | None = None) -> Path:
    """A PDF with one line of Helvetica below another on each page."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = "".join(f"({line}) Tj T* ".replace("(R", r"(R") for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 800 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(path)
    return path


def escaped(line: str) -> str:
    return line.replace("(", r"\(").replace(")", r"\)")


def test_text_layer_is_read_over_pages(tmp_path: Path) -> None:
    lines = [
        ["Work Plan 2019", "I. Protection", "1. Build a system for the media-", "- 1 -"],
        [
            "tion of disputes by end of June. (Responsible: Ministry of Culture",
            "and Tourism)",
            "2. Open a court. (Responsible: Supreme Court)",
            "- 2 -",
        ],
    ]
    path = pdf(tmp_path / "plan.pdf", [[escaped(line) for line in page] for page in lines])
    plan = read(path)
    one, two = plan.tasks
    assert (one.text, one.due) == (
        "Build a system for the mediation of disputes by end of June.", date(2019, 6, 30),
    )  # fmt: skip
    assert one.lead == ("Ministry of Culture and Tourism",)
    assert two.text == "Open a court."


def test_scanned_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="has no text layer"):
        read(pdf(tmp_path / "plan.pdf", [[], []]))


def test_page_without_text_is_remarked(tmp_path: Path) -> None:
    path = pdf(tmp_path / "plan.pdf", [[escaped("1. Open a court. (Led by Supreme Court)")], []])
    assert [remark.kind for remark in read(path).warnings] == ["page_without_text"]


def test_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="is encrypted"):
        read(pdf(tmp_path / "plan.pdf", [["1. x"]], password="secret"))


def test_pdf_of_many_pages_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="has 501 pages"):
        read(pdf(tmp_path / "plan.pdf", [[]] * 501))
