"""The data files of the code lists: YAML beside the code, each with a `source` line, read once."""

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=64)
def load(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml`."""
    text = files("goldthread.codes").joinpath("data", f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    return content


def names(prefix: str) -> tuple[str, ...]:
    """The names of the data files that begin with `prefix`, sorted."""
    folder = files("goldthread.codes").joinpath("data")
    found = (entry.name.removesuffix(".yaml") for entry in folder.iterdir())
    return tuple(sorted(name for name in found if name.startswith(prefix)))


def holds_on(valid_from: date | None, valid_to: date | None, day: date) -> bool:
    """Is `day` within a validity whose two ends are inclusive and may be open?"""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to)
