"""What offices keep in spreadsheets, in the system's templates: pledges, cases of enforcement."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.facts import KINDS, apportion, data, origins, shares
from goldthread.demo.lives import NEVER, STARTS
from goldthread.demo.marks import MARKS_FROM, Marks, number_of
from goldthread.demo.people import entities, places
from goldthread.demo.records import Records, titles
from goldthread.documents.xlsx.model import Row
from goldthread.spreadsheets import template, write

PLEDGES: Final = "pledges"
CASES: Final = "enforcement"
HALVES: Final = 3  # from 2018-H1 on, a workbook each
_COUNTRY: Final = "CN"
_MOST_RIGHTS: Final = 8  # of one pledge; published: 13,000 patents of 2,709 projects
_RELEASED_AFTER: Final = (184, 365)  # days from the registration
_CASE_DAYS: Final = (10, 120)  # from acceptance to closing
_OUTCOMES: Final = ("infringement", "settled", "no_infringement", "withdrawn", "dismissed")


@dataclass(frozen=True)
class Pledge:
    """A pledge; `rights` are numbers with their kind and title."""

    number: str
    pledgor: int  # of entities()
    registered: int
    released: int  # NEVER where it goes on
    amount: int  # in 10,000 yuan
    rights: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Case:
    """A case of enforcement of a region's office."""

    number: str
    kind: str  # of the right
    origin: int
    accepted: int
    closed: int
    outcome: str


def half(number: int) -> tuple[int, int]:
    """The first day of a half-year from 2018-H1 on, and of the next."""
    return int(STARTS[MARKS_FROM + 6 * number]), int(STARTS[MARKS_FROM + 6 * number + 6])


def pledges(rng: np.random.Generator, records: Records, marks: Marks, scale: float) -> list[Pledge]:
    """The pledges of all half-years, in the order of their registration."""
    facts, made = data("facts")["pledges"], list[Pledge]()
    unit = scale / data("facts")["divisor"]
    for number in range(HALVES):
        count = max(1, round(facts["projects"][number] * unit))
        amounts = apportion(facts["amount"][number] * unit, rng.lognormal(0, 1.1, count))
        days = np.sort(rng.integers(*half(number), count))
        for day, amount in zip(days, amounts, strict=True):
            of_mark = rng.random() < facts["marks"]
            found = _mark(rng, marks, int(day)) if of_mark else _patents(rng, records, int(day))
            ends = rng.random() < facts["released"]
            released = int(day + rng.integers(*_RELEASED_AFTER)) if ends else int(NEVER)
            year = 1970 + int(np.int64(day).astype("M8[D]").astype("M8[Y]").astype(np.int64))
            name = f"Y{year}99{len(made) + 1:07d}"
            made.append(Pledge(name, found[0], int(day), released, int(amount), found[1]))
    return made


def _patents(
    rng: np.random.Generator, records: Records, day: int
) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    """An enterprise at home, and some of its patents in force on a day."""
    lives = records.lives
    held = (lives.granted < day) & (lives.ended >= day) & _enterprises()[records.applicant]
    first = int(rng.choice(np.flatnonzero(held)))
    own = np.flatnonzero(held & (records.applicant == records.applicant[first]))
    wanted = min(len(own), int(rng.integers(1, _MOST_RIGHTS + 1)))
    chosen = np.sort(rng.choice(own, wanted, replace=False))
    return int(records.applicant[first]), tuple(_right(records, int(row)) for row in chosen)


def _right(records: Records, row: int) -> tuple[str, str, str]:
    return (
        str(records.number[row]), KINDS[records.lives.kind[row]], titles()[records.title[row]],
    )  # fmt: skip


def _mark(
    rng: np.random.Generator, marks: Marks, day: int
) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    """An enterprise at home, and a mark of its own that is registered on a day."""
    held = (marks.registered < day) & (marks.ended >= day) & _enterprises()[marks.applicant]
    row = int(rng.choice(np.flatnonzero(held)))
    return int(marks.applicant[row]), ((number_of(row), "TM", marks.title(row)),)


def _enterprises() -> NDArray[np.bool_]:
    home = origins().residents
    return np.array([e.type == "ENT" and e.origin < home for e in entities().rows])


def write_pledges(path: Path, made: list[Pledge], number: int) -> None:
    """The workbook of a half-year: what was registered in it, and what it released of before."""
    start, stop = half(number)
    told = [p for p in made if start <= p.registered < stop or start <= p.released < stop]
    rows = [row for pledge in told for row in _pledge_rows(pledge, stop)]
    write(path, template(PLEDGES, _COUNTRY), rows, lang="zh")


def _pledge_rows(pledge: Pledge, stop: int) -> Iterator[Row]:
    """A row for each right; what is said of the pledge stands in the first."""
    body = entities().rows[pledge.pledgor]
    released = _date(pledge.released) if pledge.released < stop else None
    said: Row = {
        "pledgor": body.name,
        "pledgor_region": origins().codes[body.origin],
        "pledgee": f"示例{places()[body.origin][0]}银行",
        "registered": _date(pledge.registered),
        "amount": Decimal(pledge.amount),
        "unit": "10000",
        "currency": "CNY",
        "remarks": "合成数据",
    }
    for place, (number, kind, title) in enumerate(pledge.rights):
        right = {"right_number": number, "office": _COUNTRY, "right_kind": kind, "title": title}
        more = {} if place else said
        yield {"number": pledge.number, **right, **more, "released": released}


def cases(rng: np.random.Generator, scale: float) -> list[Case]:
    """The cases of all half-years, patents' before marks'."""
    facts, unit = data("facts")["cases"], scale / data("facts")["divisor"]
    regions = shares("UM", "granted")  # assumed
    return [
        _case(rng, number, place, of_marks, regions)
        for number in range(HALVES)
        for of_marks, name in ((False, "patents"), (True, "marks"))
        for place in range(max(1, round(facts[name][number] * unit)))
    ]


def _case(
    rng: np.random.Generator,
    number: int,
    place: int,
    of_marks: bool,
    regions: NDArray[np.float64],
) -> Case:
    accepted = int(rng.integers(*half(number)))
    kind = "TM" if of_marks else str(rng.choice(KINDS, p=(0.2, 0.35, 0.45)))
    return Case(
        number=f"{'标' if of_marks else '专'}执〔{_date(accepted).year}〕9{number}{place:04d}号",
        kind=kind,
        origin=int(rng.choice(origins().residents, p=regions)),
        accepted=accepted,
        closed=accepted + int(rng.integers(*_CASE_DAYS)),
        outcome=str(rng.choice(_OUTCOMES, p=(0.72, 0.12, 0.06, 0.06, 0.04))),
    )


def write_cases(path: Path, made: list[Case], number: int) -> None:
    """The workbook of a half-year: what was accepted in it, and what it closed of before."""
    start, stop = half(number)
    told = [c for c in made if start <= c.accepted < stop or start <= c.closed < stop]
    write(path, template(CASES, _COUNTRY), [_case_row(case, stop) for case in told], lang="zh")


def _case_row(case: Case, stop: int) -> Row:
    over = case.closed < stop
    return {
        "authority": f"示例{places()[case.origin][0]}知识产权局",
        "case_number": case.number,
        "case_type": "admin",
        "right_kind": case.kind,
        "accepted": _date(case.accepted),
        "closed": _date(case.closed) if over else None,
        "outcome": case.outcome if over else None,
        "region": origins().codes[case.origin],
    }


def _date(day: int) -> date:
    return date.fromordinal(day + date(1970, 1, 1).toordinal())
