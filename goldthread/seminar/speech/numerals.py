"""What a numeral means: Arabic with separators, full-width, Chinese (三分之一, 十二点五, 3.2万)."""

import re
import unicodedata
from fractions import Fraction
from typing import Final

DIGITS: Final = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", start=1)},
    "〇": 0,
    "○": 0,
    "两": 2,
}
TENS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
MYRIADS: Final = {"万": 10**4, "亿": 10**8}
SCALES: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "dozen": 12,
}
LONGEST: Final = 60
"""Characters of a numeral; what is longer is no number that anybody means."""

HAN: Final = "".join((*DIGITS, *TENS, *MYRIADS))
_PARTS: Final = re.compile(rf"([{HAN}]+)分之([{HAN}点]+|[\d.]+)")
_ARABIC: Final = re.compile(
    r"(\d+(?:\.\d+)?)([十百千万亿]*)((?:hundred|thousand|million|billion|dozen)?)"
)


def value_of(text: str) -> Fraction | None:
    """The value of a numeral as it is written, of a share of 100 its percentage; else None."""
    if len(text) > LONGEST:
        return None
    folded = re.sub(r"[,\s]", "", unicodedata.normalize("NFKC", text).lower())
    if found := _ARABIC.fullmatch(folded):
        return Fraction(found[1]) * _size(found[2]) * SCALES.get(found[3], 1)
    if found := _PARTS.fullmatch(folded):
        over, under = value_of(found[2]), found[1]
        return over if over is None or under == "百" else _share(over, under)
    return _han(folded)


def _share(over: Fraction, under: str) -> Fraction | None:
    whole = _han(under)
    return over / whole if whole else None


def _size(word: str) -> int:
    size = 1
    for char in word:
        size *= MYRIADS.get(char) or TENS[char]
    return size


def _han(text: str) -> Fraction | None:
    whole, point, rest = text.partition("点")
    if not whole or any(char not in HAN for char in whole):
        return None
    value = Fraction(_whole(whole))
    if not point:
        return value
    tail = rest.rstrip("万亿")
    if not tail or any(char not in DIGITS for char in tail):
        return None
    value += Fraction(_read_out(tail), 10 ** len(tail))
    return value * _size(rest[len(tail) :])


def _whole(text: str) -> int:
    """三十二万五千 is counted by places; 二〇一九 is read digit by digit."""
    if all(char in DIGITS for char in text):
        return _read_out(text)
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            section += (digit or 1) * TENS[char]
            digit = 0
        else:
            # 亿 multiplies all that stands before it, 万 only what stands since the last 亿.
            before = section + digit or (0 if total else 1)
            times = MYRIADS[char]
            total = (total + before) * times if char == "亿" else total + before * times
            section = digit = 0
    return total + section + digit


def _read_out(text: str) -> int:
    return int("".join(str(DIGITS[char]) for char in text))
