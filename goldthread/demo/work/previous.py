"""The half-year before, in short: what the reform of the provinces passed on to the new offices."""

from datetime import date

from goldthread.demo.work.stage import Stage
from goldthread.offices.models import Reform
from goldthread.programme.actions.documents import enter_document
from goldthread.programme.models import Clause, Cycle, KeyTask, Measure, Requirement

REFORM = "cn-2018-provinces"
TASKS = (
    (
        "ZJ",
        "QTS",
        "清理省级地理标志产品档案",
        "Put the files of provincial geographical indications in order",
    ),
    ("GD", "AIC", "移交商标行政执法未结案件", "Hand over open cases of trademark enforcement"),
)


def previous_cycle(stage: Stage) -> Cycle:
    cast, day = stage.cast, date(2018, 7, 2)
    cycle: Cycle = stage.make(
        Cycle(),
        "prepare",
        cast["planning"],
        day,
        key="2018-H2",
        title_zh="2018年下半年",
        title_en="Second half of 2018",
        starts=date(2018, 7, 1),
        ends=date(2018, 12, 31),
        clocks={"report_every": "end"},
    )
    document = enter_document(
        actor=cast["planning"],
        clauses=[{"path": "1", "heading": "职能交接", "text": "机构改革期间工作不断、秩序不乱。"}],
        at=stage.at(day),
        key="reform-notice-2018",
        kind="notice",
        title_zh="机构改革期间工作衔接的通知（演示）",
        title_en="Notice on continuity during the reform (demonstration)",
        language="zh",
        issued_on=day,
    )
    stage.act(document, "issue", cast["issuer"], day)
    clause = Clause.objects.get(document=document, path="1")
    requirement = stage.make(
        Requirement(),
        "draft",
        cast["planning"],
        day,
        cycle=cycle.pk,
        number="1",
        title_zh="改革期间工作平稳衔接",
        title_en="Continuity during the reform",
        clause=clause.pk,
    )
    stage.act(requirement, "issue", cast["issuer"], day)
    measure = stage.make(
        Measure(),
        "draft",
        cast["planning"],
        day,
        cycle=cycle.pk,
        number=1,
        line_of_work="administration_and_service",
        title_zh="做好机构改革期间的衔接",
        title_en="Keep the work going during the reform",
        department="CNIPA-GO",
        requirements=[requirement.pk],
    )
    stage.act(measure, "consult", cast["planning"], day, until=date(2018, 7, 5))
    stage.act(measure, "approve", cast["issuer"], date(2018, 7, 6))
    stage.act(measure, "issue", cast["issuer"], date(2018, 7, 6))
    stage.act(cycle, "open", cast["issuer"], date(2018, 7, 9))
    stage.act(measure, "put_in_force", cast["supervision"], date(2018, 7, 9))
    for region, bureau, zh, en in TASKS:
        _handed_over(stage, cycle, measure, clause, (f"{bureau}-{region}", f"IPO-{region}", zh, en))
    return cycle


def _handed_over(
    stage: Stage, cycle: Cycle, measure: Measure, clause: Clause, told: tuple[str, str, str, str]
) -> None:
    """Led by an office that ceased with the reform, late, and passed on to the new one."""
    cast = stage.cast
    bureau, office, zh, en = told
    day = date(2018, 7, 11)
    head = cast.bureau_head(bureau)
    task: KeyTask = stage.make(
        KeyTask(),
        "draft",
        cast["planning"],
        day,
        cycle=cycle.pk,
        measure=measure.pk,
        clause=clause.pk,
        title_zh=zh,
        title_en=en,
        lead=bureau,
        responsible="局负责人",
        due=date(2018, 12, 14),
        milestones=[
            {"title": "清单形成", "due": "2018-10-31", "criteria": ["清单已报送"]},
            {"title": "全部移交", "due": "2018-12-14", "criteria": ["交接单已签署"]},
        ],
    )
    stage.act(task, "register", cast["supervision"], day)
    stage.act(task, "sign", cast["issuer"], day)
    stage.act(task, "assign", cast["supervision"], day)
    stage.act(task, "sign_for_receipt", head, date(2018, 7, 12))
    stage.act(task, "work", head, date(2018, 7, 16))
    reform = Reform.objects.get(key=REFORM)
    reforms_day = date(2018, 12, 24)
    stage.act(
        task,
        "propose_transfer",
        cast["supervision"],
        reforms_day,
        act=reform.pk,
        unit=office,
    )
    stage.act(task, "sign_handover", head, date(2018, 12, 26))
    stage.act(task, "sign_handover", cast.head(office), date(2018, 12, 27))
    stage.act(task, "transfer", cast["supervision"], date(2019, 1, 2))
