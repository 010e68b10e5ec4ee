"""What an area says of its model once, so that frames, forms and history know it.

    acting.register(Task, url=..., title=..., sees=..., why=..., fields={"office": One(offices)})

A field whose kind has no widget of its own (`reference`, `references`, `json`) and for which the
area gives none is refused here, when the site starts, not when somebody opens the form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.errors import GoldthreadError
from goldthread.web.acting.widgets import BY_KIND, Asked, Widget
from goldthread.web.shell.errors import NotThere
from goldthread.web.shell.thread import Thread
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.machine import Need
from goldthread.workflow.models import Event


class ActingError(GoldthreadError):
    """A model was registered wrongly; the message says what to give."""


def _no_values(_obj: Any, _action: str) -> Mapping[str, object]:
    return {}


def _no_thread(_request: HttpRequest, _obj: Any) -> Thread:
    return ()


def _all(_user: Any, _obj: Any, events: "QuerySet[Event]") -> "QuerySet[Event]":
    return events


@dataclass(frozen=True, kw_only=True)
class Acted:
    """One model as its area registered it.

    `url`: the path of the object's page. `title`: of the object, in a language. `sees`: the
    queryset of what a user sees; what is not in it does not exist for that user. `why`: the
    sentence why a user sees the object. `initial`: the present values of an action's fields, by
    name. `events`: narrows the history to what a user may see. `new`: an unsaved object for a
    creating action, made from its parsed fields (none of them while the form is only shown).
    """

    model: type[Lifecycle]
    url: Callable[[Any], str]
    title: Callable[[Any, str], str]
    sees: Callable[[Any], "QuerySet[Any]"]
    why: Callable[[Any, Any, str], str]
    fields: Mapping[str, Widget] = field(default_factory=dict)
    initial: Callable[[Any, str], Mapping[str, object]] = _no_values
    thread: Callable[[HttpRequest, Any], Thread] = _no_thread
    events: Callable[[Any, Any, "QuerySet[Event]"], "QuerySet[Event]"] = _all
    new: Callable[[HttpRequest, Mapping[str, Any]], Lifecycle] | None = None

    @property
    def name(self) -> str:
        """What addresses call it: the name of its machine."""
        return self.model.machine.name

    def widget(self, need: Need) -> Widget:
        return self.fields.get(need.name) or BY_KIND[need.kind]

    def see(self, user: Any, key: object) -> Any:
        """The object; one that the user may not see is not there, just like none."""
        found = self.sees(user).filter(pk=key).first()
        if found is None:
            raise NotThere(_("There is nothing at this address that you can see."))
        return found

    def history(self, user: Any, obj: Any) -> "QuerySet[Event]":
        """The events of the object that the user may see, newest first."""
        return self.events(user, obj, Event.objects.of(obj)).order_by("-sequence")


REGISTERED: dict[str, Acted] = {}


def register(model: type[Lifecycle], **said: Any) -> Acted:
    """Make a model known to frames and forms; the same area may do so again, unchanged."""
    acted = Acted(model=model, **said)
    other = REGISTERED.get(acted.name)
    if other is not None and other.model is not model:
        raise ActingError(
            f"{model._meta.label} and {other.model._meta.label} share the machine {acted.name!r}; "
            "give each its own."
        )
    faults = list(_without_widget(acted))
    if faults:
        raise ActingError(f"{model._meta.label}: {' '.join(faults)}")
    REGISTERED[acted.name] = acted
    return acted


def _without_widget(acted: Acted) -> list[str]:
    needs = {need.name: need for row in acted.model.machine.transitions for need in row.needs}
    faults = [
        f"The field {need.name!r} is of the kind {need.kind!r}, for which no widget was given; "
        f"register it with fields={{{need.name!r}: ...}}."
        for need in needs.values()
        if need.name not in acted.fields and need.kind not in BY_KIND
    ]
    return faults + [
        f"The widget {name!r} belongs to no field of the machine; correct its name."
        for name in acted.fields
        if name not in needs
    ]


def named(name: str) -> Acted:
    if name not in REGISTERED:
        raise NotThere(_("There is nothing at this address that you can see."))
    return REGISTERED[name]


def of(obj: Lifecycle) -> Acted:
    """The registration of an object's model."""
    acted = REGISTERED.get(type(obj).machine.name)
    if acted is None:
        raise ActingError(f"{obj._meta.label} is not registered: call acting.register for it.")
    return acted


__all__ = ["REGISTERED", "Acted", "ActingError", "Asked", "named", "of", "register"]
