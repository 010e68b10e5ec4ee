"""Expressions of definitions: SQL expressions, parsed and held to an allow-list of names and forms.

A definition never reaches an engine as text: it is parsed here, every node of the tree is looked
up in the lists below, and only the tree goes on to the compiler.
"""

from functools import lru_cache
from typing import Final

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from goldthread.indicators.errors import DefinitionError
from goldthread.indicators.grains import COLUMNS as GRAIN_COLUMNS
from goldthread.indicators.kinds import COLUMNS, Text, kind_of

DIALECT: Final = "duckdb"

LENGTH_LIMIT: Final = 2000
_KINDS: Final = {"condition": "BOOLEAN", "day": "DATE", "number": "INT"}


@lru_cache(maxsize=1024)
def parse(text: str, kind: str, grain: str = "right") -> exp.Expr:
    """The checked tree of `text`, which must be a "condition", a "day" or a "number".

    It may name the columns of a grain: "right", or one of `grains.COLUMNS`. The tree is shared:
    copy it before changing it.
    """
    if len(text) > LENGTH_LIMIT:
        raise DefinitionError(
            f"An expression of {len(text)} characters: {LENGTH_LIMIT} are allowed."
        )
    try:
        tree = parse_one(text, read=DIALECT)
    except SqlglotError as error:
        raise DefinitionError(f"'{text}' is no SQL expression: {_place(error)}.") from error
    except RecursionError as error:
        raise DefinitionError(f"'{text[:40]}...' is nested too deeply.") from error
    for node in tree.walk():
        node.comments = None
    found = kind_of(tree, Text(text, GRAIN_COLUMNS.get(grain, COLUMNS)))
    if found != _KINDS[kind]:
        raise DefinitionError(f"'{text}' is no {kind}: it gives {found}.")
    return tree


def _place(error: SqlglotError) -> str:
    details = getattr(error, "errors", None) or [{}]
    found = details[0].get("highlight") or str(error).splitlines()[0]
    return f"the parser stops at '{found}'"


def names(tree: exp.Expr) -> frozenset[str]:
    """The columns that `tree` names."""
    return frozenset(column.name for column in tree.find_all(exp.Column))
