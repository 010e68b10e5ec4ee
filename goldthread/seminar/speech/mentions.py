"""Which tasks a heap of texts mentions: by ledger number, or by title word for word."""

from collections.abc import Iterable

from goldthread.seminar.speech.clauses import Names, in_text
from goldthread.seminar.speech.facts import Facts, TaskFact


def mentioned(tasks: Iterable[TaskFact], texts: Iterable[str]) -> set[str]:
    """The keys of the tasks named in one of the texts at least."""
    known = tuple(tasks)
    heap = "\n".join(texts)
    numbered = {task.key for task in Names(Facts(tasks=known)).numbered(heap)}
    folded = heap.casefold()
    return numbered | {task.key for task in known if in_text(task, folded)}
