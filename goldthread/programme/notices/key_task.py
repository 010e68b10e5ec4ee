"""Who is told of a key task: its units of what is asked of them, supervision of what comes back."""

from goldthread.programme.models import Handover
from goldthread.programme.notices.audience import of_task, supervisors
from goldthread.workflow.registry import Telling, notice


@notice("key_task.assigned", {"en": "Key task assigned", "zh": "督办事项已交办"}, "action")
def assigned(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling)


@notice("key_task.handed_back", {"en": "Key task handed back", "zh": "督办事项被退回"}, "action")
def handed_back(telling: Telling) -> tuple[str, ...]:
    return supervisors(telling)


@notice(
    "key_task.verification_requested",
    {"en": "Completion reported: verification asked for", "zh": "已报结，待核查"},
    "action",
)
def verification_requested(telling: Telling) -> tuple[str, ...]:
    return supervisors(telling)


@notice(
    "key_task.verification_result",
    {"en": "Result of the verification", "zh": "核查结果"},
    "information",
)
def verification_result(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling)


@notice("key_task.suspended", {"en": "Key task suspended", "zh": "督办事项中止"}, "information")
def suspended(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling)


@notice(
    "key_task.transfer_proposed",
    {"en": "Transfer proposed: handover to be signed", "zh": "拟移交，请签署交接单"},
    "action",
)
def transfer_proposed(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling, *_parties(telling))


@notice(
    "key_task.transferred", {"en": "Key task transferred", "zh": "督办事项已移交"}, "information"
)
def transferred(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling, *_parties(telling))


def _parties(telling: Telling) -> tuple[int, ...]:
    """The units of the newest handover."""
    newest = Handover.objects.filter(task=telling.obj).order_by("-pk").first()
    return () if newest is None else (newest.predecessor_id, newest.successor_id)


@notice("key_task.cancelled", {"en": "Key task cancelled", "zh": "督办事项已撤销"}, "warning")
def cancelled(telling: Telling) -> tuple[str, ...]:
    return of_task(telling.obj, telling)
