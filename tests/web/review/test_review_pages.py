"""What the pages of a review show, to whom, and what never leaks."""

import csv
from hashlib import sha256
from io import StringIO
from math import log
from typing import Any

import pytest

from goldthread.programme.models import KeyTask
from goldthread.review.models import FrozenFigure
from tests.review.building import SEED
from tests.web.conftest import words
from tests.web.review.conftest import Reader
from tests.web.review.judged import BEFORE, NOW, Judged
from tests.web.seminar.conftest import asked

PAGES = ("", "/figures", "/assessments", "/sample", "/comparison")


@pytest.mark.parametrize("path", PAGES)
def test_nobody_reads_a_review_before_it_is_published_whom_it_does_not_concern(
    read: Reader, path: str
) -> None:
    for name in ("", "bj_head", "press", "delegate", "sysadmin"):
        assert read(f"/reviews/2019-H1{path}", name).status_code == 404, name
    for name in ("supervision", "auditor", "zj_head", "js_coordinator"):
        assert read(f"/reviews/2019-H1{path}", name).status_code == 200, name


def test_the_list_holds_what_the_reader_sees(read: Reader, world: Judged) -> None:
    assert "Review of the first half of 2019" not in words(read("/reviews").content.decode())
    assert "2019年上半年考核评估" in words(read("/reviews", "auditor", "zh").content.decode())
    world.lead_review(world.judged, "published")
    assert "Review of the first half of 2019" in words(read("/reviews").content.decode())
    for path in ("/assessments", "/sample"):
        assert read(f"/reviews/2019-H1{path}").status_code == 404


def test_figures_by_indicator_with_their_codes_and_what_moved(read: Reader) -> None:
    text = words(read("/reviews/2019-H1/figures?indicator=C03", "auditor").content.decode())
    row = FrozenFigure.objects.get(asked="C03 period=2019-H1")
    assert f"Value {NOW} {row.code} {BEFORE}" in text
    assert "None of them moved." in text
    assert read("/reviews/2019-H1/figures?indicator=X99", "auditor").status_code == 400


def test_small_numbers_are_kept_back_from_who_does_not_follow(read: Reader) -> None:
    """Tibet 2 and Qinghai 3 would be told by their sum, 5; Ningxia's 9 goes with them."""
    address = "/reviews/2019-H1/figures?indicator=C03"
    inside = words(read(address, "auditor").content.decode())
    outside = words(read(address, "zj_head").content.decode())
    assert "small" not in inside
    for region in ("Tibet", "Qinghai", "Ningxia"):
        assert f"{region} small" in outside
    assert "Zhejiang 45" in outside


def test_a_code_opens_its_figure_to_who_sees_where_it_stands(read: Reader, world: Judged) -> None:
    row = FrozenFigure.objects.get(asked="C03 period=2019-H1 region=CN-ZJ")
    text = words(read(f"/f/{row.code}", "zj_head").content.decode())
    assert "45 grants" in text
    assert "Zhejiang" in text
    assert "Review of the first half of 2019" in text
    for name in ("", "bj_head", "press"):
        assert read(f"/f/{row.code}", name).status_code == 404
    small = FrozenFigure.objects.get(asked="C03 period=2019-H1 region=CN-XZ")
    assert "too small a number" in words(read(f"/f/{small.code}", "zj_head").content.decode())
    assert "2 grants" in words(read(f"/f/{small.code}", "auditor").content.decode())
    world.lead_review(world.judged, "published")
    assert read(f"/f/{row.code}").status_code == 200
    assert read("/f/C03-NONSENSE").status_code == 404


def test_the_records_behind_a_code_are_as_many_as_it_says(read: Reader) -> None:
    row = FrozenFigure.objects.get(asked="C03 period=2019-H1 region=CN-ZJ")
    page = read(f"/f/{row.code}", "auditor").content.decode()
    [href] = [part.split('"')[0] for part in page.split('href="') if part.startswith("/records?")]
    assert "45" in words(read(href.replace("&amp;", "&"), "auditor").content.decode())


def test_an_office_does_not_learn_its_grade_before_objections_are_open(
    read: Reader, world: Judged
) -> None:
    address = f"/assessments/{world.zhejiang.pk}"
    before = words(read(address, "zj_head").content.decode())
    for secret in ("sufficient", "综合评定。", "与台账一致。"):
        assert secret not in before
    assert read(address, "js_head").status_code == 404
    assert "sufficient" in words(read(address, "supervision").content.decode())
    world.lead_review(world.judged, "objection")
    after = words(read(address, "zj_head").content.decode())
    for told in ("sufficient", "综合评定。", "与台账一致。"):
        assert told in after


def test_the_ledger_stands_beside_what_the_office_says(read: Reader, world: Judged) -> None:
    """Zhejiang holds one task, reported complete on time with two pieces of evidence unjudged."""
    text = words(read(f"/assessments/{world.zhejiang.pk}", "supervision").content.decode())
    assert "任务按期完成。" in text
    assert "Days late as of 1 July 2019" in text
    assert "Tasks completion reported 1" in text


def test_the_ledger_of_an_office_is_not_for_other_offices_afterwards(
    read: Reader, world: Judged
) -> None:
    world.lead_review(world.judged, "published")
    address = f"/assessments/{world.zhejiang.pk}"
    assert "What the ledger says" in words(read(address, "zj_head").content.decode())
    assert "What the ledger says" not in words(read(address, "js_head").content.decode())


def test_whoever_has_the_seed_draws_the_same_tasks(read: Reader, world: Judged) -> None:
    """Drawn again from the sentence on the page alone."""
    page = read("/reviews/2019-H1/sample", "auditor")
    assert SEED in words(page.content.decode())
    text = read("/reviews/2019-H1/sample.csv", "auditor").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))

    def key(row: dict[str, str]) -> float:
        found = sha256(f"{SEED}\n{row['ledger_number']}".encode()).digest()
        u = (int.from_bytes(found[:6], "big") + 0.5) / 2**48
        return -log(u) / int(row["weight"])

    drawn = [row["ledger_number"] for row in sorted(rows, key=key)][:2]
    kept = world.judged.sample.order_by("position").values_list("task__ledger_number", flat=True)
    assert drawn == list(kept)
    assert [row["drawn"] for row in rows] == ["yes", "yes", "no"]
    assert len(rows) == KeyTask.objects.exclude(ledger_number="").count()
    assert read("/reviews/2019-H1/sample.csv", "zj_head").status_code == 404


def test_an_office_sees_of_the_sample_its_own_tasks(read: Reader, world: Judged) -> None:
    mine = world.judged.sample.filter(task__lead__code="IPO-ZJ").count()
    page = read("/reviews/2019-H1/sample", "zj_head").content.decode()
    assert page.count('href="/sampled-tasks/') == mine


def test_a_region_far_above_its_peers_is_told_and_small_numbers_are_not(read: Reader) -> None:
    """Five regions of 30 million people have about 30 grants, Jiangxi 60: more than chance."""
    page = read("/reviews/2019-H1/comparison?measure=grants", "zj_head")
    text = words(page.content.decode())
    assert "above the 99.8 % limit" in text
    assert text.count("above the 99.8 % limit") == 1
    assert "Jiangxi 60 30,000,000 0.0200" in text
    assert text.count("not told of small numbers") == 3


def test_the_change_of_the_whole_adds_up_on_the_page(read: Reader) -> None:
    text = words(read("/reviews/2019-H1/comparison?measure=grants", "auditor").content.decode())
    assert f"From {BEFORE} to {NOW}: +{NOW - BEFORE}" in text
    assert "Jiangxi 10 60 +50 +41.67" in text


@pytest.mark.parametrize("group", ["small", "middle", "large"])
def test_the_picture_of_a_funnel_leaves_small_numbers_out(read: Reader, group: str) -> None:
    address = f"/reviews/2019-H1/comparison/{group}.svg?measure=grants"
    answer = read(address, "zj_head")
    assert answer["Content-Type"] == "image/svg+xml"
    assert ("Jiangxi" in answer.content.decode()) == (group == "middle")
    assert read(address).status_code == 404


def test_pages_cost_the_same_for_one_office_and_for_three(world: Judged) -> None:
    """Counted for a restricted reader of an office and for who follows it all."""
    review = world.judged
    costs = {name: _costs(world, name) for name in ("zj_head", "supervision")}
    rows: Any = review.assessments.model
    extra = [code for code in ("IPO-BJ",) if not review.assessments.filter(office__code=code)]
    assert extra == ["IPO-BJ"]
    assert rows.objects.filter(review=review).count() == 2
    _add(world, "IPO-BJ")
    assert {name: _costs(world, name) for name in costs} == costs


def _costs(world: Judged, name: str) -> dict[str, int]:
    return {path: asked(world, name, f"/reviews/2019-H1{path}") for path in PAGES}


def _add(world: Judged, code: str) -> None:
    from goldthread.offices.models import Office
    from goldthread.review.models import Assessment
    from goldthread.workflow.occasion import SystemActor

    office = Office.objects.get(code=code)
    actor: Any = SystemActor("review")
    world.make(Assessment(), "ask", actor, review=world.judged.pk, office=office.pk)
