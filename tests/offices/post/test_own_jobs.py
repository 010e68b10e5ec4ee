"""The jobs of this part and of the engine, run as the site runs them."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from goldthread.offices import actions, queries
from goldthread.offices.models import Delivery, Person, Reform
from goldthread.workflow import log
from goldthread.workflow.jobs import JOBS, run
from goldthread.workflow.models import JobRun, Notice
from tests.offices.building import DAY, NOW, staffed
from tests.offices.post.post_office import MONDAY, Letters, Town, server, tell

HOUR = timedelta(hours=1)
OWN = [
    "offices.digests",
    "offices.mails_again",
    "offices.take_effect",
    "workflow.sweep",
    "workflow.verify",
]


@pytest.fixture
def town(sqlite_ledger: str) -> Town:
    """On a ledger that has the tables of every model the run of tests knows: all are proven."""
    return Town()


def done(name: str, moment: datetime = MONDAY) -> JobRun:
    made = run(JOBS.get(name), JOBS.get(name).last_slot(moment), moment)
    assert made is not None
    return made


def test_the_jobs_of_the_site_are_registered() -> None:
    assert [name for name in sorted(JOBS) if name.split(".")[0] in ("offices", "workflow")] == OWN


def test_digests_are_gathered_and_sent_once(town: Town, letters: Letters) -> None:
    tell(town.act, town.li, town.wang, key="1", at=MONDAY)
    made = done("offices.digests")
    assert made.told == {
        "en": "2 digests gathered; 2 mails sent, 0 refused by their servers, 0 to be tried again.",
        "zh": "汇总摘要2份；已发送2封，被拒收0封，待重发0封。",
    }
    assert done("offices.digests", MONDAY + timedelta(days=1)).idle
    assert len(letters.taken) == 2


def test_without_a_mail_server_it_says_so_and_everything_waits(town: Town, settings: Any) -> None:
    settings.GOLDTHREAD_MAIL = False
    tell(town.act, town.li, key="1")
    made = done("offices.digests")
    assert (made.state, made.idle, made.told["en"]) == (
        "done",
        True,
        "No mail server is set up: give [mail] in settings.toml. What is to be sent waits.",
    )
    assert done("offices.mails_again").idle
    assert Delivery.objects.filter(settled_at=None).count() == 1


def test_where_the_country_s_days_are_not_known_it_says_so(
    town: Town, letters: Letters, settings: Any
) -> None:
    settings.GOLDTHREAD_COUNTRY = "XX"
    tell(town.act, town.li, key="1")
    made = done("offices.digests")
    assert made.told["en"].endswith(
        "The holidays of XX in 2018 are not known; Monday to Friday are counted as working days."
    )
    assert made.told["zh"].endswith("XX2018年的节假日未知，按周一至周五为工作日计算。")


def test_a_server_that_is_away_is_told_to_those_who_look_after_the_site(
    town: Town, settings: Any
) -> None:
    keeper, auditor = staffed("system_administrator", "A"), staffed("auditor", "A")
    tell(town.act, town.li, key="1")
    kept = Letters()
    with server(kept, settings):
        pass  # the port is free again
    made = done("offices.digests")
    assert made.state == "failed"
    assert "ConnectionRefusedError" in made.told["en"]

    people = [Person.objects.get(user=user) for user in (keeper, auditor)]
    assert [len(queries.notices_of(person)) for person in people] == [1, 1]
    [told] = queries.told(queries.notices_of(people[0]), keeper)
    assert (told.kind["zh"], told.level, told.about.titles["en"]) == (
        *("系统任务失败", "warning", "Gather and send digests"),
    )
    with server(kept, settings):
        assert done("offices.mails_again", MONDAY + HOUR).told["en"].startswith("0 digests")
    assert kept.addresses == ["li@example.org"]


def test_runs_and_mails_are_seen_by_auditor_and_administrator_only(
    town: Town, letters: Letters
) -> None:
    tell(town.act, town.li, town.wang, key="1")
    done("offices.digests")
    for role in ("system_administrator", "auditor"):
        user = staffed(role, "A")
        assert queries.job_runs_visible_to(user, NOW.date()).count() == 1
        assert queries.mails_visible_to(user, NOW.date()).count() == 2
    assert queries.job_runs_visible_to(town.li.user, NOW.date()).count() == 0
    assert list(queries.mails_visible_to(town.li.user, NOW.date())) == list(town.li.mails.all())


def test_an_act_takes_effect_by_the_job_also_after_days_without_it(town: Town) -> None:
    head, planner = staffed("issuer", "A"), staffed("planning", "A", name="another")
    act = Reform.objects.get(pk=town.act.pk)
    actions.rehearse_reform(reform=act, actor=planner, expected_version=act.version, at=NOW)
    actions.enact_reform(reform=act, actor=head, expected_version=act.version, at=NOW)

    assert done("offices.take_effect", NOW).told["en"] == "In effect now: base."
    before = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) - HOUR
    assert done("offices.take_effect", before).idle
    made = done("offices.take_effect", before + timedelta(days=5))
    assert made.told["zh"] == "已生效：reform-2018。"
    assert Reform.objects.get(pk=act.pk).state == "in_effect"
    assert done("offices.take_effect", before + timedelta(days=6)).idle


def test_the_log_is_proven_and_its_head_kept(town: Town) -> None:
    made = done("workflow.verify")
    head = log.head()
    assert made.facts == {"head": [head.sequence, head.hash]}
    assert made.told["en"] == (
        f"The log is whole: {head.sequence} events; its head is {head.hash}."
    )


def test_a_log_that_no_longer_holds_the_head_of_the_night_before_is_told(town: Town) -> None:
    first = done("workflow.verify")
    JobRun.objects.filter(pk=first.pk).update(facts={"head": [3, "f" * 64]})
    made = done("workflow.verify", MONDAY + timedelta(days=1))
    assert (made.state, made.told["en"]) == (
        "failed",
        (
            "The log of events is damaged: 1 findings. [3] The event is not the one whose hash "
            "was published. Run goldthread verify to see all."
        ),
    )
    assert Notice.objects.filter(kind="job.failed").count() == 1


def test_a_damaged_log_is_told(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_loghead SET sequence = sequence + 1")
        made = done("workflow.verify")
        cursor.execute("UPDATE workflow_loghead SET sequence = sequence - 1")
    assert made.state == "failed"
    assert made.told["zh"].startswith("事件日志有损：发现1处问题。")


def test_sweeping_takes_out_half_written_files_and_idle_runs_that_are_old(
    town: Town, tmp_path: Path
) -> None:
    old = ["settings.part", "mail/a.part", "files/evidence/b.part", "register/c.part", "x.eml"]
    for name in [*old, "mail/new.part"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    two_days_ago = datetime.now(UTC).timestamp() - 48 * 3600
    for name in old:
        os.utime(tmp_path / name, (two_days_ago, two_days_ago))
    done("offices.take_effect", MONDAY - timedelta(days=20))  # the first structure
    for days in (15, 13):
        assert done("offices.take_effect", MONDAY - timedelta(days=days)).idle

    made = done("workflow.sweep")
    assert made.told["en"] == "3 half-written files and 1 old idle runs were taken out."
    left = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert [name for name in left if not name.startswith("ledger.")] == [
        *("mail/new.part", "register/c.part", "x.eml"),
    ]
    assert done("workflow.sweep", MONDAY + timedelta(days=1)).idle


@pytest.mark.parametrize("name", OWN)
def test_each_job_does_nothing_the_second_time(town: Town, letters: Letters, name: str) -> None:
    tell(town.act, town.li, key="1")
    done(name)
    count = Notice.objects.count(), Delivery.objects.count(), len(letters.taken)
    done(name, MONDAY + timedelta(days=1))
    assert (Notice.objects.count(), Delivery.objects.count(), len(letters.taken)) == count
