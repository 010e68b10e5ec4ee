"""What programs read: lists, objects, histories, tables; and what they never read."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.api import schemas
from goldthread.api.asking import REFERENCES
from goldthread.api.work import WORK, linked
from goldthread.programme.models import Comment, Extension
from goldthread.programme.transitions import MACHINES
from goldthread.review.transitions import MACHINES as REVIEW
from goldthread.seminar.transitions import MACHINES as SEMINAR
from goldthread.web.acting import registry
from goldthread.workflow.lifecycle import MODELS
from tests.api.conftest import Program
from tests.programme.reporting import Reporting


def test_every_kind_of_work_stands_in_the_table() -> None:
    parts = ("programme", "seminar", "review")
    models = {m for m in MODELS.values() if m._meta.app_label in parts}
    assert {work.model for work in WORK.values()} == models
    assert set(WORK) == {machine.name for machine in (*MACHINES, *SEMINAR, *REVIEW)}


FREE = {
    *("act", "criterion", "milestone", "item", "chair"),
    *("department", "lead", "office", "unit", "co_handlers", "separate", "plan_lead"),
}
"""What is public, or held by the conditions to an object that the user sees."""


def test_a_field_that_names_other_work_is_held_to_what_is_seen() -> None:
    unheld = {
        (work.name, need.name)
        for work in WORK.values()
        for row in work.machine.transitions
        if not all(name.startswith("system.") for name in row.who)
        for need in row.needs
        if need.kind in ("reference", "references")
        if need.name not in {*REFERENCES, *work.references, *FREE}
    }
    assert unheld == set()


def test_pages_and_programs_see_the_same_rows() -> None:
    import goldthread.web.urls  # noqa: F401

    pages = {name: registry.REGISTERED[name].sees for name in WORK}
    assert {name: work.sees for name, work in WORK.items()} == pages


def test_fields_are_columns_and_none_is_of_a_person() -> None:
    for work in WORK.values():
        names = {field.name: field for field in work.model._meta.concrete_fields}
        plain = [names[name] for name in work.fields]
        assert [field for field in plain if field.is_relation] == []
        offices = {names[name].related_model._meta.model_name for name in work.offices}
        assert offices <= {"office"}
        assert all(linked(work, name) for name in work.links)


def test_an_object_has_state_version_fields_actions_and_links(
    world: Reporting, program: Program
) -> None:
    task = world.task("assigned", supports={"IPO-ZJ": "1/3"})
    told = program("protection").get(f"/key_task/{task.pk}")
    schemas.Whole.model_validate(told)
    assert told["state"] == "assigned"
    assert told["version"] == task.version
    assert told["fields"] == {
        "ledger_number": "2019-H1-001",
        "title_en": "Protection centres",
        "title_zh": "建设保护中心",
        "text": "",
        "responsible": "Li",
        "due": "2019-06-28",
        "original_due": "2019-06-28",
        "extensions_granted": 0,
        "signed_on": "2019-01-07",
        "assigned_on": "2019-01-07",
        "received_on": None,
        "done_on": None,
        "waiver": "",
        "lead": "CNIPA-PROT",
    }
    assert told["links"] == {
        "events": f"/api/v1/key_task/{task.pk}/events",
        "cycle": f"/api/v1/cycle/{world.cycle.pk}",
        "measure": f"/api/v1/measure/{world.measure.pk}",
    }
    actions = {each["action"]: each for each in told["actions"]}
    assert actions["sign_for_receipt"]["allowed"]
    assert actions["sign_for_receipt"]["why_not"] == []
    assert actions["work"]["allowed"] is False
    assert len(actions["work"]["why_not"]) == 1


def test_why_not_is_told_in_chinese(world: Reporting, program: Program) -> None:
    task = world.task("assigned")
    told = program("planning", "zh").get(f"/key_task/{task.pk}")
    [receipt] = [a for a in told["actions"] if a["action"] == "sign_for_receipt"]
    assert told["state_title"] == task.state_title("zh")
    assert receipt["title"] == "签收"
    assert receipt["why_not"][0].endswith("。")


def test_a_link_to_what_one_does_not_see_is_left_out(world: Reporting, program: Program) -> None:
    task = world.assignment(world.task("in_progress"), state="received")
    assert "parent" in program("supervision").get(f"/key_task/{task.pk}")["links"]
    assert "parent" not in program("zj_head").get(f"/key_task/{task.pk}")["links"]


def test_lists_are_narrowed_and_paged(world: Reporting, program: Program) -> None:
    for lead in ("CNIPA-PROT", "CNIPA-UTIL", "CNIPA-UTIL"):
        world.task("assigned", lead=lead)
    world.draft()
    asks = program("supervision")

    def numbers(query: str) -> list[str]:
        told = asks.get(f"/key_task?{query}")
        schemas.Items.model_validate(told)
        return [each["fields"]["ledger_number"] for each in told["items"]]

    assert numbers("") == ["2019-H1-001", "2019-H1-002", "2019-H1-003", ""]
    assert numbers("state=drafted") == [""]
    assert numbers("lead=CNIPA-UTIL") == ["2019-H1-002", "2019-H1-003"]
    assert numbers("cycle=2019-H1&state=assigned&size=2&page=2") == ["2019-H1-003"]
    assert numbers("cycle=2031-H1") == []
    assert numbers("lead=%00") == []
    assert asks.get("/key_task?size=2")["count"] == 4
    for query in ("state=overdue", "size=101", "page=0", "page=x", "page=9999999999999999999"):
        assert asks.get(f"/key_task?{query}", 422)["code"] == "parameter_refused"
    told = asks.get("/measure?lead=CNIPA-UTIL", 422)
    assert told["detail"] == "The filter lead cannot be so; there are: state, cycle."


def test_the_history_is_told_as_on_the_page(world: Reporting, program: Program) -> None:
    task = world.task("assigned")
    told = program("supervision").get(f"/key_task/{task.pk}/events?size=2")
    schemas.History.model_validate(told)
    assert told["count"] == task.version
    assert [(e["action"], e["from"], e["to"], e["who"]) for e in told["items"]] == [
        ("assign", "registered", "assigned", "supervision"),
        ("sign", "registered", "registered", "issuer"),
    ]
    [first] = program("supervision").get(f"/key_task/{task.pk}/events?size=1&page=4")["items"]
    assert first["given"]["responsible"] == "Li"


HIDDEN = "SECRET-7f3a"
NOBODY = ("", "press", "sysadmin")


@pytest.fixture
def secrets(world: Reporting) -> dict[str, Any]:
    """Things that most people do not see, each with a word that would give it away."""
    task = world.task("in_progress", title_en="Open")
    other = world.task("in_progress", lead="CNIPA-UTIL")
    world.until(date(2019, 3, 1))
    measure = world.new_measure(7, issued=False)
    world.act(measure, "consult", "planning", until=world.at.date())
    world.act(measure, "comment", "zj_head", text=HIDDEN)
    for action, by in (("approve", "issuer"), ("issue", "issuer")):
        world.act(measure, action, by)
    evidence = world.uploaded(other, "utilisation")
    world.act(evidence, "describe", "utilisation", description=HIDDEN)
    extension = {"due": "2019-06-29", "reason": HIDDEN, "progress": HIDDEN}
    return {
        "measure": measure,
        "task": task,
        "draft": world.draft(title_en=HIDDEN, title_zh=HIDDEN),
        "report": world.report(other, "util_contributor", narrative=HIDDEN),
        "evidence": evidence,
        "extension": world.make(Extension(), "request", "utilisation", task=other.pk, **extension),
    }


def everything(program: Program, name: str, secrets: dict[str, Any]) -> str:
    """All that a program can read in somebody's name, as one text."""
    asks, found = program(name), []
    for work in WORK.values():
        listed = asks.get(f"/{work.name}?size=100")
        found.append(listed)
        for each in listed["items"]:
            path = each["self"].removeprefix("/api/v1")
            found += [asks.get(path), asks.get(f"{path}/events?size=100")]
    return json.dumps(found)


@pytest.mark.parametrize("name", [*NOBODY, "js_head", "zj_contributor"])
def test_nothing_leaks(program: Program, secrets: dict[str, Any], name: str) -> None:
    told = everything(program, name, secrets)
    assert Comment.objects.count() == 1
    consulted = name == "js_head"
    assert told.count(HIDDEN) == (1 if consulted else 0)


def test_who_may_reads_all_of_it(program: Program, secrets: dict[str, Any]) -> None:
    assert HIDDEN in everything(program, "supervision", secrets)


def test_the_public_sees_what_happened_not_who_nor_what_was_given(
    world: Reporting, program: Program
) -> None:
    rows = program().get(f"/measure/{world.measure.pk}/events")["items"]
    assert [(e["action"], e["who"], e["given"]) for e in rows] == [
        (action, "", {}) for action in ("put_in_force", "issue", "approve", "consult", "draft")
    ]


@pytest.mark.parametrize("name", ["", "sysadmin"])
def test_who_does_not_work_here_is_told_no_conditions(
    world: Reporting, program: Program, name: str
) -> None:
    world.task("in_progress", title_en=HIDDEN)
    told = program(name).get(f"/cycle/{world.cycle.pk}")
    assert told["actions"] == []
    assert program("planning").get(f"/cycle/{world.cycle.pk}")["actions"] != []


@pytest.mark.parametrize("name", ["", "js_head", "press", "sysadmin"])
def test_what_one_may_not_see_is_not_there(
    program: Program, secrets: dict[str, Any], name: str
) -> None:
    asks = program(name)
    for kind, obj in (("key_task", "draft"), ("progress_report", "report"), ("evidence",) * 2):
        for rest in ("", "/events"):
            none = asks.get(f"/{kind}/999999{rest}", 404)
            assert asks.get(f"/{kind}/{secrets[obj].pk}{rest}", 404) == none
            assert asks.get(f"/{kind}/1e3{rest}", 404) == none
            assert asks.get(f"/{kind}/{'9' * 40}{rest}", 404) == none
    assert none["code"] == "not_found"


def test_addresses_that_are_none_are_told_as_problems(program: Program) -> None:
    assert program().get("/nothing/at/all", 404)["code"] == "not_found"
    assert program().get("/", 404)["code"] == "not_found"
    answer = program().client.post("/api/v1/machines", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("copies", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(
    world: Reporting, program: Program, copies: int
) -> None:
    tasks = [world.task("in_progress") for _ in range(copies)]
    world.until(date(2019, 3, 1))
    for task in tasks:
        world.report(task)
        world.uploaded(task, "protection")
    client = program("protection").client
    asked = {}
    for name in ("key_task", "progress_report", "evidence", "measure"):
        client.get(f"/api/v1/{name}")
        with CaptureQueriesContext(connection) as queries:
            told = client.get(f"/api/v1/{name}").json()
        asked[name] = len(queries)
        assert told["count"] == (1 if name == "measure" else copies)
    assert asked == {"key_task": 6, "progress_report": 6, "evidence": 6, "measure": 6}


def test_the_tables_are_the_machines(program: Program) -> None:
    told = {each["name"]: each for each in program().get("/machines")}
    for machine in (*MACHINES, *SEMINAR, *REVIEW):
        table = told[machine.name]
        schemas.Table.model_validate(table)
        assert table["titles"] == dict(machine.titles)
        assert [s["name"] for s in table["states"]] == [s.name for s in machine.states]
        rows = [(t["action"], tuple(t["from"]), t["to"]) for t in table["transitions"]]
        assert rows == [(t.action, t.sources, t.target) for t in machine.transitions]
        needs = [[n["name"] for n in t["needs"]] for t in table["transitions"]]
        assert needs == [[n.name for n in t.needs] for t in machine.transitions]


def test_the_document_names_every_action(program: Program) -> None:
    told = program().get("/openapi.json")
    posts = {path for path, each in told["paths"].items() if "post" in each}
    wanted = set()
    for work in WORK.values():
        creating = {row.action for row in work.machine.creations()}
        wanted |= {f"/api/v1/{work.name}/actions/{row.action}" for row in work.creations()} | {
            f"/api/v1/{work.name}/{{key}}/actions/{action}"
            for action in work.machine.actions()
            if action not in creating
        }
    assert posts == wanted
    assert len(posts) > 70
    ids = [op["operationId"] for each in told["paths"].values() for op in each.values()]
    assert len(ids) == len(set(ids))
    for path in posts:
        assert "422" in told["paths"][path]["post"]["responses"]
        assert "requestBody" in told["paths"][path]["post"]
