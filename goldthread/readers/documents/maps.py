"""Maps: which element of a document goes to which column. Data; `walk` obeys it.

Paths are those of ElementPath over local names, so that a prefix or a new version of a namespace
changes nothing; the last step may be an `@attribute`. Of several paths the first that has a value
counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

from goldthread.readers.documents.values import Convert, plain, tidy

_STEP: Final = re.compile(r"[A-Za-z_][\w.-]*")
_PREDICATE: Final = re.compile(r"\[[^\]]*\]")

Element = Any
Values = dict[str, object]


@dataclass(frozen=True)
class From:
    """Where a column comes from. A record without a sound `key` column is quarantined."""

    paths: tuple[str, ...]
    convert: Convert = plain
    key: bool = False


def at(*paths: str, to: Convert = plain, key: bool = False) -> From:
    """A column from the first of these paths that has a value."""
    return From(paths, to, key)


@dataclass(frozen=True)
class Rows:
    """Rows of a child table: one for each element at `paths` that gives any of `needs` a value."""

    table: str
    paths: tuple[str, ...]
    columns: Mapping[str, From]
    needs: tuple[str, ...]
    fixed: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class DocumentMap:
    """The columns of the right, the rows below it, and what is knowingly left out."""

    right: Mapping[str, From]
    rows: tuple[Rows, ...]
    ignored: frozenset[str]  # elements with everything inside them
    also: frozenset[str] = frozenset()  # elements that `complete` reads, or that only group

    @cached_property
    def known(self) -> frozenset[str]:
        """Every element name that some path of the map goes through."""
        columns = [*self.right.values(), *(c for rows in self.rows for c in rows.columns.values())]
        paths = [path for column in columns for path in column.paths]
        paths += [path for rows in self.rows for path in rows.paths]
        return self.also.union(*(_names(path) for path in paths))


@dataclass
class Record:
    """One right as a document tells it: values by column, child rows by table."""

    right: Values = field(default_factory=dict)
    rows: dict[str, list[Values]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, table: str, **values: object) -> None:
        self.rows.setdefault(table, []).append(values)

    def of(self, table: str, **wanted: object) -> list[Values]:
        """The rows of a table in which these columns have these values."""
        found = self.rows.get(table, [])
        for name, value in wanted.items():
            found = [row for row in found if row.get(name) == value]
        return found if wanted else list(found)


def local_names(root: Element, ignored: frozenset[str] = frozenset()) -> None:
    """Take the namespaces off elements and attributes, in place; not within what is ignored."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if not isinstance(tag, str):  # an entity that is not expanded
            continue
        name = tag.rpartition("}")[2]
        if name != tag:
            element.tag = name
        if name in ignored:
            continue
        local_attributes(element)
        waiting.extend(element)


def local_attributes(element: Element) -> None:
    """Give every attribute with a namespace its local name too, unless it is taken."""
    for key, value in element.items():
        if key.startswith("{"):
            local = key.rpartition("}")[2]
            if element.get(local) is None:
                element.set(local, value)


def text_at(element: Element, *paths: str) -> str | None:
    """The tidied text at the first of these paths that has one."""
    for path in paths:
        for text in _texts(element, path):
            if (found := tidy(text)) is not None:
                return found
    return None


def _texts(element: Element, path: str) -> Iterator[str]:
    where, attribute = split_path(path)
    for found in element.findall(where) if where else (element,):
        if attribute:
            yield found.get(attribute) or ""
        else:
            yield "".join(found.itertext()) if len(found) else found.text or ""


@lru_cache(maxsize=4096)
def split_path(path: str) -> tuple[str, str]:
    """The path to the element, and the attribute or nothing."""
    where, _, last = path.rpartition("/")
    if last.startswith("@"):
        return where, last[1:]
    return ("" if path == "." else path), ""


def _names(path: str) -> frozenset[str]:
    where = split_path(path)[0]
    return frozenset(_STEP.findall(_PREDICATE.sub("", where)))
