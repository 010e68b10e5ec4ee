"""Document numbers as the office writes them in its indexes: `D806350` for `D0806350`."""

from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from goldthread.readers.uspto_grant.normal.columns import NO_TEXT, bools, changed_where, whole, word

# Longer than any number of any office; what is longer is no number.
LIMIT: Final = 40
_LEADING: Final = r"^([A-Z]{0,2})0+([0-9])"


def grant_number(text: pa.Array) -> pa.Array:
    """A US grant number without the zeros that fill it up."""
    return pc.replace_substring_regex(pc.ascii_trim_whitespace(text), _LEADING, r"\1\2")


def cited_number(text: pa.Array, office: pa.Array) -> pa.Array:
    """A cited number; those of the US as the US office writes its own: `20050123456`, `D284132`."""
    text = pc.ascii_trim_whitespace(text)
    american = pc.equal(office, word("US"))
    slashed = pc.and_kleene(american, pc.match_substring(text, "/"))
    text = changed_where(slashed, text, lambda some: pc.replace_substring(some, "/", ""))
    filled = pc.and_kleene(american, pc.match_substring_regex(text, _LEADING))
    return changed_where(filled, text, grant_number)


def integers(text: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The whole numbers, null for other texts; and which texts are numbers too long to be true."""
    text = pc.ascii_trim_whitespace(text)
    digits = pc.match_substring_regex(text, "^[0-9,]+$")
    plain = pc.replace_substring(text, ",", "")
    length = pc.binary_length(plain)
    sound = pc.and_kleene(
        digits, pc.and_kleene(pc.greater(length, whole(0)), pc.less(length, whole(10)))
    )
    number = pc.if_else(sound, plain, NO_TEXT).cast(pa.int32())
    return number, bools(pc.and_kleene(digits, pc.greater_equal(length, whole(10))))
