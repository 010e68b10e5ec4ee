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
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}


def sources() -> list[Path]:
    """Every template and module of the site, in order."""
    return sorted([*WEB.rglob("templates/**/*.html"), *WEB.rglob("*.py")])


def extract(path: Path) -> Iterator[str | tuple[str, str]]:
    """The marked sentences of one file; a pair where there is a plural."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        from django.utils.translation.template import templatize

        text = templatize(text, origin=str(path))
    found = extract_python(BytesIO(text.encode()), KEYWORDS, [], {"encoding": "utf-8"})
    for _line, function, message, _comments in found:
        if message and message[0]:
            yield (message[0], message[1]) if function == "ngettext" else str(message)


def template() -> Catalog:
    """All sentences as they stand in the sources now."""
    catalog = Catalog(project="Goldthread", charset="utf-8")
    for path in sources():
        place = (path.relative_to(WEB).as_posix(), 0)
        for message in extract(path):
            flags = {"python-format"} if "%(" in str(message) else set()
            catalog.add(message, locations=[place], flags=flags)
    return catalog


def read() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


HEADER = """# The site's sentences in Simplified Chinese.
msgid ""
msgstr ""
"Project-Id-Version: Goldthread\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def write(catalog: Catalog) -> None:
    """Write `django.po` with a header that says nothing of who wrote it when."""
    content = BytesIO()
    write_po(content, catalog, width=99, include_lineno=False, omit_header=True)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(HEADER.encode() + content.getvalue().lstrip())


def update() -> Catalog:
    """Bring `django.po` up to date, keeping its translations; gone sentences leave it."""
    catalog = read() if PO.is_file() else Catalog(locale="zh_Hans")
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    write(catalog)
    return catalog


if __name__ == "__main__":
    waiting = [str(m.id) for m in update() if m.id and not m.string]
    sys.stdout.write("".join(f"to translate: {text}\n" for text in waiting))
