"""Tags and filters of all templates: numbers, days, periods, the number that opens its records."""

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from goldthread.web.shell import numbers, periods

register = template.Library()


def lang() -> str:
    """`en` or `zh`: the active language as the address names it."""
    return (get_language() or "en")[:2]


@register.filter
def num(value: Any) -> str:
    """A number with its separators; nothing for None."""
    return "" if value is None else numbers.number(value, lang())


@register.filter
def size(value: int) -> str:
    return numbers.bytes_(value, lang())


@register.filter
def day(value: date | None) -> str:
    return "" if value is None else numbers.day(value, lang())


@register.filter
def period(value: str) -> str:
    return periods.title(value, lang())


@register.filter
def text(value: Any) -> str | SafeString:
    """A column's value, or the sign that it is missing."""
    return numbers.missing() if value in (None, "") else numbers.text_value(value, lang())


@register.filter
def short(value: str) -> str:
    """The first twelve characters of a hash."""
    return str(value)[:12]
