"""The deliveries as files: the same bytes from the same seed, encodings, spoiled rows."""

import csv
import io
import re
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import openpyxl
import pyarrow as pa
import pytest

from goldthread.demo.extract import spoil
from goldthread.demo.writing import Delivery, write

SCALE = 0.02


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("written") / "one"


@pytest.fixture(scope="module")
def deliveries(folder: Path) -> list[Delivery]:
    return write(folder, 2019, SCALE)


def hashes(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in files}


def rows(path: Path, encoding: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(encoding))))


@pytest.mark.usefixtures("deliveries")
def test_write_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "two", 2019, SCALE)
    assert hashes(tmp_path / "two") == hashes(folder)


@pytest.mark.usefixtures("deliveries")
def test_write_with_another_seed_gives_other_records(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "three", 2020, SCALE)
    one, other = hashes(folder), hashes(tmp_path / "three")
    same = {name for name in one if other.get(name) == one[name]}
    told = ("mappings", "population", "indications/demo-indications-201906")
    assert all(name.startswith(told) for name in same)


def test_deliveries_are_the_office_s_own_rhythm(deliveries: list[Delivery]) -> None:
    # 31 extracts of each of two feeds and two populations by mappings of the demo's own.
    found = Counter(delivery.reader for delivery in deliveries)
    assert (found["demo-patents"], found["demo-models-designs"]) == (31, 31)
    assert found["demo-population"] == 2
    # Two feeds' gazettes, the events of a half-year, marks since the end of 2017.
    assert (found["cnipa"], found["st27"], found["st96"]) == (2, 6, 19 + 2)
    assert (found["pledges"], found["enforcement"]) == (3, 3)
    by_file = [delivery for delivery in deliveries if delivery.reader == "uspto_grant"]
    assert {d.received.day for d in by_file} == {3}
    assert by_file[0].received == date(2018, 8, 3)
    received = [delivery.received for delivery in deliveries]
    assert received == sorted(received)
    assert (received[0], received[-1]) == (date(2017, 1, 6), date(2019, 7, 12))
    feeds = {delivery.feed for delivery in deliveries}
    assert feeds == {
        "demo-enforcement",
        "demo-events",
        "demo-indications",
        "demo-marks",
        "demo-models-designs",
        "demo-patents",
        "demo-pledges",
        "demo-population",
    }
    assert all(path.stat().st_size for delivery in deliveries for path in delivery.paths)


@pytest.mark.usefixtures("deliveries")
def test_patents_come_in_gb18030_and_models_in_utf_8(folder: Path) -> None:
    patents = rows(folder / "2018-03" / "demo-patents-201803.csv", "gb18030")
    models = rows(folder / "2018-03" / "demo-models-201803.csv", "utf-8")
    assert {row["专利类型"] for row in patents} == {"发明"}
    assert {row["专利类型"] for row in models} == {"实用新型"}
    assert {row["备注"] for row in (*patents, *models)} == {"合成数据"}
    with pytest.raises(UnicodeDecodeError):
        (folder / "2018-03" / "demo-patents-201803.csv").read_bytes().decode("utf-8")


@pytest.mark.usefixtures("deliveries")
def test_designs_of_2017_come_as_workbooks_with_days(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "2017-05" / "demo-designs-201705.xlsx")
    headings, first, *_ = book.active.iter_rows(values_only=True)
    filed = first[headings.index("申请日")]
    assert date(2016, 1, 1) < filed.date() < date(2017, 6, 1)
    assert not (folder / "2018-01" / "demo-designs-201801.xlsx").exists()


@pytest.mark.usefixtures("deliveries")
def test_a_month_tells_nothing_later_than_itself(folder: Path) -> None:
    for name in ("demo-patents-201706.csv", "demo-patents-201706-ceased.csv"):
        for row in rows(folder / "2017-06" / name, "gb18030"):
            days = (row["申请日"], row["公布日"], row["授权公告日"], row["终止日"])
            assert max(days) < "2017-07"


@pytest.mark.usefixtures("deliveries")
def test_grant_files_are_weekly_and_say_synthetic(folder: Path) -> None:
    path = min((folder / "2018-07").glob("ipg*.zip"))
    assert path.name == "ipg180703.zip"  # a Tuesday
    with ZipFile(path) as archive:
        text = archive.read("ipg180703.xml").decode()
    assert text.count("<?xml") == text.count('status="SYNTHETIC"') > 0
    assert text.count("<country>CN</country>") > 0


@pytest.mark.usefixtures("deliveries")
def test_gazettes_of_june_2019_are_weekly_and_by_the_new_standard_of_cnipa(folder: Path) -> None:
    for name, kinds in (("patents", {"A"}), ("models-designs", {"U", "S"})):
        paths = sorted((folder / "2019-06" / f"gazettes-{name}").iterdir())
        weeks = [date.fromisoformat(path.stem.removeprefix("cnipa-")) for path in paths]
        assert {day.weekday() for day in weeks} == {1}  # from Tuesday on
        assert date(2019, 5, 28) <= weeks[0] <= weeks[-1] <= date(2019, 6, 25)
        text = "".join(ZipFile(path).read(f"{path.stem}.xml").decode() for path in paths)
        assert set(re.findall(r' kind="(\w)"', text)) == kinds
        titles = re.findall(r"Title lang=\"zh\">([^<]+)<", text)
        assert titles
        assert all(title.endswith("(合成数据)") for title in titles)


@pytest.mark.usefixtures("deliveries")
def test_losses_of_patents_in_2019_are_events_with_their_whole_history(folder: Path) -> None:
    lapsed = set()
    for month in range(1, 7):
        found = rows(folder / f"2019-{month:02}" / f"demo-events-2019{month:02}.csv", "utf-8")
        by_right: dict[str, list[str]] = {}
        for row in found:
            assert row["eventDate"] < f"2019-{month + 1:02}"
            by_right.setdefault(row["applicationNumber"], []).append(row["statusEventCode"][:13])
        for codes in by_right.values():
            assert (codes[0], codes[-1][:4]) in (
                ("A-0-1-A10-A12", "N-4-"),
                ("A-0-1-A10-A12", "A-6-"),
            )
            assert "A-2-4-F10-F11" in codes
        lapsed |= set(by_right)
        listed = folder / f"2019-{month:02}" / f"demo-patents-2019{month:02}-ceased.csv"
        words = {row["法律状态"] for row in rows(listed, "gb18030")} if listed.exists() else set()
        assert "权利终止" not in words
    assert lapsed


@pytest.mark.usefixtures("deliveries")
def test_population_is_divided_like_the_register(folder: Path) -> None:
    found = {
        r["地区代码"]: r for r in rows(folder / "population/demo-population-2018.csv", "utf-8")
    }
    # 1,395.38 million at the end of 2018; Guangdong 113.46 million.
    assert found["CN"]["年末常住人口"] == str(round(1_395_380_000 / 100 * SCALE))
    assert found["CN-GD"]["年末常住人口"] == str(round(113_460_000 / 100 * SCALE))
    assert len(found) == 33


@pytest.mark.usefixtures("deliveries")
def test_mappings_stand_beside_the_files(folder: Path) -> None:
    names = sorted(path.name for path in (folder / "mappings").iterdir())
    assert names == ["demo-models-designs.yaml", "demo-patents.yaml", "demo-population.yaml"]


def test_spoil_adds_three_in_a_thousand() -> None:
    columns = ("申请号", "申请日", "专利类型")
    good = pa.table({name: [f"{name}{n}" for n in range(1000)] for name in columns})
    spoiled = spoil(np.random.default_rng(1), good).to_pylist()[1000:]
    assert [row["申请日"] == "2018-02-30" for row in spoiled] == [True, False, False]
    assert [row["申请号"] == "" for row in spoiled] == [False, True, False]
    assert [row["专利类型"] == "未知类型" for row in spoiled] == [False, False, True]
    assert spoil(np.random.default_rng(1), good.slice(0, 300)).num_rows == 300
