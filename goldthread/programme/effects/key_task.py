"""What the actions on a key task do; each stage in a module of its own."""

from goldthread.programme.effects import (  # noqa: F401
    key_task_assigned,
    key_task_ended,
    key_task_handed_over,
    key_task_under_way,
    key_task_written,
)
