"""Which proposals a draft is like: by the sequences of characters they share. Plain Python.

    index = Index([("7", "建议在省会城市设立知识产权保护中心"), ...])
    for alike in index.ask(draft):
        print(alike.key, alike.score, alike.passages)

No word lists and no segmenter, so that any language works; but two languages share no characters,
and a proposal written in Chinese is not found by a draft in English.
"""

from goldthread.seminar.likeness.index import ALIKE_HAN, ALIKE_OTHER, MOST, Alike, Index, threshold

__all__ = ["ALIKE_HAN", "ALIKE_OTHER", "MOST", "Alike", "Index", "threshold"]
