"""The life of evidence: each row of its table done, and each refused with its sentence."""

from datetime import date

import pytest

from goldthread.programme.models import Evidence
from goldthread.programme.transitions import EVIDENCE
from goldthread.workflow.models import Event
from goldthread.workflow.verify import verify_chain, verify_states
from tests.programme.reporting import INTAKE, Reporting, criterion, refusal

pytestmark = pytest.mark.django_db

VERIFIER = (
    (
        "A verifier of another unit than the one whose evidence it is, who did not upload it: "
        "supervision, statistics, or a department that leads or supports the task."
    ),
    "须由材料所属单位以外、且非上传人的核查人员办理：督办、统计，或牵头、配合本事项的部门。",
)
UNIT = (
    "This is done by the unit whose evidence it is, which leads or supports the task.",
    "此项由材料所属单位办理，且该单位须为本事项的牵头或配合单位。",
)


def test_every_action_of_the_table(world: Reporting) -> None:
    task = world.task("in_progress")
    old = world.file(task)
    assert (old.state, old.author) == ("uploaded", world["prot_contributor"].person)
    world.act(old, "scan", INTAKE)
    world.act(old, "describe", "prot_contributor", description="会议纪要")
    world.act(old, "link", "prot_contributor", criterion=criterion(task))
    states = []
    for verdict in ("irrelevant", "insufficient", "sufficient"):
        world.act(old, f"find_{verdict}", "verifier", remark=f"{verdict}。")
        states.append((old.state, old.remark))
    assert states == [
        ("irrelevant", "irrelevant。"),
        ("insufficient", "insufficient。"),
        ("sufficient", "sufficient。"),
    ]
    new = world.file(task, sha256="cd" * 32)
    world.act(new, "scan", INTAKE)
    world.act(old, "supersede", "prot_contributor", replacement=new.pk)
    assert (old.state, old.replaced_by, list(new.replaces.all())) == ("superseded", new, [old])
    world.act(new, "withdraw", "prot_contributor", reason="传错文件")
    assert (new.state, new.sha256, new.name) == ("withdrawn", "cd" * 32, "总结.pdf")
    done = Event.objects.filter(object_type="programme.evidence").values_list("action", flat=True)
    assert set(done) == set(EVIDENCE.actions())
    assert verify_chain() == verify_states() == []


def test_a_link_elsewhere_drops_the_remark_on_the_criterion_before(world: Reporting) -> None:
    task = world.task("in_progress")
    evidence = world.linked(task)
    world.act(evidence, "find_insufficient", "verifier", remark="缺附件")
    other = task.milestones.get(position=2).criteria.get().pk
    world.act(evidence, "link", "prot_contributor", criterion=other)
    assert (evidence.state, evidence.criterion_id, evidence.remark) == ("linked", other, "")


def test_uploading_is_refused_with_its_sentence(world: Reporting) -> None:
    task = world.task("in_progress")
    other = world.task("assigned")
    world.until(date(2019, 3, 1))
    report = world.report(task)
    file = (
        (
            "Give the file's own name without folders, its size in bytes and its SHA-256 in "
            "64 small "
            "hexadecimal digits."
        ),
        "请填写不含路径的文件名、字节数，以及64位小写十六进制的 SHA-256。",
    )
    assert {
        "folder": refusal(world.file, task, name="../总结.pdf"),
        "hash": refusal(world.file, task, sha256="AB" * 32),
        "size": refusal(world.file, task, size=0),
        "not signed for": refusal(world.file, other),
        "another unit": refusal(world.file, task, "util_contributor"),
        "another unit, for itself": refusal(
            world.file, task, "util_contributor", office="CNIPA-UTIL"
        ),
        "supervision": refusal(world.file, task, "supervision"),
        "no report of it": refusal(world.file, task, report=report.pk + 1),
    } == {
        "folder": file,
        "hash": file,
        "size": file,
        "not signed for": (
            (
                "Evidence is added while the task is being carried out; sign for receipt first, "
                "and "
                "after completion was reported wait until it comes back."
            ),
            "佐证材料在承办期间提交；请先签收事项，报结后须待退办方可补充。",
        ),
        "another unit": UNIT,
        "another unit, for itself": UNIT,
        "supervision": UNIT,
        "no report of it": (
            f"The report {report.pk + 1} is not one of this unit on this task.",
            f"报告{report.pk + 1}不是本单位就本事项填报的报告。",
        ),
    }
    assert world.file(task, report=report.pk).report == report


def test_only_the_intake_notes_a_file_as_scanned(world: Reporting) -> None:
    evidence = world.file(world.task("in_progress"))
    assert refusal(world.act, evidence, "scan", "supervision") == (
        "Only the intake of files does this.",
        "此项仅由文件接收办理。",
    )


def test_linking_replacing_and_judging_are_refused_with_their_sentences(world: Reporting) -> None:
    world.hire("prot_contributor", "supervision", "CNIPA-GO")
    world.hire("prot_second", "statistician", "CNIPA-SP")
    task, other = world.task("in_progress"), world.task("in_progress")
    evidence, foreign = world.linked(task), world.linked(other)
    key = criterion(other)
    not_standing = (
        "What replaces it is another file of the same task and unit that still stands.",
        "替换材料须为同一事项、同一单位且仍有效的另一份材料。",
    )
    act = world.act
    assert {
        "criterion of another task": refusal(
            act, evidence, "link", "prot_contributor", criterion=key
        ),
        "itself": refusal(act, evidence, "supersede", "prot_contributor", replacement=evidence.pk),
        "of another task": refusal(
            act, evidence, "supersede", "prot_contributor", replacement=foreign.pk
        ),
        "nothing": refusal(act, evidence, "supersede", "prot_contributor", replacement="x"),
        "the uploader": refusal(act, evidence, "find_sufficient", "prot_contributor", remark="足"),
        "of the own unit": refusal(act, evidence, "find_sufficient", "prot_second", remark="足"),
        "a department without part": refusal(act, evidence, "find_sufficient", "law", remark="足"),
        "a unit that is not its own": refusal(
            act, evidence, "withdraw", "util_contributor", reason="误传"
        ),
    } == {
        "criterion of another task": (
            f"Evidence is linked to a criterion of its own task; {key} is none.",
            f"佐证材料须关联本事项的完成标准，{key}不是。",
        ),
        "itself": not_standing,
        "of another task": not_standing,
        "nothing": not_standing,
        "the uploader": VERIFIER,
        "of the own unit": VERIFIER,
        "a department without part": VERIFIER,
        "a unit that is not its own": UNIT,
    }


def test_the_leading_department_judges_what_a_region_uploaded(world: Reporting) -> None:
    task = world.assignment(world.task("assigned"), "IPO-ZJ", "in_progress")
    evidence = world.linked(task, "zj_contributor")
    world.act(evidence, "find_sufficient", "protection", remark="充分")
    assert evidence.state == "sufficient"


def test_what_was_relied_on_is_not_withdrawn(world: Reporting) -> None:
    task = world.task("verified")
    evidence = Evidence.objects.filter(criterion__milestone__position=1).get()
    assert refusal(world.act, evidence, "withdraw", "protection", reason="误传") == (
        "A criterion was verified on it (方案已印发); what is relied on is not withdrawn.",
        "完成标准“方案已印发”已据此核查通过，已采信的材料不得撤回。",
    )
    spare = Evidence.objects.exclude(pk=evidence.pk).filter(criterion=None).first()
    assert (task.state, spare) == ("verified", None)
