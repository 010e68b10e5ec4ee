"""Why one sees a thing: the role, the office, the relation; and never for what one does not see."""

import pytest

from goldthread.offices.models import EmergencyAccess, Person, Reform
from goldthread.offices.permissions import READ
from goldthread.offices.why import NOTHING, PUBLISHED
from goldthread.programme.permissions import MATRIX
from goldthread.programme.queries.why import why_seen
from tests.nobodies import NOBODY
from tests.programme.permissions.scenes import SCENES, TODAY, Matrix
from tests.programme.permissions.test_emergency import opened
from tests.programme.permissions.test_reading import readers

OF_OFFICES = (Reform, Person, EmergencyAccess)


@pytest.mark.parametrize("name", SCENES)
def test_there_is_a_reason_exactly_for_what_is_seen(world: Matrix, name: str) -> None:
    """Told by other code than the querysets: the two agree on every case of the matrix."""
    scene = SCENES[name](world)
    if isinstance(scene.obj, OF_OFFICES):
        return
    wrong = []
    for state in (each.name for each in scene.machine.states):
        obj, allowed = scene.enter(state), readers(READ, name, state)
        for column in (*(each.code for each in MATRIX.columns()), *NOBODY):
            reason = why_seen(obj, scene.user(world, column), TODAY)
            seen = column in allowed or ("public" in allowed and column in NOBODY)
            if (reason != NOTHING) != seen:
                wrong.append((state, column, str(reason)))
    assert wrong == []


@pytest.mark.parametrize(
    ("scene", "state", "who", "en", "zh"),
    [
        (
            "assignment",
            "received",
            "zj_coordinator",
            (
                "You see this because you hold the role of provincial coordinator at Zhejiang "
                "Intellectual Property Office, which leads it."
            ),
            "您以浙江省知识产权局“省级联络员”身份可查看此件：该单位牵头本事项。",
        ),
        (
            "assignment",
            "received",
            "protection",
            (
                "You see this because you hold the role of national department at Intellectual "
                "Property Protection Department, which leads the national task above it."
            ),
            "您以知识产权保护司“局内部门”身份可查看此件：该单位牵头其上级任务。",
        ),
        (
            "national task",
            "drafted",
            "planning",
            (
                "You see this because you hold the role of planning at Strategic Planning "
                "Department, which sees every key task."
            ),
            "您以战略规划司“规划”身份可查看此件：该角色可查看全部督办事项。",
        ),
        (
            "regional report",
            "draft",
            "amr_head",
            (
                "You see this because you hold the role of head of a provincial office at Zhejiang "
                "Administration for Market Regulation; Zhejiang Intellectual Property Office, "
                "which stands under it, answers for it."
            ),
            "您以浙江省市场监督管理局“省级局负责人”身份可查看此件：其下属浙江省知识产权局为其填报单位。",
        ),
        (
            "part report",
            "submitted",
            "utilisation",
            (
                "You see this because you hold the role of national department at Intellectual "
                "Property Utilization Promotion Department, which supports the task."
            ),
            "您以知识产权运用促进司“局内部门”身份可查看此件：该单位配合所涉事项。",
        ),
    ],
)
def test_the_sentence_names_role_office_and_relation(
    world: Matrix, scene: str, state: str, who: str, en: str, zh: str
) -> None:
    world.hire("amr_head", "provincial_head", "AMR-ZJ")
    obj = SCENES[scene](world).enter(state)
    reason = why_seen(obj, world[who], TODAY)
    assert (reason.in_language("en"), reason.in_language("zh")) == (en, zh)


def test_what_is_published_and_what_was_opened_in_an_emergency(world: Matrix) -> None:
    assert why_seen(world.document, world["public"], TODAY) == PUBLISHED
    task = SCENES["national task"](world).enter("drafted")
    access = opened(world, task)
    until = f"{access.until:%Y-%m-%d %H:%M}"
    reason = why_seen(task, world["sysadmin"], TODAY)
    assert reason.in_language("en") == (
        f"You see this because you opened it in an emergency, until {until}."
    )
    assert reason.in_language("zh") == f"您可查看此件，是因为您已开启应急查阅，有效至{until}。"
