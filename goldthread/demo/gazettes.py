"""The gazettes of the last weeks: documents in the new layout of CNIPA, a ZIP a week."""

from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from goldthread.demo.deliveries import Calendar, Rows
from goldthread.demo.facts import KINDS, origins
from goldthread.demo.lives import NEVER, Days
from goldthread.demo.people import entities, persons, places
from goldthread.demo.records import NONE, symbols, titles

_STAMP: Final = (2019, 1, 1, 0, 0, 0)  # the same documents give the same bytes
_DOCUMENT_KINDS: Final = {"PT": "A", "UM": "U", "DS": "S"}
_SPACES: Final = (
    'xmlns:base="http://www.sipo.gov.cn/XMLSchema/base" '
    'xmlns:business="http://www.sipo.gov.cn/XMLSchema/business"'
)


def write_gazettes(folder: Path, calendar: Calendar, rows: Rows, month: int) -> list[Path]:
    """A ZIP for each week in which one of the rows was published or granted."""
    days = _days(calendar, rows)
    tuesdays = days - (days - 5) % 7  # day 5, 6 January 1970, was a Tuesday
    applicants = calendar.applicant(rows, month)
    filed = calendar.filed(rows, month)
    made = []
    for week in np.unique(tuesdays):
        path = folder / f"cnipa-{_day(int(week))}.zip"
        chosen = np.flatnonzero(tuesdays == week)
        info = ZipInfo(f"{path.stem}.xml", _STAMP)
        info.compress_type = ZIP_DEFLATED
        texts = (
            _document(calendar, int(rows[at]), int(days[at]), int(applicants[at]), int(filed[at]))
            for at in chosen
        )
        with ZipFile(path, "w") as archive:
            archive.writestr(info, "".join(texts).encode())
        made.append(path)
    return made


def _days(calendar: Calendar, rows: Rows) -> Days:
    """When each right's document came out: its grant, else the publication of its application."""
    lives = calendar.records.lives
    granted = lives.granted[rows]
    return np.where(granted < NEVER, granted, lives.published[rows])


def _day(day: int) -> str:
    return str(np.int64(day).astype("M8[D]")).replace("-", "")


def _document(calendar: Calendar, row: int, day: int, applicant: int, filed: int) -> str:
    records = calendar.records
    kind = KINDS[records.lives.kind[row]]
    code, number = _DOCUMENT_KINDS[kind], str(records.number[row])
    design = kind == "DS"
    part = "DesignBibliographicData" if design else "BibliographicData"
    title = "DesignTitle" if design else "InventionTitle"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<business:PatentDocumentAndRelated {_SPACES} lang="zh" country="CN" kind="{code}">'
        f"<business:{part}>{_reference('Publication', f'ZL{number}', day, code)}"
        f"{_reference('Application', number, filed)}{_classes(calendar, row, design)}"
        f'<business:{title} lang="zh">{escape(titles()[records.title[row]])}</business:{title}>'
        f"<business:Parties>{_parties(calendar, row, applicant, design)}</business:Parties>"
        f"</business:{part}></business:PatentDocumentAndRelated>\n"
    )


def _reference(what: str, number: str, day: int, kind: str = "") -> str:
    kind_element = f"<base:Kind>{kind}</base:Kind>" if kind else ""
    return (
        f'<business:{what}Reference dataFormat="original"><base:DocumentID>'
        f"<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>{number}</base:DocNumber>"
        f"{kind_element}<base:Date>{_day(day)}</base:Date></base:DocumentID>"
        f"</business:{what}Reference>"
    )


def _classes(calendar: Calendar, row: int, design: bool) -> str:
    found = [symbols()[number] for number in calendar.records.symbols[row] if number != NONE]
    if design:
        main = f"<business:MainClassification>{found[0]}</business:MainClassification>"
        return f"<business:ClassificationLocarno>{main}</business:ClassificationLocarno>"
    each = "".join(
        "<business:ClassificationIPCR><base:IPCVersionDate>20060101</base:IPCVersionDate>"
        f"<base:Text>{symbol}(2006.01)</base:Text></business:ClassificationIPCR>"
        for symbol in found
    )
    return f"<business:ClassificationIPCRDetails>{each}</business:ClassificationIPCRDetails>"


def _parties(calendar: Calendar, row: int, applicant: int, design: bool) -> str:
    records = calendar.records
    bodies = [number for number in (applicant, int(records.partner[row])) if number != NONE]
    applicants = "".join(_applicant(number) for number in bodies)
    chosen = [int(number) for number in records.inventors[row] if number != NONE]
    role = "Designer" if design else "Inventor"
    inventors = "".join(_person(role, number) for number in chosen)
    return (
        f"<business:ApplicantDetails>{applicants}</business:ApplicantDetails>"
        f"<business:{role}Details>{inventors}</business:{role}Details>"
    )


def _applicant(number: int) -> str:
    body = entities().rows[number]
    place = places()[body.origin][0]
    return (
        f'<business:Applicant><base:AddressBook lang="zh"><base:Name>{escape(body.name)}'
        f"</base:Name><base:Address><base:WIPOST3Code>{origins().codes[body.origin][:2]}</base:WIPOST3Code>"
        f"<base:Province>{place}</base:Province><base:Text>{place}示例路1号</base:Text>"
        "</base:Address></base:AddressBook></business:Applicant>"
    )


def _person(role: str, number: int) -> str:
    """An inventor by name alone, as the gazette prints them."""
    name = persons()[number % len(persons())][0]
    return (
        f'<business:{role}><base:AddressBook lang="zh"><base:Name>{name}</base:Name>'
        f"</base:AddressBook></business:{role}>"
    )
