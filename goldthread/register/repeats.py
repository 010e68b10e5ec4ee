"""One key twice in one batch: rare, and told apart row by row.

Child rows carry only the key, so the rows of two records with one key run together. They are told
apart by what is unique within a record: a sequence number that comes again begins the next record.
"""

from collections import Counter
from typing import Final

import numpy as np
import pyarrow as pa

from goldthread.readers.schema import TABLES
from goldthread.register.spans import Ints, children_of, keys_of

_UNIQUE_IN_RECORD: Final = {
    "right_party": ("role", "sequence"),
    "right_classification": ("scheme", "sequence"),
    "designation": ("designated_office", "treaty"),
    "transaction_party": ("role", "sequence"),
}
_BY_SEQUENCE: Final = ("sequence",)

Tables = dict[str, pa.Table]


def has_repeats(keys: Ints) -> bool:
    """Does a key occur twice?"""
    return len(np.unique(keys)) < len(keys)


def separate(root: str, tables: Tables) -> tuple[list[Tables], pa.Table]:
    """Batches whose keys differ: the first occurrences, the second ones, and so on.

    Also the root rows of keys whose records cannot be told apart.
    """
    key = TABLES[root].key
    keys = keys_of(tables[root], key)
    children = children_of(root, tables)
    total = Counter(keys.tolist())
    turns = {name: _turns(name, table, key, total) for name, table in children.items()}
    unclear = np.array(sorted(set().union(*(bad for _, bad in turns.values()))), np.int64)
    clear = ~np.isin(keys, unclear)
    turn = _occurrence(keys)
    batches = []
    for number in range(int(turn.max()) + 1):
        batch = {root: tables[root].filter(pa.array(clear & (turn == number)))}
        for name, table in children.items():
            mine = (turns[name][0] == number) & ~np.isin(keys_of(table, key), unclear)
            batch[name] = table.filter(pa.array(mine))
        batches.append(batch)
    return batches, tables[root].filter(pa.array(~clear))


def _occurrence(keys: Ints) -> Ints:
    """For each row, how often its key came before."""
    count: Counter[int] = Counter()
    turns = np.zeros(len(keys), np.int64)
    for row, key in enumerate(keys.tolist()):
        turns[row] = count[key]
        count[key] += 1
    return turns


def _turns(name: str, table: pa.Table, key: str, total: Counter[int]) -> tuple[Ints, set[int]]:
    """For each child row, which occurrence of its key it belongs to; and the keys in doubt."""
    unique = table.select([key, *_UNIQUE_IN_RECORD.get(name, _BY_SEQUENCE)]).to_pydict()
    met: dict[int, set[tuple[object, ...]]] = {}
    at: Counter[int] = Counter()
    turns = np.zeros(table.num_rows, np.int64)
    for row, (owner, *mark) in enumerate(zip(*unique.values(), strict=True)):
        if total[owner] == 1:
            continue
        if tuple(mark) in met.setdefault(owner, set()):
            met[owner] = set()
            at[owner] += 1
        met[owner].add(tuple(mark))
        turns[row] = at[owner]
    return turns, {owner for owner in met if at[owner] + 1 != total[owner]}
