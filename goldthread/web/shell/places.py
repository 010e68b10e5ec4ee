"""Where a record stands in a delivered file, in the reader's language.

A locator is stored as its reader wrote it, in English and for good; what it is made of is little.
"""

import re
from typing import Final

from django.utils.translation import gettext as _

_FORM: Final = re.compile(
    r"(?P<before>.*?)"
    r"(?:document (?P<document>\d+) at byte (?P<byte>\d+)"
    r"|record (?P<record>\d+) at (?:byte (?P<record_byte>\d+)|line (?P<record_line>\d+))"
    r"|sheet (?P<sheet>.+), row (?P<sheet_row>\d+)"
    r"|line (?P<line>\d+)"
    r"|row (?P<row>\d+))"
    r"(?:, column (?P<column>.+))?",
    re.DOTALL,
)


def place(locator: str) -> str:
    """A locator with its words translated; one of another form stays as it is."""
    found = _FORM.fullmatch(locator)
    if found is None:
        return locator
    parts = found.groupdict()
    made = f"{parts['before']}{_words(parts)}"
    if parts["column"]:
        return _("%(place)s, column %(column)s") % {"place": made, "column": parts["column"]}
    return made


def _words(parts: dict[str, str]) -> str:
    if parts["document"]:
        return _("document %(document)s at byte %(byte)s") % parts
    if parts["record_byte"]:
        return _("record %(record)s at byte %(record_byte)s") % parts
    if parts["record"]:
        return _("record %(record)s at line %(record_line)s") % parts
    if parts["sheet"]:
        return _("sheet %(sheet)s, row %(sheet_row)s") % parts
    return _("line %(line)s") % parts if parts["line"] else _("row %(row)s") % parts
