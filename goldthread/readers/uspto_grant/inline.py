"""Markup inside titles and citations: its tags are taken out before parsing, its text stays."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.uspto_grant.field_map import INLINE

_TAG: Final = rf"</?(?:{'|'.join(INLINE)})(?:\s[^<>]*)?/?>"


def without_tags(data: bytes, bounds: Sequence[int]) -> pa.BinaryArray:
    """The texts of `data` between each two neighbours of `bounds`, without inline tags.

    RE2 looks for them where they lie, five times as fast as `re`.
    """
    offsets = pa.py_buffer(np.array(bounds, np.int32))
    buffers = [None, offsets, pa.py_buffer(data)]
    texts = pa.Array.from_buffers(pa.binary(), max(len(bounds) - 1, 0), buffers)
    return pc.replace_substring_regex(texts, _TAG, "")
