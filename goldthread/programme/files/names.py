"""The name under which a file is kept: the last part of what was sent, fit to be shown.

Only for people: a file is stored under its hash, never under its name.
"""

import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 120  # characters, with the ending
_NAMELESS: Final = "file"
# Letters of other scripts, emoji and marks stay; what steers the line or cannot be seen goes.
_DROPPED: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))


def cleaned(name: str) -> str:
    """The name without folders, control characters and marks that turn the line round."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(" " if char in "\t\r\n" else char for char in last)
    kept = "".join(char for char in seen if unicodedata.category(char) not in _DROPPED)
    spaced = " ".join(unicodedata.normalize("NFC", kept).translate(_FORBIDDEN).split())
    plain = spaced.strip(". ")
    end = ending(spaced.rstrip(". "))
    stem = plain[: -len(end)].rstrip(". ") if end and plain.lower().endswith(end) else plain
    if not end or plain.lower() == end.removeprefix("."):
        return (plain if not end else f"{_NAMELESS}{end}")[:LONGEST] or _NAMELESS
    return f"{stem[: LONGEST - len(end)] or _NAMELESS}{end}"


def ending(name: str) -> str:
    """The ending in lower case with its dot, or nothing: ".pdf"."""
    found = PurePosixPath(f"x{name}").suffix.lower()
    return found if found[1:].isascii() and found[1:].isalnum() else ""
