"""A register of what offices keep in spreadsheets, one load of each template."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.readers import registry
from goldthread.register.store import Register
from tests.readers.spreadsheets.workbooks import filled_in

RIGHT = {"office": "CL", "right_kind": "Trademark"}
SHARED = {"executed": date(2019, 2, 1), "registered": date(2019, 3, 1)}
CN = {"right_number": "ZL201410408762.5", "title": "泵; 阀"}
CN |= {"filed": date(2014, 8, 18), "granted": date(2017, 1, 4)}
ROWS: Mapping[str, list[dict[str, Any]]] = {
    "pledges": [
        {"number": "P1", **CN, "pledgor": "甲; (US) B; (CN-SH) 丙", "pledgor_region": "CN-ZJ"}
        | {"pledgee": "(CN-BJ) 银行", "amount": 12.34, "unit": "ten thousands", "currency": "CNY"}
        | {"remarks": "@ the register", **SHARED},
        {"right_number": "201920000001.4", "released": date(2020, 1, 2)},
        {"right_number": "201930000002.4", "released": date(2020, 5, 6)},
        {"number": "P2", **RIGHT, "right_number": "7; 8; 9", "pledgor": "Acme", "pledgee": "Bank"}
        | {"registered": date(2019, 3, 1), "released": date(2021, 1, 1)},
    ],
    "licences": [
        {"number": "L1", **CN, "licence_type": "Sole", "licensor": "(JP) A", "licensee": "B"}
        | {"licensee_region": "CN-XPCC", "amount": 3.1415, "currency": "USD Dollar", **SHARED},
        {"number": "L2", **RIGHT, "right_number": "7", "licence_type": "Open offer"}
        | {"licensor": "A", "registered": date(2019, 4, 1), "ended": date(2019, 9, 1)},
    ],
    "transfers": [
        {"number": "T1", **CN, "transfer_type": "Merger", "assignor": "A", "assignee": "B; C"}
        | {"assignor_region": "CN-ZJ", "assignee_region": "CN-JS", **SHARED},
        {"right_number": "201920000001.4"},
        {"number": "T2", **RIGHT, "right_number": "7", "assignor": "A", "assignee": "B"}
        | {"registered": "1899-12-31", "remarks": "before spreadsheets count days"},
        {"number": "T3", **CN, "assignor": "A", "assignee": "B", **SHARED},
    ],
    "enforcement": [
        {
            "authority": "甲局",
            "case_number": "〔2019〕1号",
            "case_type": "Border",
            "region": "CN-GD",
        }
        | {"right_kind": "Trademark", "accepted": date(2019, 1, 2), "closed": date(2019, 2, 3)}
        | {"outcome": "Other", "outcome_words": "查扣并移送", "amount": 0, "currency": "CNY"},
        {"authority": "Tribunal", "case_number": "2", "case_type": "Civil", "country": "CL"}
        | {"accepted": date(2019, 5, 6)},
    ],
}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with one load of each template."""
    home = tmp_path_factory.mktemp("office")
    for name, rows in ROWS.items():
        load(home, filled_in(home / f"{name}.xlsx", name, rows))
    return home


def load(home: Path, path: Path) -> None:
    report = Register(home).load(registry.detect([path]), [path])
    assert (report.quarantined, report.unknown, report.notes) == (0, {}, ())
