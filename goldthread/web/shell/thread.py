"""The thread bar: the steps an object hangs on, each a link with a count."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of the thread: what it is, which one, where it leads, how many there are.

    `count` is already written for the reader; `here` marks the step whose page this is.
    """

    kind: str
    name: str
    href: str = ""
    count: str = ""
    here: bool = False


Thread = tuple[Step, ...]
