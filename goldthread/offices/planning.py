"""The plan of a reform as the structure stands now."""

import hashlib

from goldthread.offices.errors import ActRefused
from goldthread.offices.models import Reform
from goldthread.offices.reforms import apply, changes, store
from goldthread.offices.reforms.plan import Plan, plain
from goldthread.offices.reforms.rows import Tables
from goldthread.workflow.payload import canonical
from goldthread.workflow.texts import say


def plan_of(reform: Reform, using: str = "default") -> Plan:
    """Eight queries; raises `ActRefused` with every fault found."""
    return _plan(reform, store.load(using))


def plan_as_enacted(reform: Reform, using: str = "default") -> Plan:
    """The plan of an act that was enacted, worked out on the structure without it."""
    return _plan(reform, store.before(reform, using))


def _plan(reform: Reform, tables: Tables) -> Plan:
    decisions = reform.decisions
    check_decisions(decisions)
    read = changes.read(reform.changes, reform.effective)
    if not read:
        raise ActRefused(say("The act changes nothing.", "本次改革没有任何变更事项。"))
    return apply.work_out(tables, read, reform.effective, decisions)


def check_decisions(decisions: object) -> None:
    if not isinstance(decisions, dict) or not all(
        isinstance(value, str) for value in decisions.values()
    ):
        raise ActRefused(
            say(
                "Decisions are written as the key of a thing and the code of who takes it.",
                "承接安排须写为事项编号与承接单位代码。",
            )
        )


def digest(plan: Plan) -> str:
    """What is to be written, as one hash: another structure or another act gives another."""
    rows = [[plain(write.before), plain(write.after)] for write in plan.writes()]
    links = [[str(part) for part in vars(link).values()] for s in plan.steps for link in s.links]
    decisions = dict(plan.decisions)
    content = canonical({"rows": rows, "links": links, "decisions": decisions})
    return hashlib.blake2b(content, digest_size=32).hexdigest()
