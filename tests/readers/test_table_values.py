"""Numbers, symbols, folding, patterns and look-ups of the table reader."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.readers.table.cells import Flaw, Noted, Unfit, as_text, fold, shown
from goldthread.readers.table.document import MappingError, parse
from goldthread.readers.table.lookups import Country, MapTo, Otherwise, Region
from goldthread.readers.table.numbers import Numbers, amount, whole
from goldthread.readers.table.patterns import compiled
from goldthread.readers.table.symbols import symbol


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        (Numbers(), "12", "12"),
        (Numbers(), " -3.50 ", "-3.50"),
        (Numbers(), "−3", "-3"),
        (Numbers(), "12.5%", "12.5"),
        (Numbers(), 12.0, "12.0"),
        (Numbers(), 0.1, "0.1"),
        (Numbers(), "1e3", "1E+3"),
        (Numbers(thousands=","), "1,234,567.8", "1234567.8"),
        (Numbers(",", "."), "1.234.567,8", "1234567.8"),
        (Numbers(",", " \u00a0"), "1 234\u00a0567,8", "1234567.8"),
        (Numbers(times=Decimal(10_000)), "64.9", "649000.0"),
    ],
)
def test_number_as_written(step: Numbers, value: object, expected: str) -> None:
    assert step(value) == Decimal(expected)


@pytest.mark.parametrize(
    "value", ["", "x", "1,234", "1.2.3", "NaN", "inf", "9" * 10_000, "1e999", "0x10", "--1", "٣x"]
)
def test_number_that_is_none(value: str) -> None:
    found = Numbers()(value)
    assert isinstance(found, Unfit)
    assert len(found.detail) < 250


def test_number_with_commas_says_what_to_write() -> None:
    found = Numbers()("1,234")
    assert isinstance(found, Unfit)
    assert 'say number: {thousands: ","}' in found.detail


@pytest.mark.parametrize("value", [date(2019, 7, 1), time(1, 2), timedelta(1)])
def test_date_is_no_number(value: object) -> None:
    assert isinstance(Numbers()(value), Unfit)


def test_floats_that_are_no_numbers() -> None:
    assert isinstance(Numbers()(float("nan")), Unfit)
    assert isinstance(Numbers()(float("inf")), Unfit)
    assert Numbers()(Flaw("nul", "a NUL.")) == Unfit("nul", "a NUL.")


def test_whole_numbers_within_bounds() -> None:
    assert whole(Decimal("12.0"), -128, 127) == 12
    assert isinstance(whole(Decimal("12.5"), -128, 127), Unfit)
    assert isinstance(whole(Decimal(128), -128, 127), Unfit)


def test_amounts_are_rounded_half_to_even_and_bounded() -> None:
    assert amount(Decimal("0.00005"), 20, 4) == Decimal("0.0000")
    assert amount(Decimal("0.00015"), 20, 4) == Decimal("0.0002")
    assert isinstance(amount(Decimal(10) ** 16, 20, 4), Unfit)
    assert amount(Decimal(10) ** 16 - 1, 20, 4) == Decimal("9999999999999999.0000")


@given(st.one_of(st.text(max_size=80), st.floats(), st.integers()))
def test_any_value_is_a_number_or_unfit(value: object) -> None:
    assert isinstance(Numbers(thousands=",")(value), (Decimal, Unfit))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H04L 9/32", "H04L 9/32"),
        ("H04L9/32", "H04L 9/32"),
        ("h04l 0009/32", "H04L 9/32"),
        ("H04L0009320000", "H04L 9/32"),
        ("G06F0021000000", "G06F 21/00"),
        ("A61K 31/4985 (2006.01)", "A61K 31/4985"),
        ("H04L", "H04L"),
    ],
)
def test_symbol_in_one_form(text: str, expected: str) -> None:
    assert symbol(text) == expected


@pytest.mark.parametrize("text", ["", "Z99Z 1/00", "H04L 9", "09", "x" * 999])
def test_symbol_that_is_none(text: str) -> None:
    assert isinstance(symbol(text), Unfit)


def test_folding_keeps_letters_and_digits_of_every_script() -> None:
    assert fold(" Patente de Invención. ") == "patentedeinvencion"
    assert fold("ÑUBLE") == fold("nuble")
    assert fold("发明（专利）") == "发明专利"
    assert fold("１２") == "12"


def test_text_of_a_cell() -> None:
    assert [as_text(v) for v in (200900001.0, 1.5, date(2019, 7, 1), time(3, 4), "x")] == [
        "200900001", "1.5", "2019-07-01", "03:04:00", "x",
    ]  # fmt: skip
    assert shown("a" * 200) == repr("a" * 80 + "… (200 characters)")


def _pattern(text: str) -> str:
    section = parse(f"pattern: '{text}'", "m.yaml")
    return compiled(section.need("pattern")).pattern


@pytest.mark.parametrize(
    "pattern", [r"(a+)+$", r"(a*)*", r"^(\s*\w+\s*)+$", r"(a|b+)*c", r"((a+)?)+", r"(?:x?a+y?){2,}"]
)
def test_pattern_that_repeats_a_repetition_is_refused(pattern: str) -> None:
    with pytest.raises(MappingError, match=r"m.yaml, line 1: .*may take for ever"):
        _pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r"^(?:\d{3},)+\d$", r"(?:[^;]+;)*[^;]*", r"(ab?)+", r"(a{1,3})+", r"(?>a+)+", r"\d+"],
)
def test_pattern_that_is_safe_is_taken(pattern: str) -> None:
    assert _pattern(pattern) == pattern


@pytest.mark.parametrize("pattern", ["(", "[a", "a{99999999999}", "(?P<n>a)(?P<n>b)", r"\g"])
def test_pattern_that_is_wrong_is_refused(pattern: str) -> None:
    with pytest.raises(MappingError, match=r"m.yaml, line 1: .*is not a regular expression"):
        _pattern(pattern)


def test_map_folds_and_says_what_it_lacks() -> None:
    step = MapTo("kinds", {"patente": "PT", "nada": None}, Otherwise("quarantine", "right_kind"))
    assert step("PATENTE.") == "PT"
    assert step("nada") is None
    assert step("Marca") == Unfit("unmapped-value", "right_kind: 'Marca' is not in the map kinds.")
    assert step(Flaw("nul", "a NUL.")) == Unfit("nul", "a NUL.")


def test_unmapped_values_by_choice() -> None:
    made = {
        choice: Otherwise(choice, "status")("Alive", "the map s")  # type: ignore[arg-type]
        for choice in ("warn", "keep", "missing", "skip")
    }
    assert made == {
        "warn": Noted(None, "status: 'Alive' is not in the map s; taken as missing"),
        "keep": "Alive",
        "missing": None,
        "skip": Unfit("status not in the map s", "status: 'Alive' is not in the map s.", skip=True),
    }


def test_countries_and_regions_by_name_and_code() -> None:
    refuse = Otherwise("quarantine", "x")
    assert [Country(refuse)(t) for t in ("Chile", "CHILE", "CL", "CHL", "智利")] == ["CL"] * 5
    assert isinstance(Country(refuse)("Arab World"), Unfit)
    assert [Region("CN", refuse)(t) for t in ("Zhejiang", "浙江省", "CN-ZJ")] == ["CN-ZJ"] * 3
    assert Region(None, refuse)("Valparaíso", "CL") == "CL-VS"
    assert isinstance(Region(None, refuse)("Valparaíso", None), Unfit)
    assert isinstance(Region(None, refuse)("Bavaria", "DE"), Unfit)
    flaw = Flaw("nul", "a NUL.")
    assert Region("CN", refuse)(flaw) == Country(refuse)(flaw) == Unfit("nul", "a NUL.")
