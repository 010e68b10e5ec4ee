"""Every row and every guard of the seminar's table."""

from datetime import date
from typing import Any

import pytest

from goldthread.seminar.models import AgendaItem, AgendaRelease, Delegation, Seminar, SeminarSession
from goldthread.seminar.transitions import SEMINAR
from goldthread.workflow.errors import NotAllowed, PayloadRefused
from tests.seminar.building import CORRECTIONS, FIRST, LAST, ROOMS, WAY, Convened
from tests.seminar.meeting.rows import No, Step, does, left_out, says, unguarded
from tests.seminar.proposals.refusing import refused

FIELDS: dict[str, Any] = {
    "title_zh": "全国局长座谈会",
    "starts": FIRST,
    "ends": LAST,
    "nominations_until": date(2019, 7, 12),
    "proposals_until": date(2019, 7, 19),
    "members": 3,
    "observers": 2,
    "objection_days": 5,
    "quorum": 3,
}


def at(state: str) -> Any:
    return lambda world: world.seminar(state)


def planning(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"key": "2020-H1", "cycle": world.cycle.pk, **FIELDS}


def later_session(world: Convened, _obj: object) -> dict[str, Any]:
    world.session(Seminar.objects.get(), title_en="Evening", starts="19:00", ends="20:00")
    return {"remark": "增加晚间会议"}


def over(world: Convened, _obj: object) -> dict[str, Any]:
    world.reach(date(2019, 8, 16))
    return {}


def to_release(state: str) -> Step:
    return Step("release_agenda", state, state, "secretariat", at(state), later_session)


def released(world: Convened) -> Seminar:
    seminar = world.seminar("documents_closed")
    world.release(seminar)
    return seminar


def minuted(world: Convened) -> Seminar:
    seminar = world.seminar("closed")
    for item in AgendaItem.objects.filter(state="done"):
        world.entry(item)
    return seminar


STEPS = (
    Step("plan", "", "planned", "secretariat", lambda _w: Seminar(), planning),
    *(
        Step("edit", state, state, "secretariat", at(state), lambda _w, _o: FIELDS)
        for state in ("planned", "called", "nominations_open", "documents_closed")
    ),
    Step("call", "planned", "called", "issuer", at("planned")),
    Step("open_nominations", "called", "nominations_open", "secretariat", at("called")),
    Step(
        "close_documents",
        "nominations_open",
        "documents_closed",
        "secretariat",
        at("nominations_open"),
    ),
    *map(to_release, ("called", "nominations_open", "documents_closed", "in_session")),
    Step("open", "documents_closed", "in_session", "issuer", released),
    Step("close", "in_session", "closed", "issuer", at("in_session")),
    Step("draft_minutes", "closed", "minutes_drafted", "secretariat", minuted),
    Step(
        "circulate",
        "minutes_drafted",
        "circulated",
        "secretariat",
        at("minutes_drafted"),
        lambda _w, _o: {"until": CORRECTIONS},
    ),
    Step("confirm", "circulated", "confirmed", "issuer", at("circulated"), over),
    Step("archive", "confirmed", "archived", "secretariat", at("confirmed")),
    *(
        Step("renew_screen", state, state, "secretariat", at(state))
        for state in WAY[: WAY.index("closed") + 1]
    ),
    *(
        Step("cancel", state, "cancelled", "issuer", at(state), lambda _w, _o: {"reason": "改期"})
        for state in ("planned", "called", "nominations_open", "documents_closed")
    ),
)


def plan(**given: Any) -> Any:
    return lambda world: (Seminar(), planning(world) | given)


def edit(**given: Any) -> Any:
    return lambda world: (world.seminar("planned"), FIELDS | given)


def bare(world: Convened, **given: Any) -> Seminar:
    return world.make(Seminar(), "plan", "secretariat", **(planning(world) | given))


def without_guests(world: Convened) -> Any:
    return bare(world, text_en="Come."), {}


def same_agenda(world: Convened) -> Any:
    seminar = world.seminar("called")
    world.release(seminar)
    return seminar, {}


def called_with(*sessions: dict[str, Any], items: int = 0) -> Any:
    """A seminar with sessions, the first of which has that many items of an hour."""

    def given(world: Convened) -> Any:
        seminar = world.planned()
        world.invite(seminar)
        made = [world.session(seminar, **session) for session in sessions]
        for _ in range(items):
            world.item(made[0])
        world.act(seminar, "call", "issuer")
        return seminar, {}

    return given


def under_way(world: Convened) -> Any:
    seminar = world.seminar("in_session")
    world.act(world.statements(seminar), "begin", "chair")
    return seminar, {}


def uncorrected(world: Convened) -> Any:
    seminar = world.seminar("circulated")
    delegation = Delegation.objects.get(seminar=seminar, office__code="IPO-ZJ")
    world.correction(world.statements(seminar).entry, delegation)
    world.reach(date(2019, 8, 16))
    return seminar, {}


def outside(world: Convened) -> Any:
    seminar = world.seminar("planned")
    return seminar, FIELDS | {"starts": LAST}


TITLE = ("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。")
LATE = (
    (
        "Nominations and proposals are taken until a day that is not after the first day, "
        "2019-07-30; 2019-07-31 is."
    ),
    "报名与提案截止日不得晚于开始日期2019-07-30，现为2019-07-31。",
)
KEY = "is taken, or is not written in letters, digits and hyphens (2019-H2)."
DAYS = (
    "The last day must be the first day or one of the 31 days after it.",
    "结束日期须为开始日期当日或其后31日内。",
)
REFUSALS = (
    No(
        "plan",
        "seminar.key_free",
        "secretariat",
        plan(key="a/b"),
        f"The short name a/b {KEY}",
        "网址简称a/b已被使用，或未按字母、数字、连字符书写（如2019-H2）。",
    ),
    No(
        "plan",
        "seminar.key_free",
        "secretariat",
        lambda w: (w.planned(), plan(key="2019-H2")(w))[1],
        f"The short name 2019-H2 {KEY}",
        "网址简称2019-H2已被使用，或未按字母、数字、连字符书写（如2019-H2）。",
        "taken",
    ),
    No(
        "plan",
        "seminar.cycle_known",
        "secretariat",
        plan(cycle="999999"),
        "There is no such cycle, or it is archived.",
        "工作周期不存在或已归档。",
    ),
    No("plan", "seminar.titled", "secretariat", plan(title_zh=" "), *TITLE),
    No("edit", "seminar.titled", "secretariat", edit(title_zh=" "), *TITLE),
    No("plan", "seminar.readable", "secretariat", plan(proposals_until=LAST), *LATE),
    No("edit", "seminar.readable", "secretariat", edit(nominations_until=LAST), *LATE),
    No("plan", "seminar.readable", "secretariat", plan(ends=date(2019, 9, 1)), *DAYS, "long"),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(starts=date(2019, 8, 1)),
        *DAYS,
        "backwards",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(members=0),
        "members of a delegation at most: 0 is not from 1 to 100.",
        "代表团代表名额：0不在1至100之间。",
        "nobody",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(theme_en="x" * 501),
        "theme in English: 501 characters are given; 500 are the most.",
        "英文主题：已填501个字符，最多500个。",
        "long theme",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(chair="999999"),
        "There is no person with the key 999999.",
        "没有编号为999999的人员。",
        "nobody chairs",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(rooms=[*ROOMS, {"key": "hall", "en": "Again"}]),
        "room 3: the key hall stands twice.",
        "第3项会场：编号hall重复。",
        "room twice",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(rooms=[{"key": "hall"}]),
        "room 1: give its name in English, in Chinese, or both.",
        "第1项会场：请填写英文或中文名称。",
        "room without name",
    ),
    No(
        "plan",
        "seminar.readable",
        "secretariat",
        plan(rooms=[{"key": "大厅", "zh": "大厅"}]),
        "room 1: give it a key of letters, digits and hyphens, such as hall-1.",
        "第1项会场：请填写由字母、数字、连字符组成的编号，如 hall-1。",
        "room without key",
    ),
    No(
        "edit",
        "seminar.readable",
        "secretariat",
        outside,
        "The session “Morning” is on 2019-07-30, outside the days given; move it first.",
        "会议阶段“上午”定于2019-07-30，不在所填日期内，请先调整。",
        "session outside",
    ),
    No(
        "edit",
        "seminar.readable",
        "secretariat",
        edit(rooms=[ROOMS[1]]),
        "The session “Morning” is in the room hall, which is not in the list.",
        "会议阶段“上午”安排在会场hall，所填会场中没有。",
        "room in use",
    ),
    No(
        "call",
        "seminar.notice_written",
        "issuer",
        lambda w: (bare(w), {}),
        "Write the text of the notice in English, in Chinese, or both, before it is sent.",
        "请先填写英文或中文通知正文，再印发。",
    ),
    No(
        "call",
        "seminar.invited",
        "issuer",
        without_guests,
        "Nobody is invited yet; invite delegations first.",
        "尚未邀请代表团，请先邀请。",
    ),
    No(
        "release_agenda",
        "seminar.agenda_changed",
        "secretariat",
        same_agenda,
        "The agenda is as it was released (version 1); there is nothing new to release.",
        "议程与已发布的第1版相同，无需再发布。",
    ),
    No(
        "release_agenda",
        "seminar.agenda_fits",
        "secretariat",
        called_with({"title_en": "One"}),
        "The agenda has no item yet.",
        "议程尚无事项。",
    ),
    No(
        "release_agenda",
        "seminar.agenda_fits",
        "secretariat",
        called_with({"starts": "09:00", "ends": "10:50"}, items=2),
        "The items of the session “Morning” take 10 minutes more than it has.",
        "会议阶段“上午”各事项合计超出10分钟。",
        "too long",
    ),
    No(
        "release_agenda",
        "seminar.agenda_fits",
        "secretariat",
        called_with(
            {},
            {"title_en": "Next room", "title_zh": "别室", "room": "room-2"},
            {"title_en": "Noon", "title_zh": "中午", "starts": "11:59", "ends": "13:00"},
            items=1,
        ),
        "The sessions “Morning” and “Noon” are in the room Great Hall at the same time.",
        "会议阶段“上午”与“中午”同时使用会场大会堂。",
        "overlap",
    ),
    No(
        "open",
        "seminar.agenda_released",
        "secretariat",
        lambda w: (w.seminar("documents_closed"), {}),
        "Release the agenda before the session is opened.",
        "请先发布议程，再开会。",
    ),
    No(
        "close",
        "seminar.no_item_under_way",
        "secretariat",
        under_way,
        "“Statements” is still under way; end it first.",
        "“代表团发言”仍在进行，请先结束。",
    ),
    No(
        "draft_minutes",
        "seminar.items_minuted",
        "secretariat",
        lambda w: (w.seminar("closed"), {}),
        "These items have no entry in the minutes yet: Opening; Statements; Proposals.",
        "以下事项尚无纪要：开幕；代表团发言；提案讨论。",
    ),
    No(
        "circulate",
        "seminar.until_ahead",
        "secretariat",
        lambda w: (w.seminar("minutes_drafted"), {"until": date(2019, 7, 30)}),
        "The last day for corrections, 2019-07-30, is past.",
        "更正截止日2019-07-30已过。",
    ),
    No(
        "confirm",
        "seminar.corrections_decided",
        "issuer",
        uncorrected,
        "1 corrections are not decided yet; take them over or decline them.",
        "尚有1项更正未处理，请采纳或说明不采纳。",
    ),
    No(
        "confirm",
        "seminar.correction_time_over",
        "issuer",
        lambda w: (w.seminar("circulated"), {}),
        "Corrections are taken until 2019-08-15; confirm the minutes after that day.",
        "更正截止日为2019-08-15，请在其后确认纪要。",
    ),
)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_done(world: Convened, step: Step) -> None:
    assert does(world, step).state == step.target


@pytest.mark.parametrize("no", REFUSALS, ids=lambda no: no.name)
def test_refused(world: Convened, no: No) -> None:
    assert says(world, no) == (no.en, no.zh)


def test_every_row_and_every_guard_is_tried() -> None:
    assert left_out(SEMINAR, STEPS) == set()
    assert unguarded(SEMINAR, REFUSALS) == set()


def test_an_edit_keeps_what_is_left_out_of_rooms_and_empties_the_rest(world: Convened) -> None:
    seminar = world.seminar("called")
    world.act(seminar, "edit", "secretariat", **FIELDS, answer_days=30)
    assert seminar.rooms == [dict(room) for room in ROOMS]
    assert (seminar.title_en, seminar.chair, seminar.answer_days) == ("", None, 30)


def test_only_a_chair_who_is_named_or_the_issuer_chairs(world: Convened) -> None:
    seminar = world.seminar("in_session")
    item = world.statements(seminar)
    for name in ("issuer", "zj_head", "planning"):
        en, _ = refused(world, item, "begin", name, NotAllowed)
        assert en == "“begin” is done by: chair or secretariat."
    session = SeminarSession.objects.get(pk=item.session_id)
    world.act(
        session,
        "edit",
        "secretariat",
        title_en="Morning",
        day=FIRST,
        starts="9:00",
        ends="12:00",
        chair=world.person("planning"),
    )
    refused(world, item, "begin", "chair", NotAllowed)
    world.act(item, "begin", "planning")
    assert item.state == "under_way"


def test_where_nobody_is_named_the_issuer_chairs(world: Convened) -> None:
    seminar = world.seminar("in_session", chair=None)
    item = world.statements(seminar)
    refused(world, item, "begin", "chair", NotAllowed)
    world.act(item, "begin", "issuer")
    assert item.state == "under_way"


def test_closing_notes_who_took_part(world: Convened) -> None:
    seminar = world.seminar("in_session")
    late = world.invite(seminar, "IPO-BJ")
    world.act(seminar, "close", "secretariat")
    rows = dict(Delegation.objects.values_list("office__code", "state"))
    assert rows == {
        "IPO-ZJ": "attended",
        "IPO-JS": "attended",
        "CNIPA-PROT": "attended",
        "IPO-BJ": "invited",
    }
    world.act(late, "mark_absent", "secretariat")
    assert late.state == "absent"


def test_markup_stays_text_and_nothing_else(world: Convened) -> None:
    text = "<script>alert(1)</script> & “{place}”"
    seminar = world.planned(title_en=text, text_en=text)
    seminar.refresh_from_db()
    assert (seminar.title_en, seminar.text_en) == (text, text)
    session = world.session(seminar, title_en=text)
    en, _ = refused(world, session, "remove", "zj_head", NotAllowed)
    assert "secretariat" in en
    world.invite(seminar)
    world.session(seminar, title_en="Other")
    world.item(session)
    world.act(seminar, "call", "issuer")
    en, _ = refused(world, seminar, "release_agenda", "secretariat")
    assert f"“{text}” and “Other”" in en


def test_five_megabytes_of_text_are_refused(world: Convened) -> None:
    seminar = world.planned()
    en, _ = refused(
        world, seminar, "edit", "secretariat", PayloadRefused, **FIELDS, text_zh="字" * 5_000_000
    )
    assert "5,000,000" in en or "5000000" in en
    assert AgendaRelease.objects.count() == 0
