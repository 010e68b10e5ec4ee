"""Settings in which a guard of the key task does not hold."""

from datetime import date, timedelta
from typing import Any

from goldthread.programme.models import KeyTask, SupervisionNotice
from tests.programme.building import World
from tests.programme.rows.harness import Guarded, Try
from tests.programme.rows.test_key_task import (
    EFFECTIVE,
    MERGER,
    TARGET,
    carried_over,
    fields,
    proposed,
)


def new(world: World, **given: Any) -> dict[str, Any]:
    return fields(world, cycle=world.cycle.pk) | given


def drafted(guard: str, en: str, zh: str, why: str = "", **given: Any) -> tuple[Guarded, ...]:
    """The same fault when a task is drafted and when it is edited."""
    return (
        Guarded("draft", guard, lambda w: Try(KeyTask(), new(w, **given)), en, zh, why),
        Guarded("edit", guard, lambda w: Try(w.draft(), fields(w, **given)), en, zh, why),
    )


def on(state: str, **given: Any) -> Any:
    """An action on a national task in a state; `draft` are the fields it was drafted with."""
    draft = given.pop("draft", {})
    return lambda w: Try(w.task(state, **draft), given)


def passed(**given: Any) -> Any:
    """Passing a running national task on."""
    return lambda w: Try(KeyTask(), {"parent": w.task("assigned").pk, "lead": "IPO-ZJ"} | given)


def milestones(*days: str, criteria: bool = True) -> list[dict[str, Any]]:
    texts = ["已完成"] if criteria else []
    return [{"title": f"节点{n}", "due": day, "criteria": texts} for n, day in enumerate(days, 1)]


def once_passed_on(world: World) -> Try:
    parent = world.task("assigned")
    world.assignment(parent, "IPO-ZJ")
    return Try(KeyTask(), {"parent": parent.pk, "lead": "IPO-ZJ"})


def of_a_drafted_task(world: World) -> Try:
    return Try(KeyTask(), {"parent": world.draft().pk, "lead": "IPO-ZJ"})


def of_an_assignment(world: World) -> Try:
    part = world.assignment(world.task("assigned"), "IPO-ZJ")
    return Try(KeyTask(), {"parent": part.pk, "lead": "IPO-JS"})


def asked_twice(world: World) -> Try:
    """Another task of the same lead has the same target."""
    world.task("assigned", targets=[TARGET])
    return Try(world.task("signed", targets=[TARGET]))


def region_asked_twice(world: World) -> Try:
    world.make(
        KeyTask(),
        "pass_on",
        "supervision",
        parent=world.task("assigned").pk,
        lead="IPO-ZJ",
        targets=[TARGET],
    )
    given = {"parent": world.task("assigned").pk, "lead": "IPO-ZJ", "targets": [TARGET]}
    return Try(KeyTask(), given)


def edited_assignment(world: World) -> Try:
    """A regional office handed its assignment back; supervision gives it to a department."""
    part = world.assignment(world.task("assigned"), "IPO-ZJ")
    world.act(part, "hand_back", "zj_head", reason="职责不符")
    return Try(part, fields(world, lead="CNIPA-PROT", milestones=None), by="supervision")


def handed_back_of_ended(world: World) -> Try:
    """The national task was reported done while an assignment lay handed back."""
    parent = world.task("assigned")
    part = world.assignment(parent, "IPO-ZJ")
    world.act(part, "hand_back", "zj_head", reason="职责不符")
    world.act(parent, "sign_for_receipt", "protection")
    world.act(parent, "work", "protection")
    world.prove(parent)
    world.act(parent, "report_done", "protection")
    return Try(part)


def a_number_twice(world: World) -> Try:
    world.task("assigned")
    return Try(world.task("signed"), {"ledger_number": "2019-H1-001"})


def long_ago(world: World) -> Try:
    """Assigned on Monday 2019-01-07; three working days end on Thursday the 10th."""
    task = world.task("assigned")
    world.until(date(2019, 1, 11))
    return Try(task, {"reason": "太晚"})


def signed_for(world: World) -> Try:
    task = world.task("assigned", supports={"IPO-ZJ": None})
    world.act(task, "sign_for_part", "zj_head")
    return Try(task)


def other_shares(world: World) -> Try:
    task = world.task("received", supports={"IPO-ZJ": None, "IPO-JS": None})
    return Try(task, {"supports": [{"office": "IPO-ZJ", "share": "1/3"}]})


def foreign_milestone(world: World) -> Try:
    task, other = world.task("in_progress"), world.task("in_progress")
    milestone = other.milestones.get(position=1)
    return Try(task, {"milestone": milestone.pk, "done_on": date(2019, 1, 7)})


def half_proved(world: World) -> Try:
    """Evidence for the first milestone only."""
    task = world.task("in_progress")
    evidence = world.uploaded(task, "protection")
    criterion = task.milestones.get(position=1).criteria.first()
    world.act(evidence, "link", "protection", criterion=criterion.pk)
    return Try(task)


def without_parts(world: World) -> Try:
    task = world.task("in_progress", supports={"IPO-ZJ": "1/3", "IPO-JS": "1/3"})
    world.prove(task)
    return Try(task)


def verdicts(world: World, *unmet: int, **more: Any) -> Try:
    task = world.task("completion_reported")
    return Try(task, {"verdicts": world.verdicts(task, *unmet), **more}, by="verifier")


def one_finding_short(world: World, **more: Any) -> Try:
    given = verdicts(world, **more)
    payload = dict(given.payload)
    payload["verdicts"] = dict(list(payload["verdicts"].items())[1:])
    return Try(given.obj, payload, by="verifier")


def missed_target(world: World) -> Try:
    task = world.task("completion_reported", targets=[TARGET])
    return Try(task, {"verdicts": world.verdicts(task)}, by="verifier")


def with_assignment(world: World, state: str) -> Try:
    parent = world.task("in_progress")
    world.assignment(parent, "IPO-ZJ", "settled" if state == "settled" else "in_progress")
    world.prove(parent)
    world.act(parent, "report_done", "protection")
    world.act(parent, "verify", "verifier", verdicts=world.verdicts(parent))
    if state == "settled":
        world.act(parent, "settle", "supervision_head")
    return Try(parent)


def with_notice(world: World) -> Try:
    """The task ran late, and the notice on it was not answered."""
    task = world.task("in_progress", due=date(2019, 1, 15), milestones=milestones("2019-01-15"))
    world.until(date(2019, 1, 16))
    given = {"task": task.pk, "colour": "blue", "text": "请说明进展"}
    notice = world.make(SupervisionNotice(), "issue", "supervision", **given)
    for step in ("completion_reported", "verified", "settled"):
        getattr(world, f"_to_{step}")(task)
    assert notice.state == "issued"
    return Try(task)


def assignment_alone(world: World) -> Try:
    part = world.assignment(world.task("assigned"), "IPO-ZJ")
    return Try(part, {"into": world.next_cycle().pk, "due": date(2019, 9, 30), "reason": "未完成"})


def proposed_twice(world: World) -> Try:
    given = proposed(world, "assigned")
    act = given.obj.handovers.get().reform
    return Try(given.obj, {"act": act.pk, "unit": "CNIPA-LAW"})


def only_rehearsed(world: World) -> Try:
    act = world.reform(MERGER, EFFECTIVE, enact=False)
    return Try(world.task("assigned"), {"act": act.pk, "unit": "CNIPA-LAW"})


def to_a_stranger(world: World) -> Try:
    task = world.task("assigned")
    return Try(task, {"act": world.reform(MERGER, EFFECTIVE).pk, "unit": "IPO-ZJ"})


def half_signed(world: World) -> Try:
    given = proposed(world, "assigned")
    world.act(given.obj, "sign_handover", "law")
    world.until(EFFECTIVE)
    return given


def before_the_day(world: World) -> Try:
    given = proposed(world, "assigned")
    for head in ("protection", "law"):
        world.act(given.obj, "sign_handover", head)
    world.until(EFFECTIVE - timedelta(days=1))
    return given


def both_signed(world: World) -> Try:
    given = proposed(world, "assigned")
    for head in ("protection", "law"):
        world.act(given.obj, "sign_handover", head)
    return given


def into_the_same(world: World) -> Try:
    given = carried_over(world, "assigned")
    return Try(given.obj, {**given.payload, "into": world.cycle.pk})


def signed_already(world: World) -> Try:
    return Try(world.task("signed"))


def emptied(world: World) -> KeyTask:
    """Registered, then edited so that it names nobody."""
    task = world.task("registered")
    world.act(task, "edit", "supervision", **fields(world, responsible=None))
    world.act(task, "sign", "issuer")
    return task
