"""Which promises of the two texts are one."""

import pytest

from goldthread.seminar.speech.errors import PromisesRefused
from goldthread.seminar.speech.pairing import pairs

EN = "All is well. We will build. We will teach."
ZH = "一切顺利。我们将建设。我们将培训。"


def test_texts_of_as_many_sentences_are_paired_by_number() -> None:
    found = pairs(EN, ZH)
    assert [(each.en, each.zh, each.keys) for each in found] == [
        ("We will build.", "我们将建设。", ("en:2", "zh:2")),
        ("We will teach.", "我们将培训。", ("en:3", "zh:3")),
    ]
    assert [each.en for each in pairs(EN, ZH, ["zh:2"])] == ["We will teach."]


def test_a_promise_that_one_language_alone_shows_is_still_one() -> None:
    [found] = pairs("It is so. We will build.", "如此。建设，就这样。")
    assert (found.en, found.zh) == ("We will build.", "建设，就这样。")


def test_other_texts_are_paired_in_order() -> None:
    found = pairs(EN, "我们将建设。我们将培训。")
    assert [(each.en, each.zh) for each in found] == [
        ("We will build.", "我们将建设。"),
        ("We will teach.", "我们将培训。"),
    ]


def test_one_text_alone_is_enough() -> None:
    assert [(each.en, each.zh) for each in pairs("", ZH)] == [
        ("", "我们将建设。"),
        ("", "我们将培训。"),
    ]
    assert pairs("", "") == []


def test_what_does_not_match_is_refused_until_something_is_left_out() -> None:
    with pytest.raises(PromisesRefused, match="makes 2 promises, the Chinese 1"):
        pairs(EN, "我们将建设。")
    assert len(pairs(EN, "我们将建设。", ["en:3"])) == 1
    with pytest.raises(PromisesRefused) as refused:
        pairs(EN, ZH, ["en:1"])
    assert refused.value.sentence.in_language("zh") == (
        "en:1不是作出承诺的句子，可用的有：en:2, en:3, zh:2, zh:3。"
    )
