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
                    "{field}: {length} characters are given; {most} are the most.",
                    "{field}：已填{length}个字符，最多{most}个。",
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
                "{field}: {value} is not from {least} to {most}.",
                "{field}：{value}不在{least}至{most}之间。",
                field=field,
                least=least,
                most=most,
                value=value,
            )
        )
