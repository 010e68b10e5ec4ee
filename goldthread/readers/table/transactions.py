"""The rights of a transaction: numbers as the office writes them, and the key of the right."""

from goldthread.codes import right_numbers
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.table.cells import Unfit
from goldthread.readers.table.chunks import Items

_NUMBERS = ("application_number", "registration_number")


def complete(items: Items) -> None:
    """Writes `right_id` beside each right, with its numbers in the office's own form.

    A right without an office is one of the office that recorded the transaction.
    """
    office = items.fields.setdefault("ip_office_code", [None] * items.size)
    recorded_by = items.parent.fields["ip_office_code"]
    kinds = items.fields.setdefault("right_kind", [None] * items.size)
    items.fields["right_id"] = [None] * items.size
    for index in range(items.size):
        office[index] = office[index] or recorded_by[items.parents[index]]
        for name in _NUMBERS:
            _normalise(items, index, name)
        number = next((v for name in _NUMBERS if (v := _of(items, name, index))), None)
        if number and not kinds[index]:
            detail = f"the right {number} has no kind: say PT, UM, DS or another of the list."
            items.fail(index, Unfit("no-key", detail, column=items.cell))
        elif number and office[index]:
            key = right_key(str(office[index]), str(kinds[index]), str(number))
            items.fields["right_id"][index] = surrogate(key)


def _of(items: Items, name: str, index: int) -> object:
    return items.fields[name][index] if name in items.fields else None


def _normalise(items: Items, index: int, name: str) -> None:
    text = _of(items, name, index)
    if text is None:
        return
    kinds = items.fields["right_kind"]
    office = items.fields["ip_office_code"][index]
    try:
        found = right_numbers.read(str(office or ""), str(text), _kind(kinds[index]))
    except right_numbers.NoNumber as error:
        items.fail(index, Unfit("bad-number", str(error), column=items.cell))
        return
    items.fields[name][index] = found.number
    kinds[index] = kinds[index] or found.kind


def _kind(value: object) -> str | None:
    return None if value is None else str(value)
