"""A text as the units that are compared: characters of Han, words of the rest."""

import re
import unicodedata
from dataclasses import dataclass

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")
_WORD_GRAMS = (3, 4, 5)


@dataclass(frozen=True)
class Unit:
    """`text` folded: one width, one case. `start` and `end`: where it stands in the text asked."""

    text: str
    start: int
    end: int
    han: bool


def readable(text: str) -> str:
    """One form of each character (NFKC): full-width letters and digits become plain ones."""
    return unicodedata.normalize("NFKC", text)


def units(text: str) -> list[Unit]:
    """Of a `readable` text. Marks and spaces part units and are none."""
    found = []
    for match in _UNIT.finditer(text):
        word = match.group()
        han = len(word) == 1 and re.match(rf"[{HAN}]", word) is not None
        found.append(Unit(word.casefold(), match.start(), match.end(), han))
    return found


def grams(text: str) -> list[str]:
    """Sequences that are compared: of Han one and two characters, of a word 3 to 5 letters.

    A word is taken with its ends marked, so that "patent" and "patents" share most and "art" is
    not found in "party". Chinese words are mostly of two characters.
    """
    found: list[str] = []
    before: Unit | None = None
    for unit in units(readable(text)):
        if unit.han:
            found.append(unit.text)
            if before is not None and before.han and before.end == unit.start:
                found.append(before.text + unit.text)
        else:
            found.extend(_of_word(f" {unit.text} "))
        before = unit
    return found


def _of_word(word: str) -> list[str]:
    if len(word) <= _WORD_GRAMS[0]:
        return [word]
    return [word[at : at + size] for size in _WORD_GRAMS for at in range(len(word) - size + 1)]
