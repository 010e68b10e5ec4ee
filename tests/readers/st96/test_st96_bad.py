"""Bad documents by ST.96: only what is bad is lost, and no file ends in a traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from goldthread.readers import registry
from goldthread.readers.base import ReadError
from tests.readers.st96.documents import (
    design,
    event,
    indication,
    mark,
    publication,
    status,
    statuses,
)
from tests.readers.tables import Read, read_with

Made = Callable[[str], str]
FORMATS: dict[str, tuple[str, Made]] = {
    "patent": ("st96", lambda text: publication(text=text)),
    "mark": ("st96", mark),
    "design": ("st96", design),
    "indication": ("st96", indication),
    "status": ("st96_legal_status", lambda text: statuses(status(text, event("A-2-4-F10-F11")))),
}
EVERY = pytest.mark.parametrize("sort", FORMATS)


def read(folder: Path, name: str, text: str | bytes) -> Read:
    path = folder / "documents.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_with(registry.reader(name), [path])


@EVERY
@pytest.mark.parametrize("spoilt", ["X&2", "X&#0;2", "X&bomb;2", "X\x0b2", "X<b>2", "X<!-- 2"])
def test_malformed_document_2_of_3_alone_is_quarantined(
    tmp_path: Path, sort: str, spoilt: str
) -> None:
    name, made = FORMATS[sort]
    found = read(tmp_path, name, made("X1") + made("X2").replace("X2", spoilt) + made("X3"))
    assert [one.reason for one in found.rejected] == ["malformed-xml"]
    assert found.values("application_number") == ["X1", "X3"]


@EVERY
def test_document_without_a_number_has_no_key(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    found = read(tmp_path, name, made("") + made("X2"))
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("no-key", "The document gives no application number.")
    ]
    assert found.values("application_number") == ["X2"]


@EVERY
def test_number_of_ten_thousand_digits_is_quarantined(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    found = read(tmp_path, name, made("9" * 10_000) + made("X2"))
    assert [one.reason for one in found.rejected] == ["bad-number"]
    assert found.values("application_number") == ["X2"]


@EVERY
def test_filing_date_that_is_none(tmp_path: Path, sort: str) -> None:
    name, made = FORMATS[sort]
    text = made("X1").replace("2019-01-02", "2019-02-31").replace("2016-01-04", "2016-02-31")
    found = read(tmp_path, name, text + made("X2"))
    if sort == "status":  # nothing hangs on it there
        assert found.rejected == []
        assert found.notes == ["1 × filing_date: '2016-02-31' is no day of the calendar."]
        return
    assert [(one.reason, one.detail) for one in found.rejected] == [
        ("bad-date", "filing date: '2019-02-31' is no day of the calendar.")
    ]
    assert found.values("application_number") == ["X2"]


@EVERY
@pytest.mark.parametrize("left", [20, 60])
def test_file_that_is_cut_off(tmp_path: Path, sort: str, left: int) -> None:
    name, made = FORMATS[sort]
    found = read(tmp_path, name, made("X1") + made("X2")[:-left])
    assert [one.reason for one in found.rejected] == ["cut-off"]
    assert "X1" in found.values("application_number")


def test_document_of_another_kind_is_refused_with_what_was_seen(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"its root element is PatentLegalStatusData, in the names"):
        read(tmp_path, "st96", statuses(status("1", event("A-2-4-F10-F11"))))
