"""The seminar of 30 July 2019: its first day is held, on its second the demo's clock stands."""

from datetime import date
from pathlib import Path

from goldthread.demo.seminar import (
    answering,
    discussing,
    promises,
    proposing,
    taking_down,
)
from goldthread.demo.seminar.meeting import (
    Meeting,
    add_documents,
    add_session,
    at,
    check_in,
    invite,
    item_of,
    lead,
    nominate,
    plan,
    write_agenda,
)
from goldthread.demo.seminar.script import Line, Told, lines, regions, script
from goldthread.demo.work.stage import Stage
from goldthread.offices.queries import structure
from goldthread.programme.models import Cycle
from goldthread.seminar.models import Intervention

KEY = "2019-07"
FIRST, SECOND = date(2019, 7, 30), date(2019, 7, 31)
PLANNED, CALLED, OPENED = date(2019, 6, 3), date(2019, 6, 10), date(2019, 6, 11)
NOMINATED, APPROVED, ACCREDITED = date(2019, 6, 20), date(2019, 7, 2), date(2019, 7, 23)
ARRANGED, PUT_UP, SAID = date(2019, 7, 12), date(2019, 7, 15), date(2019, 7, 16)
MERGED, CONFIRMED = date(2019, 7, 22), date(2019, 7, 24)
LEFT_AT = {
    "CNIPA-HR": "invited",
    "IPO-HI": "nominated",
    "IPO-NX": "approved",
    "IPO-QH": "accredited",
    "IPO-XZ": "absent",
}
"""Delegations that did not come as far as the others, who are checked in."""

Queue = list[Intervention]
WAY = ("invited", "nominated", "approved", "accredited", "absent")
UNDISCUSSED = frozenset(
    {
        *proposing.NOT_SUBMITTED,
        *("submitted", "returned", "reference", "duplicate", "split", "withdrawn"),
        *("answered", "satisfied", "basically", "unsatisfied", "redone"),
    }
)
SPEAKING = regions("ZJ JS GD SH BJ SC SN HB XPCC LN AH FJ SD")
OF_PROPOSALS = regions("GZ ZJ SC BJ GD YN HE TJ CQ JX")
LATE = ("IPO-JL", "IPO-GX")
"""Two that asked to speak this morning, and wait for the desk."""

DAYS = proposing.Days(
    first=date(2019, 6, 13),
    drafting=15,
    filed=date(2019, 7, 5),
    assigned=date(2019, 7, 12),
    accepted=date(2019, 7, 15),
    answered=date(2019, 7, 23),
    published=date(2019, 7, 26),
    rated=date(2019, 7, 29),
    adopted=date(2019, 7, 29),
)


def hold(stage: Stage, of: Cycle, into: Cycle, home: Path) -> None:
    """`of`: the cycle that it looks back on; `into`: the one that takes its promises."""
    told = script()["meetings"]["july"]
    meeting = _plan(stage, of, told)
    written = proposing.write(meeting, lines("july"), DAYS)
    _name(meeting)
    add_documents(meeting, told["documents"], home, date(2019, 7, 18))
    _discuss(meeting, written)
    _answer(meeting, written, into)
    asked = _release(meeting, told)
    _first_day(meeting, asked[0], told)
    _second_day(meeting, asked[1], told)


def _plan(stage: Stage, of: Cycle, told: Told) -> Meeting:
    meeting = plan(
        stage,
        KEY,
        of,
        told,
        planned=PLANNED,
        starts=FIRST,
        ends=SECOND,
        nominations_until=date(2019, 6, 28),
        proposals_until=date(2019, 7, 5),
    )
    tree = structure(FIRST).offices.values()
    kinds = ("provincial", "department")
    invite(meeting, sorted(each.code for each in tree if each.kind in kinds), PLANNED)
    write_agenda(meeting, told["sessions"], PLANNED)
    meeting.act("call", stage.cast["issuer"], CALLED)
    meeting.act("open_nominations", meeting.desk, OPENED)
    return meeting


def _name(meeting: Meeting) -> None:
    """Named, approved, given their badges, each as far as it comes."""
    for office in meeting.delegations:
        reached = WAY.index(LEFT_AT.get(office, "absent"))
        if reached > 0:
            nominate(meeting, office, NOMINATED)
        if reached > 1:
            lead(meeting, office, APPROVED, "approve")


def _discuss(meeting: Meeting, written: proposing.Written) -> None:
    told = lines("july")
    proposing.arrange(meeting, told, written, ARRANGED)
    proposing.assign(meeting, told, written, DAYS)
    discussed = [line for line in told if line.fate not in UNDISCUSSED]
    regions = [code for code in meeting.delegations if code.startswith("IPO-")]
    discussing.put_up(meeting, discussed, written, PUT_UP)
    discussing.take_stances(meeting, discussed, written, SAID, regions)
    discussing.remark(meeting, _spoken_of(discussed), written, SAID, regions)
    proposing.merge(meeting, told, written, MERGED)
    into = next(line.other for line in told if line.fate == "merged")
    discussing.settle_carried(meeting, written[into], CONFIRMED)


def _spoken_of(discussed: list[Line]) -> list[Line]:
    """Not those that go on in others."""
    return [line for line in discussed if not line.fate.startswith("merged")]


def _answer(meeting: Meeting, written: proposing.Written, into: Cycle) -> None:
    told, stage = lines("july"), meeting.stage
    answering.handle(meeting, told, written, DAYS)
    answering.publish(meeting, told, written, DAYS.published)
    answering.publish(meeting, told, written, DAYS.rated, until="gathered")
    answering.rate(meeting, told, written, DAYS.rated)
    promises.adopt(meeting, told, written, into, DAYS.adopted)
    for line in told:
        if line.fate in ("adopted_registered", "adopted_running"):
            until = "registered" if line.fate == "adopted_registered" else "in_progress"
            promises.enter(stage, written[line.key], DAYS.adopted, until=until)


def _release(meeting: Meeting, told: Told) -> tuple[Queue, Queue]:
    """Version 1; who asks to speak; then an item is named anew, and version 2."""
    desk, stage = meeting.desk, meeting.stage
    meeting.act("release_agenda", desk, date(2019, 7, 16))
    statements = taking_down.ask(meeting, "statements", SPEAKING, date(2019, 7, 18))
    on_proposals = taking_down.ask(meeting, "proposals", OF_PROPOSALS, date(2019, 7, 19))
    meeting.act("close_documents", desk, date(2019, 7, 22))
    for office in meeting.delegations:
        if WAY.index(LEFT_AT.get(office, "absent")) > 2:
            lead(meeting, office, ACCREDITED, "accredit")
    changed, item = told["changed"], meeting.items[told["changed"]["key"]]
    place = item_of(item.session, item.position, changed)
    stage.act(item, "edit", desk, date(2019, 7, 25), **place)
    meeting.act("release_agenda", desk, date(2019, 7, 26), remark="专题讨论更名并延长五分钟。")
    queues = (statements, on_proposals)
    first, second = (taking_down.settle(meeting, each, date(2019, 7, 29)) for each in queues)
    return first, second


def _first_day(meeting: Meeting, queued: Queue, told: Told) -> None:
    coming = [office for office in meeting.delegations if office not in LEFT_AT]
    for number, office in enumerate(coming):
        check_in(meeting, office, at(FIRST, 8, number))
    meeting.act("open", meeting.desk, at(FIRST, 9))
    lead(meeting, "IPO-XZ", at(FIRST, 11), "mark_absent")
    for key, (hour, minute), minutes in (
        ("opening", (9, 2), 13),
        ("address", (9, 16), 48),
        ("report", (10, 6), 41),
        ("break", (10, 48), 19),
        ("answers", (11, 9), 33),
    ):
        taking_down.hold(meeting, key, at(FIRST, hour, minute), minutes)
    taking_down.begin(meeting, "statements", at(FIRST, 14, 1))
    taking_down.speak(meeting, queued, at(FIRST, 14, 8))
    meeting.stage.act(meeting.items["statements"], "end", meeting.desk, at(FIRST, 16, 35))
    taking_down.hold(meeting, "quality", at(FIRST, 16, 37), 52)
    taking_down.take_down(meeting, told["minutes"], at(FIRST, 17, 40))


def _second_day(meeting: Meeting, queued: Queue, told: Told) -> None:
    """Until the moment at which the demo begins: an item is under way, and somebody has spoken."""
    taking_down.begin(meeting, "proposals", at(SECOND, 9, 2))
    taking_down.begin(meeting, "west", at(SECOND, 9, 4))
    taking_down.speak(meeting, queued[:3], at(SECOND, 9, 12))
    taking_down.ask(meeting, "proposals", LATE, at(SECOND, 9, 20))
    add_session(meeting, told["added"], at(SECOND, 9, 25), [told["added"]["item"]])
