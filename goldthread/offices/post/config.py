"""Mail as `settings.toml` says it: Django's settings for it. Read before any model."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

TIMEOUT = 30
IMPLICIT_TLS_PORT = 465


def mail_settings(own: Mapping[str, Any], home: Path, *, demo: bool) -> dict[str, Any]:
    """From `address` and the table `[mail]`.

    The demo writes its mails into files; a site that names no server sends none, and what is to be
    sent waits.
    """
    mail = own.get("mail") or {}
    port = mail.get("port", 25)
    return {
        "GOLDTHREAD_ADDRESS": own.get("address", ""),
        "GOLDTHREAD_MAIL": demo or bool(mail.get("host")),
        "EMAIL_BACKEND": _backend(demo, bool(mail.get("host"))),
        "EMAIL_FILE_PATH": home / "mail",
        "EMAIL_HOST": mail.get("host", ""),
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": mail.get("user", ""),
        "EMAIL_HOST_PASSWORD": mail.get("password", ""),
        "EMAIL_USE_TLS": mail.get("starttls", False),
        "EMAIL_USE_SSL": port == IMPLICIT_TLS_PORT and not mail.get("starttls", False),
        "EMAIL_TIMEOUT": TIMEOUT,
        "DEFAULT_FROM_EMAIL": mail.get("from") or "goldthread@localhost",
    }


def _backend(demo: bool, server: bool) -> str:
    if demo:
        return "goldthread.offices.post.files.EmlBackend"
    return f"django.core.mail.backends.{'smtp' if server else 'dummy'}.EmailBackend"
