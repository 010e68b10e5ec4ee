"""The supervision notice (督办单): blue near the due day, yellow behind, red overdue."""

from goldthread.programme.transitions.words import REASON, SUPERVISION, machine, need, row, state

SUPERVISION_NOTICE = machine(
    "supervision_notice",
    "supervision notice",
    "督办单",
    (
        state("issued", "issued", "已发出"),
        state("acknowledged", "acknowledged", "已签收"),
        state("answered", "answered", "已回复"),
        state("cleared", "cleared", "已解除", open=False),
        state("revoked", "revoked", "已收回", open=False),
    ),
    (
        row(
            "issue",
            "issue",
            "发出",
            "",
            "issued",
            "supervision_notice.issuer",
            guards=(
                "supervision_notice.colour_fits",
                "supervision_notice.previous_unanswered",
                "supervision_notice.no_open_extension",
            ),
            effect="supervision_notice.begin",
            notices=("supervision_notice.issued",),
            needs=(
                need("task", "key task", "督办事项", "reference"),
                need("colour", "colour", "等级"),
                need("text", "what is asked", "督办要求"),
            ),
        ),
        row(
            "acknowledge",
            "acknowledge",
            "签收",
            "issued",
            "acknowledged",
            "supervision_notice.unit",
        ),
        row(
            "answer",
            "answer",
            "回复",
            "issued acknowledged",
            "answered",
            "supervision_notice.unit_head",
            effect="supervision_notice.answer",
            notices=("supervision_notice.answered",),
            needs=(need("answer", "answer", "回复内容"),),
        ),
        row(
            "ask_again",
            "ask again",
            "退回重新回复",
            "answered",
            "acknowledged",
            SUPERVISION,
            effect="supervision_notice.ask_again",
            notices=("supervision_notice.issued",),
            needs=(REASON,),
        ),
        row("clear", "clear", "解除", "answered", "cleared", SUPERVISION),
        row(
            "revoke",
            "revoke",
            "收回",
            "issued acknowledged",
            "revoked",
            SUPERVISION,
            needs=(REASON,),
        ),
    ),
)
