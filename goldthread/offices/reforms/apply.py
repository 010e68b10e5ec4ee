"""Working an act out: each kind of change as what it does to the rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, NoReturn

from goldthread.offices.codelists import functions
from goldthread.offices.errors import ActRefused
from goldthread.offices.reforms.changes import Change, code_of
from goldthread.offices.reforms.faults import find_faults
from goldthread.offices.reforms.plan import Link, Moved, Plan, Step
from goldthread.offices.reforms.reach import with_reaches
from goldthread.offices.reforms.rows import (
    DutyRow,
    EdgeRow,
    HoldingRow,
    OfficeRow,
    Row,
    SeatRow,
    Tables,
    VersionRow,
)
from goldthread.workflow.texts import Sentence, Titles, say

WHOLE = Fraction(1)


def work_out(
    tables: Tables, changes: Sequence[Change], day: date, decisions: Mapping[str, str]
) -> Plan:
    """The plan of an act; `ActRefused` with every fault where the structure would not hold."""
    act = Act(tables.copy(), day, decisions)
    for change in changes:
        act.do(change)
    act.refuse_idle_decisions()
    refuse(find_faults(act.tables))
    after = with_reaches(act.tables)
    return Plan(day, tables, after, tuple(act.steps), tuple(act.moved), dict(decisions))


def refuse(faults: Sequence[Sentence]) -> None:
    if faults:
        shown = faults[:10]
        texts = {lang: "\n".join(f.in_language(lang) for f in shown) for lang in ("en", "zh")}
        raise ActRefused(Sentence({"en": "{faults}", "zh": "{faults}"}, {"faults": texts}))


class Act:
    """An act under way: the rows so far, what passed to whom, what moved."""

    def __init__(self, tables: Tables, day: date, decisions: Mapping[str, str]) -> None:
        self.tables, self.day, self.decisions = tables, day, decisions
        self.steps: list[Step] = []
        self.moved: list[Moved] = []
        self._links: list[Link] = []
        self._position = 0
        self._idle = set(decisions)

    def do(self, change: Change) -> None:
        self._links, self._position = [], change.position
        DO[change.kind](self, change)
        self.steps.append(Step(change, tuple(self._links)))

    def refuse_idle_decisions(self) -> None:
        own = {"function", "region", "child", "membership"}
        idle = sorted(key for key in self._idle if key.partition(":")[0] in own)
        if idle:
            raise ActRefused(
                say(
                    "The decision on {key} is about nothing that this act moves; take it out.",
                    "关于{key}的安排不涉及本次改革移交的事项，请删去。",
                    key=idle[0],
                )
            )

    def need(self, code: str) -> OfficeRow:
        office = self.tables.office(code)
        if office is None or not office.holds(self.day):
            self.wrong(
                "there is no office {code} on {day}",
                "{day}不存在单位{code}",
                code=code,
                day=self.day.isoformat(),
            )
        return office

    def wrong(self, en: str, zh: str, **facts: object) -> NoReturn:
        raise ActRefused(
            Sentence(
                {"en": f"Change {{n}}: {en}.", "zh": f"第{{n}}项变更：{zh}。"},
                {"n": self._position, **facts},
            )
        )

    def link(self, *args: Any, **kwargs: Any) -> None:
        self._links.append(Link(*args, **kwargs))

    def establish(self, given: Mapping[str, Any], parent: str | None) -> str:
        code = str(given["code"])
        if self.tables.office(code):
            self.wrong("the code {code} is taken; choose another", "代码{code}已被使用", code=code)
        self.tables.put(OfficeRow(office=code, starts=self.day))
        self.tables.put(
            VersionRow(
                office=code,
                starts=self.day,
                kind=given["kind"],
                name_en=given["en"],
                name_zh=given["zh"],
                short_en=given.get("short_en") or given["en"],
                short_zh=given.get("short_zh") or given["zh"],
            )
        )
        if parent:
            self.need(parent)
            self.tables.put(EdgeRow(office=code, parent=parent, starts=self.day))
        return code

    def end(self, code: str, receivers: "Receivers") -> None:
        """The office ceases; what it had passes to the receivers, or with none simply ends."""
        office = self.need(code)
        dated: list[Row] = [*self.tables.at(VersionRow, code), *self.tables.at(EdgeRow, code)]
        if office.ends is not None or any(row.starts > self.day for row in dated):
            self.wrong(
                "another act changes {code} on a later day; undo that act first",
                "另有法令将在其后变更{code}，请先撤回该法令",
                code=code,
            )
        if office.starts == self.day:
            self.wrong("{code} is established on this very day", "{code}当日方才设立", code=code)
        self.tables.cut(self.tables.at(VersionRow, code), self.day)
        self.tables.cut(self.tables.at(EdgeRow, code), self.day)
        for table in (HoldingRow, DutyRow, SeatRow):
            tails: list[Any] = self.tables.cut(self.tables.at(table, code), self.day)
            for tail in tails if receivers else ():
                self.pass_on(tail, code, receivers)
        if receivers:
            below = [row for row in self.tables.of(EdgeRow) if row.parent == code]
            for edge in self.tables.cut(below, self.day):
                self.pass_on(edge, code, receivers)
        self.tables.cut(self.tables.at(OfficeRow, code), self.day)

    def pass_on(self, tail: Row, code: str, receivers: "Receivers") -> None:
        kind, key = _named(tail, code)
        heir = self.decisions.get(key) or receivers.of(tail)
        self._idle.discard(key)
        if heir not in receivers.codes:
            self.wrong(
                "{key} cannot go to {heir}; successors are {codes}",
                "{key}不能移交给{heir}，承接单位为{codes}",
                key=key,
                heir=str(heir)[:40],
                codes=", ".join(receivers.codes),
            )
        at = {"parent": heir} if isinstance(tail, EdgeRow) else {"office": heir}
        row: Row = replace(tail, **at)  # type: ignore[arg-type]
        if isinstance(row, EdgeRow) and row.office == heir:
            return  # the heir stood under the office that ceases, and now stands in its place
        self.tables.cover(row)
        self.moved.append(Moved(key, kind, row, code, heir, receivers.codes))
        if isinstance(row, HoldingRow) and row.holds(self.day):
            back = WHOLE if row.exclusive else None
            self.link(code, heir, WHOLE, back, row.function, row.territory)

    def version(self, code: str, **changed: object) -> None:
        """The name on the day is another from then on, until its next change."""
        self.need(code)
        rows = self.tables.at(VersionRow, code)
        for tail in self.tables.cut(rows, self.day, lambda row: row.holds(self.day)):
            given = {name: value for name, value in changed.items() if value is not None}
            self.tables.put(replace(tail, **given))  # type: ignore[arg-type]
        self.link(code, code, WHOLE, WHOLE)


class Receivers:
    """The successors of an office: who takes which row unless it is decided otherwise."""

    def __init__(self, shares: Mapping[str, Fraction], named: Mapping[str, str]) -> None:
        self.codes = tuple(shares)
        self._named = named
        self._main = max(shares, key=lambda code: shares[code]) if shares else ""

    def __bool__(self) -> bool:
        return bool(self.codes)

    def of(self, row: Row) -> str:
        name = getattr(row, "function", None) or getattr(row, "region", None)
        return self._named.get(str(name), self._main)


def _named(row: Row, office: str) -> tuple[str, str]:
    """What kind of thing a row is, and the key by which it may be decided on."""
    if isinstance(row, HoldingRow):
        return "function", f"function:{office}:{row.function}:{row.territory}"
    if isinstance(row, DutyRow):
        return "region", f"region:{office}:{row.region}"
    if isinstance(row, SeatRow):
        return "membership", f"membership:{office}:{row.person}:{row.role}"
    return "child", f"child:{office}:{row.office}"


def _established(act: Act, change: Change) -> None:
    code = act.establish(change["office"], change["parent"])
    for held in change["functions"] or ():
        _hold(act, code, held["function"], held["territory"])
    for region in change["regions"] or ():
        act.tables.cover(DutyRow(office=code, region=region, starts=act.day))


def _hold(act: Act, code: str, function: str, territory: str) -> None:
    act.tables.cover(
        HoldingRow(
            office=code,
            function=function,
            territory=territory,
            exclusive=functions()[function].exclusive,
            starts=act.day,
        )
    )


def _abolished(act: Act, change: Change) -> None:
    shares = {part["office"]: part["share"] for part in change["successors"] or ()}
    _others(act, change["office"], shares)
    act.end(change["office"], Receivers(shares, {}))
    for code, share in shares.items():
        act.link(change["office"], code, share, None)


def _merged(act: Act, change: Change) -> None:
    into = code_of(change["into"])
    leaving = [code for code in change["offices"] if code != into]
    new = not isinstance(change["into"], str)
    parents = {_parent(act, code) for code in leaving}
    common = next(iter(parents)) if len(parents) == 1 else None
    if new:
        act.establish(
            change["into"], change["parent"] or (common if common not in leaving else None)
        )
    act.need(into)
    if not leaving:
        act.wrong("nothing is merged into {into}", "没有并入{into}的单位", into=into)
    backs = _backs(act, change, leaving if new else [*leaving, into])
    for code in leaving:
        act.end(code, Receivers({into: WHOLE}, {}))
        act.link(code, into, WHOLE, backs.get(code))
    if not new:
        act.link(into, into, WHOLE, backs.get(into))


def _parent(act: Act, code: str) -> str | None:
    act.need(code)
    edges = act.tables.at(EdgeRow, code)
    return next((edge.parent for edge in edges if edge.holds(act.day)), None)


def _backs(act: Act, change: Change, sources: list[str]) -> Mapping[str, Fraction]:
    given: Mapping[str, Fraction] | None = change["shares_back"]
    if given is None:
        return {sources[0]: WHOLE} if len(sources) == 1 else {}
    if set(given) != set(sources):
        act.wrong(
            "shares_back must name {sources}, each once",
            "shares_back 须逐一列出{sources}",
            sources=", ".join(sources),
        )
    return given


def _split(act: Act, change: Change) -> None:
    office, parts = change["office"], change["into"]
    act.need(office)
    codes = [code_of(part["office"]) for part in parts]
    for part in parts:
        if not isinstance(part["office"], str):
            act.establish(part["office"], _parent(act, office))
    shares = {code: part["share"] for code, part in zip(codes, parts, strict=True)}
    receivers = Receivers(shares, _by_name(act, codes, parts))
    if office in shares:
        _hand_out(act, office, receivers, _by_name(act, codes, parts))
    else:
        act.end(office, receivers)
    for code, part in zip(codes, parts, strict=True):
        own = code == office or not isinstance(part["office"], str)
        act.need(code)
        act.link(office, code, part["share"], WHOLE if own else None)


def _by_name(act: Act, codes: Sequence[str], parts: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    named: dict[str, str] = {}
    for code, part in zip(codes, parts, strict=True):
        for name in (*part.get("functions", ()), *part.get("regions", ())):
            if named.setdefault(name, code) != code:
                act.wrong("{name} goes to two successors", "{name}同时移交给两个单位", name=name)
    return named


def _hand_out(act: Act, office: str, receivers: Receivers, named: Mapping[str, str]) -> None:
    """A split that the office survives: what is named goes, the rest stays."""
    for table in (HoldingRow, DutyRow):
        tails: list[Any] = act.tables.cut(
            act.tables.at(table, office),
            act.day,
            lambda row: (
                named.get(str(getattr(row, "function", None) or row.region), office) != office
            ),
        )
        for tail in tails:
            act.pass_on(tail, office, receivers)


def _others(act: Act, office: str, shares: Mapping[str, Fraction]) -> None:
    for code in shares:
        act.need(code)
        if code == office:
            act.wrong("{code} cannot succeed itself", "{code}不能承接自身", code=code)


def _renamed(act: Act, change: Change) -> None:
    act.version(
        change["office"],
        name_en=change["en"],
        name_zh=change["zh"],
        short_en=change["short_en"] or change["en"],
        short_zh=change["short_zh"] or change["zh"],
        kind=change["office_kind"],
    )


def _co_named(act: Act, change: Change) -> None:
    act.version(change["office"], also_en=change["en"], also_zh=change["zh"])


def _moved_under(act: Act, change: Change) -> None:
    code, parent = change["office"], change["parent"]
    office = act.need(code)
    later = [edge.starts for edge in act.tables.at(EdgeRow, code) if edge.starts > act.day]
    until = min(later) if later else office.ends
    act.tables.cut(act.tables.at(EdgeRow, code), act.day, lambda edge: edge.holds(act.day))
    if parent:
        act.need(parent)
        act.tables.put(EdgeRow(office=code, parent=parent, starts=act.day, ends=until))
    act.link(code, code, WHOLE, WHOLE)


def _function_transferred(act: Act, change: Change) -> None:
    giver, taker = change["from"], change["to"]
    act.need(giver)
    _others(act, giver, {taker: WHOLE})
    matter = (change["function"], change["territory"])
    tails = act.tables.cut(
        act.tables.at(HoldingRow, giver),
        act.day,
        lambda row: (row.function, row.territory) == matter and row.holds(act.day),
    )
    if not tails:
        act.wrong(
            "{office} does not hold {function} in {territory} on that day",
            "{office}当日并不承担{territory}的{function}职能",
            office=giver,
            function=_title(matter[0]),
            territory=matter[1],
        )
    for tail in tails:
        act.pass_on(tail, giver, Receivers({taker: WHOLE}, {}))


def _title(function: str) -> Titles:
    return functions()[function].titles


DO: dict[str, Callable[[Act, Change], None]] = {
    "established": _established,
    "abolished": _abolished,
    "merged": _merged,
    "split": _split,
    "renamed": _renamed,
    "moved_under": _moved_under,
    "function_transferred": _function_transferred,
    "co_named": _co_named,
}
