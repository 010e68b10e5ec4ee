"""The permission matrix as reviewed data: who may do and read what, scene by scene.

Each part has its own `data/permissions.csv`, written by people from the regulations, not by this
program from its own answers; tests hold every rule and every queryset against it, and the page
/permissions shows them.
"""

import csv
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from goldthread.workflow.texts import Titles

READ, PUBLISHED, NEW, EVERY = "read", "read_published", "new", "*"
_KEYS = ("object", "scene", "action", "states")


@dataclass(frozen=True)
class Permission:
    """In the scene, from each of the states, the action is for the columns `allowed` alone.

    `action` is one of the object's table, `read`, or `read_published` (what the public may read of
    it). `states` holds `new` where the action creates, `*` for every state.
    """

    object: str
    scene: str
    action: str
    states: tuple[str, ...]
    allowed: frozenset[str]

    def covers(self, action: str, state: str) -> bool:
        return self.action == action and bool({state, EVERY} & set(self.states))


@dataclass(frozen=True)
class Column:
    """A role, and where it matters how its unit stands to the object."""

    code: str
    role: str
    relation: str

    @property
    def of_unit(self) -> bool:
        return bool(self.relation)


RELATIONS: dict[str, Titles] = {
    "lead": {"en": "leads it", "zh": "牵头"},
    "support": {"en": "supports it", "zh": "配合"},
    "joint": {"en": "handles it jointly", "zh": "会办"},
    "own": {"en": "own unit", "zh": "本单位"},
    "cosponsor": {"en": "co-sponsors it", "zh": "联名单位"},
    "chair": {"en": "chairs it", "zh": "主持人"},
    "other": {"en": "another unit", "zh": "其他单位"},
}
_DEPARTMENT = "department"


class Matrix:
    """The matrix of one part, read from its `data/` when first asked."""

    def __init__(self, package: str) -> None:
        self._package = package

    def columns(self) -> tuple[Column, ...]:
        return tuple(_column(code) for code in self._rows[0] if code not in _KEYS)

    def permissions(self) -> tuple[Permission, ...]:
        return self._permissions

    def scenes(self) -> dict[str, Titles]:
        """What each scene is, in its order."""
        return self._scenes

    def as_file(self) -> bytes:
        """The reviewed file as it is shipped."""
        return self._data("permissions.csv").read_bytes()

    @cached_property
    def _permissions(self) -> tuple[Permission, ...]:
        return tuple(_permission(row) for row in self._rows)

    @cached_property
    def _scenes(self) -> dict[str, Titles]:
        rows = yaml.safe_load(self._data("permission_scenes.yaml").read_text("utf-8"))["scenes"]
        return {row["code"]: {"en": row["en"], "zh": row["zh"]} for row in rows}

    @cached_property
    def _rows(self) -> tuple[dict[str, str], ...]:
        text = self._data("permissions.csv").read_text("utf-8")
        return tuple(csv.DictReader(text.splitlines()))

    def _data(self, name: str) -> Traversable:
        return files(self._package).joinpath("data", name)


def _column(code: str) -> Column:
    role, _, relation = code.rpartition("_")
    if relation not in RELATIONS:
        return Column(code, code, "")
    return Column(code, "national_department" if role == _DEPARTMENT else role, relation)


def _permission(row: dict[str, str]) -> Permission:
    given = {code: answer for code, answer in row.items() if code not in _KEYS}
    wrong = sorted(code for code, answer in given.items() if answer not in ("yes", "no"))
    if wrong:
        raise ValueError(f"permissions.csv: {row['scene']}, {row['action']}: yes or no in {wrong}.")
    allowed = frozenset(code for code, answer in given.items() if answer == "yes")
    states = tuple(row["states"].split())
    return Permission(row["object"], row["scene"], row["action"], states, allowed)
