"""Workbooks read back: first what they would do, row by row; then all of it, or nothing.

A changed row is an action of the engine with the version that the file saw, so that roles, guards
and conflicts are those of the form. The same file again is all unchanged.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from django.db import transaction

from goldthread.documents.xlsx import DryRun, dry_run, read
from goldthread.documents.xlsx.comparing import Change, RowOutcome
from goldthread.documents.xlsx.faults import Fault, fault, shown
from goldthread.documents.xlsx.model import Key, Mark, Row, Value
from goldthread.documents.xlsx.reading import Filled, FilledRow, FilledSheet, key_shown
from goldthread.offices.queries import remembering
from goldthread.programme.workbooks.book import STAMP, VERSION, Book, Deed, stamp_of
from goldthread.workflow.engine import create, judge, perform
from goldthread.workflow.errors import Refused, WorkflowError
from goldthread.workflow.log import hold
from goldthread.workflow.occasion import Actor

Changed = tuple[str, int]
"""A row by sheet and number."""


class ImportRefused(WorkflowError):
    """Some rows cannot be taken, so that none was; `run` tells each of them."""

    def __init__(self, run: DryRun) -> None:
        super().__init__("Some rows of the file are refused; nothing of it was taken.")
        self.run = run


@dataclass(frozen=True)
class Looked:
    """What an import would do, and by which actions."""

    run: DryRun
    deeds: tuple[Deed, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def look_through(*, book: Book, path: Path, name: str, actor: Actor) -> DryRun:
    """What becomes of every row of the file; nothing is written."""
    with remembering():
        return _look(book, path, name, actor).run


def take_in(*, book: Callable[[], Book], path: Path, name: str, actor: Actor, key: str) -> DryRun:
    """All that the file changes, in one transaction; `ImportRefused` where a row cannot be.

    `book` is made anew within the transaction, so that what it says stands now. `key` makes
    repeating safe.
    """
    with transaction.atomic(), remembering():
        hold("default")
        looked = _look(book(), path, name, actor)
        if looked.run.refused or looked.run.counts()["refused"]:
            raise ImportRefused(looked.run)
        faults: dict[Changed, list[Fault]] = {}
        for deed in looked.deeds:
            _collect(
                faults,
                looked.names,
                deed,
                partial(_do, deed, actor, deed.once or f"{key}-{deed.mark}"),
            )
        if faults:
            raise ImportRefused(_with(looked.run, faults))
        return looked.run


def _do(deed: Deed, actor: Actor, key: str) -> None:
    with transaction.atomic():
        if deed.obj._state.adding:
            create(deed.obj, deed.action, actor=actor, payload=deed.payload, key=key)
            return
        perform(
            deed.obj,
            deed.action,
            actor=actor,
            expected_version=deed.version,
            payload=deed.payload,
            key=key,
        )


def _look(book: Book, path: Path, name: str, actor: Actor) -> Looked:
    filled = read(path, book.form, name=name)
    if filled.refused:
        return Looked(dry_run(filled, {}))
    now = book.now(filled)
    run = _without_noise(_only_new(book, filled, now, dry_run(filled, _existing(filled, now))))
    faults = dict(_stale(run, filled, now))
    asked = (*run.of("changed"), *run.of("new"))
    going = [row for row in asked if (row.sheet, row.number) not in faults]
    deeds = book.deeds(going, filled)
    names = {code: sheet.name for code, sheet in filled.sheets.items()}
    for deed in deeds:
        _collect(faults, names, deed, partial(_judged, deed, actor))
    return Looked(_with(run, faults), tuple(deeds), names)


def _judged(deed: Deed, actor: Actor) -> None:
    judge(deed.obj, deed.action, actor=actor, payload=deed.payload)


def _collect(
    faults: dict[Changed, list[Fault]],
    names: Mapping[str, str],
    deed: Deed,
    do: Callable[[], object],
) -> None:
    try:
        do()
    except Refused as refusal:
        for row in deed.rows:
            told = _refused(names[row.sheet], row, refusal)
            faults.setdefault((row.sheet, row.number), []).append(told)


def _existing(filled: Filled, now: Mapping[str, Mapping[Key, Row]]) -> dict[str, dict[Key, Row]]:
    """What each row is compared with: by key, for all that stands."""
    found: dict[str, dict[Key, Row]] = {code: dict(rows) for code, rows in now.items()}
    for code, sheet in filled.sheets.items():
        for row in sheet.rows:
            key = sheet.key_of(row)
            if key is not None and key in found[code]:
                found[code][key] = _compared(sheet, row, found[code][key])
    return found


def _compared(sheet: FilledSheet, row: FilledRow, now: Row) -> Row:
    """An untouched row with itself; a touched one with the present, grey cells of an old one not.

    Grey cells tell how it was when the file was written; they are judged while that still holds.
    """
    columns = sheet.sheet.columns
    if row.values.get(STAMP) == stamp_of(columns, row.values):
        return row.values
    grey = [column.key for column in columns if not column.editable]
    kept = grey if row.values.get(VERSION) != now.get(VERSION) else [STAMP]
    return {**now, **{name: row.values[name] for name in kept if name in row.values}}


def _stale(
    run: DryRun, filled: Filled, now: Mapping[str, Mapping[Key, Row]]
) -> Iterable[tuple[Changed, list[Fault]]]:
    """Changed rows of what somebody else changed since the file was written: each cell told."""
    for row in run.of("changed"):
        present = now[row.sheet][row.key or ()]
        if row.values.get(VERSION) != present.get(VERSION):
            name = filled.sheets[row.sheet].name
            faults = [_three_ways(name, row, change, present) for change in row.changes]
            yield (row.sheet, row.number), faults


def _three_ways(name: str, row: RowOutcome, change: Change, present: Row) -> Fault:
    facts = {
        "seen": row.values.get(VERSION) or 0,
        "version": present.get(VERSION),
        "now": _told(change.before),
        "mine": _told(change.after),
    }
    return Fault(
        "stale",
        name,
        change.cell,
        {
            "en": "“{mine}”, written on version {seen}; meanwhile somebody acted, and version "
            "{version} says “{now}”".format(**facts),
            "zh": "在第{seen}版上填写“{mine}”；其间已有他人办理，第{version}版为“{now}”".format(
                **facts
            ),
        },
        {
            "en": "a change of the present version: export the ledger again and make it there",
            "zh": "请重新导出后在现行版本上修改",
        },
    )


def _refused(name: str, row: RowOutcome, refusal: Refused) -> Fault:
    """What the engine says, at the cells that ask for it."""
    cells = ", ".join(change.cell for change in row.changes)
    return Fault(
        "refused",
        name,
        cells or f"A{row.number}",
        {lang: refusal.in_language(lang).rstrip("。.") for lang in ("en", "zh")},
        {"en": "a change that the form of this action takes", "zh": "应为该操作表单可接受的修改"},
    )


def _only_new(
    book: Book, filled: Filled, now: Mapping[str, Mapping[Key, Row]], run: DryRun
) -> DryRun:
    """A row of a key that is nobody's is new only where its key says that it is meant to be."""
    unknown: dict[Changed, list[Fault]] = {}
    for row in run.rows:
        sheet = filled.sheets[row.sheet]
        known = row.key is None or row.key in now[row.sheet] or book.is_new(row.key)
        if not known:
            at = f"{sheet.letters[sheet.sheet.key[0]]}{row.number}"
            unknown[row.sheet, row.number] = [
                fault("not_known", sheet.name, at, key=key_shown(row.key or ()))
            ]
    return _with(run, unknown)


def _without_noise(run: DryRun) -> DryRun:
    """Of a row that is not known no cell is compared with anything."""
    rows = tuple(
        replace(row, faults=unknown)
        if (unknown := tuple(fault for fault in row.faults if fault.code == "not_known"))
        else row
        for row in run.rows
    )
    return replace(run, rows=rows)


def _with(run: DryRun, faults: Mapping[Changed, list[Fault]]) -> DryRun:
    """The same, with more rows refused."""
    rows = tuple(
        replace(row, outcome="refused", faults=(*row.faults, *faults[row.sheet, row.number]))
        if (row.sheet, row.number) in faults
        else row
        for row in run.rows
    )
    return replace(run, rows=rows)


def _told(value: Value) -> str:
    if value is None:
        return "—"
    return "n/a" if isinstance(value, Mark) else shown(value)


__all__ = ["ImportRefused", "look_through", "take_in"]
