"""A seminar in any state with its agenda, delegations, minutes and proposals, on the known world.

    world = Convened()
    seminar = world.seminar("nominations_open")
    delegation = world.delegation(seminar, "IPO-ZJ", "approved")
    proposal = world.proposal(seminar, "filed")

Every object comes into being through the engine; `world.at` moves on with each action.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldthread.offices.models import Office, Person
from goldthread.seminar.models import (
    AgendaItem,
    AnswerBatch,
    Delegate,
    Delegation,
    Intervention,
    MinutesCorrection,
    MinutesEntry,
    Proposal,
    Seminar,
    SeminarDocument,
    SeminarSession,
    Sponsorship,
    Stance,
)
from tests.programme.building import HEADS, World

FIRST, LAST = date(2019, 7, 30), date(2019, 7, 31)
NOMINATIONS, PROPOSALS = date(2019, 7, 12), date(2019, 7, 19)
CORRECTIONS = date(2019, 8, 15)
PLANNED_ON = date(2019, 6, 3)
"""When the first seminar is planned, while the cycle that the world began with still runs."""

MORE_PEOPLE = {
    "clerk": ("secretariat", "CNIPA-GO"),
    "chair": ("national_department", "CNIPA-HR"),
    "js_delegate": ("delegate", "IPO-JS"),
    "js_contributor": ("contributor", "IPO-JS"),
    "bj_head": ("provincial_head", "IPO-BJ"),
    "bj_coordinator": ("provincial_coordinator", "IPO-BJ"),
    "prot_delegate": ("delegate", "CNIPA-PROT"),
}
INVITED = ("IPO-ZJ", "IPO-JS", "CNIPA-PROT")
OFFICE_HEADS = HEADS | {"IPO-BJ": "bj_head"}
ROOMS = (
    {"key": "hall", "en": "Great Hall", "zh": "大会堂"},
    {"key": "room-2", "en": "Room 2", "zh": "第二会议室"},
)
WAY = (
    *("planned", "called", "nominations_open", "documents_closed", "in_session"),
    *("closed", "minutes_drafted", "circulated", "confirmed", "archived"),
)
DELEGATION_WAY = ("invited", "nominated", "approved", "accredited", "checked_in")
DELEGATES = (
    {"kind": "head", "name_en": "Head", "name_zh": "团长", "post_zh": "局长"},
    {"kind": "member", "name_en": "Member", "name_zh": "代表"},
    {"kind": "observer", "name_en": "Observer", "name_zh": "列席"},
)
PROPOSAL_WAY = (
    *("drafted", "submitted", "filed", "assigned", "in_handling", "answer_pending", "answered"),
)
ANSWER = {"class": "A", "answer_en": "It is done.", "answer_zh": "已办理。"}
PROMISE = {
    "class": "B",
    "answer_en": "It will be done.",
    "plan": "建立快速维权联动机制",
    "plan_lead": "CNIPA-PROT",
    "plan_due": "2019-11-29",
}


class Convened(World):
    """The world with more people: a second clerk, a chair, delegates of further offices."""

    def __init__(self) -> None:
        super().__init__()
        for name, (role, office) in MORE_PEOPLE.items():
            self.hire(name, role, office)
        self.until(PLANNED_ON)

    def reach(self, day: date) -> None:
        """Nine o'clock of a day, unless it is later already."""
        if self.at.date() < day:
            self.until(day)

    def person(self, name: str) -> int:
        """The key of the person who signs in by a name."""
        key: int = Person.objects.get(user=self[name]).pk
        return key

    # The seminar

    def planned(self, key: str = "2019-H2", **more: Any) -> Seminar:
        given = {
            "key": key,
            "cycle": self.cycle.pk,
            "title_en": "Seminar of heads",
            "title_zh": "全国局长座谈会",
            "theme_en": "Protection",
            "place_en": "Beijing",
            "place_zh": "北京",
            "text_en": "You are invited.",
            "text_zh": "请按时参会。",
            "starts": FIRST,
            "ends": LAST,
            "rooms": list(ROOMS),
            "chair": self.person("chair"),
            "nominations_until": NOMINATIONS,
            "proposals_until": PROPOSALS,
            "members": 3,
            "observers": 2,
            "objection_days": 5,
            "quorum": 3,
            "open_minutes": True,
        }
        return self.make(Seminar(), "plan", "secretariat", **(given | more))

    def seminar(
        self, state: str = "called", offices: Sequence[str] = INVITED, **more: Any
    ) -> Seminar:
        """A seminar in a state, with an agenda of two sessions, delegations of the offices.

        Delegations are nominated and approved while nominations are open, accredited when they
        close, and checked in when the session begins. A state of `WAY`, or `cancelled`.
        """
        seminar = self.planned(**more)
        for office in offices:
            self.invite(seminar, office)
        self.agenda(seminar)
        if state == "cancelled":
            self.act(seminar, "cancel", "issuer", reason="改期")
        else:
            self.lead_to(seminar, state)
        return seminar

    def lead_to(self, seminar: Seminar, state: str) -> None:
        """On to a later state."""
        seminar.refresh_from_db()
        for step in WAY[WAY.index(seminar.state) + 1 : WAY.index(state) + 1]:
            getattr(self, f"_seminar_{step}")(seminar)

    def _seminar_called(self, seminar: Seminar) -> None:
        self.act(seminar, "call", "issuer")

    def _seminar_nominations_open(self, seminar: Seminar) -> None:
        self.act(seminar, "open_nominations", "secretariat")

    def _seminar_documents_closed(self, seminar: Seminar) -> None:
        for delegation in seminar.delegations.filter(state__in=("invited", "nominated")):
            self.lead_delegation(delegation, "approved")
        self.act(seminar, "close_documents", "secretariat")
        for delegation in seminar.delegations.filter(state="approved"):
            self.lead_delegation(delegation, "accredited")

    def _seminar_in_session(self, seminar: Seminar) -> None:
        if not seminar.releases.exists():
            self.release(seminar)
        self.reach(seminar.starts)
        self.act(seminar, "open", "secretariat")
        for delegation in seminar.delegations.filter(state="accredited"):
            self.lead_delegation(delegation, "checked_in")

    def _seminar_closed(self, seminar: Seminar) -> None:
        for item in AgendaItem.objects.filter(session__seminar=seminar, state="planned"):
            self.act(item, "begin", "secretariat")
            self.act(item, "end", "secretariat")
        self.reach(seminar.ends)
        self.act(seminar, "close", "secretariat")

    def _seminar_minutes_drafted(self, seminar: Seminar) -> None:
        for item in AgendaItem.objects.filter(session__seminar=seminar, state="done", entry=None):
            if item.kind != "break":
                self.entry(item)
        self.act(seminar, "draft_minutes", "secretariat")

    def _seminar_circulated(self, seminar: Seminar) -> None:
        self.act(seminar, "circulate", "secretariat", until=CORRECTIONS)

    def _seminar_confirmed(self, seminar: Seminar) -> None:
        self.reach(date(2019, 8, 16))
        self.act(seminar, "confirm", "issuer")

    def _seminar_archived(self, seminar: Seminar) -> None:
        self.act(seminar, "archive", "secretariat")

    # The agenda

    def session(self, seminar: Seminar, **more: Any) -> SeminarSession:
        given = {
            "seminar": seminar.pk,
            "title_en": "Morning",
            "title_zh": "上午",
            "day": seminar.starts,
            "starts": "09:00",
            "ends": "12:00",
            "room": "hall",
        }
        return self.make(SeminarSession(), "add", "secretariat", **(given | more))

    def item(self, session: SeminarSession, **more: Any) -> AgendaItem:
        given = {
            "session": session.pk,
            "position": session.items.count() + 1,
            "title_en": "Statements",
            "title_zh": "代表团发言",
            "kind": "statement",
            "minutes": 60,
        }
        return self.make(AgendaItem(), "add", "secretariat", **(given | more))

    def agenda(self, seminar: Seminar) -> tuple[AgendaItem, ...]:
        """A morning (opening, statements) and an afternoon (discussion of proposals)."""
        morning = self.session(seminar)
        opening = {"title_en": "Opening", "title_zh": "开幕", "kind": "opening", "minutes": 30}
        speakers = [{"office": "IPO-ZJ", "en": "Head of Zhejiang", "zh": "浙江局负责人"}]
        afternoon = self.session(
            seminar, title_en="Afternoon", title_zh="下午", starts="14:00", ends="17:30"
        )
        titles = {"title_en": "Proposals", "title_zh": "提案讨论"}
        return (
            self.item(morning, **opening),
            self.item(morning, speakers=speakers),
            self.item(afternoon, kind="proposals", minutes=120, **titles),
        )

    def release(self, seminar: Seminar, remark: str | None = None) -> None:
        self.act(seminar, "release_agenda", "secretariat", remark=remark)

    def statements(self, seminar: Seminar) -> AgendaItem:
        """The item under which delegations speak."""
        item: AgendaItem = AgendaItem.objects.get(session__seminar=seminar, kind="statement")
        return item

    def seminar_document(
        self, seminar: Seminar, state: str = "released", **more: Any
    ) -> SeminarDocument:
        given = {
            "seminar": seminar.pk,
            "name": "report.pdf",
            "sha256": f"{SeminarDocument.objects.count() + 1:064x}",
            "size": 1000,
            "media_type": "application/pdf",
            "title_en": "Report",
            "title_zh": "工作报告",
            "audience": "delegations",
        }
        document = self.make(SeminarDocument(), "add", "secretariat", **(given | more))
        if state != "drafted":
            self.act(document, "release", "secretariat")
        if state == "withdrawn":
            self.act(document, "withdraw", "secretariat", reason="有误")
        return document

    # Delegations and what they say

    def invite(self, seminar: Seminar, office: str = "IPO-ZJ") -> Delegation:
        given = {"seminar": seminar.pk, "office": office}
        return self.make(Delegation(), "invite", "secretariat", **given)

    def delegation(
        self, seminar: Seminar, office: str = "IPO-ZJ", state: str = "approved"
    ) -> Delegation:
        """The office's delegation, invited where it was not, led on to a state."""
        found = Delegation.objects.filter(seminar=seminar, office__code=office).first()
        delegation: Delegation = found or self.invite(seminar, office)
        self.lead_delegation(delegation, state)
        return delegation

    def lead_delegation(self, delegation: Delegation, state: str) -> None:
        way = DELEGATION_WAY
        for step in way[way.index(delegation.state) + 1 : way.index(state) + 1]:
            getattr(self, f"_delegation_{step}")(delegation)

    def _delegation_nominated(self, delegation: Delegation) -> None:
        self.nominate(delegation)

    def _delegation_approved(self, delegation: Delegation) -> None:
        self.act(delegation, "approve", "secretariat")

    def _delegation_accredited(self, delegation: Delegation) -> None:
        self.act(delegation, "accredit", "secretariat")

    def _delegation_checked_in(self, delegation: Delegation) -> None:
        badges = [{"badge": b, "at": self.at.isoformat()} for b in self.badges(delegation)]
        self.act(delegation, "check_in", "secretariat", badges=badges)

    def nominate(
        self, delegation: Delegation, delegates: Sequence[dict[str, Any]] | None = None
    ) -> None:
        """By the head of the office; the names bear its code, so that no two offices share one."""
        code = delegation.office.code
        rows = delegates
        if rows is None:
            rows = [row | {"name_en": f"{row['name_en']} of {code}"} for row in DELEGATES]
        self.act(delegation, "nominate", self.head_of(code), delegates=list(rows))

    def badges(self, delegation: Delegation) -> list[str]:
        """Of those who are in it, the head's first."""
        rows = Delegate.objects.filter(delegation=delegation, replaced_at=None)
        return [row.badge for row in rows.order_by("position")]

    def head_of(self, office: str) -> str:
        return OFFICE_HEADS[office]

    def intervention(
        self,
        delegation: Delegation,
        item: AgendaItem,
        state: str = "requested",
        position: int = 1,
        **more: Any,
    ) -> Intervention:
        """Asked for by the head of the office; `queued` at a position, or declined, or written."""
        by = self.head_of(delegation.office.code)
        given = {"delegation": delegation.pk, "item": item.pk, "minutes": 5, "subject": "经验"}
        made: Intervention = self.make(Intervention(), "request", by, **(given | more))
        if state in ("queued", "given"):
            self.act(made, "queue", "secretariat", position=position)
        if state == "given":
            self.act(made, "give", "secretariat")
        if state == "declined":
            self.act(made, "decline", "secretariat", reason="时间有限")
        if state == "submitted_in_writing":
            self.act(made, "submit_in_writing", by, text="书面发言")
        return made

    # The minutes

    def entry(self, item: AgendaItem, **more: Any) -> MinutesEntry:
        given = {
            "item": item.pk,
            "text_en": "The heads agreed to act together.",
            "text_zh": "各局一致同意协同推进。",
        }
        return self.make(MinutesEntry(), "begin", "secretariat", **(given | more))

    def correction(
        self, entry: MinutesEntry, delegation: Delegation, **more: Any
    ) -> MinutesCorrection:
        given = {
            "entry": entry.pk,
            "delegation": delegation.pk,
            "passage": "agreed to act",
            "wording": "resolved to act",
        }
        by = self.head_of(delegation.office.code)
        return self.make(MinutesCorrection(), "propose", by, **(given | more))

    # Proposals

    def proposal(
        self,
        seminar: Seminar,
        state: str = "filed",
        office: str = "IPO-ZJ",
        *,
        co_sponsors: Sequence[str] = (),
        answer: dict[str, Any] | None = None,
        handlers: dict[str, Any] | None = None,
        **more: Any,
    ) -> Proposal:
        """A proposal of an office in a state: of `PROPOSAL_WAY`, a rating, adopted, reference,
        withdrawn. The lead handler is CNIPA-PROT unless told otherwise. Documents must be open."""
        head = self.head_of(office)
        given = {
            "seminar": seminar.pk,
            "office": office,
            "title_en": "Joint protection",
            "title_zh": "跨省协同保护",
            "background_zh": "各省执法标准不一。",
            "request_zh": "建议统一标准。",
            "line_of_work": "protection",
        }
        proposal: Proposal = self.make(Proposal(), "draft", head, **(given | more))
        for code in co_sponsors:
            self.co_sponsor(proposal, code)
        self.lead_proposal(proposal, state, answer=answer, handlers=handlers)
        return proposal

    def co_sponsor(self, proposal: Proposal, office: str, *, accept: bool = True) -> Sponsorship:
        head = self.head_of(proposal.office.code)
        given = {"proposal": proposal.pk, "office": office}
        made: Sponsorship = self.make(Sponsorship(), "invite", head, **given)
        if accept:
            self.act(made, "accept", self.head_of(office))
        return made

    def lead_proposal(
        self,
        proposal: Proposal,
        state: str,
        *,
        answer: dict[str, Any] | None = None,
        handlers: dict[str, Any] | None = None,
    ) -> None:
        """On to a later state."""
        head = self.head_of(Office.objects.get(pk=proposal.office_id).code)
        if state == "withdrawn":
            self.act(proposal, "withdraw", head, reason="已解决")
            return
        if state == "reference":
            self.lead_proposal(proposal, "submitted")
            self.act(proposal, "keep_as_reference", "secretariat", reason="不属本局职能")
            return
        way = PROPOSAL_WAY
        end = state if state in way else "answered"
        for step in way[way.index(proposal.state) + 1 : way.index(end) + 1]:
            self._proposal_step(proposal, step, head, answer or ANSWER, handlers)
        if state in ("satisfied", "basically_satisfied", "not_satisfied"):
            self.act(proposal, f"rate_{state}", head)
        elif state == "adopted":
            cycle = self.cycle.pk
            self.act(proposal, "adopt", "planning", cycle=cycle, measure=self.measure.pk)

    def _proposal_step(
        self,
        proposal: Proposal,
        step: str,
        head: str,
        answer: dict[str, Any],
        handlers: dict[str, Any] | None,
    ) -> None:
        if step == "submitted":
            self.act(proposal, "submit", head)
        elif step == "filed":
            self.act(proposal, "file", "secretariat")
        elif step == "assigned":
            self.act(proposal, "assign", "secretariat", **(handlers or {"lead": "CNIPA-PROT"}))
        elif step == "in_handling":
            self.act(proposal, "accept", "protection")
        elif step == "answer_pending":
            self.act(proposal, "draft_answer", "protection", **answer)
        else:
            self.publish([proposal])

    def batch(self, proposals: Sequence[Proposal]) -> AnswerBatch:
        given = {
            "seminar": proposals[0].seminar_id,
            "title_en": "First batch",
            "title_zh": "第一批答复",
            "proposals": [each.pk for each in proposals],
        }
        return self.make(AnswerBatch(), "gather", "secretariat", **given)

    def publish(self, proposals: Sequence[Proposal]) -> AnswerBatch:
        """Their drafted answers in one batch; the proposals are then as stored."""
        batch = self.batch(proposals)
        self.act(batch, "publish", "issuer")
        for each in proposals:
            each.refresh_from_db()
        return batch

    def stance(
        self, proposal: Proposal, delegation: Delegation, position: str = "support", **more: Any
    ) -> Stance:
        given = {"proposal": proposal.pk, "delegation": delegation.pk, "position": position}
        by = self.head_of(delegation.office.code)
        return self.make(Stance(), "take", by, **(given | more))
