"""What makes two spellings one: width, case and white space do not count."""

import re
import unicodedata
from typing import Final

_WHITE = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_OUTER: Final = " \t\r\n\u200b\ufeff"
# Full-width signs stand in one block; nothing else is changed, so that 5² does not become 52.
_NARROW: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2212: "-",
}  # fmt: skip


def folded(text: str) -> str:
    """The text with compatible forms made one, case dropped and white space made one space."""
    return _WHITE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def western(text: str) -> str:
    """The text with full-width digits and signs made narrow, and without spaces around it."""
    return text.translate(_NARROW).strip(_OUTER)
