"""CSV at its worst: encodings, line ends, quotes, ragged rows, NULs, endless cells."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.readers.base import RAW_LIMIT, ReadError
from goldthread.readers.table import delimited
from goldthread.readers.table.sniff import delimiter_of, encoding_of
from tests.readers.tables import BASE, Read, read, with_base

TITLED = with_base("record:\n  title: Title\n")
SPANISH = "No,Title\n1,Invención del señor Núñez: un artículo químico más pequeño\n"
CHINESE = "No,Title\n1,一种用于制造发动机的方法和装置\n2,外观设计\n"
JAPANESE = "No,Title\n1,エンジンの製造方法およびその装置について\n"


def _read(tmp_path: Path, content: bytes, mapping: str = TITLED) -> Read:
    path = tmp_path / "rights.csv"
    path.write_bytes(content)
    return read(mapping, path)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SPANISH, "utf-8"),
        (SPANISH, "utf-8-sig"),
        (SPANISH, "utf-16"),
        (SPANISH, "utf-16-le"),
        (SPANISH, "utf-16-be"),
        (SPANISH, "utf-32"),
        (SPANISH, "latin-1"),
        (SPANISH, "cp1252"),
        (SPANISH, "mac_roman"),
        (CHINESE, "utf-8"),
        (CHINESE, "gb18030"),
        (CHINESE.replace("种", "種"), "utf-16"),
        ("No,Title\n1,一種用於製造發動機的方法和裝置\n", "big5"),
        (JAPANESE, "shift_jis"),
    ],
)
def test_encoding_is_detected(tmp_path: Path, text: str, encoding: str) -> None:
    found = _read(tmp_path, text.encode(encoding))
    lines = [line.partition(",") for line in text.splitlines()[1:]]
    assert found.values("title") == [title for _, _, title in lines]
    assert found.values("application_number") == [number for number, _, _ in lines]
    assert bool(found.notes) == (encoding not in ("utf-8", "utf-8-sig") and "utf" not in encoding)


@pytest.mark.parametrize("encoding", ["latin-1", "gb18030", "mac-roman", "UTF-16", "cp1252"])
def test_encoding_is_taken_as_given(tmp_path: Path, encoding: str) -> None:
    mapping = with_base(f"file: {{encoding: {encoding}}}\nrecord:\n  title: Title\n")
    text = "No,Title\n1,é\n" if encoding != "gb18030" else "No,Title\n1,发\n"
    found = _read(tmp_path, text.encode(encoding.replace("-roman", "_roman")), mapping)
    assert found.values("title") == [text[-2]]
    assert found.notes == []


def test_encoding_wrongly_given_sends_its_cells_to_quarantine(tmp_path: Path) -> None:
    mapping = with_base("file: {encoding: utf-8}\nrecord:\n  title: Title\n")
    found = _read(tmp_path, "No,Title\n1,plain\n2,Invención\n".encode("latin-1"), mapping)
    assert found.values("title") == ["plain"]
    [rejected] = found.rejected
    assert (rejected.locator, rejected.reason) == ("rights.csv, line 3", "bad-encoding")
    assert rejected.detail.startswith("the bytes F3 are no text in utf-8; if the whole file is")
    assert rejected.raw == "2,Invención\n".encode("latin-1")


def test_wrong_bytes_in_a_column_nobody_reads_do_no_harm(tmp_path: Path) -> None:
    mapping = with_base("file: {encoding: utf-8}\n")
    found = _read(tmp_path, "No,Title\n1,Invención\n".encode("latin-1"), mapping)
    assert found.values("application_number") == ["1"]
    assert found.unknown == {"Title": 1}


def test_utf_16_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    found = _read(tmp_path, "No,Title\n1,Pump\n2,Valve".encode("utf-16")[:-1])
    assert found.values("title") == ["Pump"]
    assert [one.reason for one in found.rejected] == ["bad-encoding"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_line_ends_and_delimiters_are_detected(tmp_path: Path, end: str, mark: str) -> None:
    lines = [f"No{mark}Title", f"1{mark}Pump", f"2{mark}Valve"]
    found = _read(tmp_path, (end.join(lines) + end).encode())
    assert found.values("title") == ["Pump", "Valve"]
    assert found.values("source_locator") == ["rights.csv, line 2", "rights.csv, line 3"]


def test_delimiter_is_the_one_that_gives_the_wanted_headings() -> None:
    text = "No;Title, in full\n1;a, b\n2;c, d\n"
    assert delimiter_of(text, {"Title, in full"}) == ";"
    assert delimiter_of("No\n1\n", {"No"}) in ",;\t|"
    assert delimiter_of("", ()) in ",;\t|"


def test_line_breaks_inside_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    found = _read(tmp_path, b'No,Title\r\n1,"Pump\r\nand valve"\r\n2,Valve\r\n')
    assert found.values("title") == ["Pump\r\nand valve", "Valve"]
    assert found.values("source_locator") == ["rights.csv, line 2", "rights.csv, line 4"]


def test_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    found = _read(tmp_path, b'No,Title\n1,Pump\n2,"Valve\n3,Tap\n4,Pipe\n')
    assert found.values("application_number") == ["1", "3", "4"]
    [rejected] = found.rejected
    assert (rejected.locator, rejected.reason) == ("rights.csv, line 3", "malformed-row")
    assert rejected.detail == "a quoted field that opens on this line is never closed."
    assert rejected.raw == b'2,"Valve\n'


def test_quote_never_closed_in_a_long_file_costs_one_row(tmp_path: Path) -> None:
    rows = [f'{n},"Pump {n}"' if n != 50 else f'{n},"Pump' for n in range(5_000)]
    found = _read(tmp_path, ("No,Title\n" + "\n".join(rows) + "\n").encode())
    # The open quote meets the next line's first quote, so that row is malformed at once.
    assert len(found.rights) == 4_999
    assert found.reasons == [("rights.csv, line 52", "malformed-row")]


def test_quote_in_the_middle_of_a_cell_goes_to_quarantine(tmp_path: Path) -> None:
    found = _read(tmp_path, b'No,Title\n1,"Pump" of steel\n2,Valve\n')
    assert found.values("title") == ["Valve"]
    assert found.reasons == [("rights.csv, line 2", "malformed-row")]


def test_quotes_broken_everywhere_refuse_the_file(tmp_path: Path) -> None:
    rows = "".join(f'{n},"Pump" x\n' for n in range(1_500))
    with pytest.raises(
        ReadError, match=r"rights.csv, line 1002: more than 1,000 lines have quotes"
    ):
        _read(tmp_path, f"No,Title\n{rows}".encode())


def test_ragged_rows_go_to_quarantine(tmp_path: Path) -> None:
    found = _read(tmp_path, b"No,Title\n1,Pump\n2\n3,Tap,more\n4,Pipe,,\n")
    assert found.values("application_number") == ["1", "4"]
    assert [(one.locator, one.detail) for one in found.rejected] == [
        ("rights.csv, line 3", "the row has 1 cells where the header has 2."),
        ("rights.csv, line 4", "the row has 3 cells where the header has 2."),
    ]


def test_blank_rows_are_skipped_and_counted(tmp_path: Path) -> None:
    found = _read(tmp_path, b"No,Title\n\n1,Pump\n,\n\n")
    assert found.values("title") == ["Pump"]
    assert found.skipped == {"blank row": 3}


def test_nul_spoils_its_cell(tmp_path: Path) -> None:
    found = _read(tmp_path, b"No,Title\n1,Pu\0mp\n2,Valve\n")
    assert found.values("title") == ["Valve"]
    assert found.reasons == [("rights.csv, line 2", "nul")]


def test_cell_longer_than_a_cell_can_be_goes_to_quarantine(tmp_path: Path) -> None:
    found = _read(tmp_path, b"No,Title\n1," + b"x" * 200_000 + b"\n2,Valve\n")
    assert found.values("title") == ["Valve"]
    [rejected] = found.rejected
    assert "longer than 131,072 characters" in rejected.detail
    assert len(rejected.raw) == RAW_LIMIT


def test_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"rights.csv, line 2: the line is longer than 1,000,000"):
        _read(tmp_path, b"No,Title\n1," + b"x" * 3_000_000)


def test_number_of_ten_thousand_digits_goes_to_quarantine(tmp_path: Path) -> None:
    mapping = with_base("record:\n  n_claims: Claims\n")
    found = _read(tmp_path, b"No,Claims\n1," + b"9" * 10_000 + b"\n2,3\n", mapping)
    assert found.values("n_claims") == [3]
    assert found.reasons == [("rights.csv, line 2", "bad-number")]


def test_day_that_is_not_in_the_calendar_goes_to_quarantine(tmp_path: Path) -> None:
    mapping = with_base("record:\n  filing_date: Filed\n")
    found = _read(tmp_path, b"No,Filed\n1,2019-02-31\n2,2019-02-28\n", mapping)
    assert len(found.rights) == 1
    [rejected] = found.rejected
    assert rejected.detail == "'2019-02-31' is no day of the calendar."


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \n"])
def test_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ReadError, match=r"rights.csv (is empty|lacks the column)"):
        _read(tmp_path, content)


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rights.csv").mkdir()
    with pytest.raises(ReadError, match=r"is a folder, not a file"):
        read(BASE, tmp_path / "rights.csv")


def test_missing_column_is_refused_with_what_was_found(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as error:
        _read(tmp_path, b"No,Titel,Filed\n1,Pump,x\n")
    assert str(error.value) == (
        "rights.csv lacks the column 'Title' that the mapping example reads; did you mean 'Titel'? "
        "the columns found are 'No', 'Titel', 'Filed'."
    )


def test_columns_are_found_whatever_their_case_and_spaces(tmp_path: Path) -> None:
    found = _read(tmp_path, b" NO ,  title \n1,Pump\n")
    assert found.values("title") == ["Pump"]
    assert found.unknown == {}


def test_columns_that_stand_twice_are_numbered(tmp_path: Path) -> None:
    mapping = with_base("record:\n  title: Title (2)\n")
    found = _read(tmp_path, b"No,Title,Title\n1,Pump,Bomba\n", mapping)
    assert found.values("title") == ["Bomba"]
    assert found.unknown == {"Title": 1}


def test_unread_columns_are_counted_where_they_hold_something(tmp_path: Path) -> None:
    mapping = with_base("ignore: [Seen]\n")
    found = _read(tmp_path, b"No,Title,Seen,Void\n1,Pump,x,\n2,,x,\n", mapping)
    assert found.unknown == {"Title": 1}


def test_header_further_down_than_the_file_is_long(tmp_path: Path) -> None:
    mapping = with_base("file: {header: 5}\n")
    with pytest.raises(ReadError, match=r"rights.csv has 2 row\(s\), but its header should be"):
        _read(tmp_path, b"No\n1\n", mapping)


def test_file_name_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    mapping = with_base("file: {name: '^grants_(?P<year>.+)$'}\n")
    with pytest.raises(
        ReadError, match=r"rights.csv: the mapping example takes values from the file"
    ):
        _read(tmp_path, b"No\n1\n", mapping)


def test_random_bytes_end_in_one_sentence_or_in_quarantine(tmp_path: Path) -> None:
    chance = random.Random(20190701)
    for _ in range(60):
        content = b"No,Title\n" + chance.randbytes(chance.randrange(400))
        try:
            found = _read(tmp_path, content)
        except ReadError:
            continue
        assert all(one.detail and one.locator for one in found.rejected)


def test_progress_adds_up_to_the_file(tmp_path: Path) -> None:
    text = "No,Title\n" + "".join(f"{n},Pump\n" for n in range(10_000))
    found = _read(tmp_path, text.encode())
    assert found.progress == len(text)
    assert len(found.rights) == 10_000


def test_encoding_of_plain_ascii_is_utf_8() -> None:
    assert encoding_of(b"No,Title\n1,x\n") == "utf-8"
    assert encoding_of(b"ab") == "utf-8"


def test_character_cut_at_the_end_of_the_sample_is_no_wrong_byte() -> None:
    assert encoding_of(("x" * 10 + "é").encode()[:-1]) == "utf-8"


def test_runaway_record_is_bounded_in_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "RECORD_LINES", 10)
    rows = "".join(f"{n},Pump\n" for n in range(100))
    found = _read(tmp_path, f'No,Title\nx,"open\n{rows}'.encode())
    assert len(found.rights) == 100
    assert found.reasons == [("rights.csv, line 2", "malformed-row")]


def test_byte_order_mark_before_a_quoted_heading(tmp_path: Path) -> None:
    mapping = with_base("file: {encoding: utf-8}\n")
    assert _read(tmp_path, b'\xef\xbb\xbf"No"\n1\n', mapping).values("application_number") == ["1"]


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(max_examples=60, deadline=None)
@given(
    titles=st.lists(_TEXT, min_size=1, max_size=8),
    mark=st.sampled_from([("comma", ","), ("tab", "\t"), ("semicolon", ";")]),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_any_text_that_a_csv_can_hold_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    titles: list[str],
    mark: tuple[str, str],
    encoding: str,
    end: str,
) -> None:
    name, sign = mark
    path = tmp_path_factory.mktemp("csv") / "rights.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        # The writer of Python 3.11 leaves a carriage return unquoted when lines end otherwise.
        writer = csv.writer(file, delimiter=sign, lineterminator=end, quoting=csv.QUOTE_ALL)
        writer.writerow(["No", "Title"])
        writer.writerows([[n, title] for n, title in enumerate(titles, 1)])
    form = f"file: {{encoding: {encoding}, delimiter: {name}}}\n"
    found = read(with_base(f"{form}record:\n  title: Title\n"), path)
    assert found.values("title") == [title.strip() or None for title in titles]
    assert found.rejected == []
