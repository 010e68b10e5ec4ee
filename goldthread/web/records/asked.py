"""What the records pages ask: the records one number counts, sorted, a page of them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.web.records import grains
from goldthread.web.shell import address, site, state
from goldthread.web.shell.address import Check
from goldthread.web.shell.errors import BadParameter, NotThere
from goldthread.web.shell.state import State

SIZES = (25, 50, 100, 250)
SIZE = 50


@dataclass(frozen=True)
class Asked:
    """A state with the page's own parameters."""

    state: State
    sort: str = ""
    page: int = 1
    size: int = SIZE

    def address(self, /, path: str = "/records", **changes: Any) -> str:
        own = {"sort": self.sort, "page": self.page if self.page > 1 else None}
        own["size"] = self.size if self.size != SIZE else None
        return str(self.state.address(path, **(own | changes)))


def read(request: HttpRequest) -> Asked:
    """The records that an address asks for; indicator and period must stand in it."""
    if not site.holdings().loads:
        raise NotThere(_("The register is empty: it holds no records."))
    found, more = state.read(request, _needed, MORE)
    _check_sort(more.get("sort", ""), grains.sorts(found.definition))
    return Asked(found, more.get("sort", ""), more.get("page", 1), more.get("size", SIZE))


def _needed(values: dict[str, Any]) -> dict[str, Any]:
    for name in ("indicator", "period"):
        if name not in values:
            raise BadParameter(
                name, "", _("The records of which number? Name its indicator and period.")
            )
    return {}


def _size(text: str) -> int:
    if text in [str(size) for size in SIZES]:
        return int(text)
    raise ValueError(_("Allowed are %(names)s.") % {"names": ", ".join(map(str, SIZES))})


def _check_sort(text: str, columns: tuple[str, ...]) -> None:
    if text and text.removeprefix("-") not in columns:
        allowed = _("Give one of %(names)s, with - before it for the largest first.")
        raise BadParameter("sort", text, allowed % {"names": ", ".join(columns)})


MORE: dict[str, Check] = {"sort": str, "page": address.between(1, 999_999_999), "size": _size}
