"""Patent grants of the United States of 1976 to 2001: the fixed-field text of the "Green Book".

The office's Automated Patent System (APS) wrote a document as lines of text: a group of four
letters (`PATN`, `INVT`), under it fields of three letters with their value from the sixth column,
and lines that go on with five blanks. docs/loading-us-patents.md says what is filled from where,
and what of it rests on documentation alone.
"""

from goldthread.readers.us_grant_text.reader import GrantText, recognises

__all__ = ["GrantText", "reader", "recognises"]


def reader() -> GrantText:
    """A new reader of US grants of 1976 to 2001."""
    return GrantText()
