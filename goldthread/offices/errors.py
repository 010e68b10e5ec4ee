"""What this part raises on purpose; refusals of the engine are `goldthread.workflow.errors`."""

from goldthread.errors import InputRefused, UsageError
from goldthread.workflow.errors import GuardUnmet
from goldthread.workflow.texts import in_language


class OfficesError(UsageError):
    """An office, a person or a day was asked for that is not there."""


class ActRefused(GuardUnmet):
    """A reform act, or a change in it, cannot be: the sentence says which and why."""


class StructureFileRefused(InputRefused):
    """A structure file cannot be loaded; nothing of the act it names was written."""

    def __init__(self, en: str, zh: str = "") -> None:
        super().__init__(en)
        self._titles = {"en": en, "zh": zh or en}

    def in_language(self, lang: str) -> str:
        return in_language(self._titles, lang)
