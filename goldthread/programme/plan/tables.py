"""Tables of tasks: rows of cells between tabs, under a row of known column headings.

Word and web tables arrive here as lines with tabs, and so does a table pasted as text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from goldthread.programme.plan.layout import Clean

_COLUMNS = {
    "number": r"序\s*号|编\s*号|任务编号|no\.?|nr\.?|#|number|item no\.?",
    "task": r"(?:重点|主要|工作|具体|目标|年度)*(?:任务|举措|措施|工作|内容|事项)"
    r"(?:内容|事项|名称|清单)?|"
    r"(?:key |main )?(?:tasks?|actions?|activit(?:y|ies)|work)(?: items?| description)?",
    "lead": r"(?:牵头|责任|负责|主办|承办|主责)(?:单位|部门|处室|机构)|"
    r"lead(?:ing)?(?: units?| departments?| agenc(?:y|ies)| offices?| body)?|"
    r"responsible(?: units?| departments?| part(?:y|ies)| offices?| body)?|owner",
    "support": r"(?:配合|协办|参与|参加|协同|支持)(?:单位|部门|处室|机构)|"
    r"support(?:ing)?(?: units?| departments?| agenc(?:y|ies)| offices?)?|"
    r"(?:co-?operating|participating)(?: units?| departments?| agenc(?:y|ies))?",
    "due": r"完成(?:时限|时间|期限|日期)|时间(?:节点|安排|要求)|办理时限|时限|期限|进度安排|"
    r"deadlines?|due(?: date)?|completion(?: date)?|time ?(?:limit|frame|line)|by when",
    "section": r"类\s*别|领\s*域|板\s*块|方\s*面|一级(?:任务|指标)|举措类别|工作举措|主要举措|"
    r"areas?|categor(?:y|ies)|measures?|sections?|themes?",
}
_HEADERS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _COLUMNS.items()}


@dataclass(frozen=True)
class Row:
    """One task of a table; offsets are of the task's cell in the clean text."""

    number: str | None
    section: str | None
    start: int
    end: int
    lead: str
    support: str
    due: str
    columns: frozenset[str]


@dataclass
class Table:
    """The stretch of clean text a table takes, and its rows."""

    start: int
    end: int
    rows: list[Row] = field(default_factory=list)
    skipped: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class _Cell:
    start: int
    text: str


def tables(clean: Clean) -> list[Table]:
    """Every table of tasks; a table with no column of tasks is left to be read as text."""
    found: list[Table] = []
    columns: dict[str, int] | None = None
    section: str | None = None
    for start, line, following in _lines(clean):
        cells = list(_cells(start, line))
        header = _header(cells)
        if header:
            if columns is None:
                found.append(Table(start, start))
            columns, section = header, section if columns else None
        elif columns is None:
            continue
        elif len(cells) == 1:
            if "\t" not in following:
                columns, section = None, None
                continue
            section = line.strip()
        else:
            section = _take(found[-1], columns, cells, section)
        found[-1].end = start + len(line)
    return found


def _lines(clean: Clean) -> Iterator[tuple[int, str, str]]:
    lines = clean.text.split("\n")
    start = 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield start, line, following
        start += len(line) + 1


def _cells(start: int, line: str) -> Iterator[_Cell]:
    for cell in line.split("\t"):
        lead = len(cell) - len(cell.lstrip())
        yield _Cell(start + lead, cell.strip())
        start += len(cell) + 1


def _header(cells: list[_Cell]) -> dict[str, int] | None:
    """Column by meaning, if the row is a heading row with a task and one more known column."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if len(cell.text) <= 40 and (name := _meaning(cell.text)) and name not in columns:
            columns[name] = index
    if "task" not in columns and "section" in columns:
        columns["task"] = columns.pop("section")
    known = len(columns) >= 2 and set(columns) & {"lead", "support", "due", "number"}
    return columns if known and "task" in columns else None


def _meaning(text: str) -> str | None:
    plain = re.sub(r"\s*[（(].*[)）]\s*$", "", text).strip()
    plain = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", plain)
    for name in ("section", "number", "task", "lead", "support", "due"):
        if _HEADERS[name].fullmatch(plain):
            return name
    return None


def _take(
    table: Table, columns: dict[str, int], cells: list[_Cell], section: str | None
) -> str | None:
    """Adds a row; gives the section that holds for the rows below it."""
    texts = {name: _text(cells, index) for name, index in columns.items()}
    if "section" in columns:
        section = texts["section"] or section
    if not texts["task"]:
        filled = [cell for cell in cells if cell.text]
        if filled:
            table.skipped.append((filled[0].start, filled[-1].start + len(filled[-1].text)))
        return section
    cell = cells[columns["task"]]
    number = texts.get("number", "").rstrip(" \v.、．") or None
    table.rows.append(
        Row(
            number, section, cell.start, cell.start + len(cell.text),
            texts.get("lead", ""), texts.get("support", ""), texts.get("due", ""),
            frozenset(columns),
        )
    )  # fmt: skip
    return section


def _text(cells: list[_Cell], index: int) -> str:
    return cells[index].text if index < len(cells) else ""
