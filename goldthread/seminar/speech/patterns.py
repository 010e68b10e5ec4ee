"""Rules of `data/*.yaml` as regular expressions, put together from their pieces."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_PIECE = re.compile(r"~([A-Z]+)~")
_BLANK = re.compile(r"(?<!\\)\s+")


@cache
def data(name: str) -> dict[str, Any]:
    path = files("goldthread.seminar.speech").joinpath("data", f"{name}.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@cache
def whole(name: str, pattern: str) -> str:
    """The pattern with each `~PIECE~` of the file put in, and without its blanks."""
    pieces = data(name)["pieces"]
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda hit: str(pieces[hit[1]]), pattern)
    return _BLANK.sub("", pattern)


def compiled(name: str, pattern: str, *, exact: bool = False) -> "re.Pattern[str]":
    return re.compile(whole(name, pattern), 0 if exact else re.IGNORECASE)
