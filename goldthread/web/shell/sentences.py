"""What readers say of bad records and files, in the language of the page.

A sentence is stored as its reader wrote it, in English and for good. Here it is matched against
the templates of `sentences_of_records` and `sentences_of_files`, which are sentences of the
catalogue, and said again with the values it holds: they are the office's own text and stay.

A placeholder's name, without a number behind it, says what stands there: `_FORMS` what it looks
like, `_NESTED` and `_INSIDE` how it is said; what is in none of them is any text, kept.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.web.shell.columns import COLUMNS, KINDS, TABLES
from goldthread.web.shell.places import place
from goldthread.web.shell.reasons import reason
from goldthread.web.shell.sentences_of_files import FILES
from goldthread.web.shell.sentences_of_records import (
    AROUND,
    ELEMENTS,
    LISTS,
    NOTES,
    OF_A_FIELD,
    PARSERS,
    RECORDS,
    SKIPPED,
)

LONGEST: Final = 2_000  # characters; a longer sentence is shown as it is
_DEEPEST: Final = 8  # sentences within sentences
_HOLE: Final = re.compile(r"%\((\w+?)(\d*)\)s")
_VALUE: Final = r"""b?'(?:[^'\\]|\\.)*'|b?"(?:[^"\\]|\\.)*\""""
_WORD: Final = r"[^\s,]+"
_FORMS: Final = {
    "value": _VALUE,
    "n": r"-?\d[\d,.]*",
    **dict.fromkeys(("attribute", "basis", "code", "entity", "period", "prefix", "tag"), _WORD),
}
_ANY: Final = ".+?"
# What readers call things that are no columns of the register, or that they call otherwise.
_FIELDS: Final = {
    "date": gettext_lazy("Day"),
    "date of grant": COLUMNS["grant_date"],
    "event": gettext_lazy("Event"),
    "extension of the term": COLUMNS["term_extension_days"],
    "frame": gettext_lazy("Frame"),
    "length of grant": COLUMNS["term_years"],
    "number of claims": COLUMNS["n_claims"],
    "number of drawing sheets": COLUMNS["n_drawings"],
    "number of figures": COLUMNS["n_figures"],
    "prior event date": gettext_lazy("Day of the event corrected"),
    "reel": gettext_lazy("Reel"),
    "status event": TABLES["status_event"],
    "the numbers": gettext_lazy("The numbers"),
}


@dataclass(frozen=True)
class Template:
    """A sentence with places for values, without the full stop; `text` is its msgid."""

    text: str

    @cached_property
    def anchor(self) -> str:
        """The longest of its own words that stand together: where they are absent, it cannot fit.

        Without its first letter, which may be a capital or not.
        """
        parts = [part.replace("%%", "%") for part in _HOLE.split(self.text)[::3]]
        return max((parts[0][1:], *parts[1:]), key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        own, *rest = _HOLE.split(self.text)
        made = f"(?i:{re.escape(own[0])}){_escaped(own[1:])}" if own else ""
        for stem, number, words in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            made += f"(?P<{stem}{number}>{_FORMS.get(stem, _ANY)}){_escaped(words)}"
        return re.compile(made, re.DOTALL)


def _escaped(words: str) -> str:
    return re.escape(words.replace("%%", "%"))


def _templates(*groups: Sequence[str]) -> tuple[Template, ...]:
    return tuple(Template(text) for group in groups for text in group)


_SENTENCES: Final = _templates(AROUND, NOTES, RECORDS, PARSERS, FILES, OF_A_FIELD, SKIPPED)
_ELEMENTS: Final = _templates(ELEMENTS)
_LISTS: Final = _templates(LISTS)


def told(sentence: str) -> str | None:
    """A reader's sentence in the language of the page; None for one that no template fits."""
    if len(sentence) > LONGEST:
        return None
    made = _told(sentence.removesuffix("."), _SENTENCES)
    if made is None or not sentence.endswith("."):
        return made
    return _("%(sentence)s.") % {"sentence": made}


def element(name: str) -> str | None:
    """What stands among the names of elements that nobody reads and is none; None for a name."""
    return _told(name, _ELEMENTS)


def _told(sentence: str, among: Sequence[Template], depth: int = 0) -> str | None:
    for template in among if depth < _DEEPEST else ():
        if template.anchor in sentence and (found := template.pattern.fullmatch(sentence)):
            said = {name: _said(name, text, depth) for name, text in found.groupdict().items()}
            if None not in said.values():
                return _(template.text) % said
    return None


def _said(name: str, text: str, depth: int) -> str | None:
    stem = name.rstrip("0123456789")
    if stem in _NESTED:
        return _NESTED[stem](text, depth + 1)
    return _INSIDE[stem](text) if stem in _INSIDE else text


def _cause(text: str, depth: int) -> str | None:
    """A sentence in a sentence, which must be known."""
    return _told(text, _SENTENCES, depth)


def _known_or_same(text: str, depth: int) -> str:
    return _told(text, _SENTENCES, depth) or text


def _list(text: str, depth: int) -> str:
    return _told(text, _LISTS, depth) or text


def _options(text: str, depth: int) -> str:
    """Several things to choose from, or that stand side by side; values keep their own words."""
    for mark, words in ((" or ", _("%(one)s or %(other)s")), (" and ", _("%(one)s and %(other)s"))):
        made, *rest = (_known_or_same(part, depth) for part in _parted(text, mark))
        for part in rest:
            made = words % {"one": made, "other": part}
        if rest:
            return made
    return text


def _parted(text: str, mark: str) -> list[str]:
    """The text cut at a mark that is in no value."""
    parts = [""]
    for piece in re.split(f"({_VALUE}|{mark})", text):
        if piece == mark:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _several(text: str, depth: int) -> str:
    return _("; ").join(_known_or_same(one, depth) for one in _parted(text, "; "))


def _what(text: str) -> str | None:
    """A field by its name, with or without underscores; None for what is none."""
    title = _FIELDS.get(text) or COLUMNS.get(text.replace(" ", "_"))
    return str(title) if title else None


def _field(text: str) -> str:
    return _what(text) or text


def _fields(text: str) -> str:
    return _(", ").join(map(_field, text.split(", ")))


def _where(text: str) -> str:
    """A file, or its part that is read by itself."""
    for mark, words in (
        (", sheet ", _("%(file)s, sheet %(part)s")),
        (", part ", _("%(file)s, part %(part)s")),
        (": member ", _("%(file)s: member %(part)s")),
    ):
        file, found, part = text.partition(mark)
        if found:
            return words % {"file": file, "part": part}
    return text


def _reasons(text: str) -> str:
    """Reasons with how often, as `bad-date 3, blank row 1`."""
    counted = (one.rpartition(" ") for one in text.split(", "))
    return _(", ").join(f"{told(code) or reason(code)} {count}" for code, _space, count in counted)


def _firsts(text: str) -> str:
    """Places with what is wrong there, as `a.csv, line 3: …. | a.csv, line 5: ….`"""
    parted = (one.partition(": ") for one in text.split(" | "))
    return " | ".join(
        _("%(place)s: %(sentence)s") % {"place": place(where), "sentence": told(detail) or detail}
        for where, _colon, detail in parted
    )


def _of(titles: Mapping[str, object]) -> Callable[[str], str]:
    return lambda name: str(titles.get(name, name))


_NESTED: Final[Mapping[str, Callable[[str, int], str | None]]] = {
    "cause": _cause,
    "list": _list,
    "moves": _options,
    "options": _options,
    "readers": _several,
    "said": _known_or_same,
    "seen": _several,
}
_INSIDE: Final[Mapping[str, Callable[[str], str | None]]] = {
    "field": _field,
    "fields": _fields,
    "firsts": _firsts,
    "kind": _of(KINDS),
    "place": place,
    "reasons": _reasons,
    "table": _of(TABLES),
    "what": _what,
    "where": _where,
}
