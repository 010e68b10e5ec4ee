import time

from goldthread.seminar.likeness import Index
from goldthread.seminar.likeness.passages import shared


def by_length(text: str) -> float:
    return len(text)


def test_the_longest_runs_in_the_words_of_the_draft() -> None:
    draft = "请在省会城市建设知识产权保护中心，方便企业快速预审"
    text = "建议省会城市增设知识产权保护中心，提供快速预审服务"
    assert shared(draft, text, by_length) == ("设知识产权保护中心", "快速预审", "省会城市")


def test_words_not_their_parts() -> None:
    draft = "The Artists' party opens a Filing Desk in the capital"
    text = "Art: a filing desk for every region, and its capital"
    assert shared(draft, text, by_length) == ("a Filing Desk", "capital")


def test_common_words_come_last() -> None:
    texts = [("1", "建议设立预审窗口"), ("2", "建议设立调解委员会"), ("3", "建议设立示范学校")]
    [found] = Index(texts).ask("建议设立了调解委员会")
    assert found.passages == ("调解委员会", "建议设立")


def test_nothing_shared() -> None:
    assert shared("专利", "trademark", by_length) == ()
    assert shared("", "", by_length) == ()


def test_texts_made_to_be_slow_are_not() -> None:
    begun = time.process_time()
    assert shared("的" * 20_000, "的" * 20_000, by_length)
    assert time.process_time() - begun < 2
