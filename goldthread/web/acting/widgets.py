"""How a field of an action is asked for: drawn, read back as typed, told to a reader.

Four forms of one value: `typed`, what the form sent, kept word for word when it is refused;
`value`, what the engine is given; `shown`, a stored value as it would be typed; `told`, a stored
value as a reader is shown it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict

from goldthread.web.shell import numbers
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import say


@dataclass(frozen=True)
class Asked:
    """What a widget is asked about. `made`: choices already fetched for this page, by field."""

    request: HttpRequest
    obj: Any
    action: str
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        return str(self.request.lang)


@dataclass(frozen=True)
class Choice:
    value: str
    title: str
    group: str = ""


GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
Choices = Callable[[Asked], Sequence[Choice]]


class Widget:
    """A single line of text; other widgets differ where they say so."""

    template = "acting/fields/line.html"
    mode = "text"

    def typed(self, data: QueryDict, name: str) -> Any:
        return data.get(name, "")

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        """For the engine, which checks kind and presence; raises `PayloadRefused`."""
        return typed

    def shown(self, value: Any) -> Any:
        return "" if value is None else str(value)

    def told(self, value: Any, asked: Asked) -> str:
        return numbers.text_value(value, asked.lang)

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        """What the template needs besides."""
        return {}


class Line(Widget):
    pass


@dataclass(frozen=True)
class Lines(Widget):
    """Running text."""

    rows: int = 4
    template = "acting/fields/lines.html"


class Day(Widget):
    template = "acting/fields/day.html"

    def told(self, value: Any, asked: Asked) -> str:
        """The log keeps days as ISO text."""
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return numbers.day(day, asked.lang)


class Whole(Widget):
    """Thousands may be set apart; a comma anywhere else is refused, not read as one."""

    mode = "numeric"

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        text = str(typed).strip().replace("，", ",")
        return text.replace(",", "") if GROUPED.fullmatch(text) else text


class Number(Whole):
    mode = "decimal"


class YesNo(Widget):
    template = "acting/fields/yes_no.html"

    def value(self, typed: Any, asked: Asked) -> object:  # noqa: ARG002
        return {"yes": True, "no": False}.get(typed)

    def shown(self, value: Any) -> Any:
        return "" if value is None else "yes" if value else "no"


@dataclass(frozen=True)
class One(Widget):
    """One of some choices; what is not among them is refused."""

    choices: Choices
    template = "acting/fields/one.html"

    def value(self, typed: Any, asked: Asked) -> object:
        known = {choice.value for choice in self.choices(asked)}
        if typed and typed not in known:
            raise _no_choice()
        return typed

    def told(self, value: Any, asked: Asked) -> str:
        return _titles(self, asked).get(str(value), str(value))

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {"choices": self.choices(asked)}


@dataclass(frozen=True)
class Many(One):
    """Any of some choices."""

    template = "acting/fields/many.html"

    def typed(self, data: QueryDict, name: str) -> Any:
        return data.getlist(name)

    def value(self, typed: Any, asked: Asked) -> object:
        known = {choice.value for choice in self.choices(asked)}
        if not set(typed) <= known:
            raise _no_choice()
        return typed or None

    def shown(self, value: Any) -> Any:
        return [str(each) for each in value or ()]

    def told(self, value: Any, asked: Asked) -> str:
        titles = _titles(self, asked)
        comma = "、" if asked.lang == "zh" else ", "
        return comma.join(titles.get(str(each), str(each)) for each in value)


def _titles(widget: One, asked: Asked) -> dict[str, str]:
    """The choices by value, fetched once for a page that tells many events."""
    key = str(id(widget))
    if key not in asked.made:
        asked.made[key] = {choice.value: choice.title for choice in widget.choices(asked)}
    found: dict[str, str] = asked.made[key]
    return found


def _no_choice() -> PayloadRefused:
    return PayloadRefused(say("Choose from the list.", "请从列表中选择。"))


BY_KIND: dict[str, Widget] = {
    "text": Lines(3),
    "date": Day(),
    "integer": Whole(),
    "decimal": Number(),
    "boolean": YesNo(),
}
"""The widget of a field for which an area gives none."""

__all__ = [
    "BY_KIND",
    "Asked",
    "Choice",
    "Day",
    "Line",
    "Lines",
    "Many",
    "Number",
    "One",
    "Whole",
    "Widget",
    "YesNo",
]
