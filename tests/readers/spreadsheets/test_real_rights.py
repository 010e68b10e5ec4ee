"""A pledge written by hand and the office's own document speak of one right."""

from datetime import date
from pathlib import Path

import pytest

from goldthread.readers import registry
from tests.readers.spreadsheets.workbooks import filled_in, loaded
from tests.readers.tables import read_with

# As a form may have the numbers that the documents print.
WRITTEN = "ZL201410408762.5; 2014800007884；202110991218.8、ZL 202111286633.X"


@pytest.mark.realdata
def test_the_numbers_of_a_form_lead_to_the_rights_of_the_documents(
    shared_data: Path, tmp_path: Path
) -> None:
    documents = sorted((shared_data / "cnipa-xml").glob("*.xml"))
    rights = set(read_with(registry.detect(documents), documents).values("right_id"))
    row = {"number": "Y1", "right_number": WRITTEN, "pledgor": "A", "pledgee": "B"}
    path = filled_in(tmp_path / "p.xlsx", "pledges", [row | {"registered": date(2022, 1, 4)}])
    found = loaded(path)
    assert found.rejected == []
    assert set(found.values("right_id", "transaction_right")) == rights
    assert len(rights) == 4
