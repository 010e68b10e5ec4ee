"""Who may, and what must hold."""

from goldthread.programme.rules import (  # noqa: F401
    asked_once,
    cycle,
    evidence,
    extension,
    key_task,
    measure,
    report,
    source,
    supervision_notice,
)
