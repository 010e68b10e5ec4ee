"""The changes of an act, read from JSON or YAML: every field known, every code there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from goldthread.codes import regions
from goldthread.offices import codelists
from goldthread.offices.errors import ActRefused
from goldthread.workflow.texts import say

LIMIT = 2000
"""Changes in one act, once written out for each region."""


@dataclass(frozen=True)
class Change:
    """`fields` as `FIELDS` describes them for the kind; `position` counts from 1 in the act."""

    position: int
    kind: str
    fields: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name)


def read(given: object, effective: date) -> tuple[Change, ...]:
    """The changes in order; `ActRefused` names the first that cannot be read and why."""
    rows = list(_written_out(_list(given, "changes"), effective))
    if len(rows) > LIMIT:
        raise _refused(0, f"an act has at most {LIMIT} changes, here are {len(rows)}")
    return tuple(_change(number, row) for number, row in enumerate(rows, 1))


def _written_out(given: Sequence[object], effective: date) -> Iterator[object]:
    """An entry {each_region: {country, without}, changes: [...]} stands for one set a region."""
    for entry in given:
        if not (isinstance(entry, Mapping) and "each_region" in entry):
            yield entry
            continue
        if set(entry) != {"each_region", "changes"}:
            raise _refused(0, "an entry for each region has each_region and changes, nothing else")
        templates = _list(entry["changes"], "changes")
        for region in _regions(entry["each_region"], effective):
            for template in templates:
                yield _filled(template, region)


def _regions(which: object, effective: date) -> list[regions.Region]:
    if not isinstance(which, Mapping) or not set(which) <= {"country", "without"}:
        raise _refused(0, "each_region takes country and without")
    country = _text(which.get("country"))
    if country not in regions.countries():
        raise _refused(0, f"there is no list of regions for {country!r}")
    tree = regions.tree(country, effective).without(*_list(which.get("without", []), "without"))
    return [region for region in tree.regions if region.counted]


def _filled(template: object, region: regions.Region) -> object:
    places = {
        "{region}": region.code,
        "{code}": region.code.partition("-")[2],
        "{en}": region.names["en"],
        "{zh}": region.names["zh"],
        "{short_en}": region.short_names["en"],
        "{short_zh}": region.short_names["zh"],
    }
    if isinstance(template, str):
        for place, text in places.items():
            template = template.replace(place, text)
        return template
    if isinstance(template, Mapping):
        return {key: _filled(value, region) for key, value in template.items()}
    if isinstance(template, list | tuple):
        return [_filled(value, region) for value in template]
    return template


def _change(number: int, row: object) -> Change:
    try:
        if not isinstance(row, Mapping):
            raise ValueError("a change is a list of fields such as kind and office")
        kind = row.get("kind")
        if not isinstance(kind, str) or kind not in FIELDS:
            raise ValueError(f"the kind {kind!r} is none of {', '.join(FIELDS)}")
        return Change(number, kind, _fields({k: v for k, v in row.items() if k != "kind"}, kind))
    except (ValueError, TypeError) as fault:
        raise _refused(number, str(fault)) from None


def _fields(row: Mapping[str, object], what: str) -> dict[str, Any]:
    """Each field asked for read by its reader; "?" behind a name: it may be left out."""
    known = {name.rstrip("?"): reader for name, reader in FIELDS[what].items()}
    for name in row:
        if name not in known:
            raise ValueError(f"{what} has no field {str(name)[:40]!r}; it has {', '.join(known)}")
    needed = [name for name in FIELDS[what] if not name.endswith("?")]
    missing = [name for name in needed if row.get(name) in (None, "", [])]
    if missing:
        raise ValueError(f"{what} needs the field {missing[0]!r}")
    found = {name: known[name](value) for name, value in row.items() if value is not None}
    _check_together(what, found)
    return found


def _check_together(what: str, found: Mapping[str, Any]) -> None:
    for name in ("into", "successors"):
        parts = found.get(name)
        if isinstance(parts, tuple):
            codes = [code_of(part["office"]) for part in parts]
            if len(set(codes)) < len(codes):
                raise ValueError(f"{what} names a successor twice")
            if sum((part["share"] for part in parts), Fraction()) != 1:
                raise ValueError("the shares of the successors must add up to 1")
    if what == "merged" and len(set(found["offices"])) < len(found["offices"]):
        raise ValueError("merged names a predecessor twice")
    shares = found.get("shares_back")
    if shares is not None and sum(shares.values(), Fraction()) != 1:
        raise ValueError("the shares back to the predecessors must add up to 1")


def code_of(office: "str | Mapping[str, Any]") -> str:
    """The code of an office that is there (a code) or new (its description)."""
    return office if isinstance(office, str) else str(office["code"])


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 200 or "\0" in value:
        raise ValueError(f"{str(value)[:40]!r} is not a text of 1 to 200 characters")
    return value.strip()


def _code(value: object) -> str:
    code = _text(value)
    if len(code) > 40 or not all(c.isascii() and (c.isalnum() or c in "-_.") for c in code):
        raise ValueError(f"{code[:50]!r} is not a code: letters, digits, - _ . and 40 at most")
    return code


def _kind(value: object) -> str:
    if value not in codelists.kinds():
        raise ValueError(f"{value!r} is no kind of office: {', '.join(codelists.kinds())}")
    return str(value)


def _function(value: object) -> str:
    if value not in codelists.functions():
        raise ValueError(f"{value!r} is no function: {', '.join(codelists.functions())}")
    return str(value)


def _territory(value: object) -> str:
    code = _code(value)
    if not codelists.is_territory(code):
        raise ValueError(
            f"{code!r} is neither a country with a list of regions nor a region of one"
        )
    return code


def _region(value: object) -> str:
    code = _territory(value)
    if "-" not in code:
        raise ValueError(f"{code!r} is a country, not a region")
    return code


def share(value: object) -> Fraction:
    """An exact share: 1, "1/3", "0.25"; never a float, which is not what was written."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError(f'the share {value!r} must be written as text, such as "1/3" or "0.25"')
    try:
        found = Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{str(value)[:40]!r} is not a share") from None
    if not 0 < found <= 1 or found.denominator > 10**9:
        raise ValueError(f"the share {str(value)[:40]} does not lie between 0 and 1")
    return found


def _shares(value: object) -> dict[str, Fraction]:
    if not isinstance(value, Mapping):
        raise ValueError("shares_back is written as office: share")
    return {_code(code): share(each) for code, each in value.items()}


def _new(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("a new office is described by code, kind, en, zh")
    return _fields(value, "office")


def _office(value: object) -> "str | dict[str, Any]":
    return _new(value) if isinstance(value, Mapping) else _code(value)


def _many(reader: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    return lambda value: tuple(reader(each) for each in _list(value, "the field"))


def _part(what: str) -> Callable[[object], dict[str, Any]]:
    def read_part(value: object) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise ValueError("a successor is written as office and share")
        return _fields(value, what)

    return read_part


def _list(value: object, name: str) -> "list[Any] | tuple[Any, ...]":
    if not isinstance(value, list | tuple):
        raise _refused(0, f"{name} must be a list")
    return value


def _refused(number: int, fault: str) -> ActRefused:
    if not number:
        return ActRefused(say("The changes: {fault}.", "变更事项有误：{fault}。", fault=fault))
    return ActRefused(
        say(
            "Change {number}: {fault}.",
            "第{number}项变更有误：{fault}。",
            number=number,
            fault=fault,
        )
    )


_HOLDING: dict[str, Callable[[object], Any]] = {"function": _function, "territory": _territory}
FIELDS: dict[str, dict[str, Callable[[object], Any]]] = {
    "established": {
        "office": _new,
        "parent?": _code,
        "functions?": _many(_part("holding")),
        "regions?": _many(_region),
    },
    "abolished": {"office": _code, "successors?": _many(_part("successor"))},
    "merged": {"offices": _many(_code), "into": _office, "parent?": _code, "shares_back?": _shares},
    "split": {"office": _code, "into": _many(_part("part"))},
    "renamed": {
        "office": _code,
        "en": _text,
        "zh": _text,
        "short_en?": _text,
        "short_zh?": _text,
        "office_kind?": _kind,
    },
    "moved_under": {"office": _code, "parent?": _code},
    "function_transferred": {**_HOLDING, "from": _code, "to": _code},
    "co_named": {"office": _code, "en": _text, "zh": _text},
    "office": {
        "code": _code,
        "kind": _kind,
        "en": _text,
        "zh": _text,
        "short_en?": _text,
        "short_zh?": _text,
    },
    "holding": _HOLDING,
    "successor": {"office": _code, "share": share},
    "part": {
        "office": _office,
        "share": share,
        "functions?": _many(_function),
        "regions?": _many(_region),
    },
}
