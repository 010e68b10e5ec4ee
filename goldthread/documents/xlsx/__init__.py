"""Forms as workbooks: what is exported is the template and the import.

A `Form` says what its sheets and columns are; `write` makes the workbook, `read` gives its values
typed, with every fault by its address; `dry_run` says what an import would change.
"""

from goldthread.documents.xlsx.comparing import Change, DryRun, RowOutcome, dry_run
from goldthread.documents.xlsx.faults import Fault, fault
from goldthread.documents.xlsx.model import (
    NOT_APPLICABLE,
    Choice,
    Column,
    Form,
    FormError,
    Sheet,
    Value,
)
from goldthread.documents.xlsx.reading import Filled, FilledRow, FilledSheet, read
from goldthread.documents.xlsx.stamp import Stamp
from goldthread.documents.xlsx.writing import write

__all__ = [
    "NOT_APPLICABLE",
    "Change",
    "Choice",
    "Column",
    "DryRun",
    "Fault",
    "Filled",
    "FilledRow",
    "FilledSheet",
    "Form",
    "FormError",
    "RowOutcome",
    "Sheet",
    "Stamp",
    "Value",
    "dry_run",
    "fault",
    "read",
    "write",
]
