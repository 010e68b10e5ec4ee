"""docs/work-pages.md: its examples run, its addresses answer, its columns are those of the file."""

import re
from pathlib import Path
from typing import Any

from goldthread.web.reports.open_data import COLUMNS
from tests.web.reports.conftest import Reader, Told

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = (DOCS / "work-pages.md").read_text("utf-8")


def test_the_examples_hold(told: Told, tmp_path: Path) -> None:
    world = told.world
    task = world.task("assigned", lead="CNIPA-LAW")
    waits, files = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    day = world.at.date()
    names: dict[str, Any] = {"task": task, "day": day}
    exec(waits, names | {"head": world["law"], "other": world["press"]})
    milestone = told.national.milestones.get(position=1)
    names = {"head": world["protection"], "running": told.national, "at": world.at}
    exec(files, names | {"folder": tmp_path, "criterion": milestone.criteria.get(position=1)})


def test_the_addresses_answer(told: Told, read: Reader) -> None:
    table = PAGE[PAGE.index("| address |") :].split("\n\n")[0]
    addresses = re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)
    keys = {
        "/reports/": told.draft.pk,
        "/tasks/": told.task.pk,
        "/evidence/": told.evidence.pk,
        "/notices/": told.notice.pk,
    }
    assert len(addresses) == 13
    for address in addresses:
        start = re.match(r"/\w+/", address)
        if "PK" in address and start is not None and start[0] not in keys:
            continue  # an extension is not among what the world holds; its page has its own test
        page = address.replace("PK", str(keys.get(start[0] if start else "", "")))
        statuses = {read(page, name).status_code for name in ("supervision", "zj_contributor")}
        assert 200 in statuses or page.endswith("/file"), (page, statuses)


def test_the_columns_are_told_in_their_order() -> None:
    table = PAGE[PAGE.index("| column |") :].split("\n\n")[0].splitlines()[2:]
    told = re.findall(r"`(\w+)`", "\n".join(row.split("|")[1] for row in table))
    assert tuple(told) == COLUMNS


def test_pages_named_are_there() -> None:
    named = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert [each for each in named if not (DOCS / each).is_file()] == []
