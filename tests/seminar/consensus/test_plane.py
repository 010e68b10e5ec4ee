import numpy as np
from sklearn.decomposition import PCA

from goldthread.seminar.consensus.plane import centred, projected, shuffled, stretch, turned
from tests.seminar.consensus.building import drawn_up, noise

GAPS = drawn_up("++-0.", "+.-+-", "0-+.+", "-+.0+", "+0+-.", ".-0++")


def test_the_plane_is_scikit_learns() -> None:
    values = noise(1)
    points, explained = projected(centred(values), np.ones(len(values)))
    theirs = PCA(2).fit(values)
    assert np.allclose(np.abs(points), np.abs(theirs.transform(values)))
    assert np.allclose(explained, theirs.explained_variance_ratio_)


def test_silence_stands_at_the_mean_and_is_moved_out_again() -> None:
    about = centred(GAPS.values)
    assert (about[~GAPS.seen] == 0).all()
    assert np.allclose(about.sum(axis=0), 0)
    # Row 0 took 4 of 5 stances.
    assert stretch(GAPS.seen)[0] == (5 / 4) ** 0.5


def test_the_sign_does_not_depend_on_how_it_was_found() -> None:
    about = centred(noise(2))
    points, _ = projected(about, np.ones(len(about)))
    assert np.array_equal(turned(points, about), turned(-points, about))


def test_copies_keep_each_proposal_and_who_spoke() -> None:
    about = centred(GAPS.values)
    copies = shuffled(about, GAPS.seen, 50, np.random.default_rng(1))
    for copy in copies:
        assert (copy[~GAPS.seen] == 0).all()
        assert np.array_equal(np.sort(copy, axis=0), np.sort(about, axis=0))
    assert len({copy.tobytes() for copy in copies}) > 40


def test_each_proposal_is_dealt_by_itself() -> None:
    """Who agreed on everything no longer does."""
    about = centred(drawn_up(*["++++++++"] * 5, *["--------"] * 5).values)
    [copy] = shuffled(about, np.ones_like(about, dtype=bool), 1, np.random.default_rng(1))
    assert len({tuple(row) for row in copy.tolist()}) > 2
