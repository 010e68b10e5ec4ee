"""Who may, and what must hold."""

from goldthread.programme.rules import (  # noqa: F401
    cycle,
    evidence,
    extension,
    key_task,
    measure,
    report,
    source,
    supervision_notice,
)
