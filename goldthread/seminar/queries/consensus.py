"""The consensus map of a seminar, from the stances that the user may see, with names and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from goldthread.offices.queries import offices_named_on, remembering, roles_of
from goldthread.seminar.consensus import (
    ABSTAIN,
    OPPOSE,
    SUPPORT,
    ConsensusMap,
    draw,
    stances_of,
)
from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.queries import consensus_words as words
from goldthread.seminar.queries.proposals import COUNTED
from goldthread.seminar.queries.visible import (
    TAKING_PART,
    delegations_visible_to,
    proposals_visible_to,
    stances_visible_to,
)
from goldthread.workflow import clock
from goldthread.workflow.texts import Sentence, Titles

WEIGHTS = {"support": SUPPORT, "oppose": OPPOSE, "abstain": ABSTAIN}
GONE_ON = ("merged", "duplicate", "split")
"""What is said of such a proposal counts on the one in which it goes on, once confirmed there."""

_HELD = 16
Row = tuple[str, str, int]


@dataclass(frozen=True)
class Consensus:
    """`drawn` speaks of delegations by the codes of their offices and of proposals by numbers;
    `offices` and `proposals` say what those are called.

    `headline`, `notes`, `blocs` (in their order), `why` (by proposal) and `talk` (by delegation)
    are the facts of the map in words.
    """

    drawn: ConsensusMap
    offices: Mapping[str, Titles]
    proposals: Mapping[str, Proposal]
    headline: Sentence
    notes: tuple[Sentence, ...]
    blocs: tuple[Sentence, ...]
    why: Mapping[str, Sentence]
    talk: Mapping[str, Sentence]


@remembering()
def consensus(user: Any, seminar: Seminar, day: date | None = None) -> Consensus | None:
    """None for who may read no stances: an empty map would say that there are none."""
    on = day or clock.today()
    rows = _stances(user, seminar, on)
    if not rows and not roles_of(user, on) & TAKING_PART:
        return None
    there = delegations_visible_to(user, on).filter(seminar=seminar).exclude(state="absent")
    codes = tuple(there.order_by("office__code").values_list("office__code", flat=True))
    drawn = _drawn(rows, codes, seminar.quorum)
    everybody = {*codes, *(row[0] for row in rows)}
    offices = _names(everybody, min(on, seminar.starts))
    return Consensus(
        drawn=drawn,
        offices=offices,
        proposals=_proposals(user, seminar, drawn, on),
        headline=words.headline(drawn),
        notes=words.notes(drawn),
        blocs=tuple(words.bloc(each) for each in drawn.blocs),
        why={row.proposal: words.why(row, drawn) for row in drawn.proposals},
        talk=words.talk(drawn, offices),
    )


def _stances(user: Any, seminar: Seminar, day: date) -> tuple[Row, ...]:
    found = stances_visible_to(user, day).filter(proposal__seminar=seminar, state__in=COUNTED)
    found = found.exclude(proposal__state__in=GONE_ON)
    fields = ("delegation__office__code", "proposal__number", "position")
    rows = found.order_by(*fields[:2]).values_list(*fields)
    return tuple((office, number, WEIGHTS[position]) for office, number, position in rows)


@lru_cache(maxsize=_HELD)
def _drawn(rows: tuple[Row, ...], delegations: tuple[str, ...], quorum: int) -> ConsensusMap:
    """Held by the stances themselves: one that is revised makes another map, and who sees the
    same stances shares one."""
    return draw(stances_of(rows, delegations), quorum=quorum)


def _proposals(user: Any, seminar: Seminar, drawn: ConsensusMap, day: date) -> dict[str, Proposal]:
    """By number; those of the map only."""
    numbers = {row.proposal for row in drawn.proposals}
    rows = proposals_visible_to(user, day).filter(seminar=seminar).exclude(number="")
    return {row.number: row for row in rows.select_related("office") if row.number in numbers}


def _names(codes: Iterable[str], day: date) -> dict[str, Titles]:
    """The short names of the offices, as on the day; of one that was none then, its code."""
    named = {
        row.office.code: {"en": row.short_en or row.name_en, "zh": row.short_zh or row.name_zh}
        for row in offices_named_on(day)
    }
    return {code: named.get(code, {"en": code, "zh": code}) for code in codes}
