"""The jobs of this part: what falls due is announced each day."""

from datetime import datetime

from goldthread.programme.announcing import announce_due
from goldthread.workflow.jobs import NOTHING, Did, job
from goldthread.workflow.texts import say


@job(
    "programme.announce_due",
    {"en": "Announce what falls due", "zh": "发送到期提醒"},
    "30 6 * * *",
)
def announce(moment: datetime) -> Did:
    """Before the digests are gathered."""
    made = announce_due(moment)
    if not made:
        return NOTHING
    return Did(say("{made} notices put in.", "已生成{made}条提醒。", made=made))
