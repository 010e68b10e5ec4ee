"""More machines of the work cycle, as the specification's tables have them, in short form."""

from goldthread.workflow.machine import SAME, Machine, Need, State, Transition
from tests.workflow.cases.key_task import KEY_TASK
from tests.workflow.cases.rules import role_rule

ROLES = {
    "issuer": "签发领导",
    "supervision": "督查部门",
    "planning": "规划部门",
    "delegation member": "代表团成员",
    "head of delegation": "代表团团长",
    "secretariat": "秘书处",
    "handling unit": "承办单位",
    "chair": "主持人",
    "sponsors": "提案人",
    "site": "系统",
    "contributor": "填报人",
    "head of the unit": "单位负责人",
    "coordinator": "联络员",
    "receiving unit": "受理单位",
    "national office": "国家局",
}
for _role, _zh in ROLES.items():
    role_rule(f"cycle.{_role}", _role, _role, _zh)

REASON = (Need("reason", {"en": "reason", "zh": "理由"}),)


def state(name: str, zh: str, *, closed: bool = False) -> State:
    return State(name, {"en": name.replace("_", " "), "zh": zh}, open=not closed)


def row(sources: str, action: str, zh: str, target: str, who: str, **more: object) -> Transition:
    return Transition(
        action=action.replace(" ", "_").replace("-", "_"),
        titles={"en": action, "zh": zh},
        sources=tuple(sources.split()),
        target=target,
        who=tuple(f"cycle.{each}" for each in who.split(", ")),
        **more,
    )


PROPOSAL = Machine(
    "proposal",
    {"en": "proposal", "zh": "提案"},
    (
        state("draft", "草案"),
        state("submitted", "已提交"),
        state("filed", "已立案"),
        state("assigned", "已交办"),
        state("in_handling", "办理中"),
        state("answer_pending", "待答复"),
        state("answered", "已答复"),
        state("adopted", "已采纳"),
        state("fulfilled", "已落实", closed=True),
        state("not_fulfilled", "未落实", closed=True),
        state("satisfied", "满意", closed=True),
        state("basically_satisfied", "基本满意", closed=True),
        state("not_satisfied", "不满意"),
        state("accepted_as_is", "不再办理", closed=True),
        state("reference", "不予立案", closed=True),
        state("merged", "并案", closed=True),
        state("duplicate", "重复", closed=True),
        state("split", "拆分", closed=True),
        state("withdrawn", "撤回", closed=True),
    ),
    (
        row("", "draft", "起草", "draft", "delegation member"),
        row("draft", "invite co-sponsors", "联名", SAME, "delegation member"),
        row("draft", "submit", "提交", "submitted", "head of delegation"),
        row("submitted", "file", "立案", "filed", "secretariat"),
        row("submitted", "return to complete", "退回补充", "draft", "secretariat", needs=REASON),
        row("submitted", "keep as reference", "不予立案", "reference", "secretariat", needs=REASON),
        row("filed", "merge", "并案", "merged", "secretariat"),
        row("filed", "mark as duplicate", "标为重复", "duplicate", "secretariat"),
        row("filed", "split", "拆分", "split", "secretariat"),
        row("filed", "assign", "交办", "assigned", "secretariat"),
        row("assigned", "accept", "承办", "in_handling", "handling unit"),
        row("assigned", "hand back", "退回", "filed", "handling unit", needs=REASON),
        row("filed in_handling", "discuss", "讨论", SAME, "chair"),
        row("in_handling", "draft the answer", "拟答复", "answer_pending", "handling unit"),
        row("answer_pending", "publish", "发布答复", "answered", "issuer"),
        row("answered", "rate satisfied", "评为满意", "satisfied", "sponsors"),
        row("answered", "rate basically", "评为基本满意", "basically_satisfied", "sponsors"),
        row("answered", "rate not satisfied", "评为不满意", "not_satisfied", "sponsors"),
        row("not_satisfied", "redo", "重新办理", "in_handling", "secretariat"),
        row("not_satisfied", "leave it", "不再办理", "accepted_as_is", "secretariat", needs=REASON),
        row("answered", "adopt", "采纳", "adopted", "planning"),
        row("adopted", "note fulfilled", "落实", "fulfilled", "site"),
        row("adopted", "note not fulfilled", "未落实", "not_fulfilled", "site"),
        row("adopted", "roll over", "结转", SAME, "site"),
        row(
            "draft submitted filed assigned in_handling answer_pending",
            "withdraw",
            "撤回",
            "withdrawn",
            "sponsors",
        ),
    ),
)

REPORT = Machine(
    "progress_report",
    {"en": "progress report", "zh": "进展报告"},
    (
        state("draft", "草稿"),
        state("signed", "已签发"),
        state("submitted", "已报送"),
        state("under_review", "审核中"),
        state("accepted_here", "本级已通过"),
        state("accepted_above", "上级已通过", closed=True),
        state("returned", "已退回"),
    ),
    (
        row("", "draft", "填报", "draft", "contributor"),
        row("draft returned", "edit", "修改", SAME, "contributor, coordinator"),
        row("draft", "sign", "签发", "signed", "head of the unit"),
        row("signed", "submit", "报送", "submitted", "coordinator, head of the unit"),
        row("submitted", "take up", "受理", "under_review", "receiving unit"),
        row("under_review", "return", "退回", "returned", "receiving unit", needs=REASON),
        row("returned", "resubmit", "重新报送", "submitted", "head of the unit"),
        row("under_review", "accept", "通过", "accepted_here", "receiving unit"),
        row("accepted_here", "accept above", "上级通过", "accepted_above", "national office"),
        row("accepted_above", "correct", "更正", SAME, "national office", needs=REASON),
    ),
)

MEASURE = Machine(
    "measure",
    {"en": "measure", "zh": "举措"},
    (
        state("draft", "草案"),
        state("consultation", "征求意见"),
        state("approved", "已批准"),
        state("issued", "已印发"),
        state("in_force", "实施中"),
        state("achieved", "完成"),
        state("partly_achieved", "部分完成"),
        state("not_achieved", "未完成"),
        state("closed", "结束", closed=True),
        state("carried_over", "结转", closed=True),
        state("superseded", "被取代", closed=True),
        state("withdrawn", "撤回", closed=True),
    ),
    (
        row("", "draft", "起草", "draft", "planning"),
        row("draft", "consult", "征求意见", "consultation", "planning"),
        row("consultation", "revise", "修改", "draft", "planning"),
        row("consultation", "approve", "批准", "approved", "issuer"),
        row("approved", "issue", "印发", "issued", "issuer"),
        row("issued", "put in force", "实施", "in_force", "supervision"),
        row("in_force", "amend", "修订", SAME, "planning"),
        row("in_force", "assess achieved", "评为完成", "achieved", "supervision"),
        row("in_force", "assess partly", "评为部分完成", "partly_achieved", "supervision"),
        row("in_force", "assess not achieved", "评为未完成", "not_achieved", "supervision"),
        row("achieved partly_achieved not_achieved", "close", "结束", "closed", "supervision"),
        row("partly_achieved not_achieved", "carry over", "结转", "carried_over", "planning"),
        row("issued in_force", "supersede", "取代", "superseded", "issuer"),
        row("draft consultation approved", "withdraw", "撤回", "withdrawn", "issuer"),
    ),
)

MACHINES = (KEY_TASK, MEASURE, REPORT, PROPOSAL)
