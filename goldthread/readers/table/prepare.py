"""Source rows → chunks of rows: blank rows out, cells cleaned, columns cut and carried down,
rows that are no records skipped or rejected, wide rows turned into long ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from goldthread.readers.base import RAW_LIMIT, Rejected
from goldthread.readers.table.cells import Cell, Flaw, Merged, Unfit, as_text, shown
from goldthread.readers.table.chunks import Notes, Rows, cleaned
from goldthread.readers.table.headings import Header
from goldthread.readers.table.model import GOES_ON, HEADING, Cut, TableMapping
from goldthread.readers.table.patterns import too_long
from goldthread.readers.table.rows import SheetRows, SourceRow

CHUNK_ROWS = 4_096


@dataclass
class Tally:
    """What becomes of rows that make no record, gathered until the next batch takes it."""

    rejected: list[Rejected] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    notes: Notes = field(default_factory=Notes)

    def reject(self, file_id: int, locator: str, unfit: Unfit, raw: bytes) -> None:
        raw = raw[:RAW_LIMIT]
        self.rejected.append(Rejected(file_id, locator, unfit.reason, unfit.detail, raw))


@dataclass
class Place:
    """The sheet that rows come from: the columns every row of it has alike, and carried cells."""

    file_id: int
    header: Header
    sheet: SheetRows
    alike: dict[str, str | None]
    carried: dict[str, Cell] = field(default_factory=dict)
    filled: int = 0  # rows that are not blank


def chunks(place: Place, mapping: TableMapping, tally: Tally) -> Iterator[Rows]:
    """The sheet's rows that are records, some thousands at a time."""
    rows: list[SourceRow] = []
    for row in place.sheet.rows:
        if row.unfit or _fits(row, place, tally):
            place.filled += 1
            rows.append(row)
        if len(rows) >= CHUNK_ROWS:
            yield from _chunk(rows, place, mapping, tally)
            rows = []
    yield from _chunk(rows, place, mapping, tally)


def _fits(row: SourceRow, place: Place, tally: Tally) -> bool:
    """Is the row neither blank nor ragged? A CSV row must have as many cells as its header."""
    if not any(cell not in (None, "") for cell in row.cells):
        tally.skipped["blank row"] += 1
        return False
    wide = len(place.header.names)
    if len(row.cells) == wide:
        return True
    spare = row.cells[wide:]
    short = len(row.cells) < wide and place.sheet.strict
    if short or any(cell not in (None, "") for cell in spare):
        detail = f"the row has {len(row.cells)} cells where the header has {wide}."
        _reject(row, place, tally, Unfit("ragged-row", detail))
        return False
    return True


def _reject(row: SourceRow, place: Place, tally: Tally, unfit: Unfit) -> None:
    tally.reject(place.file_id, f"{place.sheet.locator}{row.number}", unfit, row.raw())


def _chunk(
    rows: list[SourceRow], place: Place, mapping: TableMapping, tally: Tally
) -> Iterator[Rows]:
    for row in rows:
        if row.unfit:
            _reject(row, place, tally, row.unfit)
    rows = [row for row in rows if not row.unfit]
    if not rows:
        return
    chunk = _columns(rows, place, mapping, tally)
    for cut in mapping.cuts:
        _cut(chunk, cut)
    if mapping.form.find:
        _go_on(chunk, mapping.carry_down, place.carried)
        _spread(chunk)
    for name in mapping.carry_down:
        _carry(chunk, name, place.carried)
    kept = _records(chunk, mapping, tally)
    if not kept:
        return
    made = chunk.chosen(kept) if len(kept) < chunk.size else chunk
    if mapping.copies:
        made = _copied(made, mapping)
    yield _turned(made, place.header, mapping, tally) if mapping.unpivot else made


def _columns(rows: list[SourceRow], place: Place, mapping: TableMapping, tally: Tally) -> Rows:
    wide = len(place.header.names)
    table = [row.cells if len(row.cells) == wide else _levelled(row.cells, wide) for row in rows]
    columns = list(zip(*table, strict=True))
    missing = mapping.form.missing
    made = {name: cleaned(columns[i], missing) for name, i in place.header.taken.items()}
    for name, i in place.header.unread.items():
        filled = len(rows) - cleaned(columns[i], missing).count(None)
        if filled:
            tally.unknown[name] += filled
    for name, value in place.alike.items():
        made.setdefault(name, [value] * len(rows))
    made.setdefault("row_number", [str(row.number) for row in rows])
    locators = [f"{place.sheet.locator}{row.number}" for row in rows]
    files = [place.file_id] * len(rows)
    raws = [row.raw for row in rows]
    titles = place.header.titles
    return Rows(len(rows), made, locators, raws, files, tally.notes, titles=titles)


def _levelled(cells: list[object], wide: int) -> list[object]:
    return (cells + [None] * (wide - len(cells)))[:wide]


def _cut(chunk: Rows, cut: Cut) -> None:
    groups = list(cut.pattern.groupindex)
    made: dict[str, list[Cell]] = {name: [] for name in groups}
    memo: dict[Cell, dict[str, Cell] | Unfit] = {}
    for index, cell in enumerate(chunk.column(cut.column)):
        if cell not in memo:
            memo[cell] = _parts(cell, cut)
        parts = memo[cell]
        if isinstance(parts, Unfit):
            chunk.fail(index, parts)
            parts = {}
        for name in groups:
            made[name].append(parts.get(name))
    chunk.columns |= made


def _parts(cell: Cell, cut: Cut) -> dict[str, Cell] | Unfit:
    if cell is None:
        return {}
    if isinstance(cell, Flaw):
        return Unfit(cell.reason, cell.detail)
    text = as_text(cell)
    long = too_long(text)
    if long:
        return long
    found = cut.pattern.search(text)
    if found:
        return {name: (part or "").strip() or None for name, part in found.groupdict().items()}
    if cut.otherwise == "missing":
        return {}
    detail = f"{cut.column}: {shown(text)} does not match the pattern {cut.pattern.pattern!r}."
    return Unfit("no-match", detail)


def _go_on(chunk: Rows, names: Sequence[str], carried: Mapping[str, Cell]) -> None:
    """Marks the rows that go on with the record above: those that leave the first carried column
    empty. Only they take over the further carried columns."""
    first = chunk.columns.get(names[0]) if names else None
    begun = bool(names) and carried.get(names[0]) is not None
    marks: list[Cell] = []
    for cell in first or [""] * chunk.size:
        own = cell is not None and not isinstance(cell, Merged)
        begun = begun or own
        marks.append("TRUE" if begun and not own else None)
    chunk.columns[GOES_ON] = marks


def _spread(chunk: Rows) -> None:
    """Merged cells of a row that goes on with the record above are the value they show.

    Elsewhere a merged cell stays a flaw: it may be one amount written beside several records.
    """
    marks = chunk.column(GOES_ON)
    for name, cells in chunk.columns.items():
        if any(isinstance(cell, Merged) for cell in cells):
            chunk.columns[name] = [
                cell.value if isinstance(cell, Merged) and on else cell  # type: ignore[misc]
                for cell, on in zip(cells, marks, strict=True)
            ]


def _carry(chunk: Rows, name: str, carried: dict[str, Cell]) -> None:
    last, made = carried.get(name), []
    marks = chunk.columns.get(GOES_ON) or ["TRUE"] * chunk.size
    for cell, on in zip(chunk.column(name), marks, strict=True):
        last = cell if cell is not None or not on else last
        made.append(last)
    carried[name] = last
    chunk.columns[name] = made


def _records(chunk: Rows, mapping: TableMapping, tally: Tally) -> list[int]:
    """The rows that are records: the first rule that holds decides, and a failed cut rejects."""
    verdicts: dict[int, tuple[str, str]] = {}
    for rule in mapping.rows:
        for index, holds in enumerate(rule.rule.test(chunk)):
            if holds:
                verdicts.setdefault(index, (rule.action, rule.reason))
    kept = []
    for index in range(chunk.size):
        action, reason = verdicts.get(index, ("", ""))
        if action == "skip":
            tally.skipped[reason] += 1
        elif action == "quarantine":
            reject_row(chunk, index, Unfit("not-a-record", f"{reason}."), tally)
        elif index in chunk.failed:
            reject_row(chunk, index, chunk.failed[index], tally)
        else:
            kept.append(index)
    return kept


def reject_row(chunk: Rows, index: int, unfit: Unfit, tally: Tally) -> None:
    """Skip or reject one row of a chunk, as `unfit` says."""
    if unfit.skip:
        tally.skipped[unfit.reason] += 1
        return
    raw: Callable[[], bytes] = chunk.raws[index]
    title = chunk.titles.get(unfit.column)
    if title is not None:
        unfit = replace(unfit, detail=f"column {title}: {unfit.detail}")
    tally.reject(chunk.file_ids[index], chunk.locators[index], unfit, raw())


def _copied(chunk: Rows, mapping: TableMapping) -> Rows:
    """Each row once for each record that it stands for, all of a row together."""
    holds = [c.rule.test(chunk) if c.rule else [True] * chunk.size for c in mapping.copies]
    pairs = [
        (row, copy)
        for row in range(chunk.size)
        for copy, held in zip(mapping.copies, holds, strict=True)
        if held[row]
    ]
    made = chunk.chosen([row for row, _ in pairs])
    for name in dict.fromkeys(name for copy in mapping.copies for name in copy.columns):
        made.columns[name] = [copy.columns.get(name) for _, copy in pairs]
    return made


def _turned(chunk: Rows, header: Header, mapping: TableMapping, tally: Tally) -> Rows:
    """Each row once for each of its turned columns, in the order of the columns."""
    assert mapping.unpivot is not None
    value, keep = mapping.unpivot.value, mapping.unpivot.keep_empty
    turned = list(header.turned.items())
    pairs = [(row, place) for row in range(chunk.size) for place in range(len(turned))]
    cells = [chunk.columns[name] for name, _ in turned]
    if not keep:
        filled = [(row, place) for row, place in pairs if cells[place][row] is not None]
        if len(filled) < len(pairs):
            tally.skipped["empty cell"] += len(pairs) - len(filled)
        pairs = filled
    made = chunk.chosen([row for row, _ in pairs])
    made.columns[value] = [cells[place][row] for row, place in pairs]
    made.columns[HEADING] = [turned[place][0] for _, place in pairs]
    for name in mapping.unpivot.names() - {value, HEADING}:
        made.columns[name] = [turned[place][1].get(name) for _, place in pairs]
    made.locators = [
        f"{where}, column {turned[place][0]}"
        for where, (_, place) in zip(made.locators, pairs, strict=True)
    ]
    return made
