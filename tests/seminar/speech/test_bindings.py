"""The small language of tokens, what is refused with its place, how figures are written."""

from fractions import Fraction

import pytest

from goldthread.seminar.speech.bindings import Binding, tokens
from goldthread.seminar.speech.errors import TokenRefused
from goldthread.seminar.speech.rendering import Shown, render

GRANTS = {"en": "grants", "zh": "件"}


def test_a_token_says_what_it_asks() -> None:
    asks = "c03 period=2019-h1 region=CN-31,CN-32\nkind=PT change=percent unit=万件 decimals=2"
    text = "授权{{ " + asks + "}}。"
    [token] = tokens(text)
    assert text[token.start : token.end].startswith("{{ c03")
    assert token.binding == Binding(
        indicator="C03",
        period="2019-H1",
        where=(("kind", ("PT",)), ("region", ("CN-31", "CN-32"))),
        change="percent",
        unit="万件",
        scale=10_000,
        decimals=2,
    )
    asked = "C03 period=2019-H1 kind=PT region=CN-31,CN-32 change=percent"
    assert token.binding.asked == asked
    assert tokens("{{" + asked + "}}")[0].binding.asked == asked


REFUSED = [
    ("a {{C03 period=2019", "Line 1, character 3: “{{” is not closed by “}}”."),
    ("a }}", "Line 1, character 3: “}}” closes no “{{”."),
    ("{{C03 {{P01 period=2019}}", "Line 1, character 1: “{{” is not closed by “}}”."),
    ("一\n二{{}}", "Line 2, character 2: it must begin with an indicator such as C03."),
    ("{{C03}}", "Line 1, character 1: it names no period."),
    ("{{C03 period}}", "Line 1, character 1: period is not name=value."),
    ("{{C03 period=2019 period=2018}}", "Line 1, character 1: period is given twice."),
    ("{{C03 period=2019 region=,}}", "Line 1, character 1: region has an empty value."),
    ("{{C03 period=2019 decimals=9}}", "decimals is 9, but may be 0 to 6."),
    ("{{C03 period=2019 change=ratio}}", "change is ratio, but may be difference or percent."),
    ("{{C03 period=2019 sign=maybe}}", "sign is maybe, but may be yes or no."),
    ("{{C03 period=2019 colour=red}}", "there is no colour; there are period, region,"),
    ("{{C03 period={x}}}", "Line 1, character 1: period={x is not name=value."),
    ("{{C03 period=2019 region=" + "A" * 300 + "}}", "a token has at most 300 characters."),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place(text: str, told: str) -> None:
    with pytest.raises(TokenRefused) as refused:
        tokens(text)
    assert told in str(refused.value)
    assert refused.value.sentence.in_language("zh").startswith("第")


WRITTEN = [
    ("period=2019", Fraction(238_000), "238,000 grants", "238,000件"),
    ("period=2019 unit=none", Fraction(238_000), "238,000", "238,000"),
    ("period=2019 unit=万件", Fraction(238_000), "23.80 万件", "23.80万件"),
    ("period=2019 unit=thousand_grants decimals=0", Fraction(238_499), "238 thousand grants", None),
    ("period=2019 decimals=1", Fraction(25, 4), "6.3 grants", "6.3件"),
    ("period=2019", Fraction(25, 3), "8.33 grants", "8.33件"),
    ("period=2019", Fraction(1, 3), "0.333 grants", "0.333件"),
    ("period=2019", Fraction(-5), "−5 grants", "−5件"),
    ("period=2019", Fraction(0), "0 grants", "0件"),
    ("period=2019 change=percent", Fraction(-16, 5), "3.2%", "3.2%"),
    ("period=2019 change=percent sign=yes", Fraction(-16, 5), "−3.2%", "−3.2%"),
    ("period=2019 change=percent sign=yes", Fraction(16, 5), "+3.2%", "+3.2%"),
    ("period=2019 change=percent sign=yes", Fraction(1, 100), "0.0%", "0.0%"),
    ("period=2019 change=difference", Fraction(1200), "1,200 grants", "1,200件"),
    ("period=2019", None, "—", "—"),
]


@pytest.mark.parametrize(("ask", "value", "english", "chinese"), WRITTEN)
def test_a_figure_is_written_as_its_language_has_it(
    ask: str, value: Fraction | None, english: str, chinese: str | None
) -> None:
    text = "a {{C03 " + ask + "}} b"
    [token] = tokens(text)
    figures = {token.binding.asked: Shown(value, GRANTS, "C03-ABCD")}
    assert render(text, "en", figures).text == f"a {english} b"
    if chinese is not None:
        assert render(text, "zh-hans", figures).text == f"a {chinese} b"


def test_codes_stand_beside_figures_and_places_are_told() -> None:
    text = "{{C03 period=2019}} and {{C03 period=2018}}."
    figures = {
        "C03 period=2019": Shown(Fraction(5), GRANTS, "C03-ABCD"),
        "C03 period=2018": Shown(None, GRANTS, ""),
    }
    made = render(text, "en", figures, codes=True)
    assert made.text == "5 grants [C03-ABCD] and —."
    assert [made.text[place.start : place.end] for place in made.figures] == ["5 grants", "—"]
    assert [place.code for place in made.figures] == ["C03-ABCD", ""]


def test_braces_and_markup_in_the_text_are_only_text() -> None:
    text = "{a} {0} %s <b>&amp;</b> {{C03 period=2019}}"
    figures = {"C03 period=2019": Shown(Fraction(5), GRANTS, "")}
    assert render(text, "en", figures).text == "{a} {0} %s <b>&amp;</b> 5 grants"
