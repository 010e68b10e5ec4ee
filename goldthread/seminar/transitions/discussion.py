"""What delegations say of a proposal: a stance (表态) each, remarks (讨论) as many as they like."""

from goldthread.seminar.transitions.words import (
    BY_LINEAGE,
    BY_PROPOSAL,
    REASON,
    SECRETARIAT,
    machine,
    need,
    optional,
    row,
    state,
)
from goldthread.workflow.machine import SAME

_STANCE = (
    need("position", "support, oppose or abstain", "赞成、反对或弃权"),
    optional("reason", "reason", "理由"),
)
_PROPOSAL = need("proposal", "proposal", "提案", "reference")
_DELEGATION = need("delegation", "delegation", "代表团", "reference")
_OPEN = ("stance.open", "stance.known_word")

STANCE = machine(
    "stance",
    "stance",
    "表态",
    (
        state("carried", "carried from an earlier proposal, to be confirmed", "沿自原提案，待确认"),
        state("taken", "taken", "已表态"),
        state("closed", "closed", "表态已截止", open=False),
        state("lapsed", "lapsed, never confirmed", "未经确认，已失效", open=False),
    ),
    (
        row(
            "take",
            "take a stance",
            "表态",
            "",
            "taken",
            "delegation.speaks",
            guards=("stance.first", *_OPEN),
            effect="stance.take",
            needs=(_PROPOSAL, _DELEGATION, *_STANCE),
        ),
        row(
            "carry_in",
            "carry over from an earlier proposal",
            "沿用原提案表态",
            "",
            "carried",
            BY_LINEAGE,
            effect="stance.carry_in",
            needs=(
                _PROPOSAL,
                _DELEGATION,
                need("origin", "proposal it was taken on", "原提案", "reference"),
                *_STANCE,
            ),
        ),
        row(
            "confirm",
            "confirm",
            "确认",
            "carried",
            "taken",
            "delegation.speaks",
            guards=("stance.open",),
        ),
        row(
            "revise",
            "revise",
            "修改表态",
            "carried",
            "taken",
            "delegation.speaks",
            guards=_OPEN,
            effect="stance.revise",
            needs=_STANCE,
        ),
        row(
            "revise",
            "revise",
            "修改表态",
            "taken",
            SAME,
            "delegation.speaks",
            guards=_OPEN,
            effect="stance.revise",
            needs=_STANCE,
        ),
        row("close", "close", "截止", "taken", "closed", BY_PROPOSAL),
        row("close", "close", "截止", "carried", "lapsed", BY_PROPOSAL),
    ),
)

REMARK = machine(
    "remark",
    "remark",
    "讨论发言",
    (
        state("posted", "posted", "已发表"),
        state("withdrawn", "withdrawn", "已撤回", open=False),
        state("hidden", "hidden by the secretariat", "已由秘书处隐藏", open=False),
    ),
    (
        row(
            "post",
            "say something",
            "发表意见",
            "",
            "posted",
            "remark.takes_part",
            guards=("remark.discussion_open", "remark.readable"),
            effect="remark.post",
            notices=("remark.replied",),
            needs=(
                _PROPOSAL,
                optional("reply_to", "remark it answers", "回复", "reference"),
                need("text", "text", "内容"),
                optional("cites", "what it cites", "引用", "json"),
            ),
        ),
        row(
            "amend",
            "amend",
            "修改",
            "posted",
            SAME,
            "remark.author",
            guards=("remark.discussion_open", "remark.readable"),
            effect="remark.amend",
            needs=(
                need("text", "text", "内容"),
                optional("cites", "what it cites", "引用", "json"),
            ),
        ),
        row("withdraw", "withdraw", "撤回", "posted", "withdrawn", "remark.author"),
        row(
            "hide",
            "hide",
            "隐藏",
            "posted",
            "hidden",
            SECRETARIAT,
            effect="remark.hide",
            needs=(REASON,),
        ),
    ),
)
