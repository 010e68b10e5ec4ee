"""Which reports are due, derived: reporting days by hand, near and late on each side of a day."""

from datetime import date

import pytest

from goldthread.programme.models import Cycle
from goldthread.programme.periods import begins_after, owed, period_ends
from goldthread.programme.queries import burden, duties, reports_due
from goldthread.workflow.timing import Timing
from tests.programme.reporting import FEBRUARY, TARGET, Reporting, refusal

HALF = {"starts": date(2019, 1, 1), "ends": date(2019, 6, 30)}


@pytest.mark.parametrize(
    ("cycle", "days"),
    [
        (Cycle(**HALF), ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30"]),
        (Cycle(**HALF, clocks={"report_every": "quarter"}), ["03-31", "06-30"]),
        (Cycle(**HALF, clocks={"report_every": "end"}), ["06-30"]),
        (
            Cycle(starts=date(2019, 2, 10), ends=date(2019, 4, 15)),
            ["02-28", "03-31", "04-15"],
        ),
        (
            Cycle(
                starts=date(2019, 2, 10),
                ends=date(2019, 5, 20),
                clocks={"report_every": "quarter"},
            ),
            ["03-31", "05-20"],
        ),
    ],
)
def test_reporting_days_of_a_cycle(cycle: Cycle, days: list[str]) -> None:
    assert [f"{day:%m-%d}" for day in period_ends(cycle)] == days


def test_a_period_begins_after_the_reporting_day_before() -> None:
    cycle = Cycle(**HALF)
    assert begins_after(cycle, date(2019, 1, 31)) == date(2018, 12, 31)
    assert begins_after(cycle, date(2019, 2, 28)) == date(2019, 1, 31)


def test_days_owed_run_from_the_assignment_until_completion(world: Reporting) -> None:
    world.until(date(2019, 2, 11))
    early = world.task("drafted")
    task = world.task("in_progress")
    world.until(date(2019, 4, 2))
    resting = world.task("suspended")
    assert owed(early) == ()
    assert [f"{day:%m-%d}" for day in owed(task)] == ["02-28", "03-31", "04-30", "05-31", "06-30"]
    assert owed(resting) == ()
    world._to_completion_reported(task)
    assert [f"{day:%m-%d}" for day in owed(task)] == ["02-28", "03-31"]


def told(day: date) -> list[tuple[str, bool, str, str]]:
    return [
        (duty.office.code, duty.part, f"{duty.period_end:%m-%d}", duty.timing(day).value)
        for duty in reports_due(day)
    ]


def test_a_report_is_near_then_late_until_it_is_handed_in(world: Reporting) -> None:
    world.until(date(2019, 2, 11))
    task = world.task("received", supports={"CNIPA-UTIL": "1/4"})
    world.act(task, "work", "protection")

    # Due 2019-03-05, three working days after 02-28; seven before that is Friday, 02-22.
    assert told(date(2019, 2, 21)) == []
    lead, part = ("CNIPA-PROT", False, "02-28"), ("CNIPA-UTIL", True, "02-28")
    assert told(date(2019, 2, 22)) == [(*lead, "near"), (*part, "near")]
    assert told(date(2019, 3, 5)) == [(*lead, "near"), (*part, "near")]
    assert told(date(2019, 3, 6)) == [(*lead, "late"), (*part, "late")]

    world.until(date(2019, 3, 7))
    report = world.report(task, "util_contributor", office="CNIPA-UTIL")
    assert told(date(2019, 3, 7)) == [(*lead, "late"), (*part, "late")]
    world.submitted(report, "utilisation")
    assert told(date(2019, 3, 7)) == [(*lead, "late")]
    assert [
        duty.timing(date(2019, 3, 7))
        for duty in duties(date(2019, 3, 7))
        if duty.report is not None
    ] == [Timing.DONE_LATE]
    [of_one] = [
        duty.report for duty in duties(date(2019, 3, 7), offices=[report.office_id]) if duty.report
    ]
    assert of_one == report
    world.act(world.cycle, "close_reporting", "supervision")
    assert told(date(2019, 3, 7)) == []


def test_queries_do_not_grow_with_tasks(
    world: Reporting, django_assert_num_queries: object
) -> None:
    world.task("in_progress")
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(reports_due(date(2019, 2, 5))) == 1
    for _ in range(3):
        world.task("received", supports={"CNIPA-UTIL": "1/4"})
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(reports_due(date(2019, 2, 5))) == 7


def test_the_burden_of_a_month_counts_reports_and_fields(world: Reporting) -> None:
    world.task("in_progress", targets=[TARGET])
    world.task("received", lead="CNIPA-LAW", supports={"CNIPA-PROT": "1/4"})
    office = world["protection"].person.memberships.get().office
    # In March the reports of 02-28 are due: 3 lines and 2 words, and 2 lines and 2 words.
    march = burden(office, date(2019, 3, 15))
    assert (march.office, march.month, march.reports, march.fields, march.tasks) == (
        "CNIPA-PROT",
        "2019-03",
        2,
        9,
        2,
    )
    january = burden(office, date(2019, 1, 15))
    assert (january.reports, january.fields) == (0, 0)


def test_an_office_is_not_asked_twice_for_a_figure(world: Reporting) -> None:
    first = world.task("assigned", targets=[TARGET])
    second = world.task("signed", targets=[TARGET])
    assert refusal(world.act, second, "assign", "supervision") == (
        (
            f"CNIPA-PROT is asked for C03 (2019-H1) by the task {first.ledger_number} already; "
            "refer to that task instead of asking again."
        ),
        (
            f"CNIPA-PROT已在事项{first.ledger_number}中填报C03（2019-H1），"
            "请引用该事项，不再重复索取。"
        ),
    )
    other = world.task("signed", lead="CNIPA-LAW", targets=[TARGET])
    world.act(other, "assign", "supervision")
    world.act(first, "cancel", "issuer", document="国知发〔2019〕9号")
    world.act(second, "assign", "supervision")
    assert (other.state, second.state) == ("assigned", "assigned")
    assert FEBRUARY in owed(second)
