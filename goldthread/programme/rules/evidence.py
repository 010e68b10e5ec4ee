"""Who may, and what must hold: evidence."""

import re

from goldthread.offices.days import day_of
from goldthread.offices.models import Office
from goldthread.programme.finding import acts_for, found
from goldthread.programme.models import Criterion, Evidence, KeyTask, ProgressReport, Verdict
from goldthread.programme.parties import (
    EVERYBODY,
    belongs_to,
    holds_one,
    stands_above,
    supports,
)
from goldthread.programme.rules.report import task_of, unchosen, unit_of
from goldthread.programme.rules.words import system, told
from goldthread.workflow.models import Event
from goldthread.workflow.occasion import Occasion
from goldthread.workflow.registry import Unmet, rule

RUNNING = ("received", "in_progress", "suspended")
VERIFIED = ("verified", "settled", "written_off")
VERIFIERS = ("supervision", "supervision_head", "statistician")
STANDS = ("scanned", "linked", "sufficient", "insufficient", "irrelevant")
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PLAIN_NAME = re.compile(r"[^/\\\x00-\x1f]{1,255}")

system("intake", "the intake of files", "文件接收")


@rule(
    "evidence.unit",
    told("the unit whose evidence it is", "材料所属单位"),
    told(
        "This is done by the unit whose evidence it is, which leads or supports the task.",
        "此项由材料所属单位办理，且该单位须为本事项的牵头或配合单位。",
    ),
)
def unit(occasion: Occasion) -> bool:
    task, office, day = task_of(occasion), unit_of(occasion), day_of(occasion.at)
    if unchosen(occasion):
        return holds_one(occasion.actor, EVERYBODY, day)
    if task is None or office is None:
        return False
    in_task = office.pk == task.lead_id or supports(task, office)
    return in_task and acts_for(occasion.actor, office, EVERYBODY, day)


@rule(
    "evidence.verifier",
    told("verifier of another unit, not the uploader", "其他单位的核查人员（非上传人）"),
    told(
        "A verifier of another unit than the one whose evidence it is, who did not upload it: "
        "supervision, statistics, or a department that leads or supports the task.",
        "须由材料所属单位以外、且非上传人的核查人员办理：督办、统计，或牵头、配合本事项的部门。",
    ),
)
def verifier(occasion: Occasion) -> bool:
    evidence, actor, day = occasion.obj, occasion.actor, day_of(occasion.at)
    if belongs_to(actor, evidence.office, day) or str(actor.pk) in _uploaders(evidence):
        return False
    return holds_one(actor, VERIFIERS, day) or any(
        acts_for(actor, office, ("national_department",), day)
        for office in departments_of(evidence.task)
    )


def departments_of(task: KeyTask) -> list[Office]:
    """The units of the task, and the lead of the national task above it."""
    rows = [row.office for row in task.supports.select_related("office")]
    return [each for each in (task.lead, stands_above(task), *rows) if each is not None]


def _uploaders(evidence: Evidence) -> set[str]:
    events = Event.objects.of(evidence).filter(action="upload")
    return set(events.values_list("actor_id", flat=True))


@rule(
    "evidence.task_running",
    told("the task is being carried out", "事项正在承办"),
    told(
        "Evidence is added while the task is being carried out; sign for receipt first, and after "
        "completion was reported wait until it comes back.",
        "佐证材料在承办期间提交；请先签收事项，报结后须待退办方可补充。",
    ),
)
def task_running(occasion: Occasion) -> bool:
    task = task_of(occasion)
    return task is not None and task.state in RUNNING


@rule(
    "evidence.file_described",
    told("the file is described", "文件信息完整"),
    told(
        "Give the file's own name without folders, its size in bytes and its SHA-256 in 64 small "
        "hexadecimal digits.",
        "请填写不含路径的文件名、字节数，以及64位小写十六进制的 SHA-256。",
    ),
    reads_payload=True,
)
def file_described(occasion: Occasion) -> bool:
    given = occasion.payload
    named = bool(_PLAIN_NAME.fullmatch(given["name"])) and len(given["media_type"]) <= 100
    return named and given["size"] > 0 and bool(_SHA256.fullmatch(given["sha256"]))


@rule(
    "evidence.report_of_unit",
    told("the report is the unit's own", "报告属本单位本事项"),
    told(
        "The report {report} is not one of this unit on this task.",
        "报告{report}不是本单位就本事项填报的报告。",
    ),
    reads_payload=True,
)
def report_of_unit(occasion: Occasion) -> bool | Unmet:
    key = occasion.payload["report"]
    if key is None:
        return True
    report, office = found(ProgressReport, key), unit_of(occasion)
    task = task_of(occasion)
    if report is None or task is None or office is None:
        return Unmet({"report": key})
    same = (report.task_id, report.office_id) == (task.pk, office.pk)
    return same or Unmet({"report": key})


@rule(
    "evidence.criterion_of_task",
    told("a criterion of the same task", "本事项的完成标准"),
    told(
        "Evidence is linked to a criterion of its own task; {criterion} is none.",
        "佐证材料须关联本事项的完成标准，{criterion}不是。",
    ),
    reads_payload=True,
)
def criterion_of_task(occasion: Occasion) -> bool | Unmet:
    key = occasion.payload["criterion"]
    criterion = found(Criterion, key, "milestone")
    same = criterion is not None and criterion.milestone.task_id == occasion.obj.task_id
    return same or Unmet({"criterion": key})


@rule(
    "evidence.replacement_of_task",
    told("another file of the same task and unit", "同一事项同一单位的另一份材料"),
    told(
        "What replaces it is another file of the same task and unit that still stands.",
        "替换材料须为同一事项、同一单位且仍有效的另一份材料。",
    ),
    reads_payload=True,
)
def replacement_of_task(occasion: Occasion) -> bool:
    old, new = occasion.obj, found(Evidence, occasion.payload["replacement"])
    if new is None or new.pk == old.pk or new.state not in STANDS:
        return False
    return bool((new.task_id, new.office_id) == (old.task_id, old.office_id))


@rule(
    "evidence.not_yet_relied_on",
    told("not relied on", "尚未被采信"),
    told(
        "A criterion was verified on it ({criterion}); what is relied on is not withdrawn.",
        "完成标准“{criterion}”已据此核查通过，已采信的材料不得撤回。",
    ),
)
def not_yet_relied_on(occasion: Occasion) -> bool | Unmet:
    evidence = occasion.obj
    if evidence.criterion_id is None or evidence.task.state not in VERIFIED:
        return True
    last = Verdict.objects.filter(criterion=evidence.criterion_id).order_by("-round").first()
    if last is None or not last.met:
        return True
    return Unmet({"criterion": evidence.criterion.text})
