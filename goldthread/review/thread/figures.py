"""A figure on the thread: the same one, however a target, a sentence or a release asks for it.

It is named as a sentence asks for it, with semicolons for blanks, so that an address can hold it:
`C03;period=2019-H1;region=CN-31`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from goldthread.seminar.speech.bindings import CHANGES, DIMENSIONS, Binding, tokens
from goldthread.seminar.speech.errors import TokenRefused


def of_target(indicator: str, region: str, period: str, where: Mapping[str, Any]) -> str:
    """What a target asks the register for, as a sentence would ask for it."""
    asked = {**where, "region": region} if region else dict(where)
    held = tuple((n, _values(asked[n])) for n in sorted(asked) if n in DIMENSIONS)
    return _named(Binding(indicator, period.upper(), held))


def of_binding(asked: str) -> str:
    """The figure itself, without its change or its way of counting; blank where it is none."""
    if ";" in asked:
        return ""
    try:
        found = tokens("{{" + asked + "}}")
    except TokenRefused:
        return ""
    return _named(replace(found[0].binding, change="", counting="")) if found else ""


def spellings(figure: str) -> list[str]:
    """How texts ask for the figure or for its change on the year before."""
    asked = figure.replace(";", " ")
    return [asked, *(f"{asked} change={change}" for change in CHANGES)]


def named(figure: str) -> dict[str, str]:
    """The parts of a figure by their names; `indicator` too."""
    indicator, *parts = figure.split(";")
    return {"indicator": indicator, **dict(part.split("=", 1) for part in parts)}


def _named(binding: Binding) -> str:
    return binding.asked.replace(" ", ";")


def _values(given: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in given) if isinstance(given, list | tuple) else (str(given),)
