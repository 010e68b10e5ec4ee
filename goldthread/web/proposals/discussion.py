"""What delegations say of a proposal: a stance each, and threads of remarks with what they cite."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from goldthread.seminar import queries
from goldthread.seminar.models import Proposal, Remark, Stance
from goldthread.web.acting.frame import Badge, badge
from goldthread.web.acting.frame import address as link
from goldthread.web.programme.cycles import begin
from goldthread.web.proposals import citing, inline, pickers, told

DEEPEST = 4
"""Replies further down stand under the last step of indentation."""


@dataclass
class Said:
    """A remark with its replies."""

    remark: Remark
    who: str
    cites: list[citing.Cited]
    badge: Badge | None
    reply: str
    href: str
    replies: list["Said"] = field(default_factory=list)
    depth: int = 1

    @property
    def at(self) -> datetime:
        moment: datetime = self.remark.at
        return moment


def stances(request: HttpRequest, proposal: Proposal, names: Mapping[int, str]) -> dict[str, Any]:
    """The table by delegation, the bar, and the reader's own form."""
    rows = queries.stances_visible_to(request.user).filter(proposal=proposal)
    rows = rows.select_related("delegation", "origin").order_by("delegation__office__code")
    found = list(rows)
    return {
        "rows": [
            {
                "office": names.get(row.delegation.office_id, ""),
                "href": link(request, f"/stances/{row.pk}"),
                "position": row.position,
                "word": told.position(row.position, request.lang),
                "reason": row.reason,
                "badge": badge(row.machine, row.state, request.lang),
                "carried": row.state in ("carried", "lapsed"),
                "origin": row.origin.number if row.origin_id else "",
            }
            for row in found
        ],
        "parts": told.stance_parts(
            [row.position for row in found if row.state in ("taken", "closed")], request.lang
        ),
        "count": sum(row.state in ("taken", "closed") for row in found),
        "form": _own_form(request, proposal, found),
    }


def _own_form(
    request: HttpRequest, proposal: Proposal, rows: list[Stance]
) -> dict[str, Any] | None:
    """To take the first stance of one's delegation, or to revise it."""
    if not request.user.is_authenticated or proposal.discussion != "open":
        return None
    own = pickers.own_delegations(request.user, proposal.seminar_id)
    if not own:
        return None
    taken = {row.delegation_id: row for row in rows}
    free = next((each for each in own if each.pk not in taken), None)
    if free is None:
        return inline.form(request, taken[own[0].pk], "revise", {})
    given = {"proposal": proposal.pk, "delegation": free.pk}
    return inline.form(request, Stance(proposal=proposal, delegation=free), "take", given)


def discussion(
    request: HttpRequest, proposal: Proposal, names: Mapping[int, str]
) -> dict[str, Any]:
    """The threads, oldest first."""
    rows = list(
        queries.remarks_visible_to(request.user)
        .filter(proposal=proposal)
        .select_related("office", "person")
    )
    known = citing.links_of(request, [row.cites for row in rows])
    may = begin(request, Remark(proposal=proposal), "post", proposal=proposal.pk)
    said = {row.pk: _said(request, row, names, known, bool(may)) for row in rows}
    return {
        "threads": _threaded(said),
        "count": sum(row.state == "posted" for row in rows),
        "form": inline.form(request, Remark(proposal=proposal), "post", {"proposal": proposal.pk})
        if may
        else None,
    }


def _said(
    request: HttpRequest,
    row: Remark,
    names: Mapping[int, str],
    known: Mapping[citing.Cite, citing.Cited],
    may: bool,
) -> Said:
    person = row.person
    who = "" if person is None else person.name_zh if request.lang == "zh" else person.name_en
    office = names.get(row.office_id, row.office.code)
    reply = link(request, "/act/remark/new/post", proposal=row.proposal_id, reply_to=row.pk)
    return Said(
        remark=row,
        who=f"{office} · {who}" if who else office,
        cites=citing.cited(known, row.cites),
        badge=None if row.state == "posted" else badge(row.machine, row.state, request.lang),
        reply=reply if may and row.state == "posted" else "",
        href=link(request, f"/remarks/{row.pk}"),
    )


def _threaded(said: Mapping[int, Said]) -> list[Said]:
    """Replies under what they answer; what answers something hidden stands by itself."""
    under: dict[int | None, list[Said]] = defaultdict(list)
    for each in said.values():
        answered = each.remark.reply_to_id
        under[answered if answered in said else None].append(each)
    for key, each in said.items():
        each.replies = under.get(key, [])
    for each in said.values():
        each.depth = min(DEEPEST, 1 + _depth(each, said))
    return _flat(under[None])


def _depth(each: Said, said: Mapping[int, Said]) -> int:
    steps, at = 0, each.remark.reply_to_id
    while at in said and steps < len(said):
        steps, at = steps + 1, said[at].remark.reply_to_id
    return steps


def _flat(tops: list[Said]) -> list[Said]:
    """Each remark followed by its replies, as they are read."""
    found, waiting = [], list(reversed(tops))
    while waiting:
        each = waiting.pop()
        found.append(each)
        waiting += reversed(each.replies)
    return found
