"""Many XML documents in one file are told apart without parsing them."""

import random
from pathlib import Path

import pytest
from lxml import etree

from goldthread.readers import xml
from goldthread.readers.xml import Part, Splitter

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def document(name: str, root: str = "doc", declaration: str = DECLARATION) -> str:
    return f"{declaration}<{root} n='{name}'><part>{name}? yes</part><rest/></{root}>\n"


def split(data: bytes, size: int = 1 << 20) -> list[Part]:
    splitter = Splitter("doc", "part")
    parts = [
        part
        for start in range(0, len(data), size)
        for part in splitter.feed(data[start : start + size])
    ]
    return parts + splitter.end()


def test_documents_come_with_number_offset_and_part() -> None:
    first, second = document("a"), document("b")
    parts = split((first + second).encode())
    assert parts == [
        Part(1, 0, b"<doc n='a'><part>a? yes</part>"),
        Part(2, len(first), b"<doc n='b'><part>b? yes</part>"),
    ]
    assert parts[1].locator == f"document 2 at byte {len(first)}"


def test_pieces_may_be_cut_anywhere() -> None:
    text = "".join(
        document(name, "doc" if number % 3 else "other") for number, name in enumerate("abcdefg")
    )
    data = text.encode() + b"<?xml version='1.0'?><doc><part>"
    whole = split(data)
    assert [part.problem for part in whole] == [""] * 7 + ["cut-off"]
    assert all(split(data, size) == whole for size in range(1, 200))


def test_document_without_declaration_may_stand_first() -> None:
    bare = "\ufeff \n" + document("a", declaration="")
    assert split((bare + document("b")).encode()) == [
        Part(1, 5, b"<doc n='a'><part>a? yes</part>"),
        Part(2, len(bare.encode()), b"<doc n='b'><part>b? yes</part>"),
    ]


def test_comments_and_document_type_may_stand_before_the_root() -> None:
    head = "<!-- <doc> --><!DOCTYPE doc [<!ENTITY a '<x>'> <!-- ]> -->\n]>\n<!-- x -->"
    parts = split(document("a", declaration=DECLARATION + head).encode())
    assert [(part.data[:5], part.problem) for part in parts] == [(b"<doc ", "")]


def test_other_documents_are_named() -> None:
    parts = split((document("a", "sequence-cwu") + document("b")).encode())
    assert [(part.number, part.other) for part in parts] == [(1, "sequence-cwu"), (2, "")]


def test_root_whose_name_only_begins_alike_is_another() -> None:
    assert [part.other for part in split(document("a", "docs").encode())] == ["docs"]


def test_question_marks_do_not_begin_documents() -> None:
    text = DECLARATION + "<doc><part>a ? <?note b?> <?xmlish c?></part></doc>"
    assert [part.problem for part in split(text.encode())] == [""]


def test_missing_end_of_the_part_stops_at_the_next_document() -> None:
    bad = DECLARATION + "<doc><part>no end</doc>\n"
    parts = split((bad + document("b")).encode())
    assert [(part.problem, part.detail) for part in parts] == [
        ("malformed-xml", "the next document begins before </part>"),
        ("", ""),
    ]
    assert parts[0].data == bad.encode()


def test_document_cut_off_before_the_next_is_found() -> None:
    cut = document("a").replace("</doc>", "</do")
    parts = split((cut + document("b")).encode())
    assert [part.problem for part in parts] == ["cut-off", ""]
    assert parts[0].detail == "the document is cut off: it ends without </doc>"


def test_file_cut_off_anywhere_loses_the_last_document_only() -> None:
    data = (document("a") + document("b")).encode()
    first, last = len(document("a")), len(data) - len("\n")
    for stop in range(first + len("<?xml "), last):
        parts = split(data[:stop])
        assert [part.problem for part in parts] == ["", "cut-off"], stop
    assert [part.problem for part in split(data[:last])] == ["", ""]


def test_document_without_root_is_malformed() -> None:
    parts = split((DECLARATION + "nothing\n" + document("b")).encode())
    assert [(part.problem, part.number) for part in parts] == [("malformed-xml", 1), ("", 2)]
    assert [part.problem for part in split(DECLARATION.encode() + b"x" * 70_000)] == [
        "malformed-xml"
    ]


def test_part_over_the_limit_is_let_go() -> None:
    huge = DECLARATION + "<doc><part>" + "x" * (17 << 20) + "</part></doc>\n"
    parts = split((huge + document("b")).encode())
    assert [(part.number, part.problem) for part in parts] == [(1, "too-large"), (2, "")]


@pytest.mark.parametrize("name", ["ISO-8859-1", "windows-1252"])
def test_part_in_another_encoding_comes_in_utf8(name: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?><doc><part>é</part></doc>'
    assert split(text.encode(name))[0].data == "<doc><part>é</part>".encode()


@pytest.mark.parametrize("name", ["klingon", "UTF-16", "shift_jis"])
def test_encoding_that_fails_is_said(name: str) -> None:
    text = f'<?xml version="1.0" encoding="{name}"?><doc><part>\udcff</part></doc>'
    (part,) = split(text.encode("utf-8", "surrogateescape"))
    assert part.problem == "bad-encoding"
    assert f"says its encoding is {name.lower()!r}, which fails" in part.detail


def test_no_document_is_none() -> None:
    assert split(b"") == []
    assert split(b"%PDF-1.4 binary ? < >") == []
    assert split(b"   <?xml") == []


def test_random_bytes_never_raise() -> None:
    rng = random.Random(3)
    pieces = [b"<?xml ", b"?>", b"<doc>", b"<part>", b"</part>", b"</doc>", b"<!--", b"-->", b"x"]
    for _ in range(400):
        data = b"".join(rng.choices(pieces, k=rng.randint(1, 25)))
        assert split(data) == split(data, rng.randint(1, 9))


def test_parser_expands_no_entity_and_fetches_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY b "bomb"><!ENTITY c SYSTEM "{secret.as_uri()}">]><a>&b;&c;</a>'
    root = etree.fromstring(text.encode(), xml.parser())
    assert "bomb" not in etree.tostring(root, encoding="unicode")
    assert root.text is None


def test_parser_bounds_depth() -> None:
    with pytest.raises(etree.XMLSyntaxError, match="depth"):
        etree.fromstring(b"<a>" * 5000 + b"</a>" * 5000, xml.parser())
