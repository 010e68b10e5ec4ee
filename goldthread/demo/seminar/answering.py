"""Answers are drafted, published as a batch, rated; what they promise is adopted into tasks."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from goldthread.demo.seminar.meeting import Meeting
from goldthread.demo.seminar.proposing import Days, Written
from goldthread.demo.seminar.script import Line, script
from goldthread.offices.queries import structure
from goldthread.programme.models import KeyTask
from goldthread.seminar.models import AnswerBatch, Proposal

HANDLED = ("handling", "handling_opinion", "handling_extended", "handling_split")
"""Fates of proposals that a department still works on."""

PENDING, GATHERED = ("pending", "pending_batch"), ("pending_batch",)
RATES = {
    "satisfied": "rate_satisfied",
    "basically": "rate_basically_satisfied",
    "unsatisfied": "rate_not_satisfied",
    "redone": "rate_not_satisfied",
}
EXTENDED_BY = timedelta(days=30)


def handle(meeting: Meeting, told: Iterable[Line], found: Written, days: Days) -> None:
    """What is in handling: opinions, an own part, more time; the others' answers."""
    for line in told:
        proposal = found[line.key]
        proposal.refresh_from_db()
        if line.fate in HANDLED:
            _work_on(meeting, line, proposal, days.answered)
        elif line.told.get("cls") or line.fate == "redone":
            _answer(meeting, line, proposal, days.answered)


def _work_on(meeting: Meeting, line: Line, proposal: Proposal, day: date) -> None:
    stage = meeting.stage
    if line.fate == "handling_opinion":
        _opinions(meeting, line, proposal, day)
    elif line.fate == "handling_extended":
        due = proposal.answer_due + EXTENDED_BY
        given = {"answer_due": due, "reason": "需会商有关部门并开展测算。"}
        stage.act(proposal, "extend_answer", meeting.desk, day, **given)
    elif line.fate == "handling_split":
        part = stage.cast.head(line.handlers[-1])
        stage.act(proposal, "answer_own_part", part, day, **_said(line, "D", ""))


def _opinions(meeting: Meeting, line: Line, proposal: Proposal, day: date) -> None:
    for code in line.handlers[1:]:
        head = meeting.stage.cast.head(code)
        meeting.stage.act(proposal, "give_opinion", head, day, opinion=script()["opinion"])


def _answer(meeting: Meeting, line: Line, proposal: Proposal, day: date) -> None:
    stage, lead = meeting.stage, line.handlers[0]
    _opinions(meeting, line, proposal, day)
    given = _said(line, line.told.get("cls", "D"), structure(day).offices[lead].short_names["zh"])
    stage.act(proposal, "draft_answer", stage.cast.head(lead), day + timedelta(days=1), **given)


def _said(line: Line, cls: str, lead: str) -> dict[str, Any]:
    said, told = script()["answers"][cls], line.told
    given: dict[str, Any] = {"class": cls, "reason": script()["reasons"].get(cls)}
    for lang in ("en", "zh"):
        given[f"answer_{lang}"] = said[lang].format(title=told[lang], lead=_named(lang, lead))
    if "task" in told:
        given["task"] = KeyTask.objects.get(title_zh=told["task"], parent=None).pk
    elif cls == "B":
        due = date.fromisoformat(told["due"])
        given |= {"plan": told["plan"], "plan_lead": line.handlers[0], "plan_due": due}
    return given


def _named(lang: str, lead: str) -> str:
    return lead if lang == "zh" else "the department in charge"


def publish(
    meeting: Meeting, told: Sequence[Line], found: Written, day: date, *, until: str = "published"
) -> None:
    """Those not left pending; `until` gathered: only those that wait for the next batch."""
    gathered = until == "gathered"
    ready = [found[line.key] for line in told if _is_due(line, gathered=gathered)]
    number = ("二", "Second") if gathered else ("一", "First")
    batch = meeting.stage.make(
        AnswerBatch(),
        "gather",
        meeting.desk,
        day,
        seminar=meeting.seminar.pk,
        title_zh=f"第{number[0]}批答复",
        title_en=f"{number[1]} batch of answers",
        proposals=[proposal.pk for proposal in ready],
    )
    if not gathered:
        meeting.stage.act(batch, "publish", meeting.stage.cast["issuer"], day)


def _is_due(line: Line, *, gathered: bool) -> bool:
    if gathered:
        return line.fate in GATHERED
    answered = line.told.get("cls") or line.fate == "redone"
    return bool(answered) and line.fate not in PENDING


def rate(meeting: Meeting, told: Iterable[Line], found: Written, day: date) -> None:
    """By the office that made it; of one not satisfied with, the desk has one handled again."""
    stage = meeting.stage
    for line in told:
        if line.fate not in RATES:
            continue
        proposal = found[line.key]
        proposal.refresh_from_db()
        stage.act(proposal, RATES[line.fate], stage.cast.head(line.office), day)
        if line.fate == "redone":
            reason = "提案单位要求给出常态化安排。"
            stage.act(proposal, "redo", meeting.desk, day, reason=reason)
