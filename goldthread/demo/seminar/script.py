"""What `data/seminar.yaml` and `data/seminar_proposals.yaml` say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A proposal: who makes it, who handles it, what becomes of it (`fate`, with another's key)."""

    key: str
    fate: str
    other: str
    office: str
    partners: tuple[str, ...]
    handlers: tuple[str, ...]
    tilt: str
    told: Told

    @property
    def written(self) -> dict[str, str]:
        """What its draft says."""
        names = {"title": "", "background": "why_", "request": "ask_"}
        texts = {
            f"{name}_{lang}": self.told[f"{short}{lang}"]
            for name, short in names.items()
            for lang in ("en", "zh")
        }
        return texts | {"line_of_work": self.told["line"]}


def regions(codes: str) -> tuple[str, ...]:
    """The codes of regional offices, from those of their regions."""
    return tuple(f"IPO-{code}" for code in codes.split())


@cache
def script() -> Told:
    return _read("seminar")


@cache
def lines(meeting: str) -> tuple[Line, ...]:
    return tuple(_line(told) for told in _read("seminar_proposals")[meeting])


def _line(told: Told) -> Line:
    fate, _, other = told["fate"].partition(":")
    return Line(
        key=told["key"],
        fate=fate,
        other=other,
        office=f"IPO-{told['of']}",
        partners=regions(" ".join(told["with"])),
        handlers=tuple(f"CNIPA-{code}" for code in told["to"]),
        tilt=told.get("tilt", ""),
        told=told,
    )


def _read(name: str) -> dict[str, Any]:
    text = files("goldthread.demo").joinpath("data", f"{name}.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
