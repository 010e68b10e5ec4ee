"""Readers by name and by what a file holds."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from goldthread.errors import UsageError
from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.tables import BASE, read_with

RIGHTS = "ip_office_code,right_kind,application_number\nCL,PT,1\n"
SERIES = "series,region,period,value\ngdp,CL,2019,1\n"
GRANT = b'<?xml version="1.0" encoding="UTF-8"?>\n<us-patent-grant lang="EN"></us-patent-grant>\n'


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_the_formats_and_the_shipped_mappings() -> None:
    assert registry.names() == (
        "uspto_grant",
        "us_grant_text",
        "cnipa",
        "jpo",
        "st96",
        "st96_legal_status",
        "us_trademark",
        "us_application",
        "us_grant_old",
        "us_assignment",
        "docdb",
        "inpadoc_legal",
        "st27",
        "st27_new",
        "cnipa-monthly",
        "cnipa-press",
        "cnipa-yearbook-kinds",
        "cnipa-yearbook-madrid",
        "cnipa-yearbook-national",
        "cnipa-yearbook-utility",
        "enforcement",
        "inapi-applications",
        "inapi-registers",
        "licences",
        "pledges",
        "population",
        "rights",
        "series",
        "transfers",
        "world-bank",
    )


def test_reader_by_name_is_new_each_time() -> None:
    assert [registry.reader(name).name for name in registry.names()] == list(registry.names())
    assert registry.reader("rights") is not registry.reader("rights")


def test_unknown_reader_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"no reader 'populatoin'. Did you mean 'population'\?"):
        registry.reader("populatoin")


def test_mapping_by_file_and_by_shipped_name(tmp_path: Path) -> None:
    assert registry.mapping(_file(tmp_path, "m.yaml", BASE)).name == "example"
    assert registry.mapping("rights").name == "rights"
    with pytest.raises(UsageError, match=r"absent.yaml is neither a mapping file nor a shipped"):
        registry.mapping("absent.yaml")


def test_expand_gives_the_files_of_folders_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.csv", "a.csv", ".hidden", "~$a.xlsx", "b/c.csv", ".git/config"):
        _file(tmp_path, name, "x")
    found = registry.expand([tmp_path, tmp_path / "z.csv"])
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a.csv", "b/c.csv", "z.csv"]
    assert registry.expand([tmp_path / ".hidden"]) == [tmp_path / ".hidden"]


def test_expand_refuses_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    with pytest.raises(ReadError, match=r"void holds no file"):
        registry.expand([tmp_path / "void"])
    with pytest.raises(ReadError, match=r"absent.csv does not exist"):
        registry.expand([tmp_path / "absent.csv"])
    with pytest.raises(ReadError, match=r"No file was named"):
        registry.expand([])


def test_file_is_recognised_by_its_header(tmp_path: Path) -> None:
    assert registry.detect([_file(tmp_path, "x.txt", RIGHTS)]).name == "rights"
    assert registry.detect([_file(tmp_path, "y.csv", SERIES.replace(",", ";"))]).name == "series"
    latin = tmp_path / "z.csv"
    latin.write_bytes(RIGHTS.replace("CL,PT,1", "CL,PT,ñ").encode("utf-16"))
    assert registry.detect([latin]).name == "rights"


def test_grant_is_recognised_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "week.dat"
    path.write_bytes(GRANT)
    assert registry.detect([path]).name == "uspto_grant"


def test_sheet_name_decides_between_layouts_alike(tmp_path: Path) -> None:
    columns = registry.reader("inapi-registers").mapping.recognise.columns  # type: ignore[attr-defined]
    for title in ("Applications-2030", "Registers-2030"):
        with xlsxwriter.Workbook(tmp_path / f"{title}.xlsx") as book:
            book.add_worksheet(title).write_row(0, 0, columns)
    found = [registry.detect([path]).name for path in sorted(tmp_path.iterdir())]
    assert found == ["inapi-applications", "inapi-registers"]
    with pytest.raises(ReadError, match=r"ask for different readers .*Load them one kind"):
        registry.detect([tmp_path])


def test_file_that_nothing_recognises_says_what_was_seen(tmp_path: Path) -> None:
    path = _file(tmp_path, "odd.csv", "Foo,Bar\n1,2\n")
    with pytest.raises(ReadError) as error:
        registry.detect([path])
    said = str(error.value)
    assert said.startswith("No reader recognises odd.csv: it begins with 'Foo', 'Bar'. Name")
    assert "goldthread map odd.csv" in said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("e.csv", b"", "e.csv is empty"),
        ("b.bin", bytes(range(256)) * 8, "No reader recognises b.bin|longer than|cannot be read"),
        ("z.zip", b"PK\x03\x04" + b"\0" * 50, "z.zip begins as a ZIP and does not end as one"),
        ("x.xml", b"<?xml version='1.0'?><other/>", "No reader recognises x.xml"),
        ("p.pdf", b"%PDF-1.7\n", "No reader recognises p.pdf"),
    ],
)
def test_file_of_another_kind_is_refused(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=words):
        registry.detect([path])


def test_rights_layout_needs_three_columns_only(tmp_path: Path) -> None:
    path = _file(tmp_path, "rights.csv", RIGHTS)
    found = read_with(registry.detect([path]), [path])
    assert found.values("record_key") == ["CL|PT|1"]


def test_rights_layout_takes_people_classes_and_priorities(tmp_path: Path) -> None:
    text = (
        "ip_office_code,right_kind,application_number,filing_date,applicants,applicant_country,"
        "applicant_region,applicant_type,inventors,owners,agents,ipc,cpc,nice,locarno,priorities\n"
        "CN,PT,1,2019-01-02,(CN-ZJ) Zhejiang University; (US) Acme,,,UNI,(CN-BJ) Wang;Li,"
        "(CL) B,(CL) C,H04L9/32;G06F0021000000,H04L 9/3247,9;35,14-02,"
        "(US) 61/010 2008-01-07;(EP) 08151.1 2008-01-09\n"
        "CN,UM,2,2019-01-03,Beijing Works,CN,北京市,ENT,,,,,,,,\n"
    )
    path = _file(tmp_path, "rights.csv", text)
    found = read_with(registry.detect([path]), [path])
    names = ("role", "sequence", "name", "country_code", "region_code", "applicant_type")
    assert [tuple(row[n] for n in names) for row in found.rows["right_party"]] == [
        ("applicant", 1, "Zhejiang University", "CN", "CN-ZJ", "UNI"),
        ("applicant", 2, "Acme", "US", None, None),
        ("inventor", 1, "Wang", "CN", "CN-BJ", None),
        ("inventor", 2, "Li", None, None, None),
        ("owner", 1, "B", "CL", None, None),
        ("agent", 1, "C", "CL", None, None),
        ("applicant", 1, "Beijing Works", "CN", "CN-BJ", "ENT"),
    ]
    symbols = [(row["scheme"], row["symbol"]) for row in found.rows["right_classification"]]
    assert symbols == [
        ("IPC", "H04L 9/32"),
        ("IPC", "G06F 21/00"),
        ("CPC", "H04L 9/3247"),
        ("NICE", "9"),
        ("NICE", "35"),
        ("LOCARNO", "14-02"),
    ]
    assert [row["number"] for row in found.rows["right_priority"]] == ["61/010", "08151.1"]


def test_rights_layout_takes_an_applicant_without_a_name(tmp_path: Path) -> None:
    head = "ip_office_code,right_kind,application_number,applicant_country,applicant_region"
    path = _file(tmp_path, "rights.csv", f"{head}\nCN,PT,1,CN,CN-ZJ\nCN,PT,2,US,\nCN,PT,3,,\n")
    found = read_with(registry.detect([path]), [path])
    names = ("role", "sequence", "name", "country_code", "region_code")
    assert [tuple(row[n] for n in names) for row in found.rows["right_party"]] == [
        ("applicant", 1, None, "CN", "CN-ZJ"),
        ("applicant", 1, None, "US", None),
    ]


def test_population_skips_what_is_no_country(tmp_path: Path) -> None:
    text = "Country Name,Country Code,Year,Value\nArab World,ARB,2018,9\nChile,CHL,2018,18729160\n"
    path = _file(tmp_path, "population.csv", text)
    found = read_with(registry.detect([path]), [path])
    assert [
        (row["series"], row["region_code"], row["period"], row["value"], row["unit"])
        for row in found.rows["reference_series"]
    ] == [("population", "CL", "2018", 18729160, "persons")]
    assert found.skipped == {"region_code not in the list of countries": 1}


def test_series_layout(tmp_path: Path) -> None:
    path = _file(tmp_path, "s.csv", SERIES + "gdp,CL-RM,2019-Q1,2.5\ngdp,,2019,1\n")
    found = read_with(registry.detect([path]), [path])
    assert found.values("record_key", "reference_series") == ["gdp|CL|2019", "gdp|CL-RM|2019-Q1"]
    assert found.reasons == [("s.csv, line 4", "missing-value")]


def test_detect_of_a_truncated_zip_says_it_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "ipg190101.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ipg190101.xml", GRANT * 500)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ReadError, match=r"^ipg190101\.zip begins as a ZIP .* it was cut off"):
        registry.detect([path])


@pytest.mark.parametrize("first", [0, 1], ids=["with NUL", "without"])
def test_detect_of_bytes_that_are_no_text_says_so(tmp_path: Path, first: int) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(bytes(range(first, 256)) * 10)
    with pytest.raises(ReadError, match="it begins with bytes that are no text"):
        registry.detect([path])
