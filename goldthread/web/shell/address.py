"""The address holds the whole state: parameters in one order, each checked, nothing passed over.

A parameter that is misspelt would otherwise be a filter that silently does not filter, so an
unknown or repeated one is refused like a value that cannot be.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.web.shell.errors import BadParameter

# The canonical order; dimensions stand together, paging and language last.
ORDER = (
    "indicator",
    "period",
    "country",
    "region",
    "kind",
    "field",
    "applicant_type",
    "office",
    "month",
    "resident",
    "route",
    "partner_region",
    "partner_country",
    "tx_type",
    "currency",
    "case_type",
    "as_of",
    "counting",
    "from",
    "to",
    "structure",
    "day",
    "function",
    "cycle",
    "seminar",
    "session",
    "item",
    "entry",
    "delegation",
    "proposal",
    "reply_to",
    "line_of_work",
    "handler",
    "answer_class",
    "whose",
    "outcome",
    "measure",
    "parent",
    "task",
    "period_end",
    "colour",
    "criterion",
    "report",
    "version",
    "level",
    "timing",
    "state",
    "role",
    "q",
    "reason",
    "sort",
    "seed",
    "review",
    "edition",
    "before",
    "after",
    "page",
    "size",
    "scheme",
    "lang",
)
LONGEST = 200
Check = Callable[[str], Any]


def _plain(text: str) -> bool:
    return len(text) <= LONGEST and text.isprintable()


def read(request: HttpRequest, checks: Mapping[str, Check]) -> dict[str, Any]:
    """The checked values of the address; an empty value counts as absent.

    `checks` maps each allowed name to a function that gives the value or raises ValueError with
    a sentence saying what is allowed. `lang` is always allowed (the middleware reads it).
    """
    values: dict[str, Any] = {}
    for name, given in request.GET.lists():
        shown = name[:40]
        if name != "lang" and name not in checks:
            known = ", ".join(sorted([*checks, "lang"], key=ORDER.index))
            raise BadParameter(
                shown,
                given[-1][:LONGEST],
                _("This page knows the parameters %(known)s.") % {"known": known},
            )
        if len(given) > 1:
            raise BadParameter(shown, ", ".join(given)[:LONGEST], _("Give it once."))
        if name == "lang" or not given[0]:
            continue
        if not _plain(given[0]):
            sentence = _("Give at most %(longest)d printable characters.") % {"longest": LONGEST}
            raise BadParameter(shown, given[0][:40], sentence)
        try:
            values[name] = checks[name](given[0])
        except ValueError as error:
            raise BadParameter(shown, given[0], str(error)) from error
    return values


_PLACES = {name: place for place, name in enumerate(ORDER)}


def _place(pair: tuple[str, str]) -> int:
    return _PLACES[pair[0]]


@dataclass(frozen=True)
class Address:
    """A path with its parameters, which `with_` changes and `str` writes in canonical order."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, path: str, **params: Any) -> "Address":
        return cls(path).with_(**params)

    def with_(self, **changes: Any) -> "Address":
        """The same with some parameters changed; None or an empty text takes one away."""
        kept = dict(self.params)
        for name, value in changes.items():
            if value is None or value == "":
                kept.pop(name, None)
            else:
                kept[name] = str(value)
        return Address(self.path, tuple(sorted(kept.items(), key=_place)))

    def at(self, path: str) -> "Address":
        return Address(path, self.params)

    def __str__(self) -> str:
        if not self.params:
            return self.path
        return f"{self.path}?{urlencode(self.params, quote_via=quote, safe=',:')}"


def one_of(allowed: Mapping[str, Any] | tuple[str, ...] | list[str]) -> Check:
    """A check for a value out of a list; the sentence shows the list, or its first twelve."""

    def check(text: str) -> str:
        if text in allowed:
            return text
        names = [str(name) for name in allowed]
        shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        raise ValueError(_("Allowed are %(names)s.") % {"names": shown or "—"})

    return check


def between(least: int, most: int) -> Check:
    """A check for a whole number within bounds."""

    def check(text: str) -> int:
        if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most:
            return int(text)
        raise ValueError(
            _("Give a whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        )

    return check
