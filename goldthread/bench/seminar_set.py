"""A seminar of many proposals, written past the engine: for measuring how it is read and followed.

40 delegations, one agenda item under way with a queue, 2,000 proposals in every state with
sponsors, handlers and answers; stances of three delegations in four on those under discussion or
discussed, remarks in threads. The log of events tells nothing of all this.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from goldthread.bench.work_people import put_people
from goldthread.bench.work_place import alive
from goldthread.bench.work_writer import Writer

KEY = "2019-H2"
CYCLE = "2019-H1"
DAY = date(2019, 7, 30)
CALLED = date(2019, 6, 20)
SECRETARIAT = ("secretariat", "CNIPA-GO")
PLANNING = ("planning", "CNIPA-SP")

ITEMS = (
    ("Opening", "开幕", "opening", "done"),
    ("Look-back on the half-year", "半年工作回顾", "report", "under_way"),
    ("Statements of delegations", "代表团发言", "statement", "planned"),
    ("Discussion of proposals", "提案讨论", "proposals", "planned"),
)
STATES = (
    *("submitted", "filed", "assigned", "in_handling", "answer_pending", "answered", "satisfied"),
    *("basically_satisfied", "not_satisfied", "adopted", "fulfilled", "reference"),
)
ADOPTED = ("adopted", "fulfilled")
ANSWERED = ("answered", "satisfied", "basically_satisfied", "not_satisfied", *ADOPTED)
LINES = ("creation", "protection", "utilisation", "international_cooperation")
REQUESTS = ("统一", "加快", "扩大", "下放", "明确", "建立", "完善", "简化")
MATTERS = (
    *("专利快速审查的范围", "侵权纠纷行政裁决的标准", "商标代理机构的监管", "质押融资的风险补偿"),
    *("高价值专利的培育", "地理标志的保护", "海外维权的援助", "公共服务网点的布局"),
    *("执法人员的培训", "跨省协作的机制", "专利导航的成果", "数据的开放共享"),
)


@dataclass(frozen=True)
class Size:
    """Proposals in all, of which so many have stances and so many more have none."""

    proposals: int
    discussed: int
    under_discussion: int = 6


@dataclass(frozen=True)
class Place:
    """Where the rows go. `offices` are those of the delegations, in the order of their keys."""

    writer: Writer
    chance: random.Random
    size: Size
    offices: Sequence[int]
    departments: Sequence[int]


def make(size: Size, *, delegations: int = 40, seed: int = 2019) -> None:
    """The structure is there, and nobody and nothing else."""
    from goldthread.programme import models as programme

    writer = Writer()
    regional, departments = _offices()
    put_people(writer, regional, departments, [SECRETARIAT, PLANNING])
    there = [*regional.values(), *departments.values()][:delegations]
    chance = random.Random(seed)  # noqa: S311 - no secret is made here
    place = Place(writer, chance, size, there, list(departments.values()))
    writer.put(programme.Cycle, [_cycle()])
    writer.put(programme.KeyTask, [_task(place.departments[0])])
    _meeting(place)
    _proposals(place)
    _said(place)
    writer.finish()


def _offices() -> tuple[dict[str, int], dict[str, int]]:
    from goldthread.offices.queries import structure

    found = sorted(structure(DAY).offices.values(), key=lambda office: office.id)
    kinds = ("provincial", "department")
    regional, departments = (
        {each.code: each.id for each in found if each.kind == kind} for kind in kinds
    )
    return regional, departments


def _cycle() -> dict[str, Any]:
    starts, ends = date(2019, 1, 1), date(2019, 6, 30)
    named = {"key": CYCLE, "title_en": CYCLE, "starts": starts, "ends": ends}
    return {**alive("in_progress", starts), **named}


def _task(lead: int) -> dict[str, Any]:
    """What adopted proposals are kept by."""
    return {
        **alive("in_progress", CALLED),
        "cycle_id": 1,
        "ledger_number": f"{CYCLE}-001",
        "title_en": "What was promised",
        "title_zh": "提案办理",
        "lead_id": lead,
        "responsible": "司长",
        "signed_on": CALLED,
        "assigned_on": CALLED,
        "received_on": CALLED,
        "due": date(2019, 12, 31),
        "original_due": date(2019, 12, 31),
    }


def _meeting(place: Place) -> None:
    from goldthread.seminar import models as m

    writer = place.writer
    writer.put(m.Seminar, [_seminar()])
    writer.put(m.SeminarSession, [_session()])
    writer.put(m.AgendaItem, (_item(n, *row) for n, row in enumerate(ITEMS, 1)))
    writer.put(
        m.Delegation,
        (
            {**alive("checked_in", CALLED), "seminar_id": 1, "office_id": office}
            for office in place.offices
        ),
    )
    writer.put(m.Intervention, (_intervention(n) for n in range(1, len(place.offices) // 2)))
    _release()


def _seminar() -> dict[str, Any]:
    return {
        **alive("in_session", CALLED),
        "key": KEY,
        "cycle_id": 1,
        "title_en": "Seminar of heads",
        "title_zh": "全国知识产权局局长座谈会",
        "starts": DAY,
        "ends": DAY,
        "rooms": [{"key": "hall", "en": "Great Hall", "zh": "大会堂"}],
        "nominations_until": DAY - timedelta(days=20),
        "proposals_until": DAY - timedelta(days=10),
        "members": 3,
        "observers": 2,
        "objection_days": 5,
        "quorum": 10,
    }


def _session() -> dict[str, Any]:
    return {
        **alive("planned", CALLED),
        "seminar_id": 1,
        "title_en": "Morning",
        "title_zh": "上午",
        "starts": datetime.combine(DAY, time(1), UTC),
        "ends": datetime.combine(DAY, time(4), UTC),
        "room": "hall",
    }


def _item(position: int, en: str, zh: str, kind: str, state: str) -> dict[str, Any]:
    named = {"title_en": en, "title_zh": zh, "kind": kind, "minutes": 45, "speakers": []}
    return {**alive(state, CALLED), "session_id": 1, "position": position, **named}


def _intervention(number: int) -> dict[str, Any]:
    return {
        **alive("queued", CALLED),
        "delegation_id": number,
        "item_id": 2,
        "subject": MATTERS[number % len(MATTERS)],
        "minutes": 5,
        "position": number,
    }


def _release() -> None:
    """As the seminar's own action makes it."""
    from goldthread.seminar.models import AgendaRelease, Seminar
    from goldthread.seminar.queries.agenda import content_of, digest

    seminar = Seminar.objects.get(key=KEY)
    content = content_of(seminar)
    at = datetime.combine(CALLED, time(9), UTC)
    AgendaRelease.objects.create(
        seminar=seminar, number=1, at=at, content=content, sha256=digest(content)
    )


def _proposals(place: Place) -> None:
    from goldthread.seminar import models as m

    rows = [_proposal(place, number) for number in range(1, place.size.proposals + 1)]
    put = place.writer.put
    put(m.Proposal, rows)
    put(m.Sponsorship, _sponsorships(place, rows))
    put(m.Handling, _handlings(place, rows))
    put(m.Answer, _answers(rows))


def _proposal(place: Place, number: int) -> dict[str, Any]:
    chance, day = place.chance, CALLED + timedelta(days=number % 20)
    open_now = number <= place.size.under_discussion
    state = "in_handling" if open_now else chance.choice(STATES)
    over = number <= place.size.discussed
    answered = state in ANSWERED
    return {
        **alive(state, day),
        "seminar_id": 1,
        "number": f"P-{number:04}",
        "office_id": chance.choice(place.offices),
        "line_of_work": chance.choice(LINES),
        "title_zh": f"关于{chance.choice(REQUESTS)}{chance.choice(MATTERS)}的建议（{number}）",
        "title_en": f"Proposal {number}" if number % 3 == 0 else "",
        "background_zh": _text(chance, 12),
        "request_zh": _text(chance, 8),
        "submitted_on": day,
        "filed_on": None if state == "submitted" else day,
        "item_id": 4 if over else None,
        "discussion": "open" if open_now else "closed" if over else "",
        "answer_class": "B" if answered else "",
        "answered_by_id": place.departments[number % len(place.departments)] if answered else None,
        "answered_on": DAY if answered else None,
        "plan_due": date(2019, 12, 31) if answered else None,
        "needs_task": answered,
        "task_id": 1 if state in ADOPTED else None,
    }


def _text(chance: random.Random, parts: int) -> str:
    return "，".join(f"{chance.choice(REQUESTS)}{chance.choice(MATTERS)}" for _ in range(parts))


def _sponsorships(place: Place, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The proposer and two more."""
    for number, row in enumerate(rows, 1):
        others = place.chance.sample(place.offices, 3)
        offices = [row["office_id"], *(each for each in others if each != row["office_id"])][:3]
        for office in offices:
            proposes = office == row["office_id"]
            owned = {"proposal_id": number, "office_id": office, "proposes": proposes}
            yield {**alive("accepted", CALLED), **owned, "agreed_on": CALLED}


def _handlings(place: Place, rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    unhandled = ("submitted", "filed", "reference")
    for number, row in enumerate(rows, 1):
        if row["state"] not in unhandled:
            lead, joint = place.chance.sample(place.departments, 2)
            yield {"proposal_id": number, "office_id": lead, "kind": "lead"}
            yield {"proposal_id": number, "office_id": joint, "kind": "joint"}


def _answers(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    at = datetime.combine(DAY, time(3), UTC)
    for number, row in enumerate(rows, 1):
        if row["state"] in ANSWERED:
            yield {
                "proposal_id": number,
                "office_id": row["answered_by_id"],
                "answer_zh": "已列入计划。",
                "answer_class": "B",
                "plan": "落实提案",
                "plan_due": row["plan_due"],
                "drafted_at": at,
                "published_at": at,
            }


def _said(place: Place) -> None:
    from goldthread.seminar import models as m

    place.writer.put(m.Stance, _stances(place))
    place.writer.put(m.Remark, _remarks(place))


def _stances(place: Place) -> Iterator[dict[str, Any]]:
    """Two blocs of delegations differ on a proposal in five; the rest is chance."""
    size, chance = place.size, place.chance
    for proposal in range(1, size.discussed + 1):
        state = "taken" if proposal <= size.under_discussion else "closed"
        for number in range(1, len(place.offices) + 1):
            if chance.random() < 0.75:
                position = _position(chance, number, proposal)
                owned = {"proposal_id": proposal, "delegation_id": number, "position": position}
                yield {**alive(state, CALLED), **owned, "reason": chance.choice(MATTERS)}


def _position(chance: random.Random, delegation: int, proposal: int) -> str:
    if proposal % 5 == 0:
        sides = ("support", "oppose") if delegation % 2 else ("oppose", "support")
        return chance.choices(sides, (9, 1))[0]
    return chance.choices(("support", "oppose", "abstain"), (6, 2, 2))[0]


def _remarks(place: Place) -> Iterator[dict[str, Any]]:
    """Three on each proposal discussed, the second and third answering the first."""
    at = datetime.combine(DAY, time(2), UTC)
    for proposal in range(1, place.size.discussed + 1):
        first = 3 * (proposal - 1) + 1
        for step in range(3):
            yield {
                **alive("posted", CALLED),
                "proposal_id": proposal,
                "office_id": place.chance.choice(place.offices),
                "reply_to_id": first if step else None,
                "at": at + timedelta(minutes=step),
                "text": _text(place.chance, 3),
            }
