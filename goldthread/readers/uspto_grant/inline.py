"""Markup inside titles and citations: its tags are taken out before parsing, its text stays."""

import re
from typing import Final

from goldthread.readers.uspto_grant.field_map import INLINE

_NAMES: Final = "|".join(INLINE)
# By its end tags RE2 finds which documents have any.
END_TAG: Final = f"</(?:{_NAMES})>|<br *[/>]"
_TAG: Final = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>".encode())
_CITATION, _CITATION_END = b"<othercit", b"</othercit>"
_TITLE, _TITLE_END = b"<invention-title", b"</invention-title>"


def without_usual(part: bytes) -> bytes:
    """The part without inline tags in its title and its citations, where they usually stand."""
    pieces = _in_title(part).split(_CITATION_END)
    for number, piece in enumerate(pieces[:-1]):
        start = piece.rfind(_CITATION)
        if start >= 0 and piece.find(b"<", start + 1) >= 0:
            pieces[number] = piece[:start] + _TAG.sub(b"", piece[start:])
    return _CITATION_END.join(pieces)


def without_any(part: bytes) -> bytes:
    """The part without inline tags wherever they stand; slower."""
    return _TAG.sub(b"", part)


def _in_title(part: bytes) -> bytes:
    start = part.find(_TITLE)
    end = part.find(_TITLE_END, start)
    if start < 0 or end < 0 or part.find(b"<", start + 1, end) < 0:
        return part
    return part[:start] + _TAG.sub(b"", part[start:end]) + part[end:]
