"""Texts that a column holds: refused by a sentence before the database would refuse them."""

from collections.abc import Mapping
from typing import Any

from goldthread.programme.errors import PartRefused
from goldthread.workflow.machine import Transition
from goldthread.workflow.texts import say


def hold(row: Transition, given: Mapping[str, Any], most: Mapping[str, int]) -> None:
    """Refuse the first of the fields that is longer than `most` says."""
    for need in row.needs:
        value = given.get(need.name)
        if need.name in most and isinstance(value, str) and len(value) > most[need.name]:
            raise PartRefused(
                say(
                    "The {field} has {length} characters; {most} are the most.",
                    "{field}有{length}个字符，最多{most}个。",
                    field=need.titles,
                    length=len(value),
                    most=most[need.name],
                )
            )


def within(value: int, least: int, most: int, field: Mapping[str, str]) -> None:
    """Refuse a number that is not from `least` to `most`."""
    if not least <= value <= most:
        raise PartRefused(
            say(
                "The {field} must be {least} to {most}; {value} is not.",
                "{field}须为{least}至{most}，{value}不符。",
                field=field,
                least=least,
                most=most,
                value=value,
            )
        )
