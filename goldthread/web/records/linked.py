"""The ways between a right and the transactions that name it."""

from collections.abc import Mapping, Sequence
from typing import Any

from goldthread.indicators.engine import cursor
from goldthread.register.history import Version
from goldthread.register.known import Known
from goldthread.register.transactions import held, of_right
from goldthread.web.records.cells import written
from goldthread.web.shell import columns, site
from goldthread.web.shell.state import State

# The numbers by which a linked record is opened, the first that it says.
NUMBERS = ("registration_number", "application_number", "publication_number", "recording_number")
COLUMNS = (
    *("recording_number", "tx_type", "recorded_date", "from_names", "to_names"),
    *("amount", "currency"),
)


def cells(
    row: Mapping[str, Any], shown: Sequence[str], lang: str, href: str = ""
) -> list[dict[str, str]]:
    """The values of a row, the number of the record that it names as a link to its page."""
    number = next((name for name in NUMBERS if row.get(name)), "")
    return [
        {"text": written(name, row[name], lang), "href": href if name == number else ""}
        for name in shown
    ]


def transactions(version: Version, found: State, grain: str) -> list[dict[str, Any]]:
    """The table of the transactions that name a right; none of another record or without any."""
    if grain != "right":
        return []
    named = of_right(site.register(), _known(found), version.row["right_id"], cursor())
    rows = [dict(zip(COLUMNS, one.told, strict=True)) for one in named]
    filled = [name for name in COLUMNS if any(row[name] is not None for row in rows)]
    if not rows:
        return []
    return [
        {
            "id": "transaction",
            "title": columns.TABLES["transaction"],
            "headings": [columns.COLUMNS[name] for name in filled],
            "rows": [
                cells(row, filled, found.lang, _page(found, f"/transactions/{one.tx_id}"))
                for row, one in zip(rows, named, strict=True)
            ],
        }
    ]


def rights(version: Version, found: State) -> dict[int, str]:
    """The pages of the rights that a transaction names, of those that the register holds."""
    rows = version.children.get("transaction_right", [])
    keys = [row["right_id"] for row in rows if row["right_id"] is not None]
    there = held(site.register(), _known(found), keys, cursor()) if keys else set()
    return {key: _page(found, f"/records/{key}") for key in there}


def _page(found: State, path: str) -> str:
    return str(found.link(path, as_of=found.as_of or None))


def _known(found: State) -> Known:
    return site.register().known(found.query((found.period,)).as_of)
