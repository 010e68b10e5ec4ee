"""The frame: state as word and shape, what can be done, why not, and why one sees it."""

import re

import pytest

from goldthread.offices import actions
from tests.web.conftest import words
from tests.web.furnished import drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")


def buttons(html: str) -> list[str]:
    block = re.search(r'<ul class="actions" aria-label.*?</ul>', html, re.DOTALL)
    return re.findall(r">([^<>]+)</a>", block.group()) if block else []


def test_buttons_are_what_the_engine_offers_and_the_rest_is_explained() -> None:
    drafted()
    html = signed_in("planner").get("/reforms/services").content.decode()
    assert buttons(html) == ["Edit", "Rehearse", "Cancel"]
    assert '<a class="button first" href="/act/reform/' in html
    assert re.findall(r'button first" href="[^"]+/(\w+)"', html) == ["rehearse"]
    cannot = words(html[html.index('<details class="cannot">') :].split("</details>")[0])
    assert cannot == (
        "What I cannot do and why "
        "Enact “enact” is done in the state: rehearsed. Now the state is: drafted. "
        "Undo “undo” is done in the state: enacted. Now the state is: drafted. "
        "Take effect “take effect” is done in the state: enacted. Now the state is: drafted."
    )


def test_a_visitor_sees_published_acts_without_buttons() -> None:
    html = signed_in("").get("/reforms/cn-2018-national").content.decode()
    assert buttons(html) == []
    assert "This is published: everybody sees it." in html


def test_a_draft_says_by_which_role_it_is_seen() -> None:
    drafted()
    page = words(signed_in("head_zj", "zh").get("/reforms/services").content.decode())
    assert "“省级局负责人”身份可查看此件：该角色可查看全部机构改革。" in page


@pytest.mark.parametrize(
    ("key", "shape", "word"),
    [("services", "begun", "drafted"), ("cn-2018-national", "ended", "in effect")],
)
def test_the_state_is_a_word_with_a_shape(key: str, shape: str, word: str) -> None:
    drafted()
    html = signed_in("planner").get(f"/reforms/{key}").content.decode()
    badge = re.search(rf'<span class="state {shape}">(.*?)</span>', html, re.DOTALL)
    assert badge is not None
    assert words(badge.group()) == word
    assert "<svg" in badge.group()


def test_the_drawing_is_there_in_the_readers_language() -> None:
    html = signed_in("", "zh").get("/reforms/cn-2018-national").content.decode()
    assert '<title id="reform-zh-title">机构改革</title>' in html


def test_history_is_newest_first_and_names_people() -> None:
    act = drafted()
    actions.rehearse_reform(reform=act, actor=user_of("supervisor"), expected_version=1)
    html = signed_in("planner").get("/reforms/services").content.decode()
    block = html[html.index('<ol class="events"') :].split("</ol>")[0]
    assert re.findall(r"<b>(\w+)</b>", block) == ["Rehearse", "Draft"]
    assert re.findall(r"· (\w+), ", block) == ["supervisor", "planner"]


def test_a_long_history_goes_over_pages() -> None:
    act = drafted()
    for version in range(1, 53):
        actions.rehearse_reform(reform=act, actor=user_of("planner"), expected_version=version)
    client = signed_in("planner")
    own = client.get("/reforms/services").content.decode()
    assert own.count("<li value=") == 10
    assert f'href="/act/reform/{act.pk}"' in own
    first = client.get(f"/act/reform/{act.pk}").content.decode()
    last = client.get(f"/act/reform/{act.pk}?page=2").content.decode()
    assert (first.count("<li value="), last.count("<li value=")) == (50, 3)
    assert client.get(f"/act/reform/{act.pk}?page=3").status_code == 400


def test_an_address_with_a_word_too_many_is_refused() -> None:
    act = drafted()
    assert signed_in("planner").get(f"/act/reform/{act.pk}/edit?x=1").status_code == 400
