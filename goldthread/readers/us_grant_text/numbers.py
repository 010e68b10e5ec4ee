"""Numbers and codes as the text of 1976 to 2001 writes them."""

import re
from datetime import date
from typing import Final

from goldthread.codes import countries
from goldthread.readers import us_documents as us
from goldthread.readers.documents import values
from goldthread.readers.documents.values import Unsound

_DOCUMENT: Final = re.compile(r"([A-Z]{0,2})(\d{5,8})([\d&]?)")
_DIGITS: Final = 8  # of a number with its letters, before the check digit
_SERIAL: Final = re.compile(r"(\d{6})([\d&])")
_PCT: Final = "PCT"
_TEN: Final = "&"  # the check digit of value ten
_WEIGHTS: Final = range(2, 10)
# The series of applications by the day of filing: "Red Book" ST.32 US Patent Grant V1.9, B211US.
_SERIES: Final = (
    (date(1948, 1, 1), "02"),
    (date(1960, 1, 1), "03"),
    (date(1970, 1, 1), "04"),
    (date(1979, 1, 1), "05"),
    (date(1987, 1, 1), "06"),
    (date(1993, 1, 1), "07"),
    (date(1997, 12, 30), "08"),
)
_LAST_SERIES: Final = "09"
_DESIGN: Final = "D"
_DESIGNS_APART: Final = date(1992, 10, 1)  # since then designs are numbered in series 29
# Codes of before 1978 (ICIREPAT) that ST.3 gives to nobody else today.
_FORMER: Final = {
    "DL": "DD",
    "DT": "DE",
    "JA": "JP",
    "OE": "AT",
    "SF": "FI",
    "SW": "SE",
    "UK": "GB",
}
_COUNTRY: Final = re.compile(r"([A-Z]{2})[X0-9]?")


def check_digit(digits: str) -> str:
    """The check digit of a number: modulus 11 with the weights 2, 3, 4, ... from the right.

    Ten is `&`. Letters before the digits do not count.
    """
    total = sum(int(d) * w for d, w in zip(reversed(digits), _WEIGHTS, strict=False))
    rest = -total % 11
    return _TEN if rest == 10 else str(rest)


def document_number(text: str) -> tuple[str, str, bool]:
    """Of `D04520599` the number `D452059`, its letters, and whether its check digit fits."""
    found = _DOCUMENT.fullmatch(text)
    if found is None or len(text) > _DIGITS + 1:
        raise Unsound("bad-number", f"publication number: {values.shown(text)} is none.")
    whole = text[:_DIGITS]
    digits = whole[len(found[1]) :]
    fits = len(text) <= _DIGITS or text[_DIGITS:] == check_digit(digits)
    return us.document_number(whole), found[1], fits


def serial_number(text: str) -> tuple[str, bool]:
    """Of `5686806` the six digits `568680`, and whether the check digit behind them fits."""
    plain = text.replace(",", "")
    if (found := _SERIAL.fullmatch(plain)) is not None:
        return found[1], found[2] == check_digit(found[1])
    if plain.isascii() and plain.isdigit() and len(plain) <= 6:
        return plain.zfill(6), True
    raise Unsound("bad-number", f"application number: {values.shown(text)} is none.")


def series(code: str | None, filed: date | None, *, design: bool) -> str | None:
    """The two digits of a series, from its code or else from the day of filing; None if neither."""
    if code is not None and code.isascii() and code.isdigit() and len(code) <= 2:
        return code.zfill(2)
    if filed is None:
        return None
    if (design or code == _DESIGN) and filed >= _DESIGNS_APART:
        return us.DESIGN_SERIES[0]
    return next((of for before, of in _SERIES if filed < before), _LAST_SERIES)


def parent_number(text: str, filed: date | None) -> str:
    """The number of a parent application: eight digits where its day tells the series."""
    plain = values.number(text)
    if plain.startswith(_PCT):
        return plain
    plain = re.sub(r"[/,\s]", "", plain)
    if (found := _SERIAL.fullmatch(plain)) is not None and found[2] == check_digit(found[1]):
        plain = found[1]
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 6:
        return plain
    of = series(None, filed, design=False)
    return f"{of}{plain.zfill(6)}" if of else plain


def country(text: str) -> str | None:
    """A code of ST.3: `JPX` is `JP`; a digit behind it tells the kind of a cited document."""
    found = _COUNTRY.fullmatch(text.upper())
    if found is None:
        return None
    code = _FORMER.get(found[1], found[1])
    return code if countries.is_st3(code) and code != "XX" else None
