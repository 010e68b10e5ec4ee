"""An index of texts, asked with a draft: TF-IDF over sequences of characters, by cosine."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from goldthread.seminar.likeness.folding import grams, readable, units
from goldthread.seminar.likeness.passages import shared

ALIKE_HAN, ALIKE_OTHER = 0.25, 0.37
"""The cosine from which a proposal is shown as similar, where the draft is mostly Han and where it
is not: words of letters share sequences by their endings alone. See docs/similarity.md."""

MOST = 10
LONGEST = 20_000
"""Characters of a text that are compared; more adds nothing to what a text is about."""

_REMEMBERED = 8_192
_BUCKETS = 2**18
_COUNTING = HashingVectorizer(
    n_features=_BUCKETS, analyzer=grams, norm=None, alternate_sign=False, dtype=np.float64
)


@dataclass(frozen=True)
class Alike:
    """`score`: 1 for the same text. `passages`: what both share, in the words of the draft."""

    key: str
    score: float
    passages: tuple[str, ...]


class Index:
    """Of (key, text) pairs, in their order. Nothing of other texts enters a score: neither their
    words nor how common words are."""

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        given = list(texts)
        self.keys = tuple(key for key, _ in given)
        self.texts = tuple(text for _, text in given)
        self._weighing = TfidfTransformer(sublinear_tf=True)
        self._rows = self._fitted() if given else None

    def __len__(self) -> int:
        return len(self.keys)

    def ask(self, draft: str, *, least: float | None = None, most: int = MOST) -> tuple[Alike, ...]:
        """Those at least that much alike, the most alike first, of equals in the order given.

        `least` is the measured threshold unless given. A draft without letters is like nothing.
        """
        scores = self.scores(draft)
        least = threshold(draft) if least is None else least
        ranked = sorted(np.flatnonzero(scores >= least), key=lambda at: (-scores[at], at))
        return tuple(
            Alike(self.keys[at], float(scores[at]), shared(draft, self.texts[at], self._weight))
            for at in ranked[:most]
        )

    def scores(self, draft: str) -> NDArray[np.float64]:
        """The cosine with each text, rounded to 6 places. Sequences that no text has count too:
        they make the draft less like any."""
        if self._rows is None:
            return np.zeros(0)
        asked = self._weighing.transform(_matrix([draft]))
        return np.asarray((self._rows @ asked.T).toarray().ravel().round(6))

    def _fitted(self) -> sparse.csr_matrix:
        return self._weighing.fit_transform(_matrix(self.texts))

    def _weight(self, text: str) -> float:
        """What sharing a short text is worth: little if most texts have it."""
        places, counts = counted(text)
        return float((self._weighing.idf_[places] * counts).sum())


def threshold(draft: str) -> float:
    """The measured one for the writing in which most of the draft is."""
    written = units(readable(draft[:LONGEST]))
    han = sum(unit.han for unit in written)
    return ALIKE_HAN if 2 * han >= len(written) else ALIKE_OTHER


def _matrix(texts: Iterable[str]) -> sparse.csr_matrix:
    rows = [counted(text[:LONGEST]) for text in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    counts = np.concatenate([counts for _, counts in rows])
    return sparse.csr_matrix((counts, places, ends), shape=(len(rows), _BUCKETS))


@lru_cache(maxsize=_REMEMBERED)
def counted(text: str) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The sequences of a text, as places of a hashed vector, and how often each occurs.

    Remembered by the text itself, so that an index of texts seen before is made at once.
    """
    row = _COUNTING.transform([text])
    return row.indices, row.data
