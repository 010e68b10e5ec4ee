"""Between plans and the database: reading the structure, writing a plan, taking it back."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import ProtectedError

from goldthread.offices import models as m
from goldthread.offices.errors import ActRefused
from goldthread.offices.reforms import apply, reach
from goldthread.offices.reforms.faults import find_faults
from goldthread.offices.reforms.plan import Link, Plan, Write
from goldthread.offices.reforms.rows import (
    TABLES,
    DutyRow,
    EdgeRow,
    HoldingRow,
    OfficeRow,
    ReachRow,
    Row,
    SeatRow,
    Tables,
    VersionRow,
)
from goldthread.workflow.texts import say

MODELS: dict[type[Row], type[models.Model]] = {
    OfficeRow: m.Office,
    VersionRow: m.OfficeVersion,
    EdgeRow: m.ParentEdge,
    HoldingRow: m.FunctionHolding,
    DutyRow: m.RegionDuty,
    SeatRow: m.Membership,
    ReachRow: m.Reach,
}
BY_NAME = {model._meta.model_name: model for model in MODELS.values()}
OFFICES = ("office", "parent", "ancestor")
"""The fields of rows that name an office by its code."""


def load(using: str) -> Tables:
    """The whole structure: one query a table."""
    codes = dict(m.Office.objects.using(using).values_list("id", "code"))
    return Tables(
        _row(table, found, codes)
        for table in TABLES
        for found in MODELS[table]._base_manager.using(using).order_by("id").values()
    )


def write(plan: Plan, reform: m.Reform, using: str) -> None:
    """Write the plan's rows, the change events, and how to take them back."""
    ids = dict(m.Office.objects.using(using).values_list("code", "id"))
    written: list[m.ReformWrite] = []
    for (model, kind), group in groupby(plan.writes(), key=_batch):
        writes = list(group)
        rows = _DO[kind](model, writes, ids, using)
        if model is m.Office:
            ids.update({row.code: row.pk for row in rows})
        for each, row in zip(writes, rows, strict=True):
            before = None if each.before is None else _columns(each.before, ids)
            after = None if each.after is None else _columns(each.after, ids)
            written.append(
                m.ReformWrite(
                    reform=reform,
                    position=len(written) + 1,
                    table=str(model._meta.model_name),
                    row=row.pk,
                    before=before and _plain(before),
                    after=after and _plain(after),
                )
            )
    m.ReformWrite.objects.using(using).bulk_create(written, batch_size=200)
    _events(plan, reform, ids, using)


def take_back(reform: m.Reform, using: str) -> None:
    """Put every row back as it was; refused where anything has come to rest on the act since."""
    m.Succession.objects.using(using).filter(change__reform=reform).delete()
    m.ChangeEvent.objects.using(using).filter(reform=reform).delete()
    writes = list(m.ReformWrite.objects.using(using).filter(reform=reform).order_by("-position"))
    _refuse_changed(writes, using)
    for each in writes:
        rows = BY_NAME[each.table]._base_manager.using(using)
        try:
            _restore(rows, each)
        except ProtectedError as error:
            raise _in_use(each, error) from None
    m.ReformWrite.objects.using(using).filter(reform=reform).delete()
    _refuse_unsound(using)


def _restore(rows: Any, each: m.ReformWrite) -> None:
    if each.before is None:
        rows.filter(pk=each.row).delete()
    elif each.after is None:
        rows.bulk_create([rows.model(pk=each.row, **_dates(each.before))])
    else:
        rows.filter(pk=each.row).update(**_dates(each.before))


def _refuse_changed(writes: list[m.ReformWrite], using: str) -> None:
    for name, model in BY_NAME.items():
        mine = {each.row: each.after for each in writes if each.table == name and each.after}
        found = _by_pk(model, list(mine), using)
        for pk, after in mine.items():
            columns = found.get(pk)
            if columns is None or {key: _plain(columns)[key] for key in after} != after:
                raise _rests_on(str(model._meta.verbose_name))


def _by_pk(model: type[models.Model], pks: list[int], using: str) -> dict[int, dict[str, Any]]:
    rows = model._base_manager.using(using)
    chunks = (pks[start : start + 500] for start in range(0, len(pks), 500))
    return {row["id"]: row for chunk in chunks for row in rows.filter(pk__in=chunk).values()}


def _refuse_unsound(using: str) -> None:
    tables = load(using)
    apply.refuse(find_faults(tables))
    if set(reach.reaches(tables)) != set(tables.of(ReachRow)):
        raise _rests_on("reach")


def _rests_on(what: str) -> ActRefused:
    return ActRefused(
        say(
            "Something of this act ({what}) was changed since, or a later act rests on it; "
            "undo what came later first.",
            "本次改革写入的内容（{what}）其后已被变更，或有后续法令以其为前提，请先撤回后者。",
            what=what,
        )
    )


def _in_use(each: m.ReformWrite, error: ProtectedError) -> ActRefused:
    return ActRefused(
        say(
            "{count} things refer by now to what this act made ({what}); move them first.",
            "已有{count}项内容引用本次改革新设的{what}，请先调整。",
            count=len(error.protected_objects),
            what=each.table,
        )
    )


def _batch(write: Write) -> tuple[type[models.Model], str]:
    kind = "insert" if write.before is None else "delete" if write.after is None else "update"
    return MODELS[type(write.row)], kind


def _insert(
    model: type[models.Model], writes: list[Write], ids: dict[str, int], using: str
) -> list[Any]:
    rows = [model(**_columns(each.row, ids)) for each in writes]
    made: list[Any] = model._base_manager.using(using).bulk_create(rows, batch_size=200)
    return made


def _delete(
    model: type[models.Model], writes: list[Write], ids: dict[str, int], using: str
) -> list[Any]:
    rows = [model(pk=each.row.pk, **_columns(each.row, ids)) for each in writes]
    for row in rows:
        model._base_manager.using(using).filter(pk=row.pk).delete()
    return rows


def _update(
    model: type[models.Model], writes: list[Write], ids: dict[str, int], using: str
) -> list[Any]:
    rows = [model(pk=each.row.pk, **_columns(each.row, ids)) for each in writes]
    # A row that stays is the same but for its days.
    model._base_manager.using(using).bulk_update(rows, ["starts", "ends"], batch_size=100)
    return rows


_DO = {"insert": _insert, "delete": _delete, "update": _update}


def _row(table: type[Row], found: dict[str, Any], codes: dict[int, str]) -> Row:
    values = {name: value for name, value in found.items() if name not in ("id", "code")}
    plain = {name.removesuffix("_id"): value for name, value in values.items()}
    for name in OFFICES:
        if name in plain:
            plain[name] = codes[plain[name]]
    if table is OfficeRow:
        plain["office"] = found["code"]
    return table(pk=found["id"], **plain)


def _columns(row: Row, ids: dict[str, int]) -> dict[str, Any]:
    values = {name: value for name, value in vars(row).items() if name != "pk"}
    if isinstance(row, OfficeRow):
        values["code"] = values.pop("office")
        return values
    for name in OFFICES:
        if name in values:
            values[f"{name}_id"] = ids[values.pop(name)]
    if isinstance(row, SeatRow):
        values["person_id"] = values.pop("person")
    return values


def _plain(columns: dict[str, Any]) -> dict[str, Any]:
    return {n: v.isoformat() if isinstance(v, date) else v for n, v in columns.items()}


def _dates(columns: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if name in ("starts", "ends") and value else value
        for name, value in columns.items()
    }


def _events(plan: Plan, reform: m.Reform, ids: dict[str, int], using: str) -> None:
    events = [
        m.ChangeEvent(
            reform=reform, position=step.change.position, kind=step.change.kind, day=plan.day
        )
        for step in plan.steps
    ]
    m.ChangeEvent.objects.using(using).bulk_create(events, batch_size=200)
    links = [
        _succession(event, link, ids)
        for event, step in zip(events, plan.steps, strict=True)
        for link in step.links
    ]
    m.Succession.objects.using(using).bulk_create(links, batch_size=200)


def _succession(event: m.ChangeEvent, link: Link, ids: dict[str, int]) -> m.Succession:
    return m.Succession(
        change=event,
        predecessor_id=ids[link.predecessor],
        successor_id=ids[link.successor],
        function=link.function,
        territory=link.territory,
        share_n=link.share.numerator,
        share_d=link.share.denominator,
        back_n=link.back.numerator if link.back else None,
        back_d=link.back.denominator if link.back else None,
    )


def sound(using: str) -> Iterator[str]:
    """A sentence for each way in which the stored structure does not hold."""
    tables = load(using)
    faults: Iterable[Any] = find_faults(tables)
    yield from map(str, faults)
    if set(reach.reaches(tables)) != set(tables.of(ReachRow)):
        yield "The table of who stands under whom is not what the parent edges give."


def before(reform: m.Reform, using: str) -> Tables:
    """The structure without an enacted act and without those enacted after it.

    What stands in an office that only they made is left out with the office.
    """
    codes = dict(m.Office.objects.using(using).values_list("id", "code"))
    tables = load(using)
    rows = {(type(row), row.pk): row for table in TABLES for row in tables.of(table)}
    for each in _writes_from(reform, using):
        table = next(t for t, model in MODELS.items() if model is BY_NAME[each.table])
        rows.pop((table, each.row), None)
        if each.before is not None:
            found = {"id": each.row, **_dates(each.before)}
            rows[table, each.row] = _row(table, found, codes)
    there = {row.office for row in rows.values() if isinstance(row, OfficeRow)}
    return Tables(row for row in rows.values() if row.office in there)


def _writes_from(reform: m.Reform, using: str) -> list[m.ReformWrite]:
    """What the act and all later ones wrote, the last first."""
    writes = m.ReformWrite.objects.using(using)
    first = writes.filter(reform=reform).order_by("pk").first()
    return [] if first is None else list(writes.filter(pk__gte=first.pk).order_by("-pk"))
