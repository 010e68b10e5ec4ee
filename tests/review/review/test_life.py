"""A review from the frozen figures to its publication, and every refusal on the way."""

from datetime import date, timedelta

import pytest

from goldthread.programme.models import Cycle, KeyTask
from goldthread.review.models import Review
from goldthread.workflow.errors import NotAllowed
from goldthread.workflow.models import Notice
from tests.review.building import ASSESS_UNTIL, ASSESSED, KNOWN, SEED, Reviewed
from tests.seminar.proposals.refusing import refused

FREEZE = {"title_zh": "考核评估", "title_en": "Review", "as_known_on": KNOWN}


def test_a_review_goes_its_whole_way(world: Reviewed) -> None:
    review = world.review("published")
    assert review.published_on == world.at.date()
    rows = review.assessments.order_by("office__code")
    assert [(each.office.code, each.state, each.grade) for each in rows] == [
        (code, "final", "good") for code in ASSESSED
    ]
    assert [each.state for each in review.sample.all()] == ["found", "found"]


def test_a_review_without_a_title_is_refused(world: Reviewed) -> None:
    world.close_cycle()
    given = FREEZE | {"cycle": world.cycle.pk, "title_zh": None, "title_en": None}
    en, zh = refused(world, Review(), "freeze", "statistician", **given)
    assert en == "Give a title in English, in Chinese, or both."
    assert zh == "请填写英文或中文标题。"
    given["title_zh"] = "长" * 501
    en, _ = refused(world, Review(), "freeze", "statistician", **given)
    assert en == "A title has at most 500 characters."


def test_a_cycle_that_still_reports_is_not_reviewed(world: Reviewed) -> None:
    world.reach(date(2019, 7, 5))
    given = FREEZE | {"cycle": world.cycle.pk}
    en, zh = refused(world, Review(), "freeze", "statistician", **given)
    assert en == "There is no such cycle, or its reporting is not closed yet."
    assert zh == "周期不存在，或尚未截止填报。"


def test_a_cycle_of_odd_days_has_no_figures(world: Reviewed) -> None:
    given = {"starts": date(2018, 1, 1), "ends": date(2018, 5, 15)}
    cycle: Cycle = world.new_cycle("odd", **given)
    for action, by in (("open", "issuer"), ("close_reporting", "supervision")):
        world.act(cycle, action, by)
    en, _ = refused(world, Review(), "freeze", "statistician", **FREEZE, cycle=cycle.pk)
    assert en == (
        "Figures are asked for whole half-years, quarters or years; this cycle runs from "
        "2018-01-01 to 2018-05-15."
    )


def test_a_cycle_has_one_review_and_another_once_that_is_cancelled(world: Reviewed) -> None:
    review = world.review()
    given = FREEZE | {"cycle": world.cycle.pk}
    en, zh = refused(world, Review(), "freeze", "statistician", **given)
    assert en == "This cycle has a review already; go on with that one."
    assert zh == "该周期已有考核评估，请在其上继续。"
    world.act(review, "cancel", "issuer", reason="改期")
    assert world.review().state == "frozen"


@pytest.mark.parametrize("day", [date(2019, 6, 29), date(2019, 7, 6)])
def test_figures_are_known_between_the_end_of_the_period_and_today(
    world: Reviewed, day: date
) -> None:
    world.close_cycle()
    given = FREEZE | {"cycle": world.cycle.pk, "as_known_on": day}
    en, zh = refused(world, Review(), "freeze", "statistician", **given)
    assert en == (
        "Figures are frozen as known on a day from 2019-06-30, when the period ends, to today, "
        "2019-07-05."
    )
    assert zh == "数据截至日须在期末2019-06-30至今日2019-07-05之间。"


def test_the_last_day_of_self_assessment_lies_ahead(world: Reviewed) -> None:
    review = world.review()
    en, zh = refused(world, review, "ask", "supervision", until=world.at.date())
    assert en == "The last day must lie after today, 2019-07-05."
    assert zh == "截止日须晚于今日2019-07-05。"


def test_regional_offices_with_work_in_the_cycle_are_asked(world: Reviewed) -> None:
    """Beijing has none, and a department is not assessed."""
    review = world.review("self_assessment")
    assert list(review.assessments.values_list("office__code", flat=True)) == list(ASSESSED)
    assert Notice.objects.filter(kind="review.asked").count() == 1


def test_the_desk_check_waits_for_who_is_asked_until_their_time_is_over(world: Reviewed) -> None:
    review = world.review("self_assessment")
    world.submit(world.assessment(review, "IPO-JS"))
    en, zh = refused(world, review, "begin_desk_check", "supervision")
    assert en == "1 offices have until 2019-07-12 to hand in their self-assessment: IPO-ZJ"
    assert zh == "尚有1个单位可在2019-07-12前提交自评：IPO-ZJ"
    world.reach(ASSESS_UNTIL + timedelta(days=1))
    late = world.assessment(review, "IPO-ZJ")
    en, _ = refused(world, late, "submit", "zj_head", text="补交。", grade="good")
    assert en == (
        "Self-assessments are handed in while the review asks for them, until 2019-07-12."
    )
    world.act(review, "begin_desk_check", "supervision")
    world.check(late)
    assert (late.state, late.own_grade) == ("checked", "")


def test_a_grade_is_one_of_the_list(world: Reviewed) -> None:
    review = world.review("self_assessment")
    mine = world.assessment(review)
    en, zh = refused(world, mine, "submit", "zj_head", text="好。", grade="superb")
    assert en == ("There is no grade superb; there are excellent, good, sufficient, insufficient.")
    assert zh == "没有等次superb，可用的有excellent, good, sufficient, insufficient。"


def test_an_office_is_assessed_by_its_own_head_only(world: Reviewed) -> None:
    mine = world.assessment(world.review("self_assessment"))
    for by in ("js_head", "zj_coordinator", "supervision"):
        refused(world, mine, "submit", by, NotAllowed, text="好。", grade="good")


def test_no_desk_check_before_its_time(world: Reviewed) -> None:
    mine = world.assessment(world.review("self_assessment"))
    en, zh = refused(world, mine, "check", "supervision", finding="一致。")
    assert en == "The desk check is noted while the review is in its desk check."
    assert zh == "书面核查意见须在书面核查阶段填写。"


def test_the_sample_needs_a_seed_a_size_and_every_desk_check(world: Reviewed) -> None:
    """Three tasks can be drawn: the national one and its two parts."""
    review = world.review("desk_check")
    en, zh = refused(world, review, "draw_sample", "supervision", seed=SEED, size=2)
    assert en == "2 offices are not desk-checked yet: IPO-JS, IPO-ZJ"
    assert zh == "尚有2个单位未经书面核查：IPO-JS, IPO-ZJ"
    for each in review.assessments.all():
        world.check(each)
    for seed, size in ((SEED, 0), (SEED, 4), ("x" * 201, 2)):
        en, zh = refused(world, review, "draw_sample", "supervision", seed=seed, size=size)
        assert en == (
            "Give a seed of at most 200 characters and a size from 1 to 3, the tasks that may be "
            "drawn."
        )
        assert zh == "请填写不超过200个字符的种子，数量为1至3（可抽取事项数）。"


def test_grades_wait_for_the_sample_of_the_office(world: Reviewed) -> None:
    review = world.review("desk_check")
    for each in review.assessments.all():
        world.check(each)
    mine = world.assessment(review)
    given = {"grade": "good", "reason": "按期。"}
    en, zh = refused(world, mine, "grade", "supervision", **given)
    assert (en, zh) == ("Grades are given once the sample is drawn.", "等次须在抽样后评定。")
    world.act(review, "draw_sample", "supervision", seed=SEED, size=3)
    number = KeyTask.objects.get(lead__code="IPO-ZJ").ledger_number
    en, zh = refused(world, mine, "grade", "supervision", **given)
    assert en == f"Tasks of this office in the sample were not looked at yet: {number}"
    assert zh == f"该单位尚有样本事项未抽查：{number}"
    en, _ = refused(world, review, "grade", "supervision_head")
    assert en == "3 tasks of the sample were not looked at yet."
    for sampled in review.sample.all():
        world.find(sampled)
    en, zh = refused(world, review, "grade", "supervision_head")
    assert en == "2 offices are not graded yet: IPO-JS, IPO-ZJ"
    assert zh == "尚有2个单位未评定等次：IPO-JS, IPO-ZJ"


def test_a_sampled_task_is_looked_at_by_a_checker_of_another_unit(world: Reviewed) -> None:
    """The national task is led by the department of protection."""
    world.hire("inside", "supervision", "CNIPA-PROT")
    review = world.review("desk_check")
    for each in review.assessments.all():
        world.check(each)
    world.act(review, "draw_sample", "supervision", seed=SEED, size=3)
    sampled = review.sample.get(task__lead__code="CNIPA-PROT")
    given = {"verdict": "confirmed", "finding": "属实。"}
    for by in ("inside", "protection", "zj_head", "issuer"):
        refused(world, sampled, "find", by, NotAllowed, **given)
    en, zh = refused(world, sampled, "find", "verifier", verdict="maybe", finding="不明。")
    assert en == "There is no verdict maybe; there are confirmed, partly, not."
    assert zh == "没有结论maybe，可用的有confirmed, partly, not。"
    world.act(sampled, "find", "verifier", **given)
    assert (sampled.state, sampled.found_by.name_en) == ("found", "verifier")


def test_an_objection_is_decided_by_another_than_who_graded(world: Reviewed) -> None:
    """Somebody holds both roles: whoever graded does not decide."""
    review = world.review("sample_check")
    world.hire("both", "supervision", "CNIPA-GO")
    world.hire("both", "supervision_head", "CNIPA-GO")
    mine = world.assessment(review)
    for sampled in review.sample.all():
        world.find(sampled)
    world.act(mine, "grade", "both", grade="sufficient", reason="材料不足。")
    world.lead_review(review, "objection")
    world.object_to(mine)
    given = {"upheld": True, "grade": "good", "reason": "补正。"}
    en, zh = refused(world, mine, "decide", "both", **given)
    assert en == "Whoever gave the grade does not decide on the objection to it."
    assert zh == "原评定人不得裁定针对该等次的申诉。"
    world.reach(review.object_until + timedelta(days=1))
    en, zh = refused(world, review, "conclude", "supervision_head")
    assert en == "1 objections are not decided yet: IPO-ZJ"
    assert zh == "尚有1件申诉未裁定：IPO-ZJ"
    world.act(mine, "decide", "supervision_head", **given)
    assert (mine.grade, mine.upheld, mine.reason, mine.decision) == (
        *("good", True, "材料不足。", "补正。"),
    )
    world.act(review, "conclude", "supervision_head")
    mine.refresh_from_db()
    assert mine.state == "final"


def test_objections_are_taken_until_their_day_and_nothing_concludes_before(
    world: Reviewed,
) -> None:
    review = world.review("graded")
    mine = world.assessment(review)
    en, _ = refused(world, mine, "object", "zj_head", reason="不服。")
    assert en == "Objections are not open, or were open until –."
    world.lead_review(review, "objection")
    until = review.object_until.isoformat()
    en, zh = refused(world, review, "conclude", "supervision_head")
    assert (en, zh) == (f"Offices may object until {until}.", f"各单位可在{until}前申诉。")
    given = {"grade": "good", "reason": "复核。"}
    en, zh = refused(world, mine, "regrade", "supervision", **given)
    assert en == (
        "Grades are as they are once objections are open; decide on an objection instead."
    )
    assert zh == "受理申诉后等次不再直接修改，请通过裁定申诉办理。"
    world.reach(review.object_until + timedelta(days=1))
    en, zh = refused(world, mine, "object", "zj_head", reason="不服。")
    assert en == f"Objections are not open, or were open until {until}."
    assert zh == f"未在申诉期内（截止{until}）。"


def test_figures_that_were_tampered_with_are_not_published(world: Reviewed) -> None:
    review = world.review("final")
    figure = review.releases.get().figures.first()
    type(figure).objects.filter(pk=figure.pk).update(value="7")
    en, zh = refused(world, review, "publish", "issuer")
    assert en == (
        "The figures of release 1 are not those that were frozen: their hash differs. Compare the "
        "data base with a backup."
    )
    assert zh == "第1次冻结的数据与冻结时不一致（哈希不同），请与备份核对数据库。"
