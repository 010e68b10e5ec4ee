"""Weekly grant files: many documents in the layout `us-patent-grant` one after another, zipped."""

from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from goldthread.demo.deliveries import Calendar, Rows
from goldthread.demo.facts import origins
from goldthread.demo.lives import NEVER
from goldthread.demo.people import Entity, entities, persons, places, strangers
from goldthread.demo.records import NONE, symbols, titles

_STAMP: Final = (2018, 1, 1, 0, 0, 0)  # the same documents give the same bytes
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>\n'
)


def write_weeks(folder: Path, calendar: Calendar, rows: Rows, month: int) -> list[Path]:
    """A ZIP for each day of grant among the rows; documents that are cut end in their middle."""
    granted = calendar.records.lives.granted[rows]
    documents = _documents(calendar, rows, month)
    for place in np.flatnonzero(calendar.cut[rows]):
        documents[place] = documents[place][: len(documents[place]) // 2] + "\n"
    made = []
    for day in np.unique(granted):
        stamp = str(np.int64(day).astype("M8[D]")).replace("-", "")
        path = folder / f"ipg{stamp[2:]}.zip"
        week = [documents[place] for place in np.flatnonzero(granted == day)]
        _write_zip(path, f"ipg{stamp[2:]}.xml", "".join(week))
        made.append(path)
    return made


def _write_zip(path: Path, name: str, text: str) -> None:
    info = ZipInfo(name, _STAMP)
    info.compress_type = ZIP_DEFLATED
    with ZipFile(path, "w") as archive:
        archive.writestr(info, text.encode())


def _documents(calendar: Calendar, rows: Rows, month: int) -> list[str]:
    applicants = calendar.applicant(rows, month)
    filed = calendar.filed(rows, month)
    return [
        _document(calendar, int(row), int(applicant), int(day))
        for row, applicant, day in zip(rows, applicants, filed, strict=True)
    ]


def _document(calendar: Calendar, row: int, applicant: int, filed: int) -> str:
    records = calendar.records
    granted, number = _day(int(records.lives.granted[row])), str(records.number[row])
    body = "".join(
        [
            _references(number, granted, _day(filed)),
            _priority(calendar, row),
            _classifications(calendar, row, granted),
            f"<invention-title>{escape(titles()[records.title[row]])}</invention-title>\n",
            f"<number-of-claims>{records.claims[row]}</number-of-claims>\n",
            _parties(calendar, row, entities().rows[applicant]),
            _international(calendar, row),
        ]
    )
    return (
        f'{_HEAD}<us-patent-grant lang="ZH" dtd-version="v4.5 2014-04-03" '
        f'file="CN{number}.XML" status="SYNTHETIC" id="us-patent-grant" country="CN" '
        f'date-produced="{granted}" date-publ="{granted}">\n<us-bibliographic-data-grant>\n'
        f"{body}</us-bibliographic-data-grant>\n<abstract><p>合成数据</p></abstract>\n"
        "</us-patent-grant>\n"
    )


def _day(day: int) -> str:
    return str(np.int64(day).astype("M8[D]")).replace("-", "")


def _id(country: str, number: str, kind: str, day: str) -> str:
    kind_line = f"<kind>{kind}</kind>\n" if kind else ""
    return (
        f"<document-id>\n<country>{country}</country>\n<doc-number>{number}</doc-number>\n"
        f"{kind_line}<date>{day}</date>\n</document-id>\n"
    )


def _references(number: str, granted: str, filed: str) -> str:
    return (
        f"<publication-reference>\n{_id('CN', f'ZL{number}', 'B', granted)}"
        "</publication-reference>\n"
        f'<application-reference appl-type="utility">\n{_id("CN", number, "", filed)}'
        "</application-reference>\n"
    )


def _priority(calendar: Calendar, row: int) -> str:
    records = calendar.records
    if records.priority[row] >= NEVER:
        return ""
    day = _day(int(records.priority[row]))
    code = origins().codes[records.lives.origin[row]]
    return (
        '<priority-claims>\n<priority-claim sequence="01" kind="national">\n'
        f"<country>{code}</country>\n<doc-number>{day[:4]}-{9_000_000 + row % 1_000_000}"
        f"</doc-number>\n<date>{day}</date>\n</priority-claim>\n</priority-claims>\n"
    )


def _classifications(calendar: Calendar, row: int, day: str) -> str:
    chosen = [symbols()[number] for number in calendar.records.symbols[row] if number != NONE]
    made = [_classification(text, "L" if place else "F", day) for place, text in enumerate(chosen)]
    return f"<classifications-ipcr>\n{''.join(made)}</classifications-ipcr>\n"


def _classification(symbol: str, position: str, day: str) -> str:
    subclass, _, groups = symbol.partition(" ")
    group, _, subgroup = groups.partition("/")
    return (
        "<classification-ipcr>\n<ipc-version-indicator><date>20060101</date>"
        "</ipc-version-indicator>\n<classification-level>A</classification-level>\n"
        f"<section>{subclass[0]}</section>\n<class>{subclass[1:3]}</class>\n"
        f"<subclass>{subclass[3]}</subclass>\n<main-group>{group}</main-group>\n"
        f"<subgroup>{subgroup}</subgroup>\n<symbol-position>{position}</symbol-position>\n"
        "<classification-value>I</classification-value>\n"
        f"<action-date><date>{day}</date></action-date>\n"
        "<generating-office><country>CN</country></generating-office>\n"
        "<classification-status>B</classification-status>\n"
        "<classification-data-source>H</classification-data-source>\n</classification-ipcr>\n"
    )


def _parties(calendar: Calendar, row: int, applicant: Entity) -> str:
    """The applicants, the inventors, and the first applicant once more as the owner."""
    records = calendar.records
    bodies = [applicant]
    if records.partner[row] != NONE:
        bodies.append(entities().rows[records.partner[row]])
    applicants = "".join(_applicant(n, body) for n, body in enumerate(bodies, 1))
    chosen = [int(number) for number in records.inventors[row] if number != NONE]
    inventors = "".join(_inventor(n, number) for n, number in enumerate(chosen, 1))
    role = 4 if applicant.type == "IND" else 2
    owner = f"0{role + (applicant.origin >= origins().residents)}"
    return (
        f"<us-parties>\n<us-applicants>\n{applicants}</us-applicants>\n"
        f"<inventors>\n{inventors}</inventors>\n</us-parties>\n"
        f"<assignees>\n<assignee>\n<addressbook>\n{_named(applicant)}"
        f"<role>{owner}</role>\n{_address(applicant.origin)}</addressbook>\n</assignee>\n"
        "</assignees>\n"
    )


def _applicant(number: int, body: Entity) -> str:
    return (
        f'<us-applicant sequence="{number:03d}" app-type="applicant" designation="us-only" '
        'applicant-authority-category="assignee">\n<addressbook>\n'
        f"{_named(body)}{_address(body.origin)}</addressbook>\n"
        f"<residence>\n<country>{_country(body.origin)}</country>\n</residence>\n"
        "</us-applicant>\n"
    )


def _inventor(number: int, text: int) -> str:
    place, person = divmod(text, len(persons()))
    pool = persons() if place < origins().residents else strangers()
    return (
        f'<inventor sequence="{number:03d}" designation="us-only">\n<addressbook>\n'
        f"<name>{pool[person][0]}</name>\n{_address(place)}</addressbook>\n</inventor>\n"
    )


def _named(body: Entity) -> str:
    """A person by the name, any other by the name of an organisation."""
    tag = "name" if body.type == "IND" else "orgname"
    return f"<{tag}>{escape(body.name)}</{tag}>\n"


def _address(place: int) -> str:
    code = origins().codes[place]
    state = code.partition("-")[2]
    state_line = f"<state>{state}</state>\n" if state else ""
    return (
        f"<address>\n<city>{escape(places()[place][1])}</city>\n{state_line}"
        f"<country>{_country(place)}</country>\n</address>\n"
    )


def _country(place: int) -> str:
    return origins().codes[place][:2]


def _international(calendar: Calendar, row: int) -> str:
    records = calendar.records
    if records.int_filed[row] >= NEVER:
        return ""
    day, code = _day(int(records.int_filed[row])), origins().codes[records.lives.origin[row]]
    number = f"PCT/{code}{day[:4]}/9{row % 100_000:05d}"
    return (
        f"<pct-or-regional-filing-data>\n{_id('WO', number, '00', day)}"
        f"<us-371c12-date><date>{_day(int(records.lives.filed[row]))}</date></us-371c12-date>\n"
        "</pct-or-regional-filing-data>\n"
    )
