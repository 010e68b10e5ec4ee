"""The first sheet of a workbook: what the form is and how it is filled in, in both languages."""

from typing import Any

from goldthread.documents.xlsx.looks import Looks
from goldthread.documents.xlsx.model import LANGS, Column, Form, Lang, Sheet
from goldthread.documents.xlsx.wording import filled, words

_WIDTHS = (24, 28, 34, 12, 14, 50)
_COLUMNS = ("sheet", "column", "kind", "required", "editable", "note")


def write(book: Any, form: Form, lang: Lang, looks: Looks) -> None:
    """Both languages one below the other, the reader's first."""
    page = book.add_worksheet(title(form, lang))
    page.hide_gridlines(2)
    for place, width in enumerate(_WIDTHS):
        page.set_column(place, place, width)
    number = 0
    for one in (lang, *(other for other in LANGS if other != lang)):
        number = _section(page, form, one, looks, number) + 2


def title(form: Form, lang: Lang) -> str:
    """The sheet's name, which no sheet of the form may have."""
    name = str(words("readme", lang))
    taken = {sheet.title[lang].casefold() for sheet in form.sheets}
    return name if name.casefold() not in taken else f"{name} ({form.id})"[:31]


def _section(page: Any, form: Form, lang: Lang, looks: Looks, number: int) -> int:
    page.write_string(number, 0, form.title[lang], looks.plain(bold=True, size=14))
    version = filled(words("version"), id=form.id, version=form.version)[lang]
    lines = [version, *([form.purpose[lang]] if form.purpose else [])]
    lines += [str(line[lang]) for line in words("readme_lines")]
    for line in lines:
        number += 1
        page.write_string(number, 0, line)
    number += 2
    for place, name in enumerate(_COLUMNS):
        page.write_string(number, place, str(words("columns", name, lang)), looks.plain(bold=True))
    described = [
        _described(sheet, column, lang) for sheet in form.sheets for column in sheet.columns
    ]
    for texts in described:
        number += 1
        for place, text in enumerate(texts):
            page.write_string(number, place, text, looks.plain())
    return number


def _described(sheet: Sheet, column: Column, lang: Lang) -> tuple[str, ...]:
    editable = column.editable or (sheet.new_rows and column.key in sheet.key)
    return (
        sheet.title[lang],
        column.title[lang],
        str(words("kinds", column.kind, lang)),
        str(words("yes" if column.required else "no", lang)),
        str(words("yes" if editable else "no", lang)),
        column.note[lang] if column.note else "",
    )
