"""Unit names as written in a plan, matched to the offices that are known."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from goldthread.programme.plan.names import is_han
from goldthread.programme.plan.vocabulary import vocabulary

SURE_ENOUGH = 0.75  # below this score a name is unknown

_PLACE = re.compile(r"^(.{2,9}?(?:特别行政区|自治区|自治州|兵团|省|市|州|盟|县|区))(?=..)")
_FILLERS = {"the", "of", "for", "and", "on", "in", "s"}


@dataclass(frozen=True)
class Match:
    """What is proposed for one name: the key of a known office, or None where it is unknown.

    `score` runs from 0 to 1; 1 means the same name or another name of the same unit. Keys that
    score equally well are all in `candidates`, and none is then proposed.
    """

    name: str
    proposal: str | None
    score: float
    candidates: tuple[str, ...] = ()


def match_units(names: Iterable[str], known: Mapping[str, str | Iterable[str]]) -> list[Match]:
    """A match for each name, in order. `known` maps an office's key to its name or names."""
    offices = [(key, _forms(names)) for key, names in known.items()]
    return [_match(name, offices) for name in names]


def _forms(names: str | Iterable[str]) -> list[str]:
    return [_normal(name) for name in ([names] if isinstance(names, str) else names)]


def _match(name: str, offices: list[tuple[str, list[str]]]) -> Match:
    wanted = _normal(name)
    scores = [
        (max((_score(wanted, form) for form in forms), default=0.0), key) for key, forms in offices
    ]
    best = max((score for score, _ in scores), default=0.0)
    keys = tuple(key for score, key in scores if score == best and best > 0)
    sure = best >= SURE_ENOUGH and len(keys) == 1
    return Match(
        name, keys[0] if sure else None, round(best, 3), keys if best >= SURE_ENOUGH else ()
    )


def _normal(name: str) -> str:
    """The name without spaces, articles and national prefixes; one form for all a unit's names."""
    plain = _plain(name)
    return _groups().get(plain, plain)


def _plain(name: str) -> str:
    if is_han(name):
        text = re.sub(r"\s+", "", name.replace("（", "(").replace("）", ")"))
    else:
        words = re.findall(r"[a-z0-9]+", name.lower().replace("’", "'").replace("'s", ""))
        text = " ".join(word for word in words if word not in _FILLERS)
    return _without_prefix(text)


def _without_prefix(text: str) -> str:
    for prefix in vocabulary().national:
        head = prefix if is_han(prefix) else _latin(prefix) + " "
        if text.startswith(head) and len(text) - len(head) >= 3:
            return _without_prefix(text[len(head) :])
    return text


def _latin(prefix: str) -> str:
    words = re.findall(r"[a-z]+", prefix.lower().replace("'s", ""))
    return " ".join(word for word in words if word not in _FILLERS)


@cache
def _groups() -> dict[str, str]:
    """Every known name of a unit, in plain form, to the unit's first one."""
    return {_plain(name): _plain(group[0]) for group in vocabulary().groups for name in group}


def _score(wanted: str, form: str) -> float:
    if wanted == form:
        return 1.0
    if is_han(wanted) != is_han(form):
        return 0.0
    if not is_han(wanted):
        return 0.99 * _dice(wanted.split(), form.split())
    if _place(wanted) != _place(form):
        return 0.5 * _dice(_pairs(wanted), _pairs(form))
    if wanted.endswith(form) or form.endswith(wanted):
        return 0.6  # 知识产权局 is rarely the short form of 上海知识产权局
    return max(
        _abbreviated(*sorted((wanted, form), key=len)), 0.95 * _dice(_pairs(wanted), _pairs(form))
    )


def _place(name: str) -> str:
    match = _PLACE.match(name)
    return match[1] if match else ""


def _abbreviated(short: str, long: str) -> float:
    """发展改革委 for 发展和改革委员会: the letters in order, from the same first letter.

    A name that only lacks its beginning is another unit's more often than not (知识产权局 for
    北京知识产权局), so it does not count.
    """
    if len(short) < 3 or short[0] != long[0] or len(short) * 2 < len(long):
        return 0.0
    rest = iter(long)
    return 0.9 if all(char in rest for char in short) else 0.0


def _pairs(name: str) -> list[str]:
    return [name[index : index + 2] for index in range(len(name) - 1)] or [name]


def _dice(one: list[str], other: list[str]) -> float:
    shared = sum((Counter(one) & Counter(other)).values())
    return 2 * shared / (len(one) + len(other)) if one or other else 0.0
