"""Every row and every guard of delegations and interventions; badges; the queue."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goldthread.offices.models import Person
from goldthread.seminar.models import AgendaItem, Delegate, Delegation, Intervention, Seminar
from goldthread.seminar.transitions import DELEGATION, INTERVENTION
from goldthread.workflow.errors import NotAllowed
from tests.seminar.building import DELEGATES, Convened
from tests.seminar.meeting.rows import No, Step, does, left_out, says, unguarded
from tests.seminar.proposals.refusing import refused

HEAD, MEMBER, OBSERVER = DELEGATES


def own(state: str, seminar: str = "nominations_open") -> Any:
    """The delegation of Zhejiang in a state."""
    return lambda world: world.delegation(world.seminar(seminar), "IPO-ZJ", state)


def members(*rows: dict[str, Any]) -> Any:
    return lambda _w, _o: {"delegates": list(rows or DELEGATES)}


def replacing(_world: Convened, _obj: Delegation) -> dict[str, Any]:
    return {"delegates": list(DELEGATES), "reason": "人员变动"}


def its_badges(world: Convened, obj: Delegation) -> dict[str, Any]:
    at = world.at.isoformat()
    return {"badges": [{"badge": each, "at": at} for each in world.badges(obj)]}


def in_session(state: str) -> Any:
    """A delegation invited so late that it is still in that state when the session has begun."""

    def given(world: Convened) -> Delegation:
        seminar = world.seminar("nominations_open", offices=("IPO-ZJ", "IPO-JS"))
        late = world.delegation(seminar, "IPO-ZJ", state if state != "accredited" else "approved")
        world.act(seminar, "close_documents", "secretariat")
        world.lead_delegation(late, state)
        world.release(seminar)
        world.reach(seminar.starts)
        world.act(seminar, "open", "secretariat")
        return late

    return given


def inviting(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"seminar": world.seminar("called").pk, "office": "IPO-BJ"}


def no_words(_world: Convened, _obj: object) -> dict[str, str]:
    return {}


DELEGATIONS = (
    Step("invite", "", "invited", "secretariat", lambda _w: Delegation(), inviting),
    Step("nominate", "invited", "nominated", "zj_coordinator", own("invited"), members()),
    Step("nominate", "nominated", "nominated", "zj_head", own("nominated"), members()),
    Step(
        "return",
        "nominated",
        "invited",
        "secretariat",
        own("nominated"),
        lambda _w, _o: {"reason": "超员"},
    ),
    Step("approve", "nominated", "approved", "issuer", own("nominated")),
    Step("accredit", "approved", "accredited", "secretariat", own("approved")),
    *(
        Step("replace", state, state, "zj_head", lambda w, s=state: at_the_door(w, s), replacing)
        for state in ("approved", "accredited", "checked_in")
    ),
    Step(
        "check_in",
        "accredited",
        "checked_in",
        "secretariat",
        lambda w: at_the_door(w, "accredited"),
        its_badges,
    ),
    Step(
        "check_in",
        "checked_in",
        "checked_in",
        "secretariat",
        lambda w: at_the_door(w, "checked_in"),
        its_badges,
    ),
    Step(
        "note_attendance",
        "checked_in",
        "attended",
        "system:seminar",
        lambda w: at_the_door(w, "checked_in"),
    ),
    *(
        Step("mark_absent", state, "absent", "secretariat", in_session(state))
        for state in ("invited", "nominated", "approved", "accredited")
    ),
)


def at_the_door(world: Convened, state: str) -> Delegation:
    if state == "approved":
        return own("approved")(world)
    seminar = world.seminar("documents_closed")
    world.reach(date(2019, 7, 29))
    return world.delegation(seminar, "IPO-ZJ", state)


def no(action: str, guard: str, by: str, given: Any, en: str, zh: str, why: str = "") -> No:
    return No(action, guard, by, given, en, zh, why)


def nominating(*rows: dict[str, Any]) -> Any:
    return lambda world: (own("invited")(world), {"delegates": list(rows)})


def past_the_day(world: Convened) -> Any:
    delegation = own("invited")(world)
    world.reach(date(2019, 7, 13))
    return delegation, {"delegates": list(DELEGATES)}


def reading(*badges: str, **more: Any) -> Any:
    def given(world: Convened) -> Any:
        delegation = at_the_door(world, more.get("state", "accredited"))
        at = more.get("at", world.at.isoformat())
        return delegation, {"badges": [{"badge": badge, "at": at} for badge in badges]}

    return given


def replaced_badge(world: Convened) -> Any:
    delegation = at_the_door(world, "accredited")
    Delegate.objects.filter(delegation=delegation, kind="observer").update(badge="VOID")
    given = {"delegates": [HEAD, MEMBER], "reason": "生病"}
    world.act(delegation, "replace", "zj_head", **given)
    return delegation, {"badges": [{"badge": "VOID", "at": world.at.isoformat()}]}


def elsewhere(world: Convened) -> Any:
    """Somebody of the office who is in another delegation already."""
    seminar = world.seminar("nominations_open")
    world.hire("zj_head", "contributor", "IPO-JS")
    person = Person.objects.get(user=world["zj_head"]).pk
    head = {"kind": "head", "person": person}
    world.nominate(world.delegation(seminar, "IPO-JS", "invited"), [head])
    return world.delegation(seminar, "IPO-ZJ", "invited"), {"delegates": [head]}


def of_another_office(world: Convened) -> Any:
    head = {"kind": "head", "person": world.person("planning")}
    return own("invited")(world), {"delegates": [head]}


HEADS = "A delegation has exactly one head; {} are named."
團 = "代表团须有且仅有一名团长，现填报{}名。"
PLACES = (
    "A delegation may have 3 members, the head among them, and 2 observers; {} members and {} "
    "observers are named."
)
名额 = "代表团名额为代表3名（含团长）、列席2名，现填报代表{}名、列席{}名。"
TWO_HEADS = (HEAD, {"kind": "head", "name_zh": "第二团长"})
FOUR = (HEAD, *({"kind": "member", "name_zh": f"代表{n}"} for n in range(3)))
THREE_WATCH = (HEAD, *({"kind": "observer", "name_zh": f"列席{n}"} for n in range(3)))
INVITE = (
    (
        {"seminar": "99"},
        "There is no such seminar, or it is over or cancelled.",
        "座谈会不存在，或已结束、取消。",
    ),
    (
        {"office": "IPO-QQ"},
        "There is no office IPO-QQ on this day.",
        "当日不存在单位IPO-QQ。",
    ),
    ({"office": "IPO-ZJ"}, "IPO-ZJ is invited already.", "IPO-ZJ已受邀。"),
)
DELEGATION_REFUSALS = (
    *(
        no(
            "invite",
            "delegation.invitable",
            "secretariat",
            lambda w, given=given: (Delegation(), inviting(w) | given),
            en,
            zh,
            str(given),
        )
        for given, en, zh in INVITE
    ),
    no(
        "nominate",
        "delegation.nominations_open",
        "zj_head",
        lambda w: (own("invited", "called")(w), {"delegates": list(DELEGATES)}),
        "Nominations are not open (the seminar is: called).",
        "报名未开放（当前：已通知）。",
    ),
    no(
        "nominate",
        "delegation.nominations_open",
        "zj_head",
        past_the_day,
        "Nominations were taken until 2019-07-12.",
        "报名已于2019-07-12截止。",
        "late",
    ),
    *(
        no("nominate", "delegation.members_readable", "zj_head", nominating(*rows), en, zh, why)
        for why, rows, en, zh in (
            ("second head", TWO_HEADS, HEADS.format(2), 團.format(2)),
            ("no head", (MEMBER,), HEADS.format(0), 團.format(0)),
            ("nobody", (), HEADS.format(0), 團.format(0)),
            ("too many", FOUR, PLACES.format(4, 0), 名额.format(4, 0)),
            ("observers", THREE_WATCH, PLACES.format(1, 3), 名额.format(1, 3)),
            (
                "twice",
                (HEAD, {"kind": "observer", "name_zh": "团 长"}),
                (
                    "delegate 2: 团 长 stands in it already as number 1; of two persons of one "
                    "name add to the names what tells them apart."
                ),
                "第2项代表：团 长已列为第1项；如系同名不同人，请在姓名后加注区别。",
            ),
            (
                "blank",
                (HEAD, {"kind": "member", "name_zh": "　 "}),
                "delegate 2: give the name in 1 to 200 characters.",
                "第2项代表：请填写姓名，1至200个字符。",
            ),
            (
                "no name",
                (HEAD, {"kind": "member"}),
                "delegate 2: the name is blank; give it.",
                "第2项代表：姓名为空，请填写。",
            ),
            (
                "kind",
                ({"kind": "guest", "name_zh": "客"},),
                "delegate 1: the kind must be head, member or observer.",
                "第1项代表：类别须为head、member或observer。",
            ),
        )
    ),
    no(
        "replace",
        "delegation.before_close",
        "zj_head",
        lambda w: (closed_without(w), {"delegates": list(DELEGATES), "reason": "x"}),
        "Members are replaced until the seminar is closed (it is: closed).",
        "人员更换须在闭会之前（当前：已闭会）。",
    ),
    no(
        "replace",
        "delegation.members_readable",
        "zj_head",
        lambda w: (own("approved")(w), {"delegates": list(TWO_HEADS), "reason": "x"}),
        HEADS.format(2),
        團.format(2),
    ),
    no(
        "check_in",
        "delegation.badges_known",
        "secretariat",
        reading("NOBODY"),
        "badge 1: NOBODY is no badge of this delegation.",
        "第1项证件：NOBODY不是本代表团的证件。",
    ),
    no(
        "check_in",
        "delegation.badges_known",
        "secretariat",
        reading(),
        "badge 1: read one badge at least.",
        "第1项证件：请至少读取一个证件。",
        "none",
    ),
    no(
        "check_in",
        "delegation.badges_known",
        "secretariat",
        replaced_badge,
        "badge 1: VOID is void: who bore it (Observer of IPO-ZJ) was replaced.",
        "第1项证件：VOID已失效：持证人（Observer of IPO-ZJ）已被更换。",
        "replaced",
    ),
    no(
        "mark_absent",
        "delegation.session_begun",
        "secretariat",
        lambda w: (own("invited")(w), {}),
        "Who is absent is seen once the session has begun.",
        "开会后方可记为缺席。",
    ),
)


def closed_without(world: Convened) -> Delegation:
    """Approved, but never accredited, when the seminar was closed."""
    delegation = in_session("approved")(world)
    world.act(Seminar.objects.get(pk=delegation.seminar_id), "close", "secretariat")
    return delegation


@pytest.mark.parametrize("step", DELEGATIONS, ids=lambda step: step.name)
def test_done(world: Convened, step: Step) -> None:
    assert does(world, step).state == step.target


@pytest.mark.parametrize("each", DELEGATION_REFUSALS, ids=lambda each: each.name)
def test_refused(world: Convened, each: No) -> None:
    assert says(world, each) == (each.en, each.zh)


def test_nobody_is_in_two_delegations_or_in_that_of_another_office(world: Convened) -> None:
    obj, payload = elsewhere(world)
    assert refused(world, obj, "nominate", "zj_head", **payload) == (
        "delegate 1: zj_head is in the delegation of IPO-JS already.",
        "第1项代表：zj_head已在IPO-JS代表团中。",
    )
    key = world.person("planning")
    rows = [{"kind": "head", "person": key}]
    assert refused(world, obj, "nominate", "zj_head", delegates=rows) == (
        f"delegate 1: {key} is the key of nobody who works in the office IPO-ZJ.",
        f"第1项代表：单位IPO-ZJ没有编号为{key}的人员。",
    )


def test_only_the_office_itself_nominates(world: Convened) -> None:
    delegation = own("invited")(world)
    for name in ("js_head", "delegate", "zj_contributor", "secretariat"):
        en, _ = refused(world, delegation, "nominate", name, NotAllowed, delegates=list(DELEGATES))
        assert en == "This is done by the head or the coordinator of the invited office."


def test_the_database_itself_keeps_one_head(world: Convened) -> None:
    delegation = own("nominated")(world)
    heads = Delegate.objects.filter(delegation=delegation, kind="head", replaced_at=None)
    assert heads.count() == 1
    assert [row.position for row in delegation.delegates.all()] == [1, 2, 3]


def test_badges_are_random_and_everybody_has_one(world: Convened) -> None:
    seminar = world.seminar("documents_closed")
    badges = list(Delegate.objects.values_list("badge", flat=True))
    assert (len(badges), len(set(badges))) == (9, 9)
    assert all(re.fullmatch("[A-Z2-7]{24}", badge) for badge in badges)
    assert seminar.delegations.filter(state="accredited").count() == 3


def test_heads_are_exchanged_and_who_stays_keeps_the_badge(world: Convened) -> None:
    delegation = at_the_door(world, "accredited")
    before = {row.kind: row.badge for row in delegation.delegates.all()}
    rows = [
        {"kind": "head", "name_en": "MEMBER of IPO-ZJ", "name_zh": "代表"},
        {"kind": "member", "name_zh": "团长", "post_zh": "一级巡视员"},
        {"kind": "member", "name_zh": "新代表"},
    ]
    world.act(delegation, "replace", "zj_head", delegates=rows, reason="分工调整")
    now = {row.name_zh: row for row in Delegate.objects.filter(delegation=delegation)}
    assert [(row.kind, row.badge) for row in (now["代表"], now["团长"])] == [
        ("head", before["member"]),
        ("member", before["head"]),
    ]
    assert now["新代表"].badge not in {None, *before.values()}
    assert (now["列席"].badge, now["列席"].replaced_at) == (before["observer"], world.at)
    assert now["团长"].post_zh == "一级巡视员"


def test_read_twice_the_earliest_time_stays(world: Convened) -> None:
    delegation = at_the_door(world, "accredited")
    badge = world.badges(delegation)[0]
    world.wait(hours=2)
    times = [world.at - timedelta(minutes=each) for each in (30, 90, 10)]
    for at in times:
        rows = [{"badge": badge, "at": at.isoformat()}]
        world.act(delegation, "check_in", "secretariat", badges=rows)
    found = Delegate.objects.get(badge=badge)
    assert found.checked_in_at == times[1]


@pytest.mark.parametrize("at", ["yesterday", "2019-07-29T09:00:00", "2019-07-29T23:00:00+00:00"])
def test_a_time_that_cannot_be_is_refused(world: Convened, at: str) -> None:
    delegation = at_the_door(world, "accredited")
    badge = world.badges(delegation)[0]
    rows = [{"badge": badge, "at": at}]
    en, zh = refused(world, delegation, "check_in", "secretariat", badges=rows)
    assert (badge in en, badge in zh) == (True, True)


def test_a_clock_a_little_ahead_is_set_to_now(world: Convened) -> None:
    delegation = at_the_door(world, "accredited")
    badge = world.badges(delegation)[0]
    rows = [{"badge": badge, "at": (world.at + timedelta(minutes=9)).isoformat()}]
    world.act(delegation, "check_in", "secretariat", badges=rows)
    assert Delegate.objects.get(badge=badge).checked_in_at == world.at


# Interventions


def hall(world: Convened, state: str = "in_session") -> tuple[Delegation, AgendaItem]:
    seminar = world.seminar(state)
    if not seminar.releases.exists():
        world.release(seminar)
    delegation = Delegation.objects.get(seminar=seminar, office__code="IPO-ZJ")
    return delegation, world.statements(seminar)


def asking(world: Convened, _obj: object = None) -> dict[str, Any]:
    delegation, item = hall(world)
    return {"delegation": delegation.pk, "item": item.pk, "minutes": 5}


def spoken(state: str) -> Any:
    def given(world: Convened) -> Intervention:
        delegation, item = hall(world)
        world.act(item, "begin", "chair")
        return world.intervention(delegation, item, state)

    return given


def place(_world: Convened, _obj: object) -> dict[str, int]:
    return {"position": 1}


def why(_world: Convened, _obj: object) -> dict[str, str]:
    return {"reason": "时间有限"}


def text(_world: Convened, _obj: object) -> dict[str, str]:
    return {"text": "<b>书面发言</b>"}


INTERVENTIONS = (
    Step("request", "", "requested", "delegate", lambda _w: Intervention(), asking),
    Step("queue", "requested", "queued", "chair", spoken("requested"), place),
    Step("move", "queued", "queued", "secretariat", spoken("queued"), place),
    Step("shift", "queued", "queued", "system:seminar", spoken("queued"), place),
    Step("give", "queued", "given", "chair", spoken("queued")),
    *(
        Step("submit_in_writing", state, "submitted_in_writing", "zj_head", spoken(state), text)
        for state in ("requested", "queued", "declined")
    ),
    *(
        Step("decline", state, "declined", "chair", spoken(state), why)
        for state in ("requested", "queued")
    ),
    *(
        Step("withdraw", state, "withdrawn", "zj_coordinator", spoken(state))
        for state in ("requested", "queued")
    ),
)
NO_ITEM = (
    "Name an item of the released agenda of this seminar.",
    "请填写本座谈会已发布议程中的事项。",
)


def asks(**given: Any) -> Any:
    return lambda world: (Intervention(), asking(world) | given)


def unreleased(world: Convened) -> Any:
    given = asking(world)
    session = AgendaItem.objects.get(pk=given["item"]).session
    return Intervention(), given | {"item": world.item(session, minutes=5).pk}


def of_the_opening(world: Convened) -> Any:
    given = asking(world)
    return Intervention(), given | {"item": AgendaItem.objects.get(kind="opening").pk}


def twice(world: Convened) -> Any:
    delegation, item = hall(world)
    world.intervention(delegation, item)
    return Intervention(), {"delegation": delegation.pk, "item": item.pk, "minutes": 5}


def too_early(world: Convened) -> Any:
    seminar = world.seminar("called")
    world.release(seminar)
    delegation = Delegation.objects.get(seminar=seminar, office__code="IPO-ZJ")
    item = world.statements(seminar).pk
    return Intervention(), {"delegation": delegation.pk, "item": item, "minutes": 5}


def queue_place(action: str, position: int) -> Any:
    state = "requested" if action == "queue" else "queued"
    return lambda world: (spoken(state)(world), {"position": position})


def not_begun(world: Convened) -> Any:
    delegation, item = hall(world)
    return world.intervention(delegation, item, "queued"), {}


INTERVENTION_REFUSALS = (
    no("request", "intervention.item_open", "zj_head", asks(item="99999"), *NO_ITEM),
    no("request", "intervention.item_open", "zj_head", unreleased, *NO_ITEM, "unreleased"),
    no(
        "request",
        "intervention.item_open",
        "zj_head",
        of_the_opening,
        "Under “Opening” delegations do not speak, or it is over.",
        "“开幕”不安排代表团发言，或已结束。",
        "no queue",
    ),
    no(
        "request",
        "intervention.item_open",
        "zj_head",
        twice,
        "The delegation has asked to speak under this item already.",
        "代表团已就该事项申请发言。",
        "twice",
    ),
    no(
        "request",
        "intervention.item_open",
        "zj_head",
        too_early,
        "A delegation asks to speak once it is approved.",
        "代表团审核通过后方可申请发言。",
        "early",
    ),
    no(
        "request",
        "intervention.item_open",
        "zj_head",
        asks(subject="题" * 501),
        "subject: 501 characters are given; 500 are the most.",
        "发言主题：已填501个字符，最多500个。",
        "long",
    ),
    no(
        "request",
        "intervention.minutes_fit",
        "zj_head",
        asks(minutes=61),
        "Ask for 1 to 60 minutes; the whole item has 60.",
        "申请时长须为1至60分钟（该事项共60分钟）。",
    ),
    *(
        no(
            action,
            "intervention.position_fits",
            "secretariat",
            queue_place(action, 2),
            "Give a place in the queue from 1 to 1.",
            "发言顺序须为1至1。",
        )
        for action in ("queue", "move")
    ),
    no(
        "give",
        "intervention.item_under_way",
        "chair",
        not_begun,
        "Somebody speaks while the item is under way; begin the item first.",
        "发言须在事项进行中，请先开始该事项。",
    ),
)


@pytest.mark.parametrize("step", INTERVENTIONS, ids=lambda step: step.name)
def test_said(world: Convened, step: Step) -> None:
    assert does(world, step).state == step.target


@pytest.mark.parametrize("each", INTERVENTION_REFUSALS, ids=lambda each: each.name)
def test_not_said(world: Convened, each: No) -> None:
    assert says(world, each) == (each.en, each.zh)


def test_every_row_and_every_guard_is_tried() -> None:
    for machine, steps, refusals in (
        (DELEGATION, DELEGATIONS, DELEGATION_REFUSALS),
        (INTERVENTION, INTERVENTIONS, INTERVENTION_REFUSALS),
    ):
        assert left_out(machine, steps) == set()
        assert unguarded(machine, refusals) == set()


def order(item: AgendaItem) -> list[tuple[int, str, str]]:
    rows = Intervention.objects.filter(item=item, position__isnull=False)
    rows = rows.filter(state__in=("queued", "given")).order_by("position")
    return [(row.position, row.delegation.office.code, row.state) for row in rows]


def test_the_queue_moves_on_and_who_has_spoken_keeps_the_place(world: Convened) -> None:
    delegation, item = hall(world)
    others = Delegation.objects.filter(seminar=delegation.seminar).exclude(pk=delegation.pk)
    js, prot = others.order_by("-office__code")
    world.act(item, "begin", "chair")
    first = world.intervention(delegation, item, "queued", 1)
    second = world.intervention(js, item, "queued", 1)
    third = world.intervention(prot, item, "queued", 2)
    assert order(item) == [
        (1, "IPO-JS", "queued"),
        (2, "CNIPA-PROT", "queued"),
        (3, "IPO-ZJ", "queued"),
    ]
    world.act(second, "give", "chair")
    world.act(first, "move", "chair", position=2)
    assert order(item) == [
        (1, "IPO-JS", "given"),
        (2, "IPO-ZJ", "queued"),
        (3, "CNIPA-PROT", "queued"),
    ]
    assert refused(world, third, "move", "chair", position=1)[0] == (
        "Give a place in the queue from 2 to 3."
    )
    world.act(first, "withdraw", "zj_head")
    world.act(third, "move", "chair", position=2)
    assert order(item) == [(1, "IPO-JS", "given"), (2, "CNIPA-PROT", "queued")]
    second.refresh_from_db()
    assert second.given_at > datetime(2019, 7, 30, tzinfo=UTC)


def test_nobody_speaks_for_another_delegation(world: Convened) -> None:
    given = asking(world)
    en, _ = refused(world, Intervention(), "request", "js_head", NotAllowed, **given)
    assert en.startswith("This is done by those who speak for the delegation")
    made = world.make(Intervention(), "request", "delegate", **given)
    for name in ("js_delegate", "secretariat", "chair"):
        refused(world, made, "withdraw", name, NotAllowed)
