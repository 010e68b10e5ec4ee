"""Folding: what makes two spellings of one name equal."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
# "O'Higgins" and "D.C." are one word each; other punctuation separates words.
_JOINERS = str.maketrans("", "", "'’‘`´.")


@lru_cache(maxsize=65_536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation."""
    flat = unicodedata.normalize("NFKD", text.translate(_JOINERS)).casefold()
    kept = "".join(c for c in flat if not unicodedata.combining(c))
    return tuple(_WORD.findall(kept))


def fold(text: str) -> str:
    """The text without case, accents, spaces and punctuation."""
    return "".join(words(text))
