"""What the columns of a sample may mean: by their headings, else by what they hold."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from goldthread.readers import schema
from goldthread.readers.table.cells import Unfit, as_text, fold
from goldthread.readers.table.chunks import cleaned
from goldthread.readers.table.dates import Days
from goldthread.readers.table.headings import names_of
from goldthread.readers.table.rows import SourceRow
from goldthread.readers.table.symbols import symbol

# Forms that are tried on a column of days, the likelier first.
_FORMS = ("iso", "d/m/y", "m/d/y", "y/m/d", "yyyymmdd", "chinese", "roc", "japanese", "month name")
_MOST = 0.8
_SEPARATORS = (";", "|", "；", "、")
_SEVERAL = 0.05
_CODED = re.compile(r"\([A-Z0-9]{2}\)\s*\S")


@dataclass(frozen=True)
class Sample:
    """The beginning of a sheet; `rows` start with the header, `header` is its number."""

    file_name: str
    encoding: str
    delimiter: str
    sheet: str
    header: int
    rows: Sequence[SourceRow]


@dataclass
class Guess:
    """One field and the column it is taken from; `note` says what the guess rests on."""

    target: str
    column: str
    note: str
    forms: tuple[str, ...] = ()
    separator: str = ""
    coded: bool = False  # each name has its country before it: "(US) Acme"
    values: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


@dataclass
class Sketch:
    """What was guessed of a register, and the columns nothing is known of."""

    fields: dict[str, Guess] = field(default_factory=dict)
    roles: dict[str, Guess] = field(default_factory=dict)
    classifications: dict[str, Guess] = field(default_factory=dict)
    country: Guess | None = None
    region: Guess | None = None
    region_country: str = ""
    key_note: str = ""
    missing: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The word lists of draft_words.yaml."""
    text = (files("goldthread.readers") / "draft_words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@lru_cache(maxsize=16)
def _folded(part: str) -> dict[str, str]:
    """Each folded word of a part of the lists → what it stands for."""
    return {fold(str(w)): name for name, listed in words()[part].items() for w in listed}


def sketch(sample: Sample) -> Sketch:
    """Every column of the sample tried, each by its heading first and then by its values."""
    made = Sketch()
    columns = _columns(sample, made)
    for name, values in columns.items():
        if not _by_heading(made, name, values):
            made.left_out.append(name)
    _by_values(made, columns)
    _find_key(made, columns)
    return made


def _columns(sample: Sample, made: Sketch) -> dict[str, list[object]]:
    names = names_of(sample.rows[:1]) if sample.rows else []
    rows = [row.cells + [None] * (len(names) - len(row.cells)) for row in sample.rows[1:]]
    marks = {fold(str(word)) or str(word): str(word) for word in words()["missing"]}
    columns = {
        name: list(cleaned((row[place] for row in rows), frozenset()))
        for place, name in enumerate(names)
        if name
    }
    for name, values in columns.items():
        columns[name] = [None if _is_mark(value, marks, made) else value for value in values]
    return {name: [v for v in values if v is not None] for name, values in columns.items()}


def _is_mark(value: object, marks: dict[str, str], made: Sketch) -> bool:
    if not isinstance(value, str) or (fold(value) or value) not in marks:
        return False
    if value not in made.missing:
        made.missing.append(value)
    return True


def _by_heading(made: Sketch, name: str, values: list[object]) -> bool:
    """Place a column by its heading; False when the heading says nothing or contradicts itself."""
    heading = fold(name)
    known = _folded("fields").get(heading)
    if known and known not in made.fields:
        return _add_field(made, known, name, values)
    role = _folded("roles").get(heading)
    if role and role not in made.roles:
        guess = Guess(role, name, "by its heading", separator=_separator(values))
        guess.coded = sum(bool(_CODED.match(as_text(v))) for v in values) >= _MOST * len(values) > 0
        made.roles[role] = guess
        return True
    scheme = _folded("classifications").get(heading)
    if scheme and scheme not in made.classifications:
        made.classifications[scheme] = Guess(
            scheme, name, "by its heading", separator=_separator(values)
        )
        return True
    return False


def _add_field(made: Sketch, known: str, name: str, values: list[object]) -> bool:
    guess = Guess(known, name, "by its heading")
    if schema.TABLES["ip_right"].schema.field(known).type == schema.DAY:
        guess.forms = date_forms(values)
        if values and not guess.forms:
            return False
    if known == "right_kind" and not _map_words(guess, "kinds", values):
        return False
    if known == "status" and not _map_words(guess, "statuses", values):
        guess = Guess("status_text", name, "by its heading; none of its words is known")
    made.fields[guess.target] = guess
    return True


def _map_words(guess: Guess, part: str, values: list[object]) -> bool:
    """Map the words that a column holds; False when none of them is known."""
    known = _folded(part)
    for text in list(dict.fromkeys(as_text(value) for value in values))[:200]:
        if fold(text) in known:
            guess.values[text] = known[fold(text)]
        else:
            guess.unknown.append(text)
    return bool(guess.values)


def date_forms(values: list[object]) -> tuple[str, ...]:
    """The form that reads the most of these values as days, if it reads nearly all of them."""
    texts = [v for v in values if not isinstance(v, date)]
    if values and not texts:
        return ("iso",)
    scores = {form: _share(texts, Days((form,))) for form in _FORMS}
    best = max(scores, key=lambda form: scores[form])
    return (best,) if scores[best] >= _MOST else ()


def _share(values: Sequence[object], step: Days) -> float:
    if not values:
        return 0.0
    return sum(not isinstance(step(value), Unfit) for value in values) / len(values)


def _separator(values: list[object]) -> str:
    counts = Counter(mark for v in values for mark in _SEPARATORS if mark in as_text(v))
    if not counts:
        return ""
    mark, times = counts.most_common(1)[0]
    return mark if times >= _SEVERAL * len(values) else ""


def _by_values(made: Sketch, columns: dict[str, list[object]]) -> None:
    """Columns that their headings did not place, by what they hold."""
    for name in list(made.left_out):
        values = columns[name][:300]
        if values and _placed(made, name, values):
            made.left_out.remove(name)


def _placed(made: Sketch, name: str, values: list[object]) -> bool:
    texts, heading = [as_text(value) for value in values], fold(name)
    if made.region is None and _add_region(made, name, heading, texts):
        return True
    if made.country is None and _add_country(made, name, heading, texts):
        return True
    if "right_kind" not in made.fields and _looks_mapped(made, name, "right_kind", values):
        return True
    if made.classifications or not _are_symbols(texts):
        return False
    made.classifications["IPC"] = Guess("IPC", name, "its values look like symbols")
    return True


def _named(part: str, heading: str) -> bool:
    return heading in {fold(str(word)) for word in words()[part]}


def _add_region(made: Sketch, name: str, heading: str, texts: list[str]) -> bool:
    from goldthread.codes import regions

    if not _named("regions", heading):
        return False
    shares = {
        country: sum(regions.resolve(country, text) is not None for text in texts) / len(texts)
        for country in regions.countries()
    }
    best = max(shares, key=lambda country: shares[country])
    if shares[best] < _MOST:
        return False
    made.region = Guess("region_code", name, f"its values are regions of {best}")
    made.region_country = best
    return True


def _add_country(made: Sketch, name: str, heading: str, texts: list[str]) -> bool:
    from goldthread.codes import countries

    known = sum(countries.resolve(text) is not None for text in texts) / len(texts)
    if known < _MOST or not _named("countries", heading):
        return False
    made.country = Guess("country_code", name, "its values are countries")
    return True


def _looks_mapped(made: Sketch, name: str, known: str, values: list[object]) -> bool:
    guess = Guess(known, name, "its values are kinds of rights")
    if not _map_words(guess, "kinds", values) or guess.unknown:
        return False
    made.fields[known] = guess
    return True


def _are_symbols(texts: list[str]) -> bool:
    return sum(not isinstance(symbol(text), Unfit) for text in texts) >= _MOST * len(texts)


def _find_key(made: Sketch, columns: dict[str, list[object]]) -> None:
    """The column of numbers that names a right, when no heading told."""
    if {"application_number", "registration_number", "publication_number"} & made.fields.keys():
        return
    longest = max((len(values) for values in columns.values()), default=0)
    for name in list(made.left_out):
        texts = [as_text(value) for value in columns[name]]
        if len(texts) == longest > 0 and len(set(texts)) == longest and _numbered(texts):
            note = "its values are all different, so they may be the numbers of the rights"
            made.fields["application_number"] = Guess("application_number", name, note)
            made.left_out.remove(name)
            return
    made.key_note = "no column holds a number for every right: the row's number stands in"


def _numbered(texts: list[str]) -> bool:
    return all(any(c.isdigit() for c in text) and len(text) <= 40 for text in texts)
