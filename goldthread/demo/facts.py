"""What the demo rests on: published figures and invented words, from two data files."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
import yaml
from numpy.typing import NDArray

KINDS: Final = ("PT", "UM", "DS")
TYPES: Final = ("ENT", "UNI", "RES", "IND", "GOV")
FIRST_DAY: Final = np.datetime64("2017-01-01")
END_DAY: Final = np.datetime64("2019-07-01")  # the first day after the demo's period
MONTHS: Final = 30
HALVES: Final = 5
# The columns of a province's row in the facts, by kind: applications, then stock and grants.
_APPLIED: Final = {"PT": 0, "UM": 2, "DS": 3}
_GRANTED: Final = {"PT": 1, "UM": 2, "DS": 3}
_CORPS: Final = "CN-XPCC"
_XINJIANG: Final = "CN-XJ"


@lru_cache(maxsize=2)
def data(name: str) -> dict[str, Any]:
    """The content of `data/<name>.yaml` of the demo."""
    text = files("goldthread.demo").joinpath("data", f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@dataclass(frozen=True)
class Origins:
    """Where applicants come from: the regions of residents first, then the other countries."""

    codes: tuple[str, ...]
    residents: int  # how many of the codes are regions

    @property
    def others(self) -> int:
        return len(self.codes) - self.residents


@lru_cache(maxsize=1)
def origins() -> Origins:
    """The 31 provinces, the Corps, then the other countries."""
    facts = data("facts")
    regions = (*facts["provinces"], _CORPS)
    return Origins((*regions, *facts["others"]), len(regions))


def shares(kind: str, event: str) -> NDArray[np.float64]:
    """The share of each resident region in a kind's `applied` or `granted`; they add up to 1."""
    facts = data("facts")
    column = (_APPLIED if event == "applied" else _GRANTED)[kind]
    weights = {code: float(row[column]) for code, row in facts["provinces"].items()}
    weights[_CORPS] = weights[_XINJIANG] * facts["corps_of_xinjiang"]
    weights[_XINJIANG] -= weights[_CORPS]
    array = np.array([weights[code] for code in origins().codes[: origins().residents]])
    return np.asarray(array / array.sum())


def other_shares() -> NDArray[np.float64]:
    """The share of each other country among applicants who are not residents."""
    weights = np.array(list(data("facts")["others"].values()), float)
    return np.asarray(weights / weights.sum())


def by_month(halves: list[float], scale: float) -> NDArray[np.int64]:
    """Half-years' published figures as whole pieces a month at the demo's scale.

    The pieces of each half-year add up to the rounded half-year.
    """
    facts, months = data("facts"), []
    for half, figure in enumerate(halves):
        season = np.array(facts["season"][6 * (half % 2) : 6 * (half % 2) + 6])
        months.append(apportion(figure * scale / facts["divisor"], season))
    return np.concatenate(months)


def apportion(total: float, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """`total`, rounded, divided in proportion to the weights by largest remainders."""
    exact = round(total) * weights / weights.sum()
    parts = np.floor(exact).astype(np.int64)
    short = round(total) - int(parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:short]] += 1
    return np.asarray(parts)
