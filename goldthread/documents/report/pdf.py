"""A report as PDF/UA-1: GB/T 9704 for Chinese, a plain layout for English; by typst.

Everything that is said goes to typst as data, never as markup. The same report gives the same
bytes.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

from goldthread.documents.report.fonts import need
from goldthread.documents.report.model import (
    Bound,
    Heading,
    Item,
    Paragraph,
    Picture,
    Report,
    Runs,
    Table,
    numbered,
)

STANDARD: Final[Literal["ua-1"]] = "ua-1"


def write(report: Report) -> bytes:
    """FontMissing where a typeface is not on this machine."""
    import typst

    need(report.lang)
    pictures = [block for block in report.blocks if isinstance(block, Picture)]
    given = {
        "content": json.dumps(_content(report), ensure_ascii=False),
        **{_file(picture): picture.svg.decode() for picture in pictures},
    }
    return typst.compile(
        _layout(), format="pdf", pdf_standards=STANDARD, timestamp=0, sys_inputs=given
    )


@cache
def _layout() -> bytes:
    return files("goldthread.documents.report").joinpath("report.typ").read_bytes()


def _content(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "lang": "zh" if report.lang.startswith("zh") else "en",
        "under": list(report.under),
        "words": vars(report.words),
        "blocks": [_block(number, b) for number, b in numbered(report.blocks, report.lang)],
        "codes": [vars(code) for code in report.codes],
    }


def _block(number: str, block: object) -> dict[str, Any]:
    match block:
        case Heading():
            runs = _runs(block.runs)
            return {"kind": "heading", "level": block.level, "number": number, "runs": runs}
        case Table():
            rows = [[{"runs": _runs(cell)} for cell in row] for row in block.rows]
            return {
                "kind": "table",
                "caption": _runs(block.caption),
                "columns": list(block.columns),
                "rows": rows,
                "numeric": block.numeric,
            }
        case Picture():
            caption = _runs(block.caption)
            return {"kind": "picture", "caption": caption, "alt": block.alt, "file": _file(block)}
        case Item():
            return {"kind": "item", "runs": _runs(block.runs)}
        case Paragraph():
            return {"kind": "paragraph", "runs": _runs(block.runs)}
    raise AssertionError(block)


def _runs(runs: Runs) -> list[Any]:
    return [
        {"text": run.text, "mark": run.mark} if isinstance(run, Bound) else run for run in runs
    ] or [""]


def _file(picture: Picture) -> str:
    return f"picture {picture.key}"
