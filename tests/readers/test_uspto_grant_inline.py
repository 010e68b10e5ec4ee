"""Inline tags go, their text stays; everything else is left as it is."""

import random
import re
from pathlib import Path

from goldthread.readers.uspto_grant.inline import without_tags
from tests.readers.grants import grant, publication, read_text

TAG = re.compile(rb"</?(?:b|i|u|o|sub|sup|sub2|sup2|smallcaps|br)(?:\s[^<>]*)?/?>")


def test_tags_are_those_that_pythons_expressions_find() -> None:
    rng = random.Random(5)
    pieces = [
        *(b"<i>", b"</i>", b"<br/>", b"<br />", b"<sub2 a='1'>", b"</sup>", b"<o\n>"),
        *(b"<img/>", b"<iid>", b"</bio>", b"< i>", b"<", b">", b"i", "é".encode(), b"\xff", b"\0"),
    ]
    for _ in range(300):
        text = b"".join(rng.choices(pieces, k=rng.randint(0, 30)))
        assert without_tags(text, (0, len(text))).to_pylist() == [TAG.sub(b"", text)]


def test_texts_lie_between_the_bounds() -> None:
    texts = without_tags(b"ab<i>cd</i>ef<b>", (2, 7, 13, 16))
    assert texts.to_pylist() == [b"cd", b"ef", b""]
    assert without_tags(b"", ()).to_pylist() == []


def test_rejected_record_keeps_its_own_bytes(tmp_path: Path) -> None:
    title = "<invention-title>An <i>in vitro</i> method</invention-title>"
    (rejected,) = read_text(tmp_path, grant(publication("09000001") + title)).rejected
    assert (rejected.reason, title.encode() in rejected.raw) == ("no-key", True)
