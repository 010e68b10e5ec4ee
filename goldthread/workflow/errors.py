"""What the engine refuses, and what it was asked wrongly; each message in every language."""

from typing import TYPE_CHECKING

from goldthread.errors import GoldthreadError
from goldthread.workflow.texts import Sentence

if TYPE_CHECKING:
    from goldthread.workflow.lifecycle import Lifecycle
    from goldthread.workflow.models import Event


class WorkflowError(GoldthreadError):
    """The root of this layer's errors."""


class MachineError(WorkflowError):
    """A transition table contradicts itself; the message lists every fault found."""


class UnknownName(WorkflowError):
    """A rule, an effect or a notice that nobody registered, or one registered twice."""


class OutsideEngine(WorkflowError):
    """Something tried to write an object that has a life without going through the engine."""


class AppendOnly(WorkflowError):
    """Something tried to change or remove a row of the log."""


class LogDamaged(WorkflowError):
    """The log cannot be continued: its head is missing."""


class Refused(WorkflowError):
    """A transition was refused and nothing has changed; `sentence` says why in each language."""

    exit_status = 3

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence

    def in_language(self, lang: str) -> str:
        return self.sentence.in_language(lang)


class WrongState(Refused):
    """The object is not in a state from which this action leads anywhere."""


class NotAllowed(Refused):
    """The actor is none of those who may do this."""


class GuardUnmet(Refused):
    """A condition of the transition does not hold."""


class PayloadRefused(Refused):
    """What was given with the action is missing, of the wrong kind, or not asked for."""


class KeyReused(Refused):
    """The idempotency key was already used for something else."""


class StaleVersion(Refused):
    """Somebody acted in between.

    `current` is the object as it stands now, `since` the events after the expected version: with
    what the person entered, the three sides of a conflict.
    """

    def __init__(
        self,
        sentence: Sentence,
        *,
        expected: int,
        current: "Lifecycle | None",
        since: "tuple[Event, ...]",
    ) -> None:
        super().__init__(sentence)
        self.expected = expected
        self.current = current
        self.since = since
