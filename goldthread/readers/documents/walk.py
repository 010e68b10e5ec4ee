"""One walk through a document for all the paths of its map at once.

Asking for each path by itself goes through the same elements hundreds of times a document. Here the
paths are put together as a tree of places, and the walk goes down both trees side by side: it takes
what stands at a place, and counts the elements that the map does not know. Which places an element
leads to depends on its name alone, so that it is found out once for a name (`State`).

What a path means is what it means to ElementPath: names, `*`, `.`, `.//`, `[@attribute='value']`,
`[child='value']`, and an `@attribute` at the end; all names are local ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from goldthread.readers.documents.maps import (
    DocumentMap,
    Element,
    From,
    Record,
    Values,
    local_attributes,
    split_path,
)
from goldthread.readers.documents.values import Unsound, plain, tidy

_STEPS: Final = re.compile(r"(/*)((?:[^/\[]|\[[^\]]*\])+)")
_STEP: Final = re.compile(r"([^\[]+)(?:\[(@?)([\w.-]+)=(?:'([^']*)'|\"([^\"]*)\")\])?")
_TAGS: Final = 1024  # names that a state remembers; what is beyond them is found out each time
_NAME: Final = 80  # characters of a name that is counted

Test = Callable[[Element], bool]


class Frame:
    """The texts of some columns, with the place of each one's path among the column's paths."""

    __slots__ = ("ranks", "texts")

    def __init__(self, columns: int) -> None:
        self.texts: list[str | None] = [None] * columns
        self.ranks = [0] * columns


_NO_FRAMES: Final[list[Frame]] = []


class Place:
    """Where paths lead from here by an element's name, and what is taken here."""

    def __init__(self, *, stays: bool = False) -> None:
        self.stays = stays  # does it lead on from every element below?
        self.below: Place | None = None  # the place that does so, begun here
        self.steps: dict[str, list[tuple[Test | None, Place]]] = {}
        self.texts: list[tuple[int, int, str]] = []  # column, rank, attribute or nothing
        self.rows: list[tuple[int, int]] = []  # rows of the map, and which of their paths

    def along(self, path: str) -> "Place":
        """The place that a path leads to, made where there was none."""
        place = self
        for parted, step in _STEPS.findall(path):
            if parted == "//":
                place.below = place.below or Place(stays=True)
                place = place.below
            if step != ".":
                place = place._next(*_tested(step))
        return place

    def _next(self, name: str, test: Test | None) -> "Place":
        known = self.steps.setdefault(name, [])
        for other, place in known:
            if other is test:
                return place
        known.append((test, Place()))
        return known[-1][1]


@dataclass(frozen=True, eq=False)
class Arrival:
    """What is done at an element. Frames are those of the element above, then those begun here."""

    begun: tuple[tuple[int, int], ...]  # rows whose frames begin here, and by which path
    texts: tuple[tuple[int, int, int, str], ...]  # frame, column, rank, attribute or nothing
    state: "State"
    frames: tuple[int, ...]  # of each place of the state

    @cached_property
    def idle(self) -> bool:
        """Is there nothing to take here nor below?"""
        return not (self.begun or self.texts or self.frames)


@dataclass(frozen=True, eq=False)
class Step:
    """What a name means in a state: where it leads to, which may hang on tests of the element."""

    name: str
    known: bool  # by the map
    unknown: bool  # neither that nor knowingly left out
    onward: tuple[tuple[int, Test | None, Place], ...]
    always: Arrival | None  # None when there are tests
    answered: dict[tuple[bool, ...], Arrival] = field(default_factory=dict)  # by what they say


@dataclass(eq=False)
class State:
    """Some places at once, and what is known of the names of elements there."""

    places: tuple[Place, ...]
    steps: dict[str, Step] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def _tested(step: str) -> tuple[str, Test | None]:
    """The name of a step, and what its predicate asks of an element."""
    found = _STEP.fullmatch(step)
    assert found is not None, f"the path has the step {step!r}, which the walk does not know"
    name, at, asked = found[1], found[2], found[3]
    if asked is None:
        return name, None
    wanted = found[4] if found[4] is not None else found[5]
    if at:
        return name, lambda element: bool(_attribute(element, asked) == wanted)
    return name, lambda element: any(
        _local(child.tag) == asked and "".join(child.itertext()) == wanted for child in element
    )


class Plan:
    """A map made ready for walks.

    `renaming`: the names of a document are local ones afterwards, those of attributes too.
    """

    def __init__(self, plan: DocumentMap, *, renaming: bool) -> None:
        self.map, self.renaming = plan, renaming
        root = Place()
        _put(root, plan.right)
        self._rows = [Place() for _ in plan.rows]
        for number, rows in enumerate(plan.rows):
            _put(self._rows[number], rows.columns)
            for path_number, path in enumerate(rows.paths):
                root.along(path).rows.append((number, path_number))
        self._states: dict[tuple[Place, ...], State] = {}
        self.root = self._arrival([(0, root)], frames=1)

    def read(self, document: Element) -> tuple[Record, Counter[str]]:
        """The record of a document, and the elements that the map does not know.

        Raises Unsound when one of its key columns is not sound.
        """
        walk = _Walk(self)
        walk.begin(document)
        record = Record()
        _filled(record.right, walk.right, self.map.right, record)
        for name, column in self.map.right.items():
            if column.key and record.right.get(name) is None:
                raise Unsound("no-key", f"The document gives no {name.replace('_', ' ')}.")
        for rows, by_path in zip(self.map.rows, walk.found, strict=True):
            for frames in by_path:
                for frame in frames:
                    values = _filled(dict(rows.fixed), frame, rows.columns, record)
                    for name in rows.needs:
                        if values.get(name) is not None:
                            record.rows.setdefault(rows.table, []).append(values)
                            break
        return record, walk.unknown

    def step(self, state: State, tag: str) -> Step:
        """What an element of this name does in a state; found out, and remembered."""
        name = _local(tag)
        onward = tuple(
            (frame, test, place)
            for frame, at in enumerate(state.places)
            for test, place in (
                *at.steps.get(name, ()), *at.steps.get("*", ()), *([(None, at)] if at.stays else ())
            )
        )  # fmt: skip
        always = None
        if all(test is None for _, test, _ in onward):
            always = self.arrival(state, onward)
        known, ignored = name in self.map.known, name in self.map.ignored
        made = Step(name, known and not ignored, not (known or ignored), onward, always)
        if len(state.steps) < _TAGS:
            state.steps[tag] = made
        return made

    def arrival(self, state: State, onward: Sequence[tuple[int, Test | None, Place]]) -> Arrival:
        """What is done where these places are reached."""
        return self._arrival([(frame, place) for frame, _, place in onward], len(state.places))

    def _arrival(self, reached: list[tuple[int, Place]], frames: int) -> Arrival:
        begun: list[tuple[int, int]] = []
        for frame, place in reached:  # which grows by what begins here
            if place.below is not None:
                reached.append((frame, place.below))
            for number, path in place.rows:
                reached.append((frames + len(begun), self._rows[number]))
                begun.append((number, path))
        texts = [(frame, *text) for frame, place in reached for text in place.texts]
        going = [(frame, place) for frame, place in reached if place.steps or place.stays]
        places = tuple(place for _, place in going)
        state = self._states.setdefault(places, State(places))
        return Arrival(tuple(begun), tuple(texts), state, tuple(frame for frame, _ in going))


@lru_cache(maxsize=256)
def plan_of(plan: DocumentMap, *, renaming: bool) -> Plan:
    """The map made ready; the same one each time."""
    return Plan(plan, renaming=renaming)


class _Walk:
    """One walk: the frames of rows by their path, and the elements that nobody knows."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._columns = [len(rows.columns) for rows in plan.map.rows]
        self.right = Frame(len(plan.map.right))
        self.found: list[list[list[Frame]]] = [[[] for _ in one.paths] for one in plan.map.rows]
        self.unknown: Counter[str] = Counter()

    def begin(self, document: Element) -> None:
        local_attributes(document)
        if self._plan.renaming:
            document.tag = _local(document.tag)
        self._arrive(document, self._plan.root, [self.right], counted=True)

    def _into(self, element: Element, state: State, frames: list[Frame], *, counted: bool) -> None:
        """Not `counted` within what is left out or not known: only paths lead on in there."""
        steps, plan = state.steps, self._plan
        for child in element:
            tag = child.tag
            step = steps.get(tag)
            if step is None:
                if not isinstance(tag, str):  # an entity that is not expanded
                    continue
                step = plan.step(state, tag)
            if plan.renaming:
                if step.name != tag:
                    child.tag = step.name
                local_attributes(child)
            known = counted and step.known
            if counted and step.unknown:
                self.unknown[step.name[:_NAME]] += 1
            arrival = step.always or self._asked(child, state, step)
            if not arrival.idle:
                self._arrive(child, arrival, frames, counted=known)
            elif known and len(child):
                self._into(child, arrival.state, _NO_FRAMES, counted=True)

    def _arrive(
        self, element: Element, arrival: Arrival, frames: list[Frame], *, counted: bool
    ) -> None:
        """Take what is to be taken here, and go on below."""
        inside = len(element)
        if arrival.begun:
            frames = frames + [self._begun(number, path) for number, path in arrival.begun]
        for number, column, rank, attribute in arrival.texts:
            frame = frames[number]
            if frame.texts[column] is not None and frame.ranks[column] <= rank:
                continue  # of several paths the first counts, of several elements the first
            if attribute:
                text = _attribute(element, attribute)
            else:
                text = "".join(element.itertext()) if inside else element.text
            if text and (found := tidy(text)) is not None:
                frame.texts[column], frame.ranks[column] = found, rank
        if inside and (counted or arrival.frames):
            onward = [frames[number] for number in arrival.frames]
            self._into(element, arrival.state, onward, counted=counted)

    def _asked(self, element: Element, state: State, step: Step) -> Arrival:
        """Where a name leads to whose places hang on tests."""
        answers = tuple(test is None or test(element) for _, test, _ in step.onward)
        if answers not in step.answered:
            passed = [one for one, yes in zip(step.onward, answers, strict=True) if yes]
            step.answered[answers] = self._plan.arrival(state, passed)
        return step.answered[answers]

    def _begun(self, number: int, path: int) -> Frame:
        frame = Frame(self._columns[number])
        self.found[number][path].append(frame)
        return frame


def _put(place: Place, columns: Mapping[str, From]) -> None:
    for column, source in enumerate(columns.values()):
        for rank, path in enumerate(source.paths):
            where, attribute = split_path(path)
            place.along(where).texts.append((column, rank, attribute))


def _filled(values: Values, frame: Frame, columns: Mapping[str, From], record: Record) -> Values:
    """The values with those of the frame's columns, converted."""
    for (name, column), text in zip(columns.items(), frame.texts, strict=True):
        if text is None or column.convert is plain:
            values[name] = text
            continue
        try:
            values[name] = column.convert(text)
        except Unsound as fault:
            if column.key:
                what = name.replace("_", " ")
                raise Unsound(fault.reason, f"{what}: {fault.detail}") from None
            values[name] = None
            record.notes.append(f"{name}: {fault.detail}")
    return values


def _attribute(element: Element, name: str) -> str | None:
    """An attribute's value; one without a namespace goes first."""
    found = element.get(name)
    if found is None:
        named = "}" + name
        found = next((value for key, value in element.items() if key.endswith(named)), None)
    return None if found is None else str(found)


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
