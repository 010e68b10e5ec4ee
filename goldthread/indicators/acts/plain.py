"""What figures over transactions and cases mean, in plain Python over lists of dictionaries.

As `indicators.plain` is for rights: the engine is tested to give what this module gives.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from re import findall
from typing import Any

from goldthread.indicators.definition import Definition
from goldthread.indicators.dimensions import JOINT_OFFICES, ancestors, regions_covered
from goldthread.indicators.expressions import parse
from goldthread.indicators.grains import (
    DISTINCT,
    GRAINS,
    OVER_PARTIES,
    OVER_RIGHTS,
    TRANSACTION,
    Grain,
)
from goldthread.indicators.lineage import Lineage, of_keys
from goldthread.indicators.parameters import Where
from goldthread.indicators.periods import Period, month_label, month_of
from goldthread.indicators.plain import value
from goldthread.indicators.query import Question

Row = Mapping[str, Any]
Version = tuple[int, int]  # tx_id and known_from_load
_REGIONS = ("region", "partner_region")


@dataclass(frozen=True)
class Known:
    """The rows known, as the register gives them; `received` is the day of each load."""

    acts: list[Row]
    parties: list[Row]
    rights: list[Row]
    received: Mapping[int, date]
    # Of the rights held, by right_id: the day of grant, and the names of the inventors.
    granted: Mapping[int, date] = field(default_factory=dict)
    inventors: Mapping[int, set[str]] = field(default_factory=dict)

    @cached_property
    def party_rows(self) -> dict[Version, list[Row]]:
        return _by_version(self.parties)

    @cached_property
    def right_rows(self) -> dict[Version, list[Row]]:
        return _by_version(self.rights)

    def side(self, act: Row, role: str) -> list[Row]:
        """The parties of one version of a transaction in a role, in their order."""
        return [p for p in self.party_rows.get(_version(act), []) if p["role"] == role]


def _by_version(rows: Iterable[Row]) -> dict[Version, list[Row]]:
    found: dict[Version, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row["sequence"]):
        found.setdefault(_version(row), []).append(row)
    return found


def _version(row: Row) -> Version:
    return row["tx_id"], row["known_from_load"]


@dataclass
class Cell:
    """The versions of a cell with what each adds, and what of it hits."""

    shares: dict[int, Fraction] = field(default_factory=dict)  # by lineage key
    hits: dict[int, Fraction] = field(default_factory=dict)
    currencies: set[str] = field(default_factory=set)

    @property
    def amount(self) -> Fraction:
        return sum(self.shares.values(), Fraction(0))

    @property
    def hit(self) -> Fraction:
        return sum(self.hits.values(), Fraction(0))

    @property
    def lineage(self) -> Lineage:
        return of_keys(self.shares)


@dataclass(frozen=True)
class Item:
    """What a rule counts of an act: the codes of its cell, its share, what tells it apart."""

    act: Row
    codes: Mapping[str, str]
    share: Fraction
    mark: str
    hit: bool


def cells(
    known: Known, question: Question, by: tuple[str, ...], where: Where
) -> dict[tuple[str, ...], Cell]:
    """The cells of a question by period and codes, as `acts.counts` counts them."""
    definition, counting = question.definition, question.counting
    items = [
        i for act in counted(known, definition) for i in _items(known, act, definition, counting)
    ]
    found: dict[tuple[str, ...], Cell] = {}
    for period in question.periods:
        inside = [item for item in items if _inside(item.act, definition, period)]
        for key, held in _by_cell(inside, by, where).items():
            cell = _cell(held, definition, counting)
            if cell.shares:
                found[period.label, *key] = cell
    return found


def counted(known: Known, definition: Definition) -> Iterator[dict[str, Any]]:
    """The acts that meet the condition, each once, with what expressions may name."""
    grain = GRAINS[definition.grain]
    best: dict[int, dict[str, Any]] = {}
    for row in known.acts:
        full = dict(row) | _facts(known, row, grain)
        full["day"] = value(parse(definition.date_basis, "day", grain.name), full)
        other = best.get(row[grain.key])
        if full["day"] is not None and (other is None or _rank(full) > _rank(other)):
            best[row[grain.key]] = full
    tree = parse(definition.where, "condition", grain.name)
    for row in best.values():
        row["until"] = None
        if definition.until is not None:
            row["until"] = value(parse(definition.until, "day", grain.name), row)
        if value(tree, row) is True and not (row["until"] and row["until"] <= row["day"]):
            yield row


def _rank(row: Row) -> tuple[int, int, int]:
    return row["feed_rank"], row["known_from_load"], -row["lineage_key"]


def _facts(known: Known, row: Row, grain: Grain) -> dict[str, Any]:
    facts: dict[str, Any] = {"received_date": known.received[row["known_from_load"]]}
    if grain is not TRANSACTION:
        return facts
    for role in ("from", "to"):
        first = next(iter(known.side(row, role)), {})
        facts[f"{role}_country"] = first.get("country_code")
        facts[f"{role}_region"] = first.get("region_code")
    rights = _rights(known, row)
    facts["n_rights"] = len(rights)
    facts["n_undated"] = sum(right["grant_date"] is None for right in rights)
    facts["ended_date"] = _ended(known, row)
    return facts


def _rights(known: Known, act: Row) -> list[Row]:
    """The rights of a transaction, each once."""
    found: dict[str, Row] = {}
    for row in known.right_rows.get(_version(act), []):
        day = row["grant_date"] or known.granted.get(row["right_id"])
        full = {**row, "grant_date": day, "giving_inventors": _inventing(known, act, row)}
        found.setdefault(_mark(row), full)
    return list(found.values())


def _inventing(known: Known, act: Row, right: Row) -> int:
    """How many givers are inventors of the right, names compared word by word."""
    names = {_words(name) for name in known.inventors.get(right["right_id"], ())}
    return sum(_words(giver["name"]) in names for giver in known.side(act, "from"))


def _words(name: str | None) -> tuple[str, ...]:
    return tuple(sorted(findall(r"[^\W_]+", (name or "").upper())))


def _mark(row: Row) -> str:
    if row["right_id"] is not None:
        return str(row["right_id"])
    for name, word in (("registration_number", "grant"), ("application_number", "application")):
        if row[name] is not None and row["ip_office_code"] is not None:
            return f"{word} {row['ip_office_code']}{row[name]}"
    return f"row {row['sequence']}"


def _ended(known: Known, act: Row) -> date | None:
    """The day by which the releases that name the recording have reached all its rights."""
    recorded = _best(row for row in known.acts if row["recorded_date"] is not None)
    wanted = _numbers(known, recorded.get(act["tx_id"], act)) or {None}
    days: dict[str | None, date] = {}
    for release in recorded.values():
        named = (release["ends_recording"] or "").split("; ")
        same = release["ip_office_code"] == act["ip_office_code"]
        if not (release["tx_type"] == "release" and same and act["recording_number"] in named):
            continue
        if _ambiguous(act, recorded.values()) and not _opposed(known, act, release):
            continue
        reached = _numbers(known, release) if None not in wanted else wanted
        for mark in wanted & (reached or wanted):
            days[mark] = min(days.get(mark, date.max), release["recorded_date"])
    return max(days.values()) if days.keys() >= wanted else None


# What a release may end by its number.
_ENDED = (
    *("security", "pledge", "open_offer"),
    *("licence", "licence_excl", "licence_nonexcl", "compulsory"),
)


def _ambiguous(act: Row, others: Iterable[Row]) -> bool:
    """Does the office give the number to several acts that a release may end?"""
    alike = [
        other
        for other in others
        if other["tx_type"] in _ENDED
        and (other["ip_office_code"], other["recording_number"])
        == (act["ip_office_code"], act["recording_number"])
    ]
    return len(alike) > 1


def _opposed(known: Known, act: Row, release: Row) -> bool:
    """Does a party of the act stand on the other side of the release?"""
    return any(
        {_name(p["name"]) for p in known.side(act, one)}
        & {_name(p["name"]) for p in known.side(release, other)} - {""}
        for one, other in (("from", "to"), ("to", "from"))
    )


def _best(rows: Iterable[Row]) -> dict[int, Row]:
    """The version of each transaction that stands where several feeds tell of it."""
    return {row["tx_id"]: row for row in sorted(rows, key=_rank)}


def _numbers(known: Known, act: Row) -> set[str | None]:
    found = {
        row["application_number"]
        or (row["registration_number"] and f"grant {row['registration_number']}")
        for row in known.right_rows.get(_version(act), [])
    }
    return found - {None}


def _items(known: Known, act: Row, definition: Definition, counting: str) -> list[Item]:
    """What the rule counts of an act; of a balance once on each side."""
    if definition.grain != TRANSACTION.name:
        codes = _case_codes(act)
        return [Item(act, codes, _amount(act, definition), "", _hits(act, definition))]
    role = str(definition.party)
    other = {"from": "to", "to": "from"}[role]
    rights = [right for right in _rights(known, act) if _fits(act, right, definition)]
    if definition.rights is not None and not rights:
        return []
    sides = [(role, other, 1)]
    if definition.type == "balance":
        sides.append((other, role, -1))
    return [
        Item(act, codes, sign * share, mark, _hits(act, definition))
        for own, partner, sign in sides
        for codes, share, mark in _shared(known, act, rights, definition, counting, own, partner)
    ]


def _shared(
    known: Known,
    act: Row,
    rights: list[Row],
    definition: Definition,
    counting: str,
    own: str,
    partner: str,
) -> Iterator[tuple[dict[str, str], Fraction, str]]:
    first = rights[0]["right_kind"] if rights else None
    whole = _amount(act, definition)
    place = act[f"{own}_country"], act[f"{own}_region"]
    away = act[f"{partner}_country"], act[f"{partner}_region"]
    if counting in OVER_RIGHTS:
        part = whole / max(len(rights), 1) if counting == "fraction-rights" else Fraction(1)
        for right in rights:
            yield _codes(act, right["right_kind"], place, away), part, _mark(right)
        if not rights and counting == "fraction-rights":
            yield _codes(act, None, place, away), whole, ""
        return
    if counting not in OVER_PARTIES:
        yield _codes(act, first, place, away), whole, ""
        return
    parties = known.side(act, own)
    part = whole / max(len(parties), 1) if counting == "fraction-parties" else Fraction(1)
    for party in parties:
        at = party["country_code"], party["region_code"]
        yield _codes(act, first, at, away), part, _name(party["name"])
    if not parties and counting == "fraction-parties":
        yield _codes(act, first, (None, None), away), whole, ""


def _name(text: str | None) -> str:
    return "".join(letter for letter in text or "" if letter.isalnum()).upper()


def _fits(act: Row, right: Row, definition: Definition) -> bool:
    if definition.rights is None:
        return True
    tree = parse(definition.rights, "condition", "right of a transaction")
    return value(tree, {**right, **act}) is True


def _hits(act: Row, definition: Definition) -> bool:
    if definition.numerator is None:
        return True
    return value(parse(definition.numerator, "condition", definition.grain), act) is True


def _amount(act: Row, definition: Definition) -> Fraction:
    return Fraction(1) if definition.sums is None else Fraction(act[definition.sums] or 0)


def _codes(
    act: Row,
    kind: str | None,
    place: tuple[str | None, str | None],
    away: tuple[str | None, str | None],
) -> dict[str, str]:
    office = act["ip_office_code"]
    return {
        "region": _region(office, *place),
        "country": place[0] or "_U",
        "partner_region": _region(office, *away),
        "partner_country": away[0] or "_U",
        "office": office or "_U",
        "kind": kind or "_U",
        "tx_type": act["tx_type"] or "_U",
        "currency": act["currency"] or "_U",
        "month": month_label(month_of(act["day"])),
    }


def _region(office: str, country: str | None, region: str | None) -> str:
    abroad = country is not None and country != office and office not in JOINT_OFFICES
    return "_Z" if abroad else region or "_U"


def _case_codes(act: Row) -> dict[str, str]:
    named = {"region": "region_code", "country": "country_code", "kind": "right_kind"}
    codes = {name: act[named.get(name, name)] or "_U" for name in (*named, "case_type", "currency")}
    open_still = "_Z" if act["closed_date"] is None else "_U"
    return codes | {
        "outcome": act["outcome"] or open_still,
        "month": month_label(month_of(act["day"])),
    }


def _inside(act: Row, definition: Definition, period: Period) -> bool:
    if definition.until is None:
        return bool(period.start <= act["day"] <= period.end)
    return bool(act["day"] <= period.end and (act["until"] is None or act["until"] > period.end))


def _by_cell(
    items: Iterable[Item], by: tuple[str, ...], where: Where
) -> dict[tuple[str, ...], list[Item]]:
    found: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if all(_among(name, item.codes[name], values) for name, values in where):
            for key in _keys(item.codes, by, dict(where)):
                found.setdefault(key, []).append(item)
    return found


def _among(name: str, code: str, values: tuple[str, ...]) -> bool:
    return regions_covered(code, values) if name in _REGIONS else code in values


def _keys(
    codes: Mapping[str, str], by: tuple[str, ...], where: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The cells an item stands in: a region's, and those of the regions that it lies in."""
    keys: list[tuple[str, ...]] = [()]
    for name in by:
        places = [codes[name]]
        if name in _REGIONS:
            places += [above for code, above in ancestors() if code == codes[name]]
            places = [p for p in places if name not in where or regions_covered(p, where[name])]
        keys = [(*key, place) for key in keys for place in places]
    return keys


def _cell(items: list[Item], definition: Definition, counting: str) -> Cell:
    """What the items of a cell and period add up to."""
    cell, met = Cell(), set()
    grain = GRAINS[definition.grain]
    for item in sorted(items, key=lambda i: (i.act["day"], i.act[grain.key])):
        if counting in DISTINCT and item.mark in met:
            continue
        met.add(item.mark)
        key = item.act["lineage_key"]
        cell.shares[key] = cell.shares.get(key, Fraction(0)) + item.share
        cell.hits[key] = cell.hits.get(key, Fraction(0)) + (item.share if item.hit else 0)
        if definition.sums is not None:
            cell.currencies.add(item.codes["currency"])
    if definition.type == "balance":
        cell.shares = {key: share for key, share in cell.shares.items() if share}
        cell.hits = {key: share for key, share in cell.shares.items() if share > 0}
    return cell
