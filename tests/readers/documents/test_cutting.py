"""Records cut out of a stream: in pieces of every size, and with what stands around them."""

import time

import pytest

from goldthread.readers.documents import cutting
from goldthread.readers.documents.cutting import Context, Cutter, Part

ONE = b'<?xml version="1.0" encoding="UTF-8"?>\n<a:rec xmlns:a="urn:a"><x>1</x></a:rec>\n'
LARGE = (
    b'<?xml version="1.0"?><!DOCTYPE daily [ <!ELEMENT rec ANY> ]><!-- <rec> -->'
    b'<daily office="XX" xmlns="urn:d"><head xmlns:q="urn:q"><n>2</n></head>'
    b"<rec><q:x>1</q:x></rec>\n<rec/><rec id='3'>3</rec ></daily>"
)


def cut(data: bytes, size: int, *names: str) -> list[Part]:
    cutter = Cutter(names or ("rec",))
    parts = [part for at in range(0, len(data), size) for part in cutter.feed(data[at : at + size])]
    return parts + cutter.end()


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 10_000])
def test_documents_one_after_another(size: int) -> None:
    parts = cut(ONE + ONE.replace(b"1</x>", b"2</x>"), size)
    assert [part.data for part in parts] == [
        b'<a:rec xmlns:a="urn:a"><x>1</x></a:rec>',
        b'<a:rec xmlns:a="urn:a"><x>2</x></a:rec>',
    ]
    assert [part.offset for part in parts] == [39, 39 + len(ONE)]
    assert [part.locator for part in parts][1] == f"record 2 at byte {39 + len(ONE)}"
    assert {part.context for part in parts} == {Context()}


@pytest.mark.parametrize("size", [1, 5, 10_000])
def test_records_of_one_large_document_carry_what_stands_around_them(size: int) -> None:
    parts = cut(LARGE.replace(b"<!-- <rec> -->", b"<!-- none -->"), size)
    assert [part.data for part in parts] == [
        b"<rec><q:x>1</q:x></rec>", b"<rec/>", b"<rec id='3'>3</rec >",
    ]  # fmt: skip
    (context,) = {part.context for part in parts}
    assert context.root == "daily"
    assert context.attributes[:1] == (("office", "XX"),)
    assert context.namespaces == (b'xmlns="urn:d"', b'xmlns:q="urn:q"')


@pytest.mark.parametrize("size", [1, 13, 10_000])
def test_other_elements_whose_names_begin_alike_are_none(size: int) -> None:
    assert [one.data for one in cut(b"<record/><rec-x/><rec>1</rec>", size)] == [b"<rec>1</rec>"]


def test_encoding_is_that_of_the_declaration() -> None:
    (part,) = cut(b'<?xml version="1.0" encoding="GB18030"?><rec>\xd5\xe3</rec>', 9)
    assert part.context.encoding == "gb18030"


@pytest.mark.parametrize("size", [1, 11, 10_000])
def test_record_that_does_not_end_is_told_and_the_next_is_read(size: int) -> None:
    parts = cut(b"<a><rec>1<rec>2</rec></a>", size)
    assert [(one.problem, one.data) for one in parts] == [
        ("cut-off", b"<rec>1"), ("", b"<rec>2</rec>"),
    ]  # fmt: skip


@pytest.mark.parametrize("size", [1, 11, 10_000])
def test_file_that_ends_within_a_record(size: int) -> None:
    parts = cut(ONE + ONE[:60], size)
    assert [one.problem for one in parts] == ["", "cut-off"]
    assert parts[1].detail == "the file ends inside the record, which is cut off"


@pytest.mark.parametrize("size", [1, 11, 10_000])
def test_large_document_without_its_end_is_told(size: int) -> None:
    parts = cut(LARGE.replace(b"<!-- <rec> -->", b"").removesuffix(b"</daily>"), size)
    assert [one.problem for one in parts] == ["", "", "", "cut-off"]
    assert "ends without </daily>" in parts[3].detail


def test_record_too_large_is_given_up_and_the_next_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutting, "RECORD_LIMIT", 100)
    parts = cut(b"<rec>" + b"x" * 500 + b"</rec><rec>2</rec>", 50)
    assert [one.problem for one in parts] == ["too-large", ""]
    assert parts[1].data == b"<rec>2</rec>"


@pytest.mark.parametrize(
    "again", [b"<!--", b"<!DOCTYPE [", b"<?xml ", b"<a ", b"<", b"</rec", b"<rec "]
)
def test_text_made_to_be_slow_is_read_in_one_pass(again: bytes) -> None:
    """Each would take minutes where a pattern looked to the end of the text from every place."""
    data = (again * (60_000 // len(again)) + b"<rec>1</rec>") * 4
    begun = time.process_time()
    cut(data, 131_072)
    assert time.process_time() - begun < 5
