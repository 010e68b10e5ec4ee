"""The words of the language: what blocks there are, what each takes, what a name may be."""

from typing import Final

TASK_STATES: Final = (
    *("all", "open", "overdue", "completed", "in_progress", "suspended", "cancelled"),
    "carried_over",
)
PROPOSAL_STATES: Final = ("all", "answered", "unanswered")
PROMISE_STATES: Final = ("promised", "adopted", "fulfilled", "not_fulfilled", "open", "late")
COUNTED: Final = {
    "tasks": TASK_STATES,
    "proposals": PROPOSAL_STATES,
    "promises": PROMISE_STATES,
}
WORDS: Final = ("cycle", "known")
PERIODS: Final = ("THIS", "EARLIER", "PREVIOUS")
"""The cycle's own period, the same a year earlier, the one before it."""

DRAWN: Final = {
    "table": ("by", "most"),
    "chart": ("by", "most", "back"),
    "map": (),
    "tasks": ("state", "most"),
    "answers": ("most",),
    "promises": ("state", "most"),
}
"""The blocks made from data, and the names that each takes beside those of a figure."""

OF_FIGURES: Final = ("table", "chart", "map")
DIVIDED_BY: Final = ("region", "field")
MOST: Final = 200
BACK: Final = 20
