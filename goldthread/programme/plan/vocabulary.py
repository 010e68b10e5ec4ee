"""The words that names of units are made of, and the units' other names, from data/units.yaml."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class Vocabulary:
    heads: frozenset[str]  # words that make an English name a unit's, in lower case
    openers: frozenset[str]  # words with which such a name begins
    acronyms: frozenset[str]
    compound: re.Pattern[str]  # known names that hold "and" or a comma
    national: tuple[str, ...]  # what may stand before a national unit's name without changing it
    groups: tuple[tuple[str, ...], ...]  # names of one unit


@cache
def vocabulary() -> Vocabulary:
    text = resources.files(__package__).joinpath("data/units.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    compound = sorted(data["compound_names"], key=len, reverse=True)
    return Vocabulary(
        heads=frozenset(data["head_words"]),
        openers=frozenset(data["opening_words"]),
        acronyms=frozenset(data["acronyms"]),
        compound=re.compile(r"\b(?:" + "|".join(map(re.escape, compound)) + r")\b", re.IGNORECASE),
        national=tuple(data["national_prefixes"]),
        groups=tuple(tuple(group) for group in data["same_unit"]),
    )
