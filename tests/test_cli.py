"""The command line from end to end, on a small register that can be counted by hand."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from goldthread.cli import main

# Four designs and three patents; grants of 2019-H1: D1, D2, P1. P3 is corrected by SECOND.
FIRST = """\
ip_office_code,right_kind,application_number,filing_date,registration_number,grant_date,title,applicants
CN,DS,D1,2018-10-01,RD1,2019-02-01,Lamp,(CN-ZJ) Alpha Lighting
CN,DS,D2,2018-11-01,RD2,2019-03-01,Chair,(CN-GD) Beta Home
CN,DS,D3,2018-11-05,RD3,2018-12-30,Table,(CN-GD) Beta Home
CN,DS,D4,2019-01-05,,,Shelf,(US) Gamma Inc
CN,PT,P1,2017-01-09,RP1,2019-05-07,Pump,(CN-ZJ) Alpha Lighting
CN,PT,P2,2017-06-30,,,Valve,(JP) Delta KK
CN,PT,P3,2017-07-01,,,Motor,(CN-ZJ) Alpha Lighting
"""
SECOND = """\
ip_office_code,right_kind,application_number,filing_date,registration_number,grant_date,title,applicants
CN,PT,P3,2017-07-01,RP3,2019-06-11,Motor,(CN-GD) Beta Home
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register with two loads of one feed, received in February and in July 2019."""
    monkeypatch.setenv("GOLDTHREAD_HOME", str(tmp_path / "home"))
    for name, text, day in (
        ("first.csv", FIRST, "2019-05-31"),
        ("second.csv", SECOND, "2019-07-05"),
    ):
        (tmp_path / name).write_text(text)
        assert main(["load", str(tmp_path / name), "--received", day, "--json"]) == 0
    return tmp_path / "home"


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == status
    return capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    return json.loads(said(capsys, *arguments, "--json"))


def refused(capsys: pytest.CaptureFixture[str], status: int, *arguments: str) -> str:
    capsys.readouterr()
    assert main(list(arguments)) == status
    return capsys.readouterr().err


def test_load_json_has_the_promised_keys(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = told(capsys, "load", str(home.parent / "first.csv"), "--feed", "again")
    promised = ["load", "feed", "files", "records", "new", "changed", "unchanged", "withdrawn",
                "quarantined", "skipped", "seconds", "bytes"]  # fmt: skip
    assert list(report)[: len(promised)] == promised
    assert (report["load"], report["feed"], report["records"], report["new"]) == (3, "again", 7, 7)
    assert report["bytes"] == len(FIRST)


def test_load_of_the_same_bytes_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "load", str(home.parent / "second.csv"))
    assert "load 2" in out
    assert "nothing was loaded" in out


def test_load_into_the_demos_home_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "demo.json").write_text('{"synthetic": true}')
    message = refused(capsys, 2, "load", str(home.parent / "first.csv"), "--feed", "more")
    assert "--home DIR" in message
    assert len(told(capsys, "loads")) == 2


def test_load_for_people_tells_counts(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "load", str(home.parent / "first.csv"), "--feed", "again")
    assert "7 records from 1 file(s)" in out
    assert "7 new, 0 changed, 0 unchanged, 0 withdrawn" in out


def test_load_with_a_bad_record_below_the_limit_quarantines_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = home.parent / "bad.csv"
    bad.write_text(FIRST + "CN,DS,D9,2019-02-31,,,Stool,(CN-GD) Beta Home\n")
    message = refused(capsys, 3, "load", str(bad), "--feed", "bad")
    assert "2019-02-31" in message
    assert "bad.csv" in message
    out = said(capsys, "load", str(bad), "--feed", "bad", "--quarantine-limit", "20%")
    assert "goldthread quarantine 3" in out
    rows = told(capsys, "quarantine", "3")
    assert [row["reason"] for row in rows] == ["bad-date"]
    assert "line 9" in rows[0]["source_locator"]
    assert "D9" in rows[0]["raw"]
    assert "2019-02-31" in said(capsys, "quarantine", "3")


def test_quarantine_of_a_clean_load_says_nothing_was_quarantined(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "quarantine", "1") == "Load 1 quarantined nothing.\n"


def test_loads_lists_each_load(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, "loads")
    assert [(row["load"], row["new"], row["changed"]) for row in listed] == [(1, 7, 0), (2, 0, 1)]
    assert "2019-07-05" in said(capsys, "loads")


def test_loads_of_an_empty_register_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "--home", str(tmp_path / "none"), "loads")
    assert "goldthread load FILE" in out
    assert not (tmp_path / "none").exists()


def test_figure_json_has_the_promised_shape(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, "figure", "C10R", "--period", "2018-H2,2019-H1", "--by", "region")
    promised = {"indicator", "version", "definition", "as_of", "engine", "counting", "lineage",
                "cells", "total"}  # fmt: skip
    assert promised <= set(answer)
    assert answer["indicator"] == "C10R"
    assert answer["as_of"] == 2
    cells = {(c["period"], c["region"]): (c["value"], c["records"]) for c in answer["cells"]}
    assert cells["2018-H2", "CN-GD"] == (1, 1)
    assert cells["2019-H1", "CN-GD"] == (1, 1)
    assert cells["2019-H1", "CN-ZJ"] == (1, 1)
    assert answer["total"]["value"] == 3


def test_figure_as_of_a_day_sees_what_was_known(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("figure", "C03", "--period", "2019-H1", "--counting", "first-applicant")
    assert told(capsys, *question)["total"]["value"] == 2
    assert told(capsys, *question, "--as-of", "2019-06-30")["total"]["value"] == 1
    assert told(capsys, *question, "--as-of", "1")["total"]["value"] == 1


def test_figure_csv_and_table_hold_the_same_values(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("figure", "C10R", "--period", "2019-H1", "--by", "region")
    assert "2019-H1,CN-GD,1" in said(capsys, *question, "--csv")
    table = said(capsys, *question)
    assert "CN-ZJ" in table
    assert "as known on load 2" in table


def test_dimension_named_twice_is_one_column(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("figure", "C10R", "--period", "2019-H1", "--csv", "--by")
    assert said(capsys, *question, "region,region") == said(capsys, *question, "region")


def test_records_add_to_the_figure(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ("records", "C10R", "--period", "2019-H1")
    answer = told(capsys, *question)
    assert sorted(row["application_number"] for row in answer["records"]) == ["D1", "D2"]
    assert answer["total"] == 2
    assert "D1" in said(capsys, *question, "--csv")
    assert "they all add to 2" in said(capsys, *question, "--limit", "1")


def test_explain_parts_add_to_the_difference(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    question = ("explain", "C03", "--period", "2019-H1", "--from", "1", "--to", "2019-12-31")
    answer = told(capsys, *question)
    assert answer["difference"] == 1
    assert sum(part["value"] for part in answer["parts"]) == 1
    assert "hanged" in said(capsys, *question)


def test_indicators_lists_and_describes(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = {row["id"]: row for row in told(capsys, "indicators")}
    wanted = {"C01", "C02", "C03", "C04", "C05", "C06", "C13", "P01", "P02", "A04", "A15", "I05",
              "I08", "I09", "C09R", "C10R"}  # fmt: skip
    assert wanted <= set(listed)
    assert set(listed["C03"]["title"]) == {"en", "zh"}
    assert "C03" in said(capsys, "indicators")
    assert listed["C03"]["title"]["en"] in said(capsys, "indicators", "C03")
    assert "outcome: grant_date" in said(capsys, "indicators", "A07")
    assert (listed["A07"]["within"], listed["C11"]["weight"]) == (1826, "coalesce(n_classes, 1)")


def test_verify_of_a_whole_register_finds_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "whole" in said(capsys, "verify")


def test_verify_of_a_damaged_register_names_the_file(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "register" / "loads" / "rights" / "000001" / "ip_right.parquet"
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert "ip_right.parquet" in said(capsys, "verify", status=1)


def test_map_writes_a_mapping_that_loads(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drafted = home.parent / "drafted.yaml"
    drafted.write_text(said(capsys, "map", str(home.parent / "first.csv")))
    assert "The first records that this mapping gives" in drafted.read_text()
    path = str(home.parent / "first.csv")
    report = told(capsys, "load", path, "--mapping", str(drafted), "--feed", "drafted")
    assert report["records"] == 7


def test_plan_read_proposes_measures_and_tasks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "2019年工作要点\n一、严格保护\n1.开展专项行动。（甲局牵头，乙局配合，6月底前完成）\n"
    )
    made = told(capsys, "plan", "read", str(path))
    assert set(made) == {"measures", "warnings"}
    task = made["measures"][0]["tasks"][0]
    assert (task["lead"], task["support"], task["due"]) == (["甲局"], ["乙局"], "2019-06-30")
    assert "开展专项行动" in said(capsys, "plan", "read", str(path))


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("load", "absent.csv"), 3, "absent.csv"),
        (("load", "first.csv", "--reader", "nosuch"), 2, "nosuch"),
        (("load", "first.csv", "--mapping", "nosuch.yaml"), 2, "nosuch.yaml"),
        (("figure", "Z99", "--period", "2019"), 2, "Z99"),
        (("figure", "C01", "--period", "2019-H3"), 2, "2019-H3"),
        (("figure", "C01", "--period", "2019", "--by", "colour"), 2, "colour"),
        (("figure", "C01", "--period", "2019", "--where", "region"), 2, "DIM=VALUE"),
        (("figure", "C01", "--period", "2019", "--counting", "by-weight"), 2, "by-weight"),
        (("figure", "C01", "--period", "2019", "--as-of", "yesterday"), 2, "yesterday"),
        (("indicators", "Z99"), 2, "Z99"),
        (("quarantine", "99"), 2, "99"),
        (("explain", "C01", "--period", "2019", "--from", "1", "--to", "77"), 2, "77"),
        (("bench", "nosuch"), 2, "nosuch"),
        (("plan", "read", "absent.docx"), 3, "absent.docx"),
    ],
)
def test_wrong_words_end_in_one_sentence(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(home.parent)
    message = refused(capsys, status, *arguments)
    assert words in message
    assert message.startswith("goldthread: ")
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nosuch",),
        ("load",),
        ("figure", "C01"),
        ("serve", "--port", "99999"),
        ("load", "x", "--received", "31.02.2019"),
        ("load", "x", "--quarantine-limit", "200%"),
        ("load", "x", "--quarantine-limit", "much"),
        ("load", "x", "--reader", "table", "--mapping", "y"),
        ("records", "C01", "--period", "2019", "--limit", "0"),
        ("records", "C01", "--period", "2019", "--limit", "9" * 20),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_output_into_a_closed_pipe_is_quiet(home: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m goldthread.cli --home {home} indicators --json | head -c 10",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_an_error_of_ours_is_one_sentence(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A register folder that is a file is nothing the code foresees by name.
    monkeypatch.setenv("GOLDTHREAD_HOME", str(home.parent / "first.csv"))
    message = refused(capsys, 1, "load", str(home.parent / "second.csv"))
    assert "Traceback" not in message
    assert len(message.strip().splitlines()) == 1
