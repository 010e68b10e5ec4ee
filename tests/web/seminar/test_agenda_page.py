"""The agenda's page: the released version, the working copy, versions and what changed."""

from tests.web.conftest import words
from tests.web.seminar.conftest import Reader
from tests.web.seminar.told import Meeting

PAGE = "/seminars/2019-H2/agenda"


def test_readers_see_the_released_version_and_preparers_the_working_copy_beside_it(
    read: Reader,
) -> None:
    """Released: opening 9:00 for 30 minutes, then the statements, whose report is open."""
    told = words(read(PAGE, "zj_head").content.decode())
    assert "Released version 2 " in told
    assert "09:00 Opening opening 09:30 Statements of offices statements of delegations" in told
    assert "Head of Zhejiang Open report Afternoon" in told
    assert "Working copy" not in told
    desk = words(read(PAGE, "secretariat").content.decode())
    assert "Working copy Add a session 1 change is not released yet" in desk
    assert "Statements of offices is now called Secret working title." in desk
    assert "Secret working title statements of delegations planned" in desk


def test_an_earlier_version_is_shown_as_it_was_and_says_so(read: Reader) -> None:
    told = words(read(f"{PAGE}?version=1", "").content.decode())
    assert "Released version 1 " in told
    assert "A later version is released." in told
    assert "09:30 Statements statements of delegations" in told
    assert read(f"{PAGE}?version=3").status_code == 400
    wrong = words(read(f"{PAGE}?version=3").content.decode())
    assert "Released are the versions 1 to 2." in wrong


def test_two_versions_are_compared_in_sentences_and_side_by_side(read: Reader) -> None:
    html = read(f"{PAGE}?from=1&to=2").content.decode()
    told = words(html)
    assert "Version 1 against version 2 Statements is now called Statements of offices." in told
    assert "Statements of offices: now 2019-07-30 09:30-11:00, was 2019-07-30 09:30-10:30." in told
    assert "<del>09:30–10:30 · Statements · Head of Zhejiang</del>" in html
    assert "<ins>09:30–11:00 · Statements of offices · Head of Zhejiang</ins>" in html
    assert "<td>09:00–09:30 · Opening</td><td>09:00–09:30 · Opening</td>" in html
    back = words(read(f"{PAGE}?from=2&to=1", lang="zh").content.decode())
    assert "第2版与第1版对比" in back
    assert "The two say the same." in words(read(f"{PAGE}?from=2&to=2").content.decode())


def test_an_item_that_went_stands_where_it_was_when_compared(met: Meeting, read: Reader) -> None:
    """Between the opening and the afternoon there is a new item in version 3, gone in version 4."""
    break_ = met.item(met.talks.session, title_en="Tea", kind="break", minutes=15)
    met.release(met.meeting)
    met.act(break_, "remove", "secretariat", reason="时间有限")
    met.release(met.meeting)
    html = read(f"{PAGE}?from=3&to=4").content.decode()
    row = '<tr><td><del>11:00–11:15 · Tea</del></td><td><span class="missing">—</span></td></tr>'
    assert row in html
    rows = html[html.index("Side by side") :]
    assert rows.index("Secret working title") < rows.index("Tea") < rows.index("Afternoon")


def test_each_office_is_told_what_changed_for_it(met: Meeting, read: Reader) -> None:
    """Zhejiang speaks under the item that changed; Protection's department asked for a place in
    its queue; Jiangsu's head too; who has no delegation is told nothing."""
    told = words(read(PAGE, "zj_head").content.decode())
    assert "What changed for you In version 2 Statements is now called" in told
    assert "What changed for you" not in words(read(PAGE, "bj_head").content.decode())
    assert "What changed for you" not in words(read(PAGE, "").content.decode())
    session = met.session(met.meeting, title_en="Evening", starts="19:00", ends="20:00")
    met.item(session, title_en="Film", kind="report")
    met.edit_item(met.talks, title_en="Statements of offices")
    met.release(met.meeting)
    assert "What changed for you" not in words(read(PAGE, "zj_head").content.decode())


def test_the_calendar_holds_the_released_agenda_only(read: Reader) -> None:
    answer = read("/seminars/2019-H2/agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    titles = [line for line in lines if line.startswith("SUMMARY")]
    assert titles == [
        "SUMMARY:Seminar of heads",
        "SUMMARY:Opening",
        "SUMMARY:Statements of offices",
        "SUMMARY:Proposals",
    ]
    chinese = read("/seminars/2019-H2/agenda.ics?lang=zh").content.decode()
    assert "SUMMARY:代表团发言" in chinese


def test_an_agenda_that_is_not_released_has_no_calendar_and_says_so(
    met: Meeting, read: Reader
) -> None:
    days = {"starts": "2020-07-30", "ends": "2020-07-31"}
    seminar = met.planned("2020", **days, nominations_until="2020-07-12")
    met.invite(seminar)
    met.agenda(seminar)
    met.lead_to(seminar, "called")
    assert read("/seminars/2020/agenda.ics").status_code == 404
    told = words(read("/seminars/2020/agenda", "zj_head").content.decode())
    assert "The agenda is not released yet." in told
    assert "Morning" not in told
