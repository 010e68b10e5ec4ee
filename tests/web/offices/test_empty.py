"""A ledger in which nothing stands yet: every page says what to do."""

import pytest
from django.test import Client

from tests.web.conftest import words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/offices", "There was no office on this day. The structure is made by reform acts;"),
        ("/offices?structure=was", "There was no office on this day."),
        ("/offices?q=x", "No office fits this search in this structure."),
        ("/reforms", "There is no reform act here that you can see."),
    ],
)
def test_an_empty_list_says_what_to_do(client: Client, address: str, sentence: str) -> None:
    assert sentence in words(client.get(address).content.decode())


def test_an_empty_file_has_its_heading(client: Client) -> None:
    text = b"".join(client.get("/offices.csv").streaming_content).decode("utf-8-sig")
    assert text.splitlines() == [
        "code,kind,name,second_name,parent,functions,regions,days,carried_on_by,carries_on"
    ]
