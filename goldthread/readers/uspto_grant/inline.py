"""Markup inside titles and citations: its tags are taken out before parsing, its text stays."""

import re
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.uspto_grant.field_map import INLINE

_NAMES: Final = "|".join(INLINE)
_END: Final = f"</(?:{_NAMES})>|<br */>"
_ANY: Final = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>".encode())


def without_inline(parts: list[bytes]) -> list[bytes]:
    """The parts without inline tags; those that have none are the same objects."""
    marked = pc.match_substring_regex(pa.array(parts, pa.binary()), _END).to_pylist()
    return [
        _ANY.sub(b"", part) if has else part for part, has in zip(parts, marked, strict=True)
    ]
