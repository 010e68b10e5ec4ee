"""The offices of a structure as rows of a list: named, placed, and led to their heirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldthread.offices import queries
from goldthread.offices.codelists import kinds
from goldthread.offices.lineage import Figure, Lineage, Part
from goldthread.offices.models import OfficeVersion
from goldthread.offices.one_office import life_of_all
from goldthread.offices.structure import OfficeOn, Structure
from goldthread.web.offices import telling
from goldthread.web.offices.asked import Asked

Versions = dict[str, list[OfficeVersion]]


@dataclass(frozen=True)
class Heir:
    code: str
    name: str
    href: str
    share: str


@dataclass(frozen=True)
class Row:
    """`place`: how deep in the tree; `carries_on`: the ended offices it took over."""

    code: str
    name: str
    also: str
    kind: str
    place: int
    parent: str
    functions: tuple[str, ...]
    regions: tuple[str, ...]
    days: str
    ended: bool
    href: str
    heirs: tuple[Heir, ...]
    carries_on: tuple[Heir, ...]


@dataclass(frozen=True)
class Found:
    rows: Sequence[Row]
    total: int


def find(asked: Asked) -> Found:
    """Six queries, however many offices there are."""
    versions = life_of_all()
    lineage = queries.lineage()
    if asked.day is None:
        made = list(_as_it_was(asked, versions, lineage))
    else:
        made = list(_on_a_day(asked, queries.structure(asked.day), versions, lineage))
    kept = [row for row, matches in made if matches]
    return Found(kept, len(made))


def _on_a_day(
    asked: Asked, structure: Structure, versions: Versions, lineage: Lineage
) -> Iterator[tuple[Row, bool]]:
    taken = _taken_over(asked, structure.day, versions, lineage)
    for depth, office in _walk(structure, structure.roots, 0):
        row = Row(
            code=office.code,
            name=office.names[asked.lang],
            also=office.also[asked.lang],
            kind=telling.kind(office.kind, asked.lang),
            place=0 if asked.filtered else min(depth, 4),
            parent=office.parent or "",
            functions=telling.holdings(office.functions, asked.lang),
            regions=tuple(telling.territory(code, asked.lang) for code in office.regions),
            days="",
            ended=False,
            href=asked.office(office.code),
            heirs=(),
            carries_on=tuple(taken.get(office.code, ())),
        )
        yield row, _matches(asked, office, versions[office.code])


def _walk(structure: Structure, codes: Sequence[str], depth: int) -> Iterator[tuple[int, OfficeOn]]:
    """The printed tree: kinds in the order of their list, national offices first."""
    order = list(kinds())
    offices = [structure.offices[code] for code in codes]
    for office in sorted(offices, key=lambda each: (order.index(each.kind), each.code)):
        yield depth, office
        yield from _walk(structure, structure.children(office.code), depth + 1)


def _matches(asked: Asked, office: OfficeOn, versions: Sequence[OfficeVersion]) -> bool:
    return (
        _named(asked.q, versions[0].office.code, versions)
        and asked.kind in ("", office.kind)
        and (not asked.region or asked.region in office.regions)
        and (not asked.function or asked.function in {f for f, _ in office.functions})
    )


def _named(q: str, code: str, versions: Sequence[OfficeVersion]) -> bool:
    """Found by the code or by any name it ever had, in either language."""
    if not q:
        return True
    wanted = q.casefold()
    names = [
        name
        for v in versions
        for name in (v.name_en, v.name_zh, v.short_en, v.short_zh, v.also_en, v.also_zh)
    ]
    return any(wanted in name.casefold() for name in (code, *names))


def _taken_over(
    asked: Asked, day: date, versions: Versions, lineage: Lineage
) -> dict[str, list[Heir]]:
    """For each office of the day, the ended ones it carries on."""
    found: dict[str, list[Heir]] = {}
    for code, rows in versions.items():
        ends = rows[-1].ends
        if ends is None or ends > day:
            continue
        last = ends - timedelta(days=1)
        for heir, share in lineage.regroup([Figure(code, last, 1)], day).items():
            if heir != code:
                giver = _heir(asked, code, rows, telling.share(share))
                found.setdefault(heir, []).append(giver)
    return found


def _as_it_was(asked: Asked, versions: Versions, lineage: Lineage) -> Iterator[tuple[Row, bool]]:
    """Every office that ever was, under its last name, with who carries it on today."""
    for code, rows in versions.items():
        last, ends = rows[-1], rows[-1].ends
        ended = ends is not None and ends <= asked.on
        heirs: Sequence[Part] = ()
        if ended and ends is not None:
            heirs = lineage.successors(code, ends - timedelta(days=1), asked.on)
        row = Row(
            code=code,
            name=telling.name_of(last, asked.lang),
            also=telling.also_of(last, asked.lang),
            kind=telling.kind(last.kind, asked.lang),
            place=0,
            parent="",
            functions=(),
            regions=(),
            days=telling.span(rows[0].starts, ends, asked.lang),
            ended=ended,
            href=asked.office(code),
            heirs=tuple(
                _heir(asked, part.office, versions[part.office], telling.share(part.share))
                for part in heirs
                if part.office != code
            ),
            carries_on=(),
        )
        yield row, _named(asked.q, code, rows) and asked.kind in ("", last.kind)


def _heir(asked: Asked, code: str, rows: Sequence[OfficeVersion], share: str) -> Heir:
    name = telling.short_of(rows[-1], asked.lang)
    return Heir(code, name, asked.office(code), "" if share == "100%" else share)
