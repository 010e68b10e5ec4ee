"""Which structure is asked for: as it was, today's, that of a day; and what is searched in it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.offices.codelists import functions, kinds
from goldthread.web.shell import address
from goldthread.web.shell.address import Address
from goldthread.workflow import clock

WAS, TODAY, DAY = "was", "today", "day"


@dataclass(frozen=True)
class Asked:
    """`day` is None where the list shows every office as it was in its own time."""

    structure: str
    day: date | None
    q: str
    kind: str
    region: str
    function: str
    lang: str
    lang_asked: str

    @property
    def filtered(self) -> bool:
        return bool(self.q or self.kind or self.region or self.function)

    @property
    def on(self) -> date:
        """The day that names and functions are told of."""
        return self.day or clock.today()

    def address(self, path: str = "/offices", **changes: Any) -> str:
        own = Address.of(
            path,
            structure="" if self.structure == TODAY else self.structure,
            day=self.day.isoformat() if self.structure == DAY and self.day else "",
            q=self.q,
            kind=self.kind,
            region=self.region,
            function=self.function,
            lang=self.lang_asked,
        )
        return str(own.with_(**changes))

    def office(self, code: str) -> str:
        day = self.day.isoformat() if self.structure == DAY and self.day else ""
        return str(Address.of(f"/offices/{code}", day=day, lang=self.lang_asked))


def a_day(text: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(_("Write a day such as 2019-06-30."))


def read(request: HttpRequest) -> Asked:
    """The checked address; a day alone asks for the structure of that day."""
    values = address.read(
        request,
        {
            "structure": address.one_of((WAS, TODAY, DAY)),
            "day": a_day,
            "q": str,
            "kind": address.one_of(kinds()),
            "region": str,
            "function": address.one_of(functions()),
        },
    )
    day = values.get("day")
    structure = values.get("structure") or (DAY if day else TODAY)
    return Asked(
        structure,
        None if structure == WAS else day if structure == DAY and day else clock.today(),
        values.get("q", "").strip(),
        values.get("kind", ""),
        values.get("region", ""),
        values.get("function", ""),
        request.lang,
        request.lang_asked,
    )
