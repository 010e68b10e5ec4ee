"""The worked example: the reform of 2018, walked before and after, and figures regrouped."""

import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from goldthread.offices import actions, queries
from goldthread.offices.errors import StructureFileRefused
from goldthread.offices.lineage import Figure, Matter
from goldthread.offices.loading import shipped
from goldthread.offices.models import Office, Reform, ReformWrite
from goldthread.offices.reforms import store
from goldthread.workflow.database import databases
from goldthread.workflow.verify import verify_chain, verify_states
from tests.ledger import as_default
from tests.once import once

BEFORE, AFTER = date(2018, 1, 1), date(2019, 7, 1)
TRADEMARKS, PATENTS = Matter("trademarks", "CN"), Matter("patents", "CN")


@pytest.fixture(scope="session")
def china_home(shared: Path, sqlite_template: Path, django_db_blocker: Any) -> Path:
    def make(home: Path) -> None:
        shutil.copy(sqlite_template, home / "ledger.sqlite3")
        with django_db_blocker.unblock(), as_default(databases(home, None)["default"]):
            actions.load_structure(file=shipped("china-2018"), today=AFTER)

    once(shared / "china-2018", make)
    return shared / "china-2018"


@pytest.fixture
def china(china_home: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    shutil.copy(china_home / "ledger.sqlite3", tmp_path / "ledger.sqlite3")
    with django_db_blocker.unblock(), as_default(databases(tmp_path, None)["default"]):
        yield


def test_structure_before_and_after(ledger: str) -> None:
    loaded = actions.load_structure(file=shipped("china-2018"), today=AFTER)
    before, after = queries.structure(BEFORE), queries.structure(AFTER)

    assert len(loaded.enacted) == 5
    assert len(before.offices) == 4 + 7 + 31 * 3 + 1
    assert len(after.offices) == 2 + 8 + 31 * 2 + 1
    assert before.get("CNIPA").names["en"] == "State Intellectual Property Office"
    assert after.get("CNIPA").names["en"] == "China National Intellectual Property Administration"
    assert (before.get("CNIPA").parent, after.get("CNIPA").parent) == (None, "SAMR")
    assert before.holder("trademarks", "CN") == "SAIC"
    assert after.get("CNIPA").functions == (
        ("geographical_indications", "CN"),
        ("layout_designs", "CN"),
        ("patents", "CN"),
        ("trademarks", "CN"),
    )
    assert after.holder("enforcement", "CN") == "SAMR"
    assert after.path("CNIPA-SP") == ("SAMR", "CNIPA", "CNIPA-SP")
    assert after.path("IPO-ZJ") == ("AMR-ZJ", "IPO-ZJ")
    assert after.get("IPO-ZJ").names["zh"] == "浙江省知识产权局"
    assert after.answering_for("CN-ZJ") == ("IPO-ZJ",)
    assert list(store.sound("default")) == verify_chain() == verify_states() == []
    assert set(Reform.objects.values_list("state", flat=True)) == {"in_effect"}


def test_day_of_the_reform_is_the_first_of_the_new(china: None) -> None:
    assert queries.structure(date(2018, 4, 9)).holder("trademarks", "CN") == "SAIC"
    assert queries.structure(date(2018, 4, 10)).holder("trademarks", "CN") == "CNIPA"


def test_figures_regrouped_both_ways(china: None) -> None:
    figures = [
        Figure("CNIPA", BEFORE, 100, PATENTS),
        Figure("SAIC", BEFORE, 570, TRADEMARKS),
        Figure("CNIPA-PD", BEFORE, 10),
        Figure("CNIPA", AFTER, 90, PATENTS),
        Figure("CNIPA", AFTER, 400, TRADEMARKS),
        Figure("SAMR", AFTER, 7),
    ]
    lineage = queries.lineage()

    assert lineage.regroup(figures) == {
        "CNIPA": 590,
        "SAIC": 570,
        "CNIPA-PD": 10,
        "SAMR": 7,
    }
    assert lineage.regroup(figures, AFTER) == {
        "CNIPA": 1160,
        "CNIPA-SP": 6,
        "CNIPA-PS": 4,
        "SAMR": 7,
    }
    assert lineage.regroup(figures, BEFORE) == {
        "CNIPA": 190,
        "SAIC": 970,
        "CNIPA-PD": 10,
        "SAMR": 7,
    }


def test_merged_office_has_no_shares_back_that_nobody_stated(china: None) -> None:
    lineage = queries.lineage()

    assert [
        (part.office, part.share, part.whole) for part in lineage.successors("SAMR", AFTER, BEFORE)
    ] == [("SAMR", Fraction(1), False)]
    assert [part.office for part in lineage.successors("AIC-ZJ", BEFORE, AFTER)] == ["AMR-ZJ"]


def test_loading_again_changes_nothing(china: None) -> None:
    rows = (Office.objects.count(), Reform.objects.count(), ReformWrite.objects.count())

    loaded = actions.load_structure(file=shipped("china-2018"), today=AFTER)

    assert (loaded.enacted, len(loaded.known)) == ((), 5)
    assert rows == (Office.objects.count(), Reform.objects.count(), ReformWrite.objects.count())


def test_loading_another_content_under_the_same_key(china: None, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    text = shipped("china-2018").read_text("utf-8")
    file.write_text(text.replace("effective: 2018-04-10", "effective: 2018-04-11"), "utf-8")

    with pytest.raises(StructureFileRefused, match=r"act 2 .* another effective"):
        actions.load_structure(file=file, today=AFTER)
