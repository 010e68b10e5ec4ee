"""What a structure may not be; each fault is a sentence. Judged on whole tables, before writing."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from goldthread.offices.codelists import functions
from goldthread.offices.days import overlap
from goldthread.offices.reforms.reach import cycles
from goldthread.offices.reforms.rows import (
    TABLES,
    EdgeRow,
    HoldingRow,
    OfficeRow,
    ReachRow,
    Row,
    SeatRow,
    Tables,
    VersionRow,
)
from goldthread.workflow.texts import Sentence, say


def find_faults(tables: Tables) -> list[Sentence]:
    return [
        *_overlaps(tables),
        *_outside(tables),
        *_nameless(tables),
        *_rings(tables),
        *_vacant(tables),
    ]


def _overlaps(tables: Tables) -> Iterator[Sentence]:
    for table in TABLES:
        if table is ReachRow:
            continue
        by_key: dict[tuple[object, ...], list[Row]] = defaultdict(list)
        for row in tables.of(table):
            by_key[row.key()].append(row)
        for rows in by_key.values():
            for one, other in pairwise(sorted(rows, key=lambda row: row.starts)):
                if overlap(one.span, other.span):
                    yield _twice(one, other)


def _twice(one: Row, other: Row) -> Sentence:
    day = other.starts.isoformat()
    if isinstance(one, HoldingRow) and one.office != other.office:
        return say(
            "From {day}, {function} in {territory} would be held by both {one} and {other}; "
            "transfer the function instead.",
            "自{day}起，{territory}的{function}将同时由{one}和{other}承担，请改用职能划转。",
            day=day,
            function=functions()[one.function].titles,
            territory=one.territory,
            one=one.office,
            other=other.office,
        )
    return say(
        "{office} would have two {what} from {day}; end the first before the second begins.",
        "自{day}起，{office}将有两条重叠的{what}，请先终止前一条。",
        office=one.office,
        what=WHAT[type(one)],
        day=day,
    )


def _outside(tables: Tables) -> Iterator[Sentence]:
    for table in TABLES[1:]:
        if table is ReachRow:
            continue
        for row in tables.of(table):
            wanted = [row.office, *([row.parent] if isinstance(row, EdgeRow) else [])]
            for code in wanted:
                office = tables.office(code)
                if office is None or overlap(office.span, row.span) != row.span:
                    yield say(
                        "{office} would not exist on all days of its {what} from {day}: "
                        "move or end these first.",
                        "{office}在其自{day}起的{what}期间并不始终存在，请先调整或终止。",
                        office=code,
                        what=WHAT[table],
                        day=row.starts.isoformat(),
                    )


def _nameless(tables: Tables) -> Iterator[Sentence]:
    """The versions of an office cover its validity without a gap."""
    for office in tables.of(OfficeRow):
        rows = sorted(tables.at(VersionRow, office.office), key=lambda row: row.starts)
        whole = (
            bool(rows)
            and (rows[0].starts, rows[-1].ends) == office.span
            and all(one.ends == other.starts for one, other in pairwise(rows))
        )
        if not whole:
            yield say(
                "{office} would be without a name on some day of its validity.",
                "{office}在有效期内会出现无名称的日期。",
                office=office.office,
            )


def _rings(tables: Tables) -> Iterator[Sentence]:
    for day, ring in cycles(tables):
        yield say(
            "From {day} these offices would stand under one another in a circle: {ring}.",
            "自{day}起，下列单位将形成循环隶属：{ring}。",
            day=day.isoformat(),
            ring=" → ".join([*ring, ring[0]]),
        )


def _vacant(tables: Tables) -> Iterator[Sentence]:
    """An exclusive function, once held in a territory, is held from then on."""
    held: dict[tuple[object, ...], list[HoldingRow]] = defaultdict(list)
    for row in tables.of(HoldingRow):
        if row.exclusive:
            held[row.key()].append(row)
    for rows in held.values():
        rows.sort(key=lambda row: row.starts)
        gaps = [one for one, other in pairwise(rows) if one.ends and one.ends < other.starts]
        gaps += [rows[-1]] if rows[-1].ends else []
        for row in gaps:
            yield say(
                "From {day} nobody would hold {function} in {territory}, which {office} held; "
                "transfer it to a successor.",
                "自{day}起，原由{office}承担的{territory}{function}职能将无人承担，请划转给承接单位。",
                day=row.ends.isoformat() if row.ends else "",
                function=functions()[row.function].titles,
                territory=row.territory,
                office=row.office,
            )


WHAT = {
    OfficeRow: {"en": "validities", "zh": "有效期"},
    VersionRow: {"en": "names", "zh": "名称"},
    EdgeRow: {"en": "parents", "zh": "隶属关系"},
    HoldingRow: {"en": "functions", "zh": "职能"},
    SeatRow: {"en": "memberships", "zh": "任职"},
}
WHAT.update({table: {"en": "regions", "zh": "负责地区"} for table in TABLES if table not in WHAT})
