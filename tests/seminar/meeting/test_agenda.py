"""Every row and every guard of sessions, items and documents; what releases keep and change."""

import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from goldthread.programme.errors import PartRefused
from goldthread.seminar.given import times
from goldthread.seminar.models import (
    AgendaItem,
    AgendaRelease,
    Delegation,
    Seminar,
    SeminarDocument,
    SeminarSession,
)
from goldthread.seminar.queries.agenda import Agenda, content_of, digest, released, working
from goldthread.seminar.queries.agenda_changes import concerning, diff, offices_concerned
from goldthread.seminar.transitions import AGENDA_ITEM, SEMINAR_DOCUMENT, SEMINAR_SESSION
from tests.seminar.building import FIRST, LAST, Convened
from tests.seminar.meeting.rows import No, Step, does, left_out, says, unguarded

SESSION: dict[str, Any] = {"title_en": "S", "day": FIRST, "starts": "9:00", "ends": "10:00"}
ITEM: dict[str, Any] = {"title_en": "I", "kind": "statement", "position": 1, "minutes": 10}
DOCUMENT: dict[str, Any] = {"title_en": "D", "audience": "press"}
FILE = {"name": "a.pdf", "sha256": "a" * 64, "size": 1, "media_type": "application/pdf"}


def session(world: Convened, state: str = "called") -> SeminarSession:
    return world.session(world.seminar(state), title_en="Empty", starts="19:00", ends="20:00")


def in_called(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"seminar": world.seminar("called").pk, **SESSION}


def first_session(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"session": world.seminar("called").sessions.first().pk, **ITEM}


def item(world: Convened, state: str = "in_session") -> AgendaItem:
    return world.statements(world.seminar(state))


def begun(world: Convened) -> AgendaItem:
    found = item(world)
    world.act(found, "begin", "chair")
    return found


def document(state: str) -> Any:
    return lambda world: world.seminar_document(world.seminar("called"), state)


def file_of(world: Convened, _obj: object = None) -> dict[str, Any]:
    return {"seminar": world.seminar("called").pk, **FILE, **DOCUMENT}


def reason(_world: Convened, _obj: object) -> dict[str, str]:
    return {"reason": "调整"}


def item_edit(_world: Convened, obj: AgendaItem) -> dict[str, Any]:
    return {"session": obj.session_id, **ITEM}


SESSIONS = (
    Step("add", "", "planned", "secretariat", lambda _w: SeminarSession(), in_called),
    Step("edit", "planned", "planned", "secretariat", session, lambda _w, _o: SESSION),
    Step("remove", "planned", "removed", "secretariat", session),
)
ITEMS = (
    Step("add", "", "planned", "secretariat", lambda _w: AgendaItem(), first_session),
    Step("edit", "planned", "planned", "secretariat", item, item_edit),
    Step("begin", "planned", "under_way", "chair", item),
    Step("end", "under_way", "done", "secretariat", begun),
    Step("remove", "planned", "removed", "secretariat", item, reason),
)
DOCUMENTS = (
    Step("add", "", "drafted", "secretariat", lambda _w: SeminarDocument(), file_of),
    *(
        Step("edit", state, state, "secretariat", document(state), lambda _w, _o: DOCUMENT)
        for state in ("drafted", "released")
    ),
    Step("release", "drafted", "released", "secretariat", document("drafted")),
    *(
        Step("withdraw", state, "withdrawn", "secretariat", document(state), reason)
        for state in ("drafted", "released")
    ),
)


def no(guard: str, given: Any, en: str, zh: str, why: str = "", action: str = "add") -> No:
    return No(action, guard, "secretariat", given, en, zh, why)


def new_session(**more: Any) -> Any:
    return lambda world: (SeminarSession(), in_called(world) | more)


def new_item(**more: Any) -> Any:
    return lambda world: (AgendaItem(), first_session(world) | more)


def new_document(**more: Any) -> Any:
    return lambda world: (SeminarDocument(), file_of(world) | more)


def of_another_seminar(world: Convened) -> Any:
    mine = item(world)
    other = world.planned("2020-H1")
    return mine, {"session": world.session(other).pk, **ITEM}


def in_removed_session(world: Convened) -> Any:
    removed = session(world)
    world.act(removed, "remove", "secretariat")
    return AgendaItem(), {"session": removed.pk, **ITEM}


def second_under_way(world: Convened) -> Any:
    first = begun(world)
    return first.session.items.get(kind="opening"), {}


def asked_for(world: Convened) -> Any:
    seminar = world.seminar("in_session")
    delegation = Delegation.objects.get(seminar=seminar, office__code="IPO-ZJ")
    used = world.statements(seminar)
    world.intervention(delegation, used)
    world.seminar_document(seminar, item=used.pk)
    return used, {"reason": "调整"}


def foreign_item(world: Convened) -> Any:
    mine = item(world)
    other = world.planned("2020-H1")
    return SeminarDocument(), {"seminar": other.pk, **FILE, **DOCUMENT, "item": mine.pk}


NO_SEMINAR = (
    "There is no such seminar or session, or the seminar is over.",
    "座谈会或会议阶段不存在，或座谈会已结束。",
)
TITLE = ("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。")
SESSION_REFUSALS = (
    no("agenda.running", lambda _w: (SeminarSession(), {"seminar": 99, **SESSION}), *NO_SEMINAR),
    no(
        "agenda.running",
        lambda w: (w.seminar("closed").sessions.first(), SESSION),
        *NO_SEMINAR,
        action="edit",
    ),
    no("agenda.titled", new_session(title_en=None), *TITLE),
    no(
        "agenda.titled",
        lambda w: (session(w), SESSION | {"title_en": None}),
        *TITLE,
        action="edit",
    ),
    no(
        "agenda.session_readable",
        new_session(starts="9 o'clock"),
        "begins at: “9 o'clock” is no time; write it such as 09:00.",
        "开始时间：“9 o'clock”不是时间，请按09:00的形式填写。",
    ),
    no(
        "agenda.session_readable",
        lambda w: (session(w), SESSION | {"ends": "24:00"}),
        "ends at: “24:00” is no time; write it such as 09:00.",
        "结束时间：“24:00”不是时间，请按09:00的形式填写。",
        action="edit",
    ),
    no(
        "agenda.session_readable",
        new_session(ends="09:00"),
        "The end, 09:00, must be later than the beginning, 09:00.",
        "结束时间09:00须晚于开始时间09:00。",
        "backwards",
    ),
    no(
        "agenda.session_readable",
        new_session(day=date(2019, 8, 1)),
        "The seminar is from 2019-07-30 to 2019-07-31; 2019-08-01 is none of its days.",
        "座谈会为2019-07-30至2019-07-31，2019-08-01不在其内。",
        "another day",
    ),
    no(
        "agenda.session_readable",
        new_session(room="garden"),
        "There is no room garden; there are: hall, room-2.",
        "没有会场garden，可用的有：hall, room-2。",
        "no room",
    ),
    no(
        "agenda.session_empty",
        lambda w: (w.seminar("called").sessions.first(), {}),
        "The session still has 2 items; move or remove them first.",
        "该会议阶段尚有2项事项，请先移出或取消。",
        action="remove",
    ),
)
ITEM_REFUSALS = (
    no("agenda.running", lambda _w: (AgendaItem(), {"session": 99, **ITEM}), *NO_SEMINAR),
    no("agenda.running", of_another_seminar, *NO_SEMINAR, action="edit"),
    no("agenda.titled", new_item(title_en=None), *TITLE),
    no(
        "agenda.titled",
        lambda w: ((i := item(w)), item_edit(w, i) | {"title_en": ""}),
        *TITLE,
        action="edit",
    ),
    no(
        "agenda.item_readable",
        new_item(kind="dance"),
        "kind: there is no “dance”; there are: opening, address, report, statement, "
        "discussion, proposals, closing, break.",
        "类别：没有“dance”，可用的有：opening, address, report, statement, discussion, proposals, "
        "closing, break。",
    ),
    no(
        "agenda.item_readable",
        lambda w: ((i := item(w)), item_edit(w, i) | {"minutes": 0}),
        "minutes: 0 is not from 1 to 720.",
        "分钟：0不在1至720之间。",
        action="edit",
    ),
    no(
        "agenda.item_readable",
        new_item(speakers=[{"office": "IPO-ZJ", "en": "Head"}, {"office": "IPO-QQ", "en": "X"}]),
        "speaker 2: there is no office IPO-QQ on 2019-07-30.",
        "第2项发言人：2019-07-30不存在单位IPO-QQ。",
        "no office",
    ),
    no(
        "agenda.item_readable",
        new_item(speakers=[{"office": "IPO-ZJ"}]),
        "speaker 1: give its name in English, in Chinese, or both.",
        "第1项发言人：请填写英文或中文名称。",
        "no name",
    ),
    no(
        "agenda.item_readable",
        in_removed_session,
        "The session was removed.",
        "该会议阶段已取消。",
        "removed",
    ),
    no(
        "agenda.in_session",
        lambda w: (item(w, "documents_closed"), {}),
        "Items are begun while the seminar is in session (it is: documents closed).",
        "事项须在会议进行中开始（当前状态：文件已截止）。",
        action="begin",
    ),
    no(
        "agenda.none_under_way",
        second_under_way,
        "“Statements” is still under way; end it first.",
        "“代表团发言”仍在进行，请先结束。",
        action="begin",
    ),
    no(
        "agenda.item_unused",
        asked_for,
        "2 interventions, proposals, documents or entries of the minutes belong to the item; "
        "settle or move them first.",
        "该事项下尚有2项发言、提案、文件或纪要，请先处理或移出。",
        action="remove",
    ),
)
DOCUMENT_REFUSALS = (
    no(
        "document.seminar_running",
        lambda w: (
            SeminarDocument(),
            {"seminar": w.seminar("cancelled").pk, **FILE, **DOCUMENT},
        ),
        "There is no such seminar, or it is cancelled or archived.",
        "座谈会不存在，或已取消、归档。",
    ),
    no(
        "evidence.file_described",
        new_document(name="../a.pdf"),
        "Give the file's own name without folders, its size in bytes and its SHA-256 in 64 small "
        "hexadecimal digits.",
        "请填写不含路径的文件名、字节数，以及64位小写十六进制的 SHA-256。",
    ),
    no("document.titled", new_document(title_en=None), *TITLE),
    no(
        "document.titled",
        lambda w: (document("drafted")(w), DOCUMENT | {"title_en": None}),
        *TITLE,
        action="edit",
    ),
    no(
        "document.readable",
        new_document(audience="friends"),
        "who may read it: there is no “friends”; there are: secretariat, delegations, press, "
        "public.",
        "阅读范围：没有“friends”，可用的有：secretariat, delegations, press, public。",
    ),
    no(
        "document.readable",
        lambda w: (document("released")(w), DOCUMENT | {"embargo_time": "10:00"}),
        "A time of the embargo needs its day; give the day too.",
        "填写解密时间的，须同时填写解密日期。",
        action="edit",
    ),
    no(
        "document.readable",
        new_document(embargo_day=date(2029, 1, 1)),
        "The embargo ends on 2029-01-01, more than a year after the seminar; check the day.",
        "解密日期2029-01-01晚于座谈会一年以上，请核对。",
        "far away",
    ),
)


@pytest.mark.parametrize("step", [*SESSIONS, *ITEMS, *DOCUMENTS], ids=lambda step: step.name)
def test_done(world: Convened, step: Step) -> None:
    assert does(world, step).state == step.target


@pytest.mark.parametrize(
    "each",
    [*SESSION_REFUSALS, *ITEM_REFUSALS, *DOCUMENT_REFUSALS],
    ids=lambda each: each.name,
)
def test_refused(world: Convened, each: No) -> None:
    assert says(world, each) == (each.en, each.zh)


def test_a_document_of_another_seminars_item_is_refused(world: Convened) -> None:
    obj, payload = foreign_item(world)
    key = payload["item"]
    each = no("document.readable", lambda _w: (obj, payload), "", "")
    assert says(world, each) == (
        f"{key} is no item of this seminar's agenda.",
        f"{key}不是本座谈会的议程事项。",
    )


def test_every_row_and_every_guard_is_tried() -> None:
    for machine, steps, refusals in (
        (SEMINAR_SESSION, SESSIONS, SESSION_REFUSALS),
        (AGENDA_ITEM, ITEMS, ITEM_REFUSALS),
        (SEMINAR_DOCUMENT, DOCUMENTS, DOCUMENT_REFUSALS),
    ):
        assert left_out(machine, steps) == set()
        assert unguarded(machine, refusals) == set()


@pytest.mark.parametrize("written", ["09:05", "9:05", "９：０５", " 09：05 "])
def test_times_are_read_as_people_write_them(written: str) -> None:
    assert times.read(written, {"en": "time"}).isoformat() == "09:05:00"


@for_all(st.text(max_size=12))
def test_any_text_is_a_time_or_refused_by_a_sentence(written: str) -> None:
    with suppress(PartRefused):
        found = times.read(written, {"en": "time", "zh": "时间"})
        assert found.strftime("%H:%M")[-2:] == unicodedata.normalize("NFKC", written).strip()[-2:]


def test_full_width_times_and_an_embargo_are_kept(world: Convened) -> None:
    made = world.session(world.seminar("called"), starts="１９：３０", ends="20:00")
    assert made.starts == datetime(2019, 7, 30, 19, 30, tzinfo=UTC)
    kept = world.seminar_document(
        made.seminar, "drafted", embargo_day=FIRST, embargo_time="10：30", audience="public"
    )
    assert kept.embargo_until == datetime(2019, 7, 30, 10, 30, tzinfo=UTC)
    world.act(kept, "edit", "secretariat", **DOCUMENT, embargo_day=LAST)
    assert kept.embargo_until == datetime(2019, 7, 31, 0, 0, tzinfo=UTC)


def two_versions(world: Convened) -> tuple[Seminar, Agenda]:
    """Released once; then a new item before the statements, which another office joins, and the
    discussion of proposals is moved to the morning of the next day."""
    seminar = world.seminar("called")
    world.release(seminar)
    before = released(seminar)
    assert before is not None
    statements = world.statements(seminar)
    morning = statements.session
    world.item(morning, position=2, title_en="Report", title_zh="通报", kind="report", minutes=15)
    speakers = [*statements.speakers, {"office": "IPO-JS", "en": "Head of Jiangsu", "zh": ""}]
    world.act(
        statements,
        "edit",
        "secretariat",
        **(ITEM | {"session": morning.pk, "title_en": "Statements", "title_zh": "代表团发言"}),
        speakers=speakers,
    )
    world.act(statements, "edit", "secretariat", **_statements(morning.pk, speakers))
    titles = {"title_en": "Second day", "title_zh": "第二天"}
    next_day = world.session(seminar, day=LAST, room="room-2", **titles)
    proposals = AgendaItem.objects.get(session__seminar=seminar, kind="proposals")
    moved = {"title_en": "Proposals", "title_zh": "提案讨论", "kind": "proposals"}
    world.act(
        proposals,
        "edit",
        "secretariat",
        session=next_day.pk,
        position=1,
        minutes=120,
        **moved,
    )
    return seminar, before


def _statements(session: int, speakers: list[Any]) -> dict[str, Any]:
    titles = {"title_en": "Statements", "title_zh": "代表团发言"}
    more = {"position": 3, "kind": "statement", "minutes": 60, "speakers": speakers}
    return {"session": session, **titles, **more}


def test_a_release_is_a_copy_that_later_edits_do_not_touch(world: Convened) -> None:
    seminar, before = two_versions(world)
    kept = AgendaRelease.objects.get(seminar=seminar)
    assert released(seminar) == before
    assert (kept.number, kept.sha256) == (1, digest(kept.content))
    assert [each.titles["en"] for _, each in before.items()] == [
        "Opening",
        "Statements",
        "Proposals",
    ]
    world.release(seminar, "第二版")
    now = released(seminar)
    assert now is not None
    assert (now.number, now.remark, now.sessions) == (2, "第二版", working(seminar).sessions)
    assert released(seminar, 1) == before


def test_items_follow_one_another_from_the_beginning_of_the_session(world: Convened) -> None:
    _, before = two_versions(world)
    assert [
        (each.titles["en"], f"{each.begins:%H:%M}", f"{each.ends:%H:%M}")
        for _, each in before.items()
    ] == [
        ("Opening", "09:00", "09:30"),
        ("Statements", "09:30", "10:30"),
        ("Proposals", "14:00", "16:00"),
    ]


def test_what_changed_is_told_in_sentences(world: Convened) -> None:
    seminar, before = two_versions(world)
    changes = diff(before, working(seminar))
    assert [(each.kind, each.sentence.in_language("en")) for each in changes] == [
        ("added", "Session added: Second day, 2019-07-31 09:00-12:00."),
        ("added", "Added: Report, 2019-07-30 09:30-09:45, in Morning."),
        ("time", "Statements: now 2019-07-30 09:45-10:45, was 2019-07-30 09:30-10:30."),
        (
            "speakers",
            "Statements: Head of Zhejiang, Head of Jiangsu will speak, before Head of Zhejiang.",
        ),
        ("moved", "Proposals: moved from Afternoon to Second day, 2019-07-31 09:00-11:00."),
        ("room", "Proposals: in Room 2, before in Great Hall."),
    ]
    assert [each.sentence.in_language("zh") for each in changes][2:5] == [
        "代表团发言：时间改为2019-07-30 09:45-10:45，原为2019-07-30 09:30-10:30。",
        "代表团发言：发言人改为浙江局负责人、Head of Jiangsu，原为浙江局负责人。",
        "提案讨论：由下午移至第二天，2019-07-31 09:00-11:00。",
    ]


def test_what_is_retitled_removed_or_chaired_anew_is_told(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    before = released(seminar)
    opening = AgendaItem.objects.get(session__seminar=seminar, kind="opening")
    world.act(opening, "remove", "secretariat", reason="合并")
    morning = opening.session
    chair = world.person("planning")
    given = SESSION | {"title_en": "Forenoon", "ends": "12:30", "chair": chair}
    world.act(morning, "edit", "secretariat", **given)
    told = [each.sentence.in_language("en") for each in diff(before, working(seminar))]
    assert told == [
        "Morning is now called Forenoon.",
        "Forenoon: now 2019-07-30 09:00-12:30, was 2019-07-30 09:00-12:00.",
        "Forenoon: in no room, before in Great Hall.",
        "Forenoon: chaired by planning, before by nobody.",
        "Statements: now 2019-07-30 09:00-10:00, was 2019-07-30 09:30-10:30.",
        "Statements: in no room, before in Great Hall.",
        "Removed: Opening, which was to be 2019-07-30 09:00-09:30.",
    ]


def test_what_changed_for_an_office_is_what_it_speaks_at_waits_for_or_stands_behind(
    world: Convened,
) -> None:
    seminar, before = two_versions(world)
    changes = diff(before, working(seminar))

    def kinds(office: str) -> list[str]:
        return [each.kind for each in concerning(seminar, changes, office)]

    assert (kinds("IPO-ZJ"), kinds("IPO-JS")) == (["time", "speakers"], ["time", "speakers"])
    assert kinds("CNIPA-PROT") == []
    assert offices_concerned(seminar, changes) == {"IPO-ZJ", "IPO-JS"}
    world.act(seminar, "open_nominations", "secretariat")
    delegation = world.delegation(seminar, "CNIPA-PROT")
    world.intervention(delegation, world.statements(seminar))
    assert kinds("CNIPA-PROT") == ["time", "speakers"]
    proposal = world.proposal(seminar, "filed", "IPO-JS")
    discussed = AgendaItem.objects.get(session__seminar=seminar, kind="proposals")
    world.act(proposal, "put_on_agenda", "secretariat", item=discussed.pk)
    assert kinds("IPO-JS") == ["time", "speakers", "moved", "room"]


def test_no_change_is_no_change(world: Convened) -> None:
    seminar = world.seminar("called")
    world.release(seminar)
    assert diff(released(seminar), working(seminar)) == []
    again = world.item(world.statements(seminar).session, title_en="Short-lived")
    world.act(again, "remove", "secretariat", reason="误增")
    kept = AgendaRelease.objects.get(seminar=seminar)
    assert digest(content_of(seminar)) == kept.sha256
