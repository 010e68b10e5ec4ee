"""Where everything of a diagram stands, so that nothing overlaps by construction.

States are boxes in one column, in the machine's order. An action to the next state is an arrow
between two boxes. Any other action leaves its box on a row of its own, to the right when it leads
down and to the left when it leads up; beyond the labels it follows a rail and comes back into its
target. Rows of one action to one target share a rail. An action that keeps the state is a line
inside the box.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from goldthread.workflow.drawing.measure import width, wrapped
from goldthread.workflow.drawing.words import who
from goldthread.workflow.machine import SAME, Machine, Transition
from goldthread.workflow.texts import in_language

TITLE, LABEL, SMALL = 15.0, 13.0, 11.0
ROW = 36.0
GAP = 58.0
NO_STEP = 28.0
PAD = 14.0
RAIL = 18.0
MARGIN = 24.0
HEADING = 62.0
START = -1
KEY = {
    "en": "+ done without leaving the state · double frame: closed · dashed: back to a state above",
    "zh": "＋ 办理后状态不变 · 双框：终结 · 虚线：退回前面的状态",
}


@dataclass(frozen=True)
class Label:
    action: str
    who: str

    @property
    def width(self) -> float:
        return max(width(self.action, LABEL), width(self.who, SMALL))


@dataclass
class Rail:
    """The way of one action to one target, from one or more boxes, on one side."""

    label: Label
    sources: list[int]
    target: int
    side: str
    out_rows: list[float] = field(default_factory=list)
    in_row: float = 0.0
    x: float = 0.0

    @property
    def span(self) -> tuple[float, float]:
        ends = [*self.out_rows, self.in_row]
        return min(ends), max(ends)


@dataclass
class Box:
    title: str
    notes: list[str]
    open: bool
    y: float = 0.0
    height: float = 0.0


@dataclass
class Layout:
    boxes: list[Box]
    steps: list[tuple[int, Label]]
    rails: list[Rail]
    left: float = 0.0
    box_width: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def right(self) -> float:
        return self.left + self.box_width


def lay_out(machine: Machine, lang: str) -> Layout:
    layout = _gather(machine, lang)
    _place_boxes(layout)
    for side in ("left", "right"):
        _place_rails([rail for rail in layout.rails if rail.side == side])
    heading = max(
        width(in_language(machine.titles, lang), 20), width(in_language(KEY, lang), SMALL)
    )
    _place_columns(layout, heading)
    return layout


def _gather(machine: Machine, lang: str) -> Layout:
    """Boxes, straight steps and rails, not yet placed."""
    order = {state.name: number for number, state in enumerate(machine.states)}
    steps: dict[int, Label] = {}
    rails: dict[tuple[str, str, str], Rail] = {}
    for row in machine.transitions:
        label = Label(in_language(row.titles, lang), who(row, lang))
        for source, target in _moves(row, order):
            if target == source + 1 and source not in steps:
                steps[source] = label
                continue
            side = "right" if target > source else "left"
            rail = rails.setdefault((row.action, row.target, side), Rail(label, [], target, side))
            rail.sources.append(source)
    return Layout(_boxes(machine, lang), sorted(steps.items()), list(rails.values()))


def _moves(row: Transition, order: dict[str, int]) -> list[tuple[int, int]]:
    if row.target == SAME:
        return []
    sources = [order[source] for source in row.sources] or [START]
    moves = [(source, order[row.target]) for source in sources]
    return [move for move in moves if move[0] != move[1]]


def _boxes(machine: Machine, lang: str) -> list[Box]:
    boxes = []
    for state in machine.states:
        staying = [
            f"+ {in_language(row.titles, lang)}"
            for row in machine.exits(state.name)
            if row.lands_in(state.name) == state.name
        ]
        notes = wrapped(staying, SMALL, 170, "  ")
        boxes.append(Box(in_language(state.titles, lang), notes, state.open))
    return boxes


def _place_boxes(layout: Layout) -> None:
    """Boxes one below the other, each as high as its rows on the busier side."""
    stepped = {source for source, _ in layout.steps}
    y = below = HEADING + MARGIN + GAP
    for number, box in enumerate(layout.boxes):
        own = 40.0 + 16.0 * len(box.notes)
        box.y = y
        box.height = max(own, *(_rows(layout, number, side) for side in ("left", "right")))
        below = y + box.height
        y = below + (GAP if number in stepped else NO_STEP)
    layout.height = below + MARGIN
    for side in ("left", "right"):
        for number in range(START, len(layout.boxes)):
            _give_rows(layout, number, side)


def _rows(layout: Layout, number: int, side: str) -> float:
    here = [rail for rail in layout.rails if rail.side == side]
    out = sum(number in rail.sources for rail in here)
    into = sum(rail.target == number for rail in here)
    return ROW * out + 0.6 * ROW * into + 8


def _give_rows(layout: Layout, number: int, side: str) -> None:
    """A row for each action that comes in or goes out: in above, out below, outer rails apart."""
    here = [rail for rail in layout.rails if rail.side == side]
    coming = [rail for rail in here if rail.target == number]
    going = [rail for rail in here if number in rail.sources]
    if number == START:
        top, free = layout.boxes[0].y - GAP - 10, 0.0
    else:
        top = layout.boxes[number].y
        free = layout.boxes[number].height - _rows(layout, number, side)
    y = top + 4 + free / 2
    for rail in coming:
        rail.in_row = y + 0.3 * ROW
        y += 0.6 * ROW
    for rail in going:
        rail.out_rows.append(y + 0.5 * ROW)
        y += ROW


def _place_rails(rails: list[Rail]) -> None:
    """Short rails inside, long ones outside; two share a column only where they do not meet."""
    columns: list[list[Rail]] = []
    for rail in sorted(rails, key=lambda each: (each.span[1] - each.span[0], each.span[0])):
        free = (n for n, taken in enumerate(columns) if not any(_meet(rail, t) for t in taken))
        number = next(free, len(columns))
        if number == len(columns):
            columns.append([])
        columns[number].append(rail)
        rail.x = float(number)


def _meet(one: Rail, other: Rail) -> bool:
    return one.span[0] - 8 <= other.span[1] and other.span[0] - 8 <= one.span[1]


def _place_columns(layout: Layout, heading: float) -> None:
    """From columns to pixels: rails, labels, boxes, labels, rails."""
    texts = [width(box.title, TITLE) for box in layout.boxes]
    notes = [width(note, SMALL) for box in layout.boxes for note in box.notes]
    steps = max((label.width + 12 for _, label in layout.steps), default=0.0)
    layout.box_width = max(150.0, *texts, *notes) + 2 * PAD
    left, right = (_side(layout.rails, side) for side in ("left", "right"))
    layout.left = MARGIN + left
    for rail in layout.rails:
        zone = _zone(layout.rails, rail.side) + rail.x * RAIL
        rail.x = layout.left - zone if rail.side == "left" else layout.right + zone
    right = max(right, steps - layout.box_width / 2)
    layout.width = max(layout.right + right + MARGIN, heading + 2 * MARGIN)


def _zone(rails: Iterable[Rail], side: str) -> float:
    return max((rail.label.width for rail in rails if rail.side == side), default=0) + 30


def _side(rails: list[Rail], side: str) -> float:
    here = [rail.x for rail in rails if rail.side == side]
    return _zone(rails, side) + max(here) * RAIL if here else 0.0
