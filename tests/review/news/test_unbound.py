"""Which numbers a release may hold unbound: none that claims anything, however it is written."""

import pytest

from goldthread.review.news_figures import unbound


@pytest.mark.parametrize(
    "text",
    [
        "The heads met on 30 July 2019 under Article 27 of the law.",
        "Notice No. 12 [2019] and Regulation (2019) No. 5 apply; see Table 3.",
        "The 14th Five-Year Plan and the 3rd meeting; 5G and H1 2019.",
        "The first half was busy; the second half of 2019 and the first half of the year.",
        "2019年7月30日，依据第二十七条和国发〔2015〕9号召开，《专利法（2008）》有效。",
        "第十四次会议统一思想，千方百计，坚持十三五规划。",
        "{{C03 period=2019-H1}} were granted; {{OFFICES period=2019-H2}} offices came.",
        "",
    ],
)
def test_dates_laws_names_and_bound_numbers_stand(text: str) -> None:
    assert unbound(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We granted 1,234 patents, 5.6% more.", ["1,234", "5.6%"]),
        ("授权专利1.2万件，增长三成，三分之一来自企业。", ["1.2万件", "三成", "三分之一"]),
        ("Half of the offices doubled it.", ["Half", "doubled"]),
        ("The first half of the offices came.", ["half"]),
        ("Twenty-three offices met.", ["Twenty-three"]),
        ("Within 60 days it will be done.", ["Within 60 days"]),
        ("Worth 120bn and RMB120.", ["120bn", "RMB120"]),
        ("Wide １２３ and Arabic ١٢٣ and ½.", ["１２３", "١٢٣", "½."]),
        ("A run of " + "7" * 60 + " digits.", ["7" * 40]),
        ("{{C03 period=2019-H1}} and 7 more.", ["7"]),
    ],
)
def test_numbers_that_claim_something_do_not(text: str, found: list[str]) -> None:
    assert unbound(text) == found
