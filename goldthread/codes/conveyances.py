"""What the words of a conveyance in the US assignment register say was done."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from goldthread.codes import datafile

_DETAILS: Final = re.compile(r"\(?\s*SEE DOCUMENTS? FOR DETAILS\s*\)?")


@dataclass(frozen=True)
class Rule:
    """One rule of the table; `examples` are texts that it decides."""

    name: str
    type: str
    words: re.Pattern[str]
    because: str
    examples: tuple[str, ...]


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they are asked."""
    return tuple(
        Rule(
            row["name"],
            row["type"],
            re.compile(row["words"]),
            row["because"],
            tuple(row["examples"]),
        )
        for row in datafile.load("us_conveyances")["rules"]
    )


@lru_cache(maxsize=65_536)
def decided(text: str) -> Rule | None:
    """The rule that decides on a conveyance's words, None when no rule knows them."""
    words = " ".join(_DETAILS.sub(" ", text.upper()).split())
    return next((rule for rule in rules() if rule.words.search(words)), None)
