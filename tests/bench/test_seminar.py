"""The benchmark of the seminar on a small one: its rows, their bars, and the set it writes."""

from collections import Counter

import pytest

from goldthread.bench import postgres, seminar, seminar_set
from goldthread.offices.loading import load_structure, shipped
from goldthread.seminar import models as m
from goldthread.seminar.queries.agenda import content_of, digest
from tests.bench.measuring import Measured, kept

PEOPLE = 6
BARS = {
    "list of proposals, regional coordinator, p95": 300,
    "live, from a change to the last one who has it, most": 1,
    "live, share of one processor at rest": 10,
    "live, share of one processor with a change in 1.5 s": 25,
    "list of proposals meanwhile, p95": 300,
    "live, peak memory of the stream": 200,
    "consensus map with its permutation test": 5,
    "similar proposals, the first time": 2,
    "queries of the list, the most": 25,
    "queries of 100 rows beyond those of 20": 0,
}
TOLD = {
    "seminar of 30 proposals written",
    "list of proposals, regional coordinator, p50",
    "list of proposals, secretariat, p95",
    "proposal, regional coordinator, p50",
    "proposal, regional coordinator, p95",
    "page of the hall's screen, p50",
    f"live, {PEOPLE} people let in",
    "live, from a change to the last one who has it, p50",
    "consensus map again",
    "similar proposals, another draft",
    "queries of a proposal",
    "queries of the hall's screen, signed in",
}


@pytest.fixture(scope="module")
def measured() -> Measured:
    return kept(seminar._measured)


@pytest.fixture
def small(measured: Measured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seminar, "_measured", measured)
    monkeypatch.setitem(seminar.SIZES, "small", (30, 12, PEOPLE, 2, 8))


def test_each_thing_is_measured_once_on_each_database(small: None) -> None:
    said: list[str] = []
    rows = seminar.run("small", said.append).rows
    databases = ["SQLite", "PostgreSQL"]
    if any("PostgreSQL are left out" in sentence for sentence in said):
        databases.remove("PostgreSQL")
    for database in databases:
        own = [row for row in rows if row.name.startswith(f"{database}: ")]
        names = [row.name.removeprefix(f"{database}: ") for row in own]
        assert (len(names), set(names)) == (len(BARS) + len(TOLD), BARS.keys() | TOLD)
        held = {
            row.name.removeprefix(f"{database}: "): row.target
            for row in own
            if row.target is not None
        }
        assert held == BARS
        assert [row.holds for row in own if row.unit == "queries" and row.target is not None] == [
            *(True, True),
        ]
        assert f"{database}: {PEOPLE - 1} people before the screen." in said


def test_without_postgresql_its_rows_are_left_out_with_the_reason(
    small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_binaries", list)
    said: list[str] = []
    rows = seminar.run("small", said.append).rows
    assert {row.name.partition(":")[0] for row in rows} == {"SQLite"}
    assert said[-1] == (
        "The rows of PostgreSQL are left out: no PostgreSQL can run here: none is installed."
    )


def test_the_set_hangs_together(ledger: str) -> None:
    load_structure(file=shipped("china-2018"), today=seminar_set.DAY)
    seminar_set.make(seminar_set.Size(60, 20))
    found = m.Seminar.objects.get()
    release = found.releases.get()
    assert release.sha256 == digest(content_of(found))
    assert found.delegations.count() == 40
    assert m.Proposal.objects.count() == 60
    assert Counter(m.Proposal.objects.values_list("discussion", flat=True)) == {
        "": 40,
        "closed": 14,
        "open": 6,
    }
    # Each proposal has its proposer among its sponsors, once.
    proposers = m.Sponsorship.objects.filter(proposes=True).select_related("proposal")
    assert all(row.office_id == row.proposal.office_id for row in proposers)
    assert proposers.count() == 60
    stances = m.Stance.objects.select_related("proposal")
    assert {(row.proposal.discussion, row.state) for row in stances} == {
        *(("open", "taken"), ("closed", "closed")),
    }
    assert 0.6 < stances.count() / (40 * 20) < 0.9
    answered = m.Answer.objects.select_related("proposal")
    assert {row.proposal_id for row in answered} == set(
        m.Proposal.objects.exclude(answer_class="").values_list("pk", flat=True)
    )
    assert m.Remark.objects.count() == 3 * 20


def test_the_addresses_of_the_list_are_each_another() -> None:
    found = list(seminar.states(2_000, "seed"))
    assert len(set(found)) == len(found) == 2 * (40 + 7 + 4 + 4 + 3 + 3)
    assert found == list(seminar.states(2_000, "seed"))
