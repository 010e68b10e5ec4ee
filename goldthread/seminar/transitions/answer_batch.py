"""A batch of answers (答复批次): gathered in private, published together."""

from goldthread.seminar.transitions.words import (
    ISSUER,
    SECRETARIAT,
    TITLES,
    machine,
    need,
    row,
    state,
)
from goldthread.workflow.machine import SAME

_PROPOSALS = need("proposals", "proposals with a drafted answer", "待答复提案", "references")
_GUARDS = ("answer_batch.titled", "answer_batch.all_pending")

ANSWER_BATCH = machine(
    "answer_batch",
    "batch of answers",
    "答复批次",
    (
        state("gathered", "gathered", "已汇集"),
        state("published", "published", "已公布", open=False),
        state("dissolved", "dissolved", "已解散", open=False),
    ),
    (
        row(
            "gather",
            "gather",
            "汇集",
            "",
            "gathered",
            SECRETARIAT,
            guards=_GUARDS,
            effect="answer_batch.write",
            needs=(need("seminar", "seminar", "座谈会", "reference"), *TITLES, _PROPOSALS),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "gathered",
            SAME,
            SECRETARIAT,
            guards=_GUARDS,
            effect="answer_batch.write",
            needs=(*TITLES, _PROPOSALS),
        ),
        row(
            "publish",
            "publish",
            "公布",
            "gathered",
            "published",
            ISSUER,
            guards=("answer_batch.still_pending",),
            effect="answer_batch.publish",
        ),
        row(
            "dissolve",
            "dissolve",
            "解散",
            "gathered",
            "dissolved",
            SECRETARIAT,
            effect="answer_batch.dissolve",
        ),
    ),
)
