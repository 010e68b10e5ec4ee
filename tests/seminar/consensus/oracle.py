"""What red-dwarf 0.4.0, another program, makes of three cases; written to `oracle.json`.

red-dwarf is a Python port of Polis' mathematics. It is no dependency of ours: install it in an
environment of its own (`pip install red-dwarf==0.4.0`) and run, from the root,

    python -m tests.seminar.consensus.oracle

The cases: two blocs, three blocs, and three blocs with three stances in ten missing.
"""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

STORED = Path(__file__).with_name("oracle.json")
PRIORS = {"jeffreys": 0.5, "laplace": 1}
SIZE, WIDTH = 30, 24
CASES = {"two": (2, 0.0, 11), "three": (3, 0.0, 12), "three_with_gaps": (3, 0.3, 13)}


def case(blocs: int, missing: float, seed: int) -> list[list[int | None]]:
    """Delegations by proposals: blocs agree among themselves nine times in ten."""
    draws = np.random.default_rng(seed)
    views = draws.choice([1, -1], size=(blocs, WIDTH))
    stances = views[np.arange(SIZE) % blocs]
    stances = np.where(draws.random((SIZE, WIDTH)) < 0.1, draws.choice([0, -1, 1]), stances)
    gone = draws.random((SIZE, WIDTH)) < missing
    return [
        [None if gone[row, column] else int(stances[row, column]) for column in range(WIDTH)]
        for row in range(SIZE)
    ]


def asked(rows: list[list[int | None]]) -> dict[str, Any]:
    """Coordinates, clusters and group-aware consensus, by red-dwarf."""
    from reddwarf.implementations.polis import run_pipeline
    from reddwarf.utils.stats import calculate_comment_statistics_dataframes

    votes = [
        {"participant_id": one, "statement_id": at, "vote": vote, "modified": 0}
        for one, row in enumerate(rows)
        for at, vote in enumerate(row)
        if vote is not None
    ]
    found = run_pipeline(votes=votes, min_user_vote_threshold=5, random_state=1)
    labels = found.clusterer.labels_
    consensus = {}
    for name, prior in PRIORS.items():
        _, table = calculate_comment_statistics_dataframes(
            found.raw_vote_matrix, labels, pseudo_count=prior
        )
        consensus[name] = {
            side: table[f"group-aware-consensus-{side}"].tolist() for side in ("agree", "disagree")
        }
    return {
        "points": [found.participant_projections[one].tolist() for one in range(len(rows))],
        "labels": [int(label) for label in labels],
        "consensus": consensus,
    }


def answers() -> dict[str, Any]:
    return {name: asked(case(*given)) for name, given in CASES.items()}


if __name__ == "__main__":
    told = {"red-dwarf": version("red-dwarf"), "cases": answers()}
    STORED.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
