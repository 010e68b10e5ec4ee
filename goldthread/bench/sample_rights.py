"""A small national register in the plain layout, made from a seed, for page tests and bench."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from goldthread.register.store import Register

COLUMNS = (
    *("ip_office_code", "right_kind", "application_number", "filing_date", "publication_date"),
    *("registration_number", "grant_date", "expiry_date", "termination_date", "filing_route"),
    *("title", "title_language", "status", "applicants", "applicant_type", "inventors", "ipc"),
)
# Weights that make some regions large, some small and one empty.
REGIONS = {
    "CN-GD": 20, "CN-JS": 14, "CN-ZJ": 12, "CN-BJ": 11, "CN-SH": 8, "CN-SD": 7, "CN-AH": 6,
    "CN-SC": 5, "CN-HB": 4, "CN-HN": 3, "CN-SN": 3, "CN-FJ": 3, "CN-HA": 3, "CN-TJ": 2, "CN-CQ": 2,
    "CN-LN": 2, "CN-XJ": 1, "CN-XPCC": 1, "CN-NM": 1, "": 1,
}  # fmt: skip
ABROAD = ("US", "JP", "DE", "KR", "FR")
SYMBOLS = ("H04L 9/32", "G06F 17/30", "A61K 31/00", "C07D 401/12", "H01L 21/02", "B60W 10/00")
SYMBOLS_TOO = ("G01N 33/50", "A01N 43/90", "F16H 57/04", "E04B 1/00", "H04W 4/02", "C12N 15/10")
TITLES = ("一种数据加密方法", "Method for encrypting data", "吸附材料", "Hollow fibre membrane")
KINDS = {"PT": 6, "UM": 3, "DS": 2}
FIRST, LAST = date(2017, 1, 1), date(2019, 6, 30)


@dataclass(frozen=True)
class Delivery:
    """One load: a file and the day it was received."""

    name: str
    received: datetime
    rows: list[dict[str, str]]


def make(home: Path, count: int, seed: int = 2019) -> Register:
    """Load a register of `count` rights in four deliveries, with a population, into a home."""
    from goldthread.readers import registry

    register = Register(home)
    folder = home / "delivered"
    folder.mkdir(parents=True, exist_ok=True)
    people = folder / "population.csv"
    people.write_text(_population(), encoding="utf-8")
    register.load(registry.mapping("population"), [people], received=_moment(date(2018, 12, 1)))
    for delivery in deliveries(count, seed):
        path = folder / delivery.name
        _write(path, delivery.rows)
        reader = registry.mapping("rights")
        register.load(reader, [path], received=delivery.received, quarantine_limit=0.1)
    return register


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def deliveries(count: int, seed: int) -> Iterator[Delivery]:
    """A first extract, two later ones, then corrections with a few records that cannot be read."""
    made = list(_rights(count, random.Random(seed)))  # noqa: S311 - no secret is made here
    bounds = ((date(2018, 12, 31), "first"), (date(2019, 3, 31), "spring"), (LAST, "half-year"))
    delivered: dict[str, dict[str, str]] = {}
    for until, name in bounds:
        seen = [_as_of(row, until.isoformat()) for row in made if row["filing_date"] <= str(until)]
        rows = [row for row in seen if delivered.get(row["application_number"]) != row]
        delivered |= {row["application_number"]: row for row in rows}
        yield Delivery(f"rights-{name}.csv", _moment(until + timedelta(days=1)), rows)
    made = list(delivered.values())
    corrected = [row | {"title": row["title"] + " (corrected)"} for row in made[::40]]
    broken = [
        made[0] | {"application_number": f"bad{n}", "filing_date": "2019-02-31"} for n in (1, 2)
    ]
    moved = [row | {"applicants": "(CN-HI) Haikou Institute"} for row in made[7::97]]
    danger = [made[0] | {"application_number": "danger1", "title": '=HYPERLINK("http://x")'}]
    rows = [*corrected, *broken[: max(1, count // 400)], *moved, *danger]
    yield Delivery("rights-corrections.csv", _moment(date(2019, 7, 15)), _once(rows))


def _as_of(row: dict[str, str], day: str) -> dict[str, str]:
    """What the office knew of a right on a day: nothing that came after it."""
    known = dict(row)
    if row["publication_date"] > day:
        known["publication_date"] = ""
    if row["grant_date"] > day:
        known |= dict.fromkeys(("registration_number", "grant_date", "expiry_date"), "")
        known |= {"termination_date": "", "status": "pending"}
    elif row["termination_date"] > day:
        known |= {"termination_date": "", "status": "registered"}
    return known


def _once(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return list({row["application_number"]: row for row in rows}.values())


def _rights(count: int, dice: random.Random) -> Iterator[dict[str, str]]:
    days = (LAST - FIRST).days + 1
    for number in range(count):
        kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
        filed = FIRST + timedelta(days=int(days * dice.random() ** 0.8))
        yield _right(number, kind, filed, dice)


def _right(number: int, kind: str, filed: date, dice: random.Random) -> dict[str, str]:
    granted = filed + timedelta(days=dice.randint(90, 700))
    is_granted = granted <= LAST and dice.random() < 0.8
    term = {"PT": 20, "UM": 10, "DS": 10}[kind]
    ended = is_granted and dice.random() < 0.04
    return {
        "ip_office_code": "CN",
        "right_kind": kind,
        "application_number": f"{filed.year}{number:07d}",
        "filing_date": filed.isoformat(),
        "publication_date": (filed + timedelta(days=180)).isoformat(),
        "registration_number": f"ZL{filed.year}{number:07d}" if is_granted else "",
        "grant_date": granted.isoformat() if is_granted else "",
        "expiry_date": filed.replace(year=filed.year + term, day=1).isoformat()
        if is_granted
        else "",
        "termination_date": (granted + timedelta(days=30)).isoformat() if ended else "",
        "filing_route": dice.choice(("direct", "direct", "paris", "pct")),
        "title": dice.choice(TITLES),
        "title_language": "zh",
        "status": "lapsed" if ended else "registered" if is_granted else "pending",
        "applicants": _applicants(dice),
        "applicant_type": dice.choice(("ENT", "ENT", "ENT", "UNI", "RES", "IND")),
        "inventors": f"(CN-BJ) Inventor {number % 97}; (CN-GD) Inventor {number % 89}",
        "ipc": "" if kind == "DS" else "; ".join(dice.sample(SYMBOLS + SYMBOLS_TOO, 2)),
    }


def _applicants(dice: random.Random) -> str:
    if dice.random() < 0.12:
        return f"({dice.choice(ABROAD)}) Foreign Company {dice.randint(1, 40)}"
    region = dice.choices(list(REGIONS), list(REGIONS.values()))[0]
    return f"({region or 'CN'}) Company {dice.randint(1, 300)} <&>"


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _population() -> str:
    years = "".join(f"China,CHN,{year},{1_390_000_000 + year}\n" for year in (2016, 2017, 2018))
    return "Country Name,Country Code,Year,Value\n" + years
