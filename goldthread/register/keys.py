"""What is known of each key: sorted runs of keys with their newest state.

A run is built once and then only searched; many small runs are merged into few large ones, so
that adding n keys in batches costs n log n. A key takes 36 bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from goldthread.register.spans import Ints

# `load` is the load that made the open version, or 0 when the key is withdrawn; `check` is the
# CRC-32 of the record key, which tells two records apart that share a surrogate key.
STATE: Final = np.dtype([("first", "<u8"), ("second", "<u8"), ("check", "<u4"), ("load", "<i4")])
WITHDRAWN: Final = 0

States = npt.NDArray[np.void]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Run:
    """Ascending distinct keys and their states."""

    keys: Ints
    states: States

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, keys: Ints, states: States) -> "Run":
        """A run of distinct keys in any order."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], states[order])

    @classmethod
    def empty(cls) -> "Run":
        return cls(np.zeros(0, np.int64), np.zeros(0, STATE))


def merge(runs: Sequence[Run]) -> Run:
    """One run of all keys; where a key occurs again, the later run holds."""
    filled = [run for run in runs if len(run)]
    if len(filled) < 2:
        return filled[0] if filled else Run.empty()
    keys = np.concatenate([run.keys for run in filled])
    states = np.concatenate([run.states for run in filled])
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    newest = order[np.append(ordered[1:] != ordered[:-1], True)]
    return Run(keys[newest], states[newest])


class Known:
    """Runs, the newest last."""

    def __init__(self, runs: Sequence[Run] = ()) -> None:
        self._runs = [run for run in runs if len(run)]

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs)

    def add(self, run: Run) -> None:
        """Remember newer states; runs of like size are merged."""
        if not len(run):
            return
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = merge([self._runs.pop(), run])
        self._runs.append(run)

    def find(self, keys: Ints) -> tuple[Flags, States]:
        """Which keys are known, and their newest states (zero where not known)."""
        found = np.zeros(len(keys), bool)
        states = np.zeros(len(keys), STATE)
        for run in reversed(self._runs):
            place = np.minimum(np.searchsorted(run.keys, keys), len(run) - 1)
            here = ~found & (run.keys[place] == keys)
            states[here] = run.states[place[here]]
            found |= here
        return found, states

    def whole(self) -> Run:
        """All keys in one run."""
        return merge(self._runs)


def states(hashes: npt.NDArray[np.uint8], record_keys: pa.ChunkedArray, load: int) -> States:
    """The states of records that are now open as of a load."""
    made = np.zeros(len(hashes), STATE)
    words = np.ascontiguousarray(hashes).view(">u8")
    made["first"], made["second"] = words[:, 0], words[:, 1]
    made["check"] = [crc32(key) for key in record_keys.cast(pa.binary()).to_pylist()]
    made["load"] = load
    return made


def same_hash(one: States, other: States) -> Flags:
    """Where two states have one record hash."""
    return np.asarray((one["first"] == other["first"]) & (one["second"] == other["second"]))
