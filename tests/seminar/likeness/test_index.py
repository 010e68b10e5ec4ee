import time
from itertools import product

import pytest

from goldthread.seminar.likeness import Index
from goldthread.seminar.likeness.index import LONGEST, counted
from tests.seminar.likeness.measuring import LANGUAGES, topics

CENTRE = "建议在省会城市增设知识产权保护中心，提供快速预审服务。"
TEXTS = [
    ("centre", CENTRE),
    ("loan", "建议由财政出资设立质押融资风险补偿资金。"),
    ("desk", "Open a filing desk for trademarks in every regional capital."),
    ("fees", "Extend the reduction of renewal fees for small enterprises."),
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(TEXTS)


def test_the_same_text_scores_one(index: Index) -> None:
    for at, (key, text) in enumerate(TEXTS):
        assert index.scores(text)[at] == 1.0
        assert index.ask(text)[0].key == key


def test_full_width_and_case_make_no_difference(index: Index) -> None:
    wide = "ＯＰＥＮ　Ａ ＦＩＬＩＮＧ ＤＥＳＫ for Trademarks, in every regional capital"
    assert index.scores(wide).tolist() == index.scores(TEXTS[2][1]).tolist()


def test_best_first_and_no_more_than_asked() -> None:
    index = Index(
        [("far", CENTRE + "另建议加强种业执法和老字号保护，开展专项行动。"), ("near", CENTRE)]
    )
    assert [found.key for found in index.ask(CENTRE)] == ["near", "far"]
    assert [found.key for found in index.ask(CENTRE, most=1)] == ["near"]


def test_equals_come_in_the_order_given() -> None:
    index = Index([("b", CENTRE), ("a", CENTRE)])
    assert [found.key for found in index.ask(CENTRE)] == ["b", "a"]


@pytest.mark.parametrize("draft", ["", "   ", "!?。，", "１"])
def test_a_draft_that_says_nothing_is_like_nothing(index: Index, draft: str) -> None:
    assert index.ask(draft) == ()


def test_an_empty_index_and_empty_texts_answer() -> None:
    assert Index([]).ask(CENTRE) == ()
    assert len(Index([])) == 0
    assert [found.key for found in Index([("a", ""), ("b", CENTRE)]).ask(CENTRE)] == ["b"]


def test_words_that_no_text_has_make_a_draft_less_like(index: Index) -> None:
    longer = CENTRE + "地铁公交票价优惠夜间照明路灯改造。"
    assert index.scores(longer)[0] < 0.9 < index.scores(CENTRE)[0]


def test_texts_that_are_not_in_the_index_leave_no_trace() -> None:
    """The scores of one index are the same whatever other indexes were made."""
    before = Index(TEXTS).scores(CENTRE).tolist()
    Index([("secret", CENTRE + "机密"), ("other", "机密" * 30)]).ask(CENTRE)
    assert Index(TEXTS).scores(CENTRE).tolist() == before


def test_a_very_long_text_is_cut_and_not_refused(index: Index) -> None:
    long = CENTRE * (LONGEST // len(CENTRE) + 1)
    assert index.ask(long + "x" * 100_000)[0].key == "centre"


def test_two_thousand_proposals_at_the_speed_asked_for() -> None:
    """Index in 2 s, ask in 50 ms; of processor time, the least of three."""
    parts = [
        row[kind]
        for lang in LANGUAGES
        for row in topics(lang)
        for kind in ("text", "again", "near")
    ]
    chosen = list(product(parts, parts))[:: len(parts) ** 2 // 2000][:2000]
    texts = [(str(at), f"{at} {one}\n{other}") for at, (one, other) in enumerate(chosen)]
    made = []
    for _ in range(3):
        counted.cache_clear()
        begun = time.process_time()
        index = Index(texts)
        made.append(time.process_time() - begun)
    asked = []
    for at in range(3):
        begun = time.process_time()
        assert index.ask(texts[at][1] + parts[0])
        asked.append(time.process_time() - begun)
    print(f"index {min(made):.2f} s, ask {min(asked) * 1000:.0f} ms")  # noqa: T201
    assert (len(index), min(made) < 2, min(asked) < 0.05) == (2000, True, True)
