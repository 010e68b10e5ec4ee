"""What a page looks at: an indicator, a period, a place, a kind of right, a day of knowledge."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from goldthread.indicators.definition import EVERY_DIMENSION, Definition
from goldthread.indicators.dimensions import check_value
from goldthread.indicators.errors import QueryError
from goldthread.indicators.query import Query
from goldthread.web.shell import address, periods, site
from goldthread.web.shell.address import Address
from goldthread.web.shell.context import here
from goldthread.web.shell.errors import BadParameter

_FIXED_KIND = re.compile(r"right_kind = '(\w+)'")
STATE = ("indicator", "period", *EVERY_DIMENSION, "as_of", "counting")


def kind_of(definition: Definition) -> str | None:
    """The one kind of right a definition counts, or None when it counts any."""
    found = set(_FIXED_KIND.findall(definition.where))
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class State:
    """A checked state. `where` holds dimension codes; `as_of` is a load or an ISO day as given."""

    definition: Definition
    period: str
    lang: str
    lang_asked: str = ""
    where: dict[str, str] = field(default_factory=dict)
    as_of: str = ""
    counting: str = ""

    @property
    def region(self) -> str:
        return self.where.get("region", "")

    @property
    def kind(self) -> str:
        return self.where.get("kind", "")

    def query(self, labels: tuple[str, ...], by: tuple[str, ...] = (), **where: str) -> Query:
        """The query for some periods; an empty condition takes one of the state's away."""
        merged = {name: code for name, code in (self.where | where).items() if code}
        if merged.get("kind") == kind_of(self.definition):
            merged.pop("kind", None)
        return Query(
            self.definition.id,
            labels,
            by,
            {name: (code,) for name, code in merged.items()},
            int(self.as_of) if self.as_of.isdigit() else self.as_of or None,
            self.counting or None,
        )

    def of(self, definition: Definition) -> "State":
        """The same state for another indicator; a counting rule it does not have is left."""
        fits = self.counting in definition.countings
        return replace(self, definition=definition, counting=self.counting if fits else "")

    def link(self, path: str, **params: Any) -> Address:
        """An address of another page, in the language that was asked for."""
        return Address.of(path, **({"lang": self.lang_asked} | params))

    def address(self, path: str, **changes: Any) -> Address:
        """The address of this state at a path, with changes."""
        own = self._own
        made = own if path == own.path else own.at(path)
        return made.with_(**changes) if changes else made

    @cached_property
    def _own(self) -> Address:
        return Address.of(
            "/",
            **self.where,
            indicator=self.definition.id,
            period=self.period,
            as_of=self.as_of,
            counting=self.counting,
            lang=self.lang_asked,
        )

    def records(self, **changes: Any) -> str:
        """The address of the records behind a number of this state."""
        return str(self.address("/records", **changes))


def checks() -> dict[str, address.Check]:
    """The checks of every parameter that makes a state."""
    known = site.definitions()
    return {
        "indicator": address.one_of(known),
        "period": periods.check,
        "as_of": as_of,
        "counting": str,
        **{name: partial(_code, name) for name in EVERY_DIMENSION},
    }


def _code(dimension: str, text: str) -> str:
    """A dimension's code as the address must write it: no names, no other spellings."""
    try:
        found = check_value(dimension, text, "regional-office")
    except QueryError as error:
        raise ValueError(_sentence(dimension)) from error
    if found != text:
        raise ValueError(_("Write the code %(code)s.") % {"code": found})
    return found


def _sentence(dimension: str) -> str:
    forms = {
        "region": _(
            "A region is a code such as CN-ZJ, CL-RM or US-MI, or _U (not known) "
            "or _Z (not applicable)."
        ),
        "country": _("A country is an ST.3 code such as CL, or _U (not known)."),
        "office": _("An office is an ST.3 code such as CL."),
        "kind": _("A kind of right is PT, UM, DS, TM, GI, PV, IC, CR or SPC."),
        "field": _("A technology field is a number from 1 to 35, or _U or _Z."),
        "applicant_type": _("A type of applicant is ENT, UNI, RES, IND, GOV or OTH, or _U."),
        "month": _("A month is written 2019-07."),
        "resident": _("Residence is R (residents), N (non-residents) or _U."),
        "route": _("A filing route is direct, paris, pct, madrid, hague or regional, or _U."),
        "tx_type": _("A type of transaction is a code such as assignment or pledge, or _U."),
        "currency": _("A currency is an ISO 4217 code such as CNY, or _U."),
        "case_type": _("A type of case is admin, civil, criminal or border, or _U."),
        "outcome": _("An outcome is a code such as infringement or settled, or _U or _Z."),
    }
    return forms[dimension.removeprefix("partner_")]


def as_of(text: str) -> str:
    """A load that exists, or an ISO day not before the first load."""
    loads = site.holdings().loads
    if re.fullmatch(r"[0-9]{1,9}", text) and any(m.load == int(text) for m in loads):
        return text
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = date.min
        if day >= min(m.received_at.date() for m in loads):
            return text
    first = min(m.received_at.date() for m in loads)
    raise ValueError(
        _(
            "Give the number of a load (1 to %(last)d) or a day such as "
            "2019-06-30, not before %(first)s, when the first load was received."
        )
        % {"last": loads[0].load, "first": first.isoformat()}
    )


def chosen(request: HttpRequest) -> Address | None:
    """Where the answer of the form that chooses a state leads; None for any other address.

    A day that was given stands over the list of loads. What the indicator chosen is not asked by
    goes with the one before it.
    """
    if "day" not in request.GET:
        return None
    day = request.GET["day"][: address.LONGEST]
    changes: dict[str, str | None] = {"as_of": day} if day else {}
    wanted = site.definitions().get(request.GET.get("indicator", ""))
    if wanted is not None:
        changes |= dict.fromkeys(n for n in EVERY_DIMENSION if n not in wanted.dimensions)
        if request.GET.get("counting") not in wanted.countings:
            changes["counting"] = None
    return here(request).with_(day=None, **changes)


Defaults = Callable[[dict[str, Any]], dict[str, Any]]


def read(
    request: HttpRequest, defaults: Defaults, more: dict[str, address.Check]
) -> tuple[State, dict[str, Any]]:
    """The state of an address, and the checked values of the page's own parameters."""
    values = address.read(request, checks() | more)
    filled = defaults(values) | values
    definition = site.definitions()[filled["indicator"]]
    where = {name: filled[name] for name in EVERY_DIMENSION if filled.get(name)}
    for name in where:
        if name not in definition.dimensions:
            allowed = _("%(indicator)s can be asked by %(names)s.") % {
                "indicator": definition.id,
                "names": ", ".join(definition.dimensions),
            }
            raise BadParameter(name, where[name], allowed)
    counting = filled.get("counting", "")
    if counting and counting not in definition.countings:
        allowed = _("%(indicator)s can be counted by %(names)s.") % {
            "indicator": definition.id,
            "names": ", ".join(definition.countings),
        }
        raise BadParameter("counting", counting, allowed)
    state = State(
        definition=definition,
        period=filled["period"],
        lang=request.lang,
        lang_asked=request.lang_asked,
        where=where,
        as_of=filled.get("as_of", ""),
        counting=counting,
    )
    return state, {name: values[name] for name in more if name in values}
