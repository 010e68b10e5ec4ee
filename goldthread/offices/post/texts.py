"""The words of a digest, in each language; and how days are written in it."""

from datetime import date, datetime

from babel.dates import format_date
from django.utils import timezone

from goldthread.workflow.texts import in_language

NOTICES_PATH = "/notices"
"""The page of one's own notices, where what a digest leaves out can be read."""

TEXTS = {
    "subject": {"en": "Goldthread: {count}: {title}", "zh": "Goldthread：{count}：{title}"},
    "subject_more": {
        "en": "Goldthread: {count}: {title} and {others} more",
        "zh": "Goldthread：{count}：{title}等{all}项",
    },
    "one": {"en": "1 notice", "zh": "1条通知"},
    "many": {"en": "{n:,} notices", "zh": "{n:,}条通知"},
    "intro": {
        "en": "{name}, since you were last told there is this for you: {count}.",
        "zh": "{name}，您好！自上次告知以来，您有{count}。",
    },
    "due": {"en": "What is due", "zh": "到期事项"},
    "due_on": {"en": "due on {day}", "zh": "{day}到期"},
    "due_today": {"en": "due today", "zh": "今日到期"},
    "overdue": {"en": "was due on {day}", "zh": "已于{day}到期"},
    "more_due": {"en": "{n:,} more are due.", "zh": "另有{n:,}项到期。"},
    "happened": {"en": "What happened", "zh": "通知"},
    "line": {"en": "{kind}, {when}", "zh": "{kind}，{when}"},
    "line_many": {
        "en": "{kind}, {n:,} times, the last {when}",
        "zh": "{kind}，共{n:,}次，最近一次{when}",
    },
    "more": {
        "en": "{n:,} more notices are on your page of notices.",
        "zh": "另有{n:,}条通知，请在“我的通知”页查看。",
    },
    "all": {"en": "All your notices", "zh": "我的全部通知"},
    "why": {
        "en": "You are told {rhythm}. Change this on your page of notices.",
        "zh": "您的告知频率为{rhythm}，可在“我的通知”页更改。",
    },
}


def text(name: str, lang: str, /, **facts: object) -> str:
    return in_language(TEXTS[name], lang).format(**facts)


def counted(n: int, lang: str) -> str:
    return text("one", lang) if n == 1 else text("many", lang, n=n)


def day_in(day: date, lang: str) -> str:
    """30 July 2019; 2019年7月30日."""
    if lang == "zh":
        return str(format_date(day, "long", locale="zh_Hans"))
    return str(format_date(day, "d MMMM y", locale="en"))


def moment_in(moment: datetime, lang: str) -> str:
    local = timezone.localtime(moment)
    return f"{day_in(local.date(), lang)} {local:%H:%M}"
