"""Mergers, duplicates and splits lose nobody and nothing; objections and undoing."""

from datetime import date

import pytest

from goldthread.seminar.models import (
    Delegation,
    Descent,
    Proposal,
    Remark,
    Sponsorship,
    Stance,
)
from goldthread.seminar.queries import family, goes_on_in
from goldthread.workflow.models import Notice
from tests.seminar.building import Convened
from tests.seminar.proposals.refusing import refused

REASON = {"reason": "内容相近"}


def offices(proposal: Proposal) -> set[str]:
    """Who stands behind it."""
    rows = Sponsorship.objects.filter(proposal=proposal, state="accepted")
    return set(rows.values_list("office__code", flat=True))


def put_up(world: Convened, proposal: Proposal) -> None:
    item = proposal.seminar.sessions.last().items.get(kind="proposals")
    world.act(proposal, "put_on_agenda", "secretariat", item=item.pk)


def merge(world: Convened, proposal: Proposal, into: Proposal) -> None:
    world.act(proposal, "merge", "secretariat", into=into.pk, **REASON)


@pytest.fixture
def pair(world: Convened) -> tuple[Proposal, Proposal]:
    """One of Zhejiang with Beijing, one of Jiangsu."""
    seminar = world.seminar("called")
    one = world.proposal(seminar, "filed", co_sponsors=("IPO-BJ",))
    other = world.proposal(seminar, "filed", office="IPO-JS")
    return one, other


def test_merged_everybody_stands_behind_the_other(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    one, other = pair

    merge(world, one, other)

    assert (one.state, one.merged_into, one.duplicate_of) == ("merged", other, None)
    assert one.merged_on == world.at.date()
    assert offices(other) == {"IPO-JS", "IPO-ZJ", "IPO-BJ"}
    assert offices(one) == {"IPO-ZJ", "IPO-BJ"}
    origins = Sponsorship.objects.filter(proposal=other).values_list("office__code", "origin")
    assert dict(origins) == {"IPO-JS": None, "IPO-ZJ": one.pk, "IPO-BJ": one.pk}
    assert Sponsorship.objects.filter(proposal=other, proposes=True).get().office.code == "IPO-JS"
    [descent] = Descent.objects.filter(ancestor=one)
    assert (descent.descendant, descent.kind, descent.reason, descent.ended_at) == (
        other,
        "merge",
        "内容相近",
        None,
    )


def test_an_office_behind_both_stands_there_once(world: Convened) -> None:
    seminar = world.seminar("called")
    one = world.proposal(seminar, "filed", co_sponsors=("IPO-JS",))
    other = world.proposal(seminar, "filed", office="IPO-JS", co_sponsors=("IPO-ZJ",))

    merge(world, one, other)

    rows = Sponsorship.objects.filter(proposal=other)
    assert sorted(rows.values_list("office__code", "origin")) == [
        ("IPO-JS", None),
        ("IPO-ZJ", None),
    ]


def test_both_sides_are_told(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair

    merge(world, one, other)

    told = set(Notice.objects.get(kind="proposal.merged", object_id=str(one.pk)).recipients)
    heads = {str(world.person(name)) for name in ("zj_head", "bj_head", "js_head")}
    assert heads < told


def test_duplicate_of_a_submitted_one(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, _other = pair
    again = world.proposal(one.seminar, "submitted", office="IPO-JS")

    world.act(again, "mark_duplicate", "secretariat", into=one.pk, **REASON)

    assert (again.state, again.duplicate_of, again.merged_into) == ("duplicate", one, None)
    assert offices(one) == {"IPO-ZJ", "IPO-BJ", "IPO-JS"}
    assert again.is_open is False


def test_stances_are_carried_to_be_confirmed(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    one, other = pair
    zj, js = (Delegation.objects.get(office__code=code) for code in ("IPO-ZJ", "IPO-JS"))
    put_up(world, one)
    put_up(world, other)
    world.stance(one, zj, "support", reason="急需")
    world.stance(one, js, "oppose")
    world.stance(other, js, "support")

    # A proposal is merged while it is filed; stances taken by then go with it.
    merge(world, one, other)

    rows = Stance.objects.filter(proposal=other).order_by("delegation__office__code")
    assert [(r.delegation, r.state, r.position, r.reason, r.origin_id) for r in rows] == [
        (js, "taken", "support", "", None),
        (zj, "carried", "support", "急需", one.pk),
    ]
    [carried] = rows.filter(state="carried")
    world.act(carried, "confirm", "zj_head")
    assert (carried.state, carried.origin) == ("taken", one)


def test_a_carried_stance_may_be_revised(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair
    zj = Delegation.objects.get(office__code="IPO-ZJ")
    put_up(world, one)
    world.stance(one, zj, "support")
    merge(world, one, other)
    carried = Stance.objects.get(proposal=other)

    closed = (
        "No stances are being taken on this proposal.",
        "本提案目前不进行表态。",
    )
    assert refused(world, carried, "confirm", "zj_head") == closed
    put_up(world, other)
    world.act(carried, "revise", "zj_head", position="abstain", reason="范围扩大")

    assert (carried.state, carried.position, carried.reason) == ("taken", "abstain", "范围扩大")


def test_remarks_stay_where_they_were_made(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    one, other = pair
    world.make(Remark(), "post", "delegate", proposal=one.pk, text="赞成。")

    merge(world, one, other)

    assert [row.proposal for row in Remark.objects.all()] == [one]


def test_split_into_parts(world: Convened) -> None:
    seminar = world.seminar("called")
    whole = world.proposal(seminar, "filed", co_sponsors=("IPO-JS",))
    parts = [
        {"title_zh": "统一执法标准", "request_zh": "制定统一标准。"},
        {"title_en": "Joint training", "title_zh": "联合培训"},
    ]

    world.act(whole, "split", "secretariat", parts=parts, **REASON)

    one, two = goes_on_in(world["zj_head"], whole, world.at.date())
    assert (whole.state, whole.is_open) == ("split", False)
    assert [(p.number, p.state, p.title_zh) for p in (one, two)] == [
        ("P-002", "filed", "统一执法标准"),
        ("P-003", "filed", "联合培训"),
    ]
    assert (one.request_zh, two.request_zh) == ("制定统一标准。", "建议统一标准。")
    assert (one.filed_on, one.submitted_on) == (whole.filed_on, whole.submitted_on)
    for part in (one, two):
        assert offices(part) == {"IPO-ZJ", "IPO-JS"}
        assert Sponsorship.objects.get(proposal=part, proposes=True).office.code == "IPO-ZJ"
        assert family(world["zj_head"], part, world.at.date()).ancestors == (whole,)


@pytest.mark.parametrize(
    ("parts", "en", "zh"),
    [
        (
            [{"title_en": "One"}],
            "A proposal is split into 2 to 20 parts.",
            "提案应拆分为2至20件。",
        ),
        (
            [{"title_en": f"Part {n}"} for n in range(21)],
            "part: give a list of at most 20 entries.",
            "拆分提案：请给出不超过20项的列表。",
        ),
        (
            [{"title_en": "One"}, {"request_en": "Two"}],
            "part 2: give it a title in one language.",
            "第2项拆分提案：请至少填写一个标题。",
        ),
        (
            [{"title_en": "One"}, {"title_en": "Two", "number": "P-009"}],
            (
                "part 2: there is no field number; there are: request_en, request_zh, title_en, "
                "title_zh."
            ),
            (
                "第2项拆分提案：没有字段number，可用字段为：request_en, request_zh, title_en, "
                "title_zh。"
            ),
        ),
        (
            [{"title_en": "One"}, {"title_en": "T" * 501}],
            "part 2: give the title in English in 1 to 500 characters.",
            "第2项拆分提案：请填写英文标题，1至500个字符。",
        ),
    ],
)
def test_parts_that_cannot_be_read(
    world: Convened, parts: list[dict[str, str]], en: str, zh: str
) -> None:
    whole = world.proposal(world.seminar("called"), "filed")
    assert refused(world, whole, "split", "secretariat", parts=parts, **REASON) == (en, zh)


@pytest.mark.parametrize("action", ["merge", "mark_duplicate"])
def test_no_loop(world: Convened, pair: tuple[Proposal, Proposal], action: str) -> None:
    one, other = pair
    merge(world, one, other)

    assert refused(world, other, action, "secretariat", into=one.pk, **REASON) == (
        "P-001 is this proposal, or goes on in it; a proposal cannot come from itself.",
        "P-001即为本提案，或已并入本提案；提案不能源自自身。",
    )
    assert refused(world, other, action, "secretariat", into=other.pk, **REASON)[0].startswith(
        "P-002 is this proposal"
    )


def test_only_into_one_that_can_take_it(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair
    seminar = one.seminar
    away = world.planned("other")
    world.invite(away)
    world.act(away, "call", "issuer")
    draft = world.proposal(seminar, "drafted", office="IPO-BJ")
    unfit = {
        "a draft": draft,
        "of another seminar": world.proposal(away, "filed"),
        "answered": world.proposal(seminar, "answered"),
        "not filed": world.proposal(seminar, "reference"),
        "withdrawn": world.proposal(seminar, "withdrawn"),
    }
    third = world.proposal(seminar, "filed")
    merge(world, third, other)
    unfit["merged itself"] = third

    for why, target in unfit.items():
        named = target.number or str(target.pk)
        for action in ("merge", "mark_duplicate"):
            assert refused(world, one, action, "secretariat", into=target.pk, **REASON) == (
                (
                    "It goes on in a proposal of the same seminar that is filed and not answered "
                    f"yet; there is no such proposal {named}."
                ),
                f"目标提案须属同一座谈会、已立案且尚未答复；没有这样的提案{named}。",
            ), why
    assert "987" in refused(world, one, "merge", "secretariat", into=987, **REASON)[0]


def test_objection_and_undoing(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair
    zj = Delegation.objects.get(office__code="IPO-ZJ")
    put_up(world, one)
    world.stance(one, zj, "support")
    merge(world, one, other)
    assert refused(world, one, "undo_merge", "secretariat", **REASON) == (
        "Nobody who stands behind the proposal objects to the merger.",
        "提案单位和联名单位均未对并案提出异议。",
    )

    row = Sponsorship.objects.get(proposal=one, office__code="IPO-BJ")
    world.act(row, "object", "bj_head", reason="诉求不同")
    assert (row.objection, row.objected_on) == ("诉求不同", world.at.date())
    desk = Notice.objects.get(kind="sponsorship.objected").recipients
    assert str(world.person("secretariat")) in desk
    world.act(one, "undo_merge", "secretariat", **REASON)

    assert (one.state, one.merged_into, one.merged_on) == ("filed", None, None)
    assert (offices(one), offices(other)) == ({"IPO-ZJ", "IPO-BJ"}, {"IPO-JS"})
    assert Descent.objects.get(ancestor=one).ended_at == world.at
    assert Stance.objects.get(proposal=other).state == "lapsed"
    assert Stance.objects.get(proposal=one).state == "taken"

    # Merged again, nothing is in the way, and the old objection counts no more.
    world.wait(1)
    merge(world, one, other)
    assert offices(other) == {"IPO-JS", "IPO-ZJ", "IPO-BJ"}
    assert sorted(Stance.objects.filter(proposal=other).values_list("state", flat=True)) == [
        "carried",
        "lapsed",
    ]
    assert refused(world, one, "undo_merge", "secretariat", **REASON)[0].startswith("Nobody")


def test_undoing_leaves_what_others_rely_on(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    """Beijing stands behind two that were merged; what Zhejiang confirmed stays confirmed."""
    one, other = pair
    zj = Delegation.objects.get(office__code="IPO-ZJ")
    third = world.proposal(one.seminar, "filed", office="IPO-BJ")
    put_up(world, one)
    put_up(world, other)
    world.stance(one, zj, "support")
    merge(world, one, other)
    merge(world, third, other)
    world.act(Stance.objects.get(proposal=other), "confirm", "zj_head")
    row = Sponsorship.objects.get(proposal=one, office__code="IPO-ZJ")
    world.act(row, "object", "zj_head", reason="诉求不同")

    world.act(one, "undo_merge", "secretariat", **REASON)

    assert offices(other) == {"IPO-JS", "IPO-BJ"}
    assert Stance.objects.get(proposal=other).state == "taken"


def test_undoing_reaches_what_the_other_went_on_in(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    one, other = pair
    last = world.proposal(one.seminar, "filed", office="IPO-JS")
    merge(world, one, other)
    merge(world, other, last)
    assert offices(last) == {"IPO-JS", "IPO-ZJ", "IPO-BJ"}
    row = Sponsorship.objects.get(proposal=one, office__code="IPO-ZJ")
    world.act(row, "object", "zj_head", reason="诉求不同")

    world.act(one, "undo_merge", "secretariat", **REASON)

    assert (offices(other), offices(last)) == ({"IPO-JS"}, {"IPO-JS"})


def test_objections_are_taken_for_some_working_days(
    world: Convened, pair: tuple[Proposal, Proposal]
) -> None:
    """Merged on Monday 3 June 2019 with 5 working days: Friday the 7th is Dragon Boat Day, so the
    last one is Tuesday the 11th."""
    one, other = pair
    row = Sponsorship.objects.get(proposal=one, office__code="IPO-ZJ")
    assert refused(world, row, "object", "zj_head", reason="不同意") == (
        "The proposal was not merged into another.",
        "提案未并案。",
    )
    merge(world, one, other)
    assert one.merged_on == date(2019, 6, 3)

    world.until(date(2019, 6, 12))
    assert refused(world, row, "object", "zj_head", reason="不同意") == (
        "Objections to the merger were taken until 2019-06-11 (5 working days).",
        "并案异议期为5个工作日，已于2019-06-11截止。",
    )


def test_the_last_day_still_counts(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair
    row = Sponsorship.objects.get(proposal=one, office__code="IPO-ZJ")
    merge(world, one, other)
    world.until(date(2019, 6, 11))

    world.act(row, "object", "zj_head", reason="不同意")

    assert row.objected_on == date(2019, 6, 11)


def test_what_is_answered_is_not_undone(world: Convened, pair: tuple[Proposal, Proposal]) -> None:
    one, other = pair
    merge(world, one, other)
    row = Sponsorship.objects.get(proposal=one, office__code="IPO-ZJ")
    world.act(row, "object", "zj_head", reason="不同意")
    world.lead_proposal(other, "answered")

    assert refused(world, one, "undo_merge", "secretariat", **REASON) == (
        (
            "P-002, in which the proposal goes on, is answered; those who stand behind this one "
            "rate that answer."
        ),
        "承接本提案的P-002已答复；本提案的提案单位和联名单位可对该答复进行评价。",
    )
