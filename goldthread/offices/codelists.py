"""The code lists of this part, as data: functions, roles, kinds of offices, kinds of changes."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.codes import regions
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class Function:
    """A competence; exclusive: of a territory, one office holds it at a time."""

    code: str
    titles: Titles
    exclusive: bool


@dataclass(frozen=True)
class Role:
    """A role of the permission matrix.

    `at`: the kinds of office it is held in. `delegable`: the head of an office may grant it in the
    own unit. `excludes`: roles that the same person may not hold at the same time; "*" all others.
    """

    code: str
    titles: Titles
    at: frozenset[str]
    delegable: bool
    excludes: frozenset[str]


@lru_cache(maxsize=1)
def functions() -> dict[str, Function]:
    rows = _load("functions")["functions"]
    return {r["code"]: Function(r["code"], _titles(r), r["exclusive"]) for r in rows}


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    return {row["code"]: _role(row) for row in _load("roles")["roles"]}


@lru_cache(maxsize=1)
def kinds() -> dict[str, Titles]:
    """Kinds of offices."""
    return {row["code"]: _titles(row) for row in _load("kinds")["offices"]}


@lru_cache(maxsize=1)
def changes() -> dict[str, Titles]:
    """Kinds of change events, after W3C ORG and the EU's CPOV."""
    return {row["code"]: _titles(row) for row in _load("kinds")["changes"]}


def is_territory(code: str) -> bool:
    """A country that has a tree of regions, or a region of such a country in any revision."""
    country = code.partition("-")[0]
    return country in regions.countries() and (
        code == country or regions.resolve(country, code) == code
    )


def excluded(one: str, other: str) -> bool:
    """May one person not hold both roles at the same time?"""
    return one != other and any(
        {"*", second} & roles()[first].excludes for first, second in ((one, other), (other, one))
    )


def _role(row: dict[str, Any]) -> Role:
    return Role(
        row["code"],
        _titles(row),
        frozenset(row.get("at", ())),
        row.get("delegable", False),
        frozenset(row.get("excludes", ())),
    )


def _titles(row: dict[str, Any]) -> Titles:
    return {"en": row["en"], "zh": row["zh"]}


def _load(name: str) -> dict[str, Any]:
    text = files("goldthread.offices").joinpath("data", f"{name}.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
