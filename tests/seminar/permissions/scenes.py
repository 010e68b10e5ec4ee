"""The scenes of the seminar's permissions.csv, played: objects, and somebody in every column.

As for the programme's matrix, each object comes into being through the engine, and the tests then
set its state by SQL: who may is judged by role, unit and state alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldthread.offices.models import Office, Person
from goldthread.seminar.models import (
    Address,
    AgendaItem,
    MinutesEntry,
    Remark,
    Sponsorship,
)
from tests.nobodies import seat_nobodies
from tests.programme.permissions.scenes import Scene
from tests.seminar.building import Convened

TODAY = date(2019, 7, 30)
OFFICES = (
    *("CNIPA", "CNIPA-GO", "CNIPA-SP", "CNIPA-PROT", "CNIPA-UTIL", "CNIPA-LAW", "CNIPA-HR"),
    *("IPO-ZJ", "IPO-JS", "IPO-BJ", "SAMR"),
)
SEATED = {
    **{each: each for each in ("issuer", "supervision", "supervision_head", "planning")},
    **{each: each for each in ("statistician", "secretariat", "press", "auditor", "public")},
    "system_administrator": "sysadmin",
    "department_lead": "protection",
    "department_joint": "utilisation",
    "department_other": "law",
    "provincial_head_own": "zj_head",
    "provincial_head_cosponsor": "js_head",
    "provincial_head_other": "bj_head",
    "provincial_coordinator_own": "zj_coordinator",
    "provincial_coordinator_cosponsor": "js_coordinator",
    "provincial_coordinator_other": "bj_coordinator",
    "contributor_own": "zj_contributor",
    "contributor_other": "bj_contributor",
    "delegate_own": "delegate",
    "delegate_chair": "chairing_delegate",
    "delegate_other": "bj_delegate",
}
"""The user of each column."""


class Matrix(Convened):
    """Somebody in every column, and those whose rights ended, begin later, or are switched off."""

    def __init__(self) -> None:
        super().__init__()
        self.hire("bj_contributor", "contributor", "IPO-BJ")
        self.hire("bj_delegate", "delegate", "IPO-BJ")
        self.hire("chairing_delegate", "delegate", "CNIPA-HR")
        seat_nobodies(self, TODAY, OFFICES)
        self._furnish()

    def _furnish(self) -> None:
        """The seminar that all scenes play at, in session on the day, chaired by a delegate."""
        chair = Person.objects.get(user=self["chairing_delegate"]).pk
        offices = ("IPO-ZJ", "IPO-JS", "IPO-BJ")
        self.meeting = self.seminar("nominations_open", offices, chair=chair, open_minutes=False)
        self.region = self.meeting.delegations.get(office__code="IPO-ZJ")
        self.filed = self.proposal(self.meeting, "filed", co_sponsors=("IPO-JS",))
        handled = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-UTIL"]}
        self.handled = self.proposal(
            self.meeting, "in_handling", co_sponsors=("IPO-JS",), handlers=handled
        )
        self.target = self.proposal(self.meeting, "filed")
        self.lead_to(self.meeting, "in_session")


@dataclass
class Seated(Scene):
    """A scene of this matrix: its own columns."""

    seats: Mapping[str, str] = field(default_factory=dict)

    def user(self, world: Any, column: str) -> Any:
        return world[SEATED.get(column, column)]


def _seminar(world: Matrix) -> Scene:
    until = {"corrections_until": TODAY}
    return Seated(world.meeting, with_state=lambda _state: until)


def _session(world: Matrix) -> Scene:
    return Seated(world.meeting.sessions.first())


def _item(world: Matrix) -> Scene:
    return Seated(_statements(world))


def _statements(world: Matrix) -> AgendaItem:
    return world.statements(world.meeting)


def _for_delegations(world: Matrix) -> Scene:
    return Seated(world.seminar_document(world.meeting))


def _embargoed(world: Matrix) -> Scene:
    embargo = {"embargo_day": "2020-06-30", "embargo_time": "10:00"}
    return Seated(world.seminar_document(world.meeting, audience="press", **embargo))


def _for_everybody(world: Matrix) -> Scene:
    return Seated(world.seminar_document(world.meeting, audience="public"))


def _delegation(world: Matrix) -> Scene:
    given = {"seminar": world.meeting.pk, "office": "IPO-ZJ"}
    return Seated(world.region, {"invite": given})


def _intervention(world: Matrix) -> Scene:
    item = _statements(world)
    given = {"delegation": world.region.pk, "item": item.pk, "minutes": 5}
    made = world.intervention(world.region, item)
    columns = {"position": 1, "text": "书面发言"}
    return Seated(made, {"request": given}, with_state=lambda _state: columns)


def _address(world: Matrix) -> Scene:
    given = {"seminar": world.meeting.pk, "title_zh": "讲话", "text_zh": "同志们："}
    return Seated(world.make(Address(), "draft", "planning", **given), {"draft": given})


def _proposal(world: Matrix) -> Scene:
    draft = {"seminar": world.meeting.pk, "office": "IPO-ZJ", "title_zh": "新提案"}
    given = {"draft": draft | {"line_of_work": "protection"}}
    return Seated(world.handled, given, with_state=_columns(world))


def _columns(world: Matrix) -> Callable[[str], Mapping[str, Any]]:
    """What the database holds each state to."""
    answered = {
        "answer_class": "A",
        "answered_by_id": Office.objects.get(code="CNIPA-PROT").pk,
        "answered_on": TODAY,
        "task_id": world.task("registered").pk,
    }
    submitted = world.handled.submitted_on

    def columns(state: str) -> Mapping[str, Any]:
        into = world.target.pk
        return answered | {
            "merged_into_id": into if state == "merged" else None,
            "duplicate_of_id": into if state == "duplicate" else None,
            "submitted_on": None if state == "drafted" else submitted,
        }

    return columns


def _sponsorship(world: Matrix) -> Scene:
    found: Sponsorship = world.filed.sponsorships.get(office__code="IPO-JS")
    given = {"proposal": world.filed.pk, "office": "IPO-BJ"}
    return Seated(found, {"invite": given})


def _stance(world: Matrix) -> Scene:
    proposals = AgendaItem.objects.get(session__seminar=world.meeting, kind="proposals")
    world.act(world.filed, "put_on_agenda", "secretariat", item=proposals.pk)
    given = {"proposal": world.filed.pk, "delegation": world.region.pk, "position": "oppose"}
    return Seated(world.stance(world.filed, world.region), {"take": given})


def _remark(world: Matrix) -> Scene:
    given = {"proposal": world.filed.pk, "text": "赞成。"}
    return Seated(world.make(Remark(), "post", "delegate", **given), {"post": given})


def _batch(world: Matrix) -> Scene:
    world.act(world.handled, "give_opinion", "utilisation", opinion="同意。")
    answer = {"class": "A", "answer_zh": "已办理。"}
    world.act(world.handled, "draft_answer", "protection", **answer)
    return Seated(world.batch([world.handled]))


def _entry(world: Matrix) -> Scene:
    return Seated(_written(world))


def _written(world: Matrix) -> MinutesEntry:
    item = _statements(world)
    world.act(item, "begin", "secretariat")
    entry: MinutesEntry = world.entry(item)
    return entry


def _correction(world: Matrix) -> Scene:
    entry = _written(world)
    Seated(entry).enter("circulated")
    _seminar(world).enter("circulated")
    given = {"entry": entry.pk, "delegation": world.region.pk}
    given |= {"passage": "agreed to act", "wording": "resolved to act"}
    return Seated(world.correction(entry, world.region), {"propose": given})


SCENES: dict[str, Callable[[Matrix], Scene]] = {
    "seminar": _seminar,
    "session": _session,
    "agenda item": _item,
    "document for delegations": _for_delegations,
    "document for the press under embargo": _embargoed,
    "document for everybody": _for_everybody,
    "delegation of a region": _delegation,
    "intervention of a region": _intervention,
    "address": _address,
    "proposal of a region": _proposal,
    "sponsorship of another region": _sponsorship,
    "stance of a region": _stance,
    "remark of a delegate": _remark,
    "batch of answers": _batch,
    "entry of the minutes": _entry,
    "correction of a region": _correction,
}
