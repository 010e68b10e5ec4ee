"""The examples of docs/notices.md and docs/jobs.md run, one after the other."""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from goldthread.codes.workdays import read_own
from goldthread.offices import actions
from goldthread.offices.loading import shipped
from goldthread.offices.models import Office, Person
from goldthread.offices.post import describe, due
from goldthread.web.home import KNOWN, TABLES
from goldthread.workflow.jobs import JOBS
from goldthread.workflow.outbox import announce
from goldthread.workflow.registry import NOTICES
from tests.offices.building import staffed

DOCS = Path(__file__).resolve().parents[2] / "docs"
NOTICES_PAGE, JOBS_PAGE = ((DOCS / f"{name}.md").read_text("utf-8") for name in ("notices", "jobs"))
JULY = datetime(2019, 7, 1, 9, tzinfo=UTC)


def examples(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def tell(obj: Any, person: Person) -> Any:
    count = person.deliveries.count()
    return announce(obj, "circular.issued", key=str(count), at=JULY + timedelta(hours=count))


def test_examples_of_notices_hold(sqlite_ledger: str, settings: Any, monkeypatch: Any) -> None:
    settings.GOLDTHREAD_MAIL, settings.GOLDTHREAD_COUNTRY = True, "CN"
    for registry, name in (
        (describe, "_PROVIDERS"),
        (describe.SEEN_BY, "_known"),
        (NOTICES, "_items"),
    ):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    monkeypatch.setattr(due, "_PROVIDERS", [])
    actions.load_structure(file=shipped("china-2018"), today=date(2019, 7, 1))
    user = staffed("provincial_head", "IPO-ZJ", starts=date(2019, 1, 1))
    user.email = "head@example.org"
    user.save()
    names = {
        "__name__": "page",
        "head": Person.objects.get(user=user),
        "heads_office": Office.objects.get(code="IPO-ZJ"),
        "tell": tell,
    }
    found = examples(NOTICES_PAGE, "python")
    for example in found:
        exec(example, names)
    assert len(found) == 5


def test_settings_and_own_days_of_the_page_can_be_read(tmp_path: Path) -> None:
    [settings], [own] = examples(NOTICES_PAGE, "toml"), examples(NOTICES_PAGE, "yaml")
    given = tomllib.loads(settings)
    assert set(given) <= set(KNOWN)
    assert set(given["mail"]) == set(TABLES["mail"])
    (tmp_path / "workdays.yaml").write_text(own, "utf-8")
    assert read_own(tmp_path / "workdays.yaml").closed == set(yaml.safe_load(own)["closed"])


def test_example_of_jobs_holds(sqlite_ledger: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(JOBS, "_items", {})
    [example] = examples(JOBS_PAGE, "python")
    exec(example, {"__name__": "page"})


def test_each_job_of_the_page_is_there_at_its_time() -> None:
    told = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \|", JOBS_PAGE, re.MULTILINE)
    own = {name for name in JOBS if name.split(".")[0] in ("offices", "workflow", "site")}
    assert {name for name, _ in told} == own
    for name, when in told:
        minute, hour = JOBS.get(name).schedule.split()[:2]
        daily = f"daily at {hour}:{minute:0>2}"
        assert when == ("every 10 minutes" if minute == "*/10" else daily)
