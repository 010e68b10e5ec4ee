"""What the secretariat does to many proposals at once, in the programme's way (`actions.bulk`)."""

from goldthread.programme.actions.bulk import Bulk
from goldthread.seminar.transitions import PROPOSAL

SCREENED = ("file", "return", "keep_as_reference", "assign")


def bulks() -> dict[str, Bulk]:
    """By name: the rows of the table, with all that they ask for, which then holds for each."""
    return {
        row.action: Bulk(row.action, row.titles, row.needs, frozenset(row.sources))
        for row in PROPOSAL.transitions
        if row.action in SCREENED
    }
