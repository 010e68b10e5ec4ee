"""What the actions do, on the locked row, in the engine's transaction."""

from goldthread.programme.effects import (  # noqa: F401
    cycle,
    evidence,
    extension,
    key_task,
    measure,
    report,
    source,
    supervision_notice,
)
