"""What an object is called in a list of notices, and where it is on the site.

An app registers one function for each of its models; objects are read with one query a model.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from goldthread.workflow.errors import UnknownName
from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.texts import Titles, in_language

Ref = tuple[str, str]
"""An object's model label (lower case) and its key as text, as notices and events keep them."""


@dataclass(frozen=True)
class Described:
    """`address` is a path on the site, such as "/tasks/17"; empty where there is no page."""

    titles: Titles
    address: str = ""

    def title(self, lang: str) -> str:
        return in_language(self.titles, lang)


@dataclass(frozen=True)
class _Provider:
    function: Callable[[Any], Described]
    related: tuple[str, ...]


_PROVIDERS: dict[str, _Provider] = {}


def register(
    model: type[Model], function: Callable[[Any], Described], *, related: Iterable[str] = ()
) -> None:
    """`function(obj)` describes one object; `related` are the relations it follows."""
    label = model._meta.label_lower
    if label in _PROVIDERS:
        raise UnknownName(f"{label} is described twice; register one function.")
    _PROVIDERS[label] = _Provider(function, tuple(related))


class SeenBy:
    """By model, the queryset of what a user may see: `SEEN_BY.register(Task, visible_to)`."""

    def __init__(self) -> None:
        self._known: dict[str, Callable[[Any], QuerySet[Any]]] = {}

    def register(self, model: type[Model], visible_to: "Callable[[Any], QuerySet[Any]]") -> None:
        label = model._meta.label_lower
        if label in self._known:
            raise UnknownName(f"What is seen of {label} is registered twice; register it once.")
        self._known[label] = visible_to

    def labels(self) -> tuple[str, ...]:
        return tuple(sorted(self._known))

    def rows(self, label: str, user: Any) -> "QuerySet[Any]":
        """Nothing of a model that nobody registered: deny by default."""
        if label not in self._known:
            return apps.get_model(label)._base_manager.none()
        return self._known[label](user)


SEEN_BY = SeenBy()


def described(refs: Iterable[Ref], user: Any) -> dict[Ref, Described]:
    """Each object that the user may see, described; one query a model.

    Of what the user may not see, or sees no longer, only the kind of thing is told.
    """
    keys: dict[str, set[str]] = {}
    for label, key in refs:
        keys.setdefault(label, set()).add(key)
    found: dict[Ref, Described] = {}
    for label, wanted in keys.items():
        rows = _seen(label, wanted, user) if label in _PROVIDERS else {}
        kind = _kind(label)
        for key in wanted:
            found[label, key] = rows.get(key) or Described(
                {lang: f"{title} {key}" for lang, title in kind.items()}
            )
    return found


def _seen(label: str, keys: set[str], user: Any) -> dict[str, Described]:
    provider = _PROVIDERS[label]
    rows = SEEN_BY.rows(label, user).filter(pk__in=keys)
    if provider.related:
        rows = rows.select_related(*provider.related)
    return {str(obj.pk): provider.function(obj) for obj in rows}


def _kind(label: str) -> Mapping[str, str]:
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return {"en": "object", "zh": "对象"}
    if issubclass(model, Lifecycle):
        titles: Titles = model.machine.titles
        return titles
    return {"en": str(model._meta.verbose_name), "zh": "对象"}
