"""What is filled into the templates is counted by the indicators of transactions and cases."""

import json
from pathlib import Path

import pytest

from goldthread import cli

# Counted by hand in the rows of conftest.py.
COUNTED = [
    # One pledge has an amount: 12.34 ten thousands, of three pledgors.
    ("U05", "2019", 123_400),
    ("U06", "2019", 2),  # pledge contracts
    ("U04", "2019-H1", 1),  # an open offer of 1 April ...
    ("U04", "2019", 0),  # ... that ended on 1 September
    ("U03", "2019", 1),  # a sole licence
    ("U01", "2019", 1),  # an assignment of a patent granted in 2017; a merger is none
    ("P11", "2019", 0),  # one case is of the border, one civil
]


def value(home: Path, out: pytest.CaptureFixture[str], *question: str) -> list[dict]:
    assert cli.main(["figure", "--home", str(home), "--json", *question]) == 0
    return json.loads(out.readouterr().out)["cells"]


def test_the_indicators_count_what_was_filled_in(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [
        (name, period, value(home, capsys, name, "--period", period)[0]["value"] or 0)
        for name, period, _ in COUNTED
    ]
    assert found == COUNTED


def test_an_amount_of_three_pledgors_is_shared_among_their_regions(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = value(home, capsys, "U05", "--period", "2019", "--by", "region")
    shared = {row["region"]: row["value"] for row in rows if row["value"]}
    assert shared == dict.fromkeys(("CN-ZJ", "CN-SH", "_Z"), pytest.approx(123_400 / 3))
