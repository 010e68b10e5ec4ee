import pytest
from django.test import Client

from tests.web.conftest import words


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("", "en"),
        ("fr", "en"),
        ("zh-CN,zh;q=0.9", "zh-Hans"),
        ("zh-TW", "zh-Hans"),
        ("en;q=0.2, zh;q=0.8", "zh-Hans"),
        ("zh;q=nonsense,en", "en"),
    ],
)
def test_the_browser_chooses_where_the_address_does_not(
    client: Client, header: str, lang: str
) -> None:
    html = client.get("/indicators", headers={"accept-language": header}).content.decode()
    assert f'<html lang="{lang}">' in html


def test_the_address_stands_over_the_browser(client: Client) -> None:
    answer = client.get("/indicators?lang=en", headers={"accept-language": "zh"})
    assert answer.headers["Content-Language"] == "en"
    assert "What is counted" in answer.content.decode()


def test_the_site_chooses_for_a_reader_of_neither(client: Client, settings: object) -> None:
    settings.GOLDTHREAD_LANGUAGE = "zh"  # type: ignore[attr-defined]
    answer = client.get("/indicators", headers={"accept-language": "fr"})
    assert answer.headers["Content-Language"] == "zh-hans"


def test_the_switch_keeps_the_state(client: Client) -> None:
    html = client.get("/?indicator=C03&period=2018-H2&region=CN-ZJ").content.decode()
    assert 'href="/?indicator=C03&amp;period=2018-H2&amp;region=CN-ZJ&amp;lang=zh"' in html


def test_links_keep_the_language_that_was_asked_for(client: Client) -> None:
    html = client.get("/?lang=zh").content.decode()
    own = [part.split('"')[0] for part in html.split('href="/')[1:]]
    pages = [a for a in own if not a.startswith(("static/", "#"))]
    assert [a for a in pages if "lang=" not in a] == []


def test_an_unknown_language_is_refused(client: Client) -> None:
    answer = client.get("/?lang=fr")
    assert answer.status_code == 400
    assert "Allowed are en, zh." in words(answer.content.decode())
