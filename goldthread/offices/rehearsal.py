"""A reform rehearsed: what it touches today, who would take what, and the handover sheet as data.

The plan rehearsed is the plan that enacting writes. Other apps say what of theirs is touched by
registering a provider; this part itself knows of functions, regions, offices below and memberships.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from goldthread.offices.codelists import functions, roles
from goldthread.offices.errors import OfficesError
from goldthread.offices.reforms.plan import Moved, Plan
from goldthread.offices.reforms.rows import (
    DutyRow,
    EdgeRow,
    HoldingRow,
    ReachRow,
    SeatRow,
    VersionRow,
)
from goldthread.workflow.texts import Titles, missing_languages

OWN_KINDS: Mapping[str, Titles] = {
    "function": {"en": "functions", "zh": "职能"},
    "region": {"en": "regions", "zh": "负责地区"},
    "child": {"en": "offices below", "zh": "下属单位"},
    "membership": {"en": "memberships", "zh": "任职"},
}


@dataclass(frozen=True)
class Held:
    """A thing of another app that hangs on an office; `key` begins with the provider's name.

    `function` and `territory` where it goes with a function. `divisible`: it may be shared out,
    such as a series of figures; a task is not.
    """

    key: str
    titles: Titles
    office: str
    function: str = ""
    territory: str = ""
    divisible: bool = False


@dataclass(frozen=True)
class Touch:
    """What a provider is asked about: the offices that pass something on, from a day on."""

    day: date
    offices: frozenset[str]
    using: str


Provider = Callable[[Touch], Iterable[Held]]


@dataclass(frozen=True)
class Thing:
    """`proposed`: who takes it, with shares; `choices`: who might. The key serves decisions."""

    key: str
    kind: str
    titles: Titles
    predecessor: str
    proposed: tuple[tuple[str, Fraction], ...]
    choices: tuple[str, ...]
    decided: bool


@dataclass(frozen=True)
class TouchedOffice:
    """`fate`: the kinds of changes that name it, in order."""

    code: str
    names: Titles
    fate: tuple[str, ...]
    new: bool
    ends: bool


@dataclass(frozen=True)
class Handover:
    """One sheet: what the predecessor gives the successor on the day, for both to sign."""

    day: date
    predecessor: str
    successor: str
    rows: tuple[Thing, ...]


@dataclass(frozen=True)
class Rehearsal:
    day: date
    offices: tuple[TouchedOffice, ...]
    things: tuple[Thing, ...]
    kinds: Mapping[str, Titles]

    @property
    def handovers(self) -> tuple[Handover, ...]:
        sheets: dict[tuple[str, str], list[Thing]] = defaultdict(list)
        for thing in self.things:
            for successor, _ in thing.proposed:
                if successor != thing.predecessor:
                    sheets[thing.predecessor, successor].append(thing)
        return tuple(
            Handover(self.day, giver, taker, tuple(rows))
            for (giver, taker), rows in sorted(sheets.items())
        )


class Providers:
    """What other apps have that a reform touches, by kind."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Titles, Provider]] = {}

    def register(self, kind: str, titles: Titles) -> Callable[[Provider], Provider]:
        """Register a function that names the touched things of one kind ("task")."""
        if kind in self._known or kind in OWN_KINDS or missing_languages(titles):
            raise OfficesError(
                f"The kind of touched things {kind!r} is taken or lacks a title: "
                "choose another name and give it in English and Chinese."
            )

        def keep(provider: Provider) -> Provider:
            self._known[kind] = (titles, provider)
            return provider

        return keep

    def forget(self, kind: str) -> None:
        """For tests."""
        del self._known[kind]

    def kinds(self) -> dict[str, Titles]:
        return {kind: titles for kind, (titles, _) in self._known.items()}

    def held(self, touch: Touch) -> Iterator[tuple[str, Held]]:
        for kind, (_, provider) in self._known.items():
            for held in provider(touch):
                if held.key.partition(":")[0] != kind:
                    raise OfficesError(f"The key {held.key!r} must begin with {kind + ':'!r}.")
                yield kind, held


TOUCHED = Providers()


def rehearsed(plan: Plan, using: str) -> Rehearsal:
    """What a plan touches and proposes."""
    givers = {link.predecessor for step in plan.steps for link in step.links if _passes(link)}
    touch = Touch(plan.day, frozenset(givers), using)
    own = [_own(moved, plan) for moved in plan.moved]
    others = [_other(kind, held, plan) for kind, held in TOUCHED.held(touch)]
    kinds = {**OWN_KINDS, **TOUCHED.kinds()}
    return Rehearsal(plan.day, _offices(plan), (*own, *others), kinds)


def _passes(link: object) -> bool:
    return getattr(link, "predecessor", None) != getattr(link, "successor", None)


def _own(moved: Moved, plan: Plan) -> Thing:
    return Thing(
        moved.key,
        moved.kind,
        _titles(moved, plan),
        moved.predecessor,
        ((moved.successor, Fraction(1)),),
        moved.choices,
        moved.key in plan.decisions,
    )


def _other(kind: str, held: Held, plan: Plan) -> Thing:
    heirs = plan.heirs(held.office, held.function, held.territory)
    decided = plan.decisions.get(held.key)
    if decided:
        if decided not in heirs:
            raise OfficesError(
                f"{held.key} cannot go to {decided}: it may go to {', '.join(sorted(heirs))}."
            )
        proposed: tuple[tuple[str, Fraction], ...] = ((decided, Fraction(1)),)
    elif held.divisible:
        proposed = tuple(sorted(heirs.items()))
    else:
        proposed = ((plan.heir(held.office, held.function, held.territory), Fraction(1)),)
    return Thing(
        held.key, kind, held.titles, held.office, proposed, tuple(sorted(heirs)), bool(decided)
    )


def _titles(moved: Moved, plan: Plan) -> Titles:
    row = moved.row
    if isinstance(row, HoldingRow):
        return _with(functions()[row.function].titles, row.territory)
    if isinstance(row, DutyRow):
        return {"en": row.region, "zh": row.region}
    if isinstance(row, SeatRow):
        return _with(roles()[row.role].titles, str(row.person))
    assert isinstance(row, EdgeRow)
    return _names(plan, row.office)


def _with(titles: Titles, what: str) -> Titles:
    return {lang: f"{text} ({what})" for lang, text in titles.items()}


def _names(plan: Plan, code: str) -> Titles:
    rows = [*plan.after.at(VersionRow, code), *plan.before.at(VersionRow, code)]
    row = next((row for row in rows if row.holds(plan.day)), rows[0])
    return {"en": row.name_en, "zh": row.name_zh}


def _offices(plan: Plan) -> tuple[TouchedOffice, ...]:
    fates: dict[str, list[str]] = defaultdict(list)
    for step in plan.steps:
        named = [code for link in step.links for code in (link.predecessor, link.successor)]
        if step.change.kind == "established":
            named.append(step.change["office"]["code"])
        for code in dict.fromkeys(named):
            fates[code].append(step.change.kind)
    for write in plan.writes():
        if not isinstance(write.row, SeatRow | ReachRow):
            fates.setdefault(write.row.office, [])
    return tuple(
        TouchedOffice(
            code,
            _names(plan, code),
            tuple(fates[code]),
            new=plan.before.office(code) is None,
            ends=_ends(plan, code),
        )
        for code in sorted(fates)
    )


def _ends(plan: Plan, code: str) -> bool:
    office = plan.after.office(code)
    return office is not None and office.ends == plan.day
