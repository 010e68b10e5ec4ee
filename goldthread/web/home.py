"""What a site owns besides its register: `settings.toml`, the demo's notice, the chart cache.

`settings.toml` may hold `secret_key`, `allowed_hosts` (a list), `country` (the ST.3 code whose
regions the look-back shows), `language` (`en` or `zh`, for readers who ask for neither), `name`
(what an authenticator calls the site), `https` (the site is reached through HTTPS), `address` (the
site's own, for links in mails), `time_zone` (whose days and hours hold, such as `Asia/Shanghai`;
UTC), `stream` (where browsers reach the live screen, which docs/live.md tells), and the tables
`[sign_in]` and `[oidc]`, which docs/accounts.md tells, and `[mail]`, which docs/notices.md tells.
"""

import json
import os
import re
import secrets
import tomllib
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from goldthread.errors import UsageError

SETTINGS = "settings.toml"
NOTICE = "demo.json"
KNOWN: dict[str, type] = {
    "secret_key": str,
    "allowed_hosts": list,
    "country": str,
    "language": str,
    "name": str,
    "https": bool,
    "address": str,
    "time_zone": str,
    "stream": str,
    "mail": dict,
    "sign_in": dict,
    "oidc": dict,
}
TABLES: dict[str, dict[str, type]] = {
    "sign_in": {
        "idle_hours": int,
        "failures": int,
        "lock_minutes": int,
        "link_hours": int,
        "proxies": int,
        "mfa_required": bool,
    },
    "mail": {
        "host": str,
        "port": int,
        "user": str,
        "password": str,
        "starttls": bool,
        "from": str,
    },
    "oidc": {"name": str, "issuer": str, "client_id": str, "client_secret": str},
}
AT_LEAST_ONE = ("idle_hours", "failures", "lock_minutes", "link_hours")
# Its answers are believed because of the line they come by.
SAFE_ISSUERS = ("https://", "http://127.0.0.1:", "http://localhost:")
STREAMS = re.compile(r"/|https?://[A-Za-z0-9.\[\]:-]+/?")
# What must be there for the table to mean anything.
WHOLE = ("oidc",)


def default_home() -> Path:
    """GOLDTHREAD_HOME, else the same folder of the user's own as the command line takes."""
    given = os.environ.get("GOLDTHREAD_HOME")
    data = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
    return Path(given).expanduser() if given else data / "goldthread"


def read_settings(home: Path) -> dict[str, Any]:
    """The checked content of `settings.toml`; an absent file is an empty one."""
    path = home / SETTINGS
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} is not valid TOML: {error}. Correct it or move it away."
        ) from error
    _check(str(path), found, KNOWN)
    zone = found.get("time_zone", "UTC")
    if zone not in available_timezones():
        raise UsageError(f"{path}: there is no time zone {zone!r}; write it as Asia/Shanghai.")
    for table, known in TABLES.items():
        if table in found:
            _check(f"{path} [{table}]", found[table], known, whole=table in WHOLE)
    return found


def _check(
    where: str, found: dict[str, Any], known: dict[str, type], *, whole: bool = False
) -> None:
    for name, value in found.items():
        if name not in known:
            raise UsageError(
                f"{where} has the unknown setting {name!r}; known are {', '.join(known)}."
            )
        if type(value) is not known[name]:  # True is no number here
            raise UsageError(f"{where}: {name} must be a {known[name].__name__}, found {value!r}.")
        _within(where, name, value)
    missing = [name for name in known if whole and not found.get(name)]
    if missing:
        raise UsageError(f"{where} lacks {', '.join(missing)}; give all of {', '.join(known)}.")


def _within(where: str, name: str, value: Any) -> None:
    if isinstance(value, int) and value < 0:
        raise UsageError(f"{where}: {name} must not be negative, found {value!r}.")
    if name in AT_LEAST_ONE and value < 1:
        raise UsageError(f"{where}: {name} must be at least 1, found {value!r}.")
    if name == "stream" and not STREAMS.fullmatch(value):
        raise UsageError(
            f"{where}: stream must be / or an origin such as https://live.example.org, "
            f"found {value!r}."
        )
    if name == "issuer" and not value.startswith(SAFE_ISSUERS):
        raise UsageError(f"{where}: issuer must begin with https://, found {value!r}.")


def ensure_secret_key(home: Path) -> None:
    """Write a fresh secret key into `settings.toml` (mode 600) when it has none."""
    if "secret_key" in read_settings(home):
        return
    home.mkdir(parents=True, exist_ok=True)
    path = home / SETTINGS
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    text = f'secret_key = "{secrets.token_urlsafe(48)}"\n' + before
    draft = path.with_suffix(".part")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


@lru_cache(maxsize=8)
def _notice(path: Path, _modified: int) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    return found if isinstance(found, dict) else {}


def is_demo(home: Path) -> bool:
    """Are all records of this home made up?"""
    return demo_notice(home, "en") is not None


def demo_clock(home: Path) -> timedelta:
    """How far the demo's clock is from the real one; nothing on a real site."""
    if not is_demo(home):
        return timedelta()
    path = home / NOTICE
    told = _notice(path, path.stat().st_mtime_ns).get("clock", 0)
    return timedelta(seconds=told if isinstance(told, int | float) else 0)


def demo_notice(home: Path, lang: str) -> str | None:
    """The sentence that says the records are made up, or None on a real register."""
    path = home / NOTICE
    try:
        notice = _notice(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None
    sentences = notice.get("notice") or {}
    return sentences.get(lang) or sentences.get("en") if notice.get("synthetic") else None
