"""What the check of an address finds: a sentence, what is wrong with it, what it contradicts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from goldthread.seminar.speech.sentences import Part
from goldthread.workflow.texts import Sentence, Titles

Severity = Literal["blocks", "warns"]
KINDS: Mapping[str, tuple[Severity, Titles]] = {
    "unsourced": ("warns", {"en": "number without a source", "zh": "数字无出处"}),
    "missing": ("blocks", {"en": "figure that the register does not have", "zh": "登记簿无此数据"}),
    "direction": ("blocks", {"en": "words against the figure", "zh": "表述与数据方向不符"}),
    "unsigned": ("warns", {"en": "change without a direction", "zh": "增减方向未说明"}),
    "contradiction": ("blocks", {"en": "contradicts the ledger", "zh": "与台账不符"}),
    "unknown": ("warns", {"en": "number that the ledger does not have", "zh": "台账无此编号"}),
    "promise": ("warns", {"en": "promise without a task", "zh": "承诺无对应事项"}),
}
"""By kind whether it blocks clearing or may be accepted with a reason, and its name."""


@dataclass(frozen=True)
class Finding:
    """`start`, `end`: of the sentence in the text; `at`: of the words meant, within the text.

    `about` holds keys of what it is about: `tasks`, `measures`, `figures`.
    """

    kind: str
    lang: str
    start: int
    end: int
    at: tuple[int, int]
    text: str
    why: Sentence
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return KINDS[self.kind][0]

    @property
    def key(self) -> str:
        """The same for the same words in the same sentence, wherever it stands in the text."""
        parts = (self.kind, self.lang, self.text, str(self.at[0] - self.start))
        return sha256("\0".join(parts).encode()).hexdigest()[:16]


def finding(
    kind: str,
    lang: str,
    part: Part,
    why: Sentence,
    at: tuple[int, int] | None = None,
    **about: tuple[str, ...],
) -> Finding:
    """`at` counts within the sentence; without it the whole sentence is meant."""
    inside = at or (0, len(part.text))
    place = (part.start + inside[0], part.start + inside[1])
    return Finding(kind, lang, part.start, part.end, place, part.text, why, about)
