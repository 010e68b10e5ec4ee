"""What the secretariat does to many proposals at once: the programme's way of doing it to tasks."""

from goldthread.programme.actions.bulk import MOST, Bulk, Chosen, Outcome, carry_out, preview
from goldthread.seminar.transitions import PROPOSAL

__all__ = ["MOST", "SCREENED", "Bulk", "Chosen", "Outcome", "bulks", "carry_out", "preview"]
SCREENED = ("file", "return", "keep_as_reference", "assign")


def bulks() -> dict[str, Bulk]:
    """By name: the rows of the table, with all that they ask for, which then holds for each."""
    return {
        row.action: Bulk(row.action, row.titles, row.needs, frozenset(row.sources))
        for row in PROPOSAL.transitions
        if row.action in SCREENED
    }
