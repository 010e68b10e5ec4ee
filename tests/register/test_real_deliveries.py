"""The offices' real files: what is loaded together and what is loaded apart is the same."""

from pathlib import Path

import pytest

from goldthread.readers.registry import expand, reader
from tests.register.conftest import Office


@pytest.mark.realdata
def test_real_grants_delivered_again_one_by_one_are_unchanged(
    office: Office, shared_data: Path
) -> None:
    """130 documents in six weekly files (data/README.md: 25 each, 5 in the last)."""
    files = [path for path in expand([shared_data / "uspto-grant"]) if path.suffix == ".zip"]
    report = office.register.load(reader("uspto_grant"), files)
    assert (report.files, report.new, report.quarantined) == (6, 130, 0)
    again = [office.register.load(reader("uspto_grant"), [file]) for file in files]
    assert [one.unchanged for one in again] == [25, 25, 25, 25, 25, 5]
    assert [one.new + one.changed for one in again] == [0] * 6
    assert office.register.verify().findings == []
