"""The offices of the day: to choose from, and by every name to be matched with what a plan says."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goldthread.offices.codelists import kinds
from goldthread.offices.queries import offices_named_on
from goldthread.workflow import clock
from goldthread.workflow.texts import in_language


@dataclass(frozen=True)
class Offices:
    """`names`: by code, every name in both languages; `groups`: choices by kind of office."""

    names: dict[str, tuple[str, ...]]
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    titles: dict[str, dict[str, str]]

    @classmethod
    def today(cls, lang: str) -> "Offices":
        """One query."""
        rows = sorted(offices_named_on(clock.today()), key=lambda row: row.office.code)
        return cls(
            {row.office.code: _names(row) for row in rows},
            tuple(_groups(rows, lang)),
            {row.office.code: {"en": row.name_en, "zh": row.name_zh} for row in rows},
        )

    def title(self, code: str, lang: str) -> str:
        found = self.titles.get(code)
        return found["zh" if lang == "zh" else "en"] if found else _("no office chosen")


def _names(row: Any) -> tuple[str, ...]:
    given = (row.name_en, row.name_zh, row.short_en, row.short_zh, row.also_en, row.also_zh)
    return tuple(dict.fromkeys(name for name in given if name))


def _groups(rows: list[Any], lang: str) -> Any:
    for code, titles in kinds().items():
        options = tuple(
            (row.office.code, row.name_zh if lang == "zh" else row.name_en)
            for row in rows
            if row.kind == code
        )
        if options:
            yield in_language(titles, lang), options
