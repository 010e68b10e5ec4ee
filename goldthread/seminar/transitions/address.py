"""The head's address (讲话), bound to figures and checked before it is given."""

from dataclasses import replace

from goldthread.seminar.transitions.words import (
    ISSUER,
    PLANNING,
    REASON,
    SECRETARIAT,
    TEXTS,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)
from goldthread.workflow.machine import SAME

LONGEST = 60_000
"""The characters of an address: more than an hour of it."""

_TEXT = (
    *TITLES,
    optional("item", "agenda item", "议程事项", "reference"),
    *(replace(text, longest=LONGEST) for text in TEXTS),
)
_GUARDS = ("address.titled", "address.figures_known")

ADDRESS = machine(
    "address",
    "address",
    "讲话",
    (
        state("drafted", "draft", "草稿"),
        state("cleared", "cleared", "已审定"),
        state("given", "given", "已发表", open=False),
        state("withdrawn", "withdrawn", "已撤回", open=False),
    ),
    (
        row(
            "draft",
            "draft",
            "起草",
            "",
            "drafted",
            f"{PLANNING} {SECRETARIAT}",
            guards=("address.seminar_running", *_GUARDS),
            effect="address.write",
            needs=(need("seminar", "seminar", "座谈会", "reference"), *_TEXT),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "drafted",
            SAME,
            f"{PLANNING} {SECRETARIAT}",
            guards=_GUARDS,
            effect="address.write",
            needs=_TEXT,
        ),
        row(
            "clear",
            "clear",
            "审定",
            "drafted",
            "cleared",
            ISSUER,
            guards=("address.nothing_contradicts",),
            effect="address.clear",
            needs=(
                optional(
                    "accepted", "findings accepted, with reasons", "已接受的提示及理由", "json"
                ),
            ),
        ),
        row("reopen", "open again", "重新修改", "cleared", "drafted", f"{ISSUER} {PLANNING}"),
        row(
            "give",
            "note as given",
            "记为已发表",
            "cleared",
            "given",
            PLANNING,
            guards=(
                "address.figures_stand",
                "address.cycle_takes_measures",
                "address.promises_readable",
            ),
            effect="address.give",
            needs=(
                need("into", "cycle that takes the promises", "承接承诺的周期", "reference"),
                optional("left_out", "sentences that are no promise", "非承诺的句子", "json"),
            ),
        ),
        row(
            "withdraw",
            "withdraw",
            "撤回",
            "drafted cleared",
            "withdrawn",
            f"{PLANNING} {ISSUER}",
            needs=(REASON,),
        ),
    ),
)
