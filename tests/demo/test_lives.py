"""The courses of rights against the published figures, a hundredth of each."""

from pathlib import Path

import numpy as np
import pytest

from goldthread.demo.facts import END_DAY, FIRST_DAY, KINDS, apportion, data, origins, shares
from goldthread.demo.lives import ENDS, NEVER, STARTS, Lives, live

HALVES = STARTS[::6]


@pytest.fixture(scope="module")
def lives() -> Lives:
    return live(np.random.default_rng([2019, 0]), 1.0)


def counts(days: np.ndarray) -> list[int]:
    """How many days fall in each half-year."""
    return np.histogram(days, [*HALVES])[0].tolist()


def of(lives: Lives, kind: str) -> Lives:
    return lives.take(np.flatnonzero(lives.kind == KINDS.index(kind)))


def stock(lives: Lives, day: int) -> int:
    """Resident rights in force at the beginning of a day."""
    resident = lives.origin < origins().residents
    return int((resident & (lives.granted < day) & (lives.ended >= day)).sum())


def test_live_makes_about_two_hundred_thousand_rights(lives: Lives) -> None:
    assert 180_000 < len(lives) < 210_000


def test_applications_of_2019_h1_fall_as_published(lives: Lives) -> None:
    # 649,000 applications for inventions, 9.4 % fewer than a year earlier.
    filed = counts(of(lives, "PT").filed)
    assert filed[4] == 6490
    assert round((filed[4] / filed[2] - 1) * 100, 1) == -9.4


def test_grants_of_2019_h1_rise_as_published(lives: Lives) -> None:
    # 238,000 inventions granted, 9.9 % more than a year earlier.
    granted = counts(of(lives, "PT").granted)
    assert granted[4] == 2380
    assert round((granted[4] / granted[2] - 1) * 100, 1) == 9.9


@pytest.mark.parametrize(
    ("kind", "year", "published"),
    [
        ("PT", 0, 1381594),
        ("PT", 2, 1542002),
        ("UM", 0, 1687593),
        ("UM", 2, 2072311),
        ("DS", 0, 628658),
        ("DS", 2, 708799),
    ],
)
def test_applications_of_a_year_are_the_published(
    lives: Lives, kind: str, year: int, published: int
) -> None:
    filed = counts(of(lives, kind).filed)
    # Two half-years are rounded, and others apart from all.
    assert filed[year] + filed[year + 1] == pytest.approx(published / 100, abs=2)


def test_inventions_in_force_are_the_published(lives: Lives) -> None:
    # 1.740 million domestic inventions in force at mid-2019: 12.5 for 10,000 people.
    inventions = of(lives, "PT")
    assert stock(inventions, int(HALVES[5])) == 17_400
    people = sum(row[5] for row in data("facts")["provinces"].values())
    assert round(17_400 * 100 / people, 1) == 12.5


def test_provinces_share_grants_as_published(lives: Lives) -> None:
    inventions = of(lives, "PT")
    inside = (inventions.granted >= HALVES[0]) & (inventions.granted < HALVES[5])
    resident = inventions.origin < origins().residents
    found = np.bincount(inventions.origin[inside & resident], minlength=origins().residents)
    assert np.abs(found - found.sum() * shares("PT", "granted")).max() <= 5
    # Beijing before Guangdong before Jiangsu, as in the table of grants to March 2016.
    first = [origins().codes[place] for place in np.argsort(-found)[:3]]
    assert first == ["CN-BJ", "CN-GD", "CN-JS"]


def test_every_province_and_the_corps_have_rights(lives: Lives) -> None:
    found = {origins().codes[place] for place in np.unique(lives.origin)}
    assert found == set(origins().codes)
    assert origins().residents == 32


def test_december_is_high_and_february_low(lives: Lives) -> None:
    inventions = of(lives, "PT")
    months = np.histogram(inventions.filed, [*STARTS])[0][:24]
    for year in (months[:12], months[12:]):
        assert (int(np.argmin(year)), int(np.argmax(year))) == (1, 11)


def test_pendency_is_about_22_months_for_inventions(lives: Lives) -> None:
    means = {}
    for kind in KINDS:
        rights = of(lives, kind)
        inside = (rights.granted >= HALVES[0]) & (rights.granted < NEVER)
        means[kind] = (rights.granted - rights.filed)[inside].mean() / 30.44
    assert 21 < means["PT"] < 23
    assert 5 < means["UM"] < 7
    assert 4 < means["DS"] < 6


def test_days_stand_in_order(lives: Lives) -> None:
    published, granted = lives.published < NEVER, lives.granted < NEVER
    lapsed = lives.end == ENDS.index("lapsed")
    assert (lives.published[published] > lives.filed[published]).all()
    both = published & granted
    assert (lives.published[both] < lives.granted[both]).all()
    assert (lives.granted[granted] > lives.filed[granted]).all()
    assert (lives.ended[lapsed] > lives.granted[lapsed]).all()
    assert (lives.filed < END_DAY.astype(int)).all()
    assert (lives.granted[~granted | (lives.end > 1)] == NEVER).all()


def test_no_right_expires_within_the_period(lives: Lives) -> None:
    term = np.where(lives.kind == 0, 20, 10)
    oldest = END_DAY.astype(int) - (term * 365.25).astype(int)
    assert (lives.filed >= oldest).all()
    assert FIRST_DAY.astype(int) == STARTS[0]


def test_apportion_adds_up() -> None:
    assert apportion(10, np.array([1.0, 1.0, 1.0])).tolist() == [4, 3, 3]
    assert apportion(7, np.array([0.5, 0.25, 0.25])).tolist() == [3, 2, 2]
    assert apportion(0, np.array([1.0, 2.0])).tolist() == [0, 0]


def test_shares_add_up_and_the_corps_is_part_of_xinjiang() -> None:
    codes = origins().codes
    for kind in KINDS:
        for event in ("applied", "granted"):
            found = shares(kind, event)
            assert found.sum() == pytest.approx(1)
            xinjiang, corps = found[codes.index("CN-XJ")], found[codes.index("CN-XPCC")]
            # 2,661 of Xinjiang's 18,792 utility models in force at the end of 2017.
            assert corps / (xinjiang + corps) == pytest.approx(2661 / 18792, abs=1e-4)


def test_the_page_says_how_many_there_are(lives: Lives) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "demo.md").read_text("utf-8")
    for kind, words in (("PT", "inventions"), ("UM", "utility models"), ("DS", "designs")):
        filed = of(lives, kind).filed
        before, inside = int((filed < HALVES[0]).sum()), int((filed >= HALVES[0]).sum())
        assert f"| {words} ({kind}) | {before:,} | {inside:,} |" in page
    inventions = of(lives, "PT")
    filed, granted = counts(inventions.filed), counts(inventions.granted)
    assert f"(C01) | {filed[2]:,} | {filed[4]:,} | −9.4 % |" in page
    assert f"(C03) | {granted[2]:,} | {granted[4]:,} | +9.9 % |" in page
    assert f"About {round(len(lives), -3):,} rights" in page
