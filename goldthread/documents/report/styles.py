"""How a Word report looks: the typefaces that official documents use in each language.

Chinese by GB/T 9704: A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters, the body
in 仿宋 三号, the title in 小标宋 二号, headings in 黑体, 楷体 and 仿宋, pages as “— 1 —”.
"""

from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from goldthread.documents.docx import set_typeface, set_typefaces
from goldthread.documents.report.parts import MARK

LINE: Final = Pt(28.95)
CHINESE: Final = {
    "Title": ("方正小标宋简体", 22, False),
    "Subtitle": ("楷体", 14, False),
    "Heading 1": ("黑体", 16, False),
    "Heading 2": ("楷体", 16, False),
    "Heading 3": ("仿宋", 16, True),
    "Body Text": ("仿宋", 16, False),
    "List Bullet": ("仿宋", 16, False),
    "Caption": ("黑体", 12, False),
}
ENGLISH: Final = {
    "Title": ("SimHei", 20, True),
    "Subtitle": ("SimSun", 10, False),
    "Heading 1": ("SimHei", 14, True),
    "Heading 2": ("SimHei", 11.5, True),
    "Heading 3": ("SimHei", 10.5, True),
    "Body Text": ("SimSun", 10.5, False),
    "List Bullet": ("SimSun", 10.5, False),
    "Caption": ("SimHei", 9.5, False),
}
OWN: Final = ("toc 1", "toc 2", "Table Text", "Table Head", "Picture")
_SANS, _SERIF = "Liberation Sans", "Liberation Serif"
_GREY = RGBColor(0x5F, 0x5F, 0x5F)


def dress(made: Any, lang: str) -> None:
    """The page, its footer and every style that a report uses."""
    chinese = lang.startswith("zh")
    _page(made.sections[0], chinese)
    for name in OWN:
        made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    set_typefaces(made, "zh" if chinese else "en")
    for name, (face, size, bold) in (CHINESE if chinese else ENGLISH).items():
        latin = _SERIF if chinese or name in ("Body Text", "List Bullet") else _SANS
        _style(made.styles[name], latin, face, size, bold=bold)
    for name in OWN:
        size = (10.5 if name.startswith("Table") else 14) if chinese else 9.5
        head = name == "Table Head"
        _style(made.styles[name], _SERIF, "黑体" if head else "宋体", size, bold=head)
        made.styles[name].paragraph_format.space_after = Pt(2)
        _off_the_grid(made.styles[name])
    made.styles["toc 2"].paragraph_format.left_indent = Mm(8)
    _spacing(made, chinese)
    _code_style(made)
    _footer(made.sections[0], chinese)


def _page(section: Any, chinese: bool) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    sides = (37, 35, 28, 26) if chinese else (24, 24, 27, 27)
    section.top_margin, section.bottom_margin = Mm(sides[0]), Mm(sides[1])
    section.left_margin, section.right_margin = Mm(sides[2]), Mm(sides[3])
    if chinese:
        grid = section._sectPr.find(qn("w:docGrid"))
        grid = grid if grid is not None else OxmlElement("w:docGrid")
        grid.set(qn("w:type"), "linesAndChars")
        grid.set(qn("w:linePitch"), str(int(LINE.pt * 20)))
        section._sectPr.append(grid)


def _style(style: Any, latin: str, face: str, size: float, *, bold: bool) -> None:
    set_typeface(style, latin, face)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)


def _spacing(made: Any, chinese: bool) -> None:
    for name in ("Title", "Subtitle", "Picture", "Caption"):
        made.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Body Text", "List Bullet", "Heading 1", "Heading 2", "Heading 3"):
        shape = made.styles[name].paragraph_format
        if chinese:
            shape.space_before = shape.space_after = Pt(0)
            shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
            _indent_two(made.styles[name])
        elif name == "Body Text":
            shape.space_after, shape.line_spacing = Pt(6), 1.25
        elif name.startswith("Heading"):
            shape.space_before, shape.space_after = Pt(14), Pt(6)
    if chinese:
        _no_bullets(made.styles["List Bullet"])


def _off_the_grid(style: Any) -> None:
    """Its lines are as high as they are, whatever the page's lines."""
    snap = OxmlElement("w:snapToGrid")
    snap.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().insert(0, snap)


def _indent_two(style: Any) -> None:
    """Two characters, whatever their size."""
    shape = style.element.get_or_add_pPr().get_or_add_ind()
    for name in ("left", "hanging"):
        shape.attrib.pop(qn(f"w:{name}"), None)
    shape.set(qn("w:firstLineChars"), "200")
    shape.set(qn("w:firstLine"), "640")


def _no_bullets(style: Any) -> None:
    """Items of a Chinese official document are paragraphs."""
    numbering = style.element.pPr.numPr
    if numbering is not None:
        style.element.pPr.remove(numbering)


def _code_style(made: Any) -> None:
    style = made.styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
    style.font.size, style.font.color.rgb = Pt(6.5), _GREY
    set_typeface(style, _SANS, "宋体")
    raised = OxmlElement("w:position")
    raised.set(qn("w:val"), "6")
    style.element.rPr.append(raised)


def _footer(section: Any, chinese: bool) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, after = ("— ", " —") if chinese else ("", "")
    size = Pt(14 if chinese else 9)
    paragraph.add_run(before).font.size = size
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    run.font.size = size
    field.append(run._r)
    paragraph._p.append(field)
    paragraph.add_run(after).font.size = size
