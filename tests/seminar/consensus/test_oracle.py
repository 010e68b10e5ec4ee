"""The same cases by red-dwarf, a port of Polis: live where it is installed, else as stored.

Equal: the plane, up to the sign of each direction; who is in which cluster, in two cases of three;
group-aware consensus. In the third Polis, which begins once, at the first delegations, ends with 5
clusters (one of a single delegation) that are less clear than the 3 planted ones, found here.
Different by intention: Polis multiplies over groups and adds a whole stance to each side; here it
is the geometric mean, so that maps of two and of five blocs can be compared, and half a stance
(Jeffreys), which small blocs bear. red-dwarf's pseudo count of a half makes the second the same.
"""

import json
import warnings
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import silhouette_score

from goldthread.seminar.consensus import ConsensusMap, draw
from goldthread.seminar.consensus.shares import across, counted, share
from tests.seminar.consensus.building import stances
from tests.seminar.consensus.oracle import CASES, PRIORS, STORED, answers, case

SAME = ("two", "three_with_gaps")


def stored() -> dict[str, Any]:
    told = json.loads(STORED.read_text("utf-8"))
    assert told["red-dwarf"] == "0.4.0"
    found: dict[str, Any] = told["cases"]
    return found


@pytest.fixture(scope="module", params=["stored", "live"])
def oracle(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param == "stored":
        return stored()
    if find_spec("reddwarf") is None:
        pytest.skip("red-dwarf is not installed: compared with what it wrote to oracle.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return answers()


def matrix(name: str) -> np.ndarray:
    return np.array(case(*CASES[name]), dtype=float)


def ours(name: str) -> ConsensusMap:
    return draw(stances(matrix(name)))


@pytest.mark.parametrize("name", CASES)
def test_the_same_plane(oracle: dict[str, Any], name: str) -> None:
    mine = np.array([(place.x, place.y) for place in ours(name).places])
    theirs = np.array(oracle[name]["points"])
    for axis in (0, 1):
        sign = np.sign(mine[:, axis] @ theirs[:, axis])
        assert np.allclose(mine[:, axis], sign * theirs[:, axis], atol=1e-5)


@pytest.mark.parametrize("name", SAME)
def test_the_same_clusters(oracle: dict[str, Any], name: str) -> None:
    mine = [place.bloc for place in ours(name).places]
    pairs = set(zip(mine, oracle[name]["labels"], strict=True))
    assert len(pairs) == len(set(mine)) == len(set(oracle[name]["labels"]))


def test_where_polis_stops_early_the_blocs_here_are_clearer(oracle: dict[str, Any]) -> None:
    points, theirs = oracle["three"]["points"], oracle["three"]["labels"]
    mine = [place.bloc for place in ours("three").places]
    assert mine == [mine[0], mine[1], mine[2]] * 10
    assert silhouette_score(points, mine) > silhouette_score(points, theirs) + 0.1


@pytest.mark.parametrize("name", SAME)
def test_the_same_consensus_by_jeffreys_prior(oracle: dict[str, Any], name: str) -> None:
    drawn, theirs = ours(name), oracle[name]["consensus"]["jeffreys"]
    blocs = len(drawn.blocs)
    support = np.array([row.support for row in drawn.proposals])
    oppose = np.array([row.oppose for row in drawn.proposals])
    assert np.allclose(support, np.array(theirs["agree"]) ** (1 / blocs), atol=1e-6)
    assert np.allclose(oppose, np.array(theirs["disagree"]) ** (1 / blocs), atol=1e-6)


@pytest.mark.parametrize("prior", PRIORS)
@pytest.mark.parametrize("name", CASES)
def test_of_polis_clusters_polis_consensus(oracle: dict[str, Any], name: str, prior: str) -> None:
    values, labels = matrix(name), np.array(oracle[name]["labels"])
    parts = [counted(values[labels == label]) for label in sorted(set(labels.tolist()))]
    sides = {"agree": 0, "disagree": 1}
    for side, product in oracle[name]["consensus"][prior].items():
        shares = np.array([share(part[sides[side]], part[2], PRIORS[prior]) for part in parts])
        assert np.allclose(shares.prod(axis=0), product)
        assert np.allclose(across(shares), np.array(product) ** (1 / len(parts)))
