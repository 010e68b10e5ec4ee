"""Where the work comes from: strategy and directive documents, and what they require."""

from goldthread.programme.transitions.words import (
    ISSUER,
    PLANNING,
    REASON,
    TITLES,
    machine,
    need,
    optional,
    row,
    state,
)
from goldthread.workflow.machine import SAME

_STATES = (
    state("drafted", "drafted", "拟稿"),
    state("issued", "issued", "已印发"),
    state("superseded", "superseded", "已被取代", open=False),
    state("withdrawn", "withdrawn", "已撤回", open=False),
)

_DOCUMENT = (
    *TITLES,
    need("kind", "kind of document", "文件类别"),
    optional("number", "number of the document", "文号"),
    optional("issued_by", "issuing body", "发文机关"),
    optional("issued_on", "day of issue", "发文日期", "date"),
    need("language", "language of the text", "文本语言"),
    optional("clauses", "clauses", "条款", "json"),
)

SOURCE_DOCUMENT = machine(
    "source_document",
    "strategy or directive document",
    "战略与指导文件",
    _STATES,
    (
        row(
            "draft",
            "enter",
            "录入",
            "",
            "drafted",
            PLANNING,
            guards=("source_document.key_free", "source_document.readable"),
            effect="source_document.write",
            needs=(need("key", "key", "编号"), *_DOCUMENT),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "drafted",
            "drafted",
            PLANNING,
            guards=("source_document.readable", "source_document.clauses_kept"),
            effect="source_document.write",
            needs=_DOCUMENT,
        ),
        row(
            "add_clauses",
            "add clauses",
            "补充条款",
            "drafted",
            SAME,
            PLANNING,
            guards=("source_document.clauses_new",),
            effect="source_document.add_clauses",
            needs=(need("clauses", "clauses", "条款", "json"),),
        ),
        row(
            "issue",
            "issue",
            "印发",
            "drafted",
            "issued",
            ISSUER,
            guards=("source_document.has_clauses",),
        ),
        row(
            "supersede",
            "supersede",
            "取代",
            "issued",
            "superseded",
            ISSUER,
            guards=("source_document.successor_fits",),
            effect="source_document.supersede",
            needs=(need("successor", "document that takes its place", "替代文件", "reference"),),
        ),
        row("withdraw", "withdraw", "撤回", "drafted", "withdrawn", PLANNING, needs=(REASON,)),
    ),
)

_ASKED = ("requirement.titled", "requirement.number_free", "requirement.clause_known")
_REQUIREMENT = (
    need("number", "number", "序号"),
    *TITLES,
    need("clause", "clause that asks for it", "来源条款", "reference"),
    optional("due", "due day", "完成时限", "date"),
)

REQUIREMENT = machine(
    "requirement",
    "requirement",
    "工作要求",
    _STATES,
    (
        row(
            "draft",
            "draft",
            "拟稿",
            "",
            "drafted",
            PLANNING,
            guards=("requirement.cycle_running", *_ASKED),
            effect="requirement.write",
            needs=(need("cycle", "cycle", "工作周期", "reference"), *_REQUIREMENT),
        ),
        row(
            "edit",
            "edit",
            "修改",
            "drafted",
            "drafted",
            PLANNING,
            guards=_ASKED,
            effect="requirement.write",
            needs=_REQUIREMENT,
        ),
        row(
            "issue",
            "issue",
            "印发",
            "drafted",
            "issued",
            ISSUER,
            guards=("requirement.document_issued",),
        ),
        row("supersede", "supersede", "取代", "issued", "superseded", ISSUER, needs=(REASON,)),
        row("withdraw", "withdraw", "撤回", "drafted", "withdrawn", PLANNING, needs=(REASON,)),
    ),
)
