"""Tags and filters of all templates: numbers, days, periods, the number that opens its records."""

import re
from collections.abc import Hashable
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from goldthread.web.shell import numbers, periods
from goldthread.web.shell.identity import Identity
from goldthread.web.shell.kept import Kept
from goldthread.web.shell.paging import Paging
from goldthread.web.shell.places import place as place_of
from goldthread.web.shell.reasons import reason as reason_of
from goldthread.web.shell.sentences import told
from goldthread.web.shell.thread import Thread

register = template.Library()
_HAN = re.compile("[\u3400-\u9fff]")


def lang() -> str:
    """`en` or `zh`: the active language as the address names it."""
    return (get_language() or "en")[:2]


FRAGMENTS: Kept[str] = Kept(1024)


def fragment(name: str, **context: Hashable) -> str:
    """A template rendered once for what it shows: the identities and threads of a state's pages."""
    key = (name, lang(), *context.values())
    return FRAGMENTS.get(key, lambda: render_to_string(name, context))


@register.simple_tag
def identity(made: Identity) -> str:
    """What a number carries, and its code, both to open."""
    return fragment("shell/identity.html", identity=made)


@register.simple_tag
def thread_bar(steps: Thread) -> str:
    """The gold line of a page."""
    return fragment("shell/thread.html", thread=steps)


@register.simple_tag
def page_links(paging: Paging) -> str:
    """The links to the pages of a list; it stands above and below it."""
    return fragment("shell/pages.html", paging=paging)


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


@register.filter
def at(values: Any, key: Any) -> Any:
    """The value that a mapping has under a key; nothing where it has none."""
    return values.get(key, "") if values else ""


@register.filter
def place(locator: str) -> str:
    """Where a record stands in its file."""
    return place_of(locator)


@register.filter
def said(sentence: str) -> str | SafeString:
    """What a reader said; marked as English where it cannot be said in the language of the page.

    What an office's own mapping says in Chinese is no English either.
    """
    if lang() == "en":
        return sentence
    if (found := told(sentence)) is not None:
        return found
    return sentence if _HAN.search(sentence) else format_html('<span lang="en">{}</span>', sentence)


@register.filter
def reason(code: str) -> str:
    """Why a record is in quarantine, in words."""
    return reason_of(code)
