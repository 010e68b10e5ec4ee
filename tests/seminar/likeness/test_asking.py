"""`queries.alike`: over what the user may see, and nothing else leaves a trace."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.seminar.models import Proposal, Seminar
from goldthread.seminar.queries.alike import alike
from tests.programme.founding import Here
from tests.seminar.building import Convened

CENTRE = "建议在省会城市增设知识产权保护中心"
AGAIN = "请支持省会城市建设知识产权保护中心，提供快速预审"
SECRET = "建议对未公开的植物新品种开展秘密检测"


def written(world: Convened, seminar: Seminar, title: str, state: str, **more: Any) -> Proposal:
    texts = {"title_en": "", "title_zh": title, "background_zh": title, "request_zh": title}
    return world.proposal(seminar, state, **(texts | more))


def keys(user: Any, text: str, **more: Any) -> list[int]:
    return [found.proposal.pk for found in alike(user, text, **more)]


def test_finds_what_asks_for_the_same_with_what_they_share(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    same = written(world, seminar, CENTRE, "filed")
    written(world, seminar, "建议由财政出资设立质押融资风险补偿资金", "filed")
    [found] = alike(world["js_contributor"], AGAIN)
    assert (found.proposal, found.score > 0.25) == (same, True)
    assert found.passages[0] == "设知识产权保护中心"


def test_a_draft_of_others_is_never_shown(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    draft = written(world, seminar, SECRET, "drafted")
    assert keys(world["zj_contributor"], SECRET) == [draft.pk]
    for name in ("js_contributor", "js_head", "bj_head", "secretariat", "press", "sysadmin"):
        assert keys(world[name], SECRET) == [], name
    assert keys(AnonymousUser(), SECRET) == []


def test_a_draft_of_others_changes_no_score(world: Convened) -> None:
    """How common a word is, is counted among what the user sees only."""
    seminar = world.seminar("nominations_open")
    written(world, seminar, CENTRE, "filed")
    before = [found.score for found in alike(world["js_head"], AGAIN)]
    for at in range(3):
        written(world, seminar, f"{CENTRE}{at}", "drafted")
    assert [found.score for found in alike(world["js_head"], AGAIN)] == before != []


def test_is_seen_by_others_once_it_may_be(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    draft = written(world, seminar, CENTRE, "drafted")
    assert keys(world["js_head"], AGAIN) == []
    world.act(draft, "submit", "zj_head")
    assert (keys(world["secretariat"], AGAIN), keys(world["js_head"], AGAIN)) == ([draft.pk], [])
    world.act(draft, "file", "secretariat")
    assert keys(world["js_head"], AGAIN) == [draft.pk]
    assert keys(AnonymousUser(), AGAIN) == []


def test_the_draft_itself_and_what_was_withdrawn_are_left_out(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    own = written(world, seminar, CENTRE, "drafted")
    written(world, seminar, CENTRE, "withdrawn")
    assert keys(world["zj_contributor"], CENTRE, but=own.pk) == []
    assert keys(world["zj_contributor"], CENTRE) == [own.pk]


def test_each_language_is_compared_with_its_own(world: Convened) -> None:
    """A long text in one language does not hide the likeness of a short one in the other."""
    seminar = world.seminar("nominations_open")
    both = written(
        world,
        seminar,
        CENTRE,
        "filed",
        title_en="Open protection centres in provincial capitals",
        background_en="Enterprises travel far for preliminary examination. " * 20,
    )
    assert keys(world["js_head"], CENTRE) == [both.pk]
    english = "Protection centres should be opened in provincial capitals; enterprises travel far."
    assert keys(world["js_head"], english) == [both.pk]


def test_a_changed_text_is_found_by_its_new_words(world: Convened) -> None:
    seminar = world.seminar("nominations_open")
    draft = written(world, seminar, CENTRE, "drafted")
    assert keys(world["zj_contributor"], CENTRE) == [draft.pk]
    given = {
        "title_zh": SECRET,
        "background_zh": SECRET,
        "request_zh": SECRET,
        "line_of_work": "protection",
    }
    world.act(draft, "edit", "zj_contributor", **given)
    assert keys(world["zj_contributor"], CENTRE) == []
    assert keys(world["zj_contributor"], SECRET) == [draft.pk]


def test_nothing_written_asks_nothing(world: Convened) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert alike(world["zj_head"], " \n") == []
    assert len(asked) == 0


def test_as_many_queries_for_three_as_for_one(world: Convened) -> None:
    seminar = world.seminar("nominations_open")

    def count(expected: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            found = alike(world["js_head"], AGAIN)
            assert [hit.proposal.office.code for hit in found] == ["IPO-ZJ"] * expected
            assert {hit.proposal.seminar.key for hit in found} == {seminar.key}
        return len(asked)

    written(world, seminar, CENTRE, "filed")
    one = count(1)
    for at in range(2):
        written(world, seminar, f"{CENTRE}{at}", "filed")
    assert (count(3), one) == (3, 3)


def test_the_same_on_both_databases(world_here: Here) -> None:
    world = world_here(Convened)
    seminar = world.seminar("nominations_open")
    one, other = (written(world, seminar, text, "filed") for text in (CENTRE, AGAIN))
    written(world, seminar, SECRET, "drafted")
    assert keys(world["js_head"], CENTRE) == [one.pk, other.pk]
