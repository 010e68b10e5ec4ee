"""The template language: what a text becomes, and every fault with its place and both sentences."""

import pytest

from goldthread.review.template.blocks import CountToken, Drawn, FigureToken, Text, WordToken
from goldthread.review.template.errors import TemplateRefused
from goldthread.review.template.parsing import LONGEST, parse
from goldthread.seminar.speech.bindings import Binding

PERIODS = {"THIS": "2019-H1", "EARLIER": "2018-H1", "PREVIOUS": "2018-H2"}.__getitem__


def blocks(text: str) -> list[Text | Drawn]:
    return parse(f"# Review\n{text}", PERIODS)[1:]


def faults(text: str) -> tuple[str, str]:
    with pytest.raises(TemplateRefused) as refused:
        parse(text, PERIODS)
    sentence = refused.value.sentence
    return sentence.in_language("en"), sentence.in_language("zh")


def test_titles_headings_items_and_paragraphs_come_in_order_with_their_lines() -> None:
    found = parse("# Review\n\n## One\n### Two\n- first\n- second\nA line\nwraps.\n", PERIODS)
    assert [(b.kind, b.level, b.inline, b.place.line) for b in found if isinstance(b, Text)] == [
        ("title", 0, ("Review",), 1),
        ("heading", 1, ("One",), 3),
        ("heading", 2, ("Two",), 4),
        ("item", 0, ("first",), 5),
        ("item", 0, ("second",), 6),
        ("paragraph", 0, ("A line", " ", "wraps."), 7),
    ]


def test_chinese_lines_are_joined_without_a_blank() -> None:
    [paragraph] = blocks("上半年\n授权量增长。")
    assert isinstance(paragraph, Text)
    assert "".join(str(part) for part in paragraph.inline) == "上半年授权量增长。"


def test_a_figure_is_asked_for_with_the_period_that_its_word_means() -> None:
    [paragraph] = blocks("Grants: {{C03 period=this region=CN-31}}.")
    assert isinstance(paragraph, Text)
    token = paragraph.inline[1]
    assert isinstance(token, FigureToken)
    assert token.binding == Binding("C03", "2019-H1", (("region", ("CN-31",)),))
    assert (token.place.line, token.place.column) == (2, 9)


def test_a_list_that_names_no_state_is_whole() -> None:
    tasks, promises = blocks("@tasks most=5 | Tasks\n\n@promises most=5 | Promises")
    assert isinstance(tasks, Drawn)
    assert isinstance(promises, Drawn)
    assert (tasks.state, promises.state) == ("all", "promised")


def test_ranks_counts_and_words_are_tokens_of_their_own() -> None:
    [paragraph] = blocks(
        "{{C03 period=earlier region=CN-31 rank=region}}{{tasks state=overdue}}{{cycle}}"
    )
    assert isinstance(paragraph, Text)
    rank, count, word = paragraph.inline
    assert isinstance(rank, FigureToken)
    assert (rank.rank, rank.binding.period) == ("region", "2018-H1")
    assert isinstance(count, CountToken)
    assert (count.what, count.state) == ("tasks", "overdue")
    assert isinstance(word, WordToken)
    assert word.name == "cycle"


def test_a_table_names_its_indicators_its_division_and_its_caption() -> None:
    [table] = blocks("@table C03,C05 period=this by=region most=10 | Grants, {{cycle}}")
    assert isinstance(table, Drawn)
    assert [binding.asked for binding in table.bindings] == [
        "C03 period=2019-H1",
        "C05 period=2019-H1",
    ]
    assert (table.kind, table.by, table.most) == ("table", "region", 10)
    assert table.caption[0] == "Grants, "


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        ("Review", "Line 1, character 1: a template begins with its title", "第1行第1个字符"),
        ("", "Line 1, character 1: a template begins with its title", "模板须以标题行开头"),
        ("# R\n# S", "Line 2, character 1: there is a title already.", "标题已经给出"),
        ("# R\n#### S", "Line 2, character 1: a heading is #, ## or ###", "标题行须为"),
        ("# R\n##S", "Line 2, character 1: a heading is #, ## or ###", "标题行须为"),
        ("# R\nx {{C03", "Line 2, character 3: {{ stands alone in its line.", "未成对"),
        ("# R\nx }} y", "Line 2, character 3: }} stands alone in its line.", "未成对"),
        ("# R\n {{C03}}", "Line 2, character 2: it names no period.", "未注明期间"),
        ("# R\n{{}}", "Line 2, character 1: it must begin with an indicator", "须以指标编号"),
        ("# R\n{{tasks state=late}}", "state is late, but may be all, open", "state为late"),
        ("# R\n{{tasks of=me}}", "tasks takes state=…, one of all, open", "tasks只带state"),
        ("# R\n{{cycle x}}", "Line 2, character 1: cycle takes nothing.", "cycle不带参数"),
        ("# R\n{{C03 period=this rank=region}}", "of which the token names one value", "rank为"),
        ("# R\n@plot C03 | x", "there is no block @plot; there are @table", "没有@plot"),
        ("# R\n@map C03 period=this", "Line 2, character 21: a block needs a caption", "竖线"),
        ("# R\n@map C03,C05 period=this | x", "@map shows one indicator.", "只展示一个指标"),
        ("# R\n@chart C03 period=this | x", "a chart takes either back=", "图须带back"),
        ("# R\n@chart C03 period=this back=0 | x", "back is 0, but may be 1 to 20.", "back为0"),
        ("# R\n@tasks C03 | x", "@tasks does not take C03, only state=…, most=…", "不带C03"),
        ("# R\n@map C03 period=this region=CN-31 | x", "region is both", "region不能同时"),
        ("# R\n@table C03 period=this by=colour | x", "by is colour, but may be", "by为colour"),
        ("# " + "x" * LONGEST, "a template has at most 200,000 characters.", "模板最多"),
    ],
)
def test_a_fault_is_told_with_its_place_in_both_languages(
    text: str, english: str, chinese: str
) -> None:
    en, zh = faults(text)
    assert english in en
    assert chinese in zh
