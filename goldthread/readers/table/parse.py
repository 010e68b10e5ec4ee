"""A mapping file → a `TableMapping`, or a refusal that names the file and the line."""

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from goldthread.readers import schema
from goldthread.readers.base import Delivery
from goldthread.readers.table import document
from goldthread.readers.table.cells import fold, spaced
from goldthread.readers.table.document import Node, Section
from goldthread.readers.table.expressions import Constant, Expression
from goldthread.readers.table.model import (
    ITEM_COUNT,
    ITEM_NUMBER,
    OWN_COLUMNS,
    Cut,
    Each,
    ItemSection,
    Recognise,
    SameKey,
    TableMapping,
    Unpivot,
)
from goldthread.readers.table.parse_expressions import Context, allowed, expression, value_map
from goldthread.readers.table.parse_form import file_form, separator
from goldthread.readers.table.parse_rules import copies, doubts, refusals, row_rules
from goldthread.readers.table.patterns import compiled

# Of each root table with child rows, the name of a section of items → the table it fills.
ITEM_TABLES = {
    "ip_right": {
        "parties": "right_party",
        "classifications": "right_classification",
        "priorities": "right_priority",
        "relations": "right_relation",
        "citations": "right_citation",
        "designations": "designation",
        "events": "status_event",
    },
    "transaction": {"parties": "transaction_party", "rights": "transaction_right"},
}
_SECTIONS = tuple(dict.fromkeys(name for of in ITEM_TABLES.values() for name in of))
_SHARED = Path(str(files("goldthread.readers") / "mappings" / "shared"))
CHECKS = ("duplicates", "totals", "growth")
_KEYS = {
    "ip_right": ("application_number", "registration_number", "publication_number"),
    "transaction": ("ip_office_code", "recording_number"),
    "enforcement_case": ("authority", "case_number"),
    "aggregate_cell": ("table_id", "indicator_code", "period"),
    "reference_series": ("series", "region_code", "period"),
}
_DEMANDED = {
    "ip_right": ("ip_office_code", "right_kind"),
    "transaction": ("ip_office_code", "recording_number", "tx_type"),
    "enforcement_case": ("authority", "case_number", "case_type"),
    "aggregate_cell": ("table_id", "indicator_code", "period", "value"),
    "reference_series": ("series", "region_code", "period", "value"),
}
# The tables whose key may be chosen among their fields.
_CHOSEN_KEYS = ("ip_right", "transaction")
_MADE_BY_READER = {
    *("record_key", "right_id", "tx_id", "case_id", "cell_id", "observation_id", "sequence"),
}
# The field by which the rows of a child table are numbered, so that each must have it.
_TOLD_APART = {
    "right_party": "role",
    "right_classification": "scheme",
    "transaction_party": "role",
}
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")


def from_file(path: Path) -> TableMapping:
    text, section = document.read(path)
    return _mapping(section, text, path.name)


def from_text(text: str, file: str) -> TableMapping:
    return _mapping(document.parse(text, file), text, file)


@lru_cache(maxsize=64)
def shipped(path: Path) -> TableMapping:
    """A mapping that comes with the package; read once."""
    return from_file(path)


def _mapping(top: Section, text: str, file: str) -> TableMapping:
    name = _name(top.need("mapping"))
    table = top.pop("table")
    chosen = table.choice(_KEYS) if table else "ip_right"
    form = file_form(top.pop("file"))
    headings = _headings(top.pop("headings"))
    cuts = _cuts(top.pop("cut"))
    unpivot = _unpivot(top.pop("unpivot"))
    maps = {key: _map(key, node) for _, key, node in _sections(top.pop("maps"))}
    context = Context(chosen, maps)
    helpers = _helpers(top.pop("let"), context)
    record, dims = _record(top.need("record"), context)
    record = helpers | record
    items = _items(top, chosen, context)
    made = TableMapping(
        name=name,
        version=top.text("version", "1"),
        title=top.text("title", name),
        digest=sha256(text.encode()).hexdigest(),
        file_name=file,
        feed=_feed(top, name),
        delivery=_delivery(top),
        rank=_rank(top),
        recognise=_recognise(top.pop("recognise")),
        form=form,
        table=chosen,
        cuts=cuts,
        carry_down=_names(top.pop("carry_down")),
        unpivot=unpivot,
        rows=row_rules(top.pop("rows")),
        same_key=_same_key(top.pop("same_key"), context),
        key=_key(top.pop("key"), chosen, record),
        record=record,
        dims=dims,
        items=items,
        doubts=doubts(top.pop("doubts"), frozenset(record)),
        ignore=_names(top.pop("ignore")),
        optional=frozenset(context.optional - context.needed),
        checks=_checks(top.pop("checks"), chosen),
        copies=copies(top.pop("copies")),
        refuse=refusals(top.pop("refuse"), frozenset(record)),
        headings=headings,
    )
    for told in ("publisher", "licence", "source", "language"):
        top.text(told)
    top.done()
    return _complete(made, top)


def _complete(mapping: TableMapping, top: Section) -> TableMapping:
    """What no single section can see."""
    for name in _DEMANDED[mapping.table]:
        if name not in mapping.record:
            top.refuse(f"record needs {name!r}: every row of {mapping.table} has one.")
    if (mapping.form.find or mapping.headings) and mapping.recognise is None:
        top.refuse("recognise is missing: it says which headings the header must have.")
    for name in mapping.made_columns() - set(OWN_COLUMNS):
        if name in mapping.form.headings:
            top.refuse(f"the column {name!r} is both in the file and made by the mapping.")
    return mapping


def _name(node: Node) -> str:
    if not _NAME.fullmatch(node.text()):
        node.refuse(
            f"{node.text()!r} is no name of a mapping: small letters, digits, dots and hyphens."
        )
    return node.text()


def _feed(top: Section, name: str) -> str:
    node = top.pop("feed")
    return _name(node) if node else name


def _delivery(top: Section) -> Delivery:
    node = top.pop("delivery")
    return node.choice(("delta", "full")) if node else "delta"  # type: ignore[return-value]


def _rank(top: Section) -> int:
    node = top.pop("rank")
    return node.whole() if node else 10


def _names(node: Node | None) -> tuple[str, ...]:
    return tuple(spaced(text) for text in node.texts()) if node else ()


def _sections(node: Node | None) -> Iterable[tuple[Node, str, Node]]:
    return node.section().rest() if node else ()


def _recognise(node: Node | None) -> Recognise | None:
    if node is None:
        return None
    section = node.section()
    columns = _names(section.need("columns"))
    sheet, file = section.pop("sheet"), section.pop("file")
    section.done()
    return Recognise(columns, compiled(sheet) if sheet else None, compiled(file) if file else None)


def _map(name: str, node: Node) -> dict[str, str | None]:
    """A map as it stands, or by the word `shared` the one of its name that comes with us."""
    if not node.is_text:
        return value_map(node)
    node.choice(("shared",))
    shared = {path.stem: path for path in _SHARED.glob("*.yaml")}
    if name not in shared:
        node.refuse(f"there is no shared map {name!r}; there are {', '.join(sorted(shared))}.")
    return value_map(document.read(shared[name])[1].node)


def _helpers(node: Node | None, context: Context) -> dict[str, Expression]:
    """Values that are no columns of the table: for its key, its fields and its refusals."""
    known = schema.TABLES[context.table].schema.names
    made: dict[str, Expression] = {}
    for key, name, value in _sections(node):
        if name in known:
            key.refuse(f"{name!r} is a column of {context.table}: give it under record.")
        made[name] = expression(value, name, context)
        context.made.append(name)
    return made


def _headings(node: Node | None) -> dict[str, str]:
    """How a file may head a column, folded, with the mapping's own name for it."""
    made: dict[str, str] = {}
    for _, column, texts in _sections(node):
        for text in (column, *texts.texts()):
            if made.setdefault(fold(text), column) != column:
                texts.refuse(f"the heading {text!r} stands for {made[fold(text)]!r} already.")
    return made


def _cuts(node: Node | None) -> tuple[Cut, ...]:
    return tuple(_cut(item) for item in node.items()) if node else ()


def _cut(node: Node) -> Cut:
    section = node.section()
    column, pattern_node = spaced(section.need("column").text()), section.need("pattern")
    otherwise = section.pop("otherwise")
    section.done()
    pattern = compiled(pattern_node)
    if not pattern.groupindex:
        pattern_node.refuse("the pattern has no named group (?P<name>…) to make a column of.")
    choice = otherwise.choice(("quarantine", "missing")) if otherwise else "quarantine"
    return Cut(column, pattern, choice)  # type: ignore[arg-type]


def _unpivot(node: Node | None) -> Unpivot | None:
    if node is None:
        return None
    section = node.section()
    chosen = section.need("columns")
    value, empty = section.text("value", "value"), section.pop("empty")
    section.done()
    keep = empty is not None and empty.choice(("skip", "keep")) == "keep"
    if chosen.is_text:
        return Unpivot({}, compiled(chosen), value, keep)
    headings = {
        spaced(heading): {k: n.text() for _, k, n in columns.section().rest()}
        for _, heading, columns in chosen.section().rest()
    }
    return Unpivot(headings, None, value, keep)


def _record(node: Node, context: Context) -> tuple[dict[str, Expression], dict[str, Expression]]:
    names = [n for n in schema.TABLES[context.table].schema.names if n not in _MADE_BY_READER]
    section = node.section()
    dims = section.pop("dims") if context.table == "aggregate_cell" else None
    made = _fields(section, [name for name in names if name != "dims"], context)
    own = Context("aggregate_cell", context.maps, made=list(made))
    found = {name: expression(value, f"dims.{name}", own) for _, name, value in _sections(dims)}
    context.optional |= own.optional
    context.needed |= own.needed
    return made, found


def _fields(section: Section, names: list[str], context: Context) -> dict[str, Expression]:
    made: dict[str, Expression] = {}
    for key, name, value in section.rest():
        if name not in names:
            key.refuse(
                f"{context.table} has no column {name!r};{document.nearest(name, names)} "
                f"its columns are {', '.join(names)}."
            )
        made[name] = expression(value, name, context)
        context.made.append(name)
    return made


def _items(top: Section, table: str, context: Context) -> tuple[ItemSection, ...]:
    made: list[ItemSection] = []
    known = ITEM_TABLES.get(table, {})
    for name in _SECTIONS:
        node = top.pop(name)
        if node is None:
            continue
        if name not in known:
            node.refuse(f"{table} has no {name}.")
        made += [_item(item, known[name], context) for item in node.items()]
    return tuple(made)


def _item(node: Node, table: str, context: Context) -> ItemSection:
    section = node.section()
    each_node = section.pop("each")
    each = _each(each_node) if each_node else None
    names = [n for n in schema.TABLES[table].schema.names if n not in _MADE_BY_READER]
    own = Context(table, context.maps)
    fields = _fields(section, names, own)
    if not fields:
        node.refuse("this section says nothing about its items: give at least one field.")
    groups = {
        ITEM_NUMBER,
        ITEM_COUNT,
        "item",
        *(each.pattern.groupindex if each and each.pattern else ()),
    }
    context.optional |= own.optional - groups
    context.needed |= own.needed - groups
    if each:
        (context.optional if _optional(each_node) else context.needed).add(each.column)
    constants = {k for k, e in fields.items() if isinstance(e.source, Constant)}
    _demand(node, table, fields)
    return ItemSection(table, each, fields, frozenset(constants))


def _demand(node: Node, table: str, fields: dict[str, Expression]) -> None:
    demanded = _TOLD_APART.get(table)
    if demanded and demanded not in fields:
        node.refuse(f"{demanded!r} is missing: one of {', '.join(allowed(table, demanded) or ())}.")


def _optional(node: Node | None) -> bool:
    assert node is not None
    found = node.section().pop("optional")
    return found is not None and found.flag()


def _each(node: Node) -> Each:
    section = node.section()
    column = spaced(section.need("column").text())
    pattern = section.pop("pattern")
    parted = section.pop("separator")
    otherwise, split = section.pop("otherwise"), section.pop("split")
    section.pop("optional")
    section.done()
    found = compiled(pattern) if pattern else None
    group, inner = _split(split, found)
    choice = otherwise.choice(("quarantine", "missing", "keep")) if otherwise else "quarantine"
    return Each(column, separator(parted), found, choice, group, inner)  # type: ignore[arg-type]


def _split(
    node: Node | None, pattern: re.Pattern[str] | None
) -> tuple[str | None, re.Pattern[str] | None]:
    if node is None:
        return None, None
    section = node.section()
    group, parted = section.need("group"), separator(section.need("separator"))
    section.done()
    return group.choice(pattern.groupindex if pattern else ()), parted


def _same_key(node: Node | None, context: Context) -> SameKey | None:
    if node is None:
        return None
    if node.is_text:
        chosen = node.choice(("first", "last", "gather", "agree"))
        return SameKey(chosen)  # type: ignore[arg-type]
    section = node.section()
    greatest = expression(section.need("greatest"), "greatest", context)
    section.done()
    return SameKey("greatest", greatest)


def _key(node: Node | None, table: str, record: dict[str, Expression]) -> tuple[str, ...]:
    if node is None:
        keys = tuple(name for name in _KEYS[table] if name in record)
        return keys if table == "ip_right" else _KEYS[table]
    if table not in _CHOSEN_KEYS:
        node.refuse(f"the key of {table} is fixed and cannot be chosen.")
    for item in node.items():
        item.choice(sorted(record))
    return node.texts()


def _checks(node: Node | None, table: str) -> tuple[str, ...]:
    if node is None:
        return CHECKS if table == "aggregate_cell" else ()
    if table != "aggregate_cell":
        node.refuse("only published tables (table: aggregate_cell) have checks.")
    if node.is_text and node.text() == "none":
        return ()
    return tuple(item.choice(CHECKS) for item in node.items())
