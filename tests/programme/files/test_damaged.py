"""Whatever a file holds, it is taken or refused with a sentence; nothing else ever happens."""

import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from goldthread.programme.files import FileRefused, take_in, verify
from goldthread.programme.files.names import LONGEST, cleaned
from tests.programme.files import samples

WHOLE = {
    "a.docx": samples.word(),
    "a.xlsx": samples.excel(),
    "a.pptx": samples.slides(),
    "a.odt": samples.open_document(),
    "a.png": samples.png(),
    "a.jpg": samples.jpeg(),
    "a.tif": samples.tiff(pages=2),
    "a.txt": "专利".encode(),
}


def _outcome(content: bytes, name: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        try:
            taken = take_in(io.BytesIO(content), name, Path(folder))
        except FileRefused as refused:
            return refused.code if refused.texts["zh"].startswith(name) else ""
        assert verify(Path(folder), taken.sha256) == len(content)
        return "taken"


@settings(max_examples=300, deadline=None)
@given(name=st.sampled_from(sorted(WHOLE)), data=st.data())
def test_a_file_damaged_anywhere(name: str, data: st.DataObject) -> None:
    content = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.binary(max_size=4))
        content[at : at + len(piece)] = piece
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(0, len(content))) :]
    assert _outcome(bytes(content), name) != ""


@settings(max_examples=12, deadline=None)  # each is looked at in a process of its own
@given(data=st.data())
def test_a_pdf_damaged_anywhere(data: st.DataObject) -> None:
    content = bytearray(samples.pdf_with_script_in_object_stream())
    at = data.draw(st.integers(6, len(content) - 1))
    content[at : at + 3] = data.draw(st.binary(min_size=3, max_size=3))
    assert _outcome(bytes(content), "a.pdf") != ""


@settings(max_examples=300, deadline=None)
@given(name=st.text(max_size=200))
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    found = cleaned(name)
    assert found == cleaned(found)
    assert 0 < len(found) <= LONGEST
    assert found.isprintable()
    assert not set(found) & set('/\\<>:"|?*')
    assert not found.startswith(".")
