"""The small seminar of January 2019: long over, so that it is known what it promised and kept."""

from datetime import date

from goldthread.demo.seminar import answering, promises, proposing, taking_down
from goldthread.demo.seminar.meeting import (
    Meeting,
    at,
    check_in,
    invite,
    lead,
    nominate,
    plan,
    write_agenda,
)
from goldthread.demo.seminar.script import lines, regions, script
from goldthread.demo.work.papers import Papers
from goldthread.demo.work.stage import Stage
from goldthread.programme.models import Cycle

KEY = "2019-01"
HELD = date(2019, 1, 17)
CALLED, NOMINATED = date(2019, 1, 3), date(2019, 1, 7)
CORRECTED, CONFIRMED = date(2019, 1, 25), date(2019, 1, 28)
CARRIED = date(2019, 7, 9)
OFFICES = regions("ZJ JS GD SC CQ HE TJ BJ XPCC XJ YN GX SH JL")
DAYS = proposing.Days(
    first=date(2019, 1, 4),
    drafting=4,
    filed=date(2019, 1, 14),
    assigned=date(2019, 1, 18),
    accepted=date(2019, 1, 21),
    answered=date(2019, 2, 20),
    published=date(2019, 2, 27),
    rated=date(2019, 3, 4),
    adopted=date(2019, 3, 11),
)


def hold(stage: Stage, of: Cycle, into: Cycle) -> proposing.Written:
    """`of`: the cycle that it looks back on; `into`: the one that takes its promises."""
    told = script()["meetings"]["january"]
    meeting = plan(
        stage,
        KEY,
        of,
        told,
        planned=date(2019, 1, 2),
        starts=HELD,
        ends=HELD,
        nominations_until=date(2019, 1, 9),
        proposals_until=date(2019, 1, 11),
    )
    invite(meeting, OFFICES, date(2019, 1, 2))
    write_agenda(meeting, told["sessions"], date(2019, 1, 2))
    meeting.act("call", stage.cast["issuer"], CALLED)
    meeting.act("open_nominations", meeting.desk, CALLED)
    for office in OFFICES:
        nominate(meeting, office, NOMINATED)
        lead(meeting, office, date(2019, 1, 10), "approve", "accredit")
    written = proposing.write(meeting, lines("january"), DAYS)
    meeting.act("release_agenda", meeting.desk, date(2019, 1, 14))
    meeting.act("close_documents", meeting.desk, date(2019, 1, 15))
    _session(meeting)
    _minutes(meeting)
    _answers(meeting, written, into)
    return written


def _session(meeting: Meeting) -> None:
    for number, office in enumerate(OFFICES):
        check_in(meeting, office, at(HELD, 8, number * 2))
    meeting.act("open", meeting.desk, at(HELD, 9))
    taking_down.hold(meeting, "opening", at(HELD, 9, 1), 20)
    taking_down.hold(meeting, "statements", at(HELD, 9, 25), 90)
    taking_down.hold(meeting, "closing", at(HELD, 11), 30)
    meeting.act("close", meeting.desk, at(HELD, 11, 40))


def _minutes(meeting: Meeting) -> None:
    stage, desk = meeting.stage, meeting.desk
    entries = taking_down.take_down(meeting, script()["meetings"]["january"]["minutes"], HELD)
    meeting.act("draft_minutes", desk, date(2019, 1, 18))
    meeting.act("circulate", desk, date(2019, 1, 18), until=CORRECTED)
    entry = entries["statements"]
    for words, office, verdict in (
        (("一季度印发指引", "上半年印发指引"), "IPO-SC", "take"),
        (("两方面困难", "三方面困难"), "IPO-ZJ", "decline"),
        (("窗口整合", "受理窗口整合"), "IPO-GD", "withdraw"),
    ):
        made = taking_down.correct(meeting, entry, office, words, date(2019, 1, 22))
        actor = stage.cast.head(office) if verdict == "withdraw" else desk
        given = {"reason": "录音核对无误。"} if verdict == "decline" else {}
        stage.act(made, verdict, actor, date(2019, 1, 24), **given)
    meeting.act("confirm", stage.cast["issuer"], CONFIRMED)


def _answers(meeting: Meeting, written: proposing.Written, into: Cycle) -> None:
    told = lines("january")
    proposing.assign(meeting, told, written, DAYS)
    answering.handle(meeting, told, written, DAYS)
    answering.publish(meeting, told, written, DAYS.published)
    answering.rate(meeting, told, written, DAYS.rated)
    promises.adopt(meeting, told, written, into, DAYS.adopted)


def keep(stage: Stage, written: proposing.Written, papers: Papers, next_cycle: Cycle) -> None:
    """What became of the tasks until the summer."""
    day = date(2019, 3, 13)
    for line in lines("january"):
        proposal = written[line.key]
        if line.fate not in promises.ADOPTED:
            continue
        task = promises.enter(stage, proposal, day)
        if line.fate == "fulfilled":
            promises.fulfil(stage, task, papers)
        elif line.fate == "not_fulfilled":
            document = "演示〔2019〕27号"
            stage.act(task, "cancel", stage.cast["issuer"], date(2019, 5, 30), document=document)
        elif line.fate == "rolled_over":
            promises.carry_over(stage, task, next_cycle, CARRIED)
