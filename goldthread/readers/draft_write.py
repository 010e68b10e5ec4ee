"""A sketch → the text of a mapping file, with what was guessed said in comments."""

import json
import re

from goldthread.readers.draft_guess import Guess, Sample, Sketch
from goldthread.readers.schema import TABLES
from goldthread.readers.table.cells import fold

_DELIMITERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "pipe"}
_KINDS = "PT patent, UM utility model, DS design, TM trademark"


def written(sample: Sample, made: Sketch) -> str:
    """The mapping file. It loads as it is: what could not be guessed is a constant or the row."""
    parts = [
        *_top(sample),
        *_form(sample, made),
        "",
        *_record(made),
        *_parties(made),
        *_classifications(made),
        *_left_out(made),
    ]
    return "\n".join(parts) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _top(sample: Sample) -> list[str]:
    stem = re.sub(r"[^a-z0-9]+", "-", sample.file_name.rsplit(".", 1)[0].lower()).strip("-")
    return [
        f"# A draft from {sample.file_name}: read it line by line, then load with it:",
        "#   goldthread load FILE --mapping THIS_FILE",
        f"mapping: {stem[:50] or 'register'}",
        'version: "1"',
        f"title: {_text(sample.file_name)}",
        "# delta: the file holds what is new or changed. full: it holds the whole register, and",
        "# what is missing from it is withdrawn.",
        "delivery: delta",
    ]


def _form(sample: Sample, made: Sketch) -> list[str]:
    lines = ["file:"]
    if sample.encoding:
        lines.append(f"  encoding: {sample.encoding}  # guessed from the bytes")
        lines.append(
            f"  delimiter: {_DELIMITERS[sample.delimiter]}  # guessed from the first lines"
        )
    if sample.sheet:
        lines.append(f"  sheets: {_text(f'^{re.escape(sample.sheet)}$')}  # the first with a table")
    lines.append(f"  header: {sample.header}")
    if made.missing:
        lines.append(f"  missing: [{', '.join(map(_text, made.missing))}]  # seen as no value")
    return lines


def _record(made: Sketch) -> list[str]:
    lines = ["record:", *_office(made), *_kind(made)]
    if made.key_note:
        lines.append(f"  # {made.key_note}.")
        lines.append("  application_number: {column: row_number}")
    order = [name for name in TABLES["ip_right"].schema.names if name in made.fields]
    for name in order:
        if name not in ("ip_office_code", "right_kind"):
            lines += _field(made.fields[name])
    if "status" in made.fields:
        lines.append(f"  status_text: {_text(made.fields['status'].column)}")
    return lines


def _office(made: Sketch) -> list[str]:
    guess = made.fields.get("ip_office_code")
    if guess:
        return [f"  ip_office_code: {{column: {_text(guess.column)}}}  # {guess.note}"]
    if made.region_country:
        return [
            "  # No column names the office; the regions are those of this country.",
            f"  ip_office_code: {{constant: {made.region_country}}}",
        ]
    return [
        "  # No column names the office: write its code of WIPO ST.3 in place of XX (unknown).",
        "  ip_office_code: {constant: XX}",
    ]


def _kind(made: Sketch) -> list[str]:
    guess = made.fields.get("right_kind")
    if guess is None:
        return [
            f"  # No column names the kind of right ({_KINDS}): check that all are patents.",
            "  right_kind: {constant: PT}",
        ]
    return ["  right_kind:", *_mapped(guess)]


def _mapped(guess: Guess) -> list[str]:
    lines = [f"    column: {_text(guess.column)}  # {guess.note}", "    map:"]
    seen: set[str] = set()
    for text, value in guess.values.items():
        if fold(text) not in seen:
            lines.append(f"      {_text(text)}: {value}")
        seen.add(fold(text))
    lines += [
        f"      # {_text(text)}: not known; records with it follow `unmapped`"
        for text in guess.unknown[:20]
    ]
    return lines


def _field(guess: Guess) -> list[str]:
    if guess.forms:
        forms = ", ".join(guess.forms)
        note = guess.note
        if guess.forms[0] in ("d/m/y", "m/d/y"):
            note += "; check that the day and the month are not the other way round"
        return [f"  {guess.target}: {{column: {_text(guess.column)}, date: [{forms}]}}  # {note}"]
    if guess.values:
        return [f"  {guess.target}:", *_mapped(guess), "    unmapped: warn"]
    return [f"  {guess.target}: {{column: {_text(guess.column)}}}  # {guess.note}"]


def _first(made: Sketch) -> str:
    """The role whose first person the columns of place tell of."""
    return "applicant" if "applicant" in made.roles or "owner" not in made.roles else "owner"


def _parties(made: Sketch) -> list[str]:
    roles = dict(made.roles)
    first = _first(made)
    lines: list[str] = []
    if not roles and not made.country and not made.region:
        return lines
    lines += ["", "parties:"]
    if first not in roles:
        lines += [f"  - role: {first}", *_place(made, several=False, coded=False)]
    for role, guess in roles.items():
        lines += [f"  - role: {role}", *_names(guess)]
        if role == first:
            lines += _place(made, several=bool(guess.separator), coded=guess.coded)
    return lines


def _names(guess: Guess) -> list[str]:
    """The people of one column: one a cell, several, or several with their countries."""
    column, parted = _text(guess.column), _text(guess.separator)
    if guess.coded:
        separator = [f"      separator: {parted}"] if guess.separator else []
        return [
            "    each:  # each name seems to have its country before it",
            f"      column: {column}",
            *separator,
            r"      pattern: '^(?:\((?P<country>[A-Z0-9]{2})\)\s*)?(?P<name>.+)$'",
            f"    name: name  # {guess.note}",
            "    country_code: {column: country, country: true, unmapped: warn}",
        ]
    if guess.separator:
        each = f"    each: {{column: {column}, separator: {parted}}}"
        return [each, f"    name: item  # {guess.note}"]
    return [f"    name: {column}  # {guess.note}"]


def _place(made: Sketch, *, several: bool, coded: bool) -> list[str]:
    """Country and region belong to the first person of the cell."""
    when = ", when: {column: item_number, equals: 1}" if several else ""
    lines = []
    if made.country and not coded:
        column = _text(made.country.column)
        lines.append(
            f"    country_code: {{column: {column}, country: true, unmapped: warn{when}}}"
            f"  # {made.country.note}"
        )
    if made.region:
        column = _text(made.region.column)
        lines.append(
            f"    region_code: {{column: {column}, region: {made.region_country}, "
            f"unmapped: warn{when}}}  # {made.region.note}"
        )
        lines.append(f"    region_text: {{column: {column}{when}}}")
    return lines


def _classifications(made: Sketch) -> list[str]:
    if not made.classifications:
        return []
    lines = ["", "classifications:"]
    for scheme, guess in made.classifications.items():
        column = _text(guess.column)
        step = ", symbol: true" if scheme in ("IPC", "CPC") else ""
        lines.append(f"  - scheme: {scheme}")
        if guess.separator:
            lines.append(f"    each: {{column: {column}, separator: {_text(guess.separator)}}}")
        name = "item" if guess.separator else guess.column
        lines.append(f"    symbol: {{column: {_text(name)}{step}}}  # {guess.note}")
    return lines


def _left_out(made: Sketch) -> list[str]:
    named = made.roles.get(_first(made))
    # Where each name has its country before it, a column of countries has no more to say.
    beside = [made.country.column] if made.country and named and named.coded else []
    if not made.left_out and not beside:
        return []
    return [
        "",
        "# Left out, for nothing more is known of them. A load counts them as not read; add those",
        "# that matter above, and name the others under ignore: [...] once they were looked at.",
        *(f"#   {name}" for name in (*made.left_out, *beside)),
    ]
