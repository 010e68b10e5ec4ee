"""Around the tasks of the made-up ledger: supporting units, targets, extensions, notices.

Two departments support each national task. A third of the tasks have a target, their assignments
the same of their own region. One assignment in twenty had an extension, one in ten a notice.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from goldthread.bench.work_place import Place, alive

INDICATORS = ("C01", "C03", "C06", "P01", "P02")
SUPPORTS, TARGET_EVERY, EXTENSION_EVERY, NOTICE_EVERY = 2, 3, 20, 10
COLOURS = ("blue", "yellow", "red")


def follow_up(place: Place, first: int, nationals: int, rows: list[dict[str, Any]]) -> None:
    """`first`: the key before the half-year's tasks, national ones before their assignments."""
    from goldthread.programme import models as m

    writer, keyed = place.writer, list(enumerate(rows, first + nationals + 1))
    writer.put(m.Support, _supports(place, first, nationals))
    writer.put(m.Target, _targets(place, first, nationals))
    writer.put(
        m.Extension,
        (_extension(place, key, row) for key, row in keyed if not key % EXTENSION_EVERY),
    )
    writer.put(
        m.SupervisionNotice,
        (_notice(place, key, row) for key, row in keyed if not key % NOTICE_EVERY),
    )


def _supports(place: Place, first: int, nationals: int) -> Iterator[dict[str, Any]]:
    for number in range(1, nationals + 1):
        for office in place.chance.sample(place.departments, SUPPORTS):
            yield {"task_id": first + number, "office_id": office, "duty": place.text(5)}


def _targets(place: Place, first: int, nationals: int) -> Iterator[dict[str, Any]]:
    of_each = len(place.regional)
    for number in range(0, nationals, TARGET_EVERY):
        indicator = INDICATORS[number // TARGET_EVERY % len(INDICATORS)]
        yield _target(place, first + number + 1, indicator, "")
        for step, unit in enumerate(place.regional, 1):
            key = first + nationals + number * of_each + step
            yield _target(place, key, indicator, unit.region)


def target_of(before: int, number: int, nationals: int, regions: int) -> int | None:
    """The key of the target of the half-year's task of this number, `before` targets being there;
    tasks are numbered as in `follow_up`, from 1."""
    row, step = (number - 1, 0) if number <= nationals else divmod(number - nationals - 1, regions)
    step += number > nationals
    if row % TARGET_EVERY:
        return None
    return before + row // TARGET_EVERY * (regions + 1) + step + 1


def _target(place: Place, task: int, indicator: str, region: str) -> dict[str, Any]:
    return {
        "task_id": task,
        "position": 1,
        "indicator": indicator,
        "region": region,
        "period": place.half.key,
        "direction": "at_least",
        "value": place.chance.randrange(10, 1000),
    }


def _extension(place: Place, task: int, row: dict[str, Any]) -> dict[str, Any]:
    state = place.chance.choice(("requested", "agreed", "granted")) if place.last else "granted"
    return {
        **alive(state, place.half.ends),
        "task_id": task,
        "from_due": row["original_due"],
        "due": row["original_due"] + timedelta(days=30),
        "reason": place.text(8),
        "progress": place.text(8),
    }


def _notice(place: Place, task: int, row: dict[str, Any]) -> dict[str, Any]:
    state = place.chance.choice(("issued", "answered", "cleared")) if place.last else "cleared"
    issued = row["due"] - timedelta(days=3)
    return {
        **alive(state, place.half.ends),
        "task_id": task,
        "colour": place.chance.choice(COLOURS),
        "number": f"{place.half.key}-{task}",
        "issued_on": issued,
        "answer_due": issued + timedelta(days=7),
        "answered_on": None if state == "issued" else issued + timedelta(days=5),
        "text": place.text(10),
    }
