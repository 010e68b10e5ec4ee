"""Trademarks by ST.96: what stood in the register at the end of 2017, then each month's news."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.facts import by_month, data, origins, other_shares, shares
from goldthread.demo.lives import NEVER, STARTS, Days
from goldthread.demo.people import Entity, Index, entities, places

MARKS_FROM: Final = 12  # January 2018: the month before it has the backfile
_FIRST_SERIAL: Final = 90_000_000  # no mark of the office has a number so high
_TERM_YEARS: Final = 10  # article 39 of the Trademark Law
_FASTEST: Final = 150  # days from filing to registration
_PENDING: Final = 270  # and at most
_OLDEST: Final = 8 * 365  # days: no registration of the backfile expires within the period
_OPPOSITION: Final = 91  # days between preliminary publication and registration (article 33)
_CLASSES: Final = (35, 25, 30, 9, 43, 29, 41, 5, 3, 11, 33, 18, 42, 31, 32, 21, 20, 44, 7, 16)
_SORTS: Final = ("茶", "服饰", "食品", "家居", "电子", "酒", "农产", "教育")
_STAMP: Final = (2019, 1, 1, 0, 0, 0)
_SPACES: Final = (
    'xmlns:com="http://www.wipo.int/standards/XMLSchema/ST96/Common" '
    'xmlns:tmk="http://www.wipo.int/standards/XMLSchema/ST96/Trademark"'
)


@dataclass
class Marks:
    """All marks; arrays have one row a mark."""

    filed: Days
    registered: Days  # NEVER where it is pending, or was refused
    ended: Days
    origin: Index
    applicant: Index
    symbol: Index  # its Nice class
    name: Index  # index of names()

    def __len__(self) -> int:
        return len(self.filed)

    def news(self, month: int) -> NDArray[np.int64]:
        """The marks that a month's delivery tells of; of the backfile all that stood before."""
        stop = STARTS[month + 1]
        if month < MARKS_FROM:
            return np.flatnonzero(self.filed < stop)
        days = (self.filed, self._published, self.registered, self.ended)
        return np.flatnonzero(
            np.any([(STARTS[month] <= day) & (day < stop) for day in days], axis=0)
        )

    def title(self, row: int) -> str:
        """The words of a mark."""
        return names()[int(self.name[row])]

    @property
    def _published(self) -> Days:
        return np.where(self.registered < NEVER, self.registered - _OPPOSITION, NEVER)


def marks(rng: np.random.Generator, scale: float) -> Marks:
    """The marks valid or pending at the end of 2017, and those filed until June 2019."""
    filed, registered = _flows(rng, scale)
    origin = _origins(rng, filed, scale)
    kind = rng.choice((0, 1, 3), len(filed), p=(0.68, 0.02, 0.30))  # of TYPES; assumed
    weights = 1.0 / np.arange(2, len(_CLASSES) + 2)
    return Marks(
        filed=filed,
        registered=registered,
        ended=_ended(rng, registered, scale),
        origin=origin,
        applicant=entities().draw(rng, origin, kind),
        symbol=rng.choice(_CLASSES, len(filed), p=weights / weights.sum()),
        name=rng.integers(0, len(names()), len(filed)),
    )


def _pieces(published: float, scale: float) -> int:
    divisor: int = data("facts")["marks"]["divisor"]
    return round(published * scale / divisor)


def _flows(rng: np.random.Generator, scale: float) -> tuple[Days, Days]:
    """Filings and registrations, sorted by filing: a registration is of the oldest pending mark.

    One pending mark in six is passed over: refused, or withdrawn.
    """
    facts, start = data("facts")["marks"], STARTS[MARKS_FROM]
    old = start - 1 - rng.integers(0, _OLDEST, _pieces(facts["valid"][0], scale))
    pending = start - 1 - rng.integers(0, _PENDING, _pieces(facts["pending"], scale))
    applied, granted = (
        np.sort(_days(rng, facts[name], scale)) for name in ("applications", "registrations")
    )
    pool = np.sort(np.concatenate([pending, applied]))
    registered = np.full(len(pool), NEVER)
    registered[np.arange(len(granted)) * 6 // 5] = granted
    filed = np.concatenate([old - rng.integers(_FASTEST, _PENDING, len(old)), pool])
    order = np.argsort(filed, kind="stable")
    return filed[order], np.concatenate([old, registered])[order]


def _days(rng: np.random.Generator, halves: list[float], scale: float) -> Days:
    """A day for each piece of a flow of half-years from 2018 on."""
    facts = data("facts")
    months = by_month(halves, scale * facts["divisor"] / facts["marks"]["divisor"])
    month = MARKS_FROM + np.repeat(np.arange(len(months)), months)
    length = STARTS[month + 1] - STARTS[month]
    return np.asarray(STARTS[month] + (rng.random(len(month)) * length).astype(np.int64))


def _ended(rng: np.random.Generator, registered: Days, scale: float) -> Days:
    """In each half-year so many registrations end that the stock is what the facts say."""
    ended = np.full(len(registered), NEVER)
    for half, stock in enumerate(data("facts")["marks"]["valid"][1:]):
        start, stop = STARTS[MARKS_FROM + 6 * half], STARTS[MARKS_FROM + 6 * half + 6]
        alive = np.flatnonzero((registered < stop) & (ended == NEVER))
        old = alive[registered[alive] < start]
        surplus = len(alive) - _pieces(stock, scale)
        chosen = rng.choice(old, min(max(surplus, 0), len(old)), replace=False)
        ended[chosen] = rng.integers(start, stop, len(chosen))
    return ended


def _origins(rng: np.random.Generator, filed: Days, scale: float) -> Index:
    """Residents by their share in designs (assumed); the others as published, half by half."""
    facts, home = data("facts")["marks"], origins().residents
    origin = rng.choice(home, len(filed), p=shares("DS", "applied"))
    for half, other in enumerate(facts["other_applications"]):
        start, stop = (STARTS[MARKS_FROM + 6 * (half + late)] for late in (0, 1))
        rows = np.flatnonzero((filed >= start) & (filed < stop))
        chosen = rng.choice(rows, min(_pieces(other, scale), len(rows)), replace=False)
        origin[chosen] = home + rng.choice(origins().others, len(chosen), p=other_shares())
    return np.asarray(origin)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Marks in words: 示例 ("example"), a brand, and that they are synthetic."""
    return tuple(
        f"示例{brand}{kind}(合成数据)" for brand, kind in product(data("words")["brands"], _SORTS)
    )


def write_marks(path: Path, made: Marks, month: int) -> int:
    """A ZIP with the marks of which a month has news, as they stood at its end; how many.

    No file where there is none.
    """
    stop, rows = int(STARTS[month + 1]), made.news(month)
    if not len(rows):
        return 0
    each = "".join(_mark(made, int(row), stop) for row in rows)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<tmk:TrademarkApplication {_SPACES} '
        f'com:st96Version="V6_0"><tmk:TrademarkBag>{each}</tmk:TrademarkBag>'
        "</tmk:TrademarkApplication>\n"
    )
    info = ZipInfo(f"{path.stem}.xml", _STAMP)
    info.compress_type = ZIP_DEFLATED
    with ZipFile(path, "w") as archive:
        archive.writestr(info, text.encode())
    return len(rows)


def number_of(row: int) -> str:
    """The application number of a mark, which is also that of its registration."""
    return str(_FIRST_SERIAL + row)


def _mark(made: Marks, row: int, stop: int) -> str:
    """A mark as far as it had come by a day."""
    number = number_of(row)
    registered, ended = (
        int(day) if day < stop else None for day in (made.registered[row], made.ended[row])
    )
    published = int(made.registered[row]) - _OPPOSITION
    return (
        "<tmk:Trademark><com:ApplicationNumber><com:IPOfficeCode>CN</com:IPOfficeCode>"
        f"<com:ApplicationNumberText>{number}</com:ApplicationNumberText></com:ApplicationNumber>"
        f"{_registered(number, made, row, registered)}{_end(ended)}"
        f"{_status(published < stop, registered, ended)}{_words(made.title(row))}"
        f"{_goods(int(made.symbol[row]))}{_publication(published) if published < stop else ''}"
        f"{_applicant(entities().rows[made.applicant[row]])}</tmk:Trademark>\n"
    )


def _registered(number: str, made: Marks, row: int, day: int | None) -> str:
    """The day of filing, and of what is registered its number, day and term around it."""
    filed = f"<com:ApplicationDate>{_written(int(made.filed[row]))}</com:ApplicationDate>"
    if day is None:
        return filed
    return (
        f"<com:RegistrationNumber>{number}</com:RegistrationNumber>{filed}<com:RegistrationDate>"
        f"{_written(day)}</com:RegistrationDate><com:ExpiryDate>{_written(_last_day(day))}"
        "</com:ExpiryDate>"
    )


def _last_day(begins: int) -> int:
    """The last day of a term that begins on a day."""
    day = np.int64(begins).astype("M8[D]")
    month = day.astype("M8[M]")
    later = (month + np.timedelta64(12 * _TERM_YEARS, "M")).astype("M8[D]") + (day - month)
    return int(later.astype(np.int64)) - 1


def _end(day: int | None) -> str:
    return "" if day is None else f"<tmk:TerminationDate>{_written(day)}</tmk:TerminationDate>"


def _status(published: bool, registered: int | None, ended: int | None) -> str:
    """One of the standard's own categories."""
    told = "Application published" if published else "Application filed"
    told = "Registered" if registered is not None else told
    told = "Registration surrendered" if ended is not None else told
    return f"<tmk:MarkCurrentStatusCode>{told}</tmk:MarkCurrentStatusCode>"


def _words(name: str) -> str:
    said = f'com:languageCode="zh">{name}'
    return (
        "<tmk:MarkRepresentation><tmk:MarkReproduction><tmk:WordMarkSpecification>"
        f"<tmk:MarkVerbalElementText {said}</tmk:MarkVerbalElementText>"
        f"<tmk:MarkSignificantVerbalElementText {said}</tmk:MarkSignificantVerbalElementText>"
        "</tmk:WordMarkSpecification></tmk:MarkReproduction></tmk:MarkRepresentation>"
    )


def _publication(day: int) -> str:
    return (
        "<tmk:PublicationBag><tmk:Publication><com:PublicationIdentifier>商标公告"
        f"</com:PublicationIdentifier><com:PublicationDate>{_written(day)}</com:PublicationDate>"
        "</tmk:Publication></tmk:PublicationBag>"
    )


def _goods(symbol: int) -> str:
    return (
        "<tmk:GoodsServicesBag><tmk:GoodsServices><tmk:GoodsServicesClassificationBag>"
        "<tmk:GoodsServicesClassification><tmk:ClassificationKindCode>Nice"
        f"</tmk:ClassificationKindCode><tmk:ClassNumber>{symbol}</tmk:ClassNumber>"
        "</tmk:GoodsServicesClassification></tmk:GoodsServicesClassificationBag>"
        "</tmk:GoodsServices></tmk:GoodsServicesBag>"
    )


def _applicant(body: Entity) -> str:
    return f"<tmk:ApplicantBag><tmk:Applicant>{contact(body)}</tmk:Applicant></tmk:ApplicantBag>"


def contact(body: Entity) -> str:
    """A party's name and address as ST.96 writes them."""
    code, place = origins().codes[body.origin], places()[body.origin][0]
    region = ""
    if body.origin < origins().residents:
        region = f"<com:GeographicRegionName>{place}</com:GeographicRegionName>"
    return (
        f"<com:Contact><com:Name>{_name(body)}</com:Name><com:PostalAddressBag><com:PostalAddress>"
        '<com:PostalStructuredAddress><com:AddressLineText com:sequenceNumber="1">示例路1号'
        f"</com:AddressLineText>{region}<com:CountryCode>{code[:2]}</com:CountryCode>"
        "</com:PostalStructuredAddress></com:PostalAddress></com:PostalAddressBag></com:Contact>"
    )


def _name(body: Entity) -> str:
    """A person by the full name, any other by that of an organisation."""
    name = escape(body.name)
    if body.type == "IND":
        return f"<com:PersonName><com:PersonFullName>{name}</com:PersonFullName></com:PersonName>"
    return (
        f"<com:OrganizationName><com:OrganizationStandardName>{name}"
        "</com:OrganizationStandardName></com:OrganizationName>"
    )


def _written(day: int) -> str:
    return str(np.int64(day).astype("M8[D]"))
