"""Lives to full records: who applied, who invented, in which field, under which numbers."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goldthread.demo.facts import KINDS, TYPES, data, origins
from goldthread.demo.lives import NEVER, Days, Lives
from goldthread.demo.people import Index, entities, persons

MOST_INVENTORS = 5
MOST_SYMBOLS = 3
_TEAM = (0.45, 0.22, 0.12)  # how likely a body's right has each further inventor, by kind
NONE = -1
ROUTES = ("direct", "paris", "pct")
_DIRECT, _PARIS, _PCT = range(3)
# The weights of the check digit of an application number (SIPO's numbering since 2003).
_CHECK_WEIGHTS = np.array([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5])
# No office has numbers so high: the demo's numbers meet no real one.
_FIRST_SERIAL = 9_000_000


@dataclass
class Records:
    """All rights; arrays have one row a right. Indices point into the pools of `people`."""

    lives: Lives
    number: NDArray[np.str_]  # application number: year, type, serial, check digit
    applicant: Index
    partner: Index  # a second applicant, or NONE
    inventors: Index  # rows × MOST_INVENTORS: index of inventor_texts, or NONE
    field: Index  # 1-35; for designs the number of the product
    symbols: Index  # rows × MOST_SYMBOLS: index of symbols(), or NONE
    title: Index  # index of titles()
    claims: Index
    route: Index  # index of ROUTES
    priority: Days
    int_filed: Days

    def __len__(self) -> int:
        return len(self.number)


def complete(rng: np.random.Generator, lives: Lives) -> Records:
    """The records of these lives."""
    kind_of = _types(rng, lives)
    applicant = entities().draw(rng, lives.origin, kind_of)
    field = _fields(rng, lives)
    route, priority, int_filed = _routes(rng, lives)
    return Records(
        lives=lives,
        number=_numbers(lives, route),
        applicant=applicant,
        partner=_partners(rng, lives, applicant),
        inventors=_inventors(rng, lives, applicant),
        field=field,
        symbols=_symbols(rng, lives, field),
        title=_titles(rng, lives, field),
        claims=np.where(lives.kind == 2, NONE, 1 + rng.binomial(18, 0.4, len(lives))),
        route=route,
        priority=priority,
        int_filed=int_filed,
    )


def _pick(rng: np.random.Generator, weights: NDArray[np.float64], rows: Index) -> Index:
    """For each row number a column of `weights`, drawn in proportion."""
    steps = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    luck = rng.random(len(rows))
    return np.asarray((steps[rows] < luck[:, None]).sum(axis=1).clip(max=weights.shape[1] - 1))


def _types(rng: np.random.Generator, lives: Lives) -> Index:
    facts = data("facts")["types"]
    weights = [[float(facts[kind][name]) for name in TYPES] for kind in KINDS]
    weights.append([94.0, 3.0, 0.0, 3.0, 0.0])
    row = np.where(lives.origin < origins().residents, lives.kind, len(KINDS))
    return _pick(rng, np.array(weights), row)


def _partners(rng: np.random.Generator, lives: Lives, applicant: Index) -> Index:
    """A university or an enterprise of the same place beside one applicant in fourteen."""
    partner = entities().draw(rng, lives.origin, rng.integers(0, 2, len(lives)))
    alone = (rng.random(len(lives)) > 0.07) | (partner == applicant)
    return np.where(alone, NONE, partner)


def _inventors(rng: np.random.Generator, lives: Lives, applicant: Index) -> Index:
    rows, resident = len(lives), lives.origin < origins().residents
    person = rng.integers(0, len(persons()), (rows, MOST_INVENTORS))
    # Inventors of one right differ: each stands a stride after the one before.
    person = (person[:, :1] + np.arange(MOST_INVENTORS) * 67) % len(persons())
    own = np.array([entity.person for entity in entities().rows])[applicant]
    person[:, 0] = np.where(own == NONE, person[:, 0], own)
    place = np.repeat(lives.origin[:, None], MOST_INVENTORS, axis=1)
    _move_inventors(rng, place, resident)
    team = np.array(_TEAM)[lives.kind]
    count = 1 + rng.binomial(MOST_INVENTORS - 1, np.where(own == NONE, team, 0.1))
    texts = place * len(persons()) + person
    return np.where(np.arange(MOST_INVENTORS) < count[:, None], texts, NONE)


def _move_inventors(rng: np.random.Generator, place: Index, resident: NDArray[np.bool_]) -> None:
    """Some inventors live elsewhere: in another province, abroad, or here for an owner abroad."""
    rows, total, home = len(place), len(origins().codes), origins().residents
    for column in range(1, MOST_INVENTORS):
        moved = resident & (rng.random(rows) < 0.06)
        place[moved, column] = rng.integers(0, home, int(moved.sum()))
    abroad = resident & (rng.random(rows) < 0.03)
    place[abroad, 1] = rng.integers(home, total, int(abroad.sum()))
    here = ~resident & (rng.random(rows) < 0.09)
    place[here, 0] = rng.choice(
        [0, 8, 9, 18], int(here.sum())
    )  # Beijing, Shanghai, Jiangsu, Guangdong


def _fields(rng: np.random.Generator, lives: Lives) -> Index:
    """The technology field of inventions and models; of designs the product."""
    words = data("words")
    base = np.array([[row[kind] for row in words["fields"].values()] for kind in ("PT", "UM")])
    tilt = np.ones((len(origins().codes), len(words["fields"])))
    for code, strong in words["strong"].items():
        tilt[origins().codes.index(code), np.array(strong) - 1] = 2.0
    weights = (base[:, None, :] * tilt[None, :, :]).reshape(-1, base.shape[1]).astype(float)
    row = np.minimum(lives.kind, 1) * len(origins().codes) + lives.origin
    product = rng.integers(0, len(words["designs"]["about"]), len(lives))
    return np.asarray(np.where(lives.kind == 2, product, _pick(rng, weights, row) + 1))


@lru_cache(maxsize=1)
def symbols() -> tuple[str, ...]:
    """IPC symbols field by field, then the designs' Locarno classes."""
    words = data("words")
    ipc = [symbol for row in words["fields"].values() for symbol in row["symbols"]]
    return (*ipc, *words["designs"]["locarno"])


def _symbols(rng: np.random.Generator, lives: Lives, field: Index) -> Index:
    """One to three symbols: the first two of the record's own field, the third of any."""
    words = data("words")
    sizes = np.array([len(row["symbols"]) for row in words["fields"].values()])
    first = np.concatenate([[0], np.cumsum(sizes)])
    rows, own = len(lives), np.where(lives.kind == 2, 0, field - 1)
    made = first[own][:, None] + rng.integers(0, 2**30, (rows, MOST_SYMBOLS)) % sizes[own][:, None]
    made[:, 2] = rng.integers(0, first[-1], rows)
    made[(made[:, 1] == made[:, 0]) | (rng.random(rows) < 0.4), 1] = NONE
    twice = (made[:, 2] == made[:, 0]) | (made[:, 2] == made[:, 1])
    made[twice | (rng.random(rows) < 0.8), 2] = NONE
    design = lives.kind == 2
    made[design] = NONE
    made[design, 0] = first[-1] + field[design]
    return np.asarray(made)


_ACTIONS = {
    "PT": ("控制", "制备", "检测", "处理", "优化"),
    "UM": ("安装", "固定", "清洗", "防护", "调节"),
}


@lru_cache(maxsize=1)
def titles() -> tuple[str, ...]:
    """Titles by field and action for inventions, then for models; then the designs'."""
    words = data("words")
    abouts = [row["about"] for row in words["fields"].values()]
    inventions = [f"一种{about}的{a}方法(合成数据)" for about in abouts for a in _ACTIONS["PT"]]
    models = [f"一种{about}用{a}装置(合成数据)" for about in abouts for a in _ACTIONS["UM"]]
    return (*inventions, *models, *(f"{about}(合成数据)" for about in words["designs"]["about"]))


def _titles(rng: np.random.Generator, lives: Lives, field: Index) -> Index:
    actions = len(_ACTIONS["PT"])
    kinds = len(data("words")["fields"]) * actions
    chosen = (field - 1) * actions + rng.integers(0, actions, len(lives))
    return np.asarray(np.where(lives.kind == 2, 2 * kinds + field, lives.kind * kinds + chosen))


def _routes(rng: np.random.Generator, lives: Lives) -> tuple[Index, Days, Days]:
    """The route of each right, its priority and its international filing."""
    rows, luck = len(lives), rng.random(len(lives))
    other = lives.origin >= origins().residents
    route = np.where(luck < 0.62, _PCT, np.where(luck < 0.95, _PARIS, _DIRECT))
    route = np.where(~other, _DIRECT, np.where((lives.kind > 0) & (route == _PCT), _PARIS, route))
    back = rng.integers(300, 366, rows)
    int_filed = np.where(route == _PCT, lives.filed - rng.integers(480, 610, rows), NEVER)
    start = np.where(route == _PCT, int_filed, lives.filed)
    return route, np.where(route == _DIRECT, NEVER, start - back), int_filed


def _numbers(lives: Lives, route: Index) -> NDArray[np.str_]:
    """Application numbers in the order of filing: year, type (8 by PCT), serial, check digit."""
    year = lives.filed.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    digit = np.where((lives.kind == 0) & (route == _PCT), 8, lives.kind + 1)
    series = year * 10 + digit
    order = np.argsort(series, kind="stable")
    start = np.searchsorted(series[order], series[order])
    serial = np.empty(len(series), np.int64)
    serial[order] = np.arange(len(series)) - start
    digits = series * 10_000_000 + _FIRST_SERIAL + serial
    places = (digits[:, None] // 10 ** np.arange(11, -1, -1)) % 10
    check = (places * _CHECK_WEIGHTS).sum(axis=1) % 11
    ends = np.array([*"0123456789X"])[check]
    return np.char.add(np.char.add(digits.astype("U12"), "."), ends)
