"""A world in which every step of the thread is there once or more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldthread.programme.models import Clause, KeyTask, ProgressReport
from goldthread.review.models import FrozenFigure, Review
from goldthread.seminar.models import Address, AddressFigure, Promise, Proposal
from tests.programme.reporting import TARGET
from tests.review.building import Reviewed
from tests.seminar.building import PROMISE

SENTENCE = "We granted {{C03 period=2019-H1}} patents. We will open ten centres."


@dataclass
class Walked:
    world: Reviewed
    clause: Clause
    task: KeyTask
    regional: tuple[KeyTask, ...]
    report: ProgressReport
    address: Address
    cited: AddressFigure
    promise: Promise
    proposal: Proposal
    frozen: FrozenFigure


def walk_world(world: Reviewed) -> Walked:
    """Zhejiang and Jiangsu hold a part each; the proposal was answered and adopted."""
    task = world.task("in_progress", targets=[TARGET])
    regional = tuple(
        world.assignment(task, office, "in_progress") for office in ("IPO-ZJ", "IPO-JS")
    )
    report = world.make(
        ProgressReport(),
        "draft",
        "zj_contributor",
        task=regional[0].pk,
        office="IPO-ZJ",
        narrative="按计划推进。",
        period_end=date(2019, 6, 30),
    )
    world.uploaded(regional[0], "zj_head")
    seminar = world.seminar("nominations_open")
    proposal = world.proposal(seminar, "adopted", measure=world.measure.pk, answer=PROMISE)
    given = {"seminar": seminar.pk, "title_en": "Address", "text_en": SENTENCE}
    address = world.make(Address(), "draft", "planning", **given)
    asked = "C03 period=2019-H1"
    identity: dict[str, Any] = {"unit": {"en": "", "zh": ""}}
    cited = AddressFigure.objects.create(
        address=address, code="C03-AAAA", binding=asked, value="7", identity=identity
    )
    promised = world.new_measure(2, issued=False)
    promise = Promise.objects.create(
        address=address, position=1, sentence_en="We will open ten centres.", measure=promised
    )
    frozen = _frozen(world, asked)
    clause = world.document.clauses.get(path="1.1")
    return Walked(world, clause, task, regional, report, address, cited, promise, proposal, frozen)


def _frozen(world: Reviewed, asked: str) -> FrozenFigure:
    review: Review = world.review("frozen")
    figure: FrozenFigure = review.releases.get().figures.get(asked=asked)
    return figure
