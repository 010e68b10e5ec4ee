"""How a person wants to be told, what stands where nothing is wished, and the mark of a look."""

from datetime import timedelta
from typing import Any

import pytest

from goldthread.offices.models import Person
from goldthread.offices.post.wishes import (
    Wished,
    last_look,
    looked,
    set_wish,
    wished,
)
from goldthread.workflow.errors import PayloadRefused
from tests.offices.post.post_office import MONDAY, Town


def again(person: Person) -> Person:
    return Person.objects.select_related("user", "wish").get(pk=person.pk)


def test_without_a_wish_the_account_and_the_site_decide(town: Town, settings: Any) -> None:
    assert wished(town.li) == Wished("daily", "en", "li@example.org", False)
    settings.GOLDTHREAD_LANGUAGE = "zh"
    assert wished(town.li) == Wished("daily", "zh", "li@example.org", False)


def test_the_own_wish_stands_over_both(town: Town) -> None:
    set_wish(person=town.li, rhythm="weekly", language="zh", email=" li@home.example.org ")
    assert wished(again(town.li)) == Wished("weekly", "zh", "li@home.example.org", False)
    set_wish(person=town.li, rhythm="none", language="en")
    assert wished(again(town.li)) == Wished("none", "en", "li@example.org", False)


@pytest.mark.parametrize(
    ("given", "told", "zh"),
    [
        ({"rhythm": "hourly"}, "hourly is not among daily, weekly, none.", "hourly不在"),
        ({"language": "fr"}, "fr is not among en, zh.", "fr不在可选项en, zh之列。"),
        ({"email": "li"}, "li is no e-mail address; write it as name@example.org.", "li不是有效"),
        ({"email": "a@b.cn\nBcc: x@y.cn"}, "a@b.cn\nBcc: x@y.cn is no e-mail address", "a@b.cn"),
        ({"email": "a@b.cn,c@d.cn"}, "a@b.cn,c@d.cn is no e-mail address", "a@b.cn,c@d.cn不是"),
    ],
)
def test_what_cannot_be_wished_is_refused(
    town: Town, given: dict[str, str], told: str, zh: str
) -> None:
    with pytest.raises(PayloadRefused) as refused:
        set_wish(person=town.li, **({"rhythm": "daily", "language": "en"} | given))
    assert str(refused.value).startswith(told)
    assert refused.value.in_language("zh").startswith(zh)
    assert wished(again(town.li)).rhythm == "daily"


def test_a_look_never_goes_back(town: Town) -> None:
    assert last_look(town.li) is None
    looked(person=town.li, at=MONDAY)
    looked(person=town.li, at=MONDAY - timedelta(hours=1))
    assert last_look(town.li) == MONDAY
    looked(person=town.li, at=MONDAY + timedelta(hours=1))
    assert last_look(town.li) == MONDAY + timedelta(hours=1)
    assert last_look(town.wang) is None
