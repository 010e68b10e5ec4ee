"""Who is told of what."""

from goldthread.programme.notices import (  # noqa: F401
    cycle,
    due,
    evidence,
    extension,
    key_task,
    measure,
    report,
    source,
    supervision_notice,
)
