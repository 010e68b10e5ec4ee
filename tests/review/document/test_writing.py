"""A document written from its template: its numbers are those counted by hand, none where none."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from goldthread.review.content import Content, places, plain, report_of
from goldthread.review.models import Review
from goldthread.review.template.errors import TemplateRefused
from goldthread.review.writing import standard, write
from tests.indicators.support import load
from tests.review.building import Reviewed
from tests.review.document.conftest import GRANTS, several

DAY = date(2019, 7, 6)


def written(world: Reviewed, text: str, lang: str = "en") -> Content:
    return write(world.review(), f"# R\n{text}", lang, DAY)


def texts(content: Content) -> list[str]:
    return [plain(block["runs"]) for block in content["blocks"] if "runs" in block]


def rows(block: dict[str, Any]) -> list[list[str]]:
    return [[plain(cell) for cell in row] for row in block["rows"]]


def test_figures_changes_ranks_and_counts_stand_in_the_sentence(
    world: Reviewed, home: Path
) -> None:
    content = written(
        world,
        "{{C03 period=this unit=none}} grants ({{C03 period=this change=percent}}), Jiangsu "
        "{{C03 period=this region=CN-JS unit=none}} at place "
        "{{C03 period=this region=CN-JS rank=region}}, {{tasks state=all}} task.",
    )
    assert texts(content) == ["18 grants (63.6%), Jiangsu 6 at place 2, 1 task."]
    codes = [place.run["code"] for place in places(content)]
    assert [content["figures"][code]["value"] for code in codes] == ["18", "700/11", "6", "2", "1"]
    assert [content["figures"][code]["kind"] for code in codes] == [
        *("figure", "figure", "figure", "rank", "count")
    ]


def test_what_has_no_value_is_said_so_with_the_reason_and_is_no_zero(
    world: Reviewed, home: Path
) -> None:
    """Of Jiangsu's people nothing is known; Xinjiang has no grant, which is a zero."""
    content = written(
        world, "{{P02 period=this region=CN-JS}}; {{C03 period=this region=CN-XJ unit=none}}."
    )
    assert texts(content) == ["not available (the register has no value); 0."]
    chinese = write(Review.objects.get(), "# R\n{{P02 period=this region=CN-JS}}。", "zh", DAY)
    assert texts(chinese) == ["暂缺（登记簿无数值）。"]


def test_without_a_register_nothing_is_available(
    world: Reviewed, tmp_path: Path, settings: Any
) -> None:
    settings.GOLDTHREAD_HOME = tmp_path
    content = written(world, "{{C03 period=this}}.\n\n@table C03 period=this by=region | T")
    assert texts(content) == ["not available (the register has no value)."]
    assert {row[1] for row in rows(content["blocks"][1])} == {"—"}
    assert content["figures"] == {}


def test_a_table_has_a_row_a_region_or_the_greatest_only(world: Reviewed, home: Path) -> None:
    content = written(
        world,
        "@table C03 period=this by=region change=percent most=3 | Grants in {{cycle}}\n"
        "@table C03 period=this by=region | All",
    )
    top, everything = content["blocks"]
    assert top["columns"][0] == "Region"
    assert top["columns"][2] == "change on the year, %"
    assert rows(top)[:2] == [["Zhejiang", "12", "+100.0"], ["Jiangsu", "6", "+20.0"]]
    assert len(rows(top)) == 3
    assert len(rows(everything)) == 32
    assert sum(int(row[1]) for row in rows(everything)) == 18


def test_charts_and_maps_say_their_values_and_keep_their_codes(world: Reviewed, home: Path) -> None:
    content = written(
        world, "@chart C03 period=this back=1 | Years\n@map C03 period=this | Regions"
    )
    years, regions = content["blocks"]
    assert years["alt"] == "The values shown: 2018-H1 11; 2019-H1 18."
    assert "Zhejiang 12" in regions["alt"]
    assert [figure["value"] for figure in content["figures"].values()][:2] == ["11", "18"]
    assert [len(block["spec"]["data"]["values"]) for block in content["blocks"]] == [2, 32]


def test_tasks_stand_in_a_list_or_it_is_said_that_there_are_none(
    world: Reviewed, home: Path
) -> None:
    content = written(world, "@tasks state=open | Open\n@tasks state=cancelled | Cancelled")
    table, none = content["blocks"]
    assert table["columns"] == ["Number", "Task", "Lead", "Due", "State"]
    assert len(table["rows"]) == 1
    assert plain(none["runs"]) == "Cancelled: None."


def test_the_same_figure_has_one_code_in_the_text_the_table_and_the_release(
    world: Reviewed, home: Path
) -> None:
    review = world.review()
    content = write(
        review, "# R\n{{C03 period=this}}\n\n@table C03 period=this by=region | T", "zh", DAY
    )
    frozen = dict(review.releases.get().figures.values_list("code", "asked"))
    found = [place.run["code"] for place in places(content)]
    assert len(found) == 33
    assert next(frozen[code] for code in found) == "C03 period=2019-H1"


def test_small_numbers_of_regions_are_withheld_with_what_they_could_be_had_back_from(
    world: Reviewed, home: Path
) -> None:
    """Two grants in Shanghai are too few; with Jiangsu's six withheld too, nobody works them out.

    A change from or to a number that is withheld is withheld as well.
    """
    load(home, [*GRANTS, *several(500, 2, "2019-03-01", "CN-SH")], received="2019-06-25")
    content = written(
        world,
        "{{C03 period=this unit=none}} and {{C03 period=this region=CN-SH}}\n\n"
        "@table C03 period=this by=region change=percent | Grants\n"
        "@map C03 period=this | Grants",
    )
    assert texts(content) == ["20 and not available (too few to be told)"]
    found = {row[0]: row[1:] for row in rows(content["blocks"][1])}
    assert found["Shanghai"] == ["withheld", "withheld"]
    assert found["Jiangsu"] == ["withheld", "withheld"]
    assert found["Zhejiang"] == ["12", "+100.0"]
    assert found["Tibet"][0] == "0"
    assert "Shanghai —" in content["blocks"][2]["alt"]
    assert "CN-SH" not in str(content["figures"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_standard_templates_can_be_written(world: Reviewed, home: Path, lang: str) -> None:
    content = write(world.review(), standard(lang), lang, DAY)
    assert len(list(places(content))) == 49
    codes = {code.code for code in report_of(content, lang).codes}
    assert {place.run["code"] for place in places(content)} <= codes


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("x {{C99 period=this}}", "Line 2, character 3: C99 period=2019-H1 cannot be asked: "),
        ("{{C03 period=this region=CN-QQ}}", "Line 2, character 1: C03 period=2019-H1 region="),
        ("@map C03 period=this counting=odd | x", "Line 2, character 1: C03 period=2019-H1 count"),
        ("{{C03 period=2019-13}}", "Line 2, character 1: C03 period=2019-13 cannot be asked"),
    ],
)
def test_a_figure_that_no_definition_answers_is_refused_with_its_place(
    world: Reviewed, home: Path, text: str, english: str
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        written(world, text)
    assert english in refused.value.sentence.in_language("en")
    assert "无法查询" in refused.value.sentence.in_language("zh")
