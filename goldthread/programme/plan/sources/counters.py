"""Automatic numbers as the word processor or the browser prints them."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"


def spelled(value: int, style: str) -> str:
    """A number in a list style, by its Office Open XML name; unknown styles give digits."""
    return _STYLES.get(style, str)(value)


def _chinese(value: int) -> str:
    """1-99 as in counting (十, 二十一); larger ones digit by digit."""
    if not 0 < value < 100:
        return _digits(value)
    tens, ones = divmod(value, 10)
    head = "" if not tens else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def _digits(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _roman(value: int) -> str:
    out = ""
    for number, letters in (
        (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"),
        (1, "I"),
    ):  # fmt: skip
        out += letters * (value // number)
        value %= number
    return out


def _letter(value: int) -> str:
    """a to z, then aa, bb: Word repeats the letter."""
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else str(value)


def _circled(value: int) -> str:
    return chr(0x245F + value) if 1 <= value <= 20 else str(value)


_STYLES: dict[str, Callable[[int], str]] = {
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda value: f"{value:02d}",
}
