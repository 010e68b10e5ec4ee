"""Signals say what was seen and no more; the sample follows from seed, ledger and signals."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from goldthread.programme.models import KeyTask, ProgressReport
from goldthread.programme.queries import Signal, sample, signals
from goldthread.programme.queries.sampling import chance
from goldthread.programme.queries.signals import chance_of
from tests.programme.reporting import FEBRUARY, MARCH, TARGET, Reporting, lines

TEXT = "局已印发实施方案，明确责任处室和完成时限，保护中心主体工程封顶，信息系统完成初验。"


def kinds(found: list[Signal]) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(each.kind, each.office, each.tasks) for each in found]


def test_the_chance_of_so_many_zeros() -> None:
    # By hand: all of 3 is 0.1³; at least 1 of 2 is 1 - 0.9².
    found = [chance_of(3, 3), chance_of(1, 2), chance_of(0, 9)]
    assert [round(each, 6) for each in found] == [0.001, 0.19, 1.0]


def test_the_same_text_of_two_regions_is_a_signal_at_both(world: Reporting) -> None:
    parent = world.task("assigned")
    zj = world.assignment(parent, "IPO-ZJ", "in_progress")
    js = world.assignment(parent, "IPO-JS", "in_progress")
    world.until(date(2019, 3, 1))
    one = world.report(zj, "zj_contributor", narrative=f"浙江{TEXT}", confidence=3)
    two = world.report(js, "js_coordinator", narrative=f"江苏{TEXT}", confidence=3)
    assert signals(world.cycle) == []
    world.submitted(one, "zj_head")
    world.submitted(two, "js_head")
    found = signals(world.cycle)
    assert kinds(found) == [
        ("same_narrative", "IPO-JS", (js.pk,)),
        ("same_narrative", "IPO-ZJ", (zj.pk,)),
    ]
    share = found[0].why["en"].split(" is ")[1].split(" ")[0]
    assert found[0].why == {
        "en": f"The narrative of 2019-02-28 is {share} % the same as that of IPO-ZJ.",
        "zh": f"2019-02-28的进展情况与IPO-ZJ的相同率为{share}%。",
    }


def test_one_file_under_two_tasks_is_a_signal_and_no_refusal(world: Reporting) -> None:
    first, second = world.task("in_progress"), world.task("in_progress")
    world.file(first)
    world.file(first, sha256="cd" * 32)
    assert signals(world.cycle) == []
    again = world.file(second)
    [found] = signals(world.cycle)
    assert kinds([found]) == [("same_file", "CNIPA-PROT", (first.pk, second.pk))]
    assert found.why["zh"] == (
        "文件总结.pdf（SHA-256 abababababab…）同时用于多项任务或多个报告期。"
    )
    world.act(again, "withdraw", "prot_contributor", reason="误传")
    assert signals(world.cycle) == []


def reported(world: Reporting, task: KeyTask, values: list[str], confidence: int = 3) -> None:
    ends = (date(2019, 1, 31), FEBRUARY, MARCH, date(2019, 4, 30), date(2019, 5, 31))
    for end, value in zip(ends, values, strict=False):
        world.until(end)
        given: dict[str, Any] = {"lines": lines(task, target=value), "narrative": "按计划。"}
        report: ProgressReport = world.report(task, end=end, confidence=confidence, **given)
        world.submitted(report)


def test_a_jump_at_the_end_round_numbers_and_green_without_a_register(world: Reporting) -> None:
    task = world.task("in_progress", targets=[TARGET])
    reported(world, task, ["10", "20", "30", "40", "90"])
    assert kinds(signals(world.cycle)) == [
        ("jump_at_the_end", "CNIPA-PROT", (task.pk,)),
        ("round_numbers", "CNIPA-PROT", (task.pk,)),
    ]


def test_steady_counts_give_no_signal_but_confidence_beside_an_empty_register_does(
    world: Reporting,
) -> None:
    task = world.task("in_progress", targets=[TARGET])
    reported(world, task, ["11", "23", "37", "48"], confidence=5)
    [found] = signals(world.cycle)
    assert kinds([found]) == [("green_with_late_register", "CNIPA-PROT", (task.pk,))]
    assert found.why["en"].startswith("Every report is confident, but the register does not tell")


def test_the_sample_is_reproducible_and_weighted_by_signals(world: Reporting) -> None:
    tasks = [world.task("in_progress") for _ in range(6)]
    for task in tasks[:2]:
        world.file(task)
    drawn = sample(world.cycle, "2019-07-01", 3)
    assert [each.task.pk for each in drawn] == [
        each.task.pk for each in sample(world.cycle, "2019-07-01", 3)
    ]
    every = sample(world.cycle, "seed", 99)
    assert {each.task.pk: (each.weight, len(each.signals)) for each in every} == {
        task.pk: (2, 1) if task in tasks[:2] else (1, 0) for task in tasks
    }
    firsts = Counter(sample(world.cycle, str(seed), 1)[0].task.pk for seed in range(800))
    # Two tasks of weight 2 and four of weight 1: each draw finds one of the two in 4 of 8 cases.
    marked = sum(firsts[task.pk] for task in tasks[:2])
    assert 340 <= marked <= 460
    assert len(firsts) == 6


def test_the_number_of_a_task_follows_from_seed_and_ledger_number() -> None:
    # printf 'seed\n2019-001' | sha256sum, its first 12 digits, plus a half, over 2^48
    assert chance("seed", "2019-001") == pytest.approx(FIRST, abs=1e-12)


FIRST = 0x932DFF112F0C / 0x1000000000000
