"""Templates as data: the columns of each, with what may be chosen in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, Final

from goldthread.codes.datafile import LOADER
from goldthread.documents.xlsx import Choice, Column, Form, Sheet
from goldthread.documents.xlsx import write as write_form
from goldthread.documents.xlsx.model import LANGS, Lang, Row, Text
from goldthread.errors import UsageError

_REGIONS: Final = "regions"
_CURRENCIES: Final = "currencies"
_LISTS: Final = "lists"


@dataclass(frozen=True)
class Template:
    """One template: `name` is also that of the mapping that reads it."""

    name: str
    form: Form

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.form.sheets[0].columns


@cache
def names() -> tuple[str, ...]:
    """The templates there are."""
    folder = files("goldthread.spreadsheets") / "data"
    found = (Path(entry.name).stem for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(sorted(set(found) - {_LISTS}))


def template(
    name: str, country: str | None = None, further: Iterable[str] = (), places: int = 2
) -> Template:
    """A template by its name, its regions those of a country, and `further` codes.

    Without a country, or for one whose regions we do not have, a region is any code. Amounts have
    so many decimal places.
    """
    if name not in names():
        raise UsageError(f"There is no template {name!r}. The templates are {', '.join(names())}.")
    told = _data(name)
    regions = _regions(country, further) if country else ()
    columns = tuple(_column(entry, regions, places) for entry in told["columns"])
    sheet = Sheet("records", told["sheet"], columns, tuple(told["key"]), new_rows=True)
    form = Form(name, int(told["version"]), told["title"], (sheet,), purpose=told["purpose"])
    return Template(name, form)


def write(
    target: Path | IO[bytes], template: Template, rows: Sequence[Row] = (), *, lang: Lang = "en"
) -> None:
    """Writes the workbook, with rows or for rows to be filled in."""
    write_form(target, template.form, {"records": rows}, lang=lang)


def _column(entry: Mapping[str, Any], regions: tuple[Choice, ...], places: int) -> Column:
    listed = entry.get("list")
    kind = entry.get("kind", "text")
    choices: tuple[Choice, ...] = ()
    if listed == _REGIONS:
        kind, choices = "reference", regions
    elif listed == _CURRENCIES:
        kind, choices = "reference", _currencies()
    elif listed:
        kind, choices = "choice", _choices(listed)
    least = entry.get("least")
    return Column(
        entry["key"],
        entry["title"],
        kind,
        required=entry.get("required", False),
        width=entry["width"],
        note=entry.get("note"),
        choices=choices,
        places=places,
        least=None if least is None else Decimal(least),
        may_not_apply=False,
    )


@cache
def _choices(name: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, title) for code, title in _data(_LISTS)[name].items())


@cache
def _currencies() -> tuple[Choice, ...]:
    from goldthread.codes import currencies

    return tuple(
        Choice(code, {lang: currencies.name(code, lang) for lang in LANGS})
        for code in currencies.codes()
    )


@cache
def _data(name: str) -> dict[str, Any]:
    import yaml

    text = (files("goldthread.spreadsheets") / "data" / f"{name}.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe loader, in C)
    return content


def _regions(country: str, further: Iterable[str]) -> tuple[Choice, ...]:
    from goldthread.codes import regions

    if country not in regions.countries():
        return ()
    known: dict[str, Text] = {r.code: r.short_names for r in regions.tree(country).regions}
    more = {code: {"en": code, "zh": code} for code in sorted(set(further)) if code not in known}
    return tuple(Choice(code, title) for code, title in {**known, **more}.items())
