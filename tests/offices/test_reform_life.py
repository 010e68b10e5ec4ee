"""The life of an act: rehearsed, enacted, undone; what is refused changes nothing."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goldthread.offices import actions, queries
from goldthread.offices.models import (
    ChangeEvent,
    FunctionHolding,
    Membership,
    Office,
    Reform,
    ReformWrite,
)
from goldthread.offices.reforms import store
from goldthread.workflow.errors import GuardUnmet, NotAllowed, PayloadRefused, WrongState
from goldthread.workflow.verify import verify_chain, verify_states
from tests.offices.building import (
    BEGIN,
    DAY,
    NOW,
    base,
    drafted,
    enacted,
    office,
    snapshot,
    staffed,
)

MERGE: list[dict[str, Any]] = [
    {
        "kind": "function_transferred",
        "function": "trademarks",
        "territory": "CN",
        "from": "B",
        "to": "A",
    },
    {"kind": "merged", "offices": ["B", "A2"], "into": office("M")},
    {"kind": "moved_under", "office": "A", "parent": "M"},
    {"kind": "renamed", "office": "A", "en": "New A", "zh": "新A局"},
    {"kind": "co_named", "office": "C", "en": "Patent Centre", "zh": "专利中心"},
    {
        "kind": "split",
        "office": "A1",
        "into": [
            {"office": office("P", "department"), "share": "1/3", "regions": ["CN-JS"]},
            {"office": office("Q", "department"), "share": "2/3"},
        ],
    },
]


def people() -> tuple[Any, Any]:
    return staffed("planning", "A"), staffed("issuer", "A")


def rehearsed(planner: Any, changes: list[dict[str, Any]] = MERGE) -> Reform:
    reform = drafted(planner, changes)
    actions.rehearse_reform(reform=reform, actor=planner, expected_version=1, at=NOW)
    return reform


def test_enact_writes_and_undo_restores(ledger: str) -> None:
    base()
    planner, issuer = people()
    staffed("secretariat", "A1")
    staffed("national_department", "B", name="wang")
    reform = rehearsed(planner)
    before = snapshot()

    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)

    old, new = queries.structure(DAY - timedelta(days=1)), queries.structure(DAY)
    assert sorted(old.offices) == ["A", "A1", "A11", "A2", "B", "C"]
    assert sorted(new.offices) == ["A", "A11", "C", "M", "P", "Q"]
    assert (old.get("A").parent, new.get("A").parent) == (None, "M")
    assert new.get("A").names == {"en": "New A", "zh": "新A局"}
    assert new.get("C").also == {"en": "Patent Centre", "zh": "专利中心"}
    assert new.holder("trademarks", "CN") == "A"
    assert (new.get("P").regions, new.get("Q").regions) == (("CN-JS",), ("CN-ZJ",))
    assert new.path("A11") == ("M", "A", "Q", "A11")
    seats = Membership.objects.filter(starts=DAY).values_list("role", "office__code")
    assert set(seats) == {("secretariat", "Q"), ("national_department", "M")}
    assert list(store.sound("default")) == []

    actions.undo_reform(reform=reform, actor=issuer, expected_version=3, reason="later", at=NOW)

    assert snapshot() == before
    assert reform.state == "rehearsed"
    assert verify_chain() == verify_states() == list(store.sound("default")) == []


def test_undone_act_is_enacted_again_and_takes_effect(ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
    actions.undo_reform(reform=reform, actor=issuer, expected_version=3, reason="x", at=NOW)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=4, at=NOW)

    day = datetime(2018, 4, 12, tzinfo=UTC)  # the clock did not run on the two days before
    early = actions.take_due_effects(moment=day - timedelta(days=4))
    assert [each.key for each in early] == ["base"]
    assert [each.key for each in actions.take_due_effects(moment=day)] == ["reform-2018"]
    assert actions.take_due_effects(moment=day) == []


def test_undo_on_the_effective_day_is_refused(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
    before = snapshot()

    with pytest.raises(GuardUnmet, match="took effect on 2018-04-10"):
        actions.undo_reform(
            reform=reform,
            actor=issuer,
            expected_version=3,
            reason="too late",
            at=datetime(2018, 4, 10, tzinfo=UTC),
        )
    assert snapshot() == before


def test_take_effect_before_the_day_is_refused(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)

    with pytest.raises(GuardUnmet, match="takes effect on 2018-04-10, not before"):
        actions.take_effect(reform=reform, actor=issuer, expected_version=3, at=NOW)


@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("planning", "A"),
        ("supervision", "A"),
        ("statistician", "A"),
        ("provincial_head", "C"),
        ("auditor", "B"),
        ("system_administrator", "B"),
    ],
)
def test_enact_is_for_the_issuer(sqlite_ledger: str, role: str, where: str) -> None:
    base()
    planner = staffed("planning", "A", name="planner")
    other = staffed(role, where)
    reform = rehearsed(planner)
    before = snapshot(Reform), snapshot()

    with pytest.raises(NotAllowed, match="issuer"):
        actions.enact_reform(reform=reform, actor=other, expected_version=2, at=NOW)
    assert (snapshot(Reform), snapshot()) == before


def test_role_that_ended_yesterday_enacts_nothing(sqlite_ledger: str) -> None:
    base()
    planner = staffed("planning", "A")
    yesterday = staffed("issuer", "A", name="yesterday", ends=NOW.date())
    tomorrow = staffed("issuer", "A", name="tomorrow", starts=NOW.date() + timedelta(days=1))
    today = staffed("issuer", "A", name="today", ends=NOW.date() + timedelta(days=1))
    closed = staffed("issuer", "A", name="closed")
    closed.is_active = False
    closed.save()
    reform = rehearsed(planner)

    for user in (yesterday, tomorrow, closed):
        with pytest.raises(NotAllowed):
            actions.enact_reform(reform=reform, actor=user, expected_version=2, at=NOW)
    actions.enact_reform(reform=reform, actor=today, expected_version=2, at=NOW)
    assert reform.state == "enacted"


def test_enact_needs_the_document(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = actions.draft_reform(
        actor=planner,
        key="bare",
        title_en="x",
        title_zh="x",
        effective=DAY,
        changes=MERGE,
        at=NOW,
    )
    actions.rehearse_reform(reform=reform, actor=planner, expected_version=1, at=NOW)

    with pytest.raises(GuardUnmet, match="Name the enacting document"):
        actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)


def test_enact_after_people_changed_needs_a_new_rehearsal(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    staffed("contributor", "B")

    with pytest.raises(GuardUnmet, match="rehearse again"):
        actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
    actions.rehearse_reform(reform=reform, actor=planner, expected_version=2, at=NOW)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=3, at=NOW)


def test_edit_makes_a_draft_of_it_again(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)

    actions.edit_reform(
        reform=reform,
        actor=planner,
        expected_version=2,
        title_en="Other",
        title_zh="另",
        effective=DAY,
        changes=MERGE[:1],
        at=NOW,
    )

    assert (reform.state, reform.title_en, len(reform.changes)) == ("drafted", "Other", 1)
    with pytest.raises(WrongState):
        actions.enact_reform(reform=reform, actor=issuer, expected_version=3, at=NOW)


def test_cancelled_act_goes_no_further(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)

    actions.cancel_reform(
        reform=reform, actor=planner, expected_version=2, reason="withdrawn", at=NOW
    )

    assert (reform.is_open, ReformWrite.objects.filter(reform=reform).count()) == (False, 0)
    with pytest.raises(WrongState):
        actions.enact_reform(reform=reform, actor=issuer, expected_version=3, at=NOW)


def test_undo_is_refused_while_a_person_rests_on_it(ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
    staffed("secretariat", "M", starts=DAY)
    before = snapshot()

    with pytest.raises(GuardUnmet, match="refer by now to what this act made"):
        actions.undo_reform(reform=reform, actor=issuer, expected_version=3, reason="x", at=NOW)
    assert snapshot() == before


def test_undo_is_refused_while_a_later_act_rests_on_it(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)
    later = date(2018, 6, 1)
    enacted("later", later, [{"kind": "renamed", "office": "A", "en": "Newest", "zh": "最新"}])
    before = snapshot()

    with pytest.raises(GuardUnmet, match="undo what came later first"):
        actions.undo_reform(reform=reform, actor=issuer, expected_version=3, reason="x", at=NOW)
    assert snapshot() == before


def test_drafting_what_cannot_be_read_is_refused(sqlite_ledger: str) -> None:
    base()
    planner = staffed("planning", "A")

    with pytest.raises(GuardUnmet, match="Change 1: the kind 'closed' is none of"):
        drafted(planner, [{"kind": "closed", "office": "A"}])
    with pytest.raises(PayloadRefused, match="JSON without floats"):
        drafted(planner, [{"kind": "split", "office": "A", "into": [{"share": 0.5}]}])
    assert Reform.objects.filter(key="reform-2018").count() == 0


def test_change_events_stand_in_the_order_of_the_act(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)

    events = ChangeEvent.objects.filter(reform=reform).order_by("position")
    assert [event.kind for event in events] == [change["kind"] for change in MERGE]
    assert set(events.values_list("day", flat=True)) == {DAY}
    transfer = events[0].successions.get()
    assert (transfer.predecessor.code, transfer.successor.code) == ("B", "A")
    assert (transfer.function, transfer.share_n, transfer.back_n) == ("trademarks", 1, 1)


def test_ended_rows_keep_their_days(sqlite_ledger: str) -> None:
    base()
    planner, issuer = people()
    reform = rehearsed(planner)
    actions.enact_reform(reform=reform, actor=issuer, expected_version=2, at=NOW)

    spans = FunctionHolding.objects.filter(function="trademarks").order_by("starts")
    assert list(spans.values_list("office__code", "starts", "ends")) == [
        ("B", BEGIN, DAY),
        ("A", DAY, None),
    ]
    ended = Office.objects.exclude(ends=None).order_by("code").values_list("code", "ends")
    assert list(ended) == [("A1", DAY), ("A2", DAY), ("B", DAY)]
