"""The work ledger brought to the program's own form before the site is served."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from goldthread.errors import UsageError

Say = Callable[[str], None]


def open_site(home: Path) -> None:
    """Make this process Django's for one home: before it, nothing of Django may be asked."""
    os.environ["GOLDTHREAD_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldthread.web.settings"
    import django

    django.setup()


def migrate(say: Say) -> None:
    """Every table the program needs, made or changed; each step is told.

    A ledger that a newer program made is refused: what it holds would be read wrongly.
    """
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        _refuse_newer(executor.loader)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            say(f"Bringing the work ledger up to date: {len(waiting)} steps.")
            call_command("migrate", verbosity=0, interactive=False)
            say("The work ledger is up to date.")
    except DatabaseError as error:
        raise UsageError(
            f"The work ledger ({_where(connection.settings_dict)}) cannot be opened or brought up "
            f"to date: {error}. Nothing was lost; see to the database and start again."
        ) from error
    finally:
        connection.close()


def check_steps() -> None:
    """Refuse a ledger that is older or newer than the program: its tables are not what we read."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        _refuse_newer(executor.loader)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise UsageError(
            f"The work ledger ({_where(connection.settings_dict)}) cannot be opened: {error}."
        ) from error
    if waiting:
        raise UsageError(
            "The work ledger was made by an older Goldthread. Serve the site once, which brings it "
            "up to date, and begin again."
        )


def _refuse_newer(loader: Any) -> None:
    """Steps in the ledger that this program does not have were taken by a newer one."""
    unknown = sorted(set(loader.applied_migrations) - set(loader.disk_migrations))
    replaced = {key for step in loader.disk_migrations.values() for key in step.replaces}
    steps = [f"{app}.{name}" for app, name in unknown if (app, name) not in replaced]
    if steps:
        raise UsageError(
            f"The work ledger was made by a newer Goldthread: it has {', '.join(steps[:3])}, which "
            "this one does not know. Install the newer version, or restore the ledger of before."
        )


def _where(database: dict[str, Any]) -> str:
    """Which database, without its password."""
    return str(database["NAME"])
