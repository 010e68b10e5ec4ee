"""What the actions do, on the locked row, in the engine's transaction."""

from goldthread.seminar.effects import (  # noqa: F401
    address,
    agenda,
    answer_batch,
    answer_clock,
    delegation,
    discussion,
    minutes,
    proposal,
    screen,
    seminar,
    sponsorship,
)
