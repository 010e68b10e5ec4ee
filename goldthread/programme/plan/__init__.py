"""The plan reader: a plan or notice becomes proposed measures and tasks for a person to confirm.

`read` takes a file (DOCX, PDF, HTML, plain text), `read_text` a text; both give a `Plan` whose
offsets point into `Plan.source`. `match_units` proposes an office for each unit name.
"""

from goldthread.programme.plan.errors import PlanRefused
from goldthread.programme.plan.matching import Match, match_units
from goldthread.programme.plan.model import Measure, Plan, Remark, Task
from goldthread.programme.plan.reading import read, read_text

__all__ = [
    "Match",
    "Measure",
    "Plan",
    "PlanRefused",
    "Remark",
    "Task",
    "match_units",
    "read",
    "read_text",
]
