"""The shapes of the answers, for the OpenAPI document; a test holds every answer to them."""

from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field


class Shape(Schema):
    model_config = ConfigDict(extra="forbid")


class Item(Shape):
    """One object: `fields` are those that programs are given of its kind."""

    machine: str
    key: str
    state: str
    state_title: str
    version: int
    since: str
    fields: dict[str, Any]
    self: str


class Action(Shape):
    """What may be done, or the sentences why not."""

    action: str
    title: str
    allowed: bool
    why_not: list[str]
    to: str
    address: str


class Whole(Item):
    actions: list[Action]
    links: dict[str, str]


class Happened(Shape):
    """One event. `who` and `given` are empty for those who do not work here."""

    version: int
    at: str
    action: str
    title: str
    from_: str | None = Field(alias="from")
    to: str
    role: str
    who: str
    given: dict[str, Any]


class Paged(Shape):
    count: int
    page: int
    size: int


class Items(Paged):
    items: list[Item]


class History(Paged):
    items: list[Happened]


class Done(Shape):
    """What was done, and the object as it now stands."""

    machine: str
    key: str
    state: str
    version: int
    event: Happened
    self: str


class Table(Shape):
    """A transition table: the one that drives the engine, the pages and this API."""

    name: str
    titles: dict[str, str]
    states: list[dict[str, Any]]
    transitions: list[dict[str, Any]]
    filters: list[str]
    self: str


class Problem(Shape):
    """RFC 9457; with `stale_version` also the present state and version, and the events missed."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    current: dict[str, Any] | None = None
    since: list[Happened] | None = None
