"""The stream's real process: what it sends, to whom, when it ends; slow and foreign clients."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from goldthread.offices.actions import end_role
from goldthread.offices.models import Person
from goldthread.seminar.models import AgendaItem
from goldthread.web.live.process import LIMIT
from tests.web.live.conftest import Begin, Hall, cookie_of
from tests.web.live.listening import Listener

STREAM = "/seminars/2019-H2/stream"
FIRST = "快速维权"


def ours(hall: Hall, lang: str = "zh") -> str:
    return f"{STREAM}/{hall.token}?lang={lang}"


def test_a_token_is_sent_the_state_and_each_change(begin: Begin, hall: Hall) -> None:
    stream = begin()
    with stream.listen(ours(hall)) as reader:
        assert (reader.status, reader.head["content-type"]) == (
            *(200, "text/event-stream; charset=utf-8"),
        )
        assert (reader.head["cache-control"], reader.head["x-accel-buffering"]) == (
            *("no-store", "no"),
        )
        first = reader.next()
        assert first is not None
        assert (FIRST in first.data, "新议题" in first.data, reader.retry) == (True, False, "3000")
        began = time.monotonic()
        hall.say("新议题")
        second = reader.next()
        took = time.monotonic() - began
        assert second is not None
        assert ("新议题" in second.data, second.id == first.id) == (True, False)
        assert took < 10


def test_both_languages_and_the_press_have_their_own_states(begin: Begin, hall: Hall) -> None:
    stream = begin()
    delegate, press = cookie_of(hall.world["delegate"]), cookie_of(hall.world["press"])
    with (
        stream.listen(ours(hall, "en")) as english,
        stream.listen(f"{STREAM}?lang=en", Cookie=delegate) as attending,
        stream.listen(f"{STREAM}?lang=en", Cookie=press) as reporter,
    ):
        first, second, third = (each.next() for each in (english, attending, reporter))
    assert first is not None
    assert second is not None
    assert third is not None
    # What the hall's machine shows is what a delegate sees, to the byte.
    assert first == second
    assert ("Joint protection" in first.data, "Joint protection" in third.data) == (True, False)
    assert (FIRST in first.data, FIRST in third.data) == (True, True)


def test_who_has_the_newest_state_is_sent_nothing_until_it_changes(
    begin: Begin, hall: Hall
) -> None:
    stream = begin()
    with stream.listen(ours(hall)) as reader:
        first = reader.next()
    assert first is not None
    with (
        stream.listen(ours(hall), Last_Event_ID=first.id) as again,
        stream.listen(f"{ours(hall)}&since={first.id}") as page,
        stream.listen(ours(hall), Last_Event_ID="0" * 24) as behind,
    ):
        late = behind.next()
        assert late == first
        hall.say("新议题")
        for reader in (again, page, behind):
            message = reader.next()
            assert message is not None
            assert "新议题" in message.data


def test_nothing_unreleased_or_drafted_is_sent(begin: Begin, hall: Hall) -> None:
    world, statements = hall.world, hall.statements
    later = AgendaItem.objects.get(session__seminar=hall.seminar, kind="proposals")
    same = {"session": later.session_id, "position": 1, "kind": "proposals", "minutes": 120}
    secret = {"title_en": "SECRET", "title_zh": "机密"}
    stream = begin()
    with stream.listen(ours(hall)) as reader:
        assert reader.next() is not None
        world.act(later, "edit", "secretariat", **same, **secret)
        world.item(statements.session, kind="discussion", minutes=5, **secret)
        hall.say("新议题")
        message = reader.next()
        assert message is not None
        assert ("新议题" in message.data, "机密" in message.data) == (True, False)
        world.release(hall.seminar)
        message = reader.next()
        assert message is not None
        assert "机密" in message.data


def test_a_renewed_address_ends_the_earlier_one(begin: Begin, hall: Hall) -> None:
    stream, before = begin(), ours(hall)
    delegate = cookie_of(hall.world["delegate"])
    with stream.listen(before) as reader, stream.listen(STREAM, Cookie=delegate) as other:
        assert reader.next() is not None
        assert other.next() is not None
        hall.world.act(hall.seminar, "renew_screen", "secretariat")
        ended = reader.next()
        assert ended is not None
        assert (ended.kind, reader.next()) == ("ended", None)
        hall.say("新议题")
        message = other.next()
        assert message is not None
        assert "新议题" in message.data
    with stream.listen(before) as again:
        assert again.status == 404
    with stream.listen(ours(hall)) as renewed:
        assert renewed.status == 200


def test_a_role_that_ends_closes_the_stream(begin: Begin, hall: Hall) -> None:
    stream, world = begin(), hall.world
    person = Person.objects.get(user=world["press"])
    with stream.listen(STREAM, Cookie=cookie_of(world["press"])) as reader:
        assert reader.next() is not None
        end_role(
            person=person,
            actor=world["sysadmin"],
            expected_version=person.version,
            office="CNIPA-GO",
            role="press",
            day=world.at.date(),
            at=world.at,
        )
        ended = reader.next()
        assert ended is not None
        assert (ended.kind, reader.next()) == ("ended", None)
    with stream.listen(STREAM, Cookie=cookie_of(world["press"])) as again:
        assert again.status == 404


def test_a_session_that_ends_closes_the_stream(begin: Begin, hall: Hall) -> None:
    """Signing out is no event of the log; it is asked for. The hall's machine has no session."""
    stream = begin(sessions=1)
    with (
        stream.listen(STREAM, Cookie=cookie_of(hall.world["delegate"])) as reader,
        stream.listen(f"{STREAM}/{hall.token}") as machine,
    ):
        assert reader.next() is not None
        assert machine.next() is not None
        Session.objects.all().delete()
        ended = reader.next()
        assert ended is not None
        assert ended.kind == "ended"
        hall.say("快速预审")
        shown = machine.next()
        assert shown is not None
        assert shown.kind == "message"


def test_a_session_that_runs_out_closes_the_stream(begin: Begin, hall: Hall) -> None:
    stream = begin(sessions=1)
    with stream.listen(STREAM, Cookie=cookie_of(hall.world["delegate"])) as reader:
        assert reader.next() is not None
        Session.objects.update(expire_date=timezone.now())
        ended = reader.next()
        assert ended is not None
        assert ended.kind == "ended"


def test_a_password_changed_elsewhere_closes_the_stream(begin: Begin, hall: Hall) -> None:
    stream = begin(sessions=1, rights=2)
    user = hall.world["delegate"]
    with stream.listen(STREAM, Cookie=cookie_of(hall.world["delegate"])) as reader:
        assert reader.next() is not None
        user.set_password("another one, changed on the telephone")
        user.save()
        ended = reader.next()
        assert ended is not None
        assert ended.kind == "ended"


@pytest.mark.parametrize("name", ["sysadmin", ""])
def test_who_does_not_attend_is_told_that_nothing_is_there(
    begin: Begin, hall: Hall, name: str
) -> None:
    stream = begin()
    cookies = {"Cookie": cookie_of(hall.world[name])} if name else {}
    with stream.listen(STREAM, **cookies) as reader:
        assert (reader.status, reader.body()) == (
            *(404, "There is nothing at this address that you can see.\n"),
        )
    with stream.listen(f"{STREAM}?lang=zh", **cookies) as reader:
        assert reader.body() == "此地址没有您可查看的内容。\n"


REFUSED = [
    ("GET", "/seminars/2019-H2/stream/1-AAAAAAAAAAAAAAAAAAAAAAAAAAAA", {}, 404),
    ("GET", "/seminars/no-such/stream/TOKEN", {}, 404),
    ("GET", "/", {}, 404),
    ("GET", "/seminars/2019-H2/stream/TOKEN?colour=red", {}, 400),
    ("GET", "/seminars/2019-H2/stream/TOKEN?since=" + 65 * "a", {}, 400),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Host": "elsewhere.example"}, 400),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Origin": "https://elsewhere.example"}, 403),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Origin": "http://127.0.0.1:9"}, 403),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Origin": "null"}, 403),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Origin": "http://127.0.0.1:x"}, 403),
    ("GET", "/seminars/2019-H2/stream/TOKEN", {"Sec_Fetch_Site": "cross-site"}, 403),
    ("POST", "/seminars/2019-H2/stream/TOKEN", {}, 405),
]


def test_what_is_no_request_of_the_site_is_refused(begin: Begin, hall: Hall) -> None:
    stream = begin()
    for method, path, headers, status in REFUSED:
        whole = path.replace("TOKEN", hall.token)
        with Listener(stream.port, whole, headers, method) as reader:
            assert reader.status == status, (method, path, headers)
            assert reader.body().endswith(".\n")
            assert "access-control-allow-origin" not in reader.head


def test_the_site_s_own_pages_may_read(begin: Begin, hall: Hall) -> None:
    stream = begin(pages=8123)
    with stream.listen(ours(hall), Origin="http://127.0.0.1:8123") as reader:
        assert (reader.status, reader.head["access-control-allow-origin"]) == (
            *(200, "http://127.0.0.1:8123"),
        )
        assert reader.head["access-control-allow-credentials"] == "true"
        assert reader.head["vary"] == "Origin"


def test_fifty_see_a_change_and_one_too_many_is_told_so(begin: Begin, hall: Hall) -> None:
    stream = begin(limit=50)
    readers = [stream.listen(ours(hall)) for _ in range(50)]
    firsts = [reader.next() for reader in readers]
    assert {each.data for each in firsts if each is not None} == {firsts[0].data}  # type: ignore[union-attr]
    with stream.listen(ours(hall, "en")) as full:
        assert (full.status, full.head["retry-after"]) == (503, "10")
        assert full.body() == (
            "So many look at this screen that no more can be served; the page goes on by loading "
            "itself again.\n"
        )
    hall.say("新议题")
    for reader in readers:
        message = reader.next()
        assert message is not None
        assert "新议题" in message.data
    for reader in readers:
        reader.close()
    until = time.monotonic() + 10
    status = 503
    while status == 503 and time.monotonic() < until:
        with stream.listen(ours(hall)) as again:
            status = again.status
    assert status == 200
    assert LIMIT >= 500


def test_signs_of_life_are_comments(begin: Begin, hall: Hall) -> None:
    stream = begin(beat=0.5)
    with stream.listen(ours(hall)) as reader:
        assert reader.next() is not None
        beat = reader.next()
    assert beat is not None
    assert (beat.comments, beat.data) == (1, "")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_every_stream_and_itself(
    begin: Begin, hall: Hall, end: signal.Signals
) -> None:
    stream = begin()
    with stream.listen(ours(hall)) as reader:
        assert reader.next() is not None
        began = time.monotonic()
        stream.process.send_signal(end)
        # No word of an ended right: the browser comes again by itself.
        assert reader.next() is None
    stream.process.wait(timeout=10)
    assert time.monotonic() - began < 4


def test_it_ends_with_the_server_that_began_it(hall: Hall, begin: Begin, tmp_path: Path) -> None:
    """Killed, a server cannot tell anybody."""
    run = (
        "import sys, time; from pathlib import Path\n"
        "from goldthread.web.live.beside import beside\n"
        "with beside(Path(sys.argv[1]), 21000, print): time.sleep(120)"
    )
    server = subprocess.Popen([sys.executable, "-c", run, str(tmp_path)])
    children: list[psutil.Process] = []
    until = time.monotonic() + 30
    while not children and time.monotonic() < until:
        children = psutil.Process(server.pid).children()
        time.sleep(0.1)
    (child,) = children
    time.sleep(2)
    server.kill()
    server.wait()
    gone, alive = psutil.wait_procs([child], timeout=15)
    assert (gone, alive) == ([child], [])
    assert os.getpid() != server.pid
