"""Who may, and what must hold."""

from goldthread.seminar.rules import (  # noqa: F401
    address,
    agenda,
    answer_batch,
    answer_clock,
    delegation,
    discussion,
    minutes,
    proposal,
    seminar,
    sponsorship,
    systems,
)
