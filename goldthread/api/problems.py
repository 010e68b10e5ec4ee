"""What is refused, as RFC 9457 tells it: a status, a code for programs, a sentence for people."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from goldthread.errors import GoldthreadError
from goldthread.workflow.errors import (
    GuardUnmet,
    KeyReused,
    NotAllowed,
    PayloadRefused,
    Refused,
    StaleVersion,
    WrongState,
)
from goldthread.workflow.texts import Sentence, in_language, say

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
STATUS = {
    "bad_request": 400,
    "forbidden": 403,
    "not_allowed": 403,
    "not_signed_in": 403,
    "csrf": 403,
    "not_found": 404,
    "method_not_allowed": 405,
    "wrong_state": 409,
    "stale_version": 409,
    "key_reused": 409,
    "too_large": 413,
    "not_json": 415,
    "parameter_refused": 422,
    "payload_refused": 422,
    "guard_unmet": 422,
    "failed": 500,
}
"""Every code, with its status."""

TITLES = {
    "bad_request": {"en": "The request cannot be read", "zh": "请求无法识别"},
    "forbidden": {"en": "This is not open to you", "zh": "无权访问"},
    "not_allowed": {"en": "You may not do this", "zh": "您无权办理"},
    "not_signed_in": {"en": "You are not signed in", "zh": "您尚未登录"},
    "csrf": {"en": "The request carries no token", "zh": "请求缺少令牌"},
    "not_found": {"en": "Not found", "zh": "未找到"},
    "method_not_allowed": {"en": "Not done at this address", "zh": "此地址不支持该方法"},
    "wrong_state": {"en": "Not done in this state", "zh": "当前状态不能办理"},
    "stale_version": {"en": "Somebody acted in between", "zh": "已有他人先行办理"},
    "key_reused": {"en": "The key was used before", "zh": "幂等键已被使用"},
    "too_large": {"en": "Too much was sent", "zh": "发送内容过大"},
    "not_json": {"en": "Send JSON", "zh": "请发送 JSON"},
    "parameter_refused": {"en": "A parameter cannot be so", "zh": "参数不符合要求"},
    "payload_refused": {"en": "A field cannot be so", "zh": "字段不符合要求"},
    "guard_unmet": {"en": "A condition does not hold", "zh": "条件尚未满足"},
    "failed": {"en": "Something went wrong", "zh": "系统出错"},
}
OF_REFUSALS: dict[type[Refused], str] = {
    StaleVersion: "stale_version",
    WrongState: "wrong_state",
    NotAllowed: "not_allowed",
    PayloadRefused: "payload_refused",
    GuardUnmet: "guard_unmet",
    KeyReused: "key_reused",
}
OF_STATUS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}


class Stopped(GoldthreadError):
    """A request that does not reach the engine; `sentence` says why in each language."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence


def nothing_there() -> Stopped:
    """The same for what does not exist and for what one may not see."""
    sentence = say(
        "There is nothing at this address that you can see.", "此地址没有您可查看的内容。"
    )
    return Stopped("not_found", sentence)


def problem(request: HttpRequest, code: str, detail: str, **more: Any) -> JsonResponse:
    body = {
        "type": "about:blank",
        "title": in_language(TITLES[code], getattr(request, "lang", "en")),
        "status": STATUS[code],
        "code": code,
        "detail": detail,
    }
    answer = JsonResponse(body | more, status=STATUS[code], content_type=MEDIA_TYPE)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def of_page(request: HttpRequest, status: int, detail: str) -> JsonResponse | None:
    """What the site would say as a page, for a program; None where no program asks."""
    if not request.path.startswith(PREFIX):
        return None
    return problem(request, OF_STATUS.get(status, "failed"), detail)
