"""`queries.consensus`: from the stances that the user may see, in words of both languages."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices.models import OfficeVersion
from goldthread.seminar.consensus import Outcome, Role
from goldthread.seminar.models import Delegation, Proposal, Seminar, Stance
from goldthread.seminar.queries.consensus import Consensus, consensus
from tests.seminar.building import Convened

NORTH, SOUTH = ("IPO-BJ", "IPO-TJ", "IPO-HE", "IPO-SX"), ("IPO-GD", "IPO-GX", "IPO-HI", "IPO-FJ")
OFFICES = (*NORTH, *SOUTH)
DIVIDING, SHARED = 5, 1


class Speaking(Convened):
    """Eight delegations, for which one person speaks, and six proposals under discussion."""

    def __init__(self) -> None:
        super().__init__()
        for office in OFFICES:
            self.hire("speaker", "provincial_head", office)
        self.held = self.seminar("called", offices=OFFICES, quorum=8)
        self.put = [self.under_discussion() for _ in range(DIVIDING + SHARED)]

    def under_discussion(self) -> Proposal:
        proposal = self.proposal(self.held, "filed")
        item = self.held.sessions.last().items.get(kind="proposals")
        self.act(proposal, "put_on_agenda", "secretariat", item=item.pk)
        return proposal

    def take(self, office: str, proposal: Proposal, position: str) -> Stance:
        delegation = Delegation.objects.get(seminar=self.held, office__code=office)
        given = {"proposal": proposal.pk, "delegation": delegation.pk, "position": position}
        made: Stance = self.make(Stance(), "take", "speaker", **given)
        return made

    def divide(self) -> None:
        """North supports and south opposes five; all support the sixth."""
        for office in OFFICES:
            for proposal in self.put[:DIVIDING]:
                self.take(office, proposal, "support" if office in NORTH else "oppose")
            self.take(office, self.put[DIVIDING], "support")


@pytest.fixture
def world(sqlite_ledger: str) -> Speaking:
    return Speaking()


def mapped(world: Speaking, user: Any) -> Consensus:
    found = consensus(user, Seminar.objects.get(pk=world.held.pk), world.at.date())
    assert found is not None
    return found


def told(found: Consensus) -> dict[str, list[str]]:
    everything = (
        *(found.headline, *found.notes, *found.blocs),
        *(*found.why.values(), *found.talk.values()),
    )
    return {lang: [each.in_language(lang) for each in everything] for lang in ("en", "zh")}


def test_blocs_with_reasons_in_both_languages(world: Speaking) -> None:
    world.divide()
    found = mapped(world, world["js_delegate"])
    numbers = [proposal.number for proposal in Proposal.objects.order_by("number")]
    assert found.drawn.outcome is Outcome.BLOCS
    assert [set(bloc.delegations) for bloc in found.drawn.blocs] == [set(NORTH), set(SOUTH)]
    assert (found.drawn.bridges, found.drawn.divisive) == ((numbers[-1],), (*numbers[:-1],))
    assert sorted(found.proposals) == numbers

    assert found.headline.in_language("en").startswith("2 blocs. They stand apart")
    assert found.headline.in_language("zh").startswith("存在2个意见群体")
    assert found.why[numbers[-1]].in_language("en") == (
        "A bridge: every bloc supports it (A 4 of 4, B 4 of 4)."
    )
    assert found.why[numbers[0]].in_language("zh") == (
        "分歧提案：赞成的群体为A（4个中4个）；反对的群体为B（4个中4个）。"
    )
    assert found.blocs[0].in_language("en") == (
        "Bloc A, 4 delegations. More than the others it supports "
        f"{', '.join(numbers[:-1])}; more than the others it opposes none."
    )
    assert "the same stance on 1 of the 6 proposals" in found.talk["IPO-BJ"].in_language("en")
    languages = told(found)
    assert len(languages["en"]) == len(languages["zh"]) == len(set(found.why)) + 8 + 4
    assert not [text for text in languages["zh"] if "proposal" in text]


def test_no_map_says_what_it_needs(world: Speaking) -> None:
    found = mapped(world, world["secretariat"])
    assert (found.drawn.outcome, found.drawn.places) == (Outcome.TOO_FEW_PROPOSALS, ())
    assert found.headline.in_language("en") == (
        "No map yet: stances were taken on 0 proposals, and a map needs 5."
    )
    for proposal in world.put[:5]:
        world.take("IPO-BJ", proposal, "support")
    found = mapped(world, world["secretariat"])
    assert found.headline.in_language("zh") == (
        "暂无共识图：表态不少于5件的代表团1个，绘制共识图至少需要8个。"
    )
    assert [row.role for row in found.drawn.proposals] == [Role.NEITHER] * 5


def test_who_may_read_no_stances_is_told_nothing(world: Speaking) -> None:
    world.divide()
    seminar = Seminar.objects.get(pk=world.held.pk)
    for user in (AnonymousUser(), world["press"], world["sysadmin"], world["statistician"]):
        assert consensus(user, seminar, world.at.date()) is None


def test_a_stance_that_is_revised_moves_the_map(world: Speaking) -> None:
    world.divide()
    before = mapped(world, world["js_delegate"]).drawn
    assert mapped(world, world["js_delegate"]).drawn is before
    stance = Stance.objects.get(proposal=world.put[0], delegation__office__code="IPO-BJ")
    world.act(stance, "revise", "speaker", position="oppose")
    row = mapped(world, world["js_delegate"]).drawn.proposals[0]
    assert (row.all.support, row.all.oppose) == (3, 5)


def test_an_office_that_was_abolished_keeps_the_name_it_had(world: Speaking) -> None:
    world.divide()
    seminar = Seminar.objects.get(pk=world.held.pk)
    before = mapped(world, world["js_delegate"]).offices
    OfficeVersion.objects.filter(office__code="IPO-BJ").update(ends=date(2020, 1, 1))
    after = consensus(world["js_delegate"], seminar, date(2020, 6, 1))
    assert after is not None
    assert after.offices == before
    assert before["IPO-BJ"]["zh"] == "北京局"
    OfficeVersion.objects.filter(office__code="IPO-BJ").update(ends=date(2019, 2, 1))
    unnamed = consensus(world["js_delegate"], seminar, date(2020, 6, 1))
    assert unnamed is not None
    assert unnamed.offices["IPO-BJ"] == {"en": "IPO-BJ", "zh": "IPO-BJ"}


def test_what_was_merged_counts_where_it_goes_on_once_confirmed(world: Speaking) -> None:
    world.divide()
    one, other = world.put[0], world.under_discussion()
    number = Proposal.objects.get(pk=one.pk).number
    world.act(one, "merge", "secretariat", into=other.pk, reason="同一事项")
    assert number not in mapped(world, world["js_delegate"]).why
    carried = Stance.objects.filter(proposal=other, state="carried")
    into = Proposal.objects.get(pk=other.pk).number
    assert (carried.count(), into in mapped(world, world["js_delegate"]).why) == (8, False)
    world.act(carried[0], "confirm", "speaker")
    assert mapped(world, world["js_delegate"]).drawn.proposals[-1].all.seen == 1


def test_as_many_queries_for_three_as_for_one(world: Speaking) -> None:
    def count() -> int:
        seminar = Seminar.objects.get(pk=world.held.pk)
        with CaptureQueriesContext(connection) as asked:
            consensus(world["js_delegate"], seminar, world.at.date())
        return len(asked)

    world.take("IPO-BJ", world.put[0], "support")
    one = count()
    for office in ("IPO-TJ", "IPO-GD"):
        world.take(office, world.put[1], "oppose")
    assert (count(), one) == (5, 5)


def test_the_same_on_postgresql(postgresql_ledger: str) -> None:
    world = Speaking()
    world.divide()
    found = mapped(world, world["js_delegate"])
    assert [set(bloc.delegations) for bloc in found.drawn.blocs] == [set(NORTH), set(SOUTH)]
