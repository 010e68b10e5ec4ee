"""The typefaces of a report, and the sentence that says which package brings one that is absent."""

from functools import cache
from pathlib import Path
from typing import Final

from goldthread.errors import UsageError

CHINESE: Final = ("Noto Serif CJK SC", "Noto Sans CJK SC")
LATIN: Final = ("Liberation Serif", "Liberation Sans")
_FILES: Final = {
    "Noto Serif CJK SC": ("NotoSerifCJK-Regular.ttc", "fonts-noto-cjk"),
    "Noto Sans CJK SC": ("NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
    "Liberation Serif": ("LiberationSerif-Regular.ttf", "fonts-liberation"),
    "Liberation Sans": ("LiberationSans-Regular.ttf", "fonts-liberation"),
}
PLACES: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")


class FontMissing(UsageError):
    """A typeface that the layout needs is not on this machine; the message names its package."""


def need(lang: str, places: tuple[str, ...] = PLACES) -> None:
    """FontMissing unless every typeface of a report in the language is there."""
    wanted = (*LATIN, *(CHINESE if lang.startswith("zh") else ()))
    absent = [name for name in wanted if _FILES[name][0] not in _there(places)]
    if absent:
        packages = " ".join(sorted({_FILES[name][1] for name in absent}))
        raise FontMissing(
            f"The PDF needs the typefaces {', '.join(absent)}, which are not on this machine. "
            f"On Debian: apt install {packages}."
        )


@cache
def _there(places: tuple[str, ...]) -> frozenset[str]:
    folders = [Path(place).expanduser() for place in places]
    return frozenset(file.name for folder in folders for file in folder.rglob("*.tt[cf]"))
