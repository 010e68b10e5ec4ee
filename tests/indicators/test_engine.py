"""The engine's settings hold for every question, whoever asks it."""

import subprocess
import sys
from threading import Thread
from typing import Any

from goldthread.indicators.engine import cursor

_ASKED = "SELECT current_setting('TimeZone'), current_setting('parquet_metadata_cache')"


def test_settings_hold_in_every_thread() -> None:
    found: list[Any] = []
    asking = Thread(target=lambda: found.append(cursor().execute(_ASKED).fetchall()))
    asking.start()
    asking.join()
    assert found == [[("UTC", True)]]


def test_days_do_not_depend_on_the_machine_s_time_zone() -> None:
    asked = "SELECT CAST(TIMESTAMPTZ '2019-06-30 20:00:00+00' AS DATE)"
    code = (
        "from goldthread.indicators.engine import cursor; "
        f"print(cursor().execute({asked!r}).fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"TZ": "Asia/Shanghai"}, capture_output=True, check=True
    )
    assert done.stdout == b"2019-06-30\n"
