"""How the fields of proposals, stances, remarks and answers are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goldthread.programme import queries as programme
from goldthread.seminar import queries
from goldthread.seminar.models import Proposal
from goldthread.seminar.queries.agenda import released
from goldthread.web.acting.frame import address
from goldthread.web.acting.widgets import Asked, Line, Lines, Many, One, Widget
from goldthread.web.programme.pickers import cycles, measures
from goldthread.web.programme.widgets import Column, Rows
from goldthread.web.proposals import citing, pickers
from goldthread.workflow.errors import PayloadRefused
from goldthread.workflow.texts import in_language, say


class Fixed(One):
    """What the address has named already is only told; of several one is chosen."""

    template = "proposals/fields/fixed.html"


class OwnOffice(Fixed):
    """One of the user's own; in a history any office by its name."""

    def told(self, value: Any, asked: Asked) -> str:
        names = {each.value: each.title for each in pickers.task_leads(asked)}
        return names.get(str(value), str(value))


class Radios(One):
    """A few choices, all to be seen."""

    template = "proposals/fields/radios.html"


@dataclass(frozen=True)
class Answered(Many):
    """The proposals of a batch; in its history by their numbers."""

    def told(self, value: Any, asked: Asked) -> str:
        rows = queries.proposals_visible_to(asked.request.user).filter(pk__in=value)
        comma = "、" if asked.lang == "zh" else ", "
        return comma.join(rows.order_by("number").values_list("number", flat=True))


@dataclass(frozen=True)
class Item(One):
    """An item of the agenda; in a history by the name that the released agenda gives it."""

    def told(self, value: Any, asked: Asked) -> str:
        agenda = released(asked.obj.seminar)
        shown = agenda.item(value) if agenda is not None else None
        return in_language(shown.titles, asked.lang) if shown else _("an item not released yet")


@dataclass(frozen=True)
class LastLines(Lines):
    """The last text of a proposal; what reads like it is shown below while one writes."""

    template = "proposals/fields/alike.html"

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {"href": address(asked.request, "/proposals/alike", proposal=asked.obj.pk)}


class ByNumber(Widget):
    """An object by the number that people call it by, as a key for the engine."""

    hint: Promise
    template = "proposals/fields/numbered.html"

    def value(self, typed: Any, asked: Asked) -> object:
        number = str(typed).strip()
        return str(self.found(number, asked)) if number else None

    def found(self, number: str, asked: Asked) -> int:
        raise NotImplementedError

    def title(self, key: Any, asked: Asked) -> str:
        raise NotImplementedError

    def told(self, value: Any, asked: Asked) -> str:
        return self.title(value, asked) or str(value)


class ProposalNumber(ByNumber):
    """Another proposal of the same seminar; those that read alike are offered first."""

    hint = gettext_lazy("The number of the proposal, such as P-012.")

    def found(self, number: str, asked: Asked) -> int:
        rows = queries.proposals_visible_to(asked.request.user).filter(
            seminar=asked.obj.seminar_id, number__iexact=number
        )
        key = rows.values_list("pk", flat=True).first()
        if key is None:
            raise PayloadRefused(
                say(
                    "This seminar has no proposal with the number {number} that you can see.",
                    "本次座谈会没有您可查看的{number}号提案。",
                    number=number[:40],
                )
            )
        return int(key)

    def title(self, key: Any, asked: Asked) -> str:
        row = queries.proposals_visible_to(asked.request.user).filter(pk=key).first()
        return f"{row.number} {row.title(asked.lang)}" if row is not None else ""

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        obj = asked.obj
        if not isinstance(obj, Proposal) or obj.pk is None:
            return {"hint": self.hint, "options": ()}
        return {"hint": self.hint, "options": citing.targets(asked.request.user, obj, asked.lang)}


class TaskNumber(ByNumber):
    """A key task by its number in the ledger."""

    hint = gettext_lazy("The number of the task in the ledger.")

    def found(self, number: str, asked: Asked) -> int:
        rows = programme.tasks_visible_to(asked.request.user).filter(ledger_number__iexact=number)
        key = rows.order_by("-pk").values_list("pk", flat=True).first()
        if key is None:
            raise PayloadRefused(
                say(
                    "The ledger has no task with the number {number} that you can see.",
                    "台账中没有您可查看的{number}号事项。",
                    number=number[:40],
                )
            )
        return int(key)

    def title(self, key: Any, asked: Asked) -> str:
        row = programme.tasks_visible_to(asked.request.user).filter(pk=key).first()
        return f"{row.ledger_number} {row.title(asked.lang)}" if row is not None else ""

    def extras(self, name: str, asked: Asked) -> Mapping[str, Any]:  # noqa: ARG002
        return {"hint": self.hint, "options": ()}


@dataclass(frozen=True)
class Cites(Rows):
    """What a remark rests on, each by the number or the name that people call it by."""

    template = "proposals/fields/cites.html"

    def value(self, typed: Any, asked: Asked) -> object:
        rows = [citing.read(row["kind"], row["name"], asked) for row in typed]
        return rows or None

    def shown(self, value: Any) -> Any:
        return [{"kind": row["kind"], "name": row["key"]} for row in value or ()]

    def told(self, value: Any, asked: Asked) -> str:
        cited = citing.links(asked.request, value)
        return "\n".join(f"{each.kind}: {each.title}" for each in cited)


CITES = Cites(
    (
        Column("kind", gettext_lazy("What it is"), "one", citing.kinds),
        Column("name", gettext_lazy("Its number or name")),
    )
)
PARTS = Rows(
    (
        Column("title_en", gettext_lazy("Title in English")),
        Column("title_zh", gettext_lazy("Title in Chinese")),
        Column("request_en", gettext_lazy("What is asked for, in English")),
        Column("request_zh", gettext_lazy("What is asked for, in Chinese")),
    )
)
_TASK = TaskNumber()
_DEPARTMENT, _DEPARTMENTS = One(pickers.departments), Many(pickers.departments)

PROPOSAL_FIELDS: Mapping[str, Widget] = {
    "title_en": Line(),
    "title_zh": Line(),
    "background_en": Lines(5),
    "background_zh": Lines(5),
    "request_en": Lines(5),
    "request_zh": LastLines(5),
    "seminar": One(pickers.seminars),
    "office": OwnOffice(pickers.own_offices),
    "line_of_work": One(pickers.lines_of_work),
    "measure": One(measures),
    "into": ProposalNumber(),
    "parts": PARTS,
    "origin": ProposalNumber(),
    "item": Item(pickers.items),
    "lead": _DEPARTMENT,
    "co_handlers": _DEPARTMENTS,
    "separate": _DEPARTMENTS,
    "opinion": Lines(6),
    "answer_en": Lines(8),
    "answer_zh": Lines(8),
    "class": One(pickers.classes),
    "task": _TASK,
    "plan": Line(),
    "plan_lead": One(pickers.task_leads),
    "cycle": One(cycles),
}
SPONSORSHIP_FIELDS: Mapping[str, Widget] = {
    "proposal": Fixed(pickers.proposals),
    "office": One(pickers.other_offices),
    "origin": ProposalNumber(),
}
STANCE_FIELDS: Mapping[str, Widget] = {
    "proposal": Fixed(pickers.proposals),
    "delegation": Fixed(pickers.delegations),
    "position": Radios(pickers.positions),
    "origin": ProposalNumber(),
}
REMARK_FIELDS: Mapping[str, Widget] = {
    "proposal": Fixed(pickers.proposals),
    "reply_to": Fixed(pickers.remarks),
    "text": Lines(4),
    "cites": CITES,
}
BATCH_FIELDS: Mapping[str, Widget] = {
    "title_en": Line(),
    "title_zh": Line(),
    "seminar": Fixed(pickers.seminars),
    "proposals": Answered(pickers.pending),
}
