"""What a finding says, where it points and what it is about; claims held against the ledger."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from goldthread.seminar.speech.check import check
from goldthread.seminar.speech.facts import Facts
from goldthread.seminar.speech.finding import Finding
from goldthread.seminar.speech.lines import NEUTRAL, line_of_work
from tests.seminar.speech.ledger import FACTS, TASKS, task


def contradictions(text: str, lang: str = "en", facts: Facts = FACTS) -> list[Finding]:
    return [each for each in check(text, lang, facts) if each.kind == "contradiction"]


def keys(found: Sequence[Finding]) -> list[tuple[str, ...]]:
    return [each.about["tasks"] for each in found]


def test_a_finding_points_to_its_sentence_and_words() -> None:
    text = "Much was done. Task JD-2019-012 has been settled. We go on."
    [found] = contradictions(text)
    assert text[found.start : found.end] == "Task JD-2019-012 has been settled."
    assert text[slice(*found.at)] == "has been settled"
    assert (found.severity, found.lang) == ("blocks", "en")
    assert keys([found]) == [("JD-2019-012",)]
    assert found.why.in_language("en") == (
        "The sentence says “settled”, the ledger says otherwise: "
        "JD-2019-012 (in progress, overdue)."
    )
    assert (
        found.why.in_language("zh") == "句中称“已办结”，与台账不符：JD-2019-012（办理中，已逾期）。"
    )


def test_its_key_stays_with_the_words_wherever_they_stand() -> None:
    [one] = contradictions("JD-2019-012 has been settled.")
    [moved] = contradictions("First this. JD-2019-012 has been settled.")
    [other] = contradictions("Yes, JD-2019-012 has been settled.")
    assert one.key == moved.key
    assert one.key != other.key
    numbers = check("5 of them and 7 of them.", "en", Facts())
    assert len({each.key for each in numbers}) == 2


def test_every_task_named_is_held_against_the_claim() -> None:
    text = "JD-2019-003, JD-2019-004 and JD-2019-012 have all been settled."
    assert keys(contradictions(text)) == [("JD-2019-004", "JD-2019-012")]


def test_a_claim_is_of_the_tasks_named_before_it() -> None:
    assert contradictions("JD-2019-003 has been settled, but JD-2019-012 is under way.") == []
    found = contradictions("JD-2019-012, a hard one, has been settled.")
    assert keys(found) == [("JD-2019-012",)]
    # Said of the task of the clause before, when its own clause names none.
    found = contradictions("JD-2019-012 went well, and has now been completed.")
    assert keys(found) == [("JD-2019-012",)]


def test_another_ledger_number_that_begins_alike_is_another_task() -> None:
    assert contradictions("JD-2019-001-ZJ has been settled.") == []
    assert keys(contradictions("JD-2019-001 has been settled.")) == [("JD-2019-001",)]


def test_all_regions_are_the_assignments_of_the_task() -> None:
    found = contradictions("All regions have completed JD-2019-001.")
    assert keys(found) == [("JD-2019-001-JS", "JD-2019-001-BJ")]


def test_all_tasks_are_those_of_the_cycle_that_stand() -> None:
    done = [each for each in TASKS if each.number in ("JD-2019-003", "JD-2019-006")]
    coming = replace(task("JD-2019-100", "Coming", "后续任务", "registered"), coming=True)
    assert contradictions("All tasks have been settled.", facts=Facts(tuple(done))) == []
    with_next = Facts((*done, coming))
    assert contradictions("All tasks have been settled.", facts=with_next) == []
    assert keys(contradictions("All tasks have been settled.")) == [
        ("JD-2019-001", "JD-2019-012", "JD-2019-004", "JD-2019-005")[:3]
    ]


def test_three_are_named_and_the_others_counted() -> None:
    many = tuple(task(f"JD-2019-{n:03}", "T", "任务", "in_progress") for n in range(1, 6))
    [found] = contradictions("All tasks have been settled.", facts=Facts(many))
    assert found.why.in_language("en").endswith("JD-2019-003 (in progress); and 2 more.")
    assert found.why.in_language("zh").endswith("；另有2项。")
    assert len(found.about["tasks"]) == 5


def test_regions_that_did_not_report_are_named() -> None:
    [found] = contradictions("各地区均已报送。", "zh")
    assert found.why.in_language("zh") == "句中称“已报送”，与台账不符：江苏；北京。"
    [found] = contradictions("All regions have reported on JD-2019-001.")
    assert found.why.in_language("en").endswith("Jiangsu; Beijing.")
    assert contradictions("All regions have reported on JD-2019-003.") == []
    assert contradictions("All regions have reported.", facts=Facts(TASKS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "JD-2019-012 will be settled.",
        "JD-2019-012 should have been settled.",
        "Once JD-2019-012 is settled we rest.",
        "JD-2019-012 is to be completed by December.",
        "The law was completed.",
        "They settled in Beijing.",
    ],
)
def test_what_is_to_come_or_means_no_task_claims_nothing(text: str) -> None:
    assert contradictions(text) == []


@pytest.mark.parametrize(
    "text", ["JD-2019-012应于年底前办结。", "确保JD-2019-012按期办结。", "JD-2019-012办结率不高。"]
)
def test_chinese_wording_of_what_is_to_come_claims_nothing(text: str) -> None:
    assert contradictions(text, "zh") == []


def test_what_is_not_known_is_held_against_nobody() -> None:
    text = "JD-2019-012 has been settled. All regions have reported. No task is overdue."
    assert check(text, "en", Facts()) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We will finish JD-2019-012 by May.", True),
        ("We will finish JD-2019-006 by May.", False),  # cancelled
        ("By May we will have new protection centres in every single province.", True),
        ("We will build centres.", False),
        ("We will carry out measure 1.", True),
        ("We will finish the revision of guidelines for examination by May.", True),
    ],
)
def test_a_promise_is_kept_by_what_it_names_or_repeats(text: str, kept: bool) -> None:
    promised = [each for each in check(text, "en", FACTS) if each.kind == "promise"]
    assert promised == [] if kept else len(promised) == 1


def test_the_goal_of_a_promise_is_no_claim_but_what_stands_before_it_is() -> None:
    text = "Having granted 4,000 patents, we will grant 5,000 by the end of the year."
    found = [each for each in check(text, "en", Facts()) if each.kind == "unsourced"]
    assert [text[slice(*each.at)] for each in found] == ["4,000"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"en": "We will strengthen enforcement.", "zh": ""}, "protection"),
        ({"en": "", "zh": "我们将推动专利转化。"}, "utilisation"),
        (
            {"en": "We will open offices abroad.", "zh": "在海外设立机构。"},
            "international_cooperation",
        ),
        ({"en": "We will protect patents abroad.", "zh": ""}, NEUTRAL),
        ({"en": "We will do our best.", "zh": "我们将努力。"}, NEUTRAL),
    ],
)
def test_a_line_of_work_is_guessed_only_where_one_is_meant(said: dict[str, str], line: str) -> None:
    assert line_of_work(said) == line


PIECES = (
    "a, ",
    "9",
    "9,999 ",
    "一",
    "((",
    "“",
    "将",
    "，",
    "1-",
    "two-",
    "we will ",
    "of the ",
    "《",
)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_the_greatest_length_is_checked(piece: str, lang: str) -> None:
    """Sixty thousand characters without the end of a sentence: cut, and read in linear time."""
    text = piece * (60_000 // len(piece))
    found = check(text, lang, FACTS)
    assert all(each.end - each.start <= 2_000 for each in found)


def test_digits_without_end_are_no_number() -> None:
    assert check("9" * 5_000 + " and 7 more.", "en", Facts())[0].text.endswith("7 more.")
    assert len(check("9" * 5_000 + " and 7 more.", "en", Facts())) == 1


def test_a_sentence_that_is_cut_keeps_its_tokens_whole() -> None:
    token = "{{C03 period=2019-H1}}"
    text = "文" * 1_990 + token + "文" * 20 + "。"
    assert check(text, "zh", FACTS) == []
    [missing] = check(text, "zh", Facts())
    assert text[slice(*missing.at)] == token


@pytest.mark.parametrize(
    "text",
    [
        "Nearly all regions have reported.",
        "All but two regions have reported.",
        "The first phase of JD-2019-012 has been completed.",
        "While JD-2019-012 is late, JD-2019-003 has been settled.",
        "All regions have completed the training.",
    ],
)
def test_what_is_said_of_some_or_of_something_else_is_held_against_no_task(text: str) -> None:
    assert contradictions(text) == []
