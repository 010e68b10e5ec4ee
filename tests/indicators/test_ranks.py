"""Statistics by rank, against what a person counts and what Python's own statistics say."""

from random import Random
from statistics import median

import numpy as np

from goldthread.indicators.ranks import statistics


def test_each_rank_is_the_least_number_of_days_that_reaches_it() -> None:
    days, counts = np.array([40, 10, 30, 20]), np.array([1, 1, 1, 1])
    assert statistics(days, counts, (25, 50, 51, 90, 100)) == [100, 20, 30, 10, 20, 30, 40, 40]


def test_what_was_taken_off_counts_no_more() -> None:
    days, counts = np.array([10, 20, 30, 10, 30]), np.array([2, 1, 1, -2, 1])
    assert statistics(days, counts, (10, 90)) == [80, 30, 30, 20, 30]


def test_days_before_the_first_are_days_too() -> None:
    days, counts = np.array([-5, 3]), np.array([3, 1])
    assert statistics(days, counts, (75, 76)) == [-12, -5, -5, -5, 3]


def test_middle_values_make_the_median() -> None:
    random = Random("median")
    for _ in range(50):
        days = [random.randint(-3, 9) for _ in range(random.randint(1, 12))]
        _, lower, upper = statistics(np.array(days), np.ones(len(days), np.int64), ())
        assert (lower + upper) / 2 == median(days)
