"""A small report in each language, with every kind of block."""

from goldthread.documents.charts import specs, theme
from goldthread.documents.charts.pictures import PICTURES
from goldthread.documents.report.model import (
    Block,
    Bound,
    Code,
    Heading,
    Item,
    Paragraph,
    Picture,
    Report,
    Table,
    bound_in,
)

GRANTS = Bound("12,345 件", "C03-ABCDEFGH")
GROWTH = Bound("8.4%", "C03-PPPPPPPP")
STATED = Bound("1,300", "C05-ZZZZ2222", stated=True)
REGIONS = 32


def picture() -> Picture:
    points = [specs.Point(f"{y}-H1", "", y - 2000, str(y), "other") for y in range(2014, 2020)]
    frame = specs.Frame(theme.ON_PAPER, "paper")
    spec = specs.series(points, specs.Caption("", ()), frame, ("期间", "件"), False)
    png, svg = (PICTURES.picture(spec, form)[1] for form in ("png", "svg"))
    return Picture(("历年授权量",), "柱状图：授权量逐年上升", "chart-1", png, svg)


def table() -> Table:
    rows = tuple(
        ((f"地区{n}",), (Bound(f"{n},0{n:02}", f"C03-AAAAA{n:03}"),)) for n in range(1, REGIONS + 1)
    )
    return Table(("各省授权量",), ("地区", "授权量"), rows, numeric=True)


def report(lang: str = "zh", *, long: int = 1) -> Report:
    blocks: tuple[Block, ...] = (
        Heading(("总体情况",)),
        Paragraph(("授权", GRANTS, "，同比增长", GROWTH, "，专利<5件 & 其他。")),
        Heading(("授权",), 2),
        Paragraph(("各地认真落实决策部署" * 40 * long,)),
        Item(("第一项",)),
        picture(),
        table(),
        Heading(("任务",)),
        Paragraph(("共", STATED, "项。")),
    )
    codes = [Code(b.code, b.text, "授权量") for block in blocks for b in bound_in(block)]
    return Report("上半年考核评估报告", lang, ("数据截至2019年7月1日",), blocks, codes)
