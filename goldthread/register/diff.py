"""What each delivered record means: new, changed, unchanged, or delivered a second time."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldthread.register.columns import CLOSES
from goldthread.register.errors import LoadRefused
from goldthread.register.keys import WITHDRAWN, Flags, Known, Run, States, same_hash
from goldthread.register.spans import Ints


class Fate(IntEnum):
    """What becomes of a delivered record."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    REPEATED = 3  # came before in this load, just so
    DUPLICATE = 4  # came before in this load, differently


Fates = npt.NDArray[np.uint8]
_REASONS: Final = ("changed", "withdrawn")


@dataclass
class Difference:
    """Compares one root table's records with what the feed is known to hold."""

    root: str
    load: int
    open: Known
    seen: Known = field(default_factory=Known)
    asked_withdrawn: list[Ints] = field(default_factory=list)
    _closed: list[pa.Table] = field(default_factory=list)

    def fates(self, keys: Ints, states: States, record_keys: pa.ChunkedArray) -> Fates:
        """The fate of each record of a batch whose keys differ; they are remembered as seen."""
        fates = np.full(len(keys), Fate.NEW, np.uint8)
        found, known = self.open.find(keys)
        found &= known["load"] != WITHDRAWN
        self._check(found, known, states, record_keys)
        same = same_hash(known, states)
        fates[found] = np.where(same[found], Fate.UNCHANGED, Fate.CHANGED)
        again, before = self.seen.find(keys)
        self._check(again, before, states, record_keys)
        same = same_hash(before, states)
        fates[again] = np.where(same[again], Fate.REPEATED, Fate.DUPLICATE)
        changed = fates == Fate.CHANGED
        self._close(keys[changed], known["load"][changed], "changed")
        self.seen.add(Run.of(keys[~again], states[~again]))
        return fates

    def withdraw(self, *, everything_unseen: bool) -> tuple[int, int]:
        """Close what was asked for, or all that was not delivered.

        Returns how many versions were closed, and how many keys asked for are not known.
        """
        asked = np.unique(np.concatenate([*self.asked_withdrawn, np.zeros(0, np.int64)]))
        asked = asked[~self.seen.find(asked)[0]]
        found, known = self.open.find(asked)
        found &= known["load"] != WITHDRAWN
        gone = Run(asked[found], known[found])
        if everything_unseen:
            gone = self._unseen()
        self._close(gone.keys, gone.states["load"], "withdrawn")
        return len(gone), int((~found).sum())

    def closes(self) -> pa.Table:
        """The rows of the closes file for this root."""
        return pa.concat_tables([CLOSES.empty_table(), *self._closed])

    def _unseen(self) -> Run:
        whole = self.open.whole()
        gone = (whole.states["load"] != WITHDRAWN) & ~self.seen.find(whole.keys)[0]
        return Run(whole.keys[gone], whole.states[gone])

    def _close(self, keys: Ints, known_from: npt.NDArray[np.int32], reason: str) -> None:
        count = len(keys)
        if count:
            columns = [
                pa.repeat(self.root, count),
                pa.array(keys),
                pa.array(known_from),
                pa.repeat(pa.scalar(self.load, pa.int32()), count),
                pa.repeat(reason, count),
            ]
            self._closed.append(pa.table(columns, schema=CLOSES))

    def _check(
        self, both: Flags, known: States, states: States, record_keys: pa.ChunkedArray
    ) -> None:
        clash = both & (known["check"] != states["check"])
        if clash.any():
            record_key = record_keys[int(np.argmax(clash))].as_py()
            raise LoadRefused(
                f"The record {record_key!r} has the surrogate key of another record of "
                f"{self.root}; nothing was loaded. Write its record key in another form in the "
                "mapping, and report this: it happens once in billions of records."
            )
