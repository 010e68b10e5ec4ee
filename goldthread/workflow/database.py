"""Where the work ledger lives: PostgreSQL by DATABASE_URL, otherwise SQLite in the site's home."""

from pathlib import Path
from typing import Any

import dj_database_url

from goldthread.errors import UsageError

LEDGER = "ledger.sqlite3"

SQLITE_OPTIONS: dict[str, Any] = {
    # A transaction takes the write lock when it begins, so what it read still holds when it writes.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON",
}


def databases(home: Path, url: str | None) -> dict[str, dict[str, Any]]:
    """Django's DATABASES. An address that is neither PostgreSQL nor SQLite is refused unprinted,
    since it may hold a password."""
    if not url:
        return {"default": _sqlite(str(home / LEDGER))}
    try:
        parsed = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
        raise UsageError(_WRONG) from None
    if parsed["ENGINE"] == "django.db.backends.sqlite3" and parsed["NAME"] not in ("", ":memory:"):
        return {"default": _sqlite(str(parsed["NAME"]))}
    if parsed["ENGINE"] != "django.db.backends.postgresql" or not parsed["NAME"]:
        raise UsageError(_WRONG)
    return {"default": parsed}


def _sqlite(name: str) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}


_WRONG = (
    "DATABASE_URL cannot be read: give postgresql://USER:PASSWORD@HOST:PORT/NAME "
    "or sqlite:////PATH, with special characters percent-encoded."
)
