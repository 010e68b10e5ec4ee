"""The rules of the grant reader one by one: dates, numbers, symbols, terms, applicant types."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from goldthread.readers.arrow import from_numpy
from goldthread.readers.uspto_grant.normal import columns, dates, numbers, symbols
from goldthread.readers.uspto_grant.normal.applicant_types import of_name, of_role_code
from goldthread.readers.uspto_grant.normal.expiry import Terms, expiry
from goldthread.readers.uspto_grant.normal.tidying import tidied
from goldthread.readers.uspto_grant.raw import Raw, Rows

NAT = np.datetime64("NaT", "D")


def texts(*values: str | None) -> pa.Array:
    return pa.array(values, pa.string())


def test_dates_against_the_calendar() -> None:
    written = [f"{y:04d}{m:02d}{d:02d}" for y in (1, 1900, 2000, 2019, 2020, 9999)
               for m in range(14) for d in range(33)]  # fmt: skip
    days = dates.arrow(dates.parse(texts(*written))).to_pylist()
    faulty = dates.faulty(texts(*written)).tolist()
    for text, day, wrong in zip(written, days, faulty, strict=True):
        year, month, number = int(text[:4]), int(text[4:6]), int(text[6:])
        try:
            expected: date | None = date(year, month, number)
        except ValueError:
            expected = None
        assert day == expected, text
        incomplete = (month == 0 and number <= 31) or (number == 0 and month <= 12)
        assert wrong == (expected is None and not incomplete), text


def test_dates_in_a_slice_and_with_nulls() -> None:
    column = texts("x", None, "20190102", "", "2019010", "201901021").slice(1)
    assert dates.arrow(dates.parse(column)).to_pylist() == [None, date(2019, 1, 2), *[None] * 3]
    assert dates.faulty(column).tolist() == [False, False, False, True, True]


def test_years_after_29_february() -> None:
    start = np.array(["2000-02-29", "2000-02-29", "2015-05-13", "NaT"], "datetime64[D]")
    later = dates.years_after(start, np.array([20, 15, 1, 20]))
    assert dates.arrow(later).to_pylist() == [
        date(2020, 2, 29), date(2015, 2, 28), date(2016, 5, 13), None,
    ]  # fmt: skip


def test_from_numpy_makes_what_arrow_makes() -> None:
    for values in (
        np.array([True, False, True] * 7),
        np.arange(5, dtype=np.int64),
        np.arange(5, dtype=np.int32)[::2],
        np.array(["2019-01-02", "NaT"], "datetime64[D]"),
        np.zeros(0, np.bool_),
    ):
        assert from_numpy(values).equals(pa.array(values))
    marked = from_numpy(np.arange(3), absent=np.array([False, True, False]))
    assert marked.to_pylist() == [0, None, 2]


def test_tidy_trims_and_joins_lines() -> None:
    column = texts(" a ", "b\n  c", "", " \n ", None, "d")
    assert columns.tidy(column).to_pylist() == ["a", "b c", None, None, None, "d"]
    assert columns.tidy(texts(None, None)).to_pylist() == [None, None]


def test_tidied_tidies_every_text_but_those_in_fixed_columns() -> None:
    def rows(**given: list[str | None]) -> Rows:
        made = {name: texts(*values) for name, values in given.items()}
        count = len(next(iter(made.values())))
        return Rows(np.arange(count), np.zeros(count, np.int8), made)

    raw = Raw(2, {
        "document": rows(title=[" a ", "b\nc"], language=[None, None], number=["", "1"]),
        "national": rows(symbol=[" 622592", "D 1 "]),
        "citation": rows(text=["x", " \n"]),
    })  # fmt: skip
    made = tidied(raw)
    assert made.documents == 2
    assert {
        f"{table}.{name}": column.to_pylist()
        for table, tidy in made.tables.items()
        for name, column in tidy.columns.items()
    } == {
        "document.title": ["a", "b c"],
        "document.language": [None, None],
        "document.number": [None, "1"],
        "national.symbol": [" 622592", "D 1 "],
        "citation.text": ["x", None],
    }
    assert tidied(Raw(0, {})).tables == {}


def test_table_holds_no_more_than_its_rows() -> None:
    long = texts(*(f"name {n}" for n in range(10_000)))
    made = columns.table("right_party", 2, {"right_id": np.arange(2), "name": long.slice(7, 2)})
    assert made.column("name").to_pylist() == ["name 7", "name 8"]
    assert made.get_total_buffer_size() < 1_000


def test_sequence_counts_within_documents() -> None:
    assert columns.sequence(np.array([0, 0, 2, 5, 5, 5])).tolist() == [1, 2, 1, 1, 2, 3]
    assert columns.sequence(np.zeros(0, np.int64)).tolist() == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("06839175", "6839175"), ("D0806350", "D806350"), ("PP015000", "PP15000"),
        ("RE038910", "RE38910"), ("H0002100", "H2100"), ("T0109201", "T109201"),
        ("11000000", "11000000"), (" 6839175 ", "6839175"), ("0", "0"),
    ],
)  # fmt: skip
def test_grant_number(text: str, number: str) -> None:
    assert numbers.grant_number(texts(text)).to_pylist() == [number]


def test_cited_numbers_of_other_offices_stay() -> None:
    column = texts("2001/0012345", "2001/0012345", "0284132", "0284132", None)
    office = texts("US", "JP", "US", "EP", "US")
    assert numbers.cited_number(column, office).to_pylist() == [
        "20010012345", "2001/0012345", "284132", "0284132", None,
    ]  # fmt: skip


def test_integers() -> None:
    values, long = numbers.integers(texts("17", " 8 ", "1,234", "", None, "x", ",", "9" * 10))
    assert values.to_pylist() == [17, 8, 1234, None, None, None, None, None]
    assert long.tolist() == [False] * 7 + [True]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("A45F  504", "A45F 5/04"), ("A43B 1314", "A43B 13/14"), ("H05K  720", "H05K 7/20"),
        ("G06F 15173", "G06F 15/173"), ("A61K", "A61K"), ("A61K 9", "A61K 9"), ("", None),
        ("A01B1/00", "A01B1/00"), ("H04", "H04"), ("F16H 3112 ", "F16H 31/12"),
    ],
)  # fmt: skip
def test_old_ipc(text: str, symbol: str | None) -> None:
    assert symbols.old_ipc(text) == symbol


# Class in three columns, subclass in three, then decimals and letters.
@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("  2 52", "2/52"), (" 36103", "36/103"), (" 622592", "62/259.2"), ("  2 491", "2/49.1"),
        ("D 2969", "D2/969"), ("D19 65", "D19/65"), (" 68181 R", "68/181R"), ("", None),
        (" 24 305 R", "24/30.5R"), (" 24  9", "24/9"), ("PLT226", "PLT/226"), ("705", "705"),
        ("   ", None), ("4012404", "401/240.4"),
    ],
)  # fmt: skip
def test_us_class(text: str, symbol: str | None) -> None:
    assert symbols.us_class(text) == symbol


@pytest.mark.parametrize(
    ("text", "symbol"), [("0299", "02-99"), (" 1216 ", "12-16"), ("02-99", "02-99"), (" ", None)]
)
def test_locarno(text: str, symbol: str | None) -> None:
    assert symbols.locarno(text) == symbol


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("University of Chicago", "UNI"), ("Technische Universität München", "UNI"),
        ("The Regents of the University of Michigan", "UNI"), ("Dartmouth College", "UNI"),
        ("Massachusetts Institute of Technology", "UNI"), ("ETH Hochschule Zürich", "UNI"),
        ("Universidad de Chile", "UNI"), ("École Polytechnique", "UNI"),
        ("The United States of America as represented by the Secretary of the Navy", "GOV"),
        ("Ministry of Defence", "GOV"), ("Department of the Army", "GOV"),
        ("Industrial Technology Research Institute", "RES"), ("Institut Pasteur", "RES"),
        ("Fraunhofer-Gesellschaft zur Förderung e.V.", "RES"), ("Academia Sinica", "RES"),
        ("Electronics and Telecommunications Research Institute", "RES"),
        ("Kobe Steel, Ltd.", None), ("Universal Instruments Corporation", None),
        ("Collegeville Foods Inc.", None), ("Department 56, Inc.", None),
    ],
)  # fmt: skip
def test_applicant_type_by_name(name: str, kind: str | None) -> None:
    assert of_name(name) == kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("02", "ENT"), ("03", "ENT"), ("04", "IND"), ("05", "IND"), ("06", "GOV"), ("07", "GOV"),
        ("08", "GOV"), ("09", "GOV"), ("12", "ENT"), ("15", "IND"), ("2", "ENT"), ("01", None),
        ("22", None), ("", None), ("x", None),
    ],
)  # fmt: skip
def test_applicant_type_by_the_office_s_code(code: str, kind: str | None) -> None:
    assert of_role_code(code) == kind


def term(**given: object) -> date | None:
    """The expiry of one right; what is not given is absent."""

    def day(name: str) -> np.ndarray:
        return np.array([given.get(name, NAT)], "datetime64[D]")

    def flag(name: str, usual: bool = False) -> np.ndarray:
        return np.array([given.get(name, usual)])

    terms = Terms(
        filed=day("filed"),
        granted=day("granted"),
        international=day("international"),
        benefit=day("benefit"),
        original_granted=day("original_granted"),
        years=np.array([given.get("years", 0)]),
        extension=np.array([given.get("extension", 0)]),
        design=flag("design"),
        reissue=flag("reissue"),
        disclaimed=flag("disclaimed"),
        patent=flag("patent", usual=True),
    )
    found: date | None = dates.arrow(expiry(terms)).to_pylist()[0]
    return found


# 35 U.S.C. 154(a)(2), 154(c)(1), 173 and the Act of 18 December 2012, sections 102 and 105.
@pytest.mark.parametrize(
    ("given", "day"),
    [
        ({"filed": "2002-03-25", "granted": "2005-01-04"}, date(2022, 3, 25)),
        ({"filed": "2002-03-25", "granted": "2005-01-04", "extension": 10}, date(2022, 4, 4)),
        ({"filed": "2002-03-25", "benefit": "1999-05-01"}, date(2019, 5, 1)),
        ({"filed": "2002-03-25", "international": "2000-09-30"}, date(2020, 9, 30)),
        ({"filed": "1995-06-08", "granted": "1999-01-05"}, date(2015, 6, 8)),
        ({"filed": "1995-06-07", "granted": "1999-01-05"}, date(2016, 1, 5)),
        ({"filed": "1995-06-07", "granted": "1996-01-02"}, date(2015, 6, 7)),
        ({"filed": "1974-12-16", "granted": "1976-01-06"}, date(1993, 1, 6)),
        ({"filed": "1995-06-07", "benefit": "1980-01-02", "granted": "1999-01-05"},
         date(2016, 1, 5)),
        ({"granted": "2005-01-04"}, None),
        ({"filed": "2002-03-25", "disclaimed": True}, None),
        ({"filed": "2002-03-25", "patent": False}, None),
        ({"filed": "2010-01-05", "reissue": True, "benefit": "2001-02-03"}, date(2021, 2, 3)),
        ({"filed": "2010-01-05", "reissue": True}, None),
        ({"filed": "2010-01-05", "reissue": True, "benefit": "1994-02-03"}, None),
        ({"filed": "2010-01-05", "reissue": True, "benefit": "1994-02-03",
          "original_granted": "1999-01-05"}, date(2016, 1, 5)),
        ({"design": True, "filed": "2015-05-13", "granted": "2018-01-02"}, date(2033, 1, 2)),
        ({"design": True, "filed": "2015-05-12", "granted": "2018-01-02"}, date(2032, 1, 2)),
        ({"design": True, "granted": "2018-01-02", "years": 14}, date(2032, 1, 2)),
        ({"design": True, "granted": "2018-01-02"}, None),
        ({"design": True, "reissue": True, "granted": "2018-01-02", "years": 14}, None),
    ],
)  # fmt: skip
def test_expiry(given: dict[str, object], day: date | None) -> None:
    assert term(**given) == day
