"""Families of proposals, the end of old addresses, and that nobody learns of what is not theirs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.queries import answers_for, family, goes_on_in
from tests.seminar.building import Convened
from tests.seminar.proposals.test_merging import REASON, merge


def test_a_family_with_a_split_in_it(world: Convened) -> None:
    """P-001 and P-002 → P-003, split into P-004 and P-005."""
    seminar = world.seminar("called")
    one, two, three = (world.proposal(seminar, "filed") for _ in range(3))
    merge(world, one, three)
    world.act(two, "mark_duplicate", "secretariat", into=three.pk, **REASON)
    parts = [{"title_en": "Fourth"}, {"title_en": "Fifth"}]
    world.act(three, "split", "secretariat", parts=parts, **REASON)
    user, day = world["js_head"], world.at.date()

    found = family(user, three, day)

    assert [p.number for p in found.ancestors] == ["P-001", "P-002"]
    assert [p.number for p in found.descendants] == ["P-004", "P-005"]
    told = [(d.ancestor.number, d.descendant.number, d.kind) for d in found.descents]
    assert told == [
        ("P-001", "P-003", "merge"),
        ("P-002", "P-003", "duplicate"),
        ("P-003", "P-004", "split"),
        ("P-003", "P-005", "split"),
    ]
    for proposal in (one, two, three):
        assert [p.number for p in goes_on_in(user, proposal, day)] == ["P-004", "P-005"]
    assert goes_on_in(user, found.descendants[0], day) == ()


def test_who_reads_only_what_is_published_is_shown_no_more(world: Convened) -> None:
    seminar = world.seminar("called")
    one, two = (world.proposal(seminar, "filed") for _ in range(2))
    merge(world, one, two)
    press, day = world["press"], world.at.date()
    assert (family(press, one, day).descendants, goes_on_in(press, one, day)) == ((), ())
    assert family(press, one, day).descents == ()

    world.lead_proposal(two, "answered")

    assert goes_on_in(press, one, day) == (two,)
    assert family(press, two, day).ancestors == ()
    assert [row.proposal for row in answers_for(press, one, day)] == [two]


def test_as_many_queries_for_a_large_family(world: Convened) -> None:
    seminar = world.seminar("called")
    user, day = world["js_head"], world.at.date()
    last = world.proposal(seminar, "filed")

    def queries() -> list[int]:
        found = []
        for ask in (family, goes_on_in, answers_for):
            with CaptureQueriesContext(connection) as captured:
                list(getattr(got := ask(user, last, day), "descents", got))
            found.append(len(captured))
        return found

    merge(world, world.proposal(seminar, "filed"), last)
    one = queries()
    for _ in range(2):
        merge(world, world.proposal(seminar, "filed"), last)

    assert one == queries()
