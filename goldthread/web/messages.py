"""The sentences of the site, gathered from templates and Python into `django.po`.

`python -m goldthread.web.messages` brings the file up to date; a test fails while a sentence in it
is missing, unused, fuzzy or untranslated.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

WEB = Path(__file__).resolve().parent
PO = WEB / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[int, str, str | tuple[str, ...], list[str]]


def sources() -> list[Path]:
    """Every template and module of the site, in order."""
    return sorted([*WEB.rglob("templates/**/*.html"), *WEB.rglob("*.py")])


def extract(path: Path) -> Iterator[Found]:
    """The marked sentences of one file: line, function, message (or messages), comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        text = templatize(text, origin=str(path))
    yield from extract_python(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})


def _unpack(function: str, message: str | tuple[str, ...]) -> tuple[str | tuple[str, ...], str | None]:
    """The msgid (a pair where there is a plural) and the context."""
    if function in ("pgettext", "npgettext"):
        context, *rest = message
        return (rest[0] if function == "pgettext" else (rest[0], rest[1])), context
    if function == "ngettext":
        return (message[0], message[1]), None
    return (message if isinstance(message, str) else message[0]), None


def template() -> Catalog:
    """All sentences as they stand in the sources now."""
    catalog = Catalog(project="Goldthread", charset="utf-8")
    for path in sources():
        for line, function, message, _comments in extract(path):
            if not message or not message[0]:
                continue
            msgid, context = _unpack(function, message)
            name = path.relative_to(WEB).as_posix()
            flags = {"python-format"} if "%(" in str(msgid) else set()
            catalog.add(msgid, locations=[(name, line)], context=context, flags=flags)
    return catalog


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


def update() -> Catalog:
    """Bring `django.po` up to date, keeping its translations; gone sentences leave it."""
    catalog = read() if PO.is_file() else Catalog(locale="zh_Hans", project="Goldthread")
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalog, width=99, include_lineno=False, omit_header=False)
    return catalog


if __name__ == "__main__":
    waiting = [str(m.id) for m in update() if m.id and not m.string]
    sys.stdout.write("".join(f"to translate: {text}\n" for text in waiting))
