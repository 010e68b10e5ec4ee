"""The `rows`, `when` and `doubts` parts of a mapping file → rules."""

import operator
from collections.abc import Callable
from typing import Any

from goldthread.readers.table.cells import spaced
from goldthread.readers.table.document import Node, Section
from goldthread.readers.table.model import Copy, Doubt, Refusal, RowRule
from goldthread.readers.table.patterns import compiled
from goldthread.readers.table.rules import All, AnyOf, Compares, Empty, Matches, Not, OneOf, Rule

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "equals": operator.eq,
    "above": operator.gt,
    "below": operator.lt,
}
_TESTS = ("matches", "one_of", "empty", *_COMPARE)


def rule(node: Node) -> tuple[Rule, frozenset[str]]:
    """A rule and the columns it reads. A list of rules holds when all of them do."""
    if node.is_list:
        return _several(node, All)
    section = node.section()
    for key, kind in (("all", All), ("any", AnyOf)):
        if section.has(key):
            made = _several(section.need(key), kind)
            section.done()
            return made
    if section.has("not"):
        inner, columns = rule(section.need("not"))
        section.done()
        return Not(inner), columns
    return _test(section)


def _several(node: Node, kind: type[All] | type[AnyOf]) -> tuple[Rule, frozenset[str]]:
    made = [rule(item) for item in node.items()]
    if not made:
        node.refuse("a list of rules has at least one rule.")
    return kind(tuple(one for one, _ in made)), frozenset().union(*(c for _, c in made))


def _test(section: Section) -> tuple[Rule, frozenset[str]]:
    column = spaced(section.need("column").text())
    given = [name for name in _TESTS if section.has(name)]
    if len(given) != 1:
        section.refuse(f"a rule has one of {', '.join(_TESTS)}, or all, any, not.")
    value = section.need(given[0])
    section.done()
    if given[0] == "matches":
        return Matches(column, compiled(value)), frozenset({column})
    if given[0] == "one_of":
        return OneOf(column, frozenset(value.texts())), frozenset({column})
    if given[0] == "empty":
        return Empty(column, value.flag()), frozenset({column})
    return _compares(column, _COMPARE[given[0]], value)


def _compares(
    column: str, compare: Callable[[object, object], bool], value: Node
) -> tuple[Rule, frozenset[str]]:
    if not value.is_section:
        return Compares(column, compare, value.text(), None), frozenset({column})
    section = value.section()
    other = spaced(section.need("column").text())
    section.done()
    return Compares(column, compare, None, other), frozenset({column, other})


def row_rules(node: Node | None) -> tuple[RowRule, ...]:
    return tuple(_row_rule(item) for item in node.items()) if node else ()


def _row_rule(node: Node) -> RowRule:
    section = node.section()
    given = [name for name in ("only", "skip", "quarantine") if section.has(name)]
    if len(given) != 1:
        section.refuse("a row rule has one of only, skip, quarantine.")
    made, columns = rule(section.need(given[0]))
    reason = section.need("because").text()
    section.done()
    if given[0] == "quarantine":
        return RowRule("quarantine", made, reason, columns)
    return RowRule("skip", Not(made) if given[0] == "only" else made, reason, columns)


def doubts(node: Node | None, fields: frozenset[str]) -> tuple[Doubt, ...]:
    return tuple(_doubt(item, fields) for item in node.items()) if node else ()


def _doubt(node: Node, fields: frozenset[str]) -> Doubt:
    section = node.section()
    made, columns = rule(section.need("when"))
    sentence = section.need("note").text()
    missing = section.pop("missing")
    for item in missing.items() if missing else ():
        item.choice(sorted(fields))
    section.done()
    return Doubt(made, sentence, missing.texts() if missing else (), columns)


def copies(node: Node | None) -> tuple[Copy, ...]:
    return tuple(_copy(item) for item in node.items()) if node else ()


def _copy(node: Node) -> Copy:
    section = node.section()
    when = section.pop("when")
    made, reads = rule(when) if when else (None, frozenset())
    columns = {name: value.text() for _, name, value in section.rest()}
    if not columns:
        node.refuse("a copy names at least one column of its own and its value.")
    return Copy(columns, made, reads)


def refusals(node: Node | None, fields: frozenset[str]) -> tuple[Refusal, ...]:
    return tuple(_refusal(item, fields) for item in node.items()) if node else ()


def _refusal(node: Node, fields: frozenset[str]) -> Refusal:
    section = node.section()
    made, read = rule(section.need("when"))
    sentence, blamed = section.need("because").text(), section.need("field").choice(sorted(fields))
    section.done()
    for name in sorted(read - fields):
        node.refuse(f"{name!r} is no field of the record.")
    return Refusal(made, sentence, blamed)
