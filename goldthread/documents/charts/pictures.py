"""Specs into pictures: one long-lived converter, every picture made once.

A picture is cached by the hash of its spec, so a state that gives the same chart gives the same
bytes, and a new load gives new ones.
"""

import json
from collections import OrderedDict
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Any, Literal

Form = Literal["svg", "png"]
VEGA_LITE = "6.4"
KEPT = 600
# Where Debian, Fedora, macOS and Windows keep fonts with Chinese characters.
CHINESE_FONTS = (
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/google-noto-cjk",
    "/usr/share/fonts/truetype/wqy",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)


class Pictures:
    """The converter with its cache; safe to call from several threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._kept = kept
        self._lock = Lock()

    def picture(self, spec: dict[str, Any], form: Form) -> tuple[str, bytes]:
        """The picture and the hash that names it."""
        key = content_hash(spec, form)
        with self._lock:
            if key not in self._made:
                self._made[key] = convert(spec, form)
                if len(self._made) > self._kept:
                    self._made.popitem(last=False)
            self._made.move_to_end(key)
            return key, self._made[key]

    def __len__(self) -> int:
        return len(self._made)


def content_hash(spec: dict[str, Any], form: Form) -> str:
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    return blake2b(f"{form}{text}".encode(), digest_size=16).hexdigest()


def convert(spec: dict[str, Any], form: Form) -> bytes:
    """The first call of a process takes about half a second, the others some 20 ms."""
    import vl_convert

    if form == "png":
        return bytes(vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=2))
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)).encode()


def chinese_fonts() -> str | None:
    """None when there is a font with Chinese characters, else the sentence that says what to do."""
    for place in CHINESE_FONTS:
        path = Path(place)
        if path.is_file() or (path.is_dir() and any(_has_chinese(f) for f in path.iterdir())):
            return None
    return (
        "No font with Chinese characters was found, so charts made here for Chinese readers may "
        "show boxes; on Debian: apt install fonts-noto-cjk."
    )


def _has_chinese(path: Path) -> bool:
    return any(mark in path.name.lower() for mark in ("cjk", "wqy", "sc-", "hans"))


PICTURES = Pictures()
