"""Who may, and what must hold: the review, the assessment of an office, the sample."""

from goldthread.offices.days import day_of
from goldthread.offices.queries import roles_of
from goldthread.programme.finding import acts_for, found, person_of, works_in
from goldthread.programme.models import Cycle
from goldthread.programme.models.base import TITLE_LENGTH
from goldthread.programme.parties import units
from goldthread.programme.rules.words import FAULT, told
from goldthread.review import sampling
from goldthread.review.codelists import grades
from goldthread.review.freezing import digest, span_of
from goldthread.review.models import Assessment, Review
from goldthread.review.parties import CHECKERS, HEADS
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule
from goldthread.workflow.texts import Sentence, say

REVIEWED = ("reporting_closed", "under_review", "concluded")
SEED_LENGTH = 200
VERDICTS = ("confirmed", "partly", "not")
MOST_NAMED = 5


@rule("review.titled", told("titled", "已填标题"), FAULT, reads_payload=True)
def titled(occasion: Occasion) -> bool | Unmet:
    given = [occasion.payload[name] or "" for name in ("title_en", "title_zh")]
    if not any(given):
        fault = say("Give a title in English, in Chinese, or both.", "请填写英文或中文标题。")
        return Unmet({"fault": fault})
    if any(len(title) > TITLE_LENGTH for title in given):
        fault = say(
            "A title has at most {most} characters.", "标题最多{most}个字符。", most=TITLE_LENGTH
        )
        return Unmet({"fault": fault})
    return True


@rule(
    "review.cycle_reviewed",
    told(
        "the cycle's reporting is closed and it has no review yet", "周期已截止填报且尚无考核评估"
    ),
    FAULT,
    reads_payload=True,
)
def cycle_reviewed(occasion: Occasion) -> bool | Unmet:
    fault = _not_reviewed(found(Cycle, occasion.payload["cycle"]))
    return fault is None or Unmet({"fault": fault})


def _not_reviewed(cycle: Cycle | None) -> Sentence | None:
    if cycle is None or cycle.state not in REVIEWED:
        return say(
            "There is no such cycle, or its reporting is not closed yet.",
            "周期不存在，或尚未截止填报。",
        )
    if span_of(cycle) is None:
        return say(
            "Figures are asked for whole half-years, quarters or years; this cycle runs from "
            "{starts} to {ends}.",
            "数据按完整的半年、季度或年度查询；本周期为{starts}至{ends}。",
            starts=cycle.starts.isoformat(),
            ends=cycle.ends.isoformat(),
        )
    if Review.objects.filter(cycle=cycle).exclude(state="cancelled").exists():
        return say(
            "This cycle has a review already; go on with that one.",
            "该周期已有考核评估，请在其上继续。",
        )
    return None


@rule(
    "review.known_day",
    told("the day is not ahead", "数据日期不晚于今日"),
    FAULT,
    reads_payload=True,
)
def known_day(occasion: Occasion) -> bool | Unmet:
    """Nor before the period is over: its figures would not be whole."""
    known, today = occasion.payload["as_known_on"], day_of(occasion.at)
    cycle = found(Cycle, occasion.payload.get("cycle")) or (
        occasion.obj.cycle if occasion.obj.cycle_id else None
    )
    if cycle is None or cycle.ends <= known <= today:
        return True
    return Unmet(
        {
            "fault": say(
                "Figures are frozen as known on a day from {first}, when the period ends, to "
                "today, {today}.",
                "数据截至日须在期末{first}至今日{today}之间。",
                first=cycle.ends.isoformat(),
                today=today.isoformat(),
            )
        }
    )


@rule(
    "review.until_ahead",
    told("the day lies ahead", "截止日在今日之后"),
    told("The last day must lie after today, {today}.", "截止日须晚于今日{today}。"),
    reads_payload=True,
)
def until_ahead(occasion: Occasion) -> bool | Unmet:
    today = day_of(occasion.at)
    return bool(occasion.payload["until"] > today) or Unmet({"today": today.isoformat()})


@rule(
    "review.all_assessed_or_late",
    told("every office has assessed itself, or its time is over", "各单位均已自评或已逾期"),
    told(
        "{count} offices have until {until} to hand in their self-assessment: {which}",
        "尚有{count}个单位可在{until}前提交自评：{which}",
    ),
)
def all_assessed_or_late(occasion: Occasion) -> bool | Unmet:
    review = occasion.obj
    codes = _codes(review, "asked")
    over = review.assess_until is not None and day_of(occasion.at) > review.assess_until
    facts = {"until": str(review.assess_until), "count": len(codes), "which": _some(codes)}
    return over or not codes or Unmet(facts)


def _codes(review: Review, *states: str) -> list[str]:
    rows = review.assessments.filter(state__in=states).order_by("office__code")
    return list(rows.values_list("office__code", flat=True))


def _some(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")


@rule(
    "review.sample_readable",
    told("there is a seed and a size", "已填种子和数量"),
    told(
        "Give a seed of at most {most} characters and a size from 1 to {tasks}, the tasks that may "
        "be drawn.",
        "请填写不超过{most}个字符的种子，数量为1至{tasks}（可抽取事项数）。",
    ),
    reads_payload=True,
)
def sample_readable(occasion: Occasion) -> bool | Unmet:
    given, tasks = occasion.payload, sampling.size_of(occasion.obj.cycle)
    seed = 0 < len(given["seed"].strip()) <= SEED_LENGTH
    return (seed and 1 <= given["size"] <= tasks) or Unmet({"most": SEED_LENGTH, "tasks": tasks})


@rule(
    "review.desk_checked",
    told("every office is desk-checked", "各单位均已书面核查"),
    told(
        "{count} offices are not desk-checked yet: {which}",
        "尚有{count}个单位未经书面核查：{which}",
    ),
)
def desk_checked(occasion: Occasion) -> bool | Unmet:
    codes = _codes(occasion.obj, "asked", "submitted")
    return not codes or Unmet({"count": len(codes), "which": _some(codes)})


@rule(
    "review.sample_found",
    told("every task of the sample was looked at", "样本事项均已抽查"),
    told("{count} tasks of the sample were not looked at yet.", "尚有{count}项样本事项未抽查。"),
)
def sample_found(occasion: Occasion) -> bool | Unmet:
    count = occasion.obj.sample.filter(state="drawn").count()
    return not count or Unmet({"count": count})


@rule(
    "review.all_graded",
    told("every office is graded", "各单位均已评定等次"),
    told("{count} offices are not graded yet: {which}", "尚有{count}个单位未评定等次：{which}"),
)
def all_graded(occasion: Occasion) -> bool | Unmet:
    codes = _codes(occasion.obj, "asked", "submitted", "checked")
    return not codes or Unmet({"count": len(codes), "which": _some(codes)})


@rule(
    "review.objection_time_over",
    told("the time for objections is over", "申诉期已过"),
    told("Offices may object until {until}.", "各单位可在{until}前申诉。"),
)
def objection_time_over(occasion: Occasion) -> bool | Unmet:
    until = occasion.obj.object_until
    return until is None or day_of(occasion.at) > until or Unmet({"until": until.isoformat()})


@rule(
    "review.objections_decided",
    told("every objection is decided", "申诉均已裁定"),
    told("{count} objections are not decided yet: {which}", "尚有{count}件申诉未裁定：{which}"),
)
def objections_decided(occasion: Occasion) -> bool | Unmet:
    codes = _codes(occasion.obj, "objected")
    return not codes or Unmet({"count": len(codes), "which": _some(codes)})


@rule(
    "review.figures_open",
    told("the frozen figures are as they were frozen", "冻结数据未被改动"),
    told(
        "The figures of release {number} are not those that were frozen: their hash differs. "
        "Compare the data base with a backup.",
        "第{number}次冻结的数据与冻结时不一致（哈希不同），请与备份核对数据库。",
    ),
)
def figures_open(occasion: Occasion) -> bool | Unmet:
    for release in occasion.obj.releases.all():
        if digest(release.figures.all()) != release.sha256:
            return Unmet({"number": release.number})
    return True


# The assessment of an office


@rule(
    "assessment.head",
    told("head of the office assessed", "被考核单位负责人"),
    told(
        "Only the head of the office that is assessed does this.", "此项仅由被考核单位负责人办理。"
    ),
)
def head(occasion: Occasion) -> bool:
    office = occasion.obj.office if occasion.obj.office_id else None
    return acts_for(occasion.actor, office, HEADS, day_of(occasion.at))


@rule(
    "assessment.asked_now",
    told("self-assessments are asked for", "正在自评"),
    told(
        "Self-assessments are handed in while the review asks for them, until {until}.",
        "自评须在自评阶段内、{until}前提交。",
    ),
)
def asked_now(occasion: Occasion) -> bool | Unmet:
    review = occasion.obj.review
    until = review.assess_until
    open_ = review.state == "self_assessment" and until and day_of(occasion.at) <= until
    return bool(open_) or Unmet({"until": str(until)})


@rule(
    "assessment.known_grade",
    told("the grade is one of the list", "等次在列表中"),
    told("There is no grade {grade}; there are {known}.", "没有等次{grade}，可用的有{known}。"),
    reads_payload=True,
)
def known_grade(occasion: Occasion) -> bool | Unmet:
    grade = occasion.payload["grade"]
    return grade in grades() or Unmet({"grade": grade[:40], "known": ", ".join(grades())})


@rule(
    "assessment.desk_check_now",
    told("the desk check is under way", "正在书面核查"),
    told(
        "The desk check is noted while the review is in its desk check.",
        "书面核查意见须在书面核查阶段填写。",
    ),
)
def desk_check_now(occasion: Occasion) -> bool:
    return bool(occasion.obj.review.state == "desk_check")


@rule(
    "assessment.sample_found",
    told("the office's tasks of the sample were looked at", "该单位样本事项均已抽查"),
    FAULT,
)
def office_sample_found(occasion: Occasion) -> bool | Unmet:
    assessment: Assessment = occasion.obj
    if assessment.review.state != "sample_check":
        fault = say("Grades are given once the sample is drawn.", "等次须在抽样后评定。")
        return Unmet({"fault": fault})
    rows = assessment.review.sample.filter(state="drawn", task__lead=assessment.office_id)
    numbers = list(rows.values_list("task__ledger_number", flat=True))
    if not numbers:
        return True
    fault = say(
        "Tasks of this office in the sample were not looked at yet: {which}",
        "该单位尚有样本事项未抽查：{which}",
        which=_some(numbers),
    )
    return Unmet({"fault": fault})


@rule(
    "assessment.before_objections",
    told("objections are not open yet", "尚未受理申诉"),
    told(
        "Grades are as they are once objections are open; decide on an objection instead.",
        "受理申诉后等次不再直接修改，请通过裁定申诉办理。",
    ),
)
def before_objections(occasion: Occasion) -> bool:
    return occasion.obj.review.state in ("sample_check", "graded")


@rule(
    "assessment.objections_open",
    told("objections are open", "正在受理申诉"),
    told("Objections are not open, or were open until {until}.", "未在申诉期内（截止{until}）。"),
)
def objections_open(occasion: Occasion) -> bool | Unmet:
    review = occasion.obj.review
    until = review.object_until
    open_ = review.state == "objection" and until and day_of(occasion.at) <= until
    return bool(open_) or Unmet({"until": str(until or "–")})


@rule(
    "assessment.decided_by_another",
    told("somebody else than who graded", "非原评定人"),
    told(
        "Whoever gave the grade does not decide on the objection to it.",
        "原评定人不得裁定针对该等次的申诉。",
    ),
)
def decided_by_another(occasion: Occasion) -> bool:
    person = person_of(occasion.actor)
    return person is not None and person.pk != occasion.obj.graded_by_id


# The sample


@rule(
    "sampled_task.checker",
    told("checker of another unit", "其他单位的抽查人员"),
    told(
        "A checker holds a role in supervision or statistics and works in no unit of the task.",
        "抽查人员须担任督办或统计角色，且不在该事项的牵头或配合单位任职。",
    ),
)
def checker(occasion: Occasion) -> bool:
    day = day_of(occasion.at)
    if not roles_of(occasion.actor, day) & set(CHECKERS):
        return False
    offices = [office.pk for office in units(occasion.obj.task)]
    return not works_in(occasion.actor, offices, day)


@rule(
    "sampled_task.known_verdict",
    told("the verdict is one of three", "抽查结论有效"),
    told(
        "There is no verdict {verdict}; there are {known}.",
        "没有结论{verdict}，可用的有{known}。",
    ),
    reads_payload=True,
)
def known_verdict(occasion: Occasion) -> bool | Unmet:
    verdict = occasion.payload["verdict"]
    return verdict in VERDICTS or Unmet({"verdict": verdict[:40], "known": ", ".join(VERDICTS)})
