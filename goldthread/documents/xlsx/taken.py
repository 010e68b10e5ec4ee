"""What became of a cell: its value, and what is to be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from goldthread.documents.xlsx.faults import shown
from goldthread.documents.xlsx.model import Text, Value
from goldthread.documents.xlsx.wording import fault_wording


@dataclass(frozen=True)
class Taken:
    """`code` names an entry of faults.yaml, with `told` to fill it in; empty: nothing to tell."""

    value: Value = None
    code: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        return bool(self.code) and bool(fault_wording(self.code).get("refuses", True))


NOTHING: Final = Taken()


def wrong(code: str, **told: object) -> Taken:
    """A cell that cannot be taken."""
    return Taken(None, code, told)


def read_as(value: Value, written: object, read: str | Text) -> Taken:
    """A cell taken although it is not written as the form asks."""
    return Taken(value, "read_as", {"value": shown(written), "read": read})
