"""What the ledger and the register know, as the check of an address is given it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from goldthread.seminar.speech.rendering import Shown
from goldthread.workflow.texts import Titles

COMPLETED = ("completion_reported", "verified", "settled", "written_off")
SETTLED = ("settled", "written_off")
VERIFIED = ("verified", *SETTLED)
NO_LONGER = ("cancelled", "carried_over")


@dataclass(frozen=True, eq=False)
class TaskFact:
    """A task of the cycle, or with `parent` its assignment to an office.

    `overdue`: due before today, completion not reported. `done_late`: reported after its due day.
    `coming`: of the next cycle; it keeps promises, and "all tasks" does not mean it.
    """

    key: str
    number: str
    titles: Titles
    state: str
    state_titles: Titles
    overdue: bool = False
    done_late: bool = False
    parent: str = ""
    coming: bool = False

    @property
    def stands(self) -> bool:
        return self.state not in NO_LONGER


@dataclass(frozen=True, eq=False)
class MeasureFact:
    key: str
    number: int
    titles: Titles
    state: str
    state_titles: Titles
    coming: bool = False

    @property
    def stands(self) -> bool:
        return self.state not in ("withdrawn", "superseded")


@dataclass(frozen=True)
class Outstanding:
    """A report that an office owes on a task, or handed in and that is not accepted yet."""

    task: str
    office: Titles


@dataclass(frozen=True)
class Facts:
    """`figures` by what a token asks. `unreported`: due and not handed in; `unaccepted`: handed
    in, not accepted. What is left out is not known, and nothing is held against it."""

    tasks: tuple[TaskFact, ...] = ()
    measures: tuple[MeasureFact, ...] = ()
    unreported: tuple[Outstanding, ...] = ()
    unaccepted: tuple[Outstanding, ...] = ()
    figures: Mapping[str, Shown] = field(default_factory=dict)
