"""What delegations say of proposals: stances in two real blocs on some, remarks with citations."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from goldthread.demo.seminar.meeting import Meeting
from goldthread.demo.seminar.proposing import Written
from goldthread.demo.seminar.script import Line, regions, script
from goldthread.programme.models import Clause, KeyTask, Measure
from goldthread.seminar.models import Proposal, Remark, Stance

WEST = frozenset(regions("SX NM JX AH GX HI GZ YN XZ SN GS QH NX XJ XPCC HL JL SC"))
"""The bloc behind proposals that tilt to the west (W), and against those that tilt away."""

LOYAL, TURNOUT = 0.9, 0.86
"""How many hold with their bloc, and how many delegations say something of a proposal."""

HOLDS_BACK = frozenset({"IPO-SD", "IPO-HI"})
"""Two that leave most to the others."""

FIRST_OF_MERGED = 5
"""Delegations that spoke of a proposal before it was merged into another."""


def put_up(meeting: Meeting, told: Iterable[Line], found: Written, day: date) -> None:
    """By line of work: protection and use under one item, all else under the other."""
    for line in told:
        proposal = found[line.key]
        proposal.refresh_from_db()
        both = ("protection", "utilisation")
        item = meeting.items["proposals" if line.told["line"] in both else "services"]
        meeting.stage.act(proposal, "put_on_agenda", meeting.desk, day, item=item.pk)


def take_stances(
    meeting: Meeting, told: Iterable[Line], found: Written, day: date, offices: Sequence[str]
) -> None:
    """A disputed proposal parts the blocs, any other is liked by all as much as it is."""
    chance = meeting.stage.chance
    for line in told:
        merged = line.fate.startswith("merged")
        liked = 0.6 + 0.36 * chance.random()
        waits = {each.other for each in told if each.fate.startswith("merged")}
        for number, office in enumerate(offices):
            early = number < FIRST_OF_MERGED
            if (merged and not early) or (line.key in waits and early):
                continue
            if chance.random() < (0.5 if office in HOLDS_BACK else TURNOUT):
                _take(meeting, line, found[line.key], office, day, liked)


def _take(
    meeting: Meeting, line: Line, proposal: Proposal, office: str, day: date, liked: float
) -> None:
    stage = meeting.stage
    position = _position(meeting, line, office, liked)
    later = day + timedelta(days=stage.chance.randrange(5))
    stage.make(
        Stance(),
        "take",
        stage.cast.head(office),
        later,
        proposal=proposal.pk,
        delegation=meeting.delegations[office].pk,
        position=position,
        reason=stage.chance.choice(script()["stances"][position]) or None,
    )


def _position(meeting: Meeting, line: Line, office: str, liked: float) -> str:
    chance = meeting.stage.chance
    if line.office == office or office in line.partners:
        return "support"
    if chance.random() < 0.05:
        return "abstain"
    likely = liked
    if line.tilt:
        likely = LOYAL if (office in WEST) == (line.tilt == "W") else 1 - LOYAL
    return "support" if chance.random() < likely else "oppose"


def settle_carried(meeting: Meeting, proposal: Proposal, day: date) -> None:
    """Of stances that came with a merger one is confirmed, one revised; the others wait."""
    stage = meeting.stage
    carried = Stance.objects.filter(proposal=proposal, state="carried").order_by("pk")
    first, second = carried.select_related("delegation__office")[:2]
    stage.act(first, "confirm", stage.cast.head(first.delegation.office.code), day)
    head = stage.cast.head(second.delegation.office.code)
    stage.act(second, "revise", head, day, position="abstain", reason="合并后范围扩大，尚须研究。")


def remark(
    meeting: Meeting, told: Iterable[Line], found: Written, day: date, offices: Sequence[str]
) -> None:
    """Two to four remarks on each proposal, some with a citation, some answered."""
    chance, said = meeting.stage.chance, script()["remarks"]
    for number, line in enumerate(told):
        picked = [said[(number * 3 + step) % len(said)] for step in range(2 + number % 3)]
        for words in picked:
            office = chance.choice(offices)
            _say(meeting, line, found, words, office, day + timedelta(days=chance.randrange(6)))


def _say(meeting: Meeting, line: Line, found: Written, words: Any, office: str, day: date) -> None:
    stage, proposal = meeting.stage, found[line.key]
    speaker = {
        "head": stage.cast.head(office),
        "coordinator": stage.cast.coordinator(office),
        "handler": stage.cast.head(line.handlers[0]),
    }[words["by"]]
    cites = _cites(words.get("cite"), line, found, office)
    given = {"proposal": proposal.pk, "text": words.get("zh") or words["en"], "cites": cites}
    made = stage.make(Remark(), "post", speaker, day, **given)
    if stage.chance.random() < 0.4:
        reply = {
            "proposal": proposal.pk,
            "reply_to": made.pk,
            "text": stage.chance.choice(script()["replies"]),
        }
        replier = stage.cast.head(line.office)
        stage.make(Remark(), "post", replier, day + timedelta(days=1), **reply)


def _cites(kind: str | None, line: Line, found: Written, office: str) -> list[dict[str, Any]]:
    """Something of that kind that the speaker sees."""
    if kind is None:
        return []
    if kind == "figure":
        region = office.removeprefix("IPO-")
        return [{"kind": kind, "key": f"C03/period=2019-H1/region=CN-{region}"}]
    row = _cited(kind, line, found, office)
    return [] if row is None else [{"kind": kind, "key": row.pk}]


def _cited(kind: str, line: Line, found: Written, office: str) -> Any:
    if kind == "task":
        return KeyTask.objects.filter(lead__code=office).order_by("pk").first()
    if kind == "clause":
        return Clause.objects.filter(document__key="outline", path="4.1").first()
    if kind == "measure":
        rows = Measure.objects.filter(line_of_work=line.told["line"], cycle__key="2019-H1")
        return rows.order_by("number").first()
    others = (proposal for key, proposal in found.items() if key != line.key)
    return next((each for each in others if each.state == "filed"), None)
