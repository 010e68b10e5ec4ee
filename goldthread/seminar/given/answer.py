"""An answer with what it promises: read whole or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from goldthread.offices.models import Office
from goldthread.programme.errors import PartRefused
from goldthread.programme.finding import found, office_on
from goldthread.programme.models import KeyTask
from goldthread.programme.queries import tasks_visible_to
from goldthread.programme.queries.tasks import IN_LEDGER
from goldthread.seminar.codelists import AnswerClass, answer_classes
from goldthread.workflow.texts import say

PLAN_LENGTH = 500


@dataclass(frozen=True)
class GivenAnswer:
    """`task`, or `plan` with its lead and day, where the class needs a task; else neither."""

    answer_en: str
    answer_zh: str
    answer_class: AnswerClass
    reason: str
    task: KeyTask | None = None
    plan: str = ""
    plan_lead: Office | None = None
    plan_due: date | None = None


def read(given: Mapping[str, Any], actor: Any, day: date) -> GivenAnswer:
    if not given["answer_en"] and not given["answer_zh"]:
        _refuse("Write the answer in English, in Chinese, or both.", "请填写英文或中文答复内容。")
    known = _class(given["class"])
    if known.needs_reason and not given["reason"]:
        _refuse(
            "An answer of class {code} ({class}) gives its reason.",
            "{code}类（{class}）答复须说明理由。",
            **{"code": known.code, "class": known.titles},
        )
    said: dict[str, Any] = {
        "answer_en": given["answer_en"] or "",
        "answer_zh": given["answer_zh"] or "",
        "answer_class": known,
        "reason": given["reason"] or "",
    }
    return GivenAnswer(**said, **_promise(known, given, actor, day))


def _class(code: str) -> AnswerClass:
    classes = answer_classes()
    if code not in classes:
        _refuse(
            "There is no class {code}; there are: {known}.",
            "没有答复类别{code}，可用的有：{known}。",
            code=code[:10],
            known=", ".join(classes),
        )
    return classes[code]


def _promise(known: AnswerClass, given: Mapping[str, Any], actor: Any, day: date) -> dict[str, Any]:
    planned = [given[name] for name in ("plan", "plan_lead", "plan_due")]
    if not known.needs_task:
        if given["task"] or any(planned):
            _refuse(
                "An answer of class {code} ({class}) promises no task; choose a class that does, "
                "or leave the task and the plan out.",
                "{code}类（{class}）答复不承诺落实事项；请改选须落实的类别，或删去事项和拟办内容。",
                **{"code": known.code, "class": known.titles},
            )
        return {}
    if bool(given["task"]) == any(planned) or (any(planned) and not all(planned)):
        _refuse(
            "An answer of class {code} ({class}) needs a task that keeps it: name one there is "
            "already, or say what will be done, by whom and by when.",
            "{code}类（{class}）答复须有落实事项：请指明已有事项，或填写拟办事项、拟办单位和时限。",
            **{"code": known.code, "class": known.titles},
        )
    if given["task"]:
        return {"task": _task(given["task"], actor, day)}
    return {
        "plan": _plan(given["plan"]),
        "plan_lead": _lead(given["plan_lead"], given["plan_due"]),
        "plan_due": _ahead(given["plan_due"], day),
    }


def _task(key: str, actor: Any, day: date) -> KeyTask:
    """A national task in the ledger that is still to be done, among those the handler sees."""
    task = found(KeyTask, key)
    seen = tasks_visible_to(actor, day).filter(IN_LEDGER, parent=None)
    if task is None or not task.is_open or not seen.filter(pk=task.pk).exists():
        _refuse(
            "There is no open national task {key} in the ledger that you see.",
            "台账中没有您可查看的在办事项{key}。",
            key=key[:40],
        )
    return task


def _plan(text: str) -> str:
    if len(text) > PLAN_LENGTH:
        _refuse(
            "Say what will be done in at most {most} characters.",
            "拟办事项不超过{most}个字符。",
            most=PLAN_LENGTH,
        )
    return text


def _lead(code: str, due: date) -> Office:
    office = office_on(code, due)
    if office is None:
        _refuse(
            "There is no office {code} on {day} that could do it.",
            "{day}不存在可承办的单位{code}。",
            code=code[:40],
            day=due.isoformat(),
        )
    return office


def _ahead(due: date, day: date) -> date:
    if due <= day:
        _refuse(
            "What is promised is due after today; {day} is past.",
            "拟办时限须在今日之后；{day}已过。",
            day=due.isoformat(),
        )
    return due


def _refuse(en: str, zh: str, **facts: object) -> NoReturn:
    raise PartRefused(say(en, zh, **facts))
