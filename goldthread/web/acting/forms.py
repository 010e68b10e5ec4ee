"""A form made from the needs of a transition: what was typed, what it means, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import QueryDict
from django.utils.text import capfirst

from goldthread.web.acting.widgets import Asked, Widget
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.machine import Need
from goldthread.workflow.payload import parse
from goldthread.workflow.texts import in_language


class Asking(Protocol):
    """Who knows how each field is asked for: a registered model, or a kind of change."""

    def widget(self, need: Need) -> Widget: ...


@dataclass(frozen=True)
class Field:
    """One field as its template draws it."""

    name: str
    label: str
    required: bool
    widget: Widget
    typed: Any
    error: str
    extras: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"field-{self.name}"

    @property
    def template(self) -> str:
        return self.widget.template


@dataclass(frozen=True)
class Form:
    """`payload` is meant for the engine where there are no `errors`, by field name."""

    needs: tuple[Need, ...]
    typed: Mapping[str, Any]
    payload: Mapping[str, Any]
    errors: Mapping[str, str]

    def fields(self, asking: Asking, asked: Asked) -> list[Field]:
        return [
            Field(
                need.name,
                label(need, asked.lang),
                need.required,
                asking.widget(need),
                self.typed[need.name],
                self.errors.get(need.name, ""),
                asking.widget(need).extras(need.name, asked),
            )
            for need in self.needs
        ]


def label(need: Need, lang: str) -> str:
    return str(capfirst(in_language(need.titles, lang)))


def blank(asking: Asking, needs: tuple[Need, ...], values: Mapping[str, object]) -> Form:
    """The form as it is first shown: with the present values where there are any."""
    typed = {need.name: asking.widget(need).shown(values.get(need.name)) for need in needs}
    return Form(needs, typed, {}, {})


def read(asking: Asking, needs: tuple[Need, ...], data: QueryDict, asked: Asked) -> Form:
    """The form as it was sent; everything typed is kept, each field judged by itself."""
    typed: dict[str, Any] = {}
    payload: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for need in needs:
        widget = asking.widget(need)
        typed[need.name] = widget.typed(data, need.name)
        try:
            value = widget.value(typed[need.name], asked)
            payload |= parse((need,), {need.name: value})
        except PayloadRefused as refusal:
            errors[need.name] = refusal.in_language(asked.lang)
    return Form(needs, typed, payload, errors)
