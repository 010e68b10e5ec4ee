"""The ledger of a past day is the one that was seen on it: over lives of tasks drawn by chance."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.programme import actions, queries
from goldthread.programme.models import Extension, KeyTask, ProgressReport, SupervisionNotice
from goldthread.programme.queries import Filters
from goldthread.review.queries.replay import KEPT, REPLAY
from goldthread.review.queries.time_machine import LedgerThen, task_on
from goldthread.workflow.errors import Refused
from goldthread.workflow.models import Event
from goldthread.workflow.timing import Timing
from tests.programme.building import World
from tests.programme.founding import Here
from tests.programme.reporting import TARGET, Reporting

DAYS, A_DAY = 36, 4
QUERIES, QUERIES_OF_THE_NEXT = 21, 13
JANUARY, ACCEPTING = date(2019, 1, 31), date(2019, 2, 4)
COLUMNS = (
    *("pk", "ledger_number", "state", "title_en", "title_zh", "text", "responsible", "due"),
    *("original_due", "extensions_granted", "lead_id", "measure_id", "clause_id", "signed_on"),
    *("assigned_on", "received_on", "done_on", "review_on", "waiver", "version", "entered_at"),
    *("timing", "lead_en", "lead_zh", "reported_on", "report_id", "open_notices"),
)
SORTS = ("", "-number", "due", "-due", "lead", "-lead", "state", "-state")
HEADS = {"CNIPA-PROT": "protection", "CNIPA-UTIL": "utilisation", "CNIPA-LAW": "law"}
HEADS |= {"IPO-ZJ": "zj_head", "IPO-JS": "js_head"}
CONTRIBUTORS = {"IPO-ZJ": "zj_contributor", "CNIPA-PROT": "prot_contributor"}
UNITS = ("CNIPA-UTIL", "CNIPA-LAW")


def test_every_action_is_replayed_or_known_to_write_nothing_told() -> None:
    assert {*REPLAY, *KEPT} == {row.action for row in KeyTask.machine.transitions}
    assert not REPLAY.keys() & set(KEPT)


class Chance(Reporting):
    """Actions drawn by a seed; what the rules refuse is not done, as in life."""

    def __init__(self) -> None:
        super().__init__()
        self.chance = random.Random(2019)
        self.into = self.next_cycle()
        self.steady = self.task("in_progress", targets=[TARGET])

    def day_goes_by(self) -> None:
        for _ in range(A_DAY):
            with suppress(Refused):
                self.chance.choice(self.ways())()
        if self.at.date() == ACCEPTING:
            self.accepted(self.report(self.steady, end=JANUARY))
            self.act(self.steady, "waive", "issuer", reason="立法未定")
        self.wait(days=1)

    def any(self, model: Any, **asked: Any) -> Any:
        rows = list(model.objects.filter(**asked).exclude(pk=self.kept(model)).order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def kept(self, model: Any) -> int | None:
        """One task goes on in peace, has a report accepted and its target waived."""
        return self.steady.pk if model is KeyTask else None

    def ways(self) -> list[Callable[[], Any]]:
        task = self.any(KeyTask)
        if task is None:
            return [self.begin]
        head = HEADS.get(task.lead.code if task.lead else "", "supervision")
        return [
            *(self.begin, lambda: self.forward(task, head)),
            *(lambda: self.forward(task, head) for _ in range(6)),
            lambda: self.edited(task),
            lambda: self.make(
                KeyTask(),
                "pass_on",
                "supervision",
                parent=task.pk,
                lead=self.chance.choice(("IPO-ZJ", "IPO-JS")),
                responsible=self.chance.choice((None, "Wang")),
            ),
            lambda: self.act(task, "hand_back", head, reason="不属职责"),
            lambda: self.act(task, "waive", "issuer", reason="立法未定"),
            lambda: self.act(task, "resume", "supervision_head"),
            lambda: self.act(
                task, "suspend", "supervision_head", reason="等", review_on=self.later(30)
            ),
            lambda: self.act(task, "cancel", "issuer", document="国知发〔2019〕9号"),
            lambda: self.act(
                task, "share_out", head, supports=[{"office": "CNIPA-LAW", "share": "1/5"}]
            ),
            lambda: self.act(
                task, "send_back", "verifier", reason="不足", verdicts=self.verdicts(task, 0)
            ),
            lambda: self.act(
                task,
                "carry_over",
                "supervision",
                into=self.into.pk,
                due=date(2019, 9, 30),
                reason="未完成",
            ),
            lambda: self.extended(task, head),
            lambda: self.make(
                SupervisionNotice(), "issue", "supervision", task=task.pk, colour="blue", text="催"
            ),
            self.noticed,
            lambda: self.reported(task),
        ]

    def begin(self) -> None:
        self.draft(
            lead=self.chance.choice(("CNIPA-PROT", "CNIPA-UTIL")),
            due=self.later(self.chance.randrange(3, 60)),
            milestones=[{"title": "完成", "due": str(self.later(1)), "criteria": ["已完成"]}],
            supports={"CNIPA-LAW": "1/3"} if self.chance.random() < 0.5 else None,
        )

    def later(self, days: int) -> date:
        return self.at.date() + timedelta(days=days)

    def edited(self, task: KeyTask) -> None:
        given = {"title_zh": self.chance.choice(("建设保护中心", "快速审查")), "lead": "CNIPA-PROT"}
        given |= {"measure": self.chance.choice((None, self.measure.pk)), "due": self.later(20)}
        self.act(task, "edit", "supervision", responsible="Zhao", **given)

    def forward(self, task: KeyTask, head: str) -> None:
        step = {
            "drafted": lambda: self.act(task, "register", "supervision"),
            "registered": lambda: self.assigned(task),
            "assigned": lambda: self.act(task, "sign_for_receipt", head, responsible="Sun"),
            "received": lambda: self.act(task, "work", head),
            "in_progress": lambda: self._to_completion_reported(task),
            "completion_reported": lambda: self._to_verified(task),
            "verified": lambda: self._to_settled(task),
            "settled": lambda: self._to_written_off(task),
        }
        step.get(task.state, self.begin)()

    def assigned(self, task: KeyTask) -> None:
        if task.signed_on is None:
            self.act(task, "sign", "issuer")
        self.act(task, "assign", "supervision")

    def extended(self, task: KeyTask, head: str) -> None:
        extension = self.make(
            Extension(),
            "request",
            head,
            task=task.pk,
            due=task.due + timedelta(days=10),
            reason="等",
            progress="半",
        )
        self.act(extension, "agree", head)
        self.act(extension, "check", "supervision")
        self.act(extension, "grant", "supervision_head")

    def noticed(self) -> None:
        notice = self.any(SupervisionNotice)
        if notice is not None and notice.state == "answered":
            self.act(notice, "clear", "supervision")
        elif notice is not None:
            self.act(notice, "answer", HEADS[notice.task.lead.code], answer="已办")

    def reported(self, task: KeyTask) -> None:
        by = CONTRIBUTORS.get(task.lead.code, "law")
        report = self.any(ProgressReport)
        if report is None or self.chance.random() < 0.4:
            end = self.chance.choice((JANUARY, date(2019, 6, 30)))
            self.report(task, by, end)
        else:
            steps = {"draft": "sign", "signed": "submit", "submitted": "take_up"}
            step = steps.get(report.state, "accept")
            head = HEADS[report.office.code]
            self.act(report, step, head if step in ("sign", "submit") else "supervision")


def seen(rows: Any) -> list[tuple[Any, ...]]:
    return [tuple(getattr(row, name) for name in COLUMNS) for row in rows]


def filters_of(world: World, day: date) -> Iterator[Filters]:
    """Every day in one order; in every order and by every filter on each fourth."""
    yield Filters()
    if day.day % 4:
        return
    yield from (Filters(sort=sort) for sort in SORTS if sort)
    yield from (Filters(timing=timing) for timing in Timing)
    yield Filters(cycle=world.cycle, national=True)
    yield Filters(states=("in_progress",), national=False)
    yield Filters(lead="CNIPA-PROT")
    yield Filters(support="CNIPA-LAW")
    yield Filters(measure=world.measure.pk, text="快速")
    yield Filters(text="2019-h1-001")


def test_every_past_day_as_it_was_seen(world_here: Here, settings: Any) -> None:
    """At the end of every day, each row in all it shows."""
    world = world_here(Chance)
    by = world["supervision"]
    then: dict[date, list[Any]] = {}
    for _ in range(DAYS):
        day = world.at.date()
        world.day_goes_by()
        then[day] = [seen(queries.ledger(by, day, f)) for f in filters_of(world, day)]
    done = set(Event.objects.filter(machine="key_task").values_list("action", flat=True))
    assert len(done) > 15, done
    rows_seen = [dict(zip(COLUMNS, row, strict=True)) for rows in then.values() for row in rows[0]]
    for name in ("reported_on", "open_notices", "extensions_granted", "review_on", "waiver"):
        assert any(row[name] for row in rows_seen), name
    in_order = list if connection.vendor == "sqlite" else sorted
    for day, rows in then.items():
        asked = [LedgerThen(by, day, each).page(0, 10_000) for each in filters_of(world, day)]
        assert [in_order(seen(each)) for each in asked] == [in_order(each) for each in rows], day


def test_a_task_that_passed_to_another_unit(sqlite_ledger: str) -> None:
    """Before the reform the old lead and its supporting unit, after it the new ones."""
    world = World()
    task = world.task("in_progress", supports={"CNIPA-UTIL": "1/3"})
    before, day = world.at.date(), date(2019, 5, 1)
    act = world.reform([{"kind": "merged", "offices": ["CNIPA-PROT"], "into": "CNIPA-LAW"}], day)
    supervision = world["supervision"]
    actions.transfer_under_reform(reform=act, actor=supervision, at=world.at)
    for head in ("protection", "law"):
        units = {"predecessor": "CNIPA-PROT", "successor": "CNIPA-LAW"}
        actions.sign_handovers(reform=act, actor=world[head], **units, at=world.at)
    world.until(day)
    actions.transfer_signed(reform=act, actor=supervision, at=world.at)
    world.wait(days=1)
    share = [{"office": "CNIPA-UTIL", "share": "1/4"}]
    world.act(task, "share_out", "law", supports=share)

    leads = {}
    for known in (before, day):
        found = task_on(supervision, task.pk, known)
        assert found is not None
        leads[known] = (found[0].lead.code, [part.share for part in found[1]])
    assert leads == {
        before: ("CNIPA-PROT", [Fraction(1, 3)]),
        day: ("CNIPA-LAW", [Fraction(1, 3)]),
    }
    assert task_on(supervision, task.pk, before - timedelta(days=1)) is None


def test_a_region_does_not_see_what_had_not_come_to_it(sqlite_ledger: str) -> None:
    """Handed back and assigned to Zhejiang later: it sees it from the day it was in the ledger."""
    world = World()
    task = world.draft(lead="IPO-ZJ")
    drafted = world.at.date()
    world.wait(days=2)
    for step in ("registered", "signed", "assigned"):
        getattr(world, f"_to_{step}")(task)
    assigned = world.at.date()
    days = (drafted, assigned)
    zj, all_ = world["zj_head"], world["supervision"]
    assert [LedgerThen(zj, day).count() for day in days] == [0, 1]
    assert [LedgerThen(all_, day).count() for day in days] == [1, 1]
    assert [task_on(zj, task.pk, day) is None for day in days] == [True, False]
    assert [LedgerThen(world["js_head"], day).count() for day in days] == [0, 0]


@pytest.mark.parametrize("copies", [1, 3])
def test_queries_of_a_past_day(sqlite_ledger: str, copies: int) -> None:
    world = World()
    for _ in range(copies):
        world.assignment(world.task("in_progress"), "IPO-ZJ", "in_progress")
    day = world.at.date()
    world.wait(days=3)
    for each in KeyTask.objects.all():
        world.act(each, "share_out", world.head(each), supports=[])
    for queries_known in (QUERIES, QUERIES_OF_THE_NEXT):
        with CaptureQueriesContext(connection) as asked:
            past = LedgerThen(world["zj_head"], day)
            rows = past.page(0, past.count())
            past.assignments(rows)
        assert (len(rows), len(asked)) == (copies, queries_known)


def test_what_is_kept_is_neither_others_rights_nor_an_older_log(sqlite_ledger: str) -> None:
    """Supervision asks first; Jiangsu is still given nothing; a later action is told at once."""
    world = World()
    task = world.assignment(world.task("in_progress"), "IPO-ZJ", "in_progress")
    day = world.at.date()
    world.wait(days=3)
    world.act(task, "share_out", "zj_head", supports=[])

    def numbers(name: str) -> list[str]:
        rows = LedgerThen(world[name], day, Filters(national=False)).page(0, 10)
        return [row.ledger_number for row in rows]

    task.refresh_from_db()
    names = ("supervision", "js_head", "zj_head")
    assert [numbers(name) for name in names] == [[task.ledger_number], [], [task.ledger_number]]
    state = LedgerThen(world["zj_head"], world.at.date()).page(0, 10)[0].state
    world._to_completion_reported(task)
    later = LedgerThen(world["zj_head"], world.at.date()).page(0, 10)[0].state
    assert (state, later) == ("in_progress", "completion_reported")
