"""Who is told of what."""

from goldthread.seminar.notices import (  # noqa: F401
    address,
    agenda,
    answer_batch,
    delegation,
    discussion,
    minutes,
    proposal,
    seminar,
    sponsorship,
)
