"""Numbers and days in the reader's language; zero, missing and not applicable look different."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MINUS = "\u2212"
DASH = "\u2014"
LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
Number = int | float | Decimal


@lru_cache(maxsize=4)
def _signs(lang: str) -> tuple[str, str]:
    symbols = Locale.parse(LOCALES[lang]).number_symbols["latn"]
    return str(symbols["group"]), str(symbols["decimal"])


def places(value: Number) -> int:
    """How many decimals a value deserves: none when whole, else about three figures."""
    size = abs(float(value))
    if size == int(size):
        return 0
    return 1 if size >= 100 else 2 if size >= 1 else 3


def number(value: Number, lang: str, decimals: int | None = None) -> str:
    """`1,234.5` with the language's separators and a true minus."""
    text = f"{abs(value):,.{places(value) if decimals is None else decimals}f}"
    group, point = _signs(lang)
    if (group, point) != (",", "."):
        text = text.replace(",", "\0").replace(".", point).replace("\0", group)
    return (MINUS if value < 0 and text.strip("0.,") else "") + text


def exact(value: Decimal, lang: str) -> str:
    """Every decimal that the value has: what is money is not rounded."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "an amount is a number"
    return number(value, lang, max(0, -exponent))


def signed(value: Number, lang: str, decimals: int | None = None) -> str:
    """The same with a plus where it is one; nothing before zero."""
    text = number(value, lang, decimals)
    return f"+{text}" if value > 0 and text.strip("0.,") else text


def percent(ratio: float, lang: str) -> str:
    """A change as a signed percentage: 0.034 is `+3.4%`."""
    return f"{signed(ratio * 100, lang, 1)}%"


def bytes_(size: int, lang: str) -> str:
    """`1.4 MB`, in powers of 1,000."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            return f"{number(size, lang, 0 if unit == 'B' else 1)} {unit}"
        size_next = size / 1000
        size = size_next  # type: ignore[assignment]
    raise AssertionError(size)


def missing() -> SafeString:
    """A value that should exist and is not known."""
    return format_html('<span class="missing">{} <small>{}</small></span>', DASH, _("missing"))


def not_applicable() -> SafeString:
    """A value that cannot exist."""
    return format_html('<span class="na">{}</span>', _("n/a"))


def shown(value: Number | None, status: str, lang: str, decimals: int | None = None) -> str:
    """A figure's value by its status: a number, `— missing` or `n/a`."""
    if value is not None:
        return number(value, lang, decimals)
    return not_applicable() if status.startswith("Z") else missing()


@lru_cache(maxsize=4096)
def day(value: date | datetime, lang: str) -> str:
    """`30 June 2019`, `2019年6月30日`."""
    return format_date(value, "long", locale=LOCALES[lang])


def text_value(value: object, lang: str) -> str:
    """Any column's value as text: days by ISO 8601, numbers with separators."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return number(value, lang)
    if isinstance(value, bytes):
        return value.hex()
    return str(value)
