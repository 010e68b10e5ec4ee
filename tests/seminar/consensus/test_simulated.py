"""Blocs are found where they were planted, and not where there are none."""

import numpy as np

from goldthread.seminar.consensus import Outcome, draw
from tests.seminar.consensus.building import noise, planted, stances

SEEDS = range(12)


def test_noise_is_seldom_taken_for_blocs() -> None:
    found = [draw(stances(noise(seed))) for seed in SEEDS]
    assert sum(each.outcome is Outcome.BLOCS for each in found) <= 2
    # Without the test there would be groups every time, and not bad ones.
    best = [max(split.silhouette or 0 for split in each.splits) for each in found]
    assert min(best) > 0.3


def test_noise_with_gaps_is_seldom_taken_for_blocs() -> None:
    """Some delegations say much and others little; that makes no bloc of either."""
    alarms = 0
    for seed in SEEDS:
        values, draws = noise(seed), np.random.default_rng(seed)
        speaks = draws.uniform(0.3, 1.0, size=(len(values), 1))
        values[draws.random(values.shape) > speaks] = np.nan
        alarms += draw(stances(values)).outcome is Outcome.BLOCS
    assert alarms <= 2


def test_blocs_on_a_fifth_of_the_proposals_are_found() -> None:
    whole = 0
    for seed in SEEDS:
        values, sides = planted(seed)
        found = draw(stances(values))
        if found.outcome is Outcome.BLOCS:
            blocs = np.array([place.bloc for place in found.places])
            agree = max(np.mean((blocs == 1) == (sides == side)) for side in (0, 1))
            whole += bool(len(found.blocs) == 2 and agree >= 0.9)
    assert whole >= 11


def test_three_blocs_that_each_support_proposals_of_their_own() -> None:
    draws, sides = np.random.default_rng(3), np.arange(36) % 3
    values = noise(7, 36, 40)
    for column in range(18):
        stance = np.where(sides == column % 3, 1.0, -1.0)
        values[:, column] = np.where(draws.random(36) < 0.05, 0.0, stance)
    found = draw(stances(values))
    assert [len(bloc.delegations) for bloc in found.blocs] == [12, 12, 12]
    for bloc in found.blocs:
        [own] = {int(key[1:]) % 3 for key in bloc.delegations}
        assert {int(key[1:]) % 3 for key in bloc.stands_for} == {own}


def test_four_blocs_of_two_questions_that_cross() -> None:
    draws, sides = np.random.default_rng(4), np.arange(36) % 4
    values = noise(8, 36, 40)
    for column in range(24):
        side = sides % 2 if column % 2 else sides // 2
        values[:, column] = np.where(draws.random(36) < 0.05, 0.0, np.where(side == 1, 1.0, -1.0))
    found = draw(stances(values))
    assert [len(bloc.delegations) for bloc in found.blocs] == [9, 9, 9, 9]
    assert all(len({int(key[1:]) % 4 for key in bloc.delegations}) == 1 for bloc in found.blocs)
