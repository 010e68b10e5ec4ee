"""The screen's page: for whom, by which address, what it lets the browser ask, how many queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldthread.web.live import place
from tests.web.conftest import words
from tests.web.live.conftest import Hall

Page = Callable[..., Any]


@pytest.fixture
def read(hall: Hall) -> Page:
    def get(path: str, name: str = "", lang: str = "en") -> Any:
        client = Client(headers={"accept-language": lang})
        if name:
            client.force_login(hall.world[name])
        return client.get(path)

    return get


def test_the_screen_in_both_languages(read: Page) -> None:
    english = words(read("/seminars/2019-H2/screen", "delegate").content.decode())
    assert "Under way now Statements 代表团发言" in english
    assert "statements of delegations · 09:30 · Great Hall · Head of Zhejiang" in english
    assert "Next on the agenda 14:00 Proposals 提案讨论" in english
    assert "Joint protection 跨省协同保护 1 0 0 2" in english
    chinese = words(read("/seminars/2019-H2/screen", "delegate", "zh").content.decode())
    assert "当前议程 代表团发言 Statements" in chinese
    assert "下一议程 14:00 提案讨论 Proposals" in chinese
    assert "跨省协同保护 Joint protection 1 0 0 2" in chinese
    assert "等候发言 浙江局 Zhejiang IPO 快速维权" in chinese


def test_the_token_shows_what_a_delegate_sees_and_the_press_less(hall: Hall, read: Page) -> None:
    token = read(f"/seminars/2019-H2/screen/{hall.token}").content.decode()
    delegate = read("/seminars/2019-H2/screen", "delegate").content.decode()
    press = read("/seminars/2019-H2/screen", "press").content.decode()
    assert words(token) == words(delegate)
    assert ("Joint protection" in token, "Joint protection" in press) == (True, False)
    assert "快速维权" in press


@pytest.mark.parametrize("name", ["", "sysadmin"])
def test_who_does_not_attend_finds_nothing(hall: Hall, read: Page, name: str) -> None:
    answer = read("/seminars/2019-H2/screen", name)
    assert (answer.status_code, "Statements" in answer.content.decode()) == (404, False)


def test_an_earlier_or_made_up_address_shows_nothing(hall: Hall, read: Page) -> None:
    earlier = hall.token
    hall.world.act(hall.seminar, "renew_screen", "secretariat")
    forged = f"2-{earlier.partition('-')[2]}"
    for token in (earlier, forged, f"{hall.token}x"):
        answer = read(f"/seminars/2019-H2/screen/{token}", "delegate")
        assert (answer.status_code, "Statements" in answer.content.decode()) == (404, False)
    assert read(f"/seminars/2019-H2/screen/{hall.token}").status_code == 200


def test_the_address_of_one_seminar_is_none_of_another(hall: Hall, read: Page) -> None:
    other = hall.world.planned(key="2020-H1")
    assert read(f"/seminars/{other.key}/screen/{hall.token}").status_code == 404


def test_a_seminar_still_planned_has_no_screen_for_the_hall(hall: Hall, read: Page) -> None:
    from goldthread.web.live.token import token

    other = hall.world.planned(key="2020-H1")
    assert read(f"/seminars/2020-H1/screen/{token(other)}").status_code == 404
    assert read("/seminars/2020-H1/screen", "delegate").status_code == 404
    assert read("/seminars/2020-H1/screen", "secretariat").status_code == 200
    told = words(read("/seminars/2020-H1/hall", "secretariat").content.decode())
    assert "The address holds once the notice of the seminar is sent." in told
    assert token(other) not in told


def test_only_the_secretariat_is_given_the_address(hall: Hall, read: Page) -> None:
    found = read("/seminars/2019-H2/hall", "secretariat")
    assert found.headers["Cache-Control"] == "no-store"
    assert f"http://testserver/seminars/2019-H2/screen/{hall.token}" in found.content.decode()
    assert f"/act/seminar/{hall.seminar.pk}/renew_screen" in found.content.decode()
    for name in ("", "issuer", "chair", "delegate", "auditor"):
        answer = read("/seminars/2019-H2/hall", name)
        assert (answer.status_code, hall.token in answer.content.decode()) == (404, False), name


def test_the_secretariat_is_led_to_the_address(hall: Hall, read: Page) -> None:
    href = 'href="/seminars/2019-H2/hall"'
    assert href in read("/seminars/2019-H2/screen", "secretariat").content.decode()
    for name in ("delegate", "press", "issuer"):
        assert href not in read("/seminars/2019-H2/screen", name).content.decode(), name


def test_text_with_markup_stays_text(hall: Hall, read: Page) -> None:
    hall.say("<script>alert(1)</script>")
    html = read("/seminars/2019-H2/screen", "delegate").content.decode()
    assert ("<script>alert" in html, "&lt;script&gt;alert(1)" in html) == (False, True)


def test_without_a_stream_the_page_loads_itself_again(read: Page) -> None:
    answer = read("/seminars/2019-H2/screen", "delegate")
    html = answer.content.decode()
    assert '<meta http-equiv="refresh" content="10">' in html
    assert ("hall.js" in html, "<noscript>" in html) == (False, False)
    assert "connect-src 'self';" in answer.headers["Content-Security-Policy"] + ";"


STREAM = "/seminars/2019-H2/stream?lang=en"


def test_the_policy_allows_the_stream_s_own_origin_and_no_other(
    read: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(place.PORT, "8001")
    answer = read("/seminars/2019-H2/screen", "delegate")
    assert f'data-stream="http://testserver:8001{STREAM}"' in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"].split("; ")
    assert "connect-src 'self' http://testserver:8001" in policy
    assert "script-src 'self'" in policy
    elsewhere = read("/seminars/2019-H2/hall", "secretariat")
    assert "connect-src 'self'" in elsewhere.headers["Content-Security-Policy"].split("; ")


@pytest.mark.parametrize(
    ("own", "stream"),
    [
        ('stream = "/"\n', STREAM),
        (
            'https = true\nstream = "https://live.example.org/"\n',
            f"https://live.example.org{STREAM}",
        ),
        ("https = true\n", None),
    ],
)
def test_the_site_s_settings_say_where_the_stream_is(
    read: Page, tmp_path: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, own: str, stream: Any
) -> None:
    """Behind HTTPS a port that speaks plain HTTP is of no use."""
    monkeypatch.setenv(place.PORT, "8001")
    (tmp_path / "settings.toml").write_text(own, "utf-8")
    settings.GOLDTHREAD_HOME = tmp_path
    html = read("/seminars/2019-H2/screen", "delegate").content.decode()
    assert (f'data-stream="{stream}"' in html) == (stream is not None)
    assert ("hall.js" in html) == (stream is not None)


def test_the_page_asks_as_much_for_three_as_for_one(hall: Hall, read: Page) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert read(f"/seminars/2019-H2/screen/{hall.token}").status_code == 200
        return len(queries)

    few = asked()
    hall.say("第三位")
    assert (few, asked()) == (9, 9)
