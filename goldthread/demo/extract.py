"""The register extracts: rows with Chinese headings as CSV or XLSX, some of them unreadable."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from goldthread.demo.deliveries import Calendar, Rows, event_days
from goldthread.demo.facts import origins
from goldthread.demo.lives import NEVER, Days
from goldthread.demo.people import Index, Texts, applicant_texts, inventor_texts
from goldthread.demo.records import NONE, Records, symbols, titles

_KIND_WORDS: Final = ("发明", "实用新型", "外观设计")
_END_WORDS: Final = ("", "权利终止", "驳回", "视为撤回")
_ROUTE_WORDS: Final = ("国内申请", "巴黎公约", "PCT")
_REMARK: Final = "合成数据"
_FIRST_WRITTEN: Final = int(np.datetime64("1990-01-01").astype(np.int64))
_BAD_SHARE: Final = 0.003
_DATE_COLUMNS: Final = ("申请日", "公布日", "授权公告日", "届满日", "终止日", "国际申请日")


@dataclass
class Writer:
    """Writes rows of the register as the office has them in a month."""

    calendar: Calendar
    fixed: pa.Table  # the columns that never change, one row a right

    @classmethod
    def of(cls, calendar: Calendar) -> "Writer":
        return cls(calendar, _fixed_columns(calendar.records))

    def table(self, rows: Rows, month: int) -> pa.Table:
        """The rows' columns in the order of the extract, all text."""
        calendar, records = self.calendar, self.calendar.records
        published, granted, ended, end = event_days(records, rows, month)
        filed = calendar.filed(rows, month)
        fixed = self.fixed.take(pa.array(rows))
        columns = {
            "申请号": fixed["申请号"],
            "专利类型": fixed["专利类型"],
            "名称": fixed["名称"],
            "申请日": _day_texts(filed),
            "公布日": _day_texts(published),
            "授权公告日": _day_texts(granted),
            "届满日": _day_texts(
                _expiry(calendar.filed(rows, month), granted, records.lives.kind[rows])
            ),
            "终止日": _day_texts(ended),
            "法律状态": _statuses(published, granted, end),
            "申请人": _applicants(calendar.applicant(rows, month), records.partner[rows]),
        }
        rest = self.fixed.column_names[3:]
        return pa.table(columns | {name: fixed[name] for name in rest})


def spoil(rng: np.random.Generator, table: pa.Table) -> pa.Table:
    """The table with a few unreadable rows more: copies with an impossible day or without a number.

    At most three in a thousand, so that a short file has none.
    """
    count = int(table.num_rows * _BAD_SHARE)
    rows = table.take(pa.array(rng.integers(0, max(table.num_rows, 1), count))).to_pylist()
    for place, row in enumerate(rows):
        row["申请号"] = f"0{row['申请号'][1:]}"
        if place % 3 == 0:
            row["申请日"] = "2018-02-30"
        elif place % 3 == 1:
            row["申请号"] = ""
        else:
            row["专利类型"] = "未知类型"
    if not rows:
        return table
    return pa.concat_tables([table, pa.Table.from_pylist(rows, table.schema)])


def write_csv(path: Path, table: pa.Table, encoding: str) -> None:
    """A CSV file in an encoding that Python knows."""
    made = BytesIO()
    pacsv.write_csv(table, made, pacsv.WriteOptions(quoting_style="needed"))
    content = made.getvalue()
    path.write_bytes(content if encoding == "utf-8" else content.decode().encode(encoding))


def write_xlsx(path: Path, table: pa.Table, created: date) -> None:
    """A workbook of one sheet, its days as days; the same rows give the same bytes."""
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    workbook.set_properties({"created": datetime.combine(created, datetime.min.time())})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet = workbook.add_worksheet("外观设计")
    dated = [name in _DATE_COLUMNS for name in table.column_names]
    sheet.write_row(0, 0, table.column_names)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if dated[column] and _is_day(text):
                sheet.write_datetime(number, column, datetime.fromisoformat(text), day)
            elif text:
                sheet.write_string(number, column, text)
    workbook.close()


def _is_day(text: str) -> bool:
    """An impossible day stays the text that somebody typed."""
    return len(text) == 10 and not text.endswith("-02-30")


def _fixed_columns(records: Records) -> pa.Table:
    lives = records.lives
    classes = _joined([_pooled(np.array(symbols(), object), c) for c in records.symbols.T])
    return pa.table(
        {
            "申请号": pa.array(records.number),
            "专利类型": pa.array(np.array(_KIND_WORDS, object)[lives.kind], pa.string()),
            "名称": pa.array(np.array(titles(), object)[records.title], pa.string()),
            "发明人": _joined([_pooled(inventor_texts(), c) for c in records.inventors.T]),
            "分类号": pc.if_else(pa.array(lives.kind == 2), "", classes),
            "洛迦诺分类号": pc.if_else(pa.array(lives.kind == 2), classes, ""),
            "申请途径": pa.array(np.array(_ROUTE_WORDS, object)[records.route], pa.string()),
            "国际申请日": _day_texts(records.int_filed),
            "优先权": _priorities(records),
            "权利要求数": pc.replace_with_mask(
                pa.array(records.claims.astype(str)), pa.array(records.claims == NONE), ""
            ),
            "备注": pa.array([_REMARK] * len(records)),
        }
    )


def _pooled(pool: Texts, index: Index) -> pa.Array:
    """The pool's texts at these places; null for NONE."""
    return pa.array(pool[index], pa.string(), mask=index == NONE)


def _joined(columns: list[pa.Array]) -> pa.Array:
    return pc.binary_join_element_wise(*columns, ";", null_handling="skip")


@lru_cache(maxsize=1)
def _days() -> pa.Array:
    last = int(np.datetime64("2042-01-01").astype(np.int64))
    return pa.array(np.arange(_FIRST_WRITTEN, last).astype("M8[D]").astype(str))


def _day_texts(days: Days) -> pa.Array:
    """ISO days, and nothing where there is none."""
    none = days >= NEVER
    index = pa.array(np.where(none, 0, days - _FIRST_WRITTEN))
    return pc.if_else(pa.array(none), "", _days().take(index))


def _expiry(filed: Days, granted: Days, kind: Index) -> Days:
    """The last day of the term of what is granted: 20 years from filing, models and designs 10."""
    day = filed.astype("M8[D]")
    month = day.astype("M8[M]")
    later = month + np.where(kind == 0, 240, 120).astype("m8[M]")
    expiry = (later.astype("M8[D]") + (day - month.astype("M8[D]"))).astype(np.int64)
    return np.where(granted < NEVER, expiry, NEVER)


def _statuses(published: Days, granted: Days, end: Index) -> pa.Array:
    word = np.where(published < NEVER, "公布", "审查中").astype(object)
    word = np.where(granted < NEVER, "有效", word)
    return pa.array(np.where(end > 0, np.array(_END_WORDS, object)[end], word), pa.string())


def _applicants(applicant: Index, partner: Index) -> pa.Array:
    pool = applicant_texts()
    return _joined([_pooled(pool, applicant), _pooled(pool, partner)])


def _priorities(records: Records) -> pa.Array:
    """Country, number and day of the earlier application, as "JP 2016-9000123 2016-03-04"."""
    has = records.priority < NEVER
    codes = np.array(origins().codes, object)[records.lives.origin]
    days = _day_texts(records.priority).to_pylist()
    texts = [
        f"{code} {day[:4]}-{9_000_000 + row % 1_000_000} {day}" if given else ""
        for row, (code, day, given) in enumerate(zip(codes, days, has, strict=True))
    ]
    return pa.array(texts, pa.string())
