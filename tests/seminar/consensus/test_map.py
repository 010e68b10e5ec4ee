"""What a map says of small cases counted by hand."""

import os
import subprocess
import sys
import time

import numpy as np
import pytest

from goldthread.seminar.consensus import (
    FEWEST,
    Bloc,
    Counts,
    Outcome,
    Role,
    Stances,
    Trial,
    Unplaced,
    draw,
    stances_of,
)
from tests.seminar.consensus.building import drawn_up, noise, stances

TWO_BLOCS = drawn_up(
    # p00-p05 divide, p06 and p07 all support, p08 nobody likes, p09 is open
    "++++++++-+",
    "++++++++--",
    "+++++0++-0",
    "+++++++.-+",
    "++++.+++--",
    "------++-+",
    "-----0++--",
    "----.-++-0",
    "------++-.",
    "-------+--",
)


def test_two_blocs_and_what_bridges_and_divides_them() -> None:
    found = draw(TWO_BLOCS)
    assert found.outcome is Outcome.BLOCS
    assert found.blocs == (
        Bloc(1, ("d00", "d01", "d02", "d03", "d04"), ("p00", "p01", "p02", "p03", "p04"), ()),
        Bloc(2, ("d05", "d06", "d07", "d08", "d09"), (), ("p00", "p01", "p02", "p03", "p04")),
    )
    assert found.bridges == ("p07", "p06")
    assert found.divisive == ("p00", "p01", "p02", "p03", "p04", "p05")
    assert [split.number for split in found.splits] == [2, 3, 4, 5]


def test_shares_by_jeffreys_prior_and_their_geometric_mean() -> None:
    """p06: 5 of 5 and 4 of 5; p05: 4 of 5 (one abstains) and none of 5."""
    rows = {row.proposal: row for row in draw(TWO_BLOCS).proposals}
    assert rows["p06"].by_bloc == (Counts(5, 0, 0, 0), Counts(4, 1, 0, 0))
    assert rows["p06"].support == pytest.approx((5.5 / 6 * 4.5 / 6) ** 0.5, abs=1e-6)
    assert rows["p06"].gap == pytest.approx(1 / 6, abs=1e-6)
    assert rows["p05"].all == Counts(4, 4, 2, 0)
    assert rows["p05"].support == pytest.approx((4.5 / 6 * 0.5 / 6) ** 0.5, abs=1e-6)
    assert rows["p05"].role is Role.DIVISIVE
    assert rows["p09"].role is Role.NEITHER


def test_whom_to_talk_to_agrees_most_among_the_others() -> None:
    """d00 and d05 differ on p00-p05 and say the same of p06-p09; nobody else of bloc 2 says the
    same as d00 of more."""
    whom = draw(TWO_BLOCS).places[0].whom
    assert whom is not None
    assert (whom.delegation, whom.same, whom.both) == ("d05", 4, 10)
    assert whom.ground == ("p06", "p07", "p09")


def test_noise_has_no_blocs_and_nobody_is_sent_to_anybody() -> None:
    found = draw(stances(noise(3)))
    assert (found.outcome, found.blocs) == (Outcome.NO_BLOCS, ())
    assert {(place.bloc, place.whom) for place in found.places} == {(0, None)}
    assert all(len(row.by_bloc) == 1 for row in found.proposals)


def test_the_order_of_stances_does_not_matter() -> None:
    rows = [
        (who, what, int(TWO_BLOCS.values[at, column]))
        for at, who in enumerate(TWO_BLOCS.delegations)
        for column, what in enumerate(TWO_BLOCS.proposals)
        if TWO_BLOCS.seen[at, column]
    ]
    assert draw(stances_of(reversed(rows))) == draw(stances_of(rows)) == draw(TWO_BLOCS)


def test_the_same_bytes_in_another_process_and_with_other_threads() -> None:
    code = (
        "from goldthread.seminar.consensus import draw\n"
        "from tests.seminar.consensus.building import planted, stances\n"
        "print(repr(draw(stances(planted(3)[0]))))"
    )

    def told(threads: str) -> bytes:
        env = os.environ | {"OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=env
        ).stdout

    assert told("1") == told("2") != b""


def test_a_quorum_must_have_spoken() -> None:
    assert draw(TWO_BLOCS, quorum=10).outcome is Outcome.BLOCS
    found = draw(TWO_BLOCS, quorum=11)
    assert (found.outcome, found.enough, found.needed) == (Outcome.NO_QUORUM, 10, 11)
    assert (found.places, found.blocs, found.tested) == ((), (), None)
    assert found.proposals[6].all == Counts(9, 1, 0, 0)


def test_who_said_little_has_no_place_but_is_counted() -> None:
    values = np.vstack([TWO_BLOCS.values, np.full(10, np.nan), np.full(10, np.nan)])
    values[10, :4] = 1
    found = draw(stances(values))
    assert found.unplaced == (Unplaced("d10", 4), Unplaced("d11", 0))
    assert len(found.places) == 10
    assert found.proposals[0].all == Counts(6, 5, 0, 1)
    assert found.proposals[0].by_bloc == (Counts(5, 0, 0, 0), Counts(0, 5, 0, 0))


DEGENERATE: dict[str, tuple[Stances, Outcome]] = {
    "nothing at all": (stances_of([]), Outcome.TOO_FEW_PROPOSALS),
    "delegations without proposals": (stances_of([], ["a", "b"]), Outcome.TOO_FEW_PROPOSALS),
    "proposals without delegations": (stances_of([], (), "abcdef"), Outcome.NO_QUORUM),
    "one delegation": (drawn_up("+-+-+-+-"), Outcome.NO_QUORUM),
    "four proposals": (drawn_up(*["++--"] * 8), Outcome.TOO_FEW_PROPOSALS),
    "all the same": (drawn_up(*["+-+-+0+"] * 8), Outcome.ALL_THE_SAME),
    "all abstain": (drawn_up(*["0000000"] * 8), Outcome.ALL_THE_SAME),
    "nobody said anything": (drawn_up(*["......."] * 8), Outcome.NO_QUORUM),
    "one against all": (drawn_up("------", *["++++++"] * 9), Outcome.NO_BLOCS),
    "rows missing": (drawn_up(*["......"] * 3, *["++++++"] * 6), Outcome.ALL_THE_SAME),
    "no proposal shared": (drawn_up(*["+++++.....", ".....+++++"] * 4), Outcome.ALL_THE_SAME),
    "a tie of two": (drawn_up(*["++++++"] * 4, *["------"] * 4), Outcome.BLOCS),
    "one direction only": (drawn_up(*["+00000", "000000"] * 4), Outcome.NO_BLOCS),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_every_input_gives_a_map_that_says_what_it_is(name: str) -> None:
    given, outcome = DEGENERATE[name]
    found = draw(given)
    assert found.outcome is outcome
    assert len(found.places) + len(found.unplaced) == len(given.delegations) or not found.places
    assert [row.proposal for row in found.proposals] == [*given.proposals]


def test_no_quorum_below_which_chance_cannot_be_told_from_blocs() -> None:
    assert draw(drawn_up(*["++++++", "------"] * 2), quorum=1).needed == FEWEST == 6


def test_counts_of_the_test() -> None:
    tested = draw(stances(noise(3)), permutations=19).tested
    assert isinstance(tested, Trial)
    assert tested.permutations == 19
    assert tested.p == pytest.approx((1 + tested.as_clear) / 20)


def test_large_map_within_five_seconds() -> None:
    """40 delegations by 200 proposals with 199 permutations; processor time, the least of two."""
    given = stances(noise(5, 40, 200))
    took = []
    for _ in range(2):
        begun = time.process_time()
        draw(given)
        took.append(time.process_time() - begun)
    print(f"{min(took):.2f} s")  # noqa: T201
    assert min(took) < 5
