"""A proposal is assigned, accepted or handed back; opinions, parts, the drafted answer."""

from typing import Any

import pytest

from goldthread.seminar.models import Answer, Handling, Proposal
from goldthread.seminar.queries import answers_visible_to
from goldthread.workflow.errors import NotAllowed
from tests.seminar.building import ANSWER, PROMISE, Convened
from tests.seminar.proposals.refusing import refused

JOINT = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-UTIL", "CNIPA-LAW"]}
SEPARATE = {"separate": ["CNIPA-PROT", "CNIPA-UTIL"]}


def handlers(proposal: Proposal) -> list[tuple[str, str]]:
    rows = Handling.objects.filter(proposal=proposal).order_by("pk")
    return list(rows.values_list("office__code", "kind"))


def test_assigned_to_a_lead_with_joint_handlers(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "assigned", handlers=JOINT)

    assert handlers(proposal) == [
        ("CNIPA-PROT", "lead"),
        ("CNIPA-UTIL", "joint"),
        ("CNIPA-LAW", "joint"),
    ]
    world.act(proposal, "accept", "protection")
    lead = Handling.objects.get(proposal=proposal, kind="lead")
    assert (proposal.state, lead.accepted_on) == ("in_handling", world.at.date())


def test_handed_back_and_assigned_anew(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "assigned", handlers=JOINT)

    world.act(proposal, "hand_back", "protection", reason="不属本司职责")
    assert (proposal.state, handlers(proposal)) == ("filed", [])
    world.act(proposal, "assign", "secretariat", lead="CNIPA-UTIL")

    assert handlers(proposal) == [("CNIPA-UTIL", "lead")]


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        (
            {},
            "Name one lead handler, or at least two that answer separately.",
            "请指定一个主办单位，或至少两个分办单位。",
        ),
        (
            {"co_handlers": ["CNIPA-UTIL"]},
            "Name one lead handler, or at least two that answer separately.",
            "请指定一个主办单位，或至少两个分办单位。",
        ),
        (
            {"lead": "CNIPA-LAW"} | SEPARATE,
            "A proposal has a lead handler with joint ones, or separate handlers, not both.",
            "提案或由主办单位会同会办单位办理，或由各单位分办，不能并用。",
        ),
        (
            {"co_handlers": ["CNIPA-LAW"]} | SEPARATE,
            "A proposal has a lead handler with joint ones, or separate handlers, not both.",
            "提案或由主办单位会同会办单位办理，或由各单位分办，不能并用。",
        ),
        (
            {"separate": ["CNIPA-PROT"]},
            "Separate handling needs at least two offices; name a single one as the lead.",
            "分办须有至少两个单位；只有一个单位的，请列为主办。",
        ),
        (
            {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-PROT"]},
            "CNIPA-PROT is named twice.",
            "CNIPA-PROT重复列入。",
        ),
        (
            {"lead": "IPO-JS"},
            "IPO-JS is no department of the national office; a proposal is handled by those.",
            "IPO-JS不是国家局的部门；提案由国家局各部门办理。",
        ),
        (
            {"lead": "CNIPA-XX"},
            "There is no office CNIPA-XX on 2019-06-03.",
            "2019-06-03不存在单位CNIPA-XX。",
        ),
    ],
)
def test_handlers_that_cannot_be_read(
    world: Convened, given: dict[str, Any], en: str, zh: str
) -> None:
    proposal = world.proposal(world.seminar(), "filed")
    assert refused(world, proposal, "assign", "secretariat", **given) == (en, zh)


def test_joint_opinions_come_first(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "assigned", handlers=JOINT)
    world.act(proposal, "give_opinion", "utilisation", opinion="初步同意")
    world.act(proposal, "accept", "protection")

    assert refused(world, proposal, "draft_answer", "protection", **ANSWER) == (
        "These handlers have not said their part yet: CNIPA-LAW.",
        "以下承办单位尚未提出会办意见或分办答复：CNIPA-LAW。",
    )
    world.act(proposal, "give_opinion", "utilisation", opinion="同意")
    world.act(proposal, "give_opinion", "law", opinion="需修法")
    world.act(proposal, "draft_answer", "protection", **ANSWER)

    said = Handling.objects.filter(proposal=proposal, kind="joint").order_by("pk")
    assert list(said.values_list("opinion", flat=True)) == ["同意", "需修法"]
    assert proposal.state == "answer_pending"


def test_who_says_what(world: Convened) -> None:
    seminar = world.seminar()
    joint = world.proposal(seminar, "in_handling", handlers=JOINT)
    separate = world.proposal(seminar, "in_handling", handlers=SEPARATE)

    assert refused(world, joint, "give_opinion", "protection", opinion="同意") == (
        "An opinion is given by a joint handler.",
        "会办意见由会办单位提出。",
    )
    assert refused(world, joint, "answer_own_part", "utilisation", **ANSWER) == (
        "An own part is answered by a separate handler.",
        "分办答复由分办单位提出。",
    )
    assert refused(world, joint, "give_opinion", "verifier", NotAllowed, opinion="同意") == (
        "This is done by an office that handles the proposal.",
        "此项由提案承办单位办理。",
    )
    assert refused(world, separate, "draft_answer", "utilisation", NotAllowed, **ANSWER) == (
        "This is done by the lead handler, of separate handlers by the first named: CNIPA-PROT.",
        "此项由主办单位（分办的，由首个分办单位）办理：CNIPA-PROT。",
    )


def test_separate_handlers_answer_their_parts(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "in_handling", handlers=SEPARATE)
    world.act(proposal, "answer_own_part", "utilisation", **(ANSWER | {"answer_zh": "旧稿"}))
    world.act(proposal, "answer_own_part", "utilisation", **ANSWER)

    waiting = refused(world, proposal, "draft_answer", "protection", **ANSWER)
    assert waiting[0] == "These handlers have not said their part yet: CNIPA-PROT."
    world.act(proposal, "answer_own_part", "protection", **ANSWER)
    world.act(proposal, "draft_answer", "protection", **ANSWER)

    rows = Answer.objects.filter(proposal=proposal).order_by("pk")
    assert list(rows.values_list("office__code", "part", "answer_zh")) == [
        ("CNIPA-UTIL", True, "已办理。"),
        ("CNIPA-PROT", True, "已办理。"),
        ("CNIPA-PROT", False, "已办理。"),
    ]


def test_what_a_part_promises_is_not_dropped(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "in_handling", handlers=SEPARATE)
    part = PROMISE | {"plan": "建设平台", "plan_lead": "CNIPA-UTIL"}
    world.act(proposal, "answer_own_part", "utilisation", **part)
    world.act(proposal, "answer_own_part", "protection", **ANSWER)

    assert refused(world, proposal, "draft_answer", "protection", **ANSWER) == (
        (
            "The part of CNIPA-UTIL promises: “建设平台”. Answer the whole in a class that needs a "
            "task, with a plan, so that a task comes of it."
        ),
        "CNIPA-UTIL的分办答复承诺：“建设平台”。整体答复须选用须落实的类别并填写拟办事项，以便立项。",
    )


NEEDS_TASK = (
    (
        "An answer of class B (planned or being solved) needs a task that keeps it: name one there "
        "is already, or say what will be done, by whom and by when."
    ),
    "B类（列入计划逐步解决）答复须有落实事项：请指明已有事项，或填写拟办事项、拟办单位和时限。",
)


@pytest.mark.parametrize(
    ("given", "en", "zh"),
    [
        ({"class": "B", "answer_en": "We plan it."}, *NEEDS_TASK),
        (PROMISE | {"plan_due": None}, *NEEDS_TASK),
        (PROMISE | {"plan_lead": None}, *NEEDS_TASK),
        (PROMISE | {"task": "1"}, *NEEDS_TASK),
        (
            {"class": "B", "answer_en": "We do it.", "task": "987"},
            "There is no open national task 987 in the ledger that you see.",
            "台账中没有您可查看的在办事项987。",
        ),
        (
            {"class": "A"},
            "Write the answer in English, in Chinese, or both.",
            "请填写英文或中文答复内容。",
        ),
        (
            {"class": "Z", "answer_en": "Done."},
            "There is no class Z; there are: A, B, C, D.",
            "没有答复类别Z，可用的有：A, B, C, D。",
        ),
        (
            {"class": "C", "answer_en": "It cannot be done."},
            "An answer of class C (cannot be done now) gives its reason.",
            "C类（因条件限制暂不能解决）答复须说明理由。",
        ),
        (
            PROMISE | {"class": "A"},
            (
                "An answer of class A (solved or basically solved) promises no task; choose a "
                "class that does, or leave the task and the plan out."
            ),
            "A类（已经解决或基本解决）答复不承诺落实事项；请改选须落实的类别，或删去事项和拟办内容。",
        ),
        (
            PROMISE | {"plan_due": "2019-06-03"},
            "What is promised is due after today; 2019-06-03 is past.",
            "拟办时限须在今日之后；2019-06-03已过。",
        ),
        (
            PROMISE | {"plan_lead": "CNIPA-XX"},
            "There is no office CNIPA-XX on 2019-11-29 that could do it.",
            "2019-11-29不存在可承办的单位CNIPA-XX。",
        ),
        (
            PROMISE | {"plan": "办" * 501},
            "Say what will be done in at most 500 characters.",
            "拟办事项不超过500个字符。",
        ),
    ],
)
def test_answers_that_cannot_be_given(
    world: Convened, given: dict[str, Any], en: str, zh: str
) -> None:
    proposal = world.proposal(world.seminar(), "in_handling")
    assert refused(world, proposal, "draft_answer", "protection", **given) == (en, zh)


def test_an_answer_names_a_task_that_its_handler_sees(world: Convened) -> None:
    own = world.task("in_progress")
    others = world.task("in_progress", lead="CNIPA-LAW")
    ended = world.task("cancelled")
    seminar = world.seminar()
    proposal = world.proposal(seminar, "in_handling")
    given = {"class": "B", "answer_en": "We do it."}
    for task in (others, ended):
        en, _zh = refused(world, proposal, "draft_answer", "protection", task=task.pk, **given)
        assert en == f"There is no open national task {task.pk} in the ledger that you see."

    world.act(proposal, "draft_answer", "protection", task=own.pk, **given)

    assert Answer.objects.get(proposal=proposal).task == own


def test_a_drafted_answer_is_seen_by_its_handlers_and_the_desk_only(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answer_pending", handlers={"lead": "CNIPA-PROT"})
    day = world.at.date()
    seen_by = {
        name
        for name, user in world.users.items()
        if answers_visible_to(user, day).filter(proposal=proposal).exists()
    }
    assert seen_by == {"protection", "secretariat", "clerk", "issuer", "auditor"}


def test_returned_and_drafted_again(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answer_pending")
    world.act(proposal, "return_answer", "secretariat", reason="请补充")
    world.act(proposal, "draft_answer", "protection", **(ANSWER | {"answer_zh": "修改稿"}))

    [answer] = Answer.objects.filter(proposal=proposal)
    assert (answer.answer_zh, answer.round, answer.drafted_at) == ("修改稿", 1, world.at)
