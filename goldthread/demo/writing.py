"""Everything the office sends, as files in a folder: extracts, grant files, population."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from goldthread.demo.acts import CASES, HALVES, PLEDGES, cases, pledges, write_cases, write_pledges
from goldthread.demo.deliveries import BACKFILE, EVENTS_FROM, GAZETTES, Rows, calendar
from goldthread.demo.extract import Writer, spoil, write_csv, write_xlsx
from goldthread.demo.facts import MONTHS, data, origins
from goldthread.demo.gazettes import write_gazettes
from goldthread.demo.grants import write_weeks
from goldthread.demo.indications import write_indications
from goldthread.demo.lives import live
from goldthread.demo.losses import Turns, turns, write_events
from goldthread.demo.marks import MARKS_FROM, Marks, marks, write_marks
from goldthread.demo.people import places
from goldthread.demo.records import complete

PATENTS: Final = "demo-patents"
MODELS_AND_DESIGNS: Final = "demo-models-designs"
POPULATION: Final = "demo-population"
EVENTS: Final = "demo-events"
MARKS: Final = "demo-marks"
INDICATIONS: Final = "demo-indications"
MAPPINGS: Final = (PATENTS, MODELS_AND_DESIGNS, POPULATION)
_FILE_NAMES: Final = {"PT": "patents", "UM": "models", "DS": "designs"}
_WORKBOOK_MONTHS: Final = 12


@dataclass(frozen=True)
class Delivery:
    """Files that the office sends together on a day, one load of a feed."""

    received: date
    feed: str
    reader: str  # a mapping of the demo, else a reader of the system
    paths: tuple[Path, ...]


def write(folder: Path, seed: int, scale: float) -> list[Delivery]:
    """Write every delivery's files into `folder`; the deliveries in the order of their days."""
    # One stream of chance for each step: a change in one leaves the others as they were.
    lives, records, news, rows, lost, signs, places, kept = (
        np.random.default_rng([seed, step]) for step in range(8)
    )
    made = calendar(news, complete(records, live(lives, scale)))
    writer, back, named = Writer.of(made), turns(lost, made), marks(signs, scale)
    shutil.rmtree(folder, ignore_errors=True)
    deliveries = [*_populations(folder, scale), *_marks(folder, named)]
    deliveries += _indications(folder, places, scale)
    deliveries += _spreadsheets(folder, kept, writer, named, scale)
    for month in range(BACKFILE, MONTHS):
        deliveries += _Month.of(folder, month, writer, rows, back).deliveries()
    _copy_mappings(folder / "mappings")
    return sorted(deliveries, key=lambda delivery: (delivery.received, delivery.feed))


@dataclass(frozen=True)
class _Month:
    """What a month brings; its files go into its own folder."""

    folder: Path
    month: int
    first: date
    writer: Writer
    rng: np.random.Generator
    turns: Turns

    @classmethod
    def of(
        cls, folder: Path, month: int, writer: Writer, rng: np.random.Generator, back: Turns
    ) -> "_Month":
        first = _first(month)
        inside = folder / ("backfile" if month == BACKFILE else f"{first:%Y-%m}")
        inside.mkdir(parents=True, exist_ok=True)
        return cls(inside, month, first, writer, rng, back)

    @property
    def following(self) -> date:
        return _following(self.first)

    def deliveries(self) -> Iterator[Delivery]:
        """Extracts some days into the following month; gazettes, grant files and events before."""
        day = self.following.replace(day=5 + self.month * 7 % 4)
        yield Delivery(day, PATENTS, PATENTS, self._extract("PT", "gb18030"))
        both = (*self._extract("UM", "utf-8"), *self._designs())
        yield Delivery(day + timedelta(days=2), MODELS_AND_DESIGNS, MODELS_AND_DESIGNS, both)
        calendar, third = self.writer.calendar, self.following.replace(day=3)
        granted = calendar.granted_by_file(self.month)
        if len(granted):
            weeks = tuple(write_weeks(self.folder, calendar, granted, self.month))
            yield Delivery(third, PATENTS, "uspto_grant", weeks)
        path = self.folder / f"demo-events-{self.first:%Y%m}.csv"
        if self.month >= EVENTS_FROM and write_events(path, calendar, self.turns, self.month):
            yield Delivery(third, EVENTS, "st27", (path,))
        if self.month == GAZETTES:
            yield from self._gazettes(third)

    def _gazettes(self, day: date) -> Iterator[Delivery]:
        calendar = self.writer.calendar
        for feed, kinds in ((PATENTS, ("PT",)), (MODELS_AND_DESIGNS, ("UM", "DS"))):
            folder = self.folder / f"gazettes-{feed.removeprefix('demo-')}"
            folder.mkdir(exist_ok=True)
            rows = calendar.in_gazettes(*kinds)
            yield Delivery(
                day, feed, "cnipa", tuple(write_gazettes(folder, calendar, rows, self.month))
            )

    def _extract(self, kind: str, encoding: str) -> tuple[Path, ...]:
        """The month's extract and, beside it, the list of what has ended."""
        calendar, made = self.writer.calendar, []
        lists = {
            "": calendar.rows(self.month, kind),
            "-ceased": calendar.ceased(self.month, kind),
        }
        for ending, rows in lists.items():
            if len(rows):
                made.append(self._path(kind, f"{ending}.csv"))
                write_csv(made[-1], self._table(rows), encoding)
        return tuple(made)

    def _designs(self) -> tuple[Path, ...]:
        """Designs came as workbooks until the end of 2017, but for the backfile, a long one."""
        if self.month not in range(_WORKBOOK_MONTHS):
            return self._extract("DS", "utf-8")
        calendar = self.writer.calendar
        both = (calendar.rows(self.month, "DS"), calendar.ceased(self.month, "DS"))
        path = self._path("DS", ".xlsx")
        write_xlsx(path, self._table(np.concatenate(both)), self.following)
        return (path,)

    def _table(self, rows: Rows) -> pa.Table:
        return spoil(self.rng, self.writer.table(rows, self.month))

    def _path(self, kind: str, ending: str) -> Path:
        return self.folder / f"demo-{_FILE_NAMES[kind]}-{self.first:%Y%m}{ending}"


def _first(month: int) -> date:
    """The first day of a month, numbered from January 2017; the backfile is December 2016."""
    return date(2017 + month // 12, month % 12 + 1, 1)


def _following(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _marks(folder: Path, made: Marks) -> Iterator[Delivery]:
    """Trademarks: what stood at the end of 2017, then each month's news."""
    folder = folder / "marks"
    folder.mkdir(parents=True, exist_ok=True)
    for month in range(MARKS_FROM - 1, MONTHS):
        first = _first(month)
        path = folder / f"demo-marks-{first:%Y%m}.zip"
        if write_marks(path, made, month):
            yield Delivery(_following(first).replace(day=9), MARKS, "st96", (path,))


def _indications(folder: Path, rng: np.random.Generator, scale: float) -> Iterator[Delivery]:
    folder = folder / "indications"
    folder.mkdir(parents=True, exist_ok=True)
    days = (date(2019, 1, 15), date(2019, 7, 9))
    for day, path in zip(days, write_indications(folder, rng, scale), strict=True):
        yield Delivery(day, INDICATIONS, "st96", (path,))


def _spreadsheets(
    folder: Path, rng: np.random.Generator, writer: Writer, named: Marks, scale: float
) -> Iterator[Delivery]:
    """Each half-year's pledges and cases, in the workbooks that the system offers for them."""
    folder = folder / "spreadsheets"
    folder.mkdir(parents=True, exist_ok=True)
    made, fought = pledges(rng, writer.calendar.records, named, scale), cases(rng, scale)
    for number in range(HALVES):
        last = _first(MARKS_FROM + 6 * number + 5)
        day = _following(last).replace(day=12)
        paths = [folder / f"demo-{name}-{last:%Y%m}.xlsx" for name in (PLEDGES, CASES)]
        write_pledges(paths[0], made, number)
        write_cases(paths[1], fought, number)
        for name, path in zip((PLEDGES, CASES), paths, strict=True):
            yield Delivery(day, f"demo-{name}", name, (path,))


def _populations(folder: Path, scale: float) -> Iterator[Delivery]:
    """Published population, divided as the register is, when the year's figures came out."""
    facts, folder = data("facts"), folder / "population"
    folder.mkdir(parents=True, exist_ok=True)
    names = dict(zip(origins().codes, places(), strict=True))
    for number, year in enumerate((2017, 2018)):
        figures = {"CN": facts["population"][number]}
        figures |= {code: row[4 + number] for code, row in facts["provinces"].items()}
        figures["CN-XPCC"] = facts["corps_population"][number]
        lines = ["地区代码,地区,年份,年末常住人口"]
        for code, ten_thousands in figures.items():
            persons = round(ten_thousands * 10_000 * scale / facts["divisor"])
            lines.append(f"{code},{names[code][0] if code in names else '全国'},{year},{persons}")
        path = folder / f"demo-population-{year}.csv"
        path.write_bytes(("\n".join(lines) + "\n").encode())
        yield Delivery(date(year + 1, 2, 28), POPULATION, POPULATION, (path,))


def _copy_mappings(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in MAPPINGS:
        text = files("goldthread.demo").joinpath("data", f"{name}.yaml").read_bytes()
        (folder / f"{name}.yaml").write_bytes(text)
