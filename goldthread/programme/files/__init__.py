"""Evidence taken in: looked through, hashed, stored once under its hash, given out as attachments.

`take_in` takes an upload, `opened` and `verify` read it back, `served` says with which headers it
is given out, `sweep` removes what a killed process left, `prune` what nobody names. Plain Python:
no Django.
"""

from goldthread.programme.files.intake import Taken, take_in
from goldthread.programme.files.kinds import FileKind, taken_endings
from goldthread.programme.files.refused import FileRefused
from goldthread.programme.files.serving import Served, served
from goldthread.programme.files.store import (
    FileDamaged,
    FileMissing,
    opened,
    prune,
    sweep,
    verify,
)

__all__ = [
    "FileDamaged",
    "FileKind",
    "FileMissing",
    "FileRefused",
    "Served",
    "Taken",
    "opened",
    "prune",
    "served",
    "sweep",
    "take_in",
    "taken_endings",
    "verify",
]
