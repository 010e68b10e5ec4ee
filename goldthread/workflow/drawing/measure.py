"""How wide a text may come out, in any of the fonts an office's machine may have."""

from unicodedata import east_asian_width

NARROW = frozenset("fijlrtI.,:;!'|()[] -")
WIDE = frozenset("mwMW@%")


def width(text: str, size: float) -> float:
    """An upper bound in pixels: the widest of the usual sans-serif fonts."""
    return size * sum(_em(sign) for sign in text)


def _em(sign: str) -> float:
    if east_asian_width(sign) in "WFA":
        return 1.0
    if sign in NARROW:
        return 0.4
    if sign in WIDE:
        return 1.0
    return 0.72 if sign.isupper() else 0.64


def wrapped(parts: list[str], size: float, limit: float, joint: str) -> list[str]:
    """Parts joined into as few lines as fit the limit; one part is never cut."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{joint}{part}" if lines else part
        if lines and width(longer, size) <= limit:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
