"""The fields of a mapping file → column expressions, each ending as its column's type demands."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import get_args

import pyarrow as pa

from goldthread.readers import schema
from goldthread.readers.table import numbers
from goldthread.readers.table.cells import NUMBER_LIMIT, Unfit, as_text, fold, shown, spaced
from goldthread.readers.table.dates import FORMS, Days, Inside, period, zone_named
from goldthread.readers.table.document import Node, Section, nearest
from goldthread.readers.table.expressions import (
    Column,
    Constant,
    Expression,
    First,
    Joined,
    MadeField,
    MadeFields,
    Source,
    Step,
    to_text,
)
from goldthread.readers.table.lookups import (
    UNMAPPED,
    Country,
    Currency,
    MapTo,
    Otherwise,
    Region,
    Unit,
)
from goldthread.readers.table.parse_rules import rule
from goldthread.readers.table.patterns import compiled, too_long
from goldthread.readers.table.rules import Rule
from goldthread.readers.table.symbols import symbol

_ALLOWED: dict[tuple[str, str], tuple[str, ...]] = {
    ("ip_right", "right_kind"): schema.RIGHT_KINDS,
    ("ip_right", "status"): schema.RIGHT_STATUSES,
    ("ip_right", "filing_route"): schema.FILING_ROUTES,
    ("right_party", "role"): schema.PARTY_ROLES,
    ("right_party", "applicant_type"): schema.APPLICANT_TYPES,
    ("right_classification", "scheme"): schema.SCHEMES,
    ("right_classification", "position"): ("first", "later"),
    ("right_classification", "value"): ("inventive", "additional"),
    ("transaction", "tx_type"): schema.TX_TYPES,
    ("transaction_party", "role"): schema.TX_ROLES,
    ("transaction_right", "right_kind"): schema.RIGHT_KINDS,
    ("enforcement_case", "case_type"): schema.CASE_TYPES,
    ("enforcement_case", "right_kind"): schema.RIGHT_KINDS,
    ("enforcement_case", "outcome"): schema.CASE_OUTCOMES,
    ("aggregate_cell", "region_level"): ("total", "region", "of-which"),
    ("aggregate_cell", "basis"): ("period", "ytd", "stock"),
    ("aggregate_cell", "freq"): ("A", "S", "Q", "M"),
}
_CODES = ("ip_office_code", "country_code", "nationality", "designated_office", "cited_office")
_SOURCES = ("column", "columns", "first", "constant", "field", "fields")
_INSIDE: dict[str, Inside] = {"true": "only", "false": "no", "first": "first", "last": "last"}


@dataclass
class Context:
    """What expressions may refer to: the maps by name, and the fields made before."""

    table: str
    maps: Mapping[str, Mapping[str, str | None]]
    missing: frozenset[str] = frozenset()
    made: list[str] = field(default_factory=list)
    optional: set[str] = field(default_factory=set)
    needed: set[str] = field(default_factory=set)


def allowed(table: str, column: str) -> tuple[str, ...] | None:
    """The values that a column may hold, where the schema lists them."""
    return _ALLOWED.get((table, column))


def value_map(node: Node) -> dict[str, str | None]:
    """A map with folded keys; two keys that fold alike must agree. `~` maps to no value."""
    made: dict[str, str | None] = {}
    for key, name, value in node.section().rest():
        folded, text = fold(name), value.text()
        target = None if text in ("~", "") else text
        if made.get(folded, target) != target:
            key.refuse(f"the key {name!r} folds to {folded!r}, which is mapped already, otherwise.")
        made[folded] = target
    return made


def expression(node: Node, name: str, context: Context) -> Expression:
    """The expression of field `name`; a plain text is a column, or one of the allowed values."""
    if node.is_text:
        known = allowed(context.table, name)
        if known and node.text() in known:
            return Expression(Constant(node.text()), _finish(name, context))
        column = spaced(node.text())
        context.needed.add(column)
        return Expression(Column(column), _finish(name, context))
    return _full(node, name, context, last=True)


def _full(node: Node, name: str, context: Context, last: bool) -> Expression:
    section = node.section()
    source = _source(section, name, context)
    steps = _steps(section, name, context)
    unit = _unit(section, context)
    held = _context(section, context)
    if unit is not None:
        steps, held = (*steps, unit[1]), unit[0]
    when, extra = _when(section)
    required = section.pop("required")
    _optional(section, source, context)
    section.done()
    if last or steps:
        steps = (*steps, *_finish(name, context, steps))
    return Expression(
        source, steps, when, name if required and required.flag() else None, held, extra
    )


def _optional(section: Section, source: Source, context: Context) -> None:
    optional = section.pop("optional")
    if optional and optional.flag():
        context.optional |= source.columns()
    elif not isinstance(source, First):  # each alternative says for itself
        context.needed |= source.columns()


def _source(section: Section, name: str, context: Context) -> Source:
    given = [key for key in _SOURCES if section.has(key)]
    if len(given) != 1:
        section.refuse(f"a field has exactly one of {', '.join(_SOURCES)}.")
    value = section.need(given[0])
    if given[0] == "column":
        return Column(spaced(value.text()))
    if given[0] == "columns":
        return Joined(tuple(map(spaced, value.texts())), section.text("join", " "))
    if given[0] == "constant":
        return Constant(value.text())
    if given[0] == "field":
        return MadeField(value.choice(context.made))
    if given[0] == "fields":
        names = tuple(item.choice(context.made) for item in value.items())
        return MadeFields(names, section.text("join", " "))
    return First(tuple(_alternative(item, name, context) for item in value.items()))


def _alternative(item: Node, name: str, context: Context) -> Expression:
    if item.is_text:
        context.needed.add(spaced(item.text()))
        return Expression(Column(spaced(item.text())))
    return _full(item, name, context, last=False)


def _when(section: Section) -> tuple[Rule | None, frozenset[str]]:
    node = section.pop("when")
    return rule(node) if node else (None, frozenset())


def _context(section: Section, context: Context) -> Source | None:
    node = section.pop("region_country")
    return MadeField(node.choice(context.made)) if node else None


def _unit(section: Section, context: Context) -> tuple[Source, Step] | None:
    """The column with the number's unit, and the step that multiplies by what it stands for."""
    node = section.pop("unit")
    if node is None:
        return None
    inner = node.section()
    column, chosen = spaced(inner.need("column").text()), inner.need("map").choice(context.maps)
    inner.done()
    values = context.maps[chosen]
    for text, factor in values.items():
        if factor is None or not re.fullmatch(r"\d{1,12}", factor):
            node.refuse(f"the map {chosen} gives {text!r} no whole number.")
    return Column(column), Unit(chosen, values)


def _steps(section: Section, name: str, context: Context) -> tuple[Step, ...]:
    steps: list[Step] = []
    _add_missing(section, steps)
    _add_pattern(section, steps)
    _add_replace(section, steps)
    choice = section.pop("unmapped")
    unmapped = choice.choice(UNMAPPED) if choice else "quarantine"
    otherwise = Otherwise(unmapped, name)  # type: ignore[arg-type]
    _add_map(section, steps, name, context, otherwise)
    _add_kind(section, steps, otherwise)
    return tuple(steps)


def _add_missing(section: Section, steps: list[Step]) -> None:
    node = section.pop("missing")
    if node:
        steps.append(partial(_without, frozenset(t.casefold() for t in node.texts())))


def _without(missing: frozenset[str], value: object) -> object:
    return None if as_text(value).casefold() in missing else value


def _add_pattern(section: Section, steps: list[Step]) -> None:
    node, group = section.pop("pattern"), section.pop("group")
    otherwise = section.pop("otherwise")
    if node is None:
        for stray in (group, otherwise):
            if stray:
                stray.refuse("this key needs a pattern beside it.")
        return
    pattern = compiled(node)
    name: str | int = 1 if pattern.groups else 0
    if group:
        name = group.choice(pattern.groupindex)
    elif pattern.groups > 1:
        node.refuse("the pattern has several groups: say which with group: NAME.")
    choice = otherwise.choice(("quarantine", "missing", "keep")) if otherwise else "quarantine"
    steps.append(partial(_cut, pattern, name, choice))


def _cut(pattern: re.Pattern[str], group: str | int, otherwise: str, value: object) -> object:
    text = to_text(value)
    if isinstance(text, Unfit):
        return text
    long = too_long(str(text))
    if long:
        return long
    found = pattern.search(str(text))
    if found:
        return found[group] or None
    if otherwise == "quarantine":
        return Unfit("no-match", f"{shown(text)} does not match the pattern {pattern.pattern!r}.")
    return text if otherwise == "keep" else None


def _add_replace(section: Section, steps: list[Step]) -> None:
    node = section.pop("replace")
    for pair in node.items() if node else ():
        inner = pair.section()
        pattern = compiled(inner.need("pattern"))
        by_node = inner.need("by")
        inner.done()
        try:
            pattern.sub(by_node.text(), "")
            re.compile(f"(?:{pattern.pattern})|").sub(by_node.text(), "")
        except (re.error, IndexError) as error:
            by_node.refuse(f"{by_node.text()!r} cannot be put in its place: {error}.")
        steps.append(partial(_replace, pattern, by_node.text()))


def _replace(pattern: re.Pattern[str], by: str, value: object) -> object:
    text = to_text(value)
    if isinstance(text, Unfit):
        return text
    return too_long(str(text)) or pattern.sub(by, str(text)).strip() or None


def _add_map(
    section: Section, steps: list[Step], name: str, context: Context, otherwise: Otherwise
) -> None:
    node = section.pop("map")
    if node is None:
        return
    if node.is_section:
        steps.append(MapTo(f"of {name}", value_map(node), otherwise))
        return
    if node.text() not in context.maps:
        node.refuse(f"there is no map {node.text()!r};{nearest(node.text(), context.maps)} "
                    f"the maps are {', '.join(context.maps) or 'none'}.")  # fmt: skip
    steps.append(MapTo(node.text(), context.maps[node.text()], otherwise))


def _add_kind(section: Section, steps: list[Step], otherwise: Otherwise) -> None:
    makers: dict[str, Callable[[Node], Step | None]] = {
        "date": _days,
        "number": _numbers,
        "period": lambda node: period if node.flag() else None,
        "country": lambda node: Country(otherwise) if node.flag() else None,
        "currency": lambda node: Currency(otherwise) if node.flag() else None,
        "region": lambda node: _region(node, otherwise),
        "symbol": lambda node: symbol if node.flag() else None,
    }
    given = [key for key in makers if section.has(key)]
    if len(given) > 1:
        section.refuse(f"a field has at most one of {', '.join(makers)}.")
    for key, make in makers.items():
        node = section.pop(key)
        step = make(node) if node else None
        if step:
            steps.append(step)


def _region(node: Node, otherwise: Otherwise) -> Step:
    if node.is_text:
        text = node.text()
        return Region(None if text == "true" else text, otherwise)
    section = node.section()
    country = section.need("country").text()
    section.done()
    return Region(country, otherwise)


def _days(node: Node) -> Step | None:
    if not node.is_section:
        forms = ("iso",) if node.is_text and node.text() == "true" else _forms(node)
        return Days(forms)
    section = node.section()
    form_node, inside, zone = section.pop("forms"), section.pop("inside"), section.pop("zone")
    section.done()
    forms = _forms(form_node) if form_node else ("iso",)
    chosen = _INSIDE[inside.choice(_INSIDE)] if inside else "no"
    assert chosen in get_args(Inside)
    try:
        return Days(forms, chosen, zone_named(zone.text()) if zone else None)
    except ValueError as error:
        assert zone is not None
        zone.refuse(f"{error}.")


def _forms(node: Node) -> tuple[str, ...]:
    return tuple(item.choice(FORMS) for item in node.items())


def _numbers(node: Node) -> Step | None:
    if not node.is_section:
        return numbers.Numbers() if node.flag() else None
    section = node.section()
    decimal, thousands = section.text("decimal", "."), section.text("thousands")
    times, least = section.pop("times"), section.pop("least")
    section.done()
    if len(decimal) != 1 or decimal in thousands:
        node.refuse("decimal is one character, and none of the thousands marks.")
    factor = _factor(times) if times else Decimal(1)
    return numbers.Numbers(decimal, thousands, factor, _factor(least) if least else None)


def _factor(node: Node) -> Decimal:
    try:
        factor = Decimal(node.text())
    except InvalidOperation:
        node.refuse(f"{node.text()!r} is no number.")
    if not factor.is_finite() or abs(factor.adjusted()) > 12:
        node.refuse(f"{node.text()!r} is too large or too small a factor.")
    return factor


def _finish(name: str, context: Context, steps: tuple[Step, ...] = ()) -> tuple[Step, ...]:
    """The steps that the column's own type and its allowed values ask for."""
    kind = _type(context.table, name)
    if kind is None or pa.types.is_string(kind):
        return _finish_text(context.table, name)
    if pa.types.is_date(kind):
        return () if any(isinstance(s, Days) for s in steps) else (Days(),)
    read: tuple[Step, ...] = ()
    if not any(isinstance(step, numbers.Numbers) for step in steps):
        read = (numbers.Numbers(),)
    if pa.types.is_decimal(kind):
        return (*read, partial(_amount, kind.precision, kind.scale))
    bits = kind.bit_width - 1
    return (*read, partial(_whole, 2**bits))


def _amount(digits: int, places: int, value: object) -> object:
    return numbers.amount(value, digits, places)


def _whole(bound: int, value: object) -> object:
    return numbers.whole(value, -bound, bound - 1)


def _type(table: str, name: str) -> pa.DataType | None:
    names = schema.TABLES[table].schema.names
    return schema.TABLES[table].schema.field(name).type if name in names else None


def _finish_text(table: str, name: str) -> tuple[Step, ...]:
    known = allowed(table, name)
    if known:
        return (to_text, partial(_one_of, name, known))
    if name == "period":
        return (period,)
    if name in _CODES:
        return (to_text, partial(_code, name))
    if table in schema.ROOTS and name.endswith("_number"):
        return (to_text, partial(_number, name))
    return (to_text,)


def _one_of(name: str, known: tuple[str, ...], value: object) -> object:
    if value in known:
        return value
    return Unfit("bad-value", f"{name}: {shown(value)} is none of {', '.join(known)}.")


def _number(name: str, value: object) -> object:
    if len(str(value)) <= NUMBER_LIMIT:
        return value
    return Unfit("bad-number", f"{name}: {shown(value)} is no number of an office.")


def _code(name: str, value: object) -> object:
    text = str(value)
    if len(text) == 2 and text.isascii() and text.isalpha() and text.isupper():
        return text
    return Unfit("bad-value", f"{name}: {shown(text)} is no two-letter code of WIPO ST.3.")
