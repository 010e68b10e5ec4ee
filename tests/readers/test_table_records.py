"""From rows to records: keys, items, several rows with one key, fields and doubts."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers.base import SourceFile
from goldthread.readers.identity import right_key, surrogate
from goldthread.readers.schema import LOCATION_COLUMNS, TABLES
from goldthread.readers.table.parse import from_text
from goldthread.readers.table.reader import TableReader
from tests.readers.tables import BASE, Read, read, with_base


def _file(folder: Path, text: str, name: str = "r.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _read(folder: Path, snippet: str, text: str) -> Read:
    return read(with_base(snippet), _file(folder, text))


def test_key_is_office_kind_and_number(tmp_path: Path) -> None:
    found = _read(tmp_path, "", "No\n17\n")
    assert found.values("record_key") == ["CL|PT|17"]
    assert found.values("right_id") == [surrogate(right_key("CL", "PT", "17"))]


def test_key_is_the_first_number_that_has_a_value(tmp_path: Path) -> None:
    snippet = "record:\n  registration_number: Reg\n"
    found = _read(tmp_path, snippet, "No,Reg\n1,A\n,B\n,\nx,\n")
    assert found.values("record_key") == ["CL|PT|1", "CL|PT|B", "CL|PT|x"]
    chosen = _read(tmp_path, snippet + "key: registration_number\n", "No,Reg\n1,A\n2,\n")
    assert chosen.values("record_key") == ["CL|PT|A"]
    assert chosen.reasons == [("r.csv, line 3", "no-key")]


@pytest.mark.parametrize("column", ["application_number", "registration_number"])
def test_number_longer_than_any_office_writes_is_quarantined(tmp_path: Path, column: str) -> None:
    snippet = "record:\n  registration_number: Reg\n"
    cells = {"application_number": "2", "registration_number": "3", column: "9" * 10_000}
    found = _read(tmp_path, snippet, f"No,Reg\n1,1\n{','.join(cells.values())}\n{'8' * 200},4\n")
    assert found.values("registration_number") == ["1", "4"]
    assert [(one.locator, one.reason, one.detail[-42:]) for one in found.rejected] == [
        ("r.csv, line 3", "bad-number", "(10,000 characters)' is no number of an office."[-42:])
    ]


def test_office_and_kind_must_have_values(tmp_path: Path) -> None:
    mapping = BASE.replace("{constant: CL}", "Office").replace("{constant: PT}", "Kind")
    path = _file(tmp_path, "No,Office,Kind\n1,CL,PT\n2,,PT\n3,CL,\n4,Chile,PT\n5,CL,XX\n")
    found = read(mapping, path)
    assert found.values("record_key") == ["CL|PT|1"]
    assert [(one.reason, one.detail[:30]) for one in found.rejected] == [
        ("no-key", "ip_office_code has no value, a"),
        ("no-key", "right_kind has no value, and i"),
        ("bad-value", "ip_office_code: 'Chile' is no "),
        ("bad-value", "right_kind: 'XX' is none of PT"),
    ]


def test_tables_have_exactly_the_columns_of_the_schema(tmp_path: Path) -> None:
    mapping = with_base(
        "parties: [{role: applicant, name: Who}]\npriorities: [{number: Pri}]\n"
        "classifications: [{scheme: NICE, symbol: Class}]\nrelations: [{other_number: Pri}]\n"
        "citations: [{cited_number: Pri}]\ndesignations: [{designated_office: {constant: EP}}]\n"
        "events: [{national_event_code: Pri, amount: Fee}]\n"
    )
    path = _file(tmp_path, "No,Who,Pri,Class,Fee\n1,Acme,US1,9,10.50\n")
    from goldthread.readers.base import SourceFile, no_progress

    file = SourceFile(7, path, path.name, "", 1, "")
    batch = next(iter(TableReader(from_text(mapping, "m.yaml")).read([file], no_progress)))
    for name, table in batch.tables.items():
        expected = list(TABLES[name].schema)
        if TABLES[name].is_root:
            expected += list(LOCATION_COLUMNS)
        assert list(table.schema) == expected
    assert set(batch.tables) == {
        "ip_right", "right_party", "right_priority", "right_classification", "right_relation",
        "right_citation", "designation", "status_event",
    }  # fmt: skip
    assert batch.tables["ip_right"]["source_file_id"].to_pylist() == [7]


def test_rows_of_a_record_stand_together_and_are_numbered(tmp_path: Path) -> None:
    snippet = (
        "parties:\n"
        "  - {role: applicant, each: {column: Applicants, separator: [';', ' and ']}, name: item}\n"
        "  - {role: inventor, each: {column: Inventors, separator: ';'}, name: item}\n"
        "classifications:\n"
        "  - {scheme: IPC, each: {column: IPC, separator: ';'}, symbol: item}\n"
        "  - {scheme: CPC, each: {column: CPC, separator: ';'}, symbol: item}\n"
    )
    found = _read(
        tmp_path,
        snippet,
        "No,Applicants,Inventors,IPC,CPC\n1,A and B; C,X,H04L;G06F,H04L\n2,,Y; ;Z,,G06F\n",
    )
    ids = found.values("right_id")
    parties = [
        (ids.index(row["right_id"]), row["role"], row["sequence"], row["name"])
        for row in found.rows["right_party"]
    ]
    assert parties == [
        (0, "applicant", 1, "A"),
        (0, "applicant", 2, "B"),
        (0, "applicant", 3, "C"),
        (0, "inventor", 1, "X"),
        (1, "inventor", 1, "Y"),
        (1, "inventor", 2, "Z"),
    ]
    symbols = [
        (row["scheme"], row["sequence"], row["symbol"], row["position"])
        for row in found.rows["right_classification"]
    ]
    assert symbols == [
        ("IPC", 1, "H04L", "first"),
        ("IPC", 2, "G06F", "later"),
        ("CPC", 1, "H04L", "first"),
        ("CPC", 1, "G06F", "first"),
    ]


def test_item_that_fails_rejects_the_whole_record(tmp_path: Path) -> None:
    snippet = (
        "parties:\n  - role: applicant\n    name: item\n"
        "    country_code: {column: country, country: true}\n"
        "    each: {column: Who, separator: ';', pattern: '^(?P<country>\\w+) '}\n"
    )
    found = _read(tmp_path, snippet, "No,Who\n1,CL A;XYZ B\n2,CL A\n3,CL A;B\n")
    assert found.values("application_number") == ["2"]
    assert [one.reason for one in found.rejected] == ["unmapped-value", "no-match"]
    assert len(found.rows["right_party"]) == 1


@pytest.mark.parametrize(
    ("otherwise", "names"), [("missing", ["A"]), ("keep", ["A", "B"]), ("quarantine", [])]
)
def test_item_that_does_not_match_by_choice(
    tmp_path: Path, otherwise: str, names: list[str]
) -> None:
    snippet = (
        "parties:\n  - role: applicant\n    name: {first: [name, item]}\n"
        f"    each: {{column: Who, separator: ';', otherwise: {otherwise}, "
        "pattern: '^\\((?P<country>..)\\) (?P<name>.+)$'}\n"
    )
    found = _read(tmp_path, snippet, "No,Who\n1,(CL) A;B\n")
    assert [row["name"] for row in found.rows.get("right_party", [])] == names


def test_too_many_items_go_to_quarantine(tmp_path: Path) -> None:
    snippet = "parties: [{role: applicant, each: {column: Who, separator: ';'}, name: item}]\n"
    found = _read(tmp_path, snippet, f"No,Who\n1,{'A;' * 10_001}\n2,B\n")
    assert found.values("application_number") == ["2"]
    assert found.reasons == [("r.csv, line 2", "too-many-items")]


def test_cell_too_long_for_a_pattern_goes_to_quarantine(tmp_path: Path) -> None:
    long = "x" * 10_001
    cut = "cut: [{column: Title, pattern: '(?P<first>.)'}]\n"
    each = "parties: [{role: agent, each: {column: Title, pattern: '(?P<n>.)'}, name: n}]\n"
    plain = "record:\n  title: {column: Title, pattern: '.'}\n"
    swap = "record:\n  title: {column: Title, replace: [{pattern: x, by: y}]}\n"
    for snippet in (cut, each, plain, swap):
        found = _read(tmp_path, snippet, f"No,Title\n1,{long}\n")
        assert found.reasons == [("r.csv, line 2", "too-long")]


def test_constants_alone_make_no_item(tmp_path: Path) -> None:
    snippet = "parties: [{role: applicant, name: Who, country_code: {constant: CL}}]\n"
    found = _read(tmp_path, snippet, "No,Who\n1,Acme\n2,\n")
    assert [row["name"] for row in found.rows["right_party"]] == ["Acme"]


def test_optional_column_may_be_absent(tmp_path: Path) -> None:
    snippet = "record:\n  title: {column: Title, optional: true}\n"
    assert _read(tmp_path, snippet, "No\n1\n").values("title") == [None]
    assert _read(tmp_path, snippet, "No,Title\n1,Pump\n").values("title") == ["Pump"]


def test_unmapped_skip_counts_the_row(tmp_path: Path) -> None:
    snippet = "record:\n  status: {column: S, map: {In force: registered}, unmapped: skip}\n"
    found = _read(tmp_path, snippet, "No,S\n1,In force\n2,Gone\n3,Gone\n")
    assert found.values("application_number") == ["1"]
    assert found.skipped == {"status not in the map of status": 2}
    assert found.rejected == []


def test_notes_are_counted_and_bounded(tmp_path: Path) -> None:
    snippet = "record:\n  status: {column: S, map: {a: pending}, unmapped: warn}\n"
    rows = "".join(f"{n},state {n % 300}\n" for n in range(600))
    found = _read(tmp_path, snippet, f"No,S\n{rows}")
    assert len(found.rights) == 600
    assert len(found.notes) == 201
    assert found.notes[0].endswith("taken as missing (2 times)")
    assert found.notes[-1] == "200 more values were noted."


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("same_key: first\n", ["one", "solo"]),
        ("same_key: last\n", ["solo", "three"]),
        ("same_key: {greatest: V}\n", ["two", "solo"]),
        ("same_key: {greatest: {column: Day, date: d/m/y}}\n", ["solo", "three"]),
    ],
)
def test_which_row_with_one_key_wins(tmp_path: Path, choice: str, expected: list[str]) -> None:
    text = "No,V,Day,Title\n1,9,1/1/2019,one\n1,10,1/1/2018,two\n2,,,solo\n1,,1/12/2019,three\n"
    found = _read(tmp_path, choice + "record:\n  title: Title\n", text)
    assert sorted(found.values("title")) == sorted(expected)  # type: ignore[type-var]
    assert found.skipped == {"another row with the same key is taken": 2}


def test_winner_is_sought_in_all_files_and_bad_rows_never_win(tmp_path: Path) -> None:
    mapping = with_base("same_key: last\nrecord:\n  filing_date: Filed\n")
    one = _file(tmp_path, "No,Filed\n1,2019-01-01\n2,2019-01-02\n", "a.csv")
    two = _file(tmp_path, "No,Filed\n1,2019-02-01\n2,2019-02-31\n", "b.csv")
    found = read(mapping, one, two)
    assert found.values("filing_date") == [date(2019, 1, 2), date(2019, 2, 1)]
    assert found.reasons == [("b.csv, line 3", "bad-date")]
    assert found.skipped == {"another row with the same key is taken": 1}


def test_gathered_rows_make_one_record_from_several_files(tmp_path: Path) -> None:
    mapping = with_base(
        "same_key: gather\nrecord:\n  title: Title\nparties: [{role: applicant, name: Who}]\n"
    )
    one = _file(tmp_path, "No,Title,Who\n1,,A\n2,Valve,B\n", "a.csv")
    two = _file(tmp_path, "No,Title,Who\n1,Pump,C\n1,Pumpe,A\n", "b.csv")
    found = read(mapping, one, two)
    places = [(r["title"], r["source_locator"], r["source_file_id"]) for r in found.rights]
    assert places == [("Valve", "a.csv, line 3", 1), ("Pump", "a.csv, line 2", 1)]
    assert [row["name"] for row in found.rows["right_party"]] == ["B", "A", "C"]


def test_gathered_record_is_rejected_whole(tmp_path: Path) -> None:
    mapping = with_base(
        "same_key: gather\nrecord:\n  filing_date: Filed\n"
        "parties: [{role: applicant, name: Who, country_code: {column: C, country: true}}]\n"
    )
    text = "No,Filed,Who,C\n1,2019-01-01,A,CL\n1,,B,Nowhere\n2,2019-01-01,C,CL\n3,x,D,CL\n"
    found = read(mapping, _file(tmp_path, text))
    assert found.values("application_number") == ["2"]
    assert sorted(found.reasons) == [
        ("r.csv, line 2", "record-rejected"),
        ("r.csv, line 3", "unmapped-value"),
        ("r.csv, line 5", "bad-date"),
    ]


def test_many_chunks_give_the_same_records_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snippet = "carry_down: Title\nsame_key: gather\nrecord:\n  title: Title\n"
    rows = "".join(f"{n % 40},{'' if n % 3 else n}\n" for n in range(100))
    whole = _read(tmp_path, snippet, f"No,Title\n{rows}")
    monkeypatch.setattr("goldthread.readers.table.prepare.CHUNK_ROWS", 7)
    monkeypatch.setattr("goldthread.readers.table.same_key.CHUNK_ROWS", 7)
    parted = _read(tmp_path, snippet, f"No,Title\n{rows}")
    assert sorted(parted.values("record_key")) == sorted(whole.values("record_key"))  # type: ignore[type-var]
    assert {r["record_key"]: r["title"] for r in parted.rights} == {
        r["record_key"]: r["title"] for r in whole.rights
    }
    assert len(whole.rights) == 40


def test_rules_compare_numbers_days_and_columns(tmp_path: Path) -> None:
    snippet = (
        "rows:\n"
        "  - skip: {column: A, above: {column: B}}\n    because: a above b\n"
        "  - skip: {column: D, below: '2019-01-01'}\n    because: old\n"
        "  - skip: {column: A, equals: '7.0'}\n    because: seven\n"
        "  - quarantine: {column: A, empty: false}\n    because: a is given\n"
    )
    text = "No,A,B,D\n1,10,9,2019-01-01\n2,1,9,2018-12-31\n3,7,,2019-01-01\n4,5,9,\n5,,9,\n"
    found = _read(tmp_path, snippet, text)
    assert found.values("application_number") == ["5"]
    assert found.skipped == {"a above b": 1, "old": 1, "seven": 1}
    assert found.rejected[0].detail == "a is given."


def test_region_may_follow_the_country_of_its_row(tmp_path: Path) -> None:
    snippet = (
        "parties:\n  - role: applicant\n    name: Who\n"
        "    country_code: {column: C, country: true}\n"
        "    region_code: {column: R, region: true, region_country: country_code, unmapped: warn}\n"
    )
    text = "No,Who,C,R\n1,A,Chile,Maule\n2,B,China,浙江\n3,C,,Maule\n4,D,Chile,Bavaria\n"
    found = _read(tmp_path, snippet, text)
    assert [row["region_code"] for row in found.rows["right_party"]] == [
        "CL-ML",
        "CN-ZJ",
        None,
        None,
    ]
    assert found.notes == [
        "region_code: 'Maule' is not in the regions of an unknown country; taken as missing",
        "region_code: 'Bavaria' is not in the regions of CL; taken as missing",
    ]


def test_wide_table_without_fitting_columns_is_refused(tmp_path: Path) -> None:
    mapping = (
        "mapping: x\ntable: reference_series\nunpivot: {columns: '(?P<year>\\d{4})', empty: keep}\n"
        "record: {series: {constant: gdp}, region_code: R, period: year, value: value}\n"
    )
    from goldthread.readers.base import ReadError

    with pytest.raises(ReadError, match=r"r.csv: no column fits the mapping's unpivot"):
        read(mapping, _file(tmp_path, "R,Year\nCL,2019\n"))
    found = read(mapping, _file(tmp_path, "R,2018,2019\nCL,1,\n"))
    assert [(r["period"], r["value"]) for r in found.rows["reference_series"]] == [
        ("2018", 1),
        ("2019", None),
    ]
    assert found.rows["reference_series"][0]["source_locator"] == "r.csv, line 2, column 2018"


def test_turned_columns_without_empty_cells_count_none_as_skipped(tmp_path: Path) -> None:
    path = _file(tmp_path, "No,2018,2019\n1,a,b\n")
    mapping = with_base("unpivot: {columns: '(?P<year>20..)'}\nrecord: {title: value}\n")
    reader = TableReader(from_text(mapping, "example.yaml"))
    file = SourceFile(1, path, path.name, "", path.stat().st_size, "")
    batches = list(reader.read([file], lambda _: None))
    assert [batch.tables["ip_right"]["title"].to_pylist() for batch in batches if batch.tables] == [
        ["a", "b"]
    ]
    assert [batch.skipped for batch in batches if batch.skipped] == []
