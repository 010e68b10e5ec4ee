"""Values by the standards' own rules."""

from datetime import date

import pytest

from goldthread.readers.documents import values
from goldthread.readers.documents.outcomes import years_after
from goldthread.readers.documents.values import Unsound


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20190702", date(2019, 7, 2)),
        ("2019-07-02", date(2019, 7, 2)),
        ("2000-04-03-04:00", date(2000, 4, 3)),
        ("2019-07-02T10:00:00Z", date(2019, 7, 2)),
        ("00000000", None),
        ("20190700", None),
        ("201907", None),
        ("2019-07", None),
        ("2019", None),
    ],
)
def test_day(text: str, day: date | None) -> None:
    assert values.day(text) == day


@pytest.mark.parametrize("text", ["20190231", "2019-13-01", "yesterday", "02/07/2019", "2019070"])
def test_day_that_is_none(text: str) -> None:
    with pytest.raises(Unsound) as fault:
        values.day(text)
    assert fault.value.reason == "bad-date"
    assert repr(text) in fault.value.detail


@pytest.mark.parametrize(
    ("text", "symbol", "version"),
    [
        ("H04L   29/08    (2006.01)", "H04L 29/08", "2006.01"),
        ("A23L   3/349       20060101ALI20210219BHJP", "A23L 3/349", None),
        ("C12R    1/645   (2006.01)", "C12R 1/645", "2006.01"),
        ("H01L21/301", "H01L 21/301", None),
        ("nothing", None, None),
    ],
)
def test_ipc(text: str, symbol: str | None, version: str | None) -> None:
    assert (values.ipc(text), values.ipc_version(text)) == (symbol, version)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("三星显示有限公司", "Hani"),
        ("株式会社ディスコ", "Jpan"),
        ("삼성전자", "Kore"),
        ("Acme, Inc.", "Latn"),
        ("Société Générale", "Latn"),
        ("Газпром", "Cyrl"),
        ("123", None),
    ],
)
def test_script_of_a_name(name: str, script: str | None) -> None:
    assert values.script(name) == script


@pytest.mark.parametrize(
    ("convert", "text", "value"),
    [
        (values.country, "cn", "CN"),
        (values.country, "XX", None),
        (values.country, "China", None),
        (values.language, "ZH", "zh"),
        (values.language, "en-US", "en"),
        (values.language, "eng", None),
        (values.version, "20060101", "2006.01"),
        (values.version, "2013-01-01", "2013.01"),
        (values.version, "13", None),
        (values.locarno, "1402", "14-02"),
        (values.locarno, "06-01", "06-01"),
        (values.nice, "009", "9"),
        (values.nice, "46", None),
        (values.nice, "A", None),
        (values.count, "17", 17),
        (values.tidy, " a \n b ", "a b"),
        (values.tidy, " \n", None),
    ],
)
def test_value(convert: values.Convert, text: str, value: object) -> None:
    assert convert(text) == value


@pytest.mark.parametrize("text", ["many", "-1", "9" * 10, "１"])
def test_count_that_is_none(text: str) -> None:
    with pytest.raises(Unsound, match="is no number of things"):
        values.count(text)


def test_number_of_ten_thousand_digits() -> None:
    with pytest.raises(Unsound, match=r"\.\.\. \(10000 characters\)' is no number of a document"):
        values.number("1" * 10_000)


def test_number_by_st13() -> None:
    # As CNIPA's own document has it beside 202111286633.X.
    assert values.st13("10", "2021", "1286633") == "102021001286633"


def test_years_after_the_29th_of_february() -> None:
    assert years_after(date(2000, 2, 29), 20) == date(2020, 2, 29)
    assert years_after(date(2004, 2, 29), 15) == date(2019, 2, 28)
