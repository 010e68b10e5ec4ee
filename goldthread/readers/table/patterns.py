"""Regular expressions of a mapping: checked when it is read, bounded when they are used."""

import re
from typing import Any

from goldthread.readers.table.cells import PATTERN_LIMIT, Unfit, shown
from goldthread.readers.table.document import Node

# The module's own parser: the only way to look inside a pattern without writing another.
_parser: Any = getattr(re, "_parser")  # noqa: B009
_UNBOUNDED = 100
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}


def compiled(node: Node) -> re.Pattern[str]:
    """The pattern written at `node`; refused when it is wrong or may take for ever."""
    text = node.text()
    try:
        tree = _parser.parse(text)
        pattern = re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        node.refuse(f"{text!r} is not a regular expression: {error}.")
    if _explodes(tree):
        node.refuse(
            f"the pattern {text!r} repeats a repetition, as in (a+)+, and may take for ever on "
            "some texts; write it without the inner or the outer repetition."
        )
    return pattern


def _explodes(tree: Any) -> bool:
    """Does an unbounded repetition hold little but another unbounded repetition?"""
    for operator, argument in tree:
        name = str(operator)
        if name in _REPEATS and int(argument[1]) > _UNBOUNDED and _bare(argument[2]):
            return True
        if any(_explodes(part) for part in _parts(name, argument)):
            return True
    return False


def _bare(tree: Any) -> bool:
    """Can this body be matched by one unbounded repetition alone?"""
    for index, (operator, argument) in enumerate(tree):
        name = str(operator)
        others = [part for i, part in enumerate(tree) if i != index]
        if any(_least(part) for part in others):
            continue
        if name in _REPEATS and int(argument[1]) > _UNBOUNDED:
            return True
        if any(_bare(part) for part in _parts(name, argument)):
            return True
    return False


def _least(item: Any) -> int:
    """The least number of characters that one item of a pattern takes."""
    tree = _parser.SubPattern(_parser.State(), [item])
    return int(tree.getwidth()[0])


def _parts(name: str, argument: Any) -> list[Any]:
    if name in _REPEATS:
        return [argument[2]]
    if name == "SUBPATTERN":
        return [argument[3]]
    return list(argument[1]) if name == "BRANCH" else []


def too_long(text: str) -> Unfit | None:
    """Why a pattern is not tried on this text, if it is too long for one."""
    if len(text) <= PATTERN_LIMIT:
        return None
    return Unfit(
        "too-long",
        f"a pattern is tried on at most {PATTERN_LIMIT:,} characters; this cell is {shown(text)}.",
    )
