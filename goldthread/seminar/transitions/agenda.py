"""The working copy of the agenda: sessions and items; and the documents that belong to items.

What readers see of sessions and items is the last released version, a copy that the seminar's
action `release_agenda` makes.
"""

from goldthread.seminar.transitions.words import (
    CHAIR,
    REASON,
    SECRETARIAT,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)
from goldthread.workflow.machine import SAME

_SEMINAR = need("seminar", "seminar", "座谈会", "reference")
_SESSION = (
    *TITLES,
    need("day", "day", "日期", "date"),
    need("starts", "begins at", "开始时间"),
    need("ends", "ends at", "结束时间"),
    optional("room", "room", "会场"),
    optional("chair", "who chairs it", "主持人", "reference"),
)
_SESSION_GUARDS = ("agenda.running", "agenda.titled", "agenda.session_readable")

SEMINAR_SESSION = machine(
    "seminar_session",
    "session",
    "会议阶段",
    (
        state("planned", "planned", "已安排"),
        state("removed", "removed", "已取消", open=False),
    ),
    (
        row(
            "add",
            "add a session",
            "增加会议阶段",
            "",
            "planned",
            SECRETARIAT,
            guards=_SESSION_GUARDS,
            effect="agenda.write_session",
            needs=(_SEMINAR, *_SESSION),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "planned",
            SAME,
            SECRETARIAT,
            guards=_SESSION_GUARDS,
            effect="agenda.write_session",
            needs=_SESSION,
        ),
        row(
            "remove",
            "remove",
            "取消",
            "planned",
            "removed",
            SECRETARIAT,
            guards=("agenda.session_empty",),
        ),
    ),
)

_ITEM = (
    need("session", "session", "会议阶段", "reference"),
    need("position", "place in the session", "顺序", "integer"),
    *TITLES,
    need("kind", "kind", "类别"),
    need("minutes", "minutes", "分钟", "integer"),
    optional("speakers", "speakers", "发言人", "json"),
)
_ITEM_GUARDS = ("agenda.running", "agenda.titled", "agenda.item_readable")

AGENDA_ITEM = machine(
    "agenda_item",
    "agenda item",
    "议程事项",
    (
        state("planned", "planned", "已安排"),
        state("under_way", "under way", "进行中"),
        state("done", "done", "已结束", open=False),
        state("removed", "removed", "已取消", open=False),
    ),
    (
        row(
            "add",
            "add an item",
            "增加事项",
            "",
            "planned",
            SECRETARIAT,
            guards=_ITEM_GUARDS,
            effect="agenda.write_item",
            needs=_ITEM,
        ),
        row(
            "edit",
            "edit",
            "修改",
            "planned",
            SAME,
            SECRETARIAT,
            guards=_ITEM_GUARDS,
            effect="agenda.write_item",
            needs=_ITEM,
        ),
        row(
            "begin",
            "begin",
            "开始",
            "planned",
            "under_way",
            f"{CHAIR} {SECRETARIAT}",
            guards=("agenda.in_session", "agenda.none_under_way"),
        ),
        row("end", "end", "结束", "under_way", "done", f"{CHAIR} {SECRETARIAT}"),
        row(
            "remove",
            "remove",
            "取消",
            "planned",
            "removed",
            SECRETARIAT,
            guards=("agenda.item_unused",),
            needs=(REASON,),
        ),
    ),
)

_DOCUMENT = (
    *TITLES,
    optional("item", "agenda item", "议程事项", "reference"),
    need("audience", "who may read it", "阅读范围"),
    optional("embargo_day", "not before the day", "解密日期", "date"),
    optional("embargo_time", "not before the time", "解密时间"),
)
_DOCUMENT_GUARDS = ("document.titled", "document.readable")

SEMINAR_DOCUMENT = machine(
    "seminar_document",
    "document of the seminar",
    "会议文件",
    (
        state("drafted", "draft", "草稿"),
        state("released", "released", "已发布"),
        state("withdrawn", "withdrawn", "已撤回", open=False),
    ),
    (
        row(
            "add",
            "add a document",
            "上传文件",
            "",
            "drafted",
            SECRETARIAT,
            guards=("document.seminar_running", "evidence.file_described", *_DOCUMENT_GUARDS),
            effect="document.take_in",
            needs=(
                _SEMINAR,
                need("name", "file name", "文件名"),
                need("sha256", "SHA-256 of the content", "内容的 SHA-256"),
                need("size", "size in bytes", "字节数", "integer"),
                need("media_type", "media type", "媒体类型"),
                *_DOCUMENT,
            ),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "drafted released",
            SAME,
            SECRETARIAT,
            guards=_DOCUMENT_GUARDS,
            effect="document.write",
            needs=_DOCUMENT,
        ),
        row(
            "release",
            "release",
            "发布",
            "drafted",
            "released",
            SECRETARIAT,
            notices=("document.released",),
        ),
        row(
            "withdraw",
            "withdraw",
            "撤回",
            "drafted released",
            "withdrawn",
            SECRETARIAT,
            needs=(REASON,),
        ),
    ),
)
