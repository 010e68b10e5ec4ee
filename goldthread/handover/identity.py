"""What an event and an object are called on every site: by the hash of the event that was first.

Keys of rows differ from site to site. The hash of an event does not: a site that carries an event
out again keeps the first one's hash in the key of its own, and an object is known by the event
that created it.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps

from goldthread.workflow.lifecycle import Lifecycle
from goldthread.workflow.models import Event

PREFIX = "package:"
SYSTEM = "system:"


@dataclass(frozen=True)
class Names:
    """`same`: events that were consequences here and there, the other's hash to ours."""

    same: dict[str, str]

    def of(self, event: Event) -> str:
        """The name of an event of ours."""
        if event.key and event.key.startswith(PREFIX):
            return str(event.key).removeprefix(PREFIX)
        for there, here in self.same.items():
            if here == event.hash:
                return there
        return str(event.hash)

    def find(self, name: str) -> Event | None:
        """Our event of that name."""
        events = Event.objects.filter(key=f"{PREFIX}{name}")
        own: Event | None = Event.objects.filter(hash=self.same.get(name, name)).first()
        return events.first() or own

    def of_object(self, label: str, key: object) -> str:
        """The name of an object, "" where it has none: it was never created by the engine."""
        born = Event.objects.filter(object_type=label, object_id=str(key), version=1).first()
        return self.of(born) if born else ""

    def object(self, label: str, name: str) -> Any:
        """Our object of that name, or None."""
        born = self.find(name)
        if born is None or born.object_type != label or born.version != 1:
            return None
        return model(label)._base_manager.filter(pk=born.object_id).first()


def model(label: str) -> type[Lifecycle]:
    found: type[Lifecycle] = apps.get_model(label)
    return found


def last_of(obj: Lifecycle) -> Event | None:
    found: Event | None = Event.objects.of(obj).order_by("-version").first()
    return found


def before(event: Event) -> Event | None:
    """The event of the same object that came before."""
    found: Event | None = Event.objects.filter(
        object_type=event.object_type, object_id=event.object_id, version=event.version - 1
    ).first()
    return found


def by_the_system(event: Event) -> bool:
    return str(event.actor_id).startswith(SYSTEM)
