"""The jobs of this part: acts that take effect, digests, mails; who is told of failures."""

from datetime import datetime

from goldthread.codes.workdays import Basis
from goldthread.offices import actions
from goldthread.offices.calendar import site_calendar
from goldthread.offices.days import day_of, on
from goldthread.offices.models import Membership
from goldthread.offices.post.gathering import gather
from goldthread.offices.post.sending import Sendings, mail_is_set_up, send_due
from goldthread.workflow.jobs import FAILURE_NOTICE, NOTHING, Did, JobFailed, job
from goldthread.workflow.registry import Telling, notice
from goldthread.workflow.texts import say

LOOK_AFTER = ("system_administrator", "auditor")


@notice(FAILURE_NOTICE, {"en": "A job of the site failed", "zh": "系统任务失败"}, "warning")
def look_after(telling: Telling) -> list[int]:
    rows = Membership.objects.filter(on(day_of(telling.at)), role__in=LOOK_AFTER)
    return sorted(set(rows.values_list("person_id", flat=True)))


@job(
    "offices.take_effect",
    {"en": "Put reform acts into effect", "zh": "机构改革到期生效"},
    "5 0 * * *",
)
def take_effect(moment: datetime) -> Did:
    done = actions.take_due_effects(moment=moment)
    if not done:
        return NOTHING
    keys = ", ".join(reform.key for reform in done)
    return Did(say("In effect now: {keys}.", "已生效：{keys}。", keys=keys))


@job("offices.digests", {"en": "Gather and send digests", "zh": "汇总并发送摘要邮件"}, "0 7 * * *")
def digests(moment: datetime) -> Did:
    if not mail_is_set_up():
        return Did(_NO_SERVER, idle=True)
    made = gather(moment)
    return _did(made, send_due(moment), _days(moment))


@job(
    "offices.mails_again",
    {"en": "Send again the mails that could not be sent", "zh": "重发未送达邮件"},
    "*/10 * * * *",
)
def mails_again(moment: datetime) -> Did:
    return _did(0, send_due(moment), {}) if mail_is_set_up() else Did(_NO_SERVER, idle=True)


def _days(moment: datetime) -> dict[str, str]:
    """Where the working days of the year are not official ones, what was taken instead."""
    calendar, year = site_calendar(), day_of(moment).year
    basis = calendar.basis(year)
    return {} if basis is Basis.OFFICIAL else basis.sentence(calendar.country, year)


def _did(made: int, sent: Sendings, days: dict[str, str]) -> Did:
    told = say(
        "{made} digests gathered; {sent} mails sent, {refused} refused by their servers, "
        "{waiting} to be tried again.{trouble}{days}",
        "汇总摘要{made}份；已发送{sent}封，被拒收{refused}封，待重发{waiting}封。{trouble}{days}",
        made=made,
        sent=sent.sent,
        refused=sent.refused,
        waiting=sent.waiting,
        trouble=f" {sent.trouble}" if sent.trouble else "",
        days={"en": f" {days['en']}", "zh": days["zh"]} if days else "",
    )
    if sent.trouble:
        raise JobFailed(told)
    idle = not (made or sent.sent or sent.refused or sent.waiting)
    return NOTHING if idle else Did(told)


_NO_SERVER = say(
    "No mail server is set up: give [mail] in settings.toml. What is to be sent waits.",
    "未配置邮件服务器，请在 settings.toml 中填写 [mail]。待发内容将保留。",
)
