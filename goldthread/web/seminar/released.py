"""Items of the agenda under the titles that were released.

Whoever prepares the agenda may have changed a title since; no page tells it before it is released.
"""

from functools import cached_property

from goldthread.seminar.models import AgendaItem, Seminar
from goldthread.seminar.queries.agenda import Agenda, ShownItem, released
from goldthread.workflow.texts import Titles


class Released:
    """The last released version, asked for once; what is not in it keeps its own title: it was
    added and held since, or only those see it who prepare it."""

    def __init__(self, seminar: Seminar) -> None:
        self.seminar = seminar

    @cached_property
    def agenda(self) -> Agenda | None:
        return released(self.seminar)

    @cached_property
    def _items(self) -> dict[int, ShownItem]:
        rows = self.agenda.items() if self.agenda is not None else ()
        return {int(item.key): item for _session, item in rows}

    @property
    def keys(self) -> frozenset[int]:
        return frozenset(self._items)

    def title(self, item: AgendaItem, lang: str) -> str:
        found = self._items.get(item.pk)
        return in_either(found.titles, lang) if found is not None else str(item.title(lang))


def in_either(titles: Titles, lang: str) -> str:
    """In the language, else in the other one."""
    return titles.get(lang, "") or titles.get("zh" if lang == "en" else "en", "")
