"""Unit names matched to known offices, with a score and never silently."""

import pytest

from goldthread.programme.plan import Match, match_units

KNOWN = {
    "cnipa": ["国家知识产权局", "China National Intellectual Property Administration"],
    "samr": "国家市场监督管理总局",
    "ndrc": "国家发展和改革委员会",
    "moa": ["农业农村部", "Ministry of Agriculture and Rural Affairs"],
    "spc": ["最高人民法院", "Supreme People's Court"],
    "bj": "北京市知识产权局",
    "he": "河北省知识产权局",
}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("国家知识产权局", "cnipa"),
        ("知识产权局", "cnipa"),
        ("Intellectual Property Office", "cnipa"),
        ("the Intellectual Property Administration", "cnipa"),
        ("National Intellectual Property Administration", "cnipa"),
        ("CNIPA", "cnipa"),
        ("市场监管总局", "samr"),
        ("State Administration for Market Regulation", "samr"),
        ("发展改革委", "ndrc"),
        ("Ministry of Agriculture and Rural Affairs", "moa"),
        ("the Supreme People’s Court", "spc"),
        ("最高人民 法院", "spc"),
        ("北京市知识产权局", "bj"),
    ],
)
def test_same_unit_is_matched_with_certainty(name: str, key: str) -> None:
    assert match_units([name], KNOWN) == [Match(name, key, 1.0, (key,))]


@pytest.mark.parametrize(
    "name", ["财政部", "Ministry of Finance", "上海市知识产权局", "Patent Court", ""]
)
def test_unknown_unit_gets_no_proposal(name: str) -> None:
    (match,) = match_units([name], KNOWN)
    assert match.proposal is None
    assert match.score < 0.75


def test_province_is_not_taken_for_the_nation() -> None:
    (match,) = match_units(["知识产权局"], {"bj": "北京市知识产权局", "sh": "上海知识产权局"})
    assert match.proposal is None


def test_near_name_scores_below_one() -> None:
    (match,) = match_units(["国家新闻出版广播电视局"], {"nrta": "国家新闻出版广播电视总局"})
    assert match.proposal == "nrta"
    assert 0.75 <= match.score < 1


def test_abbreviation_that_no_list_holds_is_proposed() -> None:
    (match,) = match_units(["生态环境委"], {"x": "生态和环境保护委员会"})
    assert (match.proposal, match.score) == ("x", 0.9)


def test_two_offices_of_one_name_are_both_given() -> None:
    known = {"a": "知识产权局", "b": "国家知识产权局"}
    assert match_units(["CNIPA"], known) == [Match("CNIPA", None, 1.0, ("a", "b"))]


def test_nothing_known_matches_nothing() -> None:
    assert match_units(["知识产权局"], {}) == [Match("知识产权局", None, 0.0, ())]
