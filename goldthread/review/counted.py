"""What a release of news counts of the seminar and of the ledger, bound as figures are.

`{{PROPOSALS period=2019-H2}}`: in place of a period stands the key of the seminar, or of the cycle.
Each count is asked anew until the figures of the release are locked.
"""

from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from json import dumps
from typing import Any, Final

from django.db.models import QuerySet

from goldthread.programme.errors import PartRefused
from goldthread.programme.models import Cycle, KeyTask, Measure
from goldthread.programme.queries.tasks import IN_LEDGER
from goldthread.programme.queries.upstream import PUBLISHED_MEASURES
from goldthread.seminar.address_figures import NO_UNIT, BoundFigure
from goldthread.seminar.models import Delegate, Delegation, Proposal, Seminar
from goldthread.seminar.models.proposal import ANSWERED
from goldthread.seminar.queries.visible import FILED
from goldthread.seminar.speech.bindings import Binding, Token, place
from goldthread.seminar.speech.rendering import Shown
from goldthread.workflow.texts import Sentence, Titles, say

THERE: Final = ("checked_in", "attended")
"""States of a delegation that came."""

DONE: Final = ("settled", "written_off")


@dataclass(frozen=True)
class Count:
    """`rows`: what is counted, of a seminar or of a cycle as `model` says."""

    titles: Titles
    model: type[Any]
    rows: Callable[[Any], "QuerySet[Any]"]


def _there(seminar: Any) -> "QuerySet[Any]":
    return Delegation.objects.filter(seminar=seminar, state__in=THERE)


def _people(seminar: Any) -> "QuerySet[Any]":
    return Delegate.objects.filter(
        delegation__seminar=seminar, delegation__state__in=THERE, replaced_at=None
    )


def _proposals(*states: str) -> Callable[[Any], "QuerySet[Any]"]:
    return lambda seminar: Proposal.objects.filter(seminar=seminar, state__in=states)


def _tasks(cycle: Any) -> "QuerySet[Any]":
    return KeyTask.objects.filter(IN_LEDGER, cycle=cycle, parent=None).exclude(state="cancelled")


COUNTS: Final[Mapping[str, Count]] = {
    "OFFICES": Count({"en": "offices that came", "zh": "参会单位"}, Seminar, _there),
    "PEOPLE": Count({"en": "people of the delegations", "zh": "代表团人员"}, Seminar, _people),
    "PROPOSALS": Count({"en": "proposals filed", "zh": "立案提案"}, Seminar, _proposals(*FILED)),
    "ANSWERED": Count(
        {"en": "proposals answered", "zh": "已答复提案"}, Seminar, _proposals(*ANSWERED)
    ),
    "MEASURES": Count(
        {"en": "measures issued", "zh": "已下达举措"},
        Cycle,
        lambda cycle: Measure.objects.filter(cycle=cycle, state__in=PUBLISHED_MEASURES),
    ),
    "TASKS": Count({"en": "key tasks", "zh": "督办事项"}, Cycle, _tasks),
    "SETTLED": Count(
        {"en": "key tasks settled", "zh": "已办结事项"},
        Cycle,
        lambda cycle: _tasks(cycle).filter(state__in=DONE),
    ),
}
"""By the name that a token gives in place of an indicator."""


def is_count(binding: Binding) -> bool:
    return binding.indicator in COUNTS


def refuse_unknown_count(text: str, token: Token) -> None:
    """PartRefused where the seminar or the cycle is not there, or more is asked than a count."""
    binding = token.binding
    if binding.asked != f"{binding.indicator} period={binding.period}":
        cause = say(
            "{name} takes no more than its period, the key of a {kind}",
            "{name}仅可注明期间，即{kind}的编号",
            name=binding.indicator,
            kind=_kind(binding),
        )
    elif _counted_in(binding) is None:
        cause = say(
            "{name}: there is no {kind} {key}",
            "{name}：没有{kind}{key}",
            name=binding.indicator,
            kind=_kind(binding),
            key=binding.period[:40],
        )
    else:
        return
    raise PartRefused(_placed(text, token, cause))


def _placed(text: str, token: Token, cause: Sentence) -> Sentence:
    line = text.count("\n", 0, token.start) + 1
    return place(line, token.start - text.rfind("\n", 0, token.start), cause)


def _kind(binding: Binding) -> Titles:
    model = COUNTS[binding.indicator].model
    titles: Titles = model.machine.titles
    return titles


def _counted_in(binding: Binding) -> Any:
    """The seminar or the cycle; a token's period is read in capital letters."""
    rows = COUNTS[binding.indicator].model.objects
    return rows.filter(key__iexact=binding.period).order_by("pk").first()


def counted(binding: Binding) -> BoundFigure:
    """The count as things stand; its identity tells which rows were counted, by their hash."""
    found = _counted_in(binding)
    if found is None:
        nothing = {"indicator": binding.indicator, "unit": dict(NO_UNIT)}
        return BoundFigure(binding, Shown(None, NO_UNIT, ""), nothing)
    rows = COUNTS[binding.indicator].rows(found).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    identity: dict[str, Any] = {
        "indicator": binding.indicator,
        "counted_in": found.key,
        "records": len(keys),
        "lineage": [sha256(dumps(keys).encode()).hexdigest()],
        "unit": dict(NO_UNIT),
    }
    return BoundFigure(
        binding, Shown(Fraction(len(keys)), NO_UNIT, _code(binding, identity)), identity
    )


def _code(binding: Binding, identity: Mapping[str, Any]) -> str:
    digest = sha256(dumps(identity, sort_keys=True, ensure_ascii=False).encode()).digest()
    return f"{binding.indicator}-{b32encode(digest[:5]).decode()}"
