"""Proposals are written, co-sponsored, handed in, filed, merged, split, assigned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldthread.demo.seminar.meeting import Meeting
from goldthread.demo.seminar.script import Line
from goldthread.seminar.models import Proposal, Sponsorship

NOT_SUBMITTED = ("drafted",)
NOT_FILED = ("submitted", "returned", "reference", "duplicate")
NOT_ASSIGNED = (
    *("filed", "merged", "merged_objected", "split", "withdrawn"),
    *(*NOT_SUBMITTED, *NOT_FILED),
)
"""Fates of proposals that end, or stand, before they are handed in, filed, assigned."""


@dataclass(frozen=True)
class Days:
    """The days of a seminar's proposals; drafts come on `drafting` days from `first` on."""

    first: date
    drafting: int
    filed: date
    assigned: date
    accepted: date
    answered: date
    published: date
    rated: date
    adopted: date


Written = dict[str, Proposal]


def write(meeting: Meeting, told: Iterable[Line], days: Days) -> Written:
    """All of them, as far as the desk has taken them in."""
    found = {line.key: _draft(meeting, line, days) for line in told}
    for line in told:
        if line.fate not in NOT_SUBMITTED:
            _take_in(meeting, line, found, days)
    return found


def _draft(meeting: Meeting, line: Line, days: Days) -> Proposal:
    stage = meeting.stage
    day = days.first + timedelta(days=stage.chance.randrange(days.drafting))
    writer = stage.cast.coordinator(line.office)
    proposal: Proposal = stage.make(
        Proposal(),
        "draft",
        writer,
        day,
        seminar=meeting.seminar.pk,
        office=line.office,
        **line.written,
    )
    for partner in line.partners:
        given = {"proposal": proposal.pk, "office": partner}
        asked = stage.make(Sponsorship(), "invite", writer, day, **given)
        if line.fate not in NOT_SUBMITTED:
            _answer(meeting, asked, partner, line, day + timedelta(days=1))
    return proposal


def _answer(meeting: Meeting, asked: Sponsorship, partner: str, line: Line, day: date) -> None:
    """The last of three or more says no; everybody else joins."""
    no = len(line.partners) > 2 and partner == line.partners[-1]
    stage = meeting.stage
    stage.act(asked, "decline" if no else "accept", stage.cast.coordinator(partner), day)


def _take_in(meeting: Meeting, line: Line, found: Written, days: Days) -> None:
    stage, desk, proposal = meeting.stage, meeting.desk, found[line.key]
    head, told = stage.cast.head(line.office), line.told
    soon = stage.at(proposal.created_at.date() + timedelta(days=2))
    proposal.refresh_from_db()
    stage.act(proposal, "submit", head, soon)
    if line.fate == "returned":
        stage.act(proposal, "return", desk, days.filed, reason=told["reason"])
    elif line.fate == "reference":
        stage.act(proposal, "keep_as_reference", desk, days.filed, reason=told["reason"])
    elif line.fate not in NOT_FILED:
        stage.act(proposal, "file", desk, days.filed)


def arrange(meeting: Meeting, told: Iterable[Line], found: Written, day: date) -> None:
    """What repeats another, holds two in one, or is no longer wanted."""
    stage, desk = meeting.stage, meeting.desk
    for line in told:
        proposal = found[line.key]
        if line.fate == "duplicate":
            given = {"into": found[line.other].pk, "reason": "与已立案提案内容相同。"}
            stage.act(proposal, "mark_duplicate", desk, day, **given)
        elif line.fate == "split":
            given = {"parts": line.told["parts"], "reason": "一事一案，便于交办。"}
            stage.act(proposal, "split", desk, day, **given)
        elif line.fate == "withdrawn":
            _withdraw(meeting, line, proposal, day)


def _withdraw(meeting: Meeting, line: Line, proposal: Proposal, day: date) -> None:
    stage = meeting.stage
    for row in Sponsorship.objects.filter(proposal=proposal, state="accepted", proposes=False):
        partner = stage.cast.head(row.office.code)
        stage.act(row, "agree_to_withdraw", partner, day)
    head = stage.cast.head(line.office)
    stage.act(proposal, "withdraw", head, day, reason=line.told["reason"])


def merge(meeting: Meeting, told: Iterable[Line], found: Written, day: date) -> None:
    """After stances were taken, so that they are carried on; one office objects."""
    stage = meeting.stage
    for line in told:
        if line.fate not in ("merged", "merged_objected"):
            continue
        into = found[line.other]
        given = {"into": into.pk, "reason": "建议事项相同，合并办理。"}
        proposal = found[line.key]
        proposal.refresh_from_db()
        stage.act(proposal, "merge", meeting.desk, day, **given)
        if line.fate == "merged_objected":
            own = Sponsorship.objects.get(proposal=proposal, office__code=line.office)
            head, reason = stage.cast.head(line.office), "本案面向返乡人员，请单独办理。"
            stage.act(own, "object", head, day + timedelta(days=1), reason=reason)


def assign(meeting: Meeting, told: Iterable[Line], found: Written, days: Days) -> None:
    stage = meeting.stage
    for line in told:
        if line.fate in NOT_ASSIGNED:
            continue
        proposal = found[line.key]
        proposal.refresh_from_db()
        stage.act(proposal, "assign", meeting.desk, days.assigned, **_handlers(line))
        if line.fate != "assigned":
            stage.act(proposal, "accept", stage.cast.head(line.handlers[0]), days.accepted)


def _handlers(line: Line) -> dict[str, Any]:
    if line.told.get("separate"):
        return {"separate": list(line.handlers)}
    return {"lead": line.handlers[0], "co_handlers": list(line.handlers[1:])}
