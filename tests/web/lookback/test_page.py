import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import Text, words

Rights = list[dict[str, str]]


def filed(delivered: Rights, kind: str, first: str, last: str) -> Rights:
    return [r for r in delivered if r["right_kind"] == kind and first <= r["filing_date"] <= last]


def region(row: dict[str, str]) -> str:
    found = re.match(r"\((\w\w(?:-\w+)?)\)", row["applicants"])
    code = found.group(1) if found else ""
    return code if "-" in code else "_U" if code == "CN" else "_Z"


def number(html: str, href: str) -> str | None:
    """The text of the link to these records."""
    found = re.search(rf'href="{re.escape(href)}"[^>]*>([^<]+)</a>', html)
    return found.group(1) if found else None


def test_the_page_opens_on_the_newest_complete_half_year(opened: Text) -> None:
    html = opened("/")
    assert "<h1>Look-back: first half of 2019</h1>" in html
    assert "load 5 (15 July 2019)" in words(html)


def test_the_headline_counts_what_was_delivered(opened: Text, delivered: Rights) -> None:
    now = len(filed(delivered, "PT", "2019-01-01", "2019-06-30"))
    before = len(filed(delivered, "PT", "2018-01-01", "2018-06-30"))
    html = opened("/?indicator=C01&period=2019-H1")
    assert number(html, "/records?indicator=C01&amp;period=2019-H1") == str(now)
    text = words(html)
    assert f"first half of 2018: {before}" in text
    sign = "+" if now > before else "−"
    assert f"{sign}{abs(now - before)} ({sign}{abs(now / before - 1):.1%})" in text


def test_regions_count_what_was_delivered(opened: Text, delivered: Rights) -> None:
    counts = Counter(region(r) for r in filed(delivered, "PT", "2019-01-01", "2019-06-30"))
    html = opened("/?indicator=C01&period=2019-H1")
    # The Corps lies inside Xinjiang's figure.
    counts["CN-XJ"] += counts["CN-XPCC"]
    for code in ("CN-GD", "CN-XJ", "CN-XPCC", "_Z"):
        href = f"/records?indicator=C01&amp;period=2019-H1&amp;region={code}"
        assert number(html, href) == (str(counts[code]) if counts[code] else None), code


def test_the_regions_table_is_ranked_and_the_of_which_stands_below(opened: Text) -> None:
    html = opened("/?indicator=C01&period=2019-H1")
    table = html[html.index('id="regions-caption"') :]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table[: table.index("</table>")], re.DOTALL)[1:]
    names = [re.search(r"<a [^>]*>([^<]+)</a>", row).group(1) for row in rows if "<a" in row]  # type: ignore[union-attr]
    assert names.index("XPCC") == names.index("Xinjiang") + 1
    ranks = [
        int(found.group(1)) for row in rows if (found := re.match(r'<td class="num">(\d+)', row))
    ]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_a_region_narrows_every_part(opened: Text, delivered: Rights) -> None:
    here = [r for r in filed(delivered, "PT", "2019-01-01", "2019-06-30") if region(r) == "CN-GD"]
    html = opened("/?indicator=C01&period=2019-H1&region=CN-GD")
    href = "/records?indicator=C01&amp;period=2019-H1&amp;region=CN-GD"
    assert number(html, href) == str(len(here))
    assert "<b>Guangdong</b>" in html


def test_a_month_links_to_its_records(opened: Text, delivered: Rights) -> None:
    march = filed(delivered, "PT", "2019-03-01", "2019-03-31")
    html = opened("/?indicator=C01&period=2019-H1")
    assert number(html, "/records?indicator=C01&amp;period=2019-03") == str(len(march))


def test_months_near_the_newest_load_are_provisional(opened: Text) -> None:
    text = words(opened("/?indicator=C01&period=2019-H1"))
    assert "Provisional here: May 2019 to June 2019." in text


def test_as_known_on_an_earlier_load_shows_less(opened: Text, delivered: Rights) -> None:
    html = opened("/?indicator=C01&period=2019-H1&as_of=3")
    spring = filed(delivered, "PT", "2019-01-01", "2019-03-31")
    assert number(html, "/records?indicator=C01&amp;period=2019-H1&amp;as_of=3") == str(len(spring))
    assert "You are looking at the past" in html
    by_day = opened("/?indicator=C01&period=2019-H1&as_of=2019-05-01")
    assert number(by_day, "/records?indicator=C01&amp;period=2019-H1&amp;as_of=2019-05-01") == str(
        len(spring)
    )


def test_every_number_carries_its_identity(opened: Text) -> None:
    html = opened("/?indicator=C01&period=2019-H1")
    assert html.count("goldthread figure C01 --period") == 4  # its card, series, regions, fields
    assert "goldthread figure C01 --period 2018-H1,2019-H1 --by region --as-of 5" in html
    for part in ("Definition", "As known on", "Counting", "Lineage", "Engine", "Permanent address"):
        assert f"<dt>{part}</dt>" in html
    assert (
        'href="/?indicator=C01&amp;period=2019-H1&amp;as_of=5&amp;counting=first-applicant"' in html
    )


def test_the_address_is_brought_into_canonical_order(client: Client) -> None:
    answer = client.get("/?period=2019-H1&counting=&indicator=C01&region=")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/?indicator=C01&period=2019-H1",
    )


def test_another_kind_of_right_asks_for_its_own_indicator(client: Client) -> None:
    answer = client.get("/?indicator=C01&period=2019-H1&kind=UM")
    assert answer.headers["Location"] == "/?indicator=C09&period=2019-H1&kind=UM"
    answer = client.get("/?indicator=C03&period=2019-H1&kind=DS")
    assert answer.headers["Location"] == "/?indicator=C10R&period=2019-H1&kind=DS"


def test_designs_have_no_technology_fields(opened: Text) -> None:
    assert 'id="fields"' not in opened("/?indicator=C10R&period=2019-H1&kind=DS")


@pytest.mark.parametrize(
    "query",
    [
        "indicator=P01&period=2019-H1",
        "indicator=P02&period=2018",
        "indicator=I05&period=2019-Q2&region=_Z",
        "indicator=A04&period=2019-06",
        "indicator=A15&period=2019-H1&kind=UM",
        "indicator=C03&period=2018-H2&counting=fraction-inventors",
        "indicator=C06&period=2019-H1&field=4",
        "indicator=C01&period=1900",
        "indicator=C01&period=2099-H2",
        "indicator=C01&period=2019-H1&region=_U&applicant_type=UNI&resident=R",
        "indicator=C01&period=2019-H1&region=US-MI",
        "indicator=C01&period=2019-H1&region=CN",
        "indicator=C01&period=2019-H1&counting=regional-office",
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_state_has_a_page(opened: Text, query: str, lang: str) -> None:
    assert "</html>" in opened(f"/?{query}&lang={lang}")


def test_zero_missing_and_not_applicable_differ(opened: Text) -> None:
    covered = opened("/?indicator=C01&period=2019-H1&region=CN-HI")
    assert (
        '<p class="value">0</p>' in opened("/?indicator=C01&period=2019-H1&region=CN-TW") or covered
    )
    assert '<span class="missing">— <small>missing</small></span>' in opened(
        "/?indicator=C01&period=1900"
    )
    assert '<span class="na">n/a</span>' in opened("/?indicator=A04&period=2019-H1&region=CN-TW")


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("period=2019-H3", "period", "A period is a year (2019), a half-year (2019-H1)"),
        ("indicator=C99", "indicator", "Allowed are A01, A03, A04"),
        ("region=Zhejiang", "region", "Write the code CN-ZJ."),
        ("region=XX-1", "region", "A region is a code such as CN-ZJ"),
        ("as_of=99", "as_of", "Give the number of a load (1 to 5) or a day"),
        ("as_of=2001-01-01", "as_of", "not before 2018-12-01"),
        ("as_of=2019-02-31", "as_of", "Give the number of a load"),
        ("counting=both", "counting", "can be counted by first-applicant"),
        ("kind=XX", "kind", "A kind of right is PT, UM"),
        ("field=36", "field", "A technology field is a number from 1 to 35"),
        ("indicator=P01&month=2019-06", "month", "P01 can be asked by region"),
        ("region=CN-ZJ&region=CN-JS", "region", "Give it once."),
        ("colour=red", "colour", "This page knows the parameters indicator, period"),
        ("region=%3Cscript%3E", "region", "A region is a code"),
    ],
)
def test_a_bad_parameter_is_named_with_what_is_allowed(
    opened: Text, query: str, name: str, sentence: str
) -> None:
    html = opened(f"/?{query}", 400)
    assert f"<code>{name}</code>" in html
    assert sentence in words(html)
    assert "<script>" not in html


def test_an_empty_register_says_which_command_loads_one(empty_client: Client) -> None:
    for address in ("/", "/loads", "/explain"):
        text = words(empty_client.get(address).content.decode())
        assert "The register is empty" in text, address
        assert "goldthread load PATH" in text
        assert "goldthread demo" in text


def test_the_limits_say_what_was_rejected(opened: Text) -> None:
    text = words(opened("/"))
    assert "2 records could not be read and are in quarantine; they are in no figure." in text
    assert "rights: newest load received on 15 July 2019" in text


def test_the_limits_say_what_the_figure_says_of_itself(opened: Text) -> None:
    text = words(opened("/?indicator=C01&period=2019"))
    assert re.search(r"The records known run from 2017-\d\d-\d\d to 2019-06-\d\d", text)


def test_the_setting_chooses_the_country(opened: Text, settings: Any) -> None:
    settings.GOLDTHREAD_COUNTRY = "CL"
    assert "Valparaíso" in opened("/")


def test_a_day_beside_the_list_of_loads_becomes_the_address(client: Client) -> None:
    answer = client.get("/?indicator=C01&period=2019-H1&as_of=&day=2019-04-02")
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/?indicator=C01&period=2019-H1&as_of=2019-04-02",
    )
    over = client.get("/?indicator=C01&as_of=2&day=2019-04-02&kind=&lang=zh")
    assert over["Location"] == "/?indicator=C01&as_of=2019-04-02&lang=zh"
    without = client.get("/?indicator=C01&as_of=2&day=")
    assert without["Location"] == "/?indicator=C01&as_of=2"


def test_what_the_indicator_chosen_is_not_asked_by_goes_with_the_one_before(client: Client) -> None:
    """C17 is asked by region and field, not by kind, and not counted by the inventors' shares."""
    asked = "/?indicator=C17&period=2019-H1&region=CL-RM&kind=PT&field=3&counting="
    answer = client.get(f"{asked}fraction-inventors&day=")
    assert answer["Location"] == "/?indicator=C17&period=2019-H1&region=CL-RM&field=3"
    assert client.get(f"{asked}fraction-inventors&day=", follow=True).status_code == 200
    assert client.get(f"{asked}&day=2019-04-02")["Location"].endswith("field=3&as_of=2019-04-02")
    assert client.get("/?indicator=C99&kind=PT&day=", follow=True).status_code == 400


def test_a_day_is_asked_for_without_script(opened: Text, client: Client) -> None:
    page = opened("/?indicator=C01&period=2019-H1&as_of=2019-04-02")
    assert '<label for="choose-day">or on another day</label>' in page
    assert '<input type="date" id="choose-day" name="day" min="2018-12-01">' in page
    assert '<option value="2019-04-02" selected>2019-04-02</option>' in page
    refused = client.get("/?day=2019-02-31", follow=True)
    assert refused.status_code == 400
    assert "Give the number of a load (1 to 5) or a day such as 2019-06-30" in words(
        refused.content.decode()
    )
