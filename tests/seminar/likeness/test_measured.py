"""Precision and recall at the thresholds that ship; `pytest -s` prints the table."""

from pathlib import Path

import pytest

from goldthread.seminar.likeness import ALIKE_HAN, ALIKE_OTHER, Index, threshold
from tests.seminar.likeness.measuring import (
    HALVES,
    LANGUAGES,
    best_threshold,
    measured,
    pairs,
    topics,
)

PAGE = Path(__file__).resolve().parents[3] / "docs" / "similarity.md"
SHIPPED = {"zh": ALIKE_HAN, "en": ALIKE_OTHER}
TABLE_HEAD = (
    "| language | half | pairs | threshold | precision | recall |",
    "|---|---|--:|--:|--:|--:|",
)


def table() -> str:
    rows = [*TABLE_HEAD]
    for lang, name in LANGUAGES.items():
        for half in HALVES:
            found, least = pairs(lang, half), SHIPPED[lang]
            told = measured(found, least)
            rows.append(
                f"| {name} | {half} | {len(found)} | {least:.2f} "
                f"| {told.precision:.2f} | {told.recall:.2f} |"
            )
    return "\n".join(rows)


def test_the_set_is_large_enough_and_has_no_text_twice() -> None:
    everything = [
        row[kind]
        for lang in LANGUAGES
        for row in topics(lang)
        for kind in ("text", "again", "near")
    ]
    assert len(everything) == len(set(everything)) == 204
    assert sum(len(pairs(lang, half)) for lang in LANGUAGES for half in HALVES) == 204


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_threshold_is_the_one_that_the_first_half_chooses(lang: str) -> None:
    assert best_threshold(pairs(lang, "chosen on")) == SHIPPED[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_the_half_held_out_few_are_missed_and_few_shown_in_vain(lang: str) -> None:
    told = measured(pairs(lang, "held out"), SHIPPED[lang])
    assert told.recall >= 0.9
    assert told.precision >= 0.8


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_shown_in_vain_is_on_the_same_subject(lang: str) -> None:
    shown = [p for half in HALVES for p in pairs(lang, half) if p.score >= SHIPPED[lang]]
    assert {pair.kind for pair in shown} == {"again", "near"}


def test_the_page_gives_the_measured_table() -> None:
    print(table())  # noqa: T201
    assert table() in PAGE.read_text("utf-8")


def test_each_writing_has_its_threshold() -> None:
    assert threshold("建议增设PCT受理窗口") == ALIKE_HAN
    assert threshold("A desk for the 北京 office") == ALIKE_OTHER


def test_another_language_is_out_of_reach() -> None:
    """Said in the manual: the same request in two languages shares no characters."""
    index = Index([("zh", "建议在每个大区首府设立专利商标受理窗口。")])
    asked = "Open a filing desk for patents and trademarks in every regional capital."
    assert index.ask(asked) == ()
    assert index.scores(asked).tolist() == [0.0]
