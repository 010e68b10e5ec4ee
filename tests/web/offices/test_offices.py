"""The list of offices in each structure, one office with its days, the file."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldthread.offices import actions
from goldthread.offices.models import Person
from tests.offices.building import SETUP
from tests.web.conftest import words
from tests.web.furnished import drafted, signed_in, user_of

pytestmark = pytest.mark.usefixtures("office_ledger")


def codes(address: str, lang: str = "en") -> list[str]:
    html = signed_in("", lang).get(address).content.decode()
    return re.findall(r'<th scope="row" class="place\d">.*?<code>([^<]+)</code>', html)


def row(address: str, code: str, lang: str = "en") -> str:
    html = signed_in("", lang).get(address).content.decode()
    found = next(r for r in html.split("<tr>") if f"<code>{code}</code>" in r)
    return words("<b>" + found.split("</tr>")[0])


def test_before_and_after_the_reform() -> None:
    # By hand: 4 national authorities, 7 departments, 3 offices in each of 31 provinces, XPCC.
    assert len(codes("/offices?day=2018-01-01")) == 4 + 7 + 3 * 31 + 1
    # 3 authorities become one, a department becomes two, 2 offices of a province become one.
    assert len(codes("/offices?day=2019-07-01")) == 2 + 8 + 2 * 31 + 1


def test_the_tree_begins_with_the_national_offices() -> None:
    assert codes("/offices?day=2019-07-01")[:3] == ["SAMR", "CNIPA", "CNIPA-GO"]
    html = signed_in("").get("/offices?day=2019-07-01").content.decode()
    depths = re.findall(r'class="place(\d)"><a href="[^"]*/(SAMR|CNIPA|CNIPA-GO)\?', html)
    assert depths == [("0", "SAMR"), ("1", "CNIPA"), ("2", "CNIPA-GO")]


def test_an_office_of_the_day_says_what_it_carries_on() -> None:
    assert row("/offices?day=2019-07-01", "SAMR").endswith("AQSIQ , CFDA , SAIC")
    assert row("/offices?day=2019-07-01", "CNIPA-SP", "zh").endswith("规划发展司 60%")
    assert "AQSIQ" not in row("/offices?day=2018-01-01", "CNIPA")


def test_as_it_was_every_office_with_who_carries_it_on() -> None:
    # All that ever were: 105 of the first day, SAMR, 2 departments, 31 market administrations.
    assert len(codes("/offices?structure=was")) == 105 + 1 + 2 + 31
    assert row("/offices?structure=was", "SAIC") == (
        "State Administration for Industry and Commerce SAIC other authority "
        "1 January 2008 to 9 April 2018 ended SAMR"
    )
    assert row("/offices?structure=was", "SAIC", "zh") == (
        "国家工商行政管理总局 SAIC 其他机关 2008年1月1日至2018年4月9日 已终止 市场监管总局"
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=商标", []),
        ("q=总局", ["SAMR"]),
        ("q=cnipa-sp", ["CNIPA-SP"]),
        ("q=State Intellectual Property", ["CNIPA"]),
        ("q=浙江&kind=provincial", ["IPO-ZJ"]),
        ("region=CN-ZJ", ["IPO-ZJ"]),
        ("function=enforcement", ["SAMR"]),
        ("q=<b>", []),
    ],
)
def test_search_by_either_name_by_code_and_by_what_it_does(query: str, found: list[str]) -> None:
    assert codes(f"/offices?day=2019-07-01&{query}") == found


def test_an_empty_search_says_what_to_do() -> None:
    page = words(signed_in("").get("/offices?q=nowhere").content.decode())
    assert "No office fits this search in this structure." in page


@pytest.mark.parametrize(
    "query",
    ["day=2019-02-30", "day=20190701", "structure=x", "kind=x", "function=x", "page=2", "q=a&q=b"],
)
def test_an_address_that_cannot_be_is_refused(query: str) -> None:
    assert signed_in("").get(f"/offices?{query}").status_code == 400


def test_a_long_chinese_name_is_shown_whole() -> None:
    html = signed_in("", "zh").get("/offices/IPO-XPCC").content.decode()
    assert "新疆生产建设兵团知识产权局" in html


def test_the_file_holds_the_same_rows() -> None:
    answer = signed_in("", "zh").get("/offices.csv?day=2019-07-01&kind=national")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [r["code"] for r in rows] == ["SAMR", "CNIPA"]
    assert rows[1] == {
        "code": "CNIPA",
        "kind": "国家局",
        "name": "国家知识产权局",
        "second_name": "",
        "parent": "SAMR",
        "functions": "地理标志、集成电路布图设计、专利、商标（CN）",
        "regions": "",
        "days": "",
        "carried_on_by": "",
        "carries_on": "",
    }
    assert answer["Content-Disposition"] == 'attachment; filename="offices-2019-07-01.csv"'


def test_an_office_with_all_its_days() -> None:
    page = words(signed_in("").get("/offices/CNIPA?day=2019-07-01").content.decode())
    assert "State Intellectual Property Office national office 1 January 2008 to 27 August" in page
    assert "trademarks (CN) since 10 April 2018" in page
    assert "SAMR since 10 April 2018" in page
    acts = page[page.index("Reform acts that touched it") :]
    assert acts.index("as found") < acts.index("State Council, 2018") < acts.index("New English")
    assert "Institutional reform in the provinces" not in acts


def test_an_office_that_ended_leads_to_who_carries_it_on() -> None:
    page = words(signed_in("").get("/offices/CNIPA-PD").content.decode())
    assert "It has ended. Today it is carried on by: Public Service Department 40%" in page


def test_a_code_that_is_none_is_not_there() -> None:
    answer = signed_in("").get("/offices/NOPE")
    assert answer.status_code == 404
    assert "There is no office with the code NOPE." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("", []),
        ("nobody", []),
        ("planner", []),
        ("writer_zj", ["writer_zj"]),
        ("head_zj", ["writer_zj", "head_zj"]),
        ("auditor", ["writer_zj", "head_zj"]),
    ],
)
def test_people_are_shown_to_who_may_see_them(name: str, sees: list[str]) -> None:
    html = signed_in(name).get("/offices/IPO-ZJ").content.decode()
    block = html[html.index('id="people"') :] if 'id="people"' in html else ""
    assert re.findall(r'<tr><th scope="row">(\w+)</th>', block) == sees


def test_a_role_that_ended_yesterday_sees_nobody() -> None:
    person = Person.objects.get(user=user_of("head_zj"))
    actions.end_role(
        person=person,
        actor=SETUP,
        expected_version=person.version,
        office="IPO-ZJ",
        role="provincial_head",
        day=date.today(),
    )
    html = signed_in("head_zj").get("/offices/IPO-ZJ").content.decode()
    assert 'id="people"' not in html


def asked(address: str, name: str = "") -> int:
    client = signed_in(name)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_list_of_three_takes_as_many_queries_as_one_of_one() -> None:
    one = asked("/offices?day=2019-07-01&q=IPO-ZJ")
    assert asked("/offices?day=2019-07-01&q=IPO-Z") == one
    assert asked("/offices?day=2019-07-01") == one
    assert asked("/offices?structure=was&q=SAIC") == asked("/offices?structure=was")


def test_people_of_an_office_take_as_many_queries_for_three_as_for_one() -> None:
    one = asked("/offices/SAMR", "auditor")
    person = Person.objects.get(user=user_of("auditor"))
    for number in range(2):
        actions.grant_role(
            person=person,
            actor=SETUP,
            expected_version=person.version,
            office="SAMR",
            role=("delegate", "contributor")[number],
            starts=date.today() - timedelta(days=1),
        )
    assert asked("/offices/SAMR", "auditor") == one


def test_reforms_take_as_many_queries_for_three_more() -> None:
    one = asked("/reforms", "planner")
    for number in range(3):
        drafted(key=f"act-{number}")
    assert asked("/reforms", "planner") == one
