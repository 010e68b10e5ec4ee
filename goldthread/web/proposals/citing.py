"""What a remark rests on: read from what people call things, shown as links to what one may see."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.indicators.catalogue import catalogue
from goldthread.programme import queries as programme
from goldthread.programme.queries.upstream_parts import clauses_visible_to
from goldthread.seminar import queries
from goldthread.seminar.models import Proposal
from goldthread.seminar.queries.alike import alike
from goldthread.seminar.rules.proposal_merged import IN_WORK
from goldthread.web.acting.frame import address as link
from goldthread.web.acting.widgets import Asked, Choice
from goldthread.web.programme.pickers import home
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import say

KINDS = {
    "clause": gettext_lazy("clause"),
    "measure": gettext_lazy("measure"),
    "task": gettext_lazy("key task"),
    "figure": gettext_lazy("figure"),
    "proposal": gettext_lazy("proposal"),
}
HINTS = {
    "clause": gettext_lazy("short name of the document and number, such as plan-2019 1.1"),
    "measure": gettext_lazy("its number in the cycle of the seminar"),
    "task": gettext_lazy("its number in the ledger"),
    "figure": gettext_lazy("code of the indicator, such as C03 or C03 period=2019-H1 region=CN-ZJ"),
    "proposal": gettext_lazy("its number in this seminar"),
}
OFFERED = 20
Cite = tuple[str, str]
_NARROWS = re.compile(r"(period|region|as_of)=[0-9A-Za-z.-]{1,40}", re.ASCII)


@dataclass(frozen=True)
class Cited:
    """`href` is empty for what the reader may not see; its title is then not told either."""

    kind: str
    title: str
    href: str = ""


def kinds(asked: Asked) -> list[Choice]:  # noqa: ARG001
    return [Choice(code, f"{word}: {HINTS[code]}") for code, word in KINDS.items()]


def read(kind: str, name: str, asked: Asked) -> dict[str, str]:
    """What was typed as a row for the engine."""
    if kind not in KINDS or not name:
        raise PayloadRefused(
            say(
                "Of everything cited, say what it is and give its number or name.",
                "请注明每项引用的类别及其编号或名称。",
            )
        )
    key = _READ[kind](name, asked)
    if key is None:
        raise PayloadRefused(
            say(
                "{name} is not known here, or you cannot see it.",
                "未找到“{name}”，或您无权查看。",
                name=name[:80],
            )
        )
    return {"kind": kind, "key": str(key)}


def _clause(name: str, asked: Asked) -> Any:
    document, _blank, path = name.rpartition(" ")
    rows = clauses_visible_to(asked.request.user).filter(document__key=document.strip(), path=path)
    return rows.values_list("pk", flat=True).first()


def _measure(name: str, asked: Asked) -> Any:
    proposal = asked.obj.proposal if asked.obj.proposal_id else None
    rows = programme.measures_visible_to(asked.request.user)
    rows = rows.filter(number=name) if name.isascii() and name.isdecimal() else rows.none()
    if proposal is not None:
        rows = rows.filter(cycle=proposal.seminar.cycle_id)
    return rows.values_list("pk", flat=True).first()


def _task(name: str, asked: Asked) -> Any:
    rows = programme.tasks_visible_to(asked.request.user).filter(ledger_number__iexact=name)
    return rows.order_by("-pk").values_list("pk", flat=True).first()


def _figure(name: str, asked: Asked) -> Any:  # noqa: ARG001
    """An indicator by its code, with what narrows it: "C03 period=2019-H1 region=CN-ZJ"."""
    code, *narrowed = name.split()
    code = code.upper()
    known = code in catalogue(home()) and all(map(_NARROWS.fullmatch, narrowed))
    return "/".join([code, *narrowed]) if known else None


def _proposal(name: str, asked: Asked) -> Any:
    proposal = asked.obj.proposal if asked.obj.proposal_id else None
    if proposal is None:
        return None
    rows = queries.proposals_visible_to(asked.request.user)
    rows = rows.filter(seminar=proposal.seminar_id, number__iexact=name)
    return rows.values_list("pk", flat=True).first()


_READ: Mapping[str, Callable[[str, Asked], Any]] = {
    "clause": _clause,
    "measure": _measure,
    "task": _task,
    "figure": _figure,
    "proposal": _proposal,
}


def links(request: HttpRequest, cites: Iterable[Mapping[str, str]]) -> list[Cited]:
    """The citations of one remark."""
    rows = list(cites)
    found = links_of(request, [rows])
    return [_told(found, row) for row in rows]


def links_of(
    request: HttpRequest, lists: Sequence[Iterable[Mapping[str, str]]]
) -> dict[Cite, Cited]:
    """All that several remarks cite and the reader sees, in one query for each kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for cites in lists:
        for row in cites:
            wanted[str(row.get("kind"))].add(str(row.get("key")))
    found: dict[Cite, Cited] = {}
    for kind, keys in wanted.items():
        if kind in _LINKS:
            found |= {(kind, key): each for key, each in _LINKS[kind](request, keys)}
    return found


def cited(found: Mapping[Cite, Cited], cites: Iterable[Mapping[str, str]]) -> list[Cited]:
    return [_told(found, row) for row in cites]


def _told(found: Mapping[Cite, Cited], row: Mapping[str, str]) -> Cited:
    kind = str(row.get("kind"))
    known = found.get((kind, str(row.get("key"))))
    word = str(KINDS.get(kind, kind))
    return known or Cited(word, _("something that you cannot see"))


def _keys(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]


Pairs = list[tuple[str, Cited]]


def _clauses(request: HttpRequest, keys: set[str]) -> Pairs:
    rows = clauses_visible_to(request.user).filter(pk__in=_keys(keys)).select_related("document")
    return [
        (
            str(row.pk),
            Cited(
                str(KINDS["clause"]),
                f"{row.document.title(request.lang)} {row.path}",
                f"{link(request, f'/sources/{row.document.key}')}#c{row.position}",
            ),
        )
        for row in rows
    ]


def _measures(request: HttpRequest, keys: set[str]) -> Pairs:
    rows = programme.measures_visible_to(request.user).filter(pk__in=_keys(keys))
    return [
        _pair(request, "measure", row, f"{row.number}. {row.title(request.lang)}", "/measures")
        for row in rows
    ]


def _tasks(request: HttpRequest, keys: set[str]) -> Pairs:
    rows = programme.tasks_visible_to(request.user).filter(pk__in=_keys(keys))
    return [
        _pair(request, "task", row, f"{row.ledger_number} {row.title(request.lang)}", "/tasks")
        for row in rows
    ]


def _proposals(request: HttpRequest, keys: set[str]) -> Pairs:
    rows = queries.proposals_visible_to(request.user).filter(pk__in=_keys(keys))
    return [
        _pair(request, "proposal", row, f"{row.number} {row.title(request.lang)}", "/proposals")
        for row in rows
    ]


def _pair(request: HttpRequest, kind: str, row: Any, title: str, path: str) -> tuple[str, Cited]:
    href = link(request, f"{path}/{row.pk}")
    return str(row.pk), Cited(str(KINDS[kind]), title.strip(), href)


def _figures(request: HttpRequest, keys: set[str]) -> Pairs:
    """Indicators by their code; of one that is no more the code stays, without a link."""
    return [(key, _cited_figure(request, key)) for key in keys]


def _cited_figure(request: HttpRequest, key: str) -> Cited:
    code, *narrowed = key.split("/")
    word, definition = str(KINDS["figure"]), catalogue(home()).get(code)
    if definition is None:
        return Cited(word, key)
    title = " ".join([code, definition.titles[request.lang], *narrowed])
    params = dict(each.split("=", 1) for each in narrowed if _NARROWS.fullmatch(each))
    if not params:
        return Cited(word, title, link(request, f"/indicators/{code}"))
    return Cited(word, title, link(request, "/", indicator=code, **params))


_LINKS: Mapping[str, Callable[[HttpRequest, set[str]], Pairs]] = {
    "clause": _clauses,
    "measure": _measures,
    "task": _tasks,
    "figure": _figures,
    "proposal": _proposals,
}


def targets(user: Any, proposal: Proposal, lang: str) -> list[Choice]:
    """What the proposal may go on in, by number: what reads alike first, then its line of work."""
    text = "\n".join(
        getattr(proposal, f"{part}_{lang}") for part in ("title", "background", "request")
    )
    like = [each.proposal for each in alike(user, text, but=proposal.pk)]
    rows = queries.proposals_visible_to(user).filter(
        seminar=proposal.seminar_id, line_of_work=proposal.line_of_work, state__in=IN_WORK
    )
    others = rows.exclude(pk__in=[proposal.pk, *(row.pk for row in like)]).order_by("number")
    fit = [r for r in like if r.seminar_id == proposal.seminar_id and r.state in IN_WORK]
    return [Choice(row.number, row.title(lang)) for row in [*fit, *others[:OFFERED]]][:OFFERED]
