"""Numbers of rights in the office's own form."""

import pytest

from goldthread.codes.right_numbers import NoNumber, Number, check_digit, read

# As the office's own documents print them (shared/data/cnipa-xml), the last as its first patent.
PRINTED = (
    *("201410408762.5", "201480000788.4", "201710269973.9", "202110991218.8", "202111286633.X"),
    "85100001.0",
)


@pytest.mark.parametrize("number", PRINTED)
def test_the_check_digit_is_the_one_that_the_office_prints(number: str) -> None:
    digits, _, check = number.partition(".")
    assert check_digit(digits) == check
    for written in (number, f"ZL{number}", f"ZL {digits}{check}", digits, f"CN{number.lower()}"):
        assert read("CN", written) == Number(number, "PT")


@pytest.mark.parametrize(
    ("number", "kind"),
    [("201920000001", "UM"), ("201930000002", "DS"), ("201990000001", "UM"), ("85200001", "UM")],
)
def test_the_digit_behind_the_year_tells_the_kind(number: str, kind: str) -> None:
    assert read("CN", number).kind == kind


@pytest.mark.parametrize(
    ("office", "text", "kind", "said"),
    [
        ("CN", "ZL201410408762.6", None, "the check digit of 201410408762 is 5, not 6"),
        ("CN", "201410408762.5", "UM", "is the number of a PT, not of a UM"),
        ("CN", "ZL2014104087", None, "is no number of a Chinese patent"),
        ("CN", "见附件", "PT", "is no number of a Chinese patent"),
        ("CN", "见附件", None, "'见附件' is no number of a right"),
        ("CL", "see annex", "PT", "'see annex' is no number of a right"),
        ("CL", "1" * 41, "PT", "is no number of a right"),
        ("CL", "=1+1", "PT", "is no number of a right"),
    ],
)
def test_what_is_no_number_is_told(office: str, text: str, kind: str | None, said: str) -> None:
    with pytest.raises(NoNumber, match=said):
        read(office, text, kind)


@pytest.mark.parametrize("text", ["201901234", "16/123,456", "PCT/CN2019/000001", "10-2019-0001"])
def test_other_offices_numbers_stay_as_they_are(text: str) -> None:
    assert read("CL", text, "PT") == Number(text)


def test_a_chinese_trademark_is_no_patent() -> None:
    assert read("CN", "12345678", "TM") == Number("12345678")
