"""Writes that are more than one row of a table; each is one transaction, all or nothing."""

from goldthread.programme.actions.assigning import assign_again, assign_to_offices
from goldthread.programme.actions.carrying import carry_over_cycle
from goldthread.programme.actions.documents import enter_document
from goldthread.programme.actions.evidence import Said, add_evidence
from goldthread.programme.actions.holding import hold_for_later
from goldthread.programme.actions.reforms import (
    sign_handovers,
    transfer_signed,
    transfer_under_reform,
)
from goldthread.programme.actions.taking import take_lines, would_take

__all__ = [
    "Said",
    "add_evidence",
    "assign_again",
    "assign_to_offices",
    "carry_over_cycle",
    "enter_document",
    "hold_for_later",
    "sign_handovers",
    "take_lines",
    "transfer_signed",
    "transfer_under_reform",
    "would_take",
]
