"""Who stands under whom on which days, from the parent edges."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from goldthread.offices.days import overlap
from goldthread.offices.reforms.rows import EdgeRow, OfficeRow, ReachRow, Tables

Span = tuple[date, date | None]


def reaches(tables: Tables) -> list[ReachRow]:
    """One row for each office, ancestor (itself too) and unbroken stretch of days.

    The edges must be without cycles on every day (`cycles` is empty).
    """
    found = [
        ReachRow(office=row.office, ancestor=ancestor, starts=span[0], ends=span[1])
        for row in tables.of(OfficeRow)
        for ancestor, spans in _ancestors(tables, row).items()
        for span in _joined(spans)
    ]
    return sorted(found, key=lambda row: (row.office, row.ancestor, row.starts))


def with_reaches(tables: Tables) -> Tables:
    """The same tables with the reach rows that the edges give; rows that stay keep their place."""
    old = {(row.key(), row.starts): row for row in tables.of(ReachRow)}
    fresh = tables.copy()
    for row in list(fresh.of(ReachRow)):
        fresh.drop(row)
    for row in reaches(tables):
        known = old.get((row.key(), row.starts))
        fresh.put(replace(row, pk=known.pk) if known else row)
    return fresh


def cycles(tables: Tables) -> list[tuple[date, tuple[str, ...]]]:
    """The offices of each cycle, with the first day on which it stands."""
    edges = list(tables.of(EdgeRow))
    found: dict[frozenset[str], tuple[date, tuple[str, ...]]] = {}
    for day in sorted({edge.starts for edge in edges}):
        for ring in _rings({edge.office: edge.parent for edge in edges if edge.holds(day)}):
            found.setdefault(frozenset(ring), (day, ring))
    return list(found.values())


def _rings(parents: dict[str, str]) -> Iterator[tuple[str, ...]]:
    done: set[str] = set()
    for start in sorted(parents):
        way: list[str] = []
        here: str | None = start
        while here is not None and here not in done:
            done.add(here)
            way.append(here)
            here = parents.get(here)
        if here in way:
            yield tuple(way[way.index(here) :])


def _ancestors(tables: Tables, office: OfficeRow) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    ways = [(office.office, office.span)]
    while ways:
        code, span = ways.pop()
        found.setdefault(code, []).append(span)
        for edge in tables.at(EdgeRow, code):
            shared = overlap(edge.span, span)
            if shared:
                ways.append((edge.parent, shared))
    return found


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for starts, ends in sorted(spans, key=lambda span: span[0]):
        if joined and joined[-1][1] == starts:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((starts, ends))
    return joined
