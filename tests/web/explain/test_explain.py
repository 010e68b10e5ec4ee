import re

from django.test import Client

from tests.web.conftest import Text, words

Rights = list[dict[str, str]]


def test_the_parts_sum_to_the_difference(opened: Text, delivered: Rights) -> None:
    html = opened("/explain?indicator=C01&period=2019-H1&from=3&to=5")
    now = [r for r in delivered if r["right_kind"] == "PT" and r["filing_date"] >= "2019-01"]
    assert f">{len(now)}</a>" in html
    table = html[html.index('id="parts-caption"') :]
    values = re.findall(r'</th><td class="num">([^<]*)</td>', table[: table.index("</table>")])
    numbers = [int(v.replace("−", "-").replace("+", "").replace(",", "")) for v in values]
    assert sum(numbers[:-1]) == numbers[-1]
    spring = [r for r in now if r["filing_date"] <= "2019-03-31"]  # what load 3 knew
    assert numbers[-1] == len(now) - len(spring)


def test_a_value_that_is_missing_has_no_difference(opened: Text) -> None:
    html = opened("/explain?indicator=C01&period=2019-H1&from=2&to=5")
    assert '<span class="missing">— <small>missing</small></span>' in html


def test_without_days_the_first_load_and_now(opened: Text) -> None:
    assert "goldthread explain C01 --period 2019-H1 --from 1 --to 5" in opened("/explain")


def test_nothing_changed(opened: Text) -> None:
    text = words(opened("/explain?indicator=C01&period=2019-H1&from=5&to=5"))
    assert "no record came, changed or went" in text


def test_a_day_that_is_none_is_named(opened: Text) -> None:
    assert "<code>from</code>" in opened("/explain?from=2019-99-99", 400)


def test_in_chinese(opened: Text) -> None:
    assert "新增权利" in opened("/explain?indicator=C01&period=2019-H1&from=2&to=5&lang=zh")


def test_another_indicator_is_chosen_in_the_form(client: Client, opened: Text) -> None:
    """C17 is not asked by kind; the form says so by its field of the day."""
    assert '<input type="hidden" name="day" value="">' in opened("/explain?indicator=C01")
    asked = "/explain?indicator=C17&period=2019-H1&region=CL-RM&kind=PT&from=1&to=2&day="
    answer = client.get(asked)
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/explain?indicator=C17&period=2019-H1&region=CL-RM&from=1&to=2",
    )
    assert client.get(asked, follow=True).status_code == 200
