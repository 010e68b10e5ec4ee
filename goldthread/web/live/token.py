"""The address of the hall's screen: a machine without an account shows what any delegate sees.

It holds the seminar's number for it, signed: with the next number the earlier addresses end.
"""

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from goldthread.seminar.models import Seminar

PATTERN = r"[1-9][0-9]{0,8}-[A-Za-z0-9_-]{20,86}"


def token(seminar: Seminar) -> str:
    return f"{seminar.screen}-{_signature(seminar)}"


def holds(given: str, seminar: Seminar) -> bool:
    return constant_time_compare(given, token(seminar))


def _signature(seminar: Seminar) -> str:
    return Signer(salt="seminar.screen").signature(f"{seminar.key}:{seminar.screen}")
