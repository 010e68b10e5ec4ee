"""Word files made with python-docx: automatic numbers, tables, reviews, and what is refused."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from goldthread.programme.plan import PlanRefused, read

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEVELS = (
    ("chineseCounting", "%1、"),
    ("chineseCounting", "（%2）"),
    ("decimal", "%3."),
    ("decimalEnclosedCircle", "%4"),
)


def with_list(document: Any, levels: tuple[tuple[str, str], ...] = LEVELS, number: int = 77) -> int:
    """Adds a list of several levels to numbering.xml; gives its number."""
    numbering = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        )
    )
    return number


def numbered(document: Any, text: str, number: int, depth: int) -> Any:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = depth
    properties.get_or_add_numId().val = number
    return paragraph


def saved(document: Any, tmp_path: Path, name: str = "plan.docx") -> Path:
    path = tmp_path / name
    document.save(path)
    return path


def rewritten(path: Path, changes: dict[str, bytes]) -> Path:
    """The same package with parts added or replaced."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            new.writestr(name, data)
    path.write_bytes(content.getvalue())
    return path


def test_automatic_numbers_are_recovered(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2019年推进计划")
    number = with_list(document)
    for depth, text in (
        (0, "完善制度"), (1, "健全法规"), (2, "修订办法，6月底前完成。（知识产权局负责）"),
        (2, "起草条例。（司法部牵头，知识产权局配合）"), (1, "优化政策"),
        (2, "制定指引。（知识产权局负责）"), (0, "加强保护"), (1, "严格执法"),
        (2, "开展行动。（公安部负责）"),
    ):  # fmt: skip
        numbered(document, text, number, depth)
    plan = read(saved(document, tmp_path))
    assert [(m.path, [t.number for t in m.tasks]) for m in plan.measures] == [
        (("一、完善制度", "（一）健全法规"), ["1", "2"]),
        (("一、完善制度", "（二）优化政策"), ["1"]),
        (("二、加强保护", "（一）严格执法"), ["1"]),
    ]
    first, second = plan.measures[0].tasks
    assert (first.text, first.due) == ("修订办法，6月底前完成。", date(2019, 6, 30))
    assert (second.lead, second.support) == (("司法部",), ("知识产权局",))
    assert all(plan.source[task.start : task.end] == task.text for task in plan.tasks)


def test_number_starts_where_its_list_overrides_it(tmp_path: Path) -> None:
    document = Document()
    number = with_list(document, (("decimal", "%1."),))
    document.part.numbering_part.element.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="78"><w:abstractNumId w:val="77"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride></w:num>'
        )
    )
    numbered(document, "Do A. (Responsible: Patent Office)", number, 0)
    numbered(document, "Do B. (Responsible: Patent Office)", 78, 0)
    numbered(document, "Do C. (Responsible: Patent Office)", 78, 0)
    plan = read(saved(document, tmp_path))
    assert [task.number for task in plan.tasks] == ["1", "12", "13"]


def test_numbers_of_a_style_are_recovered(tmp_path: Path) -> None:
    document = Document()
    number = with_list(document, (("upperRoman", "%1."), ("decimal", "%2.")))
    style = document.styles.add_style("PlanTask", 1)
    properties = style.element.get_or_add_pPr()
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="1"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )
    numbered(document, "Protection", number, 0)
    document.add_paragraph("Guard borders. (Responsible: Customs Office)", style="PlanTask")
    document.add_paragraph("Open a court. (Responsible: Supreme Court)", style="PlanTask")
    plan = read(saved(document, tmp_path))
    assert plan.measures[0].path == ("I. Protection",)
    assert [task.number for task in plan.tasks] == ["1", "2"]


def test_heading_styles_make_the_path(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Work Plan 2019", 0)
    document.add_heading("Protection", 1)
    document.add_heading("Courts", 2)
    document.add_paragraph("1. Open a court by end of June. (Responsible: Supreme Court)")
    document.add_heading("Use", 1)
    document.add_paragraph("2. Value patents. (Responsible: Patent Office)")
    plan = read(saved(document, tmp_path))
    assert plan.title == "Work Plan 2019"
    assert [(m.path, len(m.tasks)) for m in plan.measures] == [
        (("Protection", "Courts"), 1),
        (("Use",), 1),
    ]
    assert plan.tasks[0].due == date(2019, 6, 30)


def test_table_with_merged_cells_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2019年任务分工表")
    table = document.add_table(rows=5, cols=6)
    rows = (
        ("序号", "举措类别", "重点任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "加强保护", "开展专项行动", "公安部", "海关总署、\n市场监管总局", "2019年6月底前"),
        ("2", "", "公布典型案例", "最高人民法院", "", "12月底"),
        ("一、其他工作",) * 6,
        ("3", "加强运用", "推广质押融资", "财政部", "知识产权局", "2019.9.30"),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1)).text = "加强保护"
    table.cell(3, 0).merge(table.cell(3, 5)).text = "其他工作"
    plan = read(saved(document, tmp_path))
    assert [(m.path, [t.number for t in m.tasks]) for m in plan.measures] == [
        (("加强保护",), ["1", "2"]),
        (("加强运用",), ["3"]),
    ]
    one, two, three = plan.tasks
    assert (one.text, one.lead, one.support) == (
        "开展专项行动", ("公安部",), ("海关总署", "市场监管总局"),
    )  # fmt: skip
    assert [task.due for task in (one, two, three)] == [
        date(2019, 6, 30), date(2019, 12, 31), date(2019, 9, 30),
    ]  # fmt: skip
    assert all(plan.source[task.start : task.end] == task.text for task in plan.tasks)


def test_reviewed_text_is_read_as_accepted(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("1.开展")
    for tag, text_tag, text in (("w:del", "w:delText", "旧"), ("w:ins", "w:t", "新")):
        change, run, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("行动。（公安部负责）")
    plan = read(saved(document, tmp_path))
    assert plan.tasks[0].text == "开展新行动。"
    assert [remark.kind for remark in plan.warnings] == ["tracked_changes"]


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("1.开展行动。")
    paragraph.add_run("（秘密）").font.hidden = True
    paragraph.add_run("（公安部负责）")
    assert read(saved(document, tmp_path)).tasks[0].text == "开展行动。"


def test_web_address_is_remarked_and_not_opened(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("1.开展行动。（公安部负责）")
    document.part.relate_to("http://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    plan = read(saved(document, tmp_path))
    assert [remark.kind for remark in plan.warnings] == ["external_links"]


def test_linked_content_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("1.开展行动。（公安部负责）")
    document.part.relate_to(
        "http://example.org/t.dotm", f"{RELATIONS}/attachedTemplate", is_external=True
    )
    with pytest.raises(PlanRefused, match=r"plan\.docx links to content outside .*t\.dotm"):
        read(saved(document, tmp_path))


def test_macros_are_refused(tmp_path: Path) -> None:
    path = saved(Document(), tmp_path, "plan.docm")
    rewritten(path, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    with pytest.raises(PlanRefused, match=r"plan\.docm holds macros"):
        read(path)


def test_macro_enabled_type_is_refused_without_its_macros(tmp_path: Path) -> None:
    path = saved(Document(), tmp_path)
    with zipfile.ZipFile(path) as package:
        types = package.read("[Content_Types].xml")
    plain = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in types
    changed = types.replace(plain, b"vnd.ms-word.document.macroEnabled.main+xml")
    with pytest.raises(PlanRefused, match="holds macros"):
        read(rewritten(path, {"[Content_Types].xml": changed}))


def test_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes("一、完善制度".encode())
    with pytest.raises(PlanRefused, match=r"plan\.docx is no DOCX: it is not a ZIP archive"):
        read(path)


def test_truncated_package_is_refused(tmp_path: Path) -> None:
    path = saved(Document(), tmp_path)
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(PlanRefused, match="not a ZIP archive"):
        read(path)


def test_other_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("plan.txt", "一、完善制度")
    with pytest.raises(PlanRefused, match="no Word file"):
        read(path)


def test_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = rewritten(saved(Document(), tmp_path), {"word/bomb.xml": b"\0" * 30_000_000})
    with pytest.raises(PlanRefused, match=r"word/bomb\.xml unpacks to \d+ times its size"):
        read(path)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = rewritten(saved(Document(), tmp_path), {f"word/{n}.bin": b"" for n in range(2100)})
    with pytest.raises(PlanRefused, match="unpacks to 21"):
        read(path)


@pytest.mark.parametrize("entity", ['<!ENTITY a "b">', '<!ENTITY a SYSTEM "file:///etc/hostname">'])
def test_entities_are_refused(tmp_path: Path, entity: str) -> None:
    xml = (
        f"<!DOCTYPE w:document [{entity}]><w:document {nsdecls('w')}><w:body><w:p><w:r>"
        "<w:t>1.&a;（公安部负责）</w:t></w:r></w:p></w:body></w:document>"
    )
    path = rewritten(saved(Document(), tmp_path), {"word/document.xml": xml.encode()})
    with pytest.raises(PlanRefused, match=r"word/document\.xml declares a document type"):
        read(path)


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    path = rewritten(saved(Document(), tmp_path), {"word/document.xml": b"<w:document"})
    with pytest.raises(PlanRefused, match=r"word/document\.xml is no well-formed XML"):
        read(path)


def test_package_without_body_is_refused(tmp_path: Path) -> None:
    xml = f"<w:document {nsdecls('w')}/>".encode()
    path = rewritten(saved(Document(), tmp_path), {"word/document.xml": xml})
    with pytest.raises(PlanRefused, match="has no body"):
        read(path)


def test_empty_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanRefused, match="is empty"):
        read(saved(Document(), tmp_path))


def test_text_box_is_said_to_be_left_out(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("1.开展行动。（公安部负责）")
    box = OxmlElement("w:txbxContent")
    paragraph.runs[0]._r.append(box)
    assert paragraph._p.findall(f".//{qn('w:txbxContent')}")
    kinds = [remark.kind for remark in read(saved(document, tmp_path)).warnings]
    assert kinds == ["text_boxes"]
