"""Trademarks of the United States: what the office's status codes mean, and how long a term is."""

from datetime import date
from functools import lru_cache
from typing import Any

from goldthread.codes import datafile


def status(code: str) -> str | None:
    """What a status code says of the mark; None where it does not say for certain."""
    return _statuses().get(code)


def term(serial: str, begins: date) -> int | None:
    """How many years a term lasts that begins on a day; None where it is not the office's."""
    rule = _data()["term"]
    if serial.startswith(rule["without"]):
        return None
    early = rule["before"]
    return int(early["years"] if begins < early["day"] else rule["years"])


@lru_cache(maxsize=1)
def _statuses() -> dict[str, str]:
    """The status of each code."""
    found = {}
    for status, runs in _data()["statuses"].items():
        for run in runs:
            first, _, last = str(run).partition("-")
            for code in range(int(first), int(last or first) + 1):
                found[str(code)] = status
    return found


def _data() -> dict[str, Any]:
    return datafile.load("us_mark_status")
