"""Applicants and inventors of the demo: invented, and visibly so; pools from which rights draw."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from goldthread.codes import countries, regions
from goldthread.demo.facts import TYPES, data, origins, shares

TYPE_WORDS = {"ENT": "企业", "UNI": "大专院校", "RES": "科研单位", "IND": "个人", "GOV": "机关团体"}
_PERSONS_OF_A_PLACE = 60
Texts = NDArray[np.object_]
Index = NDArray[np.int64]


@dataclass(frozen=True)
class Entity:
    """An applicant: `person` is its number among the persons of its place, -1 for a body."""

    name: str
    latin: str
    type: str
    origin: int
    person: int = -1


@dataclass(frozen=True)
class Entities:
    """All applicants; origin o and type t have `count[o, t]` of them, from `first[o, t]` on."""

    rows: tuple[Entity, ...]
    first: Index
    count: Index

    def draw(self, rng: np.random.Generator, origin: Index, kind_of: Index) -> Index:
        """An applicant for each origin and type; the first of a pool are drawn more often."""
        luck = rng.random(len(origin)) ** 2
        chosen = luck * self.count[origin, kind_of]
        return np.asarray(self.first[origin, kind_of] + chosen.astype(np.int64))


@lru_cache(maxsize=1)
def places() -> tuple[tuple[str, str], ...]:
    """Of every origin the Chinese name, as the register writes it, and the English one."""
    tree = {region.code: region for region in regions.tree("CN").regions}
    made = []
    for number, code in enumerate(origins().codes):
        if number < origins().residents:
            region = tree[code]
            made.append((region.short_names["zh"], region.short_names["en"]))
        else:
            made.append((countries.name(code, "zh"), countries.name(code)))
    return tuple(made)


@lru_cache(maxsize=1)
def persons() -> tuple[tuple[str, str], ...]:
    """Residents' names: a surname, 某 ("a certain") and a stem, as Chinese texts hide names."""
    words = data("words")
    pairs = product(words["surnames"].items(), words["stems"].items())
    return tuple((f"{a}某{b}", f"{latin} Mou{stem}") for (a, latin), (b, stem) in pairs)


@lru_cache(maxsize=1)
def strangers() -> tuple[tuple[str, str], ...]:
    """The same number of names for inventors elsewhere: an initial, 某 and a stem."""
    words = data("words")
    pairs = product(words["initials"], words["stems"].items())
    return tuple((f"{a}·某{b}", f"{a}. Mou{stem}") for a, (b, stem) in pairs)


@lru_cache(maxsize=1)
def entities() -> Entities:
    """The pools of applicants of every origin."""
    rows: list[Entity] = []
    first = np.zeros((len(origins().codes), len(TYPES)), np.int64)
    count = np.zeros_like(first)
    size = shares("PT", "applied") * 3000
    for origin in range(len(origins().codes)):
        resident = origin < origins().residents
        bodies = int(np.clip(size[origin], 12, 360)) if resident else 96
        for number, kind in enumerate(TYPES):
            pool = list(_resident(origin, kind, bodies) if resident else _other(origin, kind))
            first[origin, number], count[origin, number] = len(rows), len(pool)
            rows += pool
    return Entities(tuple(rows), first, count)


def _resident(origin: int, kind: str, bodies: int) -> Iterator[Entity]:
    words, (place, latin_place) = data("words"), places()[origin]
    if kind == "IND":
        yield from _individuals(origin, persons())
    elif kind == "ENT":
        pairs = list(product(words["trades"].items(), words["brands"].items()))
        for (trade, latin_trade), (brand, latin_brand) in pairs[:bodies]:
            latin = f"Shili {latin_place} {latin_brand} {latin_trade} Co., Ltd."
            yield Entity(f"示例{place}{brand}{trade}有限公司", latin, kind, origin)
    else:
        pool = {"UNI": "universities", "RES": "institutes", "GOV": "bodies"}[kind]
        for name, latin in words[pool].items():
            yield Entity(f"示例{place}{name}", f"Shili {latin_place} {latin}", kind, origin)


def _other(origin: int, kind: str) -> Iterator[Entity]:
    words, (place, _) = data("words"), places()[origin]
    if kind == "IND":
        yield from _individuals(origin, strangers())
    elif kind == "ENT":
        pairs = product(words["foreign"].items(), words["foreign_trades"].items())
        for (brand, latin_brand), (trade, latin_trade) in pairs:
            latin = f"Example {latin_brand} {latin_trade} ({origins().codes[origin]})"
            yield Entity(f"示例{brand}{trade}公司({place})", latin, kind, origin)
    elif kind == "UNI":
        for brand, latin_brand in words["foreign"].items():
            latin = f"Example {latin_brand} University ({origins().codes[origin]})"
            yield Entity(f"示例{brand}大学({place})", latin, kind, origin)


def _individuals(origin: int, names: tuple[tuple[str, str], ...]) -> Iterator[Entity]:
    for offset in range(_PERSONS_OF_A_PLACE):
        person = (origin * 37 + offset * 7) % len(names)
        yield Entity(*names[person], "IND", origin, person)


@lru_cache(maxsize=1)
def applicant_texts() -> Texts:
    """How the register writes each applicant: name〔type,address,name in Latin letters〕."""
    return np.array(
        [
            f"{e.name}〔{TYPE_WORDS[e.type]},{_address(e.origin)},{e.latin}〕"
            for e in entities().rows
        ],
        object,
    )


@lru_cache(maxsize=1)
def inventor_texts() -> Texts:
    """How the register writes a person of a place, at `place * len(persons()) + person`."""
    made = []
    for number in range(len(places())):
        pool = persons() if number < origins().residents else strangers()
        made += [f"{name}({_address(number)})" for name, _ in pool]
    return np.array(made, object)


def _address(origin: int) -> str:
    """The country's code, and after it a resident's region."""
    resident = origin < origins().residents
    return f"CN {places()[origin][0]}" if resident else origins().codes[origin]
