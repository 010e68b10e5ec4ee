"""Where sentences end; every part is the text between its offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldthread.seminar.speech.sentences import sentences

CASES: list[tuple[str, list[str]]] = [
    ("", []),
    ("  \n ", []),
    ("One. Two! Three?", ["One.", "Two!", "Three?"]),
    ("今天开会。大家好！对吗？", ["今天开会。", "大家好！", "对吗？"]),
    ("It rose by 3.5% in 2019. It fell later.", ["It rose by 3.5% in 2019.", "It fell later."]),
    ("See No. 12 and Art. 5. Then go.", ["See No. 12 and Art. 5.", "Then go."]),
    (
        "Dr. A. of the U.S. Office, i.e. the head, spoke.",
        ["Dr. A. of the U.S. Office, i.e. the head, spoke."],
    ),
    ("He said “It is done.” Then he left.", ["He said “It is done.”", "Then he left."]),
    ("The words “It is done.” were his.", ["The words “It is done.” were his."]),
    ("他说：“已经办结。”会议继续。", ["他说：“已经办结。”", "会议继续。"]),
    ("“已经办结。大家放心。”他说。", ["“已经办结。大家放心。”", "他说。"]),
    ("所谓“办结。”，不是口号。", ["所谓“办结。”，不是口号。"]),
    ("1. First point\n2. Second point", ["1. First point", "2. Second point"]),
    ("一、总体情况\n二、下一步工作", ["一、总体情况", "二、下一步工作"]),
    ("A line that was\nwrapped goes on.", ["A line that was\nwrapped goes on."]),
    ("We don’t know. It is so.", ["We don’t know.", "It is so."]),
    (
        "授权{{C03 period=2019-H1}}。增长{{C03 period=2019}}。",
        ["授权{{C03 period=2019-H1}}。", "增长{{C03 period=2019}}。"],
    ),
    ("真的吗？！真的……好。", ["真的吗？！", "真的……好。"]),
    ("(It was late.) We left.", ["(It was late.)", "We left."]),
    ("Patents (see Fig. 3) rose. So did marks.", ["Patents (see Fig. 3) rose.", "So did marks."]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_sentences_end_where_they_do(text: str, wanted: list[str]) -> None:
    assert [part.text for part in sentences(text)] == wanted


PIECES = st.lists(
    st.sampled_from(
        [
            "One",
            "二〇一九",
            "。",
            ". ",
            "“",
            "”",
            "(",
            ")",
            "\n",
            "3.5",
            "No. 7",
            "{{",
            "}}",
            "！",
            "，",
        ]
    ),
    max_size=40,
)


@given(PIECES)
def test_parts_lie_in_order_and_lose_nothing_but_blanks(pieces: list[str]) -> None:
    text = "".join(pieces)
    parts = sentences(text)
    assert all(part.text == text[part.start : part.end] for part in parts)
    ends = [0, *(part.end for part in parts)]
    between = [text[a : part.start] for a, part in zip(ends, parts, strict=False)]
    assert not "".join([*between, text[ends[-1] :]]).strip()
