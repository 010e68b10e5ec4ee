"""Surrogate keys that need no state: the first 63 bits of a hash of the record's own key."""

from collections.abc import Iterable
from hashlib import blake2b

import pyarrow as pa


def surrogate(record_key: str) -> int:
    """The INT64 surrogate of a record key such as `US|PT|11012345`; never negative."""
    digest = blake2b(record_key.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def surrogates(record_keys: Iterable[str]) -> pa.Array:
    """`surrogate` of each key, as an INT64 array."""
    return pa.array([surrogate(key) for key in record_keys], pa.int64())


def right_key(office: str, kind: str, number: str) -> str:
    """The key of a right: ST.3 office, right kind and application number.

    A feed without application numbers gives the registration number, else the publication number.
    """
    return f"{office}|{kind}|{number}"
