"""What OpenDocument files may not hold: scripts, content from outside, encrypted parts."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from goldthread.programme.files.markup import Judge
from goldthread.programme.files.refused import data, refusal

_SCRIPTS: Final = re.compile(r"^(?:Basic|Scripts)/", re.IGNORECASE)
_JUDGED: Final = re.compile(r"(?:^|/)(?:content|styles)\.xml$")
_MANIFEST: Final = "META-INF/manifest.xml"
_HREF: Final = "{http://www.w3.org/1999/xlink}href"
_OUTSIDE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|\.\./|/|\\", re.IGNORECASE)
_FETCHED: Final = frozenset(
    {"image", "fill-image", "object", "object-ole", "background-image", "table-source",
     "cell-range-source", "section-source", "audio", "video", "sound"}
)  # fmt: skip
_ACTIVE: Final = {"dde-source": "fields", "dde-connection": "fields", "event-listener": "macros",
                  "applet": "ole", "plugin": "ole", "floating-frame": "external"}  # fmt: skip


def kind_of(mimetype: bytes) -> str:
    """`odt`, `ods`, `odp`, else `zip`."""
    known: Mapping[str, str] = data("kinds")["mimetypes"]
    return known.get(mimetype.decode("ascii", "replace").strip(), "zip")


def check_names(parts: Iterable[str], name: str) -> None:
    if any(_SCRIPTS.search(part) for part in parts):
        raise refusal("macros", name)


def judge(part: str, name: str) -> Judge | None:
    """Who looks at the part's elements, or None where nobody needs to."""
    if part == _MANIFEST:
        return Judge(name, part, _Rules(name).manifest)
    return Judge(name, part, _Rules(name).content) if _JUDGED.search(part) else None


class _Rules:
    def __init__(self, name: str) -> None:
        self._name = name

    def manifest(self, element: str, _attributes: Mapping[str, str]) -> None:
        if element == "encryption-data":
            raise refusal("encrypted", self._name)

    def content(self, element: str, attributes: Mapping[str, str]) -> None:
        if element in _ACTIVE:
            raise refusal(_ACTIVE[element], self._name, target=element)
        target = attributes.get(_HREF, "")
        if element in _FETCHED and _OUTSIDE.match(target):
            raise refusal("external", self._name, target=target)
