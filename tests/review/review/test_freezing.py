"""Figures frozen as known on a day, made again byte for byte later, and what moved since.

Counts by hand: in the first half of 2019 four grants in Zhejiang and two in Jiangsu, none
elsewhere; in that of 2018 one of each (2018-05-01 in Zhejiang, 2018-06-01 in Jiangsu).
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.indicators.catalogue import definition, text_of
from goldthread.review.freezing import (
    digest,
    line_of,
    made_again,
    moved_since,
    span_of,
    wanted,
)
from goldthread.review.models import FrozenFigure, Release
from goldthread.seminar.address_figures import computed
from tests.indicators.support import load, people
from tests.once import copied
from tests.programme.test_progress import granted as of_applicants
from tests.review.building import KNOWN, Reviewed


def granted(number: str, day: str, region: str = "CN-ZJ") -> Any:
    """A grant whose applicant and inventor live in one region."""
    there = ("CN", region)
    return of_applicants(number, day, [(*there, "ENT")], inventors=[there])


@pytest.fixture
def home(shared: Path, tmp_path: Path, settings: Any) -> Path:
    own = copied(shared / "grants of freezing", _make, tmp_path / "home")
    settings.GOLDTHREAD_HOME = own
    return own


def _make(home: Path) -> None:
    load(
        home,
        [
            granted("1", "2018-05-01"),
            granted("2", "2018-06-01", "CN-JS"),
            granted("3", "2019-01-10"),
            granted("4", "2019-02-10"),
            granted("5", "2019-03-10"),
            granted("6", "2019-06-30"),
            granted("7", "2019-04-10", "CN-JS"),
            granted("8", "2019-05-10", "CN-JS"),
            people("CN", 2018, 20_000),
            people("CN-ZJ", 2018, 10_000),
        ],
        received="2019-06-20",
    )


def frozen(release: Release, asked: str) -> FrozenFigure:
    found: FrozenFigure = release.figures.get(asked=asked)
    return found


def test_a_review_without_a_register_freezes_that_nothing_is_known(
    world: Reviewed, tmp_path: Path, settings: Any
) -> None:
    settings.GOLDTHREAD_HOME = tmp_path
    release = world.review().releases.get()
    assert set(release.figures.values_list("value", "status")) == {("", "M")}


def test_the_figures_of_a_half_year_are_frozen_with_their_identity(
    world: Reviewed, home: Path
) -> None:
    release = world.review().releases.get()
    assert (release.number, release.as_known_on) == (1, KNOWN)
    values = {
        asked: frozen(release, asked).value
        for asked in (
            "C03 period=2019-H1",
            "C03 period=2018-H1",
            "C03 period=2019-H1 change=percent",
            "C03 period=2019-H1 region=CN-ZJ",
            "C03 period=2019-H1 region=CN-JS",
            "C03 period=2018-H1 region=CN-JS",
            "C03 period=2019-H1 region=CN-XJ",
        )
    }
    assert list(values.values()) == ["6", "2", "200", "4", "2", "1", "0"]
    row = frozen(release, "C03 period=2019-H1 region=CN-ZJ")
    assert (row.indicator, row.period, row.region) == ("C03", "2019-H1", "CN-ZJ")
    assert (row.numerator, row.denominator, row.records, row.status) == ("4", "1", 4, "A")
    assert (row.identity["version"], row.identity["as_of"]) == (1, 1)


def test_a_rate_keeps_its_numerator_and_its_people_and_none_where_nobody_is_known(
    world: Reviewed, home: Path
) -> None:
    """Five patents of Zhejiang are in force at the end of June among 10,000 people."""
    release = world.review().releases.get()
    row = frozen(release, "P02 period=2019-H1 region=CN-ZJ")
    assert (row.value, row.numerator, row.denominator, row.status) == ("5", "5", "10000", "A")
    absent = frozen(release, "P02 period=2019-H1 region=CN-JS")
    assert (absent.value, absent.denominator, absent.status) == ("", "", "M")


def test_a_figure_has_the_same_code_in_a_release_and_in_an_address(
    world: Reviewed, home: Path
) -> None:
    release = world.review().releases.get()
    for asked in (
        "C03 period=2019-H1",
        "C03 period=2019-H1 region=CN-ZJ",
        "P02 period=2019-H1 region=CN-ZJ",
        "C03 period=2019-H1 change=percent",
    ):
        alone = computed(["{{" + asked + "}}"], KNOWN)[asked]
        row = frozen(release, asked)
        assert (row.code, row.value) == (alone.shown.code, alone.value), asked


def test_a_release_is_made_again_byte_for_byte_after_the_register_went_on(
    world: Reviewed, home: Path
) -> None:
    release = world.review().releases.get()
    kept = [line_of(row) for row in release.figures.all()]
    assert digest(release.figures.all()) == release.sha256
    more = [granted("9", "2019-06-15"), granted("10", "2019-06-16", "CN-JS")]
    load(home, more, received="2019-08-01")
    assert [line_of(row) for row in made_again(release)] == kept
    assert digest(made_again(release)) == release.sha256


def test_a_release_is_made_again_after_the_definition_changed(world: Reviewed, home: Path) -> None:
    """The site's own C03, version 2, counts nothing; the release keeps the text of version 1."""
    release = world.review().releases.get()
    text = text_of(definition("C03")).replace("version: 1", "version: 2")
    text = text.replace("right_kind = 'PT' and grant_date", "right_kind = 'UM' and grant_date")
    (home / "indicators").mkdir()
    (home / "indicators" / "C03.yaml").write_text(text, "utf-8")
    assert definition("C03", home).version == 2
    assert digest(made_again(release)) == release.sha256
    moved = {each.row.asked for each in moved_since(release, KNOWN)}
    assert "C03 period=2019-H1" in moved


def test_figures_that_moved_are_told_and_the_frozen_stay(world: Reviewed, home: Path) -> None:
    review = world.review()
    release = review.releases.get()
    assert moved_since(release, date(2019, 7, 31)) == []
    load(home, [granted("9", "2019-06-15")], received="2019-07-20")
    moved = {
        each.row.asked: (each.row.value, each.now)
        for each in moved_since(release, date(2019, 7, 31))
        if each.row.indicator == "C03" and each.row.period == "2019-H1"
    }
    assert moved == {
        "C03 period=2019-H1": ("6", "7"),
        "C03 period=2019-H1 change=percent": ("200", "250"),
        "C03 period=2019-H1 region=CN-ZJ": ("4", "5"),
        "C03 period=2019-H1 counting=fraction-fields": ("6", "7"),
        "C03 period=2019-H1 counting=fraction-fields change=percent": ("200", "250"),
    }
    world.until(date(2019, 7, 31))
    world.act(
        review, "freeze_again", "statistician", as_known_on=date(2019, 7, 31), reason="补报。"
    )
    first, second = review.releases.all()
    assert frozen(first, "C03 period=2019-H1").value == "6"
    assert frozen(second, "C03 period=2019-H1").value == "7"
    assert (second.number, second.reason) == (2, "补报。")


def test_the_period_of_a_cycle(world: Reviewed) -> None:
    span = span_of(world.cycle)
    assert span is not None
    assert span.label == "2019-H1"


def test_no_figure_is_wanted_twice(world: Reviewed, home: Path) -> None:
    """Thirteen rows of the whole, nine divided by two regions, two by the 35 fields."""
    span = span_of(world.cycle)
    assert span is not None
    asked = [each.asked for each in wanted(span, ["CN-ZJ", "CN-JS"])]
    assert len(asked) == len(set(asked))
    assert len(asked) == 13 * 3 + 9 * 2 * 2 + 2 * 35 * 2
