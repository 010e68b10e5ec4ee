"""The items of each row: parties, priorities and the like, from cells that hold several."""

from collections.abc import Iterator
from dataclasses import replace

from goldthread.readers.table.cells import Cell, Flaw, Unfit, as_text, shown
from goldthread.readers.table.chunks import Items, Rows
from goldthread.readers.table.model import ITEM_COUNT, ITEM_NUMBER, Each, ItemSection
from goldthread.readers.table.patterns import too_long

ITEMS_LIMIT = 10_000
Parts = dict[str, Cell]


def made(section: ItemSection, rows: Rows) -> Items:
    """The section's items of every row, their fields evaluated."""
    items = _parted(section.each, rows) if section.each else Items(rows, list(range(rows.size)), {})
    for name, expression in section.fields.items():
        items.fields[name] = expression.evaluate(items)
    return items


def filled(section: ItemSection, items: Items) -> list[bool]:
    """Which items say anything: an item of constants alone is none."""
    said = [values for name, values in items.fields.items() if name not in section.constants]
    if not said:
        return [True] * items.size
    return [any(value is not None for value in row) for row in zip(*said, strict=True)]


def _parted(each: Each, rows: Rows) -> Items:
    groups = list(each.pattern.groupindex) if each.pattern else []
    parents: list[int] = []
    own: dict[str, list[Cell]] = {name: [] for name in (*groups, "item", ITEM_NUMBER, ITEM_COUNT)}
    memo: dict[Cell, list[Parts] | Unfit] = {}
    for row, cell in enumerate(rows.column(each.column)):
        if cell is None:
            continue
        if cell not in memo:
            memo[cell] = _items(cell, each)
        found = memo[cell]
        if isinstance(found, Unfit):
            rows.fail(row, replace(found, column=each.column))
            continue
        for number, parts in enumerate(found, 1):
            parents.append(row)
            own[ITEM_NUMBER].append(number)
            own[ITEM_COUNT].append(len(found))
            own["item"].append(parts["item"])
            for name in groups:
                own[name].append(parts.get(name))
    return Items(rows, parents, own, each.column)


def _items(cell: Cell, each: Each) -> list[Parts] | Unfit:
    if isinstance(cell, Flaw):
        return Unfit(cell.reason, cell.detail)
    text = as_text(cell)
    texts = each.separator.split(text) if each.separator else [text]
    if len(texts) > ITEMS_LIMIT:
        detail = f"{each.column} holds {len(texts):,} items; at most {ITEMS_LIMIT:,} are read."
        return Unfit("too-many-items", detail)
    found: list[Parts] = []
    for one in texts:
        parts = _parts(one.strip(), each)
        if isinstance(parts, Unfit):
            return parts
        found += parts
    return found


def _parts(text: str, each: Each) -> list[Parts] | Unfit:
    if not text:
        return []
    if each.pattern is None:
        return [{"item": text}]
    long = too_long(text)
    if long:
        return long
    match = each.pattern.search(text)
    if match is None:
        return _misfit(text, each)
    parts: Parts = {k: (v or "").strip() or None for k, v in match.groupdict().items()}
    return list(_split({"item": text, **parts}, each))


def _misfit(text: str, each: Each) -> list[Parts] | Unfit:
    if each.otherwise == "missing":
        return []
    if each.otherwise == "keep":
        return [{"item": text}]
    assert each.pattern is not None
    detail = f"{each.column}: {shown(text)} does not match the pattern {each.pattern.pattern!r}."
    return Unfit("no-match", detail)


def _split(parts: Parts, each: Each) -> Iterator[Parts]:
    """One group cut once more: several names that share one country."""
    if each.split_group is None or each.split_separator is None:
        yield parts
        return
    for piece in each.split_separator.split(str(parts[each.split_group] or "")):
        if piece.strip():
            yield {**parts, each.split_group: piece.strip()}
