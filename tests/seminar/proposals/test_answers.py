"""Answers are published as a batch, rated, redone once, adopted, followed."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from goldthread.programme.models import KeyTask
from goldthread.seminar.following import follow
from goldthread.seminar.models import Answer, AnswerBatch, Delegation, Proposal, Rating, Stance
from goldthread.seminar.queries import (
    answers_for,
    answers_visible_to,
    proposals_published,
    proposals_visible_to,
)
from goldthread.workflow.errors import WrongState
from goldthread.workflow.models import Notice
from tests.seminar.building import ANSWER, PROMISE, Convened
from tests.seminar.proposals.refusing import refused
from tests.seminar.proposals.test_handling import SEPARATE
from tests.seminar.proposals.test_merging import merge, put_up


def test_batch_publishes_all_of_it(world: Convened) -> None:
    seminar = world.seminar()
    one = world.proposal(seminar, "answer_pending")
    two = world.proposal(seminar, "answer_pending", answer=PROMISE)
    put = world.proposal(seminar, "filed", office="IPO-JS")
    put_up(world, put)
    zj = Delegation.objects.get(office__code="IPO-ZJ")
    world.stance(put, zj)
    world.lead_proposal(put, "answer_pending")

    batch = world.publish([one, two, put])

    day = world.at.date()
    assert (batch.state, batch.published_on) == ("published", day)
    assert [(p.state, p.answer_class, p.needs_task, p.plan_due) for p in (one, two)] == [
        ("answered", "A", False, None),
        ("answered", "B", True, date(2019, 11, 29)),
    ]
    assert {(p.answered_by.code, p.answered_on) for p in (one, two)} == {("CNIPA-PROT", day)}
    assert set(Answer.objects.values_list("published_at", "batch")) == {(world.at, batch.pk)}
    assert (put.discussion, Stance.objects.get().state, one.discussion) == ("closed", "closed", "")


def test_nothing_is_seen_before_it_is_published(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answer_pending")
    day, press = world.at.date(), world["press"]
    world.batch([proposal])
    assert not proposals_visible_to(press, day).exists()
    assert list(answers_for(world["zj_head"], proposal, day)) == []

    world.act(AnswerBatch.objects.get(), "publish", "issuer")

    assert list(proposals_visible_to(press, day)) == [proposal]
    [answer] = answers_for(press, proposal, day)
    assert answer.answer_en == "It is done."


def test_a_batch_is_published_whole_or_not_at_all(world: Convened) -> None:
    seminar = world.seminar()
    one, two = (world.proposal(seminar, "answer_pending") for _ in range(2))
    batch = world.batch([one, two])
    world.act(two, "withdraw", "zj_head", reason="已解决")

    assert refused(world, batch, "publish", "issuer") == (
        "A batch is published whole; these proposals no longer wait for their answer: P-002.",
        "批次须整体公布；以下提案已不在待答复状态：P-002。",
    )
    world.act(batch, "edit", "secretariat", title_en="First batch", proposals=[one.pk])
    world.act(batch, "publish", "issuer")
    one.refresh_from_db()
    assert (one.state, Answer.objects.get(proposal=two).published_at) == ("answered", None)


def test_what_cannot_be_gathered(world: Convened) -> None:
    seminar = world.seminar()
    pending, filed = world.proposal(seminar, "answer_pending"), world.proposal(seminar, "filed")
    world.batch([pending])

    def gather(**more: Any) -> tuple[str, str]:
        given = {"seminar": seminar.pk, "title_en": "Batch", "proposals": [pending.pk]} | more
        return refused(world, AnswerBatch(), "gather", "secretariat", **given)

    assert gather() == (
        "The answer to P-001 is in another batch already.",
        "P-001的答复已列入其他批次。",
    )
    assert gather(proposals=[filed.pk]) == (
        "P-002 is no proposal of this seminar with a drafted answer.",
        "P-002不是本座谈会已起草答复的提案。",
    )
    assert gather(proposals=[987])[0].startswith("987 is no proposal")
    for wrong in ([], [filed.pk, filed.pk]):
        assert gather(proposals=wrong) == (
            "Name 1 to 500 proposals, each once.",
            "请列出1至500件提案，不得重复。",
        )
    assert gather(seminar=987) == ("There is no such seminar.", "座谈会不存在。")
    assert gather(title_en=None) == (
        "Give a title in English, in Chinese, or both.",
        "请填写英文或中文标题。",
    )
    assert gather(title_en="T" * 501) == (
        "A title has at most 500 characters.",
        "标题不超过500个字符。",
    )


def test_a_gathered_answer_is_not_returned_until_the_batch_is_dissolved(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answer_pending")
    batch = world.batch([proposal])

    assert refused(world, proposal, "return_answer", "secretariat", reason="补充") == (
        "The answer is in the batch “First batch”; take it out of there first.",
        "答复已列入批次“第一批答复”，请先移出。",
    )
    world.act(batch, "dissolve", "secretariat")
    world.act(proposal, "return_answer", "secretariat", reason="补充")
    assert (batch.state, proposal.state) == ("dissolved", "in_handling")


def test_an_answer_reaches_all_ancestors_and_who_stands_behind_them(world: Convened) -> None:
    seminar = world.seminar()
    first = world.proposal(seminar, "filed", office="IPO-BJ")
    second = world.proposal(seminar, "filed", office="IPO-JS")
    last = world.proposal(seminar, "filed")
    merge(world, first, second)
    merge(world, second, last)
    world.lead_proposal(last, "answered")

    day = world.at.date()
    for proposal, by in ((first, "bj_head"), (second, "js_contributor"), (last, "zj_head")):
        [answer] = answers_for(world[by], proposal, day)
        assert answer.proposal == last
    told = set(Notice.objects.get(kind="proposal.answered").recipients)
    assert {str(world.person(name)) for name in ("bj_head", "js_head", "zj_head")} < told


@pytest.fixture
def answered(world: Convened) -> Proposal:
    return world.proposal(world.seminar(), "answered", co_sponsors=("IPO-JS", "IPO-BJ"))


def test_the_state_is_the_worst_rating(world: Convened, answered: Proposal) -> None:
    world.act(answered, "rate_basically_satisfied", "zj_head", remark="可以")
    world.act(answered, "rate_satisfied", "js_head")
    assert answered.state == "basically_satisfied"
    world.act(answered, "rate_not_satisfied", "bj_head", remark="未回应")

    assert answered.state == "not_satisfied"
    rows = Rating.objects.filter(proposal=answered)
    assert list(rows.values_list("office__code", "rating", "remark", "round")) == [
        ("IPO-ZJ", "basically_satisfied", "可以", 1),
        ("IPO-JS", "satisfied", "", 1),
        ("IPO-BJ", "not_satisfied", "未回应", 1),
    ]


def test_each_office_rates_once(world: Convened, answered: Proposal) -> None:
    world.act(answered, "rate_satisfied", "zj_head")
    for action in ("rate_satisfied", "rate_not_satisfied"):
        assert refused(world, answered, action, "zj_head") == (
            "Your office has rated this answer already.",
            "贵单位已对本答复作出评价。",
        )


def public(proposal: Proposal) -> list[str]:
    """The answers that everybody reads."""
    nobody = AnonymousUser()
    assert proposal in proposals_visible_to(nobody)
    assert proposal in proposals_published()
    return [row.answer_en for row in answers_visible_to(nobody).filter(proposal=proposal)]


def test_handled_again_once(world: Convened, answered: Proposal) -> None:
    world.act(answered, "rate_not_satisfied", "zj_head")
    world.act(answered, "redo", "secretariat", reason="未回应诉求")
    assert (answered.state, answered.redone) == ("in_handling", True)
    world.act(answered, "draft_answer", "protection", **(ANSWER | {"answer_en": "Once more."}))
    assert public(answered) == ["It is done."]
    world.publish([answered])

    rows = answers_for(world["zj_head"], answered, world.at.date())
    assert [(row.round, row.answer_en) for row in rows] == [(1, "It is done."), (2, "Once more.")]
    world.act(answered, "rate_not_satisfied", "zj_head")
    assert Rating.objects.filter(proposal=answered, round=2).count() == 1
    assert refused(world, answered, "redo", "secretariat", reason="再次") == (
        "A proposal is handled again once; this one was.",
        "提案只重新办理一次，本件已重新办理。",
    )


def test_joint_handlers_are_asked_again(world: Convened) -> None:
    handlers = {"lead": "CNIPA-PROT", "co_handlers": ["CNIPA-LAW"]}
    proposal = world.proposal(world.seminar(), "in_handling", handlers=handlers)
    world.act(proposal, "give_opinion", "law", opinion="同意")
    world.lead_proposal(proposal, "not_satisfied")
    world.act(proposal, "redo", "secretariat", reason="未回应诉求")

    en, _zh = refused(world, proposal, "draft_answer", "protection", **ANSWER)
    assert en == "These handlers have not said their part yet: CNIPA-LAW."


def adopt(world: Convened, proposal: Proposal, **more: Any) -> KeyTask:
    given = {"cycle": world.cycle.pk} | more
    world.act(proposal, "adopt", "planning", **given)
    task: KeyTask = proposal.task
    return task


def test_adopting_drafts_the_task_that_was_promised(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answered", answer=PROMISE, measure=world.measure.pk)

    task = adopt(world, proposal)

    assert (proposal.state, task.state, task.cycle) == ("adopted", "drafted", world.cycle)
    assert (task.title_zh, task.title_en, task.lead.code) == (
        "建立快速维权联动机制",
        "",
        "CNIPA-PROT",
    )
    assert (task.due, task.measure) == (date(2019, 11, 29), world.measure)
    [milestone] = task.milestones.all()
    assert (milestone.title, milestone.due) == ("建立快速维权联动机制", date(2019, 11, 29))
    assert [c.text for c in milestone.criteria.all()] == ["P-001: 建立快速维权联动机制"]
    # Supervision completes and registers it as any other.
    given = {"title_zh": task.title_zh, "lead": "CNIPA-PROT", "due": task.due}
    given |= {"measure": world.measure.pk, "responsible": "处长"}
    world.act(task, "edit", "supervision", **given)
    world.act(task, "register", "supervision")
    assert task.state == "registered"


def test_plans_of_separate_handlers_are_milestones_of_one_task(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "in_handling", handlers=SEPARATE)
    part = PROMISE | {"plan": "Build a platform", "plan_lead": "CNIPA-UTIL"}
    world.act(proposal, "answer_own_part", "utilisation", **(part | {"plan_due": "2019-12-20"}))
    world.act(proposal, "answer_own_part", "protection", **ANSWER)
    world.act(proposal, "draft_answer", "protection", **PROMISE)
    world.publish([proposal])

    task = adopt(world, proposal)

    assert [(m.title, str(m.due)) for m in task.milestones.all()] == [
        ("建立快速维权联动机制", "2019-11-29"),
        ("Build a platform", "2019-12-20"),
    ]
    assert task.due == date(2019, 12, 20)
    assert [(s.office.code, s.duty) for s in task.supports.all()] == [
        ("CNIPA-UTIL", "Build a platform")
    ]


def test_adopting_binds_a_task_there_is(world: Convened) -> None:
    task = world.task("in_progress")
    seminar = world.seminar()
    named = {"class": "B", "answer_en": "We do it.", "task": task.pk}
    by_answer = world.proposal(seminar, "answered", answer=named)
    by_planning = world.proposal(seminar, "answered", answer=PROMISE)
    before = KeyTask.objects.count()

    assert adopt(world, by_answer) == task
    assert adopt(world, by_planning, task=task.pk) == task
    assert KeyTask.objects.count() == before


def test_what_cannot_be_adopted(world: Convened) -> None:
    seminar = world.seminar()
    plain = world.proposal(seminar, "answered")
    promise = world.proposal(seminar, "answered", answer=PROMISE)
    given = {"cycle": world.cycle.pk}
    assert refused(world, plain, "adopt", "planning", **given) == (
        "The answer is of class A, which promises no task.",
        "答复为A类，未承诺落实事项。",
    )
    assert refused(world, promise, "adopt", "planning", cycle=987) == (
        "There is no such cycle, or it is closed for new tasks.",
        "周期不存在，或已不再接收新的事项。",
    )
    assert refused(world, promise, "adopt", "planning", measure=987, **given) == (
        "There is no such measure in this cycle, or it was withdrawn or superseded.",
        "本周期没有该举措，或其已撤回、已被取代。",
    )
    parent = world.task("assigned")
    for task in (987, world.assignment(parent).pk, world.task("cancelled").pk):
        assert refused(world, promise, "adopt", "planning", task=task, **given) == (
            f"There is no open national task {task} in this cycle.",
            f"本周期没有在办事项{task}。",
        )


def test_what_the_task_becomes_is_noted_once(world: Convened) -> None:
    seminar = world.seminar()
    tasks = [world.task("in_progress") for _ in range(3)]
    kept, dropped, waits = (world.proposal(seminar, "answered", answer=PROMISE) for _ in range(3))
    for proposal, task in zip((kept, dropped, waits), tasks, strict=True):
        adopt(world, proposal, task=task.pk)
    assert follow(world.at).idle
    for step in ("completion_reported", "verified", "settled"):
        getattr(world, f"_to_{step}")(tasks[0])
    world.act(tasks[1], "cancel", "issuer", document="国知发〔2019〕9号")

    assert follow(world.at).sentence.in_language("en").startswith("2 promises noted")
    assert follow(world.at).idle

    def states() -> list[str]:
        return [Proposal.objects.get(pk=each.pk).state for each in (kept, dropped, waits)]

    assert states() == ["fulfilled", "not_fulfilled", "adopted"]
    world.act(tasks[0], "write_off", "supervision")
    assert follow(world.at).idle
    assert states() == ["fulfilled", "not_fulfilled", "adopted"]


def test_a_promise_rolls_over_with_its_task(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answered", answer=PROMISE)
    task = world.task("in_progress")
    adopt(world, proposal, task=task.pk)
    into = world.next_cycle()
    given = {"into": into.pk, "due": date(2019, 12, 20), "reason": "未完成"}
    world.act(task, "carry_over", "supervision", **given)

    follow(world.at)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.task, proposal.plan_due) == (
        "rolled_over",
        task.carried_to,
        date(2019, 11, 29),
    )
    told = Notice.objects.filter(kind="proposal.followed", object_id=str(proposal.pk))
    assert str(world.person("zj_head")) in told.get().recipients
    # Cancelled later, it is noted as not fulfilled.
    world.act(task.carried_to, "cancel", "issuer", document="国知发〔2019〕9号")
    follow(world.at)
    proposal.refresh_from_db()
    assert proposal.state == "not_fulfilled"


def test_what_was_missed_is_made_up_in_one_run(world: Convened) -> None:
    """Carried over and cancelled since the last run: both are noted, in order."""
    proposal = world.proposal(world.seminar(), "answered", answer=PROMISE)
    task = world.task("in_progress")
    adopt(world, proposal, task=task.pk)
    into = world.next_cycle()
    given = {"into": into.pk, "due": date(2019, 12, 20), "reason": "未完成"}
    world.act(task, "carry_over", "supervision", **given)
    world.act(task.carried_to, "cancel", "issuer", document="国知发〔2019〕9号")

    assert follow(world.at).sentence.in_language("en").startswith("2 promises noted")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.task) == ("not_fulfilled", task.carried_to)


def test_who_has_not_rated_is_reminded_once(world: Convened, answered: Proposal) -> None:
    """Ten working days after Monday 3 June 2019, past Dragon Boat Day: Tuesday the 18th."""
    world.act(answered, "rate_satisfied", "zj_head")
    assert answered.answered_on == date(2019, 6, 3)
    world.until(date(2019, 6, 17))
    assert follow(world.at).idle
    world.until(date(2019, 6, 18))

    follow(world.at)
    assert follow(world.at).idle

    notice = Notice.objects.get(kind="proposal.rating_due")
    heads = {str(world.person(name)) for name in ("js_head", "bj_head")}
    assert (set(notice.recipients), notice.object_id) == (heads, str(answered.pk))


def test_an_unpublished_answer_is_not_rated(world: Convened) -> None:
    proposal = world.proposal(world.seminar(), "answer_pending")
    en, _zh = refused(world, proposal, "rate_satisfied", "zj_head", WrongState)
    assert en.startswith("“rate as satisfied” is done in the state: answered")
