"""The courses that rights take: filed, published, granted, ended; as arrays, one row a right.

Grants are drawn first, month by month, with a pendency that says when each was filed; the
applications of a month that no grant claims stay pending or are refused or withdrawn. So both
flows and the stock follow the facts.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.facts import (
    END_DAY,
    FIRST_DAY,
    HALVES,
    KINDS,
    MONTHS,
    apportion,
    by_month,
    data,
    origins,
    other_shares,
    shares,
)

Days = NDArray[np.int64]  # days since 1970-01-01; NEVER where there is none
Months = NDArray[np.int64]
NEVER: Final = np.int64(2**40)
ENDS: Final = ("", "lapsed", "refused", "withdrawn")
LAPSED: Final = 1
_REFUSED, _WITHDRAWN = 2, 3
_START: Final = int(FIRST_DAY.astype(np.int64))
_STOP: Final = int(END_DAY.astype(np.int64))
_MONTH_STARTS: Final = np.arange("2017-01", "2019-08", dtype="datetime64[M]").astype("M8[D]")
STARTS: Final = _MONTH_STARTS.astype(np.int64)  # the first day of each month, and of the next
# Days from filing to grant: least, shape and scale of a gamma (means: 22, 6.2 and 5 months).
_PENDENCY: Final = {"PT": (180, 4.0, 122.0), "UM": (95, 3.0, 31.0), "DS": (75, 3.0, 26.0)}
_TERM: Final = {"PT": 20, "UM": 10, "DS": 10}
# The share of applications without a grant that end refused or withdrawn, and after how long.
_ENDED: Final = {"PT": (0.34, 240, 900), "UM": (0.70, 80, 330), "DS": (0.70, 60, 260)}


@dataclass
class Lives:
    """All rights of one kind or of several; every array has one row a right."""

    kind: NDArray[np.int64]  # index in KINDS
    origin: NDArray[np.int64]  # index in origins().codes
    filed: Days
    published: Days
    granted: Days
    ended: Days
    end: NDArray[np.int64]  # index in ENDS

    def __len__(self) -> int:
        return len(self.kind)

    def take(self, rows: NDArray[np.int64]) -> "Lives":
        return Lives(*(getattr(self, column.name)[rows] for column in fields(self)))


def live(rng: np.random.Generator, scale: float) -> Lives:
    """The rights of all kinds, in the order of filing within each kind."""
    return _concatenated([_kind(rng, index, scale) for index in range(len(KINDS))])


def _concatenated(parts: list[Lives]) -> Lives:
    columns = [column.name for column in fields(Lives)]
    return Lives(*(np.concatenate([getattr(part, name) for part in parts]) for name in columns))


def _kind(rng: np.random.Generator, index: int, scale: float) -> Lives:
    granted = _granted(rng, index, scale)
    made = _concatenated(
        [
            _stock(rng, index, scale),
            _pending(rng, index, scale, granted),
            granted,
            _applied(rng, index, scale, granted),
        ]
    )
    _publish(rng, made)
    _lapse(rng, made, scale)
    return made.take(np.argsort(made.filed, kind="stable"))


def _born(index: int, origin: NDArray[np.int64], filed: Days, granted: Days | None = None) -> Lives:
    never = np.full(len(origin), NEVER)
    return Lives(
        kind=np.full(len(origin), index),
        origin=origin,
        filed=filed.astype(np.int64),
        published=never.copy(),
        granted=never.copy() if granted is None else granted.astype(np.int64),
        ended=never.copy(),
        end=np.zeros(len(origin), np.int64),
    )


def _pendency(rng: np.random.Generator, kind: str, count: int) -> Days:
    least, shape, spread = _PENDENCY[kind]
    return np.asarray(least + rng.gamma(shape, spread, count).astype(np.int64))


def _flow_of(kind: str, name: str, scale: float) -> tuple[Months, Months]:
    """A flow's pieces a month: residents', others'."""
    row = data("facts")["kinds"][kind]
    others = by_month(row[f"other_{name}"], scale)
    return by_month(row[name], scale) - others, others


def _spread(
    rng: np.random.Generator, kind: str, event: str, flow: tuple[Months, Months]
) -> tuple[Months, NDArray[np.int64]]:
    """Month and origin of every piece; the origins of each half-year follow the shares."""
    first_other = origins().residents
    months, places = [], []
    for pieces, weights, first in zip(
        flow, (shares(kind, event), other_shares()), (0, first_other), strict=True
    ):
        for half in np.array_split(np.arange(MONTHS), HALVES):
            months.append(np.repeat(half, pieces[half]))
            places.append(_places(rng, int(pieces[half].sum()), weights, first))
    return np.concatenate(months), np.concatenate(places)


def _places(
    rng: np.random.Generator, count: int, weights: NDArray[np.float64], first: int
) -> NDArray[np.int64]:
    """Origins in random order, each as often as its share says."""
    counts = apportion(count, weights)
    return rng.permutation(np.repeat(np.arange(first, first + len(counts)), counts))


def _in_month(rng: np.random.Generator, month: Months) -> Days:
    """A day in each month of the period; months are numbered from 0."""
    length = np.diff(STARTS)[month]
    return np.asarray(STARTS[month] + (rng.random(len(month)) * length).astype(np.int64))


def _granted(rng: np.random.Generator, index: int, scale: float) -> Lives:
    """The rights granted in the period, on the weekly day of grant."""
    kind = KINDS[index]
    month, origin = _spread(rng, kind, "granted", _flow_of(kind, "grants", scale))
    day = _in_month(rng, month)
    tuesday = day - (day - 5) % 7  # day 5, 6 January 1970, was a Tuesday
    tuesday = np.where(tuesday < STARTS[month], tuesday + 7, tuesday)
    return _born(index, origin, tuesday - _pendency(rng, kind, len(day)), tuesday)


def _applied(rng: np.random.Generator, index: int, scale: float, granted: Lives) -> Lives:
    """The applications of the period that the grants of the period do not claim."""
    kind, first_other = KINDS[index], origins().residents
    filed = np.searchsorted(STARTS, granted.filed, "right") - 1
    flow = []
    for pieces, claims in zip(
        _flow_of(kind, "applications", scale),
        (granted.origin < first_other, granted.origin >= first_other),
        strict=True,
    ):
        claimed = np.bincount(filed[claims & (filed >= 0)], minlength=MONTHS)
        flow.append(_left(pieces, claimed))
    month, origin = _spread(rng, kind, "applied", (flow[0], flow[1]))
    made = _born(index, origin, _in_month(rng, month))
    _refuse(rng, made)
    return made


def _left(pieces: Months, claimed: Months) -> Months:
    """What the claims leave of a flow; a month that they exceed takes from its half-year."""
    left = np.maximum(pieces - claimed, 0)
    for half in np.array_split(np.arange(MONTHS), HALVES):
        if left[half].any():
            total = max(int(pieces[half].sum() - claimed[half].sum()), 0)
            left[half] = apportion(total, left[half].astype(float))
    return np.asarray(left)


def _pending(rng: np.random.Generator, index: int, scale: float, granted: Lives) -> Lives:
    """The applications pending at the start that the period does not see granted."""
    kind, facts = KINDS[index], data("facts")
    count = round(facts["kinds"][kind]["pending"] * scale / facts["divisor"])
    count = max(0, count - int((granted.filed < _START).sum()))
    weights = np.concatenate([shares(kind, "applied") * 0.92, other_shares() * 0.08])
    age = rng.beta(1.0, 2.0, count) * _PENDENCY[kind][2] * 8
    made = _born(index, _places(rng, count, weights, 0), _START - 1 - age.astype(np.int64))
    _refuse(rng, made)
    return made


def _refuse(rng: np.random.Generator, made: Lives) -> None:
    """Some applications end refused or withdrawn; those after the period's end are not seen."""
    share, least, most = _ENDED[KINDS[int(made.kind[0])] if len(made) else "PT"]
    day = made.filed + rng.integers(least, most, len(made))
    ends = (rng.random(len(made)) < share) & (day >= _START) & (day < _STOP)
    made.ended[ends] = day[ends]
    made.end[ends] = np.where(rng.random(int(ends.sum())) < 0.6, _REFUSED, _WITHDRAWN)


def _stock(rng: np.random.Generator, index: int, scale: float) -> Lives:
    """The rights in force at the start; none of them expires within the period."""
    kind, facts = KINDS[index], data("facts")
    row, unit = facts["kinds"][kind], scale / facts["divisor"]
    origin = np.concatenate(
        [
            _places(rng, round(row["in_force"][0] * unit), shares(kind, "granted"), 0),
            _places(
                rng, round(row["other_in_force"][0] * unit), other_shares(), origins().residents
            ),
        ]
    )
    oldest = _STOP - int(_TERM[kind] * 365.25) + 30
    pendency = _pendency(rng, kind, len(origin))
    age = rng.exponential(1500 if kind == "PT" else 1000, len(origin)).astype(np.int64)
    filed = np.maximum(_START - 1 - age - pendency, oldest + rng.integers(0, 300, len(origin)))
    granted = np.minimum(filed + pendency, _START - 1)
    return _born(index, origin, filed, granted)


def _publish(rng: np.random.Generator, made: Lives) -> None:
    """Applications for inventions are published at 18 months, many of them earlier on request."""
    early = rng.random(len(made)) < 0.6
    after = np.where(early, rng.integers(80, 300, len(made)), 548)
    day = made.filed + after
    day = np.where(made.granted - 30 <= day, made.granted - 90, day)
    seen = (made.kind == 0) & (day > made.filed) & (day < np.minimum(made.ended, _STOP))
    made.published[seen] = day[seen]


def _lapse(rng: np.random.Generator, made: Lives, scale: float) -> None:
    """In each half-year so many rights lapse that the stock ends where the facts say."""
    kind, facts = KINDS[int(made.kind[0])], data("facts")
    row, first_other = facts["kinds"][kind], origins().residents
    for name, group in (("", made.origin < first_other), ("other_", made.origin >= first_other)):
        for half, stock in enumerate(row[f"{name}in_force"][1:]):
            start, stop = int(STARTS[6 * half]), int(STARTS[6 * half + 6])
            alive = group & (made.granted < stop) & (made.ended >= start)
            surplus = int(alive.sum()) - round(stock * scale / facts["divisor"])
            old = np.flatnonzero(alive & (made.granted < start - 200) & (made.end == 0))
            chosen = rng.choice(old, min(max(surplus, 0), len(old)), replace=False)
            made.ended[chosen] = rng.integers(start, stop, len(chosen))
            made.end[chosen] = LAPSED
