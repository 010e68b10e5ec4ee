"""The thread through one thing, up and down, as a reader may see it.

Two tables say which step is reached from which, each step once, in an order in which everything
above it was reached before: a walk asks the ledger as often however deep or wide the thread is.
Only rows of `visible_to` are walked over: what is hidden is neither shown nor counted, and nothing
is reached through it.

Of reports and their files there are thousands. A page reads those that it tells; how many others
there are, and on what they hang, the database counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from goldthread.offices.queries import remembering
from goldthread.programme.models import Target
from goldthread.review.models import FrozenFigure, NewsFigure
from goldthread.review.queries.thread_nodes import ALIVE, SOURCES
from goldthread.review.thread import figures
from goldthread.review.thread.kinds import STEPS
from goldthread.review.thread.model import Edge, Group, Ref, Thread
from goldthread.review.thread.provenance import Beginning
from goldthread.seminar.models import AddressFigure
from goldthread.workflow import clock
from goldthread.workflow.models import Event

SHOWN, ALL = 6, 20_000
"""How many of a step a page shows, and how many at most are walked on from."""

REST = 0
"""The key of no row: it stands for what is counted and not told one by one."""

Pairs = list[tuple[Any, Any]]
"""The key of what was reached, and the key of that from which it was."""


@dataclass(frozen=True)
class Way:
    """From a step to another: `column` of the rows reached leads to those they hang on."""

    source: str
    column: str

    def pairs(self, rows: "QuerySet[Any]", keys: Any) -> Pairs:
        found = rows.filter(**{f"{self.column}__in": keys}).order_by("pk")
        return list(found.values_list("pk", self.column).distinct()[: ALL + 1])


@dataclass(frozen=True)
class Counted:
    """What a step reached, where only the `first` were read; `rows` are all of it."""

    first: Sequence[Any]
    rows: "QuerySet[Any]"

    @property
    def keys(self) -> "QuerySet[Any]":
        return self.rows.order_by().values("pk")

    def told(self, column: str) -> Case:
        """The key in a column where it is one of the first, else `REST`."""
        return Case(self._first(column), default=Value(REST))

    def told_or_none(self, column: str) -> Case:
        """Nothing where the column does not lead to what was reached."""
        rest = When(**{f"{column}__in": self.keys}, then=Value(REST))
        return Case(self._first(column), rest)

    def _first(self, column: str) -> When:
        return When(**{f"{column}__in": list(self.first)}, then=F(column))


@dataclass(frozen=True)
class ByFigure(Way):
    """From figures to what asks for them in `column`."""

    def pairs(self, rows: "QuerySet[Any]", keys: Sequence[Any]) -> Pairs:
        asked = [each for figure in keys for each in figures.spellings(figure)]
        return [(pk, figures.of_binding(text)) for pk, text in super().pairs(rows, asked)]


@dataclass(frozen=True)
class ToFigure(Way):
    """From what asks for figures to them; `asking` is where that is kept, `owner` whose it is."""

    asking: Any
    owner: str = "pk"

    def pairs(self, _rows: "QuerySet[Any]", keys: Sequence[Any]) -> Pairs:
        found = self.asking.objects.filter(**{f"{self.owner}__in": keys}).order_by("pk")
        asked = found.values_list(self.column, self.owner)
        pairs = [(figures.of_binding(text), key) for text, key in asked]
        return [(figure, key) for figure, key in pairs if figure]


@dataclass(frozen=True)
class Targeted(Way):
    """From tasks, or from reports with a line on a target, to the figures of their targets."""

    def pairs(self, _rows: "QuerySet[Any]", keys: Any) -> Pairs:
        """Of what was counted, one for all that are not told."""
        counted = isinstance(keys, Counted)
        reached = keys.keys if counted else keys
        found = Target.objects.filter(**{f"{self.column}__in": reached}).order_by()
        found = found.annotate(of=keys.told(self.column) if counted else F(self.column))
        asked = found.values_list("indicator", "region", "period", "where", "of").distinct()
        return sorted((figures.of_target(*target), key) for *target, key in asked)


@dataclass(frozen=True)
class ByTarget(Way):
    """From figures to the tasks with a target on them."""

    def pairs(self, rows: "QuerySet[Any]", keys: Sequence[Any]) -> Pairs:
        asked = set(keys)
        indicators = {figures.named(figure)["indicator"] for figure in asked}
        found = Target.objects.filter(indicator__in=indicators, task__in=rows).order_by("pk")
        columns = ("task_id", "indicator", "region", "period", "where")
        pairs = [(task, figures.of_target(*row)) for task, *row in found.values_list(*columns)]
        return [(task, figure) for task, figure in pairs if figure in asked]


@dataclass(frozen=True)
class Step:
    """`name` is also what later steps call it; `kind` says what its rows are.

    `many`: a page has them counted. Their ways are columns of their own, and what hangs on
    something counted hangs on what that hangs on, too: a file of a report is one of its task.
    """

    name: str
    ways: tuple[Way, ...]
    kind: str = ""
    many: bool = False

    @property
    def of(self) -> str:
        return self.kind or self.name


def _under(*sources: str, column: str) -> tuple[Way, ...]:
    return tuple(Way(source, column) for source in sources)


DOWN = (
    Step("requirement", (Way("clause", "clause_id"),)),
    Step("measure", (Way("requirement", "answers__requirement_id"),)),
    Step("task", (Way("clause", "clause_id"), Way("measure", "measure_id"))),
    Step(
        "assignment",
        (Way("task", "parent_id"), Way("measure", "measure_id"), Way("clause", "clause_id")),
    ),
    Step("report", _under("task", "assignment", column="task_id"), many=True),
    Step(
        "evidence",
        (Way("report", "report_id"), *_under("task", "assignment", column="task_id")),
        many=True,
    ),
    Step(
        "figure",
        (
            *(Targeted("task", "task_id"), Targeted("assignment", "task_id")),
            Targeted("report", "lines__report_id"),
        ),
    ),
    Step("sentence", (ByFigure("figure", "binding"),)),
    Step("frozen", (ByFigure("figure", "asked"),)),
    Step("document", (Way("frozen", "review__releases__figures"),)),
    Step("news", (ByFigure("figure", "figures__binding"),)),
    Step("proposal", (Way("measure", "measure_id"),)),
    Step("answer", (Way("proposal", "proposal_id"),)),
    Step("promise", (Way("sentence", "address__figures"),)),
    Step(
        "next_task",
        (Way("task", "carried_from_id"), Way("answer", "proposals__answers")),
        kind="task",
    ),
    Step(
        "next_measure",
        (Way("measure", "carried_from_id"), Way("promise", "promised_in")),
        kind="measure",
    ),
)
UP = (
    Step("frozen", (Way("document", "release__review__documents"),)),
    Step("sentence", (Way("promise", "address__promises"),)),
    Step(
        "figure",
        (
            ToFigure("sentence", "binding", AddressFigure),
            ToFigure("frozen", "asked", FrozenFigure),
            ToFigure("news", "binding", NewsFigure, "news_id"),
        ),
    ),
    Step("report", (Way("evidence", "evidence"),)),
    Step(
        "assignment",
        (Way("report", "reports"), Way("evidence", "evidence"), ByTarget("figure", "")),
    ),
    Step(
        "task",
        (
            *(Way("assignment", "assignments"), Way("report", "reports")),
            *(Way("evidence", "evidence"), ByTarget("figure", "")),
        ),
    ),
    Step("earlier_task", (Way("task", "carried_to"),), kind="task"),
    Step("answer", (Way("task", "proposal__task_id"),)),
    Step("proposal", (Way("answer", "answers"),)),
    Step(
        "measure",
        (Way("task", "tasks"), Way("assignment", "tasks"), Way("proposal", "proposals")),
    ),
    Step("promise", (Way("measure", "measure_id"),)),
    Step("earlier_measure", (Way("measure", "carried_to"),), kind="measure"),
    Step("requirement", (Way("measure", "answered_by__measure_id"),)),
    Step(
        "clause",
        (Way("requirement", "requirements"), Way("task", "tasks"), Way("assignment", "tasks")),
    ),
)
BY_WAY_OF = {
    ("measure", "assignment"): "task",
    ("clause", "assignment"): "task",
    ("task", "evidence"): "report",
    ("assignment", "evidence"): "report",
}
"""An edge is not told where one leads through what lies between and the reader sees that too: a
region sees its assignment and the measure, but not the national task."""


@remembering()
def thread(
    user: Any, kind: str, key: str, day: date | None = None, most: int = SHOWN
) -> Thread | None:
    """None where the reader sees no such thing. `most`: of each step so many are told one by one.

    The count of a step is exact; what hangs on more than `ALL` of a step is not walked on to.
    """
    on = day or clock.today()
    source = SOURCES.get(kind)
    here = source.one(user, on, key) if source is not None else None
    if here is None:
        return None
    start = here.ref.key if kind == "figure" else int(here.ref.key)
    up, down = (_Walk(user, on, most, here.ref, start) for _ in range(2))
    above, below = up.over(UP), down.over(DOWN)
    edges = [Edge(above_, here_) for here_, above_ in up.edges()]
    edges += [Edge(above_, here_) for above_, here_ in down.edges()]
    return Thread(here, tuple(reversed(above)), tuple(below), tuple(_straight(edges)))


def _straight(edges: Iterable[Edge]) -> list[Edge]:
    """Each once, without those that go past what lies between."""
    once = dict.fromkeys(edges)
    over = {(edge.upper.kind, edge.lower) for edge in once}
    return [
        edge
        for edge in once
        if (BY_WAY_OF.get((edge.upper.kind, edge.lower.kind)), edge.lower) not in over
    ]


def beginnings(found: Thread) -> dict[Ref, Beginning]:
    """The action by which each came to be, of what has a life: one query."""
    refs: dict[tuple[str, str], Ref] = {}
    asked = Q(pk__in=())
    for kind, model in ALIVE.items():
        label = model._meta.label_lower
        own = {node.ref.key: node.ref for node in found.nodes() if node.ref.kind == kind}
        refs |= {(label, key): ref for key, ref in own.items()}
        asked |= Q(object_type=label, object_id__in=own) if own else Q()
    events = Event.objects.filter(asked, version=1)
    columns = ("object_type", "object_id", "action", "at", "role")
    return {
        refs[label, key]: Beginning(action, at, role)
        for label, key, action, at, role in events.values_list(*columns)
    }


@dataclass
class _Walk:
    """One way along the thread; `reached` by the names of steps."""

    user: Any
    day: date
    most: int
    begins: Ref
    start: Any
    reached: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    hung: list[tuple[str, Any, str, Any]] = field(default_factory=list)

    def over(self, steps: Iterable[Step]) -> list[Group]:
        self.reached[self.begins.kind] = [self.start]
        for step in steps:
            if step.name not in self.reached:
                counting = step.many and self.most < ALL
                (self._count if counting else self._take)(step)
        return list(self.groups.values())

    def _take(self, step: Step) -> None:
        source = SOURCES[step.of]
        rows = source.rows(self.user, self.day)
        found: dict[Any, None] = {}
        for way in step.ways:
            keys = self.reached.get(way.source)
            if not keys:
                continue
            for key, upper in way.pairs(rows, keys):
                found[key] = None
                self.hung.append((way.source, upper, step.name, key))
        if found:
            keys = sorted(found)[:ALL]
            self.reached[step.name] = keys
            first = source.nodes(rows, keys[: self.most])
            titles, count = STEPS[step.name], len(found)
            self.groups[step.name] = Group(step.name, step.of, titles, tuple(first), count)

    def _count(self, step: Step) -> None:
        """Keys of the first, and a line for all others that hang on the same: two queries."""
        ways = [way for way in step.ways if way.source in self.reached]
        whole = self._hanging(step, ways)
        if whole is None:
            return
        # Not in the order of the key's index: where few hang there, it would be read from end to
        # end.
        first = list(whole.order_by(F("pk") + 0).values_list("pk", flat=True)[: self.most])
        if first:
            found = Counted(first, whole)
            self.reached[step.name] = found
            nodes = SOURCES[step.of].nodes(SOURCES[step.of].rows(self.user, self.day), first)
            count = sum(self._hang(step, ways, found))
            self.groups[step.name] = Group(
                step.name, step.of, STEPS[step.name], tuple(nodes), count
            )

    def _hanging(self, step: Step, ways: Iterable[Way]) -> "QuerySet[Any] | None":
        columns: dict[str, list[Any]] = {}
        for way in ways:
            keys = self.reached[way.source]
            if not isinstance(keys, Counted):
                columns.setdefault(way.column, []).extend(keys)
        asked = [Q(**{f"{column}__in": keys}) for column, keys in columns.items()]
        if not asked:
            return None
        rows: QuerySet[Any] = SOURCES[step.of].rows(self.user, self.day)
        return rows.filter(reduce(or_, asked))

    def _hang(self, step: Step, ways: Sequence[Way], found: Counted) -> Iterator[int]:
        """How many hang on the same each time; one line for each that is told."""
        own = found.told("pk")
        upper = {}
        for n, way in enumerate(ways):
            keys = self.reached[way.source]
            counted = isinstance(keys, Counted)
            upper[f"upper{n}"] = keys.told_or_none(way.column) if counted else F(way.column)
        lines = found.rows.order_by().annotate(own=own, **upper).values_list("own", *upper)
        known = [
            None if isinstance(keys, Counted) else frozenset(keys)
            for keys in (self.reached[way.source] for way in ways)
        ]
        for key, *hung, count in lines.annotate(count=Count("pk")):
            for way, reached, above in zip(ways, known, hung, strict=True):
                if above is not None and (reached is None or above in reached):
                    self.hung.append((way.source, above, step.name, key))
            yield count

    def edges(self) -> Iterable[tuple[Ref, Ref]]:
        """From the nearer to the farther; a rest that is not told one by one stands as one."""
        shown = {name: {n.ref.key: n.ref for n in g.nodes} for name, g in self.groups.items()}
        for way, upper, step, key in self.hung:
            yield self._ref(shown, way, upper), self._ref(shown, step, key)

    def _ref(self, shown: dict[str, dict[str, Ref]], step: str, key: Any) -> Ref:
        if step not in self.groups:
            return self.begins
        return shown[step].get(str(key), self.groups[step].fold)
