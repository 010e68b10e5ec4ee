"""The demo's home: loaded by the readers of users, synthetic throughout, never beside real data."""

import json
from collections import Counter
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from goldthread.cli import main
from goldthread.demo.prepare import FOLDER, MARK, DemoError, DemoRefused, prepare
from goldthread.indicators.figure import figure
from goldthread.indicators.figures import Figures
from goldthread.indicators.query import Query
from goldthread.readers import registry
from goldthread.register.columns import fingerprint
from goldthread.register.store import Register
from tests.demo.conftest import SCALE

PAGE = Path(__file__).resolve().parents[2] / "docs" / "demo.md"


def rows(home: Path, sql: str, as_of: str | None = None) -> list[tuple]:
    """Rows of a query over `rights`, the rights known on a day."""
    register = Register(home)
    rights = register.relation("ip_right", register.known(as_of))
    return duckdb.sql(f"with rights as ({rights}) {sql}").fetchall()


def test_prepare_loads_the_demo_s_feeds_only(demo_home: Path) -> None:
    loads = Register(demo_home).manifests()
    assert Counter(load.feed for load in loads) == {
        "demo-patents": 44,
        "demo-models-designs": 32,
        "demo-population": 2,
        "demo-events": 6,
        "demo-marks": 19,
        "demo-indications": 2,
        "demo-pledges": 3,
        "demo-enforcement": 3,
    }
    standard = {"uspto_grant", "cnipa", "st27", "st96", "pledges", "enforcement"}
    assert standard <= {load.reader for load in loads}
    assert {load.note for load in loads} == {
        f"synthetic records of goldthread demo, seed 2019, scale {SCALE}"
    }


def test_prepare_marks_the_home_as_synthetic(demo_home: Path) -> None:
    mark = json.loads((demo_home / MARK).read_text("utf-8"))
    assert (mark["synthetic"], mark["complete"], mark["seed"]) == (True, True, 2019)
    assert set(mark["notice"]) == {"en", "zh"}


def test_prepare_again_does_nothing(demo_home: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in demo_home.rglob("*")}
    told: list[str] = []
    prepare(demo_home, scale=SCALE, say=told.append)
    assert {p: p.stat().st_mtime_ns for p in demo_home.rglob("*")} == before
    assert told == [f"The demo is ready in {demo_home}."]


def test_every_unreadable_row_is_in_quarantine_below_the_limit(demo_home: Path) -> None:
    register = Register(demo_home)
    reasons: Counter[str] = Counter()
    for load in register.manifests():
        rejected = register.quarantine(load.load)
        assert rejected.num_rows <= 0.01 * (load.records + rejected.num_rows)
        reasons.update(rejected.column("reason").to_pylist())
    assert set(reasons) == {"bad-date", "missing-value", "unmapped-value"}


def test_the_register_has_the_files_rights(demo_home: Path) -> None:
    found = dict(rows(demo_home, "select right_kind, count(*) from rights group by 1"))
    # A hundredth of what is published, times the scale: 68,446, 85,319 and 32,098 lives.
    for kind, lives in (("PT", 68_446), ("UM", 85_319), ("DS", 32_098)):
        assert found[kind] == pytest.approx(lives * SCALE, rel=0.02)


def test_every_record_says_that_it_is_synthetic(demo_home: Path) -> None:
    assert rows(demo_home, "select count(*) from rights where title not like '%合成%'") == [(0,)]


def test_residents_have_a_region_and_others_none(demo_home: Path) -> None:
    # An event feed names nobody.
    sql = """select applicant_country = 'CN', applicant_region is null, count(*) > 0
             from rights where feed <> 'demo-events' group by 1, 2 order by 1"""
    assert rows(demo_home, sql) == [(False, True, True), (True, False, True)]
    codes = rows(
        demo_home,
        "select distinct applicant_region from rights where applicant_region like '%XPCC'",
    )
    assert codes == [("CN-XPCC",)]


def test_grants_come_by_grant_file_too(demo_home: Path) -> None:
    sql = """select ip_office_code, applicant_country = 'CN' and applicant_region is null
             from rights where source_locator like 'document %' group by 1, 2"""
    assert rows(demo_home, sql) == [("CN", False)]


def test_gazettes_of_the_last_weeks_are_read_with_province_and_type(demo_home: Path) -> None:
    sql = """select right_kind, count(*) > 0, bool_and(applicant_region is not null),
                    bool_and(applicant_type in ('ENT', 'UNI', 'IND')), max(known_from_load)
             from rights where feed <> 'demo-marks' and source_locator like '%record%'
             and feed not in ('demo-events', 'demo-indications') group by 1 order by 1"""
    assert [row[:4] for row in rows(demo_home, sql)] == [
        ("DS", True, True, True),
        ("PT", True, True, True),
        ("UM", True, True, True),
    ]


def test_lapse_that_an_event_feed_tells_ends_the_patent_in_the_stock(demo_home: Path) -> None:
    told = """select e.right_id, e.status, e.termination_date, o.status, o.termination_date
              from rights e join rights o on o.right_id = e.right_id and o.feed = 'demo-patents'
              where e.feed = 'demo-events'"""
    found = rows(demo_home, told)
    lapsed = [row for row in found if row[1] == "lapsed"]
    back = [row for row in found if row[1] == "registered"]
    assert (len(found), len(back)) == (len(lapsed) + 2, 2)  # one revived, one told wrongly
    assert {row[3:] for row in found} == {("registered", None)}
    assert all(row[2].year == 2019 for row in lapsed)
    register = Register(demo_home)
    stock = figure(register, Query("P01", ("2019-H1",))).total.value
    # By the columns of the office's extracts alone the lapses of 2019 would still be in force.
    sql = """select count(*) from rights where right_kind = 'PT' and feed = 'demo-patents'
             and grant_date <= '2019-06-30' and (termination_date is null
             or termination_date > '2019-06-30') and expiry_date > '2019-06-30'"""
    assert stock == rows(demo_home, sql)[0][0] - len(lapsed)


def test_wrong_lapse_stays_closed_and_the_right_in_force(demo_home: Path) -> None:
    register = Register(demo_home)
    events = register.relation("status_event", register.known())
    closed = duckdb.sql(f"select payload from ({events}) where payload like '%closed_code%'")
    ((payload,),) = closed.fetchall()
    assert json.loads(payload)["closed_code"] == "N-4-6-H10-H13-OTH-CF01"
    before = register.relation("status_event", register.known("2019-05-31"))
    assert duckdb.sql(
        f"select count(*) > 0 from ({before}) where key_event_code = 'H10'"
    ).fetchall() == [(True,)]


def test_marks_and_indications_are_the_published_numbers_divided(demo_home: Path) -> None:
    register = Register(demo_home)

    def value(indicator: str, period: str) -> int:
        return int(figure(register, Query(indicator, (period,))).total.value)

    # 14.92, 16.807, 19.564 and 22.743 million valid marks, one for 10,000, times the scale.
    periods = ("2017-H2", "2018-H1", "2018-H2", "2019-H1")
    assert [value("P06", period) for period in periods] == [60, 67, 78, 91]
    # 3.438 million applications in the half-year.
    assert value("C11F", "2019-H1") == 14
    assert value("P08", "2019-H1") == 2
    sql = "select count(*) from rights where right_kind in ('TM', 'GI') and applicant_type is null"
    assert rows(demo_home, sql) == [(0,)]


def test_pledges_and_cases_are_the_published_numbers_divided(demo_home: Path) -> None:
    figures = Figures(Register(demo_home))

    def total(indicator: str, period: str) -> int:
        return int(figures.figure(Query(indicator, (period,))).total.value)

    # 58.35 billion yuan of 3,086 pledges; 6,529 and 11,500 cases; by 100, times the scale.
    assert total("U05", "2019-H1") == 58_350_000_000 // 100 * SCALE
    assert (total("U06", "2019-H1"), total("P11", "2019-H1")) == (1, 3 + 5)
    register = Register(demo_home)
    rights = register.relation("transaction_right", register.known())
    known = register.relation("ip_right", register.known())
    found = duckdb.sql(
        f"select count(*), count(distinct r.right_id) filter (where k.right_id is null) "
        f"from ({rights}) r left join ({known}) k using (right_id)"
    ).fetchall()
    assert found[0][0] > 0
    assert found[0][1] == 0  # every right pledged is in the register


def test_corrections_show_in_what_was_known_before(demo_home: Path) -> None:
    sql = "select right_id, applicant_region, filing_date from rights"
    before = {r[0]: r[1:] for r in rows(demo_home, sql, "2018-07-31")}
    now = {r[0]: r[1:] for r in rows(demo_home, sql)}
    moved = [r for r, (region, _) in before.items() if now[r][0] != region]
    redated = [r for r, (_, filed) in before.items() if now[r][1] != filed]
    assert len(moved) > 0
    assert len(redated) > 0


def test_late_entries_raise_a_half_year_s_applications(demo_home: Path) -> None:
    sql = """select count(*) from rights where right_kind = 'PT'
             and filing_date between '2018-01-01' and '2018-06-30'"""
    then, now = rows(demo_home, sql, "2018-07-31")[0][0], rows(demo_home, sql)[0][0]
    assert 0.95 * now < then < now


def test_nothing_is_known_before_the_first_delivery(demo_home: Path) -> None:
    register = Register(demo_home)
    assert register.known("2017-01-05").loads == {}
    assert set(register.known("2017-01-06").loads) == {"demo-patents"}


def test_figures_of_2019_h1_tell_the_published_story(demo_home: Path) -> None:
    figures = Figures(Register(demo_home))

    def values(indicator: str) -> list[float]:
        query = Query(indicator, ("2018-H1", "2019-H1"))
        return [cell["value"] for cell in figures.figure(query).as_dict()["cells"]]

    filed, granted, held = values("C01"), values("C03"), values("P02")
    assert filed[1] / filed[0] == pytest.approx(1 - 0.094, abs=0.02)
    assert granted[1] / granted[0] == pytest.approx(1 + 0.099, abs=0.03)
    assert round(held[1], 1) == 12.5


@pytest.mark.parametrize(("place", "feed"), [(1, "demo-patents"), (2, "st27")])
def test_the_commands_of_the_page_load_a_delivery_by_hand(
    demo_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: int,
    feed: str,
) -> None:
    command = PAGE.read_text("utf-8").split("\n\n    goldthread ")[place].split("\n\n")[0]
    words = command.replace("\\\n", " ").replace("/tmp/try", str(tmp_path)).split()
    monkeypatch.chdir(demo_home)
    assert main([*words, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["feed"], report["quarantined"]) == (feed, 0)
    assert report["records"] > 0


def test_prepare_refuses_a_home_with_other_loads(tmp_path: Path) -> None:
    table = tmp_path / "rights.csv"
    table.write_text("ip_office_code,right_kind,application_number\nCL,PT,1\n")
    home = tmp_path / "home"
    Register(home).load(registry.reader("rights"), [table])
    with pytest.raises(DemoRefused, match="holds loads of rights, which are not the demo's"):
        prepare(home)
    assert not (home / MARK).exists()


def test_prepare_refuses_another_seed_or_scale(demo_home: Path) -> None:
    with pytest.raises(DemoRefused, match="holds another demo, of seed 2019"):
        prepare(demo_home, seed=2020, scale=SCALE)
    with pytest.raises(DemoRefused, match="holds another demo"):
        prepare(demo_home, scale=0.5)
    with pytest.raises(DemoRefused, match="scale is from"):
        prepare(demo_home, scale=0)


def test_prepare_refuses_the_demo_of_another_version(demo_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    copytree(demo_home, home)
    pattern = f'"schema_fingerprint": "{fingerprint()}"'
    stated = [*home.rglob("manifest.json"), *home.rglob("segment.json")]
    for path in stated:
        path.chmod(0o644)
        text = path.read_text("utf-8")
        assert pattern in text
        path.write_text(text.replace(pattern, '"schema_fingerprint": "0"'), "utf-8")
    with pytest.raises(DemoRefused, match=r"written with other columns .* remove the folder"):
        prepare(home, scale=SCALE)


def test_prepare_leaves_a_folder_of_somebody_else(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "mine.txt").write_text("mine")
    with pytest.raises(DemoRefused, match="a folder demo-deliveries that no demo made"):
        prepare(tmp_path)
    assert (tmp_path / FOLDER / "mine.txt").read_text() == "mine"


def test_prepare_names_a_mark_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / MARK).write_text("{")
    with pytest.raises(DemoError, match=r"demo\.json cannot be read"):
        prepare(tmp_path)


def test_prepare_names_a_home_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / f".{MARK}.partial").mkdir()
    with pytest.raises(DemoError, match=r"The demo cannot be written in .*: Is a directory"):
        prepare(tmp_path, scale=0.01)


def test_prepare_goes_on_where_it_was_interrupted(tmp_path: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_: int) -> None:
        if len(Register(tmp_path).manifests()) == 2:
            raise Stop

    with pytest.raises(Stop):
        prepare(tmp_path, scale=0.01, progress=stop)
    assert json.loads((tmp_path / MARK).read_text("utf-8"))["complete"] is False
    prepare(tmp_path, scale=0.01)
    assert json.loads((tmp_path / MARK).read_text("utf-8"))["complete"] is True
    readers = Counter(load.reader for load in Register(tmp_path).manifests())
    del readers["uspto_grant"]
    extracts = ("demo-patents", "demo-models-designs", "demo-population")
    assert [readers.pop(name) for name in extracts] == [31, 31, 2]
    assert set(readers) == {"cnipa", "st27", "st96", "pledges", "enforcement"}
