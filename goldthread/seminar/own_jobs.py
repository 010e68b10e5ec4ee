"""The jobs of this part: what falls due is announced, and documents whose embargo is over."""

from datetime import datetime

from goldthread.seminar.announcing import announce_nominations, announce_opened
from goldthread.seminar.following import follow
from goldthread.workflow.jobs import NOTHING, Did, job
from goldthread.workflow.texts import say


@job(
    "seminar.announce_due",
    {"en": "Announce nominations that fall due", "zh": "发送报名到期提醒"},
    "35 6 * * *",
)
def announce(moment: datetime) -> Did:
    """Before the digests are gathered."""
    return _did(announce_nominations(moment))


@job(
    "seminar.announce_documents",
    {"en": "Announce documents whose embargo is over", "zh": "发送文件解密通知"},
    "*/10 * * * *",
)
def announce_documents(moment: datetime) -> Did:
    """An embargo ends at a time, not on a day."""
    return _did(announce_opened(moment))


@job(
    "seminar.follow",
    {"en": "Note what became of promises", "zh": "跟踪承诺事项落实情况"},
    "40 6 * * *",
)
def follow_promises(moment: datetime) -> Did:
    """By the tasks that keep them; whoever has not rated an answer is reminded."""
    return follow(moment)


def _did(made: int) -> Did:
    if not made:
        return NOTHING
    return Did(say("{made} notices put in.", "已生成{made}条提醒。", made=made))
