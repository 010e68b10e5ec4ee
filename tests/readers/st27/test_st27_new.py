"""Deliveries of new events alone: a right's record is all that came, in whatever order."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from goldthread.indicators.figure import figure
from goldthread.indicators.query import Query
from goldthread.readers import registry
from goldthread.readers.base import Adding, Batch, Before, Progress, ReadError, SourceFile
from goldthread.readers.documents.maps import Record
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.st27.adding import AddingReader
from goldthread.register.errors import RegisterError
from goldthread.register.report import LoadReport
from goldthread.register.seal import Rule
from goldthread.register.store import Register
from tests.readers.st27.test_st27 import CORRECTED, HEAD, PAGE
from tests.readers.st96.documents import event, status, statuses
from tests.readers.tables import read_with

# Three deliveries: patent 1 is granted, lapses and is revived; 2, 3 and 4 are granted.
WEEKS = (
    ("KR,1,A-2-4-F10-F11-exm-PR0701,2014-06-02,,", "KR,2,A-2-4-F10-F11-exm-PR0701,2014-12-30,,"),
    (
        "KR,1,N-4-6-H10-H13-oth-PC1903,2015-06-01,2015-05-20,",
        "KR,3,A-2-4-F10-F11-exm-PR0701,2015-12-30,,",
    ),
    ("KR,1,A-6-4-K10-K13-oth-PR0401,2016-02-01,,", "KR,4,A-2-4-F10-F11-exm-PR0701,2016-12-30,,"),
)
RECEIVED = date(2015, 1, 5)
ONE = surrogate(right_key("KR", "PT", "1"))
E1, E2 = WEEKS[0][0] + ",e1,,,", WEEKS[1][0] + ",e2,,,"
CORRECTIONS = (
    "KR,1,A-6-4-Y10-Y00,2015-06-15,,,e3,e2,,",
    "KR,1,A-6-4-Y10-Y00,2015-06-15,,,e3,,N-4-6-H10-H13,2015-05-20",
)


class Office:
    """An office that delivers events, and the register it delivers to."""

    def __init__(self, folder: Path, rule: Rule | None = None) -> None:
        self.folder, self.register = folder, Register(folder / "home", rule=rule)

    def deliver(
        self, *rows: str, by: str | AddingReader = "st27_new", head: str = HEAD, **options: Any
    ) -> LoadReport:
        path = self.folder / f"delivery-{len(self.register.manifests())}.csv"
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return self.load(path, by, **options)

    def load(self, path: Path, by: str | AddingReader, **options: Any) -> LoadReport:
        reader = registry.reader(by) if isinstance(by, str) else by
        received = RECEIVED + timedelta(365 * len(self.register.manifests()))
        return self.register.load(reader, [path], received=received, **options)

    def rows(self, table: str, columns: str, as_of: int | None = None) -> list[tuple[Any, ...]]:
        select = self.register.relation(table, self.register.known(as_of))
        with duckdb.connect() as connection:
            return connection.execute(f"SELECT {columns} FROM ({select}) ORDER BY ALL").fetchall()

    def codes(self, as_of: int | None = None) -> list[str | None]:
        """The detailed events of patent 1, in their order."""
        rows = self.rows("status_event", "right_id, sequence, detailed_event_code", as_of)
        return [code for right, _, code in rows if right == ONE]

    def right(self, columns: str, as_of: int | None = None) -> tuple[Any, ...]:
        """Columns of patent 1."""
        rows = self.rows("ip_right", f"right_id, {columns}", as_of)
        return next(row[1:] for row in rows if row[0] == ONE)

    def told(self) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
        """Everything known of rights and events but the loads and the places that told it."""
        right = "* EXCLUDE (known_from_load, source_file_id, source_locator)"
        return self.rows("ip_right", right), self.rows(
            "status_event", "* EXCLUDE (known_from_load)"
        )

    def stock(self, year: str, as_of: int | None = None) -> Fraction | None:
        return figure(self.register, Query("P01", (year,), as_of=as_of)).total.value


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def weekly(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three deliveries, each loaded as it came."""
    made = Office(tmp_path_factory.mktemp("weekly"))
    for week in WEEKS:
        made.deliver(*week)
    return made


def test_each_delivery_adds_its_events_and_the_stock_follows(weekly: Office) -> None:
    """In force, by hand: 1 and 2 in 2014; 2 and 3 in 2015; all four in 2016."""
    assert [weekly.codes(load) for load in (1, 2, 3)] == [
        ["F11"],
        ["F11", "H13"],
        ["F11", "H13", "K13"],
    ]
    told = "status, grant_date, termination_date"
    granted = date(2014, 6, 2)
    assert [weekly.right(told, load) for load in (1, 2, 3)] == [
        ("registered", granted, None),
        ("lapsed", granted, date(2015, 5, 20)),
        ("registered", granted, None),
    ]
    asked = (("2014", 1), ("2015", 2), ("2015", 3), ("2016", 3))
    assert [weekly.stock(*one) for one in asked] == [Fraction(n) for n in (2, 2, 2, 4)]
    loads = [(m.new, m.changed, m.feed, m.reader) for m in weekly.register.manifests()]
    assert loads == [
        (new, changed, "st27", "st27_new") for new, changed in ((2, 0), (1, 1), (1, 1))
    ]
    assert weekly.register.verify().findings == []


def test_whole_history_by_the_other_reader_gives_the_same(weekly: Office, office: Office) -> None:
    one, other = WEEKS[0]
    office.deliver(one, *WEEKS[1], *WEEKS[2], other, by="st27")
    assert office.told() == weekly.told()


@pytest.mark.parametrize("order", [(2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_weeks_may_come_in_any_order(
    weekly: Office, office: Office, order: tuple[int, ...]
) -> None:
    for week in order:
        office.deliver(*WEEKS[week])
    assert office.told() == weekly.told()


def test_random_lives_dealt_into_deliveries_are_those_of_one_file(office: Office) -> None:
    """Sixty rights, their events dealt at random, some twice; some corrected before they came."""
    office = Office(office.folder, Rule(fanout=2, smallest=16))
    rng = random.Random(27)
    rows, dealt = list[str](), [list[str]() for _ in range(5)]
    for number in range(60):
        for day, row in enumerate(life(number, rng)):
            rows.append(row.format(date(2014, 1, 1) + timedelta(day)))
            for week in rng.sample(range(5), rng.choice((1, 1, 2))):
                dealt[week].append(rows[-1])
    for delivery in dealt:
        office.deliver(*rng.sample(delivery, len(delivery)), head=CORRECTED)
    (office.folder / "whole").mkdir()
    whole = Office(office.folder / "whole")
    whole.deliver(*rows, by="st27", head=CORRECTED)
    assert office.told() == whole.told()
    assert office.register.verify().whole
    assert any(unit.sealed for unit in office.register.units("st27"))
    assert len({status for (status,) in office.rows("ip_right", "status")}) > 2


def life(number: int, rng: random.Random) -> list[str]:
    """Events of a right in their order, each with a place for its day; about half corrected."""
    codes = rng.choices(("A-2-4-F10-F11", "N-4-6-H10-H13", "A-6-4-K10-K13", "N-1-6-B10-B12"), k=5)
    rows = [f"KR,{number},{code},{{}},,,e{at},,," for at, code in enumerate(codes)]
    meant = rng.sample(range(5), rng.randrange(3))
    return rows + [f"KR,{number},U-0-0-Y10-Y00,{{}},,,y{at},e{at},," for at in meant]


def test_delivery_that_comes_again_changes_nothing(office: Office) -> None:
    for week in WEEKS[:2]:
        office.deliver(*week)
    before = office.told()
    assert office.load(office.folder / "delivery-1.csv", "st27_new").already_loaded
    # The same events in another file, one of them twice.
    again = office.deliver(*WEEKS[1], *WEEKS[0], *WEEKS[1])
    assert (again.records, again.unchanged, again.changed) == (3, 3, 0)
    assert office.told() == before


@pytest.mark.parametrize("correction", CORRECTIONS)
@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 1, 0)])
def test_correction_closes_an_event_of_another_delivery(
    office: Office, correction: str, order: tuple[int, ...]
) -> None:
    """Whenever it comes, and the event told again stays closed."""
    rows = (E1, E2, correction)
    for at in order:
        office.deliver(rows[at], head=CORRECTED)
    told = office.told()
    assert office.codes() == ["F11", None, "Y00"]
    assert office.right("status, termination_date") == ("registered", None)
    payloads = [json.loads(p) for (p,) in office.rows("status_event", "payload")]
    (closed,) = [said for said in payloads if "closed_on" in said]
    assert closed == {
        "closed_code": "N-4-6-H10-H13-OTH-PC1903",
        "closed_on": "2015-06-15",
        "identifier": "e2",
    }
    again = office.deliver(E2, E1, head=CORRECTED)
    assert (again.unchanged, again.changed, office.told()) == (1, 0, told)
    notes = [note for m in office.register.manifests()[2:] for note in m.notes]
    assert notes == []
    assert office.register.verify().whole
    (office.folder / "whole").mkdir()
    whole = Office(office.folder / "whole")
    whole.deliver(*rows, by="st27", head=CORRECTED)
    assert whole.told() == told


def test_grant_that_is_corrected_is_none(office: Office) -> None:
    office.deliver(E1, head=CORRECTED)
    office.deliver("KR,1,A-0-0-Y10-Y00,2015-01-02,,,e4,e1,,", head=CORRECTED)
    assert office.right("grant_date", 1) == (date(2014, 6, 2),)
    assert office.right("grant_date") == (None,)


def test_event_closed_by_a_correction_that_is_not_known_stays_closed(office: Office) -> None:
    """A document of ST.96 tells identifiers that the register does not keep."""
    lapse = event("N-4-6-H10-H13", "2015-06-01", "2015-05-20", "PC1903")
    correction = event("A-6-4-Y10-Y00", "2015-06-15").replace(
        "</pat:StatusEventData>",
        "<pat:CorrectionEventData><pat:StatusEventIdentification><com:EventDate>2015-06-01"
        "</com:EventDate><pat:StatusEventCode><pat:KeyEventCode>H10</pat:KeyEventCode>"
        "</pat:StatusEventCode></pat:StatusEventIdentification></pat:CorrectionEventData>"
        "</pat:StatusEventData>",
    )
    path = office.folder / "status.xml"
    grant = event("A-2-4-F10-F11", "2014-06-02")
    path.write_text(statuses(status("1", grant, lapse, correction)), encoding="utf-8")
    office.load(path, "st27")
    office.deliver("KR,1,A-4-4-U10-U11,2016-02-01,,")
    assert office.codes() == ["F11", None, "Y00", "U11"]
    assert office.right("status, filing_date") == ("registered", date(2016, 1, 4))
    with pytest.raises(
        ReadError, match=r"status\.xml is no table, and st27_new reads tables of new"
    ):
        office.load(path, "st27_new")


def test_what_a_delivery_says_of_a_right_counts_before_what_was_known(office: Office) -> None:
    head = HEAD + ",filingDate,expiryDate,patentNumber"
    office.deliver(WEEKS[0][0] + ",2012-01-04,2032-01-04,", head=head)
    office.deliver(WEEKS[1][0] + ",,2033-01-04,101700001", head=head)
    assert office.right("filing_date, expiry_date, registration_number") == (
        date(2012, 1, 4),
        date(2033, 1, 4),
        "101700001",
    )


def test_right_that_was_withdrawn_begins_anew(office: Office) -> None:
    office.deliver(*WEEKS[0])
    office.load(office.folder / "delivery-0.csv", Emptying())
    office.deliver(*WEEKS[1])
    assert [office.codes(load) for load in (1, 3)] == [["F11"], ["H13"]]
    assert office.right("grant_date") == (None,)


def test_other_feeds_are_not_asked(office: Office) -> None:
    office.deliver(*WEEKS[0], feed="other")
    office.deliver(*WEEKS[1])
    rows = office.rows("status_event", "right_id, known_from_load, sequence, detailed_event_code")
    assert [row[1:] for row in rows if row[0] == ONE] == [(1, 1, "F11"), (2, 1, "H13")]


def test_whole_histories_after_it_replace_what_was_known(office: Office) -> None:
    """The wrong reader: what the page says becomes of the events known before."""
    office.deliver(*WEEKS[0])
    office.deliver(*WEEKS[1], by="st27")
    assert office.codes() == ["H13"]
    assert office.codes(1) == ["F11"]
    office.deliver(*WEEKS[0])  # the same bytes by the same reader: loaded before
    assert office.codes() == ["H13"]
    office.deliver(*WEEKS[0], *WEEKS[1])
    assert office.codes() == ["F11", "H13"]
    assert "replaces what was known" in PAGE


def test_register_is_asked_once_for_a_thousand_rights(office: Office) -> None:
    first, second = Counting(), Counting()
    office.deliver(*(f"KR,{n},A-2-4-F10-F11,2014-06-02,," for n in range(5_000)), by=first)
    office.deliver(*(f"KR,{n},N-4-6-H10-H13,2015-06-01,," for n in range(5_000)), by=second)
    assert sum(second.asked) == 5_000
    assert max(second.asked) <= AddingReader.together
    assert len(second.asked) <= 6
    assert f"For each {AddingReader.together:,} rights" in PAGE
    assert office.rows("ip_right", "status") == [("lapsed",)] * 5_000


def test_reader_alone_reads_a_delivery_as_new(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("\n".join([HEAD, *WEEKS[1], *WEEKS[0]]) + "\n")  # 1, 3, 1, 2
    assert registry.detect([path]).name == "st27"
    assert isinstance(registry.reader("st27_new"), Adding)
    assert not isinstance(registry.reader("st27"), Adding)
    found = read_with(registry.reader("st27-new"), [path])
    assert found.values("detailed_event_code", "status_event") == ["F11", "F11", "H13", "F11"]


def test_bad_row_leaves_what_was_known(office: Office) -> None:
    office.deliver(*WEEKS[0])
    bad = office.deliver("KR,1,N-2-6-H10-H13,2015-06-01,,", WEEKS[0][1], quarantine_limit=1)
    assert (bad.quarantined, bad.unchanged) == (1, 1)
    assert office.codes() == ["F11"]


def test_events_that_cannot_be_read_back_refuse_the_delivery(office: Office) -> None:
    office.deliver(*WEEKS[0])
    (path,) = office.folder.glob("home/register/loads/st27/*/status_event.parquet")
    path.parent.chmod(0o755)
    path.chmod(0o644)
    path.write_bytes(b"PAR1")
    with pytest.raises(RegisterError, match="What the feed st27 holds of the rights delivered"):
        office.deliver(*WEEKS[1])
    assert len(office.register.manifests()) == 1


def test_delivery_that_breaks_off_leaves_nothing(office: Office) -> None:
    office.deliver(*WEEKS[0])
    before = office.told()
    with pytest.raises(KeyboardInterrupt):
        office.deliver(*WEEKS[1], by=BreakingOff())
    assert (office.told(), len(office.register.manifests())) == (before, 1)
    office.deliver(*WEEKS[1])
    assert office.codes() == ["F11", "H13"]
    assert office.register.verify().whole


class Counting(AddingReader):
    """Counts the rights of each question to the register."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        super().__init__()

    def complete(self, made: Sequence[Record]) -> None:
        inner = self.before

        def counted(keys: Sequence[int]) -> Mapping[str, pa.Table]:
            self.asked.append(len(keys))
            return inner(keys)

        self.before: Before = counted
        super().complete(made)
        self.before = inner


class BreakingOff(AddingReader):
    """Is interrupted when its batch is made."""

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        yield from super().read(files, progress)
        raise KeyboardInterrupt


class Emptying(AddingReader):
    """Withdraws the rights that it reads."""

    name = "emptying"

    def read(self, files: Sequence[SourceFile], progress: Progress) -> Iterator[Batch]:
        for batch in super().read(files, progress):
            if batch.tables:
                keys = batch.tables["ip_right"].column("right_id").combine_chunks()
                yield Batch(withdrawn={"ip_right": keys})
