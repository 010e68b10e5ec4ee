"""The templates in which offices keep records: what each asks for, and the workbook itself."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from goldthread import spreadsheets
from goldthread.documents.xlsx.model import LANGS, Column
from goldthread.web.shell import address, site
from goldthread.web.shell.address import Address
from goldthread.web.shell.errors import NotThere

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PAGE = "/loads/templates"
_LANGUAGES = {"en": "English", "zh": "中文"}


def templates(request: HttpRequest) -> HttpResponse:
    """Every template with its columns; a workbook in each language, the reader's first."""
    address.read(request, {})
    context = {
        "title": _("Templates for records"),
        "command": "goldthread load FILE",
        "templates": [_shown(name, request.lang) for name in spreadsheets.names()],
    }
    return render(request, "loads/templates.html", context)


def _shown(name: str, lang: str) -> dict[str, object]:
    made = spreadsheets.template(name, site.holdings().country)
    langs = (lang, *(other for other in LANGS if other != lang))
    return {
        "name": name,
        "title": made.form.title[lang],
        "purpose": made.form.purpose[lang] if made.form.purpose else "",
        "files": [(_address(name, one), f"{name}.xlsx", _LANGUAGES[one], one) for one in langs],
        "columns": [
            (
                column.title[lang],
                _asked(column, lang),
                column.required,
                column.note[lang] if column.note else "",
            )
            for column in made.columns
        ],
    }


def _address(name: str, lang: str) -> str:
    return str(Address.of(f"{_PAGE}/{name}.xlsx", lang=lang))


def _asked(column: Column, lang: str) -> str:
    """What a cell of the column takes, in words; a long list is only called one."""
    kinds = {
        "text": _("text"),
        "date": _("date, as 2019-07-01"),
        "decimal": _("number"),
        "reference": _("from the list") if column.choices else _("code of ISO 3166-2"),
    }
    listed = ("; " if lang == "en" else "、").join(c.title[lang] for c in column.choices)
    return kinds.get(column.kind, listed)


def workbook(request: HttpRequest, name: str) -> HttpResponse:
    """A template to fill in, in the language of the address, with the regions of the site."""
    address.read(request, {})
    if name not in spreadsheets.names():
        sentence = _("There is no template %(name)s.") % {"name": name}
        raise NotThere(sentence, str(Address.of(_PAGE, lang=request.lang_asked)))
    out = BytesIO()
    made = spreadsheets.template(name, site.holdings().country)
    spreadsheets.write(out, made, lang=request.lang)
    answer = HttpResponse(out.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{request.lang}.xlsx"'
    return answer
