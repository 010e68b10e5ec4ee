"""Whatever stands in the cells: each row is a record or in quarantine, in sentences."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldthread import spreadsheets
from goldthread.readers import registry
from tests.readers.spreadsheets.workbooks import FIRST_ROW, filled_in
from tests.readers.tables import read_with

TEXTS = (
    *("", " ", "n/a", "CN", "ZL201410408762.5", "201920000001.4", "见附件", "2019-02-31", "1e999"),
    *(
        "(CN-ZJ) 甲; (US) B",
        "CN-ZJ 浙江",
        "；；",
        "合计",
        "=1+1",
        "万元",
        "独占许可",
        "行政",
        "1,2,3",
    ),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(TEXTS),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.just(datetime(2019, 7, 1, 12, 30)),
    st.just(time(12, 30)),
    st.booleans(),
)


@pytest.mark.parametrize("name", spreadsheets.names())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_row_is_lost_whatever_its_cells_hold(
    tmp_path: Path, name: str, data: st.DataObject
) -> None:
    told = "case_number" if name == "enforcement" else "number"
    keys = [c.key for c in spreadsheets.template(name).columns if c.key != told]
    cells = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(keys, CELLS)), min_size=1))
    rows = [{told: f"N{number}", **row} for number, row in enumerate(cells[:8])]
    path = tmp_path / f"{name}.xlsx"
    path.unlink(missing_ok=True)
    filled_in(path, name, rows)
    found = read_with(registry.mapping(name), [path])
    assert all(one.detail.endswith(".") for one in found.rejected)
    root = "enforcement_case" if name == "enforcement" else "transaction"
    accounted = {row["source_locator"] for row in found.rows.get(root, [])}
    accounted |= {one.locator for one in found.rejected}
    assert {int(where.rpartition(" ")[2]) for where in accounted} == {
        FIRST_ROW + number for number in range(len(rows))
    }
