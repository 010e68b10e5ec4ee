"""What is due for a person, told first in a digest; each app says what it has."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldthread.offices.models import Person
from goldthread.workflow.texts import Titles


@dataclass(frozen=True)
class Due:
    """One thing to be done by the person until a day; `address` is its path on the site."""

    titles: Titles
    day: date
    address: str = ""


Provider = Callable[[Person, date], Iterable[Due]]
_PROVIDERS: list[Provider] = []


def register(function: Provider) -> Provider:
    """`function(person, day)` gives what is due for the person as things stand on the day."""
    _PROVIDERS.append(function)
    return function


def due_for(person: Person, day: date) -> list[Due]:
    """All of it, the earliest day first."""
    found = [due for function in _PROVIDERS for due in function(person, day)]
    return sorted(found, key=lambda due: (due.day, due.titles["en"], due.address))
