"""The page of the thread, its files, and the work as known on a day, as readers see them."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldthread.offices.models import Person
from goldthread.programme.models import KeyTask
from tests.review.building import Reviewed
from tests.web.walk.conftest import Reader, WalkedWorld

PROV_O = {
    # The starting-point terms of https://www.w3.org/TR/prov-o/, and two of the expanded ones.
    *("Entity", "Activity", "Agent", "Organization", "wasGeneratedBy", "wasDerivedFrom"),
    *("wasAttributedTo", "startedAtTime", "used", "wasInformedBy", "endedAtTime"),
    *("wasAssociatedWith", "actedOnBehalfOf", "generatedAtTime"),
}
QUERIES_OF_A_THREAD, QUERIES_OF_A_PAST_DAY = 26, 22


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def links(page: str) -> set[str]:
    """Things that the page leads to, not its files nor itself in other words."""
    return set(re.findall(r'href="(/thread/[^"?.]+)"', page))


def test_everything_can_be_walked_to_and_back(world: WalkedWorld, read: Reader) -> None:
    """From the clause, page after page, to every thing on the thread, and from each back."""
    start = f"/thread/clause/{world.requirement.clause_id}"
    seen: dict[str, set[str]] = {}
    coming = [start]
    while coming:
        at = coming.pop()
        if at not in seen:
            seen[at] = links(text(read(at, "planning")))
            coming += seen[at]
    kinds = {path.split("/")[2] for path in seen}
    assert kinds >= {
        *("clause", "requirement", "measure", "task", "assignment", "figure", "sentence"),
        *("frozen", "proposal", "answer", "promise"),
    }
    leading_back = {start}
    for _ in seen:
        leading_back |= {at for at, there in seen.items() if there & leading_back}
    assert leading_back == seen.keys()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_tells_counts_and_a_drawing(world: WalkedWorld, read: Reader, lang: str) -> None:
    page = text(read(f"/thread/measure/{world.measure.pk}", "supervision", lang))
    heading = {"en": "Assignments to regional offices", "zh": "分解到各地的任务"}[lang]
    assert f'<h3 id="assignment">{heading} <span class="quiet">2</span></h3>' in page
    drawn = re.search(r'<svg [^>]*class="walk".*?</svg>', page, re.DOTALL)
    assert drawn is not None
    svg = ElementTree.fromstring(drawn[0])
    boxes = svg.findall(".//{http://www.w3.org/2000/svg}rect")
    paths = svg.findall("{http://www.w3.org/2000/svg}path")
    # Clause, requirement, measure; two tasks, two parts, a report, a file, a figure, two frozen
    # ones, the proposal, its answer and the task that it promised, once more.
    assert len(boxes) == 15
    assert len(paths) == 14


def test_prov_o(world: WalkedWorld, read: Reader) -> None:
    """Only terms of PROV-O; every reference leads to a thing in the file; nobody is named."""
    answer = read(f"/thread/measure/{world.measure.pk}.jsonld", "supervision")
    assert answer["Content-Type"] == "application/ld+json"
    found = json.loads(answer.content)
    used = set(re.findall(r'"prov:(\w+)"', json.dumps(found["@graph"])))
    used |= set(re.findall(r'"prov:(\w+)"', json.dumps(found["@context"])))
    assert used <= PROV_O
    assert found["@context"]["prov"] == "http://www.w3.org/ns/prov#"
    things = {each["id"]: each for each in found["@graph"]}
    assert len(things) == len(found["@graph"])
    refs = ("wasDerivedFrom", "wasGeneratedBy", "wasAttributedTo", "wasAssociatedWith")
    for each in things.values():
        for name in refs:
            given = each.get(name, [])
            for ref in [given] if isinstance(given, str) else given:
                assert ref in things, (each["id"], name, ref)
    types = [each["type"] for each in things.values()]
    assert {each for each in types if isinstance(each, str)} == {"prov:Entity", "prov:Activity"}
    task = things[f"http://testserver/thread/task/{world.walked.task.pk}"]
    assert task["wasDerivedFrom"] == [f"http://testserver/thread/measure/{world.measure.pk}"]
    assert task["wasAttributedTo"] == "http://testserver/offices/CNIPA-PROT"
    begun = things[task["wasGeneratedBy"]]
    assert begun["label"] == {"en": "draft"}
    assert begun["endedAtTime"] == task["generatedAtTime"]
    whole = answer.content.decode()
    names = Person.objects.exclude(name_en="").values_list("name_en", flat=True)
    people = [name for name in names if "_" in name]
    assert len(people) > 5
    assert not [name for name in people if f'"{name}"' in whole]


def test_csv_of_edges(world: WalkedWorld, read: Reader) -> None:
    answer = read(f"/thread/assignment/{world.walked.regional[0].pk}.csv", "zj_head")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["upper_kind"], row["lower_kind"]) for row in rows] == [
        ("measure", "assignment"),
        ("requirement", "measure"),
        ("clause", "requirement"),
        ("assignment", "report"),
        ("assignment", "evidence"),
    ]


def test_what_is_hidden_is_nowhere(world: WalkedWorld, read: Reader) -> None:
    """In no file and on no page of the public, nor of Zhejiang what is Jiangsu's."""
    walked = world.walked
    for ending in ("", ".csv", ".jsonld"):
        public = text(read(f"/thread/clause/{world.requirement.clause_id}{ending}"))
        assert "Joint protection" in public
        for secret in ("Protection centres", "ten centres", "Measure 2", "report.pdf", "C03"):
            assert secret not in public, (ending, secret)
        zj = text(read(f"/thread/measure/{world.measure.pk}{ending}", "zj_head"))
        assert f"/thread/assignment/{walked.regional[0].pk}" in zj or ending == ".csv"
        assert "-JS" not in zj
        assert f'/thread/task/{walked.task.pk}"' not in zj
    gone = (
        f"/thread/assignment/{walked.regional[1].pk}",
        f"/thread/task/{walked.task.pk}.jsonld",
        f"/thread/sentence/{walked.cited.pk}.csv",
        "/thread/nothing/1",
        "/thread/task/x",
        "/thread/figure/C03;x",
    )
    assert [read(each, "zj_head").status_code for each in gone] == [404] * len(gone)


def test_size_shows_more_and_a_wrong_one_is_told(world: WalkedWorld, read: Reader) -> None:
    path = f"/thread/measure/{world.measure.pk}"
    assert read(f"{path}?size=500", "supervision").status_code == 200
    answer = read(f"{path}?size=7", "supervision", "zh")
    assert answer.status_code == 400


def test_the_ledger_as_known_on_a_day(world: WalkedWorld, read: Reader) -> None:
    """On the day on which the tasks came to be four are there, a half-year before none."""
    day = world.walked.task.created_at.date().isoformat()
    page = text(read(f"/ledger?as_of={day}", "supervision"))
    assert "As known on" in page
    assert '<form class="many"' not in page
    assert "Draft a key task" not in page
    assert f"/tasks/{world.walked.task.pk}?as_of={day}" in page
    zh = text(read(f"/ledger?as_of={day}&lang=zh", "supervision"))
    assert "截至" in zh
    before = text(read("/ledger?as_of=2018-12-31", "supervision"))
    assert "0 key tasks" in before
    lines = b"".join(read(f"/ledger.csv?as_of={day}", "supervision").streaming_content)
    assert lines.count(b"\n") == 5  # its head; the task, its two parts, the one of the answer


def test_a_task_as_known_on_a_day(world: WalkedWorld, read: Reader) -> None:
    task = world.walked.regional[0]
    day = task.created_at.date().isoformat()
    page = text(read(f"/tasks/{task.pk}?as_of={day}", "zj_head"))
    assert "As known on" in page
    main = page.partition("<main")[2]
    assert "<form" not in main
    assert "/act/" not in main
    assert read(f"/tasks/{task.pk}?as_of={day}", "js_head").status_code == 404
    assert read(f"/tasks/{task.pk}?as_of=2018-12-31", "zj_head").status_code == 404


@pytest.mark.parametrize("path", ["/ledger", "/tasks/1", "/reviews/2019-H1/then"])
@pytest.mark.parametrize("day", ["2999-01-01", "2019-13-01", "yesterday", "0001-01-01"])
def test_a_day_that_cannot_be(world: WalkedWorld, read: Reader, path: str, day: str) -> None:
    for lang, said in (("en", "Write a day"), ("zh", "请填写")):
        answer = read(f"{path}?as_of={day}", "supervision", lang)
        assert answer.status_code == 400
        assert said in answer.content.decode()


def test_a_review_as_known_on_a_day(world: WalkedWorld, read: Reader) -> None:
    review = world.walked.frozen.release.review
    frozen = review.created_at.date().isoformat()
    page = text(read(f"/reviews/2019-H1/then?as_of={frozen}", "supervision"))
    assert "Release 1" in page
    assert '<form class="choose"' in page
    assert read("/reviews/2019-H1/then?as_of=2019-06-01", "supervision").status_code == 404
    assert read(f"/reviews/2019-H1/then?as_of={frozen}").status_code == 404


def asked(world: Reviewed, name: str, path: str) -> int:
    client = Client()
    client.force_login(world[name])
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_as_many_queries_for_three_parts_as_for_one(begun: Reviewed) -> None:
    """A task with one part and one with three: its thread, and the ledger of the day of both."""
    one, three = begun.task("in_progress"), begun.task("in_progress")
    begun.assignment(one, "IPO-ZJ", "received")
    for office in ("IPO-ZJ", "IPO-JS", "IPO-BJ"):
        begun.make(KeyTask(), "pass_on", "supervision", parent=three.pk, lead=office)
    counted = [asked(begun, "supervision", f"/thread/task/{each.pk}") for each in (one, three)]
    assert counted == [QUERIES_OF_A_THREAD] * 2
    day = begun.at.date().isoformat()
    paths = [f"/ledger?as_of={day}&parent={each.pk}" for each in (one, three)]
    assert [asked(begun, "supervision", path) for path in paths] == [QUERIES_OF_A_PAST_DAY] * 2
