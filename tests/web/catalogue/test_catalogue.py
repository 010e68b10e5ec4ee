import pytest
from django.test import Client

from goldthread.indicators.catalogue import catalogue
from tests.web.conftest import Text, words


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_indicator_is_listed_and_has_a_page(opened: Text, lang: str) -> None:
    listed = opened(f"/indicators?lang={lang}")
    for name, definition in catalogue().items():
        assert f'href="/indicators/{name}?lang={lang}"' in listed
        html = opened(f"/indicators/{name}?lang={lang}")
        assert definition.sha256 in html
        assert definition.notes[lang].split("'")[0] in html.replace("&quot;", '"')


def test_an_indicator_that_is_not_there(opened: Text) -> None:
    assert "There is no indicator C99." in opened("/indicators/C99", 404)


@pytest.mark.parametrize(
    ("indicator", "sentence"),
    [
        ("A07", "The outcome comes on the day grant_date Within days 1826"),
        ("A10", "Within days 730"),
        ("P04", "Days since filing_date"),
        ("C11", "Each right counts for coalesce(n_classes, 1)"),
    ],
)
def test_page_says_the_whole_rule(opened: Text, indicator: str, sentence: str) -> None:
    assert sentence in words(opened(f"/indicators/{indicator}?lang=en"))


def test_definitions_can_be_read_before_anything_is_loaded(empty_client: Client) -> None:
    answer = empty_client.get("/indicators/C03")
    assert answer.status_code == 200
    assert "first-named inventor" in words(answer.content.decode())
