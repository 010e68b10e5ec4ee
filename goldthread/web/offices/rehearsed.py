"""A rehearsal as a page and a document show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from goldthread.offices.codelists import changes
from goldthread.offices.models import Person
from goldthread.offices.one_office import life_of_all
from goldthread.offices.rehearsal import Rehearsal, Thing, TouchedOffice
from goldthread.web.offices import telling
from goldthread.workflow.texts import in_language


@dataclass(frozen=True)
class Option:
    code: str
    name: str
    proposed: bool


@dataclass(frozen=True)
class Row:
    """`open`: there is something to decide; `decided`: somebody did."""

    key: str
    title: str
    giver: str
    giver_code: str
    takers: tuple[tuple[str, str, str], ...]
    options: tuple[Option, ...]
    decided: bool

    @property
    def open(self) -> bool:
        return len(self.options) > 1


@dataclass(frozen=True)
class Group:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Touched:
    code: str
    name: str
    fate: str


@dataclass(frozen=True)
class Sheet:
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Told:
    day: date
    offices: Sequence[Touched]
    groups: Sequence[Group]
    sheets: Sequence[Sheet]

    @property
    def to_decide(self) -> int:
        return sum(row.open for group in self.groups for row in group.rows)


def told(rehearsal: Rehearsal, lang: str) -> Told:
    """Two queries: what offices were called, and who the people are."""
    names = telling.names_by_code(life_of_all(), rehearsal.day, lang)
    names |= {office.code: office.names[lang] for office in rehearsal.offices}
    people = _people(rehearsal.things, lang)
    rows = {thing.key: _row(thing, names, people, lang) for thing in rehearsal.things}
    return Told(
        rehearsal.day,
        [_touched(office, lang) for office in rehearsal.offices],
        _groups(rehearsal, rows, lang),
        [
            Sheet(
                sheet.predecessor,
                names.get(sheet.predecessor, sheet.predecessor),
                sheet.successor,
                names.get(sheet.successor, sheet.successor),
                tuple(rows[thing.key] for thing in sheet.rows),
            )
            for sheet in rehearsal.handovers
        ],
    )


def _groups(rehearsal: Rehearsal, rows: dict[str, Row], lang: str) -> list[Group]:
    found = []
    for kind, titles in rehearsal.kinds.items():
        mine = tuple(rows[thing.key] for thing in rehearsal.things if thing.kind == kind)
        if mine:
            found.append(Group(in_language(titles, lang), mine))
    return found


def _touched(office: TouchedOffice, lang: str) -> Touched:
    fate = [in_language(changes()[kind], lang) for kind in dict.fromkeys(office.fate)]
    if office.new and "established" not in office.fate:
        fate.append(gettext("new"))
    if office.ends:
        fate.append(gettext("ends"))
    comma = "、" if lang == "zh" else ", "
    return Touched(office.code, office.names[lang], comma.join(fate) or gettext("follows"))


def _row(thing: Thing, names: dict[str, str], people: dict[str, str], lang: str) -> Row:
    proposed = dict(thing.proposed)
    return Row(
        thing.key,
        _title(thing, people, lang),
        names.get(thing.predecessor, thing.predecessor),
        thing.predecessor,
        tuple(
            (code, names.get(code, code), "" if share == 1 else telling.share(share))
            for code, share in thing.proposed
        ),
        tuple(Option(code, names.get(code, code), code in proposed) for code in thing.choices),
        thing.decided,
    )


def _title(thing: Thing, people: dict[str, str], lang: str) -> str:
    """The domain's own things are told by the parts of their keys, others by their titles."""
    match thing.key.split(":"):
        case ["function", _, code, place]:
            return telling.holding(code, place, lang)
        case ["region", _, place]:
            return telling.territory(place, lang)
        case ["membership", _, person, role]:
            name = people.get(person, person)
            return (
                f"{name}：{telling.role(role, lang)}"
                if lang == "zh"
                else (f"{name}: {telling.role(role, lang)}")
            )
    return in_language(thing.titles, lang)


def _people(things: Sequence[Thing], lang: str) -> dict[str, str]:
    """Names by key of those whose memberships move."""
    keys = {thing.key.split(":")[2] for thing in things if thing.kind == "membership"}
    rows = Person.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    return {
        str(pk): chinese if lang == "zh" else english
        for pk, english, chinese in rows.values_list("pk", "name_en", "name_zh")
    }
